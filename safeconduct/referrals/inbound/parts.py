"""What the handlers share: the row of the two agencies, the moves that come along, and who speaks."""

from datetime import datetime
from uuid import UUID

from safeconduct.agencies.models import Team
from safeconduct.audit.actions import Actor, record
from safeconduct.consent import actions as consent_actions
from safeconduct.consent.rules import Channel
from safeconduct.exchange.catching_up.epochs import may_be_ours
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.objects import Fields
from safeconduct.exchange.wire import Opened
from safeconduct.referrals import clockwork, effects, given_back, ledger, takebacks
from safeconduct.referrals.clocks import Beside, GapKind
from safeconduct.referrals.clockwork.parts import set_flag
from safeconduct.referrals.codes import missing
from safeconduct.referrals.envelope import Envelope
from safeconduct.referrals.history import Genesis, History, Move
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import Actor as Mover
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.identifiers import ConsentId, NodeId, ReferralId
from safeconduct.vocabulary.ready import Ready, insert
from safeconduct.vocabulary.sections import SENT_AT_ONCE

_TEAM = Ready(lambda team, agency: Team.objects.filter(id=team, agency_id=agency))


def find(message: Opened, shared: UUID) -> Referral | None:
    """The referral of these two agencies, locked; its received case first, as everywhere."""
    routing = message.routing
    row = ledger.locked(
        "shared = %s AND agency_id = %s AND other_agency_id = %s", [shared, routing.recipient, routing.sender]
    )
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
    if _TEAM.first(team=arrived.team, agency=message.routing.recipient) is None:
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
        further=arrived.further,
        # Where a taking back came first, nothing of the offer is kept but what its answer needs.
        jurisdictions=list(arrived.law.jurisdictions) if case is not None else [],
        proceeding_types=list(arrived.law.proceeding_types) if case is not None else [],
        enquiry=arrived.enquiry if case is not None else None,
    )
    insert(row)
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

    One that claims to be ours, and that we do not know, is refused, unless this node was restored and may have
    forgotten it: then a person is told. One that lacks what it must carry is refused as well.
    `heard` is how the person said it, should one of them take the referral back.
    """
    before = ledger.history(row)
    known = {move.hash for move in before.moves}
    new = [move for move in moves if move.hash not in known]
    for move in new:
        if move.referral != row.shared:
            raise RefuseMessage("another_referral")
    ours = {move for move in new if move.side == row.side}
    if ours and not may_be_ours(NodeId(row.peer)):
        raise RefuseMessage("not_your_side")
    _complete(before, new)
    turned = ledger.add(row, new, role=role, on=before)
    effects.settle(row, turned, at=at, by=None)
    _mark_consent(row, turned, ours, role=role, heard=heard, at=at)
    if ours:
        set_flag(row, Beside.GIVEN_BACK, is_set=True)
        given_back.note(row, GapKind.GIVEN_BACK, at=at)
        actor = Actor("peer", row.peer, role, row.other_agency_id)
        record("referral:given_back", by=actor, at=at, case=row.case_id, referral=row.shared)
    return new


def _mark_consent(
    row: Referral, turned: ledger.Turned, ours: set[Move], *, role: str, heard: Channel, at: datetime
) -> None:
    """The person told the receiver: the consent that is kept here says so, once, whichever message brought it.

    So it does when the person had told us, and we have forgotten it (`ours`): the other side's word is all there is.
    """
    if row.side != Side.SENDER or turned.before.position.is_withdrawn:
        return
    back = next((move for move in turned.after.standing if _is_taken_back_there(move, ours)), None)
    if back is None or row.case_id is None or row.consent_id is None:
        return
    consent_actions.note_taken_back_there(
        consent=ConsentId(row.consent_id), case=row.case_id, team=row.team_id, referral=row.shared,
        agency=row.agency_id, channel=heard, by=Actor("peer", row.peer, role, row.other_agency_id),
        heard_at=min(back.at, at), by_person=back.codes.get("reason") in takebacks.PERSONS_WORD, at=at,
    )  # fmt: skip


def _is_taken_back_there(move: Move, ours: set[Move]) -> bool:
    is_heard = move.side is Side.RECEIVER or move in ours
    return move.event is Event.WITHDRAW and move.actor is Mover.MEMBER and is_heard


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
