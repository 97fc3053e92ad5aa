"""What the person is told of a referral under way: who has it, what comes next, and whom to call. Never a promise
that is not ours: before the other node has confirmed it, it was sent, and no more.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.timezone import localtime

from safeconduct.agencies.models import Agency
from safeconduct.consent.wording import Wording, day_in
from safeconduct.referrals import hours, ledger, queries
from safeconduct.referrals.clocks import Beside, due
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, State
from safeconduct.vocabulary.codes import ReceiptStep, Urgency
from safeconduct.vocabulary.countries import country_in_full

SILENT = frozenset({State.DRAFT, State.WITHDRAWN, State.CLOSED})
"""Nothing was sent yet, or it is over: there is nothing to come."""

WAITING = frozenset({State.SENT, State.ACKNOWLEDGED})
"""They have not answered."""

SENTENCES: dict[State, tuple[str, ...]] = {
    State.INFO_REQUESTED: ("there", "asked", "help"),
    State.ACCEPTED: ("accepted", "no_meeting_yet", "help"),
    State.ON_HOLD: ("on_a_list", "help"),
    State.HANDOVER_PLANNED: ("accepted", "meeting", "help"),
    State.NO_SHOW: ("accepted", "missed", "help"),
    State.IN_SERVICE: ("accepted", "begun", "help"),
    State.OUTCOME_RECORDED: ("outcome", "help_from_us"),
    State.DECLINED: ("declined", "another_way", "help_from_us"),
    State.REROUTE_PROPOSED: ("declined", "suggested", "help_from_us"),
}
"""The sentences of each state in which they have said something, by their names in `consent/texts`."""


def names(state: State, *, is_there: bool, is_late: bool) -> tuple[str, ...]:
    """Which sentences are said in this state; none where nothing is to come."""
    if state in SILENT:
        return ()
    if state not in WAITING:
        return SENTENCES[state]
    has_it = is_there or state is State.ACKNOWLEDGED
    return ("there" if has_it else "sent", "late" if is_late else "answer_by", "help")


def is_to_say(row: Referral) -> bool:
    """Whether there is anything to tell the person of what comes now; not while nobody here knows whether it left."""
    not_left = {Beside.STOPPED, Beside.TO_HAND_OVER}
    return State(row.state) not in SILENT and not not_left & set(row.flags)


def has_arrived(rungs: Iterable[queries.Rung]) -> bool:
    """Whether the other node has confirmed that it has the offer."""
    return any(rung.step is ReceiptStep.ACCEPTED_BY_NODE and rung.at for rung in rungs)


def sentences(
    row: Referral,
    other: Agency,
    text: Wording,
    places: Mapping[str, str],
    *,
    own: Agency,
    is_there: bool | None = None,
    at: datetime,
) -> list[tuple[str, Mapping[str, str]]]:
    """Each sentence with what is put into it. `is_there` where it is known already, else the receipts are asked."""
    state, by = State(row.state), answer_by(row, other, at)
    if is_there is None:
        is_there = state is not State.SENT or has_arrived(queries.ladder(queries.receipts_of(row)))
    filling = {
        **places,
        "answer_by": moment(by, text),
        "review_on": day(row.due_at, text) if row.due_at else "",
        **(meeting(row, other, text, places, own) if state is State.HANDOVER_PLANNED else {}),
    }
    said = text.data["say"]["sentences"]
    return [(said[name], filling) for name in names(state, is_there=is_there, is_late=bool(by and by <= at))]


def answer_by(row: Referral, other: Agency, at: datetime) -> datetime | None:
    """When they must have answered at the latest: the clock of the page, and before they have confirmed it the time
    for that and for the decision, if they take all of both. While they wait for us, when we answer.

    Over without a confirmation, the time for that is the one they have missed, here as on the page.
    """
    if row.state != State.SENT or (row.due_at and row.due_at <= at):
        return row.due_at
    return due(State.ACKNOWLEDGED, Urgency(row.urgency), row.due_at or row.since, other.country)


def meeting(
    row: Referral, other: Agency, text: Wording, places: Mapping[str, str], own: Agency
) -> dict[str, str]:
    """When and where they meet, as both sides have agreed: on our clock, and on theirs where it shows another hour."""
    history = ledger.history(row)
    agreed = [move for move in history.standing if move.event is Event.PROPOSE_HANDOVER]
    where = str(agreed[-1].codes.get("where", "")) if agreed else ""
    when = history.position.handover_at
    clocks = hours.clocks(when, own.country, other.country) if when else []
    return {
        "meet_at": "; ".join(
            f"{day_in(text.language, at, hour=True)} ({_country(text, code)})" for code, at in clocks
        ),
        "place": text.named("places", where).format_map(places) if where else "",
    }


def _country(text: Wording, code: str) -> str:
    return str(text.data["countries"].get(code, country_in_full(code)))


def day(at: datetime, text: Wording) -> str:
    """A day in the language of the text."""
    return day_in(text.language, localtime(at))


def moment(at: datetime | None, text: Wording) -> str:
    """A day and an hour in the language of the text; empty where there is none."""
    return day_in(text.language, localtime(at), hour=True) if at else ""
