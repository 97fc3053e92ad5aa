"""Sections come and go: the offer, what was held back, later versions, single sections taken back."""

from datetime import datetime
from uuid import uuid4

from safeconduct.access import doors
from safeconduct.access.ring import ring
from safeconduct.audit.actions import record
from safeconduct.cases.actions import Replica, take_in
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.handlers import Handled, RefuseMessage
from safeconduct.exchange.inner import open_held
from safeconduct.exchange.peers import card_for
from safeconduct.exchange.wire import Opened
from safeconduct.keys.errors import CannotOpen
from safeconduct.referrals import children, envelope, ledger
from safeconduct.referrals.actions import NO_NEWS
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.effects import answer_erased
from safeconduct.referrals.inbound.content import (
    names_in,
    receive,
    replicas_in,
    terms_of,
)
from safeconduct.referrals.inbound.parts import (
    apply,
    find,
    new_row,
    peer_actor,
    required,
    role_of,
)
from safeconduct.referrals.law import actions as law_actions
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Event, Side, State
from safeconduct.referrals.narrowing import shrink
from safeconduct.vocabulary.identifiers import NodeId
from safeconduct.vocabulary.sections import SENT_AT_ONCE, Section
from safeconduct.vocabulary.together import later

_FLAGS = "UPDATE referrals.referral SET flags = %s WHERE id = %s"


def offered(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """A referral arrives: its envelope, its replicas, and the team's grants to them."""
    arrived = envelope.read(message.body)
    consent = message.consent
    if consent is None or (consent.id, consent.version) != (arrived.consent.id, arrived.consent.version):
        raise RefuseMessage("consent_not_named")
    row = find(message, arrived.shared)
    if row is not None and not _awaits_its_offer(row):
        # A withdrawal came first and has left its envelope here: what it overtook takes no effect any more.
        raise RefuseMessage("consent_ended")
    gone = set(row.taken_back) if row is not None else set()
    replicas = [one for one in replicas_in(message.body.get("sections")) if one.section.value not in gone]
    sections = {replica.section for replica in replicas}
    if sections - SENT_AT_ONCE:
        raise RefuseMessage("sent_too_early")
    if not sections <= set(arrived.consent.sections):
        raise RefuseMessage("not_consented")
    terms = terms_of(arrived.purpose, arrived.consent)
    brought = [replica.section for replica in replicas]
    case = receive(uuid4(), message, arrived.shared, arrived.team, brought, terms)
    actor = peer_actor(peer, arrived.role, message)
    take_in(case=case, replicas=replicas, sender=message.routing.sender, by=actor, at=at)
    if row is None:
        row = new_row(message, peer, arrived, case)
    else:
        row.case_id, row.offer_message = case, message.routing.id
        law_actions.put(row, arrived.law)
        row.enquiry = arrived.enquiry
        row.save(update_fields=["case_id", "offer_message", "enquiry", *law_actions.FIELDS])
    _note_child(row, replicas)
    apply(row, list(arrived.moves), role=arrived.role, at=at)
    record("referral:received", by=actor, at=at, case=case, referral=arrived.shared, purpose=arrived.purpose)
    return Handled(referral=arrived.shared, in_a_list=True)


def _awaits_its_offer(row: Referral) -> bool:
    """Single sections were taken back before the offer came: it brings the others.

    Or this node was restored, and had our own steps from the other side before the offer, which brings all of it unless
    those steps have ended it.
    """
    is_open = row.side == Side.RECEIVER and row.case_id is None
    if not is_open or ledger.history(row).position.is_withdrawn:
        return False
    is_given_back = Beside.GIVEN_BACK in row.flags and State(row.state) not in ENDED
    return bool(row.taken_back) or is_given_back


def released(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """What was held back until acceptance arrives, signed by the member who sent the referral."""
    row = required(message, at=Side.RECEIVER)
    try:
        part = open_held(
            message.body.get("held"),
            carried_by=message.routing,
            exchange_keys_for=ring().exchange_keys,
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
    replicas = replicas_in({section.value: dict(fields) for section, fields in part.sections.items()})
    terms = terms_of(row.purpose, extract)
    brought = [replica.section for replica in replicas]
    receive(row.case_id, message, row.shared, row.team_id, brought, terms)
    actor = peer_actor(peer, "", message)
    take_in(case=row.case_id, replicas=replicas, sender=message.routing.sender, by=actor, at=at)
    if Section.IDENTITY in part.sections:
        row.flags = sorted({*row.flags, "identity_released"})
        later(_FLAGS, [row.flags, row.id], table=Referral._meta.db_table, is_change=True)
    return Handled(referral=row.shared)


def updated(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """A later version of sections that are shared: stored beside the earlier ones, and opened in their place."""
    row = required(message, at=Side.RECEIVER)
    extract = envelope.extract(row.consent)
    replicas = replicas_in(message.body.get("sections"))
    consent = message.consent
    if row.case_id is None or State(row.state) in NO_NEWS:
        raise RefuseMessage("consent_ended")
    if consent is None or (consent.id, consent.version) != (extract.id, extract.version):
        raise RefuseMessage("consent_not_named")
    sections = {replica.section for replica in replicas}
    if not extract.follow_changes or not sections <= set(extract.sections):
        raise RefuseMessage("not_consented")
    brought = [replica.section for replica in replicas]
    receive(row.case_id, message, row.shared, row.team_id, brought, terms_of(row.purpose, extract))
    actor = peer_actor(peer, role_of(message.body), message)
    take_in(case=row.case_id, replicas=replicas, sender=message.routing.sender, by=actor, at=at)
    _note_child(row, replicas)
    return Handled(referral=row.shared)


def _note_child(row: Referral, replicas: list[Replica]) -> None:
    """Whether it is about a child, from the profile that was sent: the clock alarms by it, and opens no section."""
    for replica in replicas:
        if replica.section is Section.PROFILE:
            children.note(row, replica.content)


def narrowed(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Single sections were taken back: grants and keys go now; the moves that come along lose nothing.

    It may overtake the offer: then its envelope stays here, and the offer brings the other sections.
    """
    arrived, gone = envelope.read(message.body), names_in(message.body.get("sections"))
    row = find(message, arrived.shared)
    if not gone or (row is not None and row.side != Side.RECEIVER):
        raise RefuseMessage("unknown_referral")
    if row is None:
        row = new_row(message, peer, arrived, None)
    actor = peer_actor(peer, arrived.role, message)
    apply(row, list(arrived.moves), role=arrived.role, at=at)
    if row.case_id is not None:
        doors.end(row.case_id, "narrowed", gone)
        doors.destroy_keys(row.case_id, gone)
    if Section.PROFILE in gone:
        children.forget(row)
    shrink(row, gone)
    for section in gone:
        record("section:erased", by=actor, at=at, case=row.case_id, section=section, referral=row.shared)
    answer_erased(row, gone, at)
    return Handled(referral=row.shared)
