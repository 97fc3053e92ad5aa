"""Enquiries as the other side sends them: a question without a name, its answer, its end."""

from datetime import datetime

from safeconduct.agencies.models import Team
from safeconduct.audit.actions import Detail, record
from safeconduct.exchange.handlers import Handled, RefuseMessage
from safeconduct.exchange.wire import Opened
from safeconduct.referrals.enquiries import message as said
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.inbound.parts import peer_actor, role_of
from safeconduct.referrals.moves import Side
from safeconduct.referrals.places import note_yes
from safeconduct.referrals.rounds.deciding import note_answer
from safeconduct.vocabulary.identifiers import NodeId


def enquired(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """A question for a team of ours. Scanned again: in whose note something looks like a person, is refused."""
    arrived, routing = said.read_asked(message.body, at), message.routing
    if not Team.objects.filter(id=arrived.team, agency_id=routing.recipient).exists():
        raise RefuseMessage("no_such_team")
    Enquiry(
        shared=arrived.id, side=Side.RECEIVER.value, agency_id=routing.recipient, other_agency_id=routing.sender,
        peer=peer, handle=routing.subject, team_id=arrived.team, service=arrived.service,
        reference=arrived.reference, role=arrived.role, country=arrived.country, asked_at=at, until=arrived.until,
        changed_at=at, **arrived.question.columns(),
    ).save(force_insert=True)  # fmt: skip
    _record("enquiry:asked", message, peer, arrived.role, at, {"enquiry": str(arrived.id)})
    return Handled(in_a_list=True)


def answered(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Their answer. The first one stands; one that crosses with a withdrawal is kept and changes nothing."""
    row, answer, role = _found(message, Side.SENDER), said.read_answer(message.body), role_of(message.body)
    if row.answer:
        raise RefuseMessage("already_here")
    for name, value in answer.columns().items():
        setattr(row, name, value)
    row.answered_at = row.changed_at = at
    row.save(update_fields=[*answer.columns(), "answered_at", "changed_at"])
    note_yes(row)
    note_answer(row, at)
    _record("enquiry:answered", message, peer, role, at, {"enquiry": str(row.shared), "answer": row.answer})
    return Handled()


def withdrawn(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Whoever asked takes it back."""
    row = _found(message, Side.RECEIVER)
    if row.withdrawn_at is None:
        row.withdrawn_at = row.changed_at = at
        row.save(update_fields=["withdrawn_at", "changed_at"])
    _record("enquiry:withdrawn", message, peer, "", at, {"enquiry": str(row.shared)})
    return Handled()


def taken(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Several were asked at once, and somebody else was taken. An answer that crossed with it stays."""
    row = _found(message, Side.RECEIVER)
    if row.taken_at is None:
        row.taken_at = row.changed_at = at
        row.kept_at = None
        row.save(update_fields=["taken_at", "kept_at", "changed_at"])
    _record("enquiry:taken", message, peer, role_of(message.body), at, {"enquiry": str(row.shared)})
    return Handled()


def kept(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Whoever asked goes on with this one, also after somebody else was taken first. No place is held by it."""
    row = _found(message, Side.RECEIVER)
    if row.kept_at is None:
        row.kept_at = row.changed_at = at
        row.taken_at = None
        row.save(update_fields=["taken_at", "kept_at", "changed_at"])
    _record("enquiry:kept", message, peer, role_of(message.body), at, {"enquiry": str(row.shared)})
    return Handled()


def _found(message: Opened, side: Side) -> Enquiry:
    """The enquiry of these two agencies on this road, locked. Raises RefuseMessage."""
    routing = message.routing
    rows = Enquiry.objects.select_for_update().filter(
        shared=said.read_name(message.body), agency_id=routing.recipient, other_agency_id=routing.sender
    )
    row = rows.first()
    if row is None or row.handle != routing.subject:
        raise RefuseMessage("unknown_enquiry")
    if row.side != side:
        raise RefuseMessage("not_your_side")
    return row


def _record(what: str, message: Opened, peer: NodeId, role: str, at: datetime, detail: Detail) -> None:
    record(what, by=peer_actor(peer, role, message), at=at, detail=detail)
