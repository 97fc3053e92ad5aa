"""Putting a referral away from Today until a day, taking it back, and what a supervisor sees of it."""

from datetime import date, datetime, time, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest
from safeconduct.referrals import queries
from safeconduct.referrals.codes import day
from safeconduct.referrals.lists import actions, away, reasons
from safeconduct.referrals.lists.codes import WAITINGS, Waiting
from safeconduct.referrals.lists.queries import names_of
from safeconduct.referrals.models import Referral
from safeconduct.referrals.pages.lines import in_words
from safeconduct.referrals.pages.lists import for_lists
from safeconduct.referrals.pages.refused import record_refused
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.workdays import is_working_day, zone

MORNING = time(8, 0)
"""When it comes back, on the clock of the agency's country: before the day begins."""


@for_lists
def put_away(request: MemberRequest, reference: str) -> HttpResponse:
    """Ask until when and why; or take it back, by one press."""
    row = queries.by_reference(reference)
    if request.method != "POST":
        return _page(request, row, {})
    if request.POST.get("do") == "back":
        actions.take_back(referral=row.id, by=request.member, at=request.at)
        messages.success(request, _("%(reference)s is back among your work.") % {"reference": row.reference})
        return redirect("today")
    until, why = day(request.POST.get("until", "")), request.POST.get("reason", "")
    errors: dict[str, Words] = {}
    if until is None:
        errors["until"] = _("Choose the day on which it comes back.")
    if why not in set(Waiting):
        errors["reason"] = reasons.NO_REASON.sentence
    if errors or until is None:
        return _page(request, row, errors, status=422)
    moment = comes_back(until, request.member.agency.country, row.due_at)
    try:
        actions.put_away(referral=row.id, until=moment, reason=why, by=request.member, at=request.at)
    except NotPossible as refused:
        record_refused(request, row, "put_away", refused)
        return _page(request, row, {"until": refused.reason.sentence}, refused, status=409)
    messages.success(request, _("%(reference)s is put away.") % {"reference": row.reference})
    return redirect("today")


@for_lists
def all_away(request: MemberRequest) -> HttpResponse:
    """What is put away: one's own; for a supervisor also by whom of the agency, and why."""
    rows = away.put_away(by=request.member, at=request.at)
    names = names_of({row.member_id for row in rows})
    lines = [(row.referral, WAITINGS[Waiting(row.reason)], row.until, names[row.member_id]) for row in rows]
    return render(request, "referrals/all_away.html", {"lines": lines})


def comes_back(on: date, country: str, due_at: datetime | None) -> datetime:
    """The morning of this day; on the day of the clock's end that end, where it is earlier."""
    morning = datetime.combine(on, MORNING, tzinfo=zone(country))
    is_last_day = due_at is not None and due_at.astimezone(zone(country)).date() == on
    return min(morning, due_at) if due_at is not None and is_last_day else morning


def _page(
    request: MemberRequest,
    row: Referral,
    errors: dict[str, Words],
    refused: NotPossible | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    entered = request.POST
    until = Question(
        "until", _("It comes back on"), "date", entered.get("until", _next_working_day(request)),
        hint=_("In the morning. A change, an alarm or the end of its clock brings it back before that."),
        error=errors.get("until", ""), prefix="away-",
    )  # fmt: skip
    why = Question(
        "reason", _("Why"), "radios", entered.get("reason", ""),
        [(code.value, words) for code, words in WAITINGS.items()],
        hint=_("Whoever supervises sees it. It says nothing to the other side."),
        error=errors.get("reason", ""), prefix="away-",
    )  # fmt: skip
    context = {
        "row": row,
        "line": in_words(queries.Line(row, "", request.member.agency), request.at),
        "fields": [until, why],
        "errors": errors,
        "refused": refused,
    }
    return render(request, "referrals/put_away.html", context, status=status)


def _next_working_day(request: MemberRequest) -> str:
    country = request.member.agency.country
    wanted = request.at.astimezone(zone(country)).date() + timedelta(days=1)
    while not is_working_day(wanted, country):
        wanted += timedelta(days=1)
    return wanted.isoformat()
