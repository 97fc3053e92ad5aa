"""The page of the interview register: who asked about what, and entering a talk."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.queries import decide, held
from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.rules import Action
from safeconduct.cases.interviews import actions
from safeconduct.cases.interviews.codes import AgainWhy, InterviewSubject, choices
from safeconduct.cases.interviews.queries import SECTION, register
from safeconduct.cases.interviews.rules import AGAIN, NOT_YET
from safeconduct.cases.interviews.shown import in_words
from safeconduct.vocabulary.codes import Sector
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import day_in
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.labels import choices as codes
from safeconduct.vocabulary.questions import Question

AT = {AGAIN.code: "again", NOT_YET.code: "held_on"}


@for_members
def page(request: MemberRequest, case: UUID) -> HttpResponse:
    """The talks of a person, and a form for one more."""
    errors: dict[str, Words] = {}
    if request.method == "POST":
        errors = _entered(request, case)
        if not errors:
            messages.success(request, _("Entered."))
            return redirect("interviews", case=case)
    context = {
        "case": case,
        "lines": [in_words(line) for line in register(case, by=request.member, at=request.at)],
        "may_edit": bool(decide(request.member, held(case), SECTION, Action.EDIT).decision),
        "questions": _questions(request, errors),
        "errors": errors,
    }
    return render(request, "cases/interviews/register.html", context, status=422 if errors else 200)


def _entered(request: MemberRequest, case: UUID) -> dict[str, Words]:
    subject, who, again = (request.POST.get(name, "") for name in ("subject", "who", "again"))
    errors: dict[str, Words] = {}
    if subject not in set(InterviewSubject):
        errors["subject"] = _("Choose what the person was asked about.")
    if who not in set(Sector):
        errors["who"] = _("Choose who asked.")
    held_on = day_in(request.POST.get("held_on", ""))
    if held_on is None:
        errors["held_on"] = _("Enter a day, such as 2027-03-31.")
    if errors or held_on is None:
        return errors
    why = AgainWhy(again) if again in set(AgainWhy) else None
    try:
        actions.enter(
            case, InterviewSubject(subject), held_on, Sector(who), why,
            by=request.member, at=request.at,
        )  # fmt: skip
    except NotPossible as refused:
        return refused.beside(AT)
    return {}


def _questions(request: MemberRequest, errors: dict[str, Words]) -> list[Question]:
    given = request.POST
    return [
        Question(
            "subject", _("What the person was asked about"), "select", given.get("subject", ""),
            choices(InterviewSubject), errors.get("subject", ""),
        ),
        Question("held_on", _("When"), "date", given.get("held_on", ""), error=errors.get("held_on", "")),
        Question("who", _("Who asked"), "select", given.get("who", ""), list(codes(Sector)), errors.get("who", "")),
        Question(
            "again", _("If it was asked before: why again"), "select", given.get("again", ""), choices(AgainWhy),
            errors.get("again", ""), _("A first talk on a subject needs no reason."),
        ),
    ]  # fmt: skip
