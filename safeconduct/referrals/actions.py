"""What a member does with a referral under way: one door for every move, the rule asked under the lock.

The history, the effects on this side, the audit and the message to the other side commit together.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.access import doors
from safeconduct.access.queries import decide, held
from safeconduct.access.ring import ring
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import agency, as_actor
from safeconduct.audit.actions import record
from safeconduct.consent import actions as consent_actions
from safeconduct.consent.rules import Channel, Recipient
from safeconduct.exchange.inbox import keep_receipt, taken_in
from safeconduct.exchange.models import Incoming
from safeconduct.exchange.outbox import WITHOUT_A_NODE, Parcel, post
from safeconduct.exchange.receipts import make_receipt
from safeconduct.exchange.wire import Lane
from safeconduct.referrals import effects, envelope, ledger, takebacks, texts
from safeconduct.referrals.acceptance import may_be_accepted
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.codes import Codes
from safeconduct.referrals.history import History, Move
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor, Event, Side, State
from safeconduct.referrals.partners.rules import NOT_OPENED_AGAIN, OPENING_AGAIN
from safeconduct.referrals.reaching import is_time_safe
from safeconduct.referrals.reasons import NOT_POSSIBLE_NOW
from safeconduct.referrals.rules import (
    Attempt,
    may_accept,
    may_mark_as_error,
    may_meet,
    may_move,
    may_reopen,
    may_suggest,
    may_withdraw,
)
from safeconduct.referrals.texts import NOT_SHARED, Words, may_tell
from safeconduct.referrals.transfers.guarding import forget_of_a_talk, require_crossing
from safeconduct.vocabulary.codes import ReceiptStep, Withdrawal
from safeconduct.vocabulary.decisions import Decision, Refused, require
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import AgencyId, ConsentId, MessageId, NodeId, ReferralId
from safeconduct.vocabulary.sections import Section

MOVED = "safeconduct.referral.moved.v1"
OPENED = "safeconduct.receipt.opened.v1"

TOLD = "safeconduct.referral.told.v1"
ERASED = "erased"
"""What the holder answers when nothing is left."""

NO_NEWS = frozenset({State.DRAFT, State.DECLINED, State.WITHDRAWN, State.CLOSED})
"""In these states there is nobody to tell, or nothing more to tell."""

DECIDING = frozenset({Event.ACCEPT, Event.DECLINE, Event.PROPOSE_REROUTE, Event.RECORD_OUTCOME})
"""The answers that carry the receipt `decided`."""


@transaction.atomic
def move(
    *, referral: UUID, event: Event, codes: Codes, by: Member, at: datetime, words: Words | None = None
) -> Referral:
    """Make one move on this side and tell the other. Raises NotPossible with what is possible instead.

    `codes` holds what `codes.shapes(state, event)` asks for, `words` a text that goes with the move. A withdrawal
    has a door of its own.
    """
    row = locked(referral)
    history = ledger.history(row)
    attempt = Attempt(event, Side(row.side), Actor.MEMBER, at, codes)
    require(decision(row, history, attempt, at, has_words=words is not None))
    if event is Event.ACCEPT:
        require(may_be_accepted(row, by=by, at=at))
    is_safe, untold = is_time_safe(row, history.position, attempt, by=by, at=at)
    require(is_safe)
    if untold:
        note_reading(referral=row, sections=untold, by=by, at=at)
    made = Move(ReferralId(row.shared), history.head, event, Side(row.side), Actor.MEMBER, at, codes)
    worker = _place_worker(row, UUID(str(codes["worker"]))) if event is Event.ACCEPT else None
    if words is not None:
        _write(row, words, by, at)  # before the effects: a decline destroys the key it lies under
    receipts = _decided(row, at) if event in DECIDING else []
    turned = ledger.add(row, [made], role=by.profession, on=history, worker=worker)
    effects.settle(row, turned, at=at, by=by)
    body = {
        "referral": str(row.shared),
        "moves": envelope.moves_of(turned.after),
        "role": by.profession,
        "receipts": receipts,
        "texts": [words.members()] if words else [],
    }
    parcel = Parcel(
        type=MOVED,
        body=body,
        case=row.case_id,
        referral=row.shared,
        sections=[words.section] if words else [],
    )
    effects.tell(row, parcel, at=at)
    record(
        f"referral:{event}",
        by=as_actor(by),
        at=at,
        case=row.case_id,
        referral=row.shared,
        purpose=row.purpose,
    )
    return row


@transaction.atomic
def tell(*, referral: UUID, words: Words, by: Member, at: datetime) -> Referral:
    """News while the referral is under way: no move, but the clock of the next news starts anew on both sides."""
    row = locked(referral)
    if effects.is_by_hand(row):
        raise NotPossible(WITHOUT_A_NODE)
    if State(row.state) in NO_NEWS:
        raise NotPossible(NOT_POSSIBLE_NOW[State(row.state)])
    _write(row, words, by, at)
    ledger.note_news(row, at)
    body = {"referral": str(row.shared), "role": by.profession, "texts": [words.members()]}
    parcel = Parcel(type=TOLD, body=body, case=row.case_id, referral=row.shared, sections=[words.section])
    effects.tell(row, parcel, at=at)
    record(
        "referral:told", by=as_actor(by), at=at, case=row.case_id, section=words.section, referral=row.shared
    )
    return row


def _write(row: Referral, words: Words, by: Member, at: datetime) -> None:
    require(may_tell(words, Side(row.side), envelope.extract(row.consent)))
    require_crossing(row)
    if row.case_id is None or not decide(by, held(row.case_id), words.section, Action.OPEN).decision:
        raise NotPossible(NOT_SHARED)
    texts.keep_own(row, words, role=by.profession, at=at)


def decision(row: Referral, history: History, attempt: Attempt, at: datetime, *, has_words: bool) -> Decision:
    """The rule of each move, asked of what this side knows."""
    if effects.is_by_hand(row) and attempt.event in OPENING_AGAIN:
        return Refused(NOT_OPENED_AGAIN)
    position = history.position
    if attempt.event is Event.ACCEPT:
        live = row.case_id is not None and bool(held(row.case_id))
        return may_accept(position, attempt, is_consent_live=live, now=at)
    if attempt.event is Event.PROPOSE_REROUTE:
        conditions = envelope.extract(row.consent).conditions
        return may_suggest(
            position, attempt, conditions=conditions, suggested=_suggested(attempt.codes), now=at
        )
    if attempt.event in (Event.PROPOSE_HANDOVER, Event.CONFIRM_HANDOVER):
        conditions = envelope.extract(row.consent).conditions
        return may_meet(position, attempt, conditions=conditions, has_words=has_words, now=at)
    if attempt.event in (Event.PROPOSE_REOPEN, Event.CONFIRM_REOPEN):
        live, agreed = envelope.extract(row.consent).until > at, has_person_agreed(history, attempt)
        return may_reopen(position, attempt, is_consent_live=live, has_person_agreed=agreed, now=at)
    if attempt.event is Event.MARK_AS_ERROR:
        return may_mark_as_error(position, attempt, is_anything_released=is_anything_released(row), now=at)
    return may_move(position, attempt, now=at)


def has_person_agreed(history: History, attempt: Attempt) -> bool:
    """Whether this move says that the person agrees, or the proposal that it answers does."""
    proposed = [move for move in history.standing if move.event is Event.PROPOSE_REOPEN]
    asked = proposed[-1].codes if proposed and attempt.event is Event.CONFIRM_REOPEN else {}
    return attempt.codes.get("person_agrees") is True or asked.get("person_agrees") is True


def is_anything_released(row: Referral) -> bool:
    """Whether they may still have something: until they have answered that all of it is erased."""
    return row.holder_answer != ERASED


def _suggested(codes: Codes) -> Recipient | None:
    """The agency that a move suggests, as the person's conditions see it; None for one that is not known here."""
    try:
        found = agency(UUID(str(codes.get("agency"))))
    except (ValueError, NotFound):
        return None
    return Recipient(found.sector, found.country)


def _place_worker(row: Referral, worker: UUID) -> UUID:
    """Acceptance narrows: the team's rows end, the named worker holds."""
    if row.case_id is not None:
        doors.place(row.case_id, worker)
    return worker


@transaction.atomic
def withdraw(*, referral: UUID, reason: Withdrawal, channel: Channel, by: Member, at: datetime) -> Referral:
    """Take a referral back, by any member of either side, by reference, in every state. Never refused for a
    missing consent, an open task or a missing grant.

    At the sender what waits is voided and the withdrawal overtakes; at the receiver access ends at once.
    """
    row = Referral.objects.filter(id=referral).first()
    if row is None:
        raise NotFound(_("There is no such referral for you."))
    if row.case_id is not None:
        doors.hold_still(row.case_id)
    row = locked(referral)
    history = ledger.history(row)
    attempt = Attempt(Event.WITHDRAW, Side(row.side), Actor.MEMBER, at, {"reason": reason.value})
    require(may_withdraw(history.position, attempt))
    if row.side == Side.SENDER and row.case_id is not None and row.consent_id is not None:
        consent_actions.take_back(
            consent=ConsentId(row.consent_id), case=row.case_id, team=row.team_id, referral=row.shared,
            sections=[], channel=channel, by=by, at=at, by_person=reason in takebacks.PERSONS_WORD,
        )  # fmt: skip
    if row.state == State.DRAFT:
        return _consent_step_open_again(row, by, at)
    made = Move(
        ReferralId(row.shared), history.head, Event.WITHDRAW, Side(row.side), Actor.MEMBER, at, attempt.codes
    )
    turned = ledger.add(row, [made], role=by.profession, on=history)
    effects.settle(row, turned, at=at, by=by)
    heard = channel if row.side == Side.RECEIVER else None
    row.holder_answer = ""  # what was answered about a part says nothing of the whole
    row.flags = sorted({*row.flags} - {Beside.TAKEN_BACK_BEFORE.value})
    row.save(update_fields=["holder_answer", "flags"])
    takebacks.tell(row, takebacks.whole(row, by.profession, heard), at=at)
    if row.side == Side.RECEIVER and row.case_id is not None:
        effects.answer_erased(row, [], at)
    record(
        "referral:withdraw",
        by=as_actor(by),
        at=at,
        case=row.case_id,
        referral=row.shared,
        detail={"reason": reason.value},
    )
    return row


def _consent_step_open_again(row: Referral, by: Member, at: datetime) -> Referral:
    row.consent_id, row.consent_version, row.consent, row.at_once, row.held_back = None, None, {}, [], []
    row.preview_seen, row.has_guardian = False, False
    forget_of_a_talk(row)
    row.save(
        update_fields=[
            "consent_id",
            "consent_version",
            "consent",
            "at_once",
            "held_back",
            "preview_seen",
            "has_guardian",
            "transfer_ground",
            "transfer_number",
        ]
    )
    record("referral:withdraw", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)
    return row


@transaction.atomic
def note_reading(*, referral: Referral, sections: list[Section], by: Member, at: datetime) -> None:
    """Tell the sender that a role here has read these sections, for the first time on this day."""
    if referral.side != Side.RECEIVER or referral.offer_message is None:
        return
    offer = taken_in(MessageId(referral.offer_message))
    if offer is None:
        return
    new = sections
    receipt = _receipt(referral, offer, ReceiptStep.OPENED, at)
    for section in new:
        kept = {**receipt, "role": by.profession, "section": section.value}
        _keep(kept, referral, offer, ReceiptStep.OPENED, at)
    body = {
        "referral": str(referral.shared),
        "receipts": [receipt],
        "sections": [s.value for s in new],
        "role": by.profession,
    }
    parcel = Parcel(
        type=OPENED, body=body, lane=Lane.RECEIPTS, case=referral.case_id, referral=referral.shared
    )
    post(effects.road(referral), parcel, at=at)


@transaction.atomic
def note_yielded(*, referral: UUID, by: Member, at: datetime) -> None:
    """A member has seen which of this side's steps did not count."""
    row = locked(referral)
    row.moves.filter(told=False).update(told=True)
    row.flags = sorted({*row.flags} - {Beside.YIELDED.value})
    row.save(update_fields=["flags"])
    record("referral:yielded_seen", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)


def locked(referral: UUID) -> Referral:
    """The row, locked until the end of the transaction, its case before it. Raises NotFound."""
    # A decline ends grants and so needs the case; a withdrawal at the same time has it already.
    row = ledger.locked("id = %s", [referral])
    if row is None:
        raise NotFound(_("There is no such referral for you."))
    return row


def _decided(row: Referral, at: datetime) -> list[dict[str, object]]:
    offer = taken_in(MessageId(row.offer_message)) if row.offer_message else None
    if offer is None:
        return []
    receipt = _receipt(row, offer, ReceiptStep.DECIDED, at)
    _keep(receipt, row, offer, ReceiptStep.DECIDED, at)
    return [receipt]


def _receipt(row: Referral, offer: Incoming, step: ReceiptStep, at: datetime) -> dict[str, object]:
    return make_receipt(
        step=step,
        message=MessageId(offer.message_id),
        object_hash=offer.object_hash,
        issuer=ring().node,
        agency=AgencyId(row.agency_id),
        at=at,
        signer=ring().receipt_key,
    )


def _keep(
    receipt: dict[str, object], row: Referral, offer: Incoming, step: ReceiptStep, at: datetime
) -> None:
    keep_receipt(
        receipt,
        message=MessageId(offer.message_id),
        referral=row.shared,
        agency=AgencyId(row.agency_id),
        peer=NodeId(row.peer),
        step=step,
        at=at,
    )
