"""What a peer's messages do here. Each handler runs in the inbox's transaction, as that peer, and may refuse.

The inbox can write replicas and read none; it sees and moves only referrals shared with the peer.
"""

from datetime import datetime
from uuid import UUID, uuid4

from safeconduct.access import doors
from safeconduct.access.doors import AccessRefused, Terms
from safeconduct.access.ring import ring
from safeconduct.access.rules import Basis
from safeconduct.agencies.models import Team
from safeconduct.audit.actions import Actor, record
from safeconduct.cases.actions import Replica, take_in
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.handlers import Handled, RefuseMessage, register
from safeconduct.exchange.held import RELEASED
from safeconduct.exchange.inbox import keep_receipt
from safeconduct.exchange.inner import open_held
from safeconduct.exchange.models import Outgoing
from safeconduct.exchange.outbox import VOID, Parcel, post
from safeconduct.exchange.peers import card_for
from safeconduct.exchange.receipts import verify_receipt
from safeconduct.exchange.wire import Lane, Opened
from safeconduct.keys.errors import CannotOpen, KeyNotHeld
from safeconduct.keys.sealing import ExchangeKey
from safeconduct.referrals import clockwork, effects, envelope, ledger, texts
from safeconduct.referrals.actions import MOVED, NO_NEWS, OPENED, TOLD, WITHDRAWN
from safeconduct.referrals.codes import missing
from safeconduct.referrals.drafting import OFFERED
from safeconduct.referrals.envelope import Envelope
from safeconduct.referrals.history import Genesis, Move
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import Actor as Mover
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.sharing import NARROWED, UPDATED, shrink
from safeconduct.vocabulary.codes import Purpose, ReceiptStep
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.identifiers import AgencyId, MessageId, NodeId, ReferralId
from safeconduct.vocabulary.sections import NEVER_SENT, SENT_AT_ONCE, Section

ERASED = "safeconduct.erase.done.v1"


def offered(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """A referral arrives: its envelope, its replicas, and the team's grants to them."""
    arrived = envelope.read(message.body)
    consent = message.consent
    if consent is None or (consent.id, consent.version) != (arrived.consent.id, arrived.consent.version):
        raise RefuseMessage("consent_not_named")
    if _find(message, arrived.shared) is not None:
        # A withdrawal came first and has left its envelope here: what it overtook takes no effect any more.
        raise RefuseMessage("consent_ended")
    replicas = _replicas(message.body.get("sections"))
    sections = {replica.section for replica in replicas}
    if sections - SENT_AT_ONCE:
        raise RefuseMessage("sent_too_early")
    if not sections <= set(arrived.consent.sections):
        raise RefuseMessage("not_consented")
    case = _receive(message, arrived.shared, arrived, [replica.section for replica in replicas])
    actor = _peer_actor(peer, arrived.role, message)
    take_in(case=case, replicas=replicas, sender=message.routing.sender, by=actor, at=at)
    row = _row(message, peer, arrived, case)
    _apply(row, list(arrived.moves), role=arrived.role, at=at)
    record("referral:received", by=actor, at=at, case=case, referral=arrived.shared, purpose=arrived.purpose)
    return Handled(referral=arrived.shared, in_a_list=True)


def moved(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """The other side has moved."""
    row = _required(message)
    body = message.body
    _keep_receipts(body.get("receipts", []), row, peer)
    moves, role = list(envelope.moves(body)), str(body.get("role", ""))[:64]
    # The whole history travels along: a clock's move that is known here has come under the clock's own key.
    if any(made.actor is Mover.CLOCK and not _is_known(row, made) for made in moves):
        raise RefuseMessage("not_for_a_member")
    _keep_texts(row, body.get("texts", []), role, at)
    new = _apply(row, moves, role=role, at=at)
    actor = _peer_actor(peer, role, message)
    for made in new:
        record(
            f"referral:{made.event}",
            by=actor,
            at=at,
            case=row.case_id,
            referral=row.shared,
            purpose=row.purpose,
        )
    return Handled(referral=row.shared)


def clock_moved(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Time has run out on the other side; its clock's key speaks for the clock and for nobody else."""
    row, moves = _required(message), list(envelope.moves(message.body))
    if any(made.actor is not Mover.CLOCK for made in moves):
        raise RefuseMessage("not_for_a_clock")
    for made in _apply(row, moves, role=clockwork.ROLE, at=at):
        actor = _peer_actor(peer, clockwork.ROLE, message)
        record(f"referral:{made.event}", by=actor, at=at, case=row.case_id, referral=row.shared)
    return Handled(referral=row.shared)


def consent_expired(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """The consent has ended by itself. Of the moves that come along only this one counts, once we know the others."""
    arrived = envelope.read(message.body)
    ends = [made for made in arrived.moves if made.event is Event.WITHDRAW and made.actor is Mover.CONSENT]
    row = _find(message, arrived.shared)
    if not ends or (row is not None and row.side != Side.RECEIVER):
        raise RefuseMessage("not_for_a_clock")
    if row is None:
        row, ends = _row(message, peer, arrived, None), list(arrived.moves)
    _apply(row, ends, role=clockwork.ROLE, at=at)
    actor = _peer_actor(peer, clockwork.ROLE, message)
    record("referral:withdraw", by=actor, at=at, case=row.case_id, referral=row.shared)
    _answer_erased(row, [], at)
    record("referral:erased", by=actor, at=at, case=row.case_id, referral=row.shared)
    return Handled(referral=row.shared)


def told(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """News from the other side; the clock of the next news starts anew here too."""
    row = _required(message)
    role = str(message.body.get("role", ""))[:64]
    if State(row.state) in NO_NEWS:
        raise RefuseMessage("consent_ended")
    _keep_texts(row, message.body.get("texts"), role, at)
    ledger.note_news(row, at)
    record("referral:told", by=_peer_actor(peer, role, message), at=at, case=row.case_id, referral=row.shared)
    return Handled(referral=row.shared)


def _keep_texts(row: Referral, found: object, role: str, at: datetime) -> None:
    """Each text must be one that the other side may tell under this consent; the same rule as where it was written."""
    if not isinstance(found, list) or len(found) > 4:
        raise RefuseMessage("malformed_body")
    for data in found:
        words = texts.read(data)
        decision = texts.may_tell(words, Side(row.side).other, envelope.extract(row.consent))
        if isinstance(decision, Refused):
            raise RefuseMessage(decision.reason.code)
        texts.keep_theirs(row, words, role=role, at=at)


def updated(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """A later version of sections that are shared: stored beside the earlier ones, and opened in their place."""
    row = _required(message, at=Side.RECEIVER)
    extract = envelope.extract(row.consent)
    replicas = _replicas(message.body.get("sections"))
    consent = message.consent
    if row.case_id is None or State(row.state) in NO_NEWS:
        raise RefuseMessage("consent_ended")
    if consent is None or (consent.id, consent.version) != (extract.id, extract.version):
        raise RefuseMessage("consent_not_named")
    sections = {replica.section for replica in replicas}
    if not extract.follow_changes or not sections <= set(extract.sections):
        raise RefuseMessage("not_consented")
    _ask(row.case_id, row, [replica.section for replica in replicas], _terms(row.purpose, extract), message)
    actor = _peer_actor(peer, str(message.body.get("role", ""))[:64], message)
    take_in(case=row.case_id, replicas=replicas, sender=message.routing.sender, by=actor, at=at)
    return Handled(referral=row.shared)


def narrowed(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Single sections were taken back: grants and keys go now; the moves that come along lose nothing."""
    arrived, gone = envelope.read(message.body), _names(message.body.get("sections"))
    row = _find(message, arrived.shared)
    if row is None or row.side != Side.RECEIVER or not gone:
        raise RefuseMessage("unknown_referral")
    actor = _peer_actor(peer, arrived.role, message)
    _apply(row, list(arrived.moves), role=arrived.role, at=at)
    if row.case_id is not None:
        doors.end(row.case_id, "narrowed", gone)
        doors.destroy_keys(row.case_id, gone)
    shrink(row, gone)
    for section in gone:
        record("section:erased", by=actor, at=at, case=row.case_id, section=section, referral=row.shared)
    _answer_erased(row, gone, at)
    return Handled(referral=row.shared)


def _answer_erased(row: Referral, sections: list[Section], at: datetime) -> None:
    body = {
        "referral": str(row.shared),
        "answer": "erased",
        "sections": [section.value for section in sections],
    }
    parcel = Parcel(type=ERASED, body=body, lane=Lane.WITHDRAWAL, case=row.case_id, referral=row.shared)
    post(effects.road(row), parcel, at=at)


def withdrawn(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Taken back: before anything else, whatever the state, even if the referral itself has not arrived yet."""
    arrived = envelope.read(message.body)
    row = _find(message, arrived.shared)
    actor = _peer_actor(peer, arrived.role, message)
    if row is None:
        row = _row(message, peer, arrived, None)
    _apply(row, list(arrived.moves), role=arrived.role, at=at)
    record("referral:withdraw", by=actor, at=at, case=row.case_id, referral=row.shared)
    if row.side == Side.RECEIVER:
        _answer_erased(row, [], at)
        record("referral:erased", by=actor, at=at, case=row.case_id, referral=row.shared)
    return Handled(referral=row.shared)


def released(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """What was held back until acceptance arrives, signed by the member who sent the referral."""
    row = _required(message, at=Side.RECEIVER)
    try:
        part = open_held(
            message.body.get("held"),
            carried_by=message.routing,
            exchange_key_for=_exchange_key,
            card_for=card_for,
        )
    except (WireError, CannotOpen) as error:
        raise RefuseMessage("held_part_not_believed") from error
    if part.label.referral != row.shared:
        raise RefuseMessage("another_referral")
    history = ledger.history(row)
    if (
        row.case_id is None
        or history.position.is_withdrawn
        or history.state in (State.DECLINED, State.CLOSED)
    ):
        raise RefuseMessage("consent_ended")
    if not any(move.event is Event.ACCEPT for move in history.standing):
        raise RefuseMessage("sent_too_early")
    extract = envelope.extract(row.consent)
    if (part.label.consent.id, part.label.consent.version) != (extract.id, extract.version):
        raise RefuseMessage("consent_not_named")
    if not set(part.sections) <= set(extract.sections):
        raise RefuseMessage("not_consented")
    replicas = _replicas({section.value: dict(fields) for section, fields in part.sections.items()})
    terms = _terms(row.purpose, extract)
    _ask(row.case_id, row, [replica.section for replica in replicas], terms, message)
    actor = _peer_actor(peer, "", message)
    take_in(case=row.case_id, replicas=replicas, sender=message.routing.sender, by=actor, at=at)
    row.flags = sorted({*row.flags, "identity_released"} if Section.IDENTITY in part.sections else row.flags)
    row.save(update_fields=["flags"])
    return Handled(referral=row.shared)


def erased(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """The holder's answer to a withdrawal: erased, or kept on a named ground."""
    row = _required(message, at=Side.SENDER)
    answer = str(message.body.get("answer", ""))[:64]
    if answer != "erased" and not answer.startswith("retained:"):
        raise RefuseMessage("malformed_body")
    row.holder_answer = answer
    row.save(update_fields=["holder_answer"])
    record(
        "referral:holder_answered",
        by=_peer_actor(peer, "", message),
        at=at,
        case=row.case_id,
        referral=row.shared,
        detail={"answer": answer},
    )
    return Handled(referral=row.shared)


def opened_there(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """A role at the holder has read sections: it belongs on the person's own page."""
    row = _required(message, at=Side.SENDER)
    _keep_receipts(message.body.get("receipts", []), row, peer)
    actor = _peer_actor(peer, str(message.body.get("role", ""))[:64], message)
    for name in _names(message.body.get("sections")):
        record(
            "section:read_there",
            by=actor,
            at=at,
            case=row.case_id,
            section=name,
            referral=row.shared,
            purpose=row.purpose,
        )
    return Handled(referral=row.shared)


def voided(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """A number whose message was taken back before it left."""
    return Handled()


def register_all() -> None:
    """Called when the application starts."""
    for message_type, handler in {
        OFFERED: offered,
        MOVED: moved,
        clockwork.MOVED: clock_moved,
        clockwork.EXPIRED: consent_expired,
        TOLD: told,
        UPDATED: updated,
        NARROWED: narrowed,
        WITHDRAWN: withdrawn,
        RELEASED: released,
        ERASED: erased,
        OPENED: opened_there,
        VOID: voided,
    }.items():
        register(message_type, handler)


# --- Parts ------------------------------------------------------------------------------------------------


def _find(message: Opened, shared: UUID) -> Referral | None:
    """The referral of these two agencies, locked; its received case first, as everywhere."""
    rows = Referral.objects.filter(
        shared=shared, agency_id=message.routing.recipient, other_agency_id=message.routing.sender
    )
    case = rows.values_list("case_id", flat=True).first()
    if case is not None:
        doors.hold_still(case)
    row = rows.select_for_update().first()
    if row is not None and row.handle != message.routing.subject:
        raise RefuseMessage("another_case")
    return row


def _required(message: Opened, *, at: Side | None = None) -> Referral:
    """The referral that the body names; `at`: only where we are on this side of it."""
    try:
        shared = UUID(str(message.body.get("referral")))
    except ValueError as error:
        raise RefuseMessage("malformed_body") from error
    row = _find(message, shared)
    if row is None:
        raise RefuseMessage("unknown_referral")
    if at is not None and row.side != at:
        raise RefuseMessage("not_your_side")
    return row


def _row(message: Opened, peer: NodeId, arrived: Envelope, case: UUID | None) -> Referral:
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


def _is_known(row: Referral, move: Move) -> bool:
    return StoredMove.objects.filter(referral=row, hash=move.hash).exists()


def _apply(row: Referral, moves: list[Move], *, role: str, at: datetime) -> list[Move]:
    """Add the other side's moves and bring about their effects; the ones that are new here.

    One that claims to be ours, and that we do not know, is refused; so is one that lacks what it must carry.
    """
    known = set(StoredMove.objects.filter(referral=row).values_list("hash", flat=True))
    new = [move for move in moves if move.hash not in known]
    for move in new:
        if move.referral != row.shared:
            raise RefuseMessage("another_referral")
        if move.side == row.side:
            raise RefuseMessage("not_your_side")
    _complete(row, new)
    turned = ledger.add(row, new, role=role)
    effects.settle(row, turned, at=at, by=None)
    return new


def _complete(row: Referral, new: list[Move]) -> None:
    """A move made on our head must carry what it needs there; of one made beside it the state is not known."""
    now = ledger.history(row)
    for move in new:
        if move.base == now.head and missing(now.state, move.event, move.codes):
            raise RefuseMessage("incomplete_move")


def _receive(message: Opened, shared: UUID, arrived: Envelope, sections: list[Section]) -> UUID:
    terms = _terms(arrived.purpose, arrived.consent)
    try:
        return doors.receive(uuid4(), message.routing.subject, shared, arrived.team, sections, terms)
    except AccessRefused as error:
        raise RefuseMessage(error.code) from error


def _ask(case: UUID, row: Referral, sections: list[Section], terms: Terms, message: Opened) -> None:
    try:
        doors.receive(case, message.routing.subject, row.shared, row.team_id, sections, terms)
    except AccessRefused as error:
        raise RefuseMessage(error.code) from error


def _terms(purpose: Purpose | str, extract: envelope.Extract) -> Terms:
    return Terms(
        purpose=Purpose(purpose),
        until=extract.until,
        basis=Basis.GROUND if extract.ground else Basis.CONSENT,
        ground=extract.ground or None,
        consent=extract.id,
        consent_version=extract.version,
    )


def _replicas(sections: object) -> list[Replica]:
    if not isinstance(sections, dict) or not sections:
        raise RefuseMessage("malformed_body")
    found: list[Replica] = []
    for name, part in sections.items():
        try:
            section = Section(name)
            version, content, role = part["version"], part["content"], part["role"]
        except (ValueError, KeyError, TypeError) as error:
            raise RefuseMessage("malformed_body") from error
        if (
            section in NEVER_SENT
            or type(version) is not int
            or not 1 <= version < 2**31
            or not isinstance(content, dict)
        ):
            raise RefuseMessage("malformed_body")
        found.append(Replica(section, version, content, str(role)[:64]))
    return found


def _names(names: object) -> list[Section]:
    if not isinstance(names, list):
        raise RefuseMessage("malformed_body")
    try:
        return [Section(name) for name in names]
    except ValueError as error:
        raise RefuseMessage("malformed_body") from error


def _keep_receipts(receipts: object, row: Referral, peer: NodeId) -> None:
    """Receipts about our own messages that came inside a message; each must be that message's, and signed."""
    if not isinstance(receipts, list) or len(receipts) > 4:
        raise RefuseMessage("malformed_body")
    for receipt in receipts:
        try:
            about = UUID(str(receipt["message"]))
            ours = Outgoing.objects.filter(id=about).values("id", "object_hash", "recipient").first()
            if ours is None:
                raise RefuseMessage("unknown_message")
            said = verify_receipt(
                receipt,
                message=MessageId(about),
                object_hash=ours["object_hash"],
                issuer=peer,
                agency=AgencyId(ours["recipient"]),
                card_for=card_for,
            )
        except (KeyError, TypeError, ValueError, WireError) as error:
            raise RefuseMessage("receipt_not_believed") from error
        keep_receipt(
            receipt,
            message=said.message,
            referral=row.shared,
            agency=AgencyId(row.agency_id),
            peer=peer,
            step=ReceiptStep(said.step),
            at=said.at,
        )


def _exchange_key(agency: AgencyId) -> ExchangeKey | None:
    try:
        return ring().exchange_key(agency)
    except KeyNotHeld:
        return None


def _peer_actor(peer: NodeId, role: str, message: Opened) -> Actor:
    return Actor(kind="peer", id=peer, role=role, agency=message.routing.sender)
