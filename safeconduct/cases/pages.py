"""The person's page: what is known, section by section, and the doors that are closed to this reader."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases import actions, handlers
from safeconduct.cases.aliases import offered
from safeconduct.cases.contents import FIELDS, cleaned
from safeconduct.cases.forms import Entered, facts, questions
from safeconduct.cases.queries import case_of, read_sections
from safeconduct.vocabulary.errors import BadInput, NotFound
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import USED, Section, in_order


@for_members
def open_case(request: MemberRequest) -> HttpResponse:
    """Open a case under the alias that was offered. No name is needed; a slip shows the form again."""
    entered: Entered | None = dict(request.POST.lists()) if request.method == "POST" else None
    errors: dict[str, Any] = {}
    if entered is not None:
        try:
            profile = cleaned(Section.PROFILE, entered)
        except BadInput as wrong:
            errors = dict(wrong.errors)
        else:
            return redirect(
                "person", case=actions.open_case(by=request.member, at=request.at, profile=profile)
            )
    asked = questions(Section.PROFILE, {"pseudonym": offered(set())}, entered, errors)
    context = {"questions": asked, "errors": errors}
    return render(request, "cases/new.html", context, status=422 if errors else 200)


@for_members
def person(request: MemberRequest, case: UUID) -> HttpResponse:
    """One person by alias."""
    return _page(request, CaseId(case))


@require_POST
@for_members
def save_section(request: MemberRequest, case: UUID, section: str) -> HttpResponse:
    """Save one section; a wrong answer or somebody else's newer version shows the form again, nothing lost."""
    kind = _section(section)
    entered = dict(request.POST.lists())
    try:
        base = int(request.POST.get("base", ""))
        content = cleaned(kind, entered)
        actions.save_section(
            case=CaseId(case), section=kind, content=content, base=base, by=request.member, at=request.at
        )
        if request.POST.get("do") == "tell":
            handlers.tell(case, kind, request.member, request.at)
    except BadInput as wrong:
        return _page(request, CaseId(case), kind, entered, dict(wrong.errors), status=422)
    except actions.EditedMeanwhile as newer:
        return _page(request, CaseId(case), kind, entered, {}, status=409, newer=newer)
    except ValueError:
        return _page(
            request,
            CaseId(case),
            kind,
            entered,
            {"": _("Open the page again: the form was not complete.")},
            status=422,
        )
    return redirect("person", case=case)


def _section(name: str) -> Section:
    if name not in {section.value for section in USED}:
        raise NotFound("There is no such section.")
    return Section(name)


def _page(
    request: MemberRequest, case: CaseId, wrong: Section | None = None, entered: Entered | None = None,
    errors: dict[str, Any] | None = None, *, status: int = 200, newer: actions.EditedMeanwhile | None = None,
) -> HttpResponse:  # fmt: skip
    bare = case_of(case)
    readings = read_sections(case, in_order(USED), by=request.member, at=request.at)
    parts = []
    for section in in_order(USED):
        reading = readings.get(section)
        content = reading.content if reading else {}
        mine = section is wrong
        parts.append(
            {
                "section": section.value,
                "label": label(section),
                "version": reading.version if reading else 0,
                "facts": facts(section, content),
                "questions": questions(section, content, entered if mine else None, errors if mine else None),
                "errors": errors if mine else None,
                "newer": newer if mine else None,
                "shared": handlers.shared(case, section),
            }
        )
    profile = readings.get(Section.PROFILE)
    context = {
        "case": bare,
        "alias": (profile.content.get("pseudonym") if profile else "") or _("Without an alias"),
        "parts": parts,
        "safety": readings.get(Section.SAFE_CONTACT),
        "fields": FIELDS,
        "errors": errors,
        "strip": strip(readings),
    }
    return render(request, "cases/person.html", context, status=status)


def strip(readings: dict[Section, Any]) -> list[tuple[Any, str]]:
    """The safety strip: first what can hurt. At most four facts."""
    wanted = {
        Section.SAFE_CONTACT: ("safe_to_call", "language", "do_not_contact"),
        Section.SAFETY: ("level",),
    }
    found: list[tuple[Any, str]] = []
    for section, names in wanted.items():
        reading = readings.get(section)
        if reading is None:
            continue
        shown = {name: reading.content[name] for name in names if name in reading.content}
        found += facts(section, shown)
    return found[:4]
