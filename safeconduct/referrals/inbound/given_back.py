"""This node was restored, and the other side says how a referral stands: our own steps come back, a person is told."""

from datetime import datetime

from safeconduct.agencies.models import Team
from safeconduct.audit.actions import record
from safeconduct.exchange import held
from safeconduct.exchange.catching_up.epochs import may_be_ours
from safeconduct.exchange.handlers import Handled, RefuseMessage
from safeconduct.exchange.wire import Opened
from safeconduct.referrals import clockwork, envelope
from safeconduct.referrals import given_back as given_back_there
from safeconduct.referrals.clocks import Beside, GapKind
from safeconduct.referrals.clockwork.parts import set_flag
from safeconduct.referrals.history import Genesis, replay
from safeconduct.referrals.inbound.parts import apply, find, new_row, peer_actor
from safeconduct.referrals.models import Gap, Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.narrowing import shrink
from safeconduct.vocabulary.identifiers import NodeId, ReferralId


def given_back(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """The whole history, of both sides. Only after a restore of this node, while the numbers are being agreed on."""
    if not may_be_ours(peer):
        raise RefuseMessage("nobody_asked")
    arrived = envelope.read(message.body)
    is_ours_to_receive = Team.objects.filter(id=arrived.team, agency_id=message.routing.recipient).exists()
    row = None if _is_a_draft(message, arrived) else find(message, arrived.shared)
    if row is None and not is_ours_to_receive:
        _note_forgotten(message, peer, arrived, at)
        return Handled()
    if row is None:
        row = new_row(message, peer, arrived, None)
    # Which profession made each step, the moves do not say.
    apply(row, list(arrived.moves), role="", at=at)
    if row.side == Side.SENDER:
        _take_back_meanwhile(row, arrived.consent, at)
        _has_left_all_the_same(row, message.body.get("taken"))
    return Handled(referral=row.shared)


def _has_left_all_the_same(row: Referral, taken: object) -> None:
    """What the restore had stopped is over there after all, the held-back part too: nobody has to confirm it anew."""
    stopped = {Beside.STOPPED.value, Beside.TO_CONFIRM.value}
    if isinstance(taken, list) and held.RELEASED in taken and stopped <= set(row.flags):
        row.flags = sorted({*row.flags} - stopped)
        row.save(update_fields=["flags"])


def _is_a_draft(message: Opened, arrived: envelope.Envelope) -> bool:
    """In the backup it was not sent yet, so it has no name of its own between the two sides."""
    rows = Referral.objects.filter(shared=arrived.shared, agency_id=message.routing.recipient)
    return rows.filter(state=State.DRAFT).exists()


def _note_forgotten(message: Opened, peer: NodeId, arrived: envelope.Envelope, at: datetime) -> None:
    """We had sent it, and have nothing of it: neither the file nor the consent can come back from there."""
    stands = replay(arrived.moves, Genesis(ReferralId(arrived.shared), arrived.created_at))
    gap = Gap(
        kind=GapKind.FORGOTTEN_HERE,
        shared=arrived.shared,
        agency_id=message.routing.recipient,
        other_agency_id=message.routing.sender,
        peer=peer,
        reference=arrived.reference,
        service=arrived.service,
        state=stands.state,
        created_at=arrived.created_at,
        told_at=at,
    )
    Gap.objects.bulk_create([gap], ignore_conflicts=True)
    actor = peer_actor(peer, clockwork.ROLE, message)
    record("referral:forgotten_here", by=actor, at=at, referral=arrived.shared)


def _take_back_meanwhile(row: Referral, there: envelope.Extract, at: datetime) -> None:
    """The person has taken single sections back since: they know of fewer than we do, and fewer it is.

    The consent record itself says more until somebody here, who is told, takes them back in it again.
    """
    ours = envelope.extract(row.consent).sections
    gone = [section for section in ours if section not in there.sections]
    if not gone:
        return
    shrink(row, gone)
    set_flag(row, Beside.GIVEN_BACK, is_set=True)
    given_back_there.note(row, GapKind.GIVEN_BACK, at=at)
    if set(held.sections_held(row.shared)) & set(gone):
        held.void(referral=row.shared)
        row.flags = sorted({*row.flags, Beside.TO_CONFIRM.value})
        row.save(update_fields=["flags"])
