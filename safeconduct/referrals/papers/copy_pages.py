"""The page of the person's copy: warned first, chosen part by part, looked at as it will be printed, then the file.

The file is made when it is asked for and kept nowhere; its name says nothing.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access.queries import held
from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.access.rules import Action
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Detail, record
from safeconduct.cases.answering import answer
from safeconduct.cases.planning.rules import STANDING_IN_WORDS, Standing, standing
from safeconduct.cases.queries import allowed_of, own_case_in_hand
from safeconduct.cases.returning.leaflet import leaflet, nearest_of
from safeconduct.consent.wording import LANGUAGES, wording
from safeconduct.referrals.papers.copied import Readings, copy_of, readings
from safeconduct.referrals.papers.copy import Part, sheet
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.languages import LANGUAGES as NAMES
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.typesetting.setting import PDF, pdf
from safeconduct.vocabulary.typesetting.sheet import Sheet

NAME = "notes.pdf"
PARTS: dict[Part, Words] = {
    Part.AGREED: gettext_lazy("What they agreed to, until when, and how to take it back"),
    Part.PLAN: gettext_lazy("The plan, as far as they have agreed to it"),
    Part.PEOPLE: gettext_lazy("Whom they can call"),
    Part.DAYS: gettext_lazy("Next days: meetings, appointments, looking at the plan"),
}
ASKED = ("chosen", "parts", "discreet", "language")
DISCREET = gettext_lazy("Only letters, numbers and days: no agency, no reason, nothing of the plan")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands on this copy, and in which language."""

    language: str
    parts: tuple[Part, ...]
    is_discreet: bool


@for_members
def page(request: MemberRequest, case: UUID) -> HttpResponse:
    """Choose what stands on it, and look at it first."""
    chosen, made, found = _made(request, case)
    record("copy:looked_at", by=as_actor(request.member), at=request.at, case=CaseId(case))
    context = {
        "case": case,
        "sheet": made,
        "languages": [(tag, NAMES[tag].own) for tag in LANGUAGES],
        "fields": _questions(chosen),
        "chosen": chosen,
        "plan": _about_plan(request, case, found) if Part.PLAN in chosen.parts else "",
        "is_empty": not made.groups,
    }
    return render(request, "referrals/papers/copy.html", context)


@forms_only
@for_members
def file(request: MemberRequest, case: UUID) -> HttpResponse:
    """The paper itself as it is chosen in the form, made now and kept nowhere; or the page that shows it first."""
    if request.POST.get("do") == "show":
        asked = [(name, value) for name in ASKED for value in request.POST.getlist(name)]
        return redirect(f"{reverse('copy', kwargs={'case': case})}?{urlencode(asked)}")
    chosen, made, _found = _made(request, case)
    if not made.groups:
        raise NotFound(_("Nothing was chosen that could stand on the paper."))
    detail: Detail = {"parts": len(chosen.parts), "discreet": chosen.is_discreet, "language": chosen.language}
    record("copy:printed", by=as_actor(request.member), at=request.at, case=CaseId(case), detail=detail)
    return HttpResponse(
        pdf(made), content_type=PDF, headers={"Content-Disposition": f'attachment; filename="{NAME}"'}
    )


def _made(request: MemberRequest, case: UUID) -> tuple[Chosen, Sheet, Readings]:
    own_case_in_hand(case)
    found = readings(case, by=request.member, at=request.at, grants=held(case))
    chosen = _chosen(request, found)
    text = wording(chosen.language)
    copy = copy_of(case, found, text, by=request.member, at=request.at)
    danger = leaflet(chosen.language).danger
    return chosen, sheet(copy, chosen.parts, text, is_discreet=chosen.is_discreet, danger=danger), found


def _chosen(request: MemberRequest, found: Readings) -> Chosen:
    """What was asked for; at first what can do no harm by itself, in the person's language where we have it."""
    given = request.POST if request.method == "POST" else request.GET
    asked = given.get("language", "")
    profile = found.get(Section.PROFILE)
    spoken = (answer(profile.content, "languages") or []) if profile else []
    parts = given.getlist("parts") if "chosen" in given else [Part.AGREED, Part.PEOPLE]
    return Chosen(
        asked if asked in LANGUAGES else nearest_of(spoken),
        tuple(part for part in Part if part in parts),
        given.get("discreet") == "yes",
    )


def _questions(chosen: Chosen) -> list[Question]:
    return [
        Question("parts", _("What stands on it"), "ticks", ",".join(chosen.parts), list(PARTS.items())),
        Question("discreet", DISCREET, "tick", chosen.is_discreet),
        Question(
            "language", _("Language"), "select", chosen.language, [(tag, NAMES[tag].own) for tag in LANGUAGES]
        ),
    ]


def _about_plan(request: MemberRequest, case: UUID, found: Readings) -> Any:
    """Why the plan is not on the paper; "" where it is."""
    plan = found.get(Section.PLAN)
    if plan is None:
        is_open = Section.PLAN in allowed_of(request.member, held(case), Action.OPEN)
        return _("There is no plan yet.") if is_open else _("The plan is closed to you.")
    how = standing(plan.content)
    return "" if how is Standing.AGREED else STANDING_IN_WORDS[how]
