"""A nudge: somebody asks the side whose time is over to act. It quiets nothing, stops no clock and answers nothing.

A member asks the other side; a coordinator whom the agency named, who sees references only, asks whoever's turn it
is. Where that is on the other node, the clock carries it (`clockwork/nudges.py`); there it is taken in once a day.
It goes when somebody acts, as what is shown of a clock does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals import actions
from safeconduct.referrals.clocks import Asker, Wish
from safeconduct.referrals.ledger import has_turn
from safeconduct.referrals.models import Nudge, Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.partners.rules import NO_NUDGE_WITHOUT_A_NODE
from safeconduct.referrals.reminders import clock_began, coordinated
from safeconduct.referrals.rules import may_nudge
from safeconduct.vocabulary.decisions import Decision, Refused, require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import NO_NODE

type Last = dict[tuple[UUID, Side], datetime]
"""When each side of a referral was last nudged."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page says of nudging one referral: whether it is possible now, and when it was last done."""

    decision: Decision
    last: datetime | None


@transaction.atomic
def nudge(*, referral: UUID, by: Member, at: datetime) -> Referral:
    """A member of one side asks the other to act. Raises NotFound, NotPossible with when it is possible again."""
    row = actions.locked(referral)
    if row.agency_id != by.agency_id:
        raise NotFound(_("There is no such referral for you."))
    toward = Side(row.side).other
    require(_may(row, toward, _last([row]), at))
    _keep(row, toward, Asker.SIDE, at)
    record("referral:nudged", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)
    return row


@transaction.atomic
def nudge_as_coordinator(*, reference: str, by: Member, at: datetime) -> Referral:
    """A coordinator asks whoever's turn it is, on one side or on both. She opens nothing and locks nothing.

    Raises NotFound, NotPossible with when it is possible again.
    """
    row = coordinated(reference, by=by)
    last = _last([row])
    answers = {side: _may(row, side, last, at) for side in asked(row)}
    possible = [side for side, answer in answers.items() if answer]
    if not possible:
        require(_first(answers.values(), row, last, at))
    for side in possible:
        _keep(row, side, Asker.COORDINATOR, at)
    record(
        "referral:nudged",
        by=as_actor(by),
        at=at,
        referral=row.shared,
        detail={"toward": list(map(str, possible))},
    )
    return row


def asked(row: Referral) -> list[Side]:
    """Whose turn it is, the own side first: where both must act, both are asked."""
    own = Side(row.side)
    if row.peer == NO_NODE:
        return [own]  # whoever sent it speaks for a partner without a node
    return [side for side in (own, own.other) if has_turn(row, side)]


def take_in(row: Referral, asker: Asker, at: datetime) -> bool:
    """The other side asks this one; several of one day are one. The row must be locked. False when it adds nothing."""
    toward = Side(row.side)
    if not may_nudge(is_their_turn=True, due_at=at, last=_last([row]).get((row.id, toward)), now=at):
        return False
    _keep(row, toward, asker, at)
    return True


def to_the_other(row: Referral, at: datetime) -> Ask:
    """Whether the side on which this row stands may ask the other one now."""
    toward = Side(row.side).other
    is_late = row.due_at is not None and row.due_at <= at
    last = _last([row]) if is_late else {}
    return Ask(_may(row, toward, last, at), _of_this_clock(row, last.get((row.id, toward))))


def for_the_coordinator(rows: list[Referral], at: datetime) -> dict[UUID, Ask]:
    """For each silent referral whether somebody may be asked now, with one question for all."""
    last = _last(rows)
    found: dict[UUID, Ask] = {}
    for row in rows:
        answers = [_may(row, side, last, at) for side in asked(row)]
        times = [last[row.id, side] for side in Side if (row.id, side) in last]
        found[row.id] = Ask(_first(answers, row, last, at), _of_this_clock(row, max(times, default=None)))
    return found


def _of_this_clock(row: Referral, last: datetime | None) -> datetime | None:
    """A nudge of an earlier clock counts for the day, and is of no interest any more."""
    return last if last is not None and last >= row.since else None


def _first(answers: Iterable[Decision], row: Referral, last: Last, at: datetime) -> Decision:
    """The first that allows, else the first that refuses; nobody's turn is a refusal too."""
    found = list(answers)
    nobody = _may(row, Side(row.side), last, at)
    return next((answer for answer in found if answer), next(iter(found), nobody))


def _may(row: Referral, toward: Side, last: Last, at: datetime) -> Decision:
    is_by_hand = row.peer == NO_NODE
    if is_by_hand and toward != row.side:
        return Refused(NO_NUDGE_WITHOUT_A_NODE)
    return may_nudge(
        is_their_turn=is_by_hand or has_turn(row, toward),
        due_at=row.due_at,
        last=last.get((row.id, toward)),
        now=at,
    )


def _last(rows: list[Referral]) -> Last:
    kept = Nudge.objects.filter(referral_id__in=[row.id for row in rows], wish=Wish.ACT)
    found = kept.values("referral_id", "toward")
    return {(one["referral_id"], Side(one["toward"])): one["last"] for one in found.annotate(last=Max("at"))}


def _keep(row: Referral, toward: Side, asker: Asker, at: datetime) -> None:
    """Two at the same moment are one: the day is unique, and the second changes nothing."""
    since = clock_began(row)
    assert since is not None  # noqa: S101  (only a clock that has run out is nudged)
    made = Nudge(
        referral=row, agency_id=row.agency_id, since=since, toward=toward, asker=asker, at=at,
        day=at.astimezone(UTC).date(),
    )  # fmt: skip
    Nudge.objects.bulk_create([made], ignore_conflicts=True)
