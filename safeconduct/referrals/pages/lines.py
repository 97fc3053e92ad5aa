"""A referral as a list or a heading shows it, in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from safeconduct.referrals import envelope, queries
from safeconduct.referrals.citing import citation_in
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.effects import is_by_hand
from safeconduct.referrals.labels import (
    ACTS,
    AGREE,
    ASK_ABOUT_CHAIN,
    ASK_THEM,
    BY_HAND,
    CALLS,
    EVENTS,
    FLAGS,
    GLYPHS,
    HAND_OVER,
    LOOK,
    NEXT,
    RECORD,
    REPLY,
    STATES,
    TELL_BACK,
    TELL_THEM,
    WAITS,
)
from safeconduct.referrals.ledger import CALLED_BY, PROPOSED_BY, TOLD_BY_HAND
from safeconduct.referrals.meanings import (
    MEANING,
    NO_NEWS,
    NOT_ANSWERED,
    NOT_TOLD,
    RECEIVERS_MEANING,
    REOPENING_PROPOSED,
    SAID_YES,
    STOPPED,
    TO_HAND_OVER,
)
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Event, Side, State
from safeconduct.referrals.rules import REOPENING
from safeconduct.vocabulary.codes import Service, Urgency
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label

FIRST = (
    Event.ACCEPT,
    Event.ANSWER,
    Event.CONFIRM_HANDOVER,
    Event.PROPOSE_HANDOVER,
    Event.START,
    Event.ARRIVE,
    Event.RESUME,
    Event.RECORD_OUTCOME,
    Event.CLOSE,
    Event.CONFIRM_FREEZE,
)
"""The steps that go on with a referral; of those that are possible the first is the filled button."""


BY_HAND_MEANING = {State.SENT: TO_HAND_OVER, State.ACCEPTED: SAID_YES}


def in_words(line: queries.Line, at: datetime | None = None) -> dict[str, Any]:
    """What templates need of one line: words, glyph and tag of the state, next step, and whose turn it is."""
    row = line.row
    state = State(row.state)
    is_yours = queries.is_your_turn(row)
    is_emergency = row.urgency == Urgency.EMERGENCY or line.is_alarm
    is_late = bool(at and row.due_at and row.due_at <= at)
    return {
        "row": row,
        "alias": line.alias,
        "other": line.other,
        "state": STATES[state],
        "meaning": meaning(row, at),
        "service": label(Service(row.service)),
        "urgency": label(Urgency(row.urgency)) if row.urgency in set(Urgency) else row.urgency,
        "is_emergency": is_emergency,
        "is_late": is_late,
        "may_wait": is_yours and state is not State.DRAFT and not (is_emergency or is_late),
        "is_yours": is_yours,
        "is_reopening": is_reopening(row, at),
        "until": ends_at(row, at),
        "cites": citation_in(row.clock_cites),
        "next": next_of(row),
        "no_news": "" if may_give_news(row) else NO_NEWS,
        "act": act(row, at),
        "glyph": GLYPHS[state],
        "tag": tag(state, is_yours=is_yours),
        "by_hand": BY_HAND if is_by_hand(row) else "",
        "flags": [FLAGS.get(flag, flag) for flag in row.flags if is_shown(flag, state)],
    }


def next_of(row: Referral) -> Words:
    """What whose turn it is must do, in the words of this side."""
    if is_to_tell_by_hand(row):
        return TELL_BACK if Beside.NOT_TOLD in row.flags else HAND_OVER
    if Beside.TAKEN_BACK_BEFORE in row.flags:
        return ASK_ABOUT_CHAIN
    if set(PROPOSED_BY.values()) & set(row.flags):
        return AGREE
    if State(row.state) is State.NO_SHOW:
        return CALLS if calls(row) else WAITS
    return NEXT[State(row.state)] if may_give_news(row) else RECORD


def act(row: Referral, at: datetime | None) -> Words:
    """The one button of its row: what whose turn it is does next."""
    if is_to_tell_by_hand(row):
        return TELL_THEM
    if Beside.TAKEN_BACK_BEFORE in row.flags:
        return ASK_THEM
    if is_reopening(row, at):
        return REPLY
    if State(row.state) is State.NO_SHOW and not calls(row):
        return LOOK
    return ACTS[State(row.state)] if may_give_news(row) else EVENTS[Event.RECORD_OUTCOME]


def is_to_tell_by_hand(row: Referral) -> bool:
    """Whether somebody here has to tell a partner without a node something."""
    return is_by_hand(row) and bool(TOLD_BY_HAND & set(row.flags))


def is_reopening(row: Referral, at: datetime | None) -> bool:
    """Closed, and one side has proposed to open it again, while that is possible."""
    is_proposed = row.state == State.CLOSED and bool(set(PROPOSED_BY.values()) & set(row.flags))
    return is_proposed and (at is None or at < row.since + REOPENING)


def ends_at(row: Referral, at: datetime | None) -> datetime | None:
    """When its clock ends; of a proposal to open it again, when that is possible no more."""
    if not is_reopening(row, at):
        return row.due_at
    return min(row.since + REOPENING, envelope.extract(row.consent).until)


def may_give_news(row: Referral) -> bool:
    """Whether the receiver may say in words how it goes; False only in service, where news is what is asked."""
    return State(row.state) is not State.IN_SERVICE or envelope.extract(row.consent).tell_outcome


def calls(row: Referral) -> bool:
    """After a missed arrival: whether the one who reaches out to the person is on this side."""
    return CALLED_BY[Side(row.side)] in row.flags


def meaning(row: Referral, at: datetime | None = None) -> Words:
    """What the state means for this side; that access is frozen there is said when the holder has said so."""
    state = State(row.state)
    if is_reopening(row, at):
        return REOPENING_PROPOSED
    if row.side == Side.RECEIVER:
        return RECEIVERS_MEANING.get(state, MEANING[state])
    if Beside.NOT_TOLD in row.flags:
        return NOT_TOLD
    if is_by_hand(row) and state in BY_HAND_MEANING:
        return (
            BY_HAND_MEANING[state] if is_to_tell_by_hand(row) or state is State.ACCEPTED else MEANING[state]
        )
    if state is State.SENT and Beside.STOPPED in row.flags:
        return STOPPED
    if state is State.WITHDRAWN and not row.holder_answer:
        return NOT_ANSWERED
    return MEANING[state]


OF_A_LIVE_ONE = frozenset({"identity_released", Beside.STOPPED_BY_PERSON.value})


def is_shown(flag: str, state: State) -> bool:
    """Proposals and who calls are said by the banner; that a name was opened is over when access is, as is a stop."""
    is_said = flag in {*PROPOSED_BY.values(), *CALLED_BY.values()}
    return not is_said and not (flag in OF_A_LIVE_ONE and state in ENDED)


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
