"""What a restore has left between the two sides: told to whoever was restored, noted for a person, and seen to.

A peer that was restored is told the histories of the referrals about which it had told us something. What it says of
ours in the same way is taken in by `inbound/given_back.py`.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from safeconduct.access import doors
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.exchange.catching_up.repeating import ToldUs
from safeconduct.exchange.outbox import Parcel, try_post
from safeconduct.exchange.wire import Lane
from safeconduct.referrals import actions, effects, envelope
from safeconduct.referrals.clocks import Beside, GapKind
from safeconduct.referrals.clockwork.parts import ROLE, locked, say, show
from safeconduct.referrals.drafting import OFFERED
from safeconduct.referrals.models import Gap, Referral
from safeconduct.referrals.moves import ENDED, Side, State
from safeconduct.vocabulary.identifiers import NodeId

HISTORY = "safeconduct.clock.history.v1"
"""The envelope with all moves, of both sides: for a side that was restored."""

FLAGS = {Beside.GIVEN_BACK.value, Beside.FORGOTTEN_THERE.value}
_BEFORE_AN_ANSWER = frozenset({State.SENT, State.ACKNOWLEDGED, State.INFO_REQUESTED})


def tell(peer: NodeId, told: Sequence[ToldUs], at: datetime) -> int:
    """Post the history of each of these referrals to the restored peer; how many. As the worker, in its transaction.

    Where the offer itself was forgotten over there, somebody here is asked to telephone.
    """
    return sum(_tell(peer, one, at) for one in told)


def _tell(peer: NodeId, one: ToldUs, at: datetime) -> bool:
    found = Referral.objects.filter(shared=one.referral, peer=peer).exclude(state=State.DRAFT)
    row = next(
        (row for row in map(locked, list(found.values_list("id", flat=True))) if row is not None), None
    )
    if row is None:
        return False
    if row.side == Side.RECEIVER and OFFERED in one.forgotten:
        show(row, Beside.FORGOTTEN_THERE, is_set=True, at=at)
        note(row, GapKind.FORGOTTEN_THERE, at=at)
    parcel = Parcel(
        type=HISTORY,
        body={"envelope": envelope.written(row, ROLE), "taken": sorted(one.types)},
        lane=Lane.WITHDRAWAL,
        case=row.case_id,
        referral=row.shared,
    )
    if not try_post(effects.road(row), parcel, at=at):
        return False
    say("referral:history_given_back", row, at)
    return True


def note(row: Referral, kind: GapKind, *, at: datetime) -> None:
    """Somebody telephones: once, until they have."""
    Gap.objects.bulk_create(
        [
            Gap(
                kind=kind,
                shared=row.shared,
                agency_id=row.agency_id,
                other_agency_id=row.other_agency_id,
                peer=row.peer,
                reference=row.reference,
                service=row.service,
                state=row.state,
                created_at=row.created_at,
                told_at=at,
            )
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def have_spoken(*, referral: UUID, by: Member, at: datetime) -> None:
    """A member has spoken with the other side. Who works on it is not in any history: from now on it is this member."""
    row = actions.locked(referral)
    if not FLAGS & set(row.flags):
        return
    if _has_no_worker(row) and row.case_id is not None:
        doors.place(row.case_id, by.id)
        row.worker_id = by.id
    row.flags = sorted({*row.flags} - FLAGS)
    row.save(update_fields=["flags", "worker_id"])
    Gap.objects.filter(shared=row.shared, agency_id=row.agency_id).delete()
    record("referral:spoken_after_a_restore", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)


def _has_no_worker(row: Referral) -> bool:
    state = State(row.state)
    is_answered = state not in _BEFORE_AN_ANSWER and state not in ENDED
    return row.side == Side.RECEIVER and row.worker_id is None and is_answered


def gaps(*, by: Member) -> list[Gap]:
    """For whoever supervises: the referrals about which somebody should telephone the other side."""
    return list(Gap.objects.order_by("told_at", "reference")[:MOST]) if by.supervises else []


MOST = 50
"""In one list."""


@transaction.atomic
def have_spoken_of(*, gap: UUID, by: Member, at: datetime) -> None:
    """As `have_spoken`, for a referral that is not here any more."""
    row = Gap.objects.filter(id=gap).first()
    if row is None:
        return
    here = Referral.objects.filter(shared=row.shared, agency_id=row.agency_id).first()
    if here is not None and FLAGS & set(here.flags):
        have_spoken(referral=here.id, by=by, at=at)
        return
    Gap.objects.filter(id=gap).delete()
    record("referral:spoken_after_a_restore", by=as_actor(by), at=at, referral=row.shared)
