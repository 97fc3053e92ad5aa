"""News, a nudge, the answer of a holder, a reading over there, and numbers whose message was taken back."""

from datetime import datetime

from safeconduct.audit.actions import Actor, Detail, record
from safeconduct.cases.seen import COPIED_THERE
from safeconduct.exchange.handlers import Handled, RefuseMessage
from safeconduct.exchange.inbox import keep
from safeconduct.exchange.wire import Opened
from safeconduct.referrals import ledger, nudging
from safeconduct.referrals.actions import NO_NEWS
from safeconduct.referrals.clocks import Asker
from safeconduct.referrals.inbound.content import keep_texts, names_in, receipts_in
from safeconduct.referrals.inbound.holders import named
from safeconduct.referrals.inbound.parts import peer_actor, required, role_of
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.rules import SKEW
from safeconduct.referrals.sub_referrals.rules import known, read_onward
from safeconduct.vocabulary.identifiers import NodeId

MOST_ONWARD = 20
"""So many onward referrals of one referral are kept."""


def told(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """News from the other side; the clock of the next news starts anew here too."""
    row = required(message)
    role = role_of(message.body)
    if State(row.state) in NO_NEWS:
        raise RefuseMessage("consent_ended")
    keep_texts(row, message.body.get("texts"), role, at)
    ledger.note_news(row, at)
    record("referral:told", by=peer_actor(peer, role, message), at=at, case=row.case_id, referral=row.shared)
    return Handled(referral=row.shared)


def nudged(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """The other side, or its coordinator, asks this side to act: only when it must, and its time is over.

    Made on another head it has crossed with an act of somebody, and asks for nothing any more.
    """
    row = required(message)
    asker, head = message.body.get("asker"), message.body.get("head")
    if not (isinstance(asker, str) and asker in set(Asker) and isinstance(head, str)):
        raise RefuseMessage("malformed_body")
    if head != row.head:
        return Handled(referral=row.shared)
    if not ledger.has_turn(row, Side(row.side)):
        raise RefuseMessage("not_your_turn")
    if row.due_at is None or at + SKEW < row.due_at:
        raise RefuseMessage("not_late")
    if nudging.take_in(row, Asker(asker), at):
        actor = peer_actor(peer, "", message)
        record("referral:nudged", by=actor, at=at, case=row.case_id, referral=row.shared)
    return Handled(referral=row.shared)


def erased(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """The holder's answer to a withdrawal: erased, or kept on a named ground."""
    row = required(message, at=Side.SENDER)
    answer = str(message.body.get("answer", ""))[:64]
    if answer != "erased" and not answer.startswith("retained:"):
        raise RefuseMessage("malformed_body")
    row.holder_answer = answer
    row.save(update_fields=["holder_answer"])
    record(
        "referral:holder_answered",
        by=peer_actor(peer, "", message),
        at=at,
        case=row.case_id,
        referral=row.shared,
        detail={"answer": answer},
    )
    return Handled(referral=row.shared)


def opened_there(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """A role at the holder has read sections, or taken them over into a file of its own: it belongs on the person's
    own page."""
    row = required(message, at=Side.SENDER)
    read, copied = names_in(message.body.get("sections")), names_in(message.body.get("copied", []))
    keep(receipts_in(message.body.get("receipts", []), row, peer))
    actor = peer_actor(peer, role_of(message.body), message)
    if "onward" in message.body:
        _onward(row, message.body["onward"], actor, at)
    if "holders" in message.body:
        named(row, message.body["holders"], actor, at)
    if not set(copied) <= set(row.copied_there):
        row.copied_there = sorted({*row.copied_there, *copied})
        row.save(update_fields=["copied_there"])
    for action, names in (("section:read_there", read), (COPIED_THERE, copied)):
        for name in names:
            record(
                action,
                by=actor,
                at=at,
                case=row.case_id,
                section=name,
                referral=row.shared,
                purpose=row.purpose,
            )
    return Handled(referral=row.shared)


def _onward(row: Referral, found: object, actor: Actor, at: datetime) -> None:
    """The receiver has referred the person on, by the person's own consent there."""
    try:
        onward = read_onward(found)
    except ValueError as error:
        raise RefuseMessage("malformed_body") from error
    if len(row.onward) >= MOST_ONWARD or onward in known(row.onward):
        return
    row.onward = [*row.onward, onward.members()]
    row.save(update_fields=["onward"])
    said: Detail = {"agency": str(onward.agency), "service": onward.service}
    record("referral:onward_there", by=actor, at=at, case=row.case_id, referral=row.shared, detail=said)


def voided(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """A number whose message was taken back before it left."""
    return Handled()
