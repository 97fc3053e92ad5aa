"""A referral as a list or a heading shows it, in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from safeconduct.referrals import queries
from safeconduct.referrals.labels import ACTS, FLAGS, GLYPHS, NEXT, STATES
from safeconduct.referrals.meanings import MEANING
from safeconduct.referrals.moves import TURN, Event, Side, State
from safeconduct.vocabulary.codes import Service, Urgency
from safeconduct.vocabulary.labels import label

FIRST = (
    Event.ACCEPT,
    Event.ANSWER,
    Event.CONFIRM_HANDOVER,
    Event.START,
    Event.ARRIVE,
    Event.RESUME,
    Event.RECORD_OUTCOME,
    Event.CLOSE,
    Event.CONFIRM_FREEZE,
)
"""The steps that go on with a referral; of those that are possible the first is the filled button."""


def in_words(line: queries.Line, at: datetime | None = None) -> dict[str, Any]:
    """What templates need of one line: words, glyph and tag of the state, next step, and whose turn it is."""
    row = line.row
    state = State(row.state)
    is_yours = Side(row.side) in TURN[state]
    return {
        "row": row,
        "alias": line.alias,
        "other": line.other,
        "state": STATES[state],
        "meaning": MEANING[state],
        "service": label(Service(row.service)),
        "urgency": label(Urgency(row.urgency)) if row.urgency in set(Urgency) else row.urgency,
        "is_emergency": row.urgency == Urgency.EMERGENCY,
        "is_late": bool(at and row.due_at and row.due_at <= at),
        "is_yours": is_yours,
        "next": NEXT[state],
        "act": ACTS[state],
        "glyph": GLYPHS[state],
        "tag": tag(state, is_yours=is_yours),
        "flags": [FLAGS.get(flag, flag) for flag in row.flags],
    }


def tag(state: State, *, is_yours: bool) -> str:
    """How the tag of a state is drawn: a decline is a bad end, a closed loop a good one, else whose turn it is."""
    if state is State.DECLINED:
        return "brick"
    if state is State.CLOSED:
        return "moss"
    return "yours" if is_yours else "theirs"


def first_things_first(possible: Iterable[Event]) -> list[Event]:
    """The possible steps, the one that goes on with the referral before the others."""
    events = list(possible)
    return sorted(events, key=lambda event: FIRST.index(event) if event in FIRST else len(FIRST))
