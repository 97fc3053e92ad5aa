"""What is counted of one referral: a few words that follow from its moves, and no moment, person or text."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from safeconduct.agencies.queries import country_of
from safeconduct.referrals import ledger
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.codes import Codes
from safeconduct.referrals.history import Flag, History
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, State
from safeconduct.statistics.times import step
from safeconduct.vocabulary.codes import Closing, Confirmation, Decline, NotTakenUp, Outcome, Withdrawal
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import NO_NODE
from safeconduct.vocabulary.together import asked_last

_NOTE = "SELECT statistics.note_loop(%s, %s, %s, %s, %s, %s, %s::date, %s)"

ANSWERS = frozenset(State) - {State.DRAFT, State.SENT, State.WITHDRAWN}
"""Whoever has got into one of these has acknowledged, in so many words or by what they did."""
DECISIONS = frozenset({State.ACCEPTED, State.DECLINED, State.REROUTE_PROPOSED})
WAITS_FOR_DECISION = frozenset({State.SENT, State.ACKNOWLEDGED})
"""In these the receiver's clock runs; while a question is open the time is the sender's."""
TIMES: dict[str, frozenset[State]] = {
    "acknowledged": ANSWERS,
    "decided": DECISIONS,
    "contact": frozenset({State.IN_SERVICE}),
    "outcome": frozenset({State.OUTCOME_RECORDED}),
}
"""What is timed from the sending: the first of these states."""
PASSED: dict[State, str] = {State.HANDOVER_PLANNED: "planned", State.NO_SHOW: "no_show"}


def note(row: Referral, history: History | None = None) -> None:
    """Bring this side's fact of a referral up to date, in the transaction that turned it. Its row must be locked."""
    if row.state == State.DRAFT:
        return
    found = parts(history or ledger.history(row), set(row.flags), is_abroad=_is_abroad(row))
    day = row.created_at if history is None else sent_at(history) or row.created_at
    values = [row.shared, row.side, row.agency_id, row.other_agency_id, row.service, row.urgency, day, found]
    # It reads nothing that is written beside it: who is at which side of a referral stays.
    asked_last(_NOTE, values, table="statistics.loop")


def sent_at(history: History) -> datetime | None:
    """When it was sent; None for a draft."""
    return next((at for state, at in history.path if state is State.SENT), None)


def parts(history: History, flags: set[str], *, is_abroad: bool) -> list[str]:
    """The words, sorted: what is counted of it. None of a draft, nor of what was entered by mistake.

    `flags` are what the clock has put beside the state: that the time is over, that nothing arrived.
    """
    sent = sent_at(history)
    if sent is None or Flag.ENTERED_IN_ERROR in history.flags:
        return []
    return sorted(
        {"sent", *_times(history, sent), *_words(history, flags), *(["abroad"] if is_abroad else [])}
    )


def _times(history: History, sent: datetime) -> Iterator[str]:
    for name, states in TIMES.items():
        reached = next((at for state, at in history.path if state in states), None)
        if reached is not None:
            yield f"{name}:{step(sent, reached)}"


def _words(history: History, flags: set[str]) -> Iterator[str]:
    yield f"state:{history.state}"
    reached = {state for state, _at in history.path}
    if not reached & DECISIONS and history.state in WAITS_FOR_DECISION and Beside.OVERDUE in flags:
        yield "silent"
        if State.ACKNOWLEDGED in reached:
            yield "only_acknowledged"
    if Beside.NOT_DELIVERED in flags:
        yield "not_delivered"
    if State.ACCEPTED in reached:
        yield "accepted"
    yield from (word for state, word in PASSED.items() if state in reached)
    yield from _codes(history)


def _codes(history: History) -> Iterator[str]:
    """The codes of the last move of each kind that stands."""
    last = {move.event: move.codes for move in history.standing}
    if history.state is State.DECLINED or _is_closed_from(history, State.DECLINED):
        said = last.get(Event.DECLINE, last.get(Event.PROPOSE_REROUTE, {}))
        yield _listed("declined", said.get("reason"), Decline)
    if (
        _is_closed_from(history, State.DECLINED)
        and last.get(Event.CLOSE, {}).get("closing") == Closing.SERVICE_GAP
    ):
        yield "service_gap"
    if _is_closed_from(history, State.REROUTE_PROPOSED):
        yield "rerouted"
    if history.position.is_withdrawn:
        yield _listed("withdrawn", last.get(Event.WITHDRAW, {}).get("reason"), Withdrawal)
    if Event.CLOSE in last and _is_closed_from(history, State.OUTCOME_RECORDED):
        yield _listed("confirmation", last[Event.CLOSE].get("confirmation"), Confirmation)
    if State.OUTCOME_RECORDED in {state for state, _at in history.path} and Event.RECORD_OUTCOME in last:
        yield from _outcome(last[Event.RECORD_OUTCOME])


def _listed(name: str, code: object, codes: type[StrEnum]) -> str:
    """The word of a code; what this release does not know is "unlisted"."""
    return f"{name}:{code if isinstance(code, str) and code in set(codes) else 'unlisted'}"


def _is_closed_from(history: History, state: State) -> bool:
    return history.state is State.CLOSED and history.position.closed_from is state


def _outcome(codes: Codes) -> Iterator[str]:
    found = codes.get("outcomes")
    if isinstance(found, dict):
        yield from (
            f"became:{outcome}" for outcome in sorted({str(value) for value in found.values()} & set(Outcome))
        )
    if str(codes.get("reason")) in set(NotTakenUp):
        yield f"not_taken_up:{codes.get('reason')}"


def _is_abroad(row: Referral) -> bool:
    """Whether the two agencies are in two countries; a partner without a node is of the same as far as one knows."""
    if row.peer == NO_NODE:
        return False
    try:
        return country_of(row.agency_id) != country_of(row.other_agency_id)
    except NotFound:
        return False
