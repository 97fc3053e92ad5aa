"""The moves of one referral in the database: read, added to, and the envelope brought up to what they come to.

What stands is recomputed from the whole set each time (`history.replay`), so both sides agree by construction.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from safeconduct.agencies.queries import country_of
from safeconduct.referrals import children, turning
from safeconduct.referrals.agreed import cited_by, periods_of
from safeconduct.referrals.citing import Citation, citation_in
from safeconduct.referrals.clocks import ALARMING, OF_A_CLOCK, Beside, began, due_of, urgency_of_clock
from safeconduct.referrals.history import Flag, Genesis, History, Move, move_from_data, replay, yielded
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import TURN, Side, State
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import NO_NODE, ReferralId
from safeconduct.vocabulary.ready import Ready, chosen, fresh, insert
from safeconduct.vocabulary.together import later

PROPOSED_BY: dict[Side, str] = {side: f"proposed_by_{side}" for side in Side}
"""The flag of an envelope while a proposal waits for the other side's answer: then it is the other side's turn."""

CALLED_BY: dict[Side, str] = {side: f"{side}_calls" for side in Side}
"""The flag of an envelope after a missed arrival: whose worker calls the person, and no other."""

TOLD_BY_HAND: frozenset[str] = frozenset({Beside.TO_HAND_OVER, Beside.NOT_TOLD})
"""The flags of a referral to a partner without a node while somebody here has to tell them something."""
TO_TELL_BY_HAND = Q(peer=NO_NODE, side=Side.SENDER, flags__overlap=sorted(TOLD_BY_HAND))
"""The same for the database."""

ASKS_ABOUT_CHAIN = Q(side=Side.SENDER, flags__contains=[Beside.TAKEN_BACK_BEFORE.value])
"""What came before this referral is taken back, and whoever referred on has to ask the person."""

_OF_THE_POSITION = frozenset([*Flag, *PROPOSED_BY.values(), *CALLED_BY.values()])
"""The flags that follow from the history alone, and so are the same on both sides."""


_STORED = Ready(lambda referral: StoredMove.objects.filter(referral=referral))
_DATA = Ready(lambda referral: StoredMove.objects.filter(referral=referral).values_list("data", flat=True))
_HELD = """
     CROSS JOIN (SELECT count(access.hold_still(case_id)) AS cases FROM referrals.referral WHERE {where}) held
     WHERE {where} AND held.cases >= 0 FOR UPDATE OF o
"""
_STANDS = """
    UPDATE referrals.referral SET state = %s, head = %s, since = %s, flags = %s, due_at = %s, clock_from = %s,
           clock_cites = %s::jsonb
     WHERE id = %s
"""
_STANDS_AND_WORKER = _STANDS.replace(" SET ", " SET worker_id = %s, ", 1)


@dataclass(frozen=True, slots=True)
class Turned:
    """A referral before and after moves were added."""

    before: History
    after: History

    @property
    def is_new_state(self) -> bool:
        """Whether the state is another one now."""
        return self.before.state is not self.after.state

    def stands_newly(self, event: str) -> bool:
        """Whether a move of this event counts now and did not before."""
        known = set(self.before.standing)
        return any(move.event == event and move not in known for move in self.after.standing)


@dataclass(frozen=True, slots=True)
class Clock:
    """When a clock is over, and the agreement that it began under; None for neither."""

    due: datetime | None
    cites: Citation | None


def genesis(row: Referral) -> Genesis:
    """The beginning of this referral, alike on both sides."""
    return Genesis(ReferralId(row.shared), row.created_at)


def locked(where: str, values: list[Any]) -> Referral | None:
    """The row, locked until the end of the transaction, its case before it; `where` names columns of the envelope.

    In one statement: the join has asked for the cases before the row that it gives is locked. What another transaction
    committed while we waited for the case is seen: a row is locked, and given, as it stands then.
    """
    found = chosen(Referral, _HELD.format(where=where), [*values, *values])
    return found[0] if found else None


def history(row: Referral) -> History:
    """What the stored moves come to."""
    return replay(_moves(row), genesis(row))


def add(
    row: Referral, moves: list[Move], *, role: str, on: History | None = None, worker: UUID | None = None
) -> Turned:
    """Add moves that are not there yet and settle order, state, head and clock. The row must be locked.

    `on` is what stood, where it was read under the same lock. A move that yields to another is marked as untold:
    its author has to hear of it. `worker` is who is named by them, and written with the rest.
    """
    before = on or history(row)
    known = set(before.moves)
    new = [move for move in dict.fromkeys(moves) if move not in known]
    after = replay([*before.moves, *new], genesis(row))
    clock = _clock(
        row, before, after
    )  # before anything is written: what is read sends what waits to be written
    _store(row, new, _places(after), role)
    _move_places(row, before, after)
    _settle(row, before, after, clock, worker)
    return Turned(before, after)


def _places(stands: History) -> dict[str, int]:
    """The place of each standing move, by hash."""
    return {move.hash: number for number, move in enumerate(stands.standing, start=1)}


def _store(row: Referral, new: list[Move], places: dict[str, int], role: str) -> None:
    insert(
        *(
            fresh(
                StoredMove,
                referral_id=row.id,
                agency_id=row.agency_id,
                hash=move.hash,
                event=move.event,
                side=move.side,
                at=move.at,
                data=move.as_data(),
                role=role,
                ordinal=places.get(move.hash),
            )
            for move in new
        ),
        may_wait=True,
    )


def _move_places(row: Referral, before: History, after: History) -> None:
    """The moves that were there and stand in another place now, or in none any more."""
    was, places = _places(before), _places(after)
    for move in before.moves:
        if was.get(move.hash) != places.get(move.hash):
            StoredMove.objects.filter(referral=row, hash=move.hash).update(ordinal=places.get(move.hash))


def note_news(row: Referral, at: datetime) -> None:
    """News came: in service, the clock of the next news starts anew. The row must be locked."""
    row.last_news_at = at
    Referral.objects.filter(id=row.id).update(last_news_at=at)
    now = history(row)
    _settle(row, now, now, _clock(row, now, now))


def stored(row: Referral) -> list[StoredMove]:
    """The moves as they stand here, in no order."""
    return _STORED.all(referral=row.id)


def history_of(row: Referral, moves: list[StoredMove]) -> History:
    """What these stored moves come to, for a page that shows them as well."""
    return replay([move_from_data(move.data) for move in moves], genesis(row))


def _moves(row: Referral) -> list[Move]:
    return [move_from_data(data) for data in _DATA.all(referral=row.id)]


def _clock(row: Referral, before: History, after: History) -> Clock:
    """The clock that runs now, once these moves have been added; one that runs already stays as it is."""
    if _still_runs(row, before, after, began(after, last_news=row.last_news_at)):
        return Clock(row.due_at, citation_in(row.clock_cites))
    is_child = after.state in ALARMING and children.is_about_one(row)
    urgency = urgency_of_clock(after.state, Urgency(row.urgency), is_child=is_child)
    due = due_of(
        after,
        urgency,
        _country_of_turn(row, after.state),
        last_news=row.last_news_at,
        periods=periods_of(row, after.state),
    )
    return Clock(due, None if due is None else cited_by(row, after.state, urgency))


def _settle(
    row: Referral, before: History, after: History, now_runs: Clock, worker: UUID | None = None
) -> None:
    undone = [move.hash for move in yielded(before, after) if move.side == row.side]
    if undone:
        StoredMove.objects.filter(referral=row, hash__in=undone).update(told=False)
    clock = row.since, row.due_at
    begins = began(after, last_news=row.last_news_at)
    row.due_at = now_runs.due
    row.clock_cites = None if now_runs.cites is None else now_runs.cites.members()
    row.state, row.head, row.since = after.state, after.head, after.position.since
    row.clock_from = begins if begins != row.since else None
    beside = set(row.flags) - _OF_THE_POSITION
    if after.position.proposal is not None:
        beside.add(PROPOSED_BY[after.position.proposal.side])
    if after.position.caller is not None:
        beside.add(CALLED_BY[after.position.caller])
    if undone:
        beside.add(Beside.YIELDED)
    if clock != (row.since, row.due_at):
        beside -= OF_A_CLOCK  # somebody has acted, and a new clock runs
    row.flags = sorted(beside | {flag.value for flag in after.flags})
    cites = None if row.clock_cites is None else json.dumps(row.clock_cites)
    stands = (row.state, row.head, row.since, row.flags, row.due_at, row.clock_from, cites)
    if worker is None:
        later(_STANDS, (*stands, row.id), table=Referral._meta.db_table, is_change=True)
    else:
        row.worker_id = worker
        later(_STANDS_AND_WORKER, (worker, *stands, row.id), table=Referral._meta.db_table, is_change=True)
    turning.turned(row, after)


def _still_runs(row: Referral, before: History, after: History, begins: datetime) -> bool:
    """Whether the clock of before is the one of afterwards: it keeps its end, whatever period was agreed on meanwhile.

    The date on which a hold is looked at again is no period, and may be another one in the same state.
    """
    if row.due_at is None or after.state is State.ON_HOLD:
        return False
    return before.path == after.path and row.clock_began == begins


def _country_of_turn(row: Referral, state: State) -> str:
    """Working days are those of the side whose turn it is; where it is both, the receiver's."""
    receives = Side.RECEIVER in TURN[state]
    own = (row.side == Side.RECEIVER) == receives
    try:
        return country_of(row.agency_id if own else row.other_agency_id)
    except NotFound:
        return row.country


def last_at(after: History) -> datetime:
    """When the newest standing move was made."""
    return after.standing[-1].at if after.standing else after.position.created_at


def has_turn(row: Referral, side: Side) -> bool:
    """Whether this side has to act next: by the state, or because the other side has proposed something.

    A partner without a node is told by the sender, and waits for that; of a chain the sender asks the person.
    """
    if row.peer == NO_NODE and TOLD_BY_HAND & set(row.flags):
        return side is Side.SENDER
    if Beside.TAKEN_BACK_BEFORE in row.flags and side is Side.SENDER:
        return True
    if PROPOSED_BY[side.other] in row.flags:
        return True
    return side in TURN[State(row.state)] and PROPOSED_BY[side] not in row.flags
