"""The pages: what the person wishes erased of a file and what became of it; and the second person's word."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.models import Member
from safeconduct.cases.emergency.forms import number_of
from safeconduct.cases.erasing import actions as erasing
from safeconduct.cases.erasing import rules
from safeconduct.cases.erasing.models import SectionErasure
from safeconduct.cases.queries import own_case_in_hand
from safeconduct.referrals.erasing import actions
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import day_in
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import USED, Section, in_order

AT = {"erasure_said_ahead": "said_on"}
"""At which question a refusal of the rule is said; every other at the section."""


@for_members
def of_case(request: MemberRequest, case: UUID) -> HttpResponse:
    """What was erased of this file at the person's wish, what waits, and the form to ask."""
    own_case_in_hand(case)
    errors: dict[str, Words] = {}
    if request.method == "POST":
        errors = _asked(request, case)
        if not errors:
            return redirect("erasures", case=case)
    rows = erasing.of_case(case)
    context = {
        "case": case,
        "lines": _lines(rows, request),
        "questions": _questions(request, errors),
        "errors": errors,
    }
    return render(request, "referrals/erasing/of_case.html", context, status=422 if errors else 200)


@for_members
def decide(request: MemberRequest, erasure: UUID) -> HttpResponse:
    """The second person confirms it, or leaves it. What it takes away nobody brings back."""
    row = erasing.one(erasure)
    refused: NotPossible | None = None
    if request.method == "POST":
        try:
            if request.POST.get("do") == "erase":
                actions.confirm(erasure, by=request.member, at=request.at)
                messages.success(
                    request, _("Erased. Nobody opens it any more, here or in a backup of this node.")
                )
            else:
                erasing.decline(erasure, by=request.member, at=request.at)
                messages.success(request, _("Left as it is. Who asked sees it."))
            return redirect("erasure", erasure=erasure)
        except NotPossible as error:
            refused = error
    [line] = _lines([row], request)
    context = {"line": line, "number": number_of(row.case_id), "refused": refused}
    return render(request, "referrals/erasing/decide.html", context, status=409 if refused else 200)


def _asked(request: MemberRequest, case: UUID) -> dict[str, Words]:
    name, said_on = request.POST.get("section", ""), day_in(request.POST.get("said_on", ""))
    errors: dict[str, Words] = {}
    if name not in USED:
        errors["section"] = _("Choose the section.")
    if said_on is None:
        errors["said_on"] = _("Enter the day on which the person said so.")
    if request.POST.get("wish") != "yes":
        errors["wish"] = _(
            "Ask the person, alone, then tick it. Nothing is erased for anybody else’s reason."
        )
    if errors or said_on is None:
        return errors
    try:
        told = actions.ask(case, Section(name), said_on, by=request.member, at=request.at)
    except NotPossible as refused:
        at = AT.get(refused.reason.code, "section")
        return {at: refused.reason.whole}
    messages.success(request, _("Asked. A second person of your agency confirms it; until then it stays."))
    if told:
        messages.success(request, _("It goes to nobody any more, and who holds it is told to erase it."))
    return {}


def _questions(request: MemberRequest, errors: dict[str, Words]) -> list[Question]:
    given = request.POST if errors else {}
    sections = [(section.value, label(section)) for section in in_order(USED - rules.KEPT)]
    today = localdate(request.at).isoformat()
    return [
        Question(
            "section", _("Which section"), "select", given.get("section", ""), sections, errors.get("section", "")
        ),
        Question(
            "said_on", _("On which day the person said so"), "date", given.get("said_on", today),
            error=errors.get("said_on", ""),
        ),
        Question(
            "wish", _("The person wishes it, and knows that nobody brings it back"), "tick", given.get("wish", ""),
            error=errors.get("wish", ""),
        ),
    ]  # fmt: skip


def _lines(rows: list[SectionErasure], request: MemberRequest) -> list[dict[str, Any]]:
    who = {row.asked_by for row in rows} | {row.decided_by for row in rows if row.decided_by}
    names = dict(Member.objects.filter(id__in=who).values_list("id", "name")) if who else {}
    return [
        {
            "row": row,
            "section": label(Section(row.section)),
            "asked_by": names.get(row.asked_by, ""),
            "decided_by": names.get(row.decided_by, "") if row.decided_by else "",
            "may_decide": bool(
                rules.may_decide(
                    verdict=row.verdict, asked_by=row.asked_by, by=request.member.id,
                    supervises=request.member.supervises, has_in_hand=True,
                    profession=Profession(request.member.profession),
                )
            ),
        }
        for row in rows
    ]  # fmt: skip
