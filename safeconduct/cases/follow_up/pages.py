"""The pages of follow-ups: the four of a person, and moving one or writing what became of it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from safeconduct.access.queries import decide, held
from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.access.rules import Action
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.follow_up import actions, forms
from safeconduct.cases.follow_up.codes import After, NotDone, State, label
from safeconduct.cases.follow_up.queries import SECTION, follow_ups
from safeconduct.cases.follow_up.rules import (
    FollowUp,
    Planned,
    is_early,
    is_late,
    may_be_corrected,
    may_plan_for,
    may_resume,
)
from safeconduct.cases.queries import case_of
from safeconduct.cases.reaching import contact_of, in_their_words, when_safe
from safeconduct.cases.safe_hours import SafeContact
from safeconduct.vocabulary.decisions import Refused, Words
from safeconduct.vocabulary.entered import Entered, day_in
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.questions import Question

AT = {
    "follow_up_no_reason": "why", "follow_up_day_over": "on", "follow_up_too_far": "on", "follow_up_not_yet": "on",
    "follow_up_before_start": "on", "no_safe_hour_that_day": "on", "outside_safe_hours": "at",
    "not_by_telephone": "by_telephone", "follow_up_start_ahead": "start",
    "follow_up_too_early": "early",
}  # fmt: skip
"""At which question a refusal of the rule is said, so that nothing that was typed is lost."""


@for_members
def page(request: MemberRequest, case: UUID) -> HttpResponse:
    """The four follow-ups of a person; planning them where nobody has."""
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    if request.method == "POST":
        start = day_in(next(iter(entered.get("start", [])), ""))
        errors = {"start": forms.NO_DAY} if start is None else _refused(lambda: _plan(request, case, start))
        if not errors:
            messages.success(request, _("Planned."))
            return redirect("follow_ups", case=case)
    found = follow_ups(case, by=request.member, at=request.at)
    contact = contact_of(case, by=request.member, at=request.at)
    context = {
        "case": case,
        "start": found.sheet.start if found.sheet else None,
        "lines": [_line(one, contact, request) for one in found.sheet.all] if found.sheet else [],
        "may_edit": bool(decide(request.member, held(case), SECTION, Action.EDIT).decision),
        "may_resume": found.sheet is not None and bool(may_resume(found.sheet)),
        "says": [*when_safe(contact, request.at), *in_their_words(contact)],
        "question": _start(case, entered, errors),
        "errors": errors,
    }
    return render(request, "cases/follow_up/all.html", context, status=422 if errors else 200)


@for_members
def move(request: MemberRequest, case: UUID, after: str) -> HttpResponse:
    """Move one, with a reason, to a time in which the person may be reached."""

    def act(entered: Entered) -> None:
        to, why = forms.move_entered(entered)
        actions.move(case, After(after), to, why, by=request.member, at=request.at)

    return _form(request, case, after, "move", act)


@for_members
def done(request: MemberRequest, case: UUID, after: str) -> HttpResponse:
    """Write down one that took place: the person's own view first."""

    def act(entered: Entered) -> None:
        said = forms.done_entered(entered)
        actions.done(case, After(after), said, by=request.member, at=request.at)

    return _form(request, case, after, "done", act)


@for_members
def correct(request: MemberRequest, case: UUID, after: str) -> HttpResponse:
    """Correct once what oneself has written of one that took place: both stay on the page."""

    def act(entered: Entered) -> None:
        said = forms.done_entered(entered)
        actions.correct(case, After(after), said, by=request.member, at=request.at)

    return _form(request, case, after, "correct", act)


@for_members
def not_done(request: MemberRequest, case: UUID, after: str) -> HttpResponse:
    """Write down why one did not take place."""

    def act(entered: Entered) -> None:
        why = forms.not_done_entered(entered)
        actions.not_done(case, After(after), why, by=request.member, at=request.at)

    return _form(request, case, after, "not_done", act)


@forms_only
@for_members
def resume(request: MemberRequest, case: UUID) -> HttpResponse:
    """The person wishes contact again."""
    actions.resume(case, by=request.member, at=request.at)
    messages.success(request, _("Planned again, as the person wishes."))
    return redirect("follow_ups", case=case)


def _form(
    request: MemberRequest, case: UUID, after: str, what: str, act: Callable[[Entered], None]
) -> HttpResponse:
    """One of the three forms: what was entered stays where the rule or the form refuses it."""
    one = _one(request, case, after)
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    if request.method == "POST":
        errors = _refused(lambda: act(entered))
        if not errors:
            messages.success(request, _("Written down."))
            return redirect("follow_ups", case=case)
    contact = contact_of(case, by=request.member, at=request.at)
    context = {
        "case": case,
        "what": what,
        "line": _line(one, contact, request),
        "says": [*when_safe(contact, request.at), *in_their_words(contact)],
        "may_write": may_correct(one, request) if what == "correct" else one.state is State.PLANNED,
        "questions": _questions(what, one, entered, errors, today_of(request.at)),
        "errors": errors,
    }
    return render(request, "cases/follow_up/one.html", context, status=422 if errors else 200)


def may_correct(one: FollowUp, request: MemberRequest) -> bool:
    """Whether the member may correct what was written of it."""
    return bool(may_be_corrected(one, by=request.member.id, now=request.at))


def _questions(
    what: str, one: FollowUp, entered: Entered, errors: dict[str, Words], today: date
) -> list[Question]:
    match what:
        case "move":
            return forms.move_questions(one, entered, errors)
        case "not_done":
            return forms.not_done_questions(entered, errors)
        case "correct":
            stands = entered or forms.as_entered(dict(one.said))
            return forms.done_questions(stands, errors, is_early=False)
    return forms.done_questions(entered, errors, is_early=is_early(one, today))


def _one(request: MemberRequest, case: UUID, after: str) -> FollowUp:
    sheet = follow_ups(case, by=request.member, at=request.at).sheet
    if sheet is None or after not in set(After):
        raise NotFound(_("There is no such follow-up."))
    return sheet.one(After(after))


def _refused(act: Callable[[], None]) -> dict[str, Words]:
    """What was wrong, by question; nothing when it was done. What belongs to no question is refused as a whole page."""
    try:
        act()
    except BadInput as wrong:
        return dict(wrong.errors)
    except NotPossible as refused:
        return refused.beside(AT)
    return {}


def _plan(request: MemberRequest, case: UUID, start: date) -> None:
    actions.plan(case, start, by=request.member, at=request.at)


def _start(case: UUID, entered: Entered, errors: dict[str, Words]) -> Question:
    opened = localtime(case_of(case).opened_at).date().isoformat()
    return forms.start_question(next(iter(entered.get("start", [])), opened), errors)


def _line(one: FollowUp, contact: SafeContact, request: MemberRequest) -> dict[str, Any]:
    """One follow-up in words, and whether its moment still lies in the hours of the person."""
    why = one.said.get("why")
    to = may_plan_for(Planned(one.on, one.at, one.by_telephone), contact)
    is_planned = one.state is State.PLANNED
    return {
        "one": one,
        "after": label(one.after),
        "state": label(one.state),
        "is_planned": is_planned,
        "is_late": is_late(one, today_of(request.at)),
        "moved": [(moved.day, label(moved.why)) for moved in one.moved],
        "why": label(NotDone(why)) if why in set(NotDone) else "",
        "facts": forms.facts(dict(one.said)),
        "may_correct": may_correct(one, request),
        "before": forms.facts(dict(one.written.before or {})) if one.written else [],
        "is_worse": one.said.get("risk") == "up",
        "outside": to.reason.sentence if is_planned and isinstance(to, Refused) else "",
    }
