"""What the handlers share: the row of the two agencies, the moves that come along, and who speaks."""

from datetime import datetime
from uuid import UUID

from safeconduct.access import doors
from safeconduct.agencies.models import Team
from safeconduct.audit.actions import Actor
from safeconduct.consent import actions as consent_actions
from safeconduct.consent.rules import Channel
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.objects import Fields
from safeconduct.exchange.wire import Opened
from safeconduct.referrals import clockwork, effects, ledger, takebacks
from safeconduct.referrals.codes import missing
from safeconduct.referrals.envelope import Envelope
from safeconduct.referrals.history import Genesis, History, Move
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import Actor as Mover
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.identifiers import ConsentId, NodeId, ReferralId
from safeconduct.vocabulary.sections import SENT_AT_ONCE


def find(message: Opened, shared: UUID) -> Referral | None:
    """The referral of these two agencies, locked; its received case first, as everywhere."""
    rows = Referral.objects.filter(
        shared=shared, agency_id=message.routing.recipient, other_agency_id=message.routing.sender
    )
    doors.hold_cases_of(rows)
    row = rows.select_for_update().first()
    if row is not None and row.handle != message.routing.subject:
        raise RefuseMessage("another_case")
    return row


def required(message: Opened, *, at: Side | None = None) -> Referral:
    """The referral that the body names; `at`: only where we are on this side of it."""
    try:
        shared = UUID(str(message.body.get("referral")))
    except ValueError as error:
        raise RefuseMessage("malformed_body") from error
    row = find(message, shared)
    if row is None:
        raise RefuseMessage("unknown_referral")
    if at is not None and row.side != at:
        raise RefuseMessage("not_your_side")
    return row


def new_row(message: Opened, peer: NodeId, arrived: Envelope, case: UUID | None) -> Referral:
    """The receiving side's row of a referral that is new here. Raises RefuseMessage."""
    if _side_of_sender(arrived.moves) is not Side.SENDER:
        raise RefuseMessage("unknown_referral")
    if not Team.objects.filter(id=arrived.team, agency_id=message.routing.recipient).exists():
        # It may be a team of another agency of this node, to which nothing was addressed.
        raise RefuseMessage("no_such_team")
    row = Referral(
        shared=arrived.shared,
        side=Side.RECEIVER,
        agency_id=message.routing.recipient,
        other_agency_id=message.routing.sender,
        peer=peer,
        team_id=arrived.team,
        case_id=case,
        handle=message.routing.subject,
        reference=arrived.reference,
        service=arrived.service,
        need=arrived.need,
        urgency=arrived.urgency,
        purpose=arrived.purpose,
        country=arrived.country,
        state=State.SENT,
        head=Genesis(ReferralId(arrived.shared), arrived.created_at).hash,
        created_at=arrived.created_at,
        since=arrived.created_at,
        phoned_at=arrived.phoned_at,
        consent_id=arrived.consent.id,
        consent_version=arrived.consent.version,
        consent=arrived.consent.members(),
        at_once=[section.value for section in arrived.consent.sections if section in SENT_AT_ONCE],
        held_back=[section.value for section in arrived.held_back],
        offer_message=message.routing.id if case is not None else None,
    )
    row.save(force_insert=True)
    return row


def _side_of_sender(moves: tuple[Move, ...]) -> Side | None:
    return next((move.side for move in moves if move.event is Event.SEND), None)


def is_known(row: Referral, move: Move) -> bool:
    """Whether the move is there already."""
    return StoredMove.objects.filter(referral=row, hash=move.hash).exists()


def apply(
    row: Referral, moves: list[Move], *, role: str, at: datetime, heard: Channel = Channel.WORKER
) -> list[Move]:
    """Add the other side's moves and bring about their effects; the ones that are new here.

    One that claims to be ours, and that we do not know, is refused; so is one that lacks what it must carry.
    `heard` is how the person said it, should one of them take the referral back.
    """
    before = ledger.history(row)
    known = {move.hash for move in before.moves}
    new = [move for move in moves if move.hash not in known]
    for move in new:
        if move.referral != row.shared:
            raise RefuseMessage("another_referral")
        if move.side == row.side:
            raise RefuseMessage("not_your_side")
    _complete(before, new)
    turned = ledger.add(row, new, role=role, on=before)
    effects.settle(row, turned, at=at, by=None)
    _mark_consent(row, turned, role=role, heard=heard, at=at)
    return new


def _mark_consent(row: Referral, turned: ledger.Turned, *, role: str, heard: Channel, at: datetime) -> None:
    """The person told the receiver: the consent that is kept here says so, once, whichever message brought it."""
    if row.side != Side.SENDER or turned.before.position.is_withdrawn:
        return
    back = next((move for move in turned.after.standing if _is_taken_back_there(move)), None)
    if back is None or row.case_id is None or row.consent_id is None:
        return
    consent_actions.note_taken_back_there(
        consent=ConsentId(row.consent_id), case=row.case_id, team=row.team_id, referral=row.shared,
        agency=row.agency_id, channel=heard, by=Actor("peer", row.peer, role, row.other_agency_id),
        heard_at=min(back.at, at), by_person=back.codes.get("reason") in takebacks.PERSONS_WORD, at=at,
    )  # fmt: skip


def _is_taken_back_there(move: Move) -> bool:
    return move.event is Event.WITHDRAW and move.side is Side.RECEIVER and move.actor is Mover.MEMBER


def _complete(now: History, new: list[Move]) -> None:
    """A move made on our head must carry what it needs there; of one made beside it the state is not known."""
    for move in new:
        if move.base == now.head and missing(now.state, move.event, move.codes, move.side):
            raise RefuseMessage("incomplete_move")


def peer_actor(peer: NodeId, role: str, message: Opened) -> Actor:
    """Who acted, for the audit: the peer, in the role that it says, for the sending agency."""
    return Actor(kind="peer", id=peer, role=role, agency=message.routing.sender)


def role_of(body: Fields) -> str:
    """The role that the other side says acted: a profession of the vocabulary, its clock, or nobody's."""
    role = body.get("role", "")
    known = {"", clockwork.ROLE, *(profession.value for profession in Profession)}
    if not isinstance(role, str) or role not in known:
        raise RefuseMessage("malformed_body")
    return role
