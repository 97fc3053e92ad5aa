"""Opening a closed referral again, which both sides must want; and marking one that was entered by mistake."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.queries import agency
from safeconduct.referrals import actions, envelope, ledger, queries
from safeconduct.referrals.codes import reasons as reasons_of
from safeconduct.referrals.history import History
from safeconduct.referrals.labels import word
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor, Event, Side, State
from safeconduct.referrals.pages.opening_again import person_agrees
from safeconduct.referrals.pages.refused import record_refused
from safeconduct.referrals.reasons import PERSON_NOT_ASKED, REASON_MISSING
from safeconduct.referrals.rules import REOPENING, Attempt, may_mark_as_error, may_reopen
from safeconduct.vocabulary.decisions import Decision, Reason, Refused, Words
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.questions import Question

STEPS = {"propose": Event.PROPOSE_REOPEN, "agree": Event.CONFIRM_REOPEN, "decline": Event.DECLINE_REOPEN}

SAID: dict[Event, Words] = {
    Event.PROPOSE_REOPEN: gettext_lazy("Proposed. Nothing is open before the other side agrees."),
    Event.CONFIRM_REOPEN: gettext_lazy("It is open again, as it was."),
    Event.DECLINE_REOPEN: gettext_lazy("It stays closed, and the other side is told."),
}


@for_members
def reopen(request: MemberRequest, reference: str) -> HttpResponse:
    """Propose to open it again, or answer the other side's proposal. A slip shows the page as it was filled in."""
    row = _closed(reference)
    if request.method != "POST":
        return _reopen_page(request, row, {})
    event = STEPS.get(request.POST.get("do", ""), Event.PROPOSE_REOPEN)
    codes = _entered(request, event)
    errors: dict[str, Words] = {}
    if event is Event.PROPOSE_REOPEN and "reason" not in codes:
        errors["reopen-reason"] = REASON_MISSING.sentence
    if errors:
        return _reopen_page(request, row, errors, status=422)
    try:
        actions.move(referral=row.id, event=event, codes=codes, by=request.member, at=request.at)
    except NotPossible as refused:
        record_refused(request, row, event.value, refused)
        asked = (
            {"reopen-person_agrees-yes": PERSON_NOT_ASKED.sentence}
            if refused.reason == PERSON_NOT_ASKED
            else {}
        )
        return _reopen_page(request, row, asked, refused, status=409)
    messages.success(request, SAID[event])
    return redirect("referral", reference=row.reference)


@for_members
def mistake(request: MemberRequest, reference: str) -> HttpResponse:
    """Mark it as entered by mistake, once nothing of it is with the other side any more."""
    row = queries.by_reference(reference)
    if row.side != Side.SENDER or row.state == State.DRAFT:
        raise NotFound(_("There is no such referral for you."))
    if request.method != "POST":
        return _mistake_page(request, row, {})
    reason = request.POST.get("reason", "")
    if reason not in reasons_of(State(row.state), Event.MARK_AS_ERROR):
        return _mistake_page(request, row, {"mistake-reason": REASON_MISSING.sentence}, status=422)
    try:
        actions.move(
            referral=row.id, event=Event.MARK_AS_ERROR, codes={"reason": reason}, by=request.member, at=request.at
        )  # fmt: skip
    except NotPossible as refused:
        record_refused(request, row, Event.MARK_AS_ERROR.value, refused)
        return _mistake_page(request, row, {}, status=409)
    messages.success(request, _("Marked as entered by mistake."))
    return redirect("referral", reference=row.reference)


def _closed(reference: str) -> Referral:
    row = queries.by_reference(reference)
    if row.state != State.CLOSED:
        raise NotFound(_("This referral is not closed, so there is nothing to open again."))
    return row


def _entered(request: MemberRequest, event: Event) -> dict[str, object]:
    if event is Event.DECLINE_REOPEN:
        return {}
    codes: dict[str, object] = {}
    if event is Event.PROPOSE_REOPEN and request.POST.get("reason"):
        codes["reason"] = request.POST["reason"]
    if request.POST.get("person_agrees") == "yes":
        codes["person_agrees"] = True
    return codes


def _may(row: Referral, history: History, event: Event, request: MemberRequest) -> Decision:
    """Asked as if reason and yes were given, so that the page says at once what no answer could change."""
    codes = {"reason": min(reasons_of(State.CLOSED, event))} if event is Event.PROPOSE_REOPEN else {}
    attempt = Attempt(event, Side(row.side), Actor.MEMBER, request.at, codes)
    live = envelope.extract(row.consent).until > request.at
    return may_reopen(history.position, attempt, is_consent_live=live, has_person_agreed=True, now=request.at)


def _reopen_page(
    request: MemberRequest,
    row: Referral,
    errors: dict[str, Words],
    refused: NotPossible | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    history, terms = ledger.history(row), envelope.extract(row.consent)
    proposal = history.position.proposal
    is_theirs = proposal is not None and proposal.side is not Side(row.side)
    event = Event.CONFIRM_REOPEN if is_theirs else Event.PROPOSE_REOPEN
    decision = _may(row, history, event, request)
    attempt = Attempt(event, Side(row.side), Actor.MEMBER, request.at)
    is_said = is_theirs and actions.has_person_agreed(history, attempt)
    context = {
        "row": row,
        "other": agency(row.other_agency_id),
        "is_theirs": is_theirs,
        "is_ours": proposal is not None and not is_theirs,
        "why_proposed": _why_proposed(history) if proposal else "",
        "why_not": _why_not(decision, refused),
        "consent_until": terms.until,
        "last_day": history.position.closed_at + REOPENING if history.position.closed_at else None,
        "fields": _fields(request, errors, is_theirs=is_theirs, is_said=is_said),
        "is_said": is_said,
        "errors": errors,
    }
    return render(request, "referrals/reopen.html", context, status=status)


def _why_not(decision: Decision, refused: NotPossible | None) -> Reason | None:
    """What no answer on the page could change; that the person was not asked is said beside the tick."""
    if isinstance(decision, Refused):
        return decision.reason
    return refused.reason if refused and refused.reason != PERSON_NOT_ASKED else None


def _why_proposed(history: History) -> Words:
    proposed = [move for move in history.standing if move.event is Event.PROPOSE_REOPEN]
    return word(str(proposed[-1].codes.get("reason", ""))) if proposed else ""


def _fields(
    request: MemberRequest, errors: dict[str, Words], *, is_theirs: bool, is_said: bool
) -> list[Question]:
    entered, fields = request.POST, list[Question]()
    if not is_theirs:
        options = [(code, word(code)) for code in sorted(reasons_of(State.CLOSED, Event.PROPOSE_REOPEN))]
        fields.append(_radios("reopen-", entered.get("reason", ""), options, errors.get("reopen-reason", "")))
    if not is_said:
        error = errors.get("reopen-person_agrees-yes", "")
        fields.append(person_agrees(entered.get("person_agrees", ""), error))
    return fields


def _radios(prefix: str, value: str, options: Any, error: Words) -> Question:
    return Question("reason", _("Why"), "radios", value, options, error=error, prefix=prefix)


def _mistake_page(
    request: MemberRequest, row: Referral, errors: dict[str, Words], *, status: int = 200
) -> HttpResponse:
    options = [(code, word(code)) for code in sorted(reasons_of(State(row.state), Event.MARK_AS_ERROR))]
    attempt = Attempt(Event.MARK_AS_ERROR, Side.SENDER, Actor.MEMBER, request.at, {"reason": options[0][0]})
    decision = may_mark_as_error(
        ledger.history(row).position, attempt, is_anything_released=actions.is_anything_released(row), now=request.at
    )  # fmt: skip
    error = errors.get("mistake-reason", "")
    context = {
        "row": row,
        "why_not": decision.reason if isinstance(decision, Refused) else None,
        "fields": [_radios("mistake-", request.POST.get("reason", ""), options, error)],
        "errors": errors,
    }
    return render(request, "referrals/mistake.html", context, status=status)
