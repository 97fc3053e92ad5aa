"""Single sections are taken back while the rest goes on: what has left is told, what has not left goes without them.

It overtakes, as a withdrawal does. Nothing that was refused is still on its way afterwards: a waiting offer and what
is held back are sealed anew without it, by a member who may read the rest.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.queries import Reading, read_sections
from safeconduct.consent import actions as consent_actions
from safeconduct.consent.rules import Channel
from safeconduct.exchange import held
from safeconduct.exchange.outbox import can_seal, post, replace_waiting, void_waiting, waits, was_voided
from safeconduct.referrals import actions, drafting, effects, envelope, ledger, takebacks
from safeconduct.referrals.carried import part
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.codes import Answered
from safeconduct.referrals.history import Move
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Actor, Event, Side, State
from safeconduct.referrals.transfers.guarding import require_crossing
from safeconduct.vocabulary.codes import Withdrawal
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import ConsentId, ReferralId
from safeconduct.vocabulary.sections import Section

type Sections = list[Section]

FLAG = {Beside.TO_CONFIRM.value}
CONFIRMED = FLAG | {Beside.STOPPED.value}
"""What goes from beside the state when somebody has confirmed, or looked."""

ONLY_THE_SENDER = Reason(
    "only_the_sender_narrows",
    _("Single sections are taken back where the consent was given."),
    _("You can take the whole referral back here; it works at once."),
)
NOT_YOURS_TO_CONFIRM = Reason(
    "not_yours_to_confirm",
    _("You may not read all of what would go to them, so you cannot confirm it."),
    _("Ask the case lead."),
)


@transaction.atomic
def take_back_sections(
    *,
    referral: UUID,
    sections: Sections,
    channel: Channel,
    by: Member,
    at: datetime,
    why: Withdrawal = Withdrawal.CONSENT_WITHDRAWN,
) -> Referral:
    """Take single sections back, on the side where the consent was given. Never refused to the sender.

    Where it would leave nothing to answer, or an offer that has not left cannot be made anew by this member, the
    whole referral is taken back.
    """
    row = actions.locked(referral)
    if row.side != Side.SENDER:
        raise NotPossible(ONLY_THE_SENDER)
    gone = [section for section in sections if section.value in [*row.at_once, *row.held_back]]
    if not gone:
        return row
    offer = _offer_without(row, gone, by=by, at=at)
    if row.state == State.DRAFT or Section.NEEDS in gone or offer is None:
        return actions.withdraw(referral=referral, reason=why, channel=channel, by=by, at=at)
    _narrow(row, gone, offer, channel, by=by, at=at, by_person=why in takebacks.PERSONS_WORD)
    return row


@transaction.atomic
def confirm_what_they_will_learn(*, referral: UUID, by: Member, at: datetime) -> None:
    """Seal anew what they may have, and send it where it is time: after a part of it was taken back, or a restore.

    On the receiving side, which gave nothing to learn, it says that somebody has looked what to tell again. Raises
    NotPossible for a member who may not read all of it.
    """
    row = actions.locked(referral)
    if not CONFIRMED & set(row.flags) or State(row.state) in ENDED:
        return
    if row.side == Side.SENDER:
        _give_anew(row, by=by, at=at)
    row.flags = sorted({*row.flags} - CONFIRMED)
    row.save(update_fields=["flags"])
    record("referral:confirmed_anew", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)


def to_learn(row: Referral) -> Sections:
    """What leaves for them when a member confirms it."""
    if not FLAG & set(row.flags) or row.side != Side.SENDER:
        return []
    names = [*(row.at_once if _lost_its_offer(row) else []), *row.held_back]
    return [Section(name) for name in names]


def _lost_its_offer(row: Referral) -> bool:
    """Whether the offer was stopped before it left, and nobody has answered it."""
    if row.state != State.SENT or row.offer_message is None or Beside.STOPPED not in row.flags:
        return False
    return was_voided(row.offer_message)


def _give_anew(row: Referral, *, by: Member, at: datetime) -> None:
    if effects.is_by_hand(row):
        return  # nothing waits sealed: what may be said is asked again each time
    require_crossing(row)
    if _lost_its_offer(row):
        assert row.case_id is not None  # noqa: S101  (a sender's referral has its case)
        at_once = [Section(name) for name in row.at_once]
        found = read_sections(row.case_id, at_once, by=by, at=at)
        if len(found) < len(at_once):
            raise NotPossible(NOT_YOURS_TO_CONFIRM)
        parts = {section: part(reading) for section, reading in found.items()}
        parcel = drafting.offer(row, parts, role=by.profession, history=ledger.history(row))
        row.offer_message = post(effects.road(row), parcel, at=at)
        row.save(update_fields=["offer_message"])
    left = [Section(name) for name in row.held_back]
    if FLAG & set(row.flags) and left and not _hold(row, left, by=by, at=at):
        raise NotPossible(NOT_YOURS_TO_CONFIRM)
    if any(move.event is Event.ACCEPT for move in ledger.history(row).standing):
        held.release(effects.road(row), referral=row.shared, until=envelope.extract(row.consent).until, at=at)


def _offer_without(
    row: Referral, gone: Sections, *, by: Member, at: datetime
) -> dict[Section, Reading] | None:
    """What a waiting offer carries without them; empty where it has left or carries none of them, None where this
    member cannot make it anew."""
    if row.offer_message is None or row.case_id is None or not waits(row.offer_message, carrying=gone):
        return {}
    left = [Section(name) for name in row.at_once if Section(name) not in gone]
    found = read_sections(row.case_id, left, by=by, at=at)
    return found if left and len(found) == len(left) and can_seal(effects.road(row)) else None


def _narrow(
    row: Referral,
    gone: Sections,
    offer: dict[Section, Reading],
    channel: Channel,
    *,
    by: Member,
    at: datetime,
    by_person: bool,
) -> None:
    assert row.case_id is not None  # noqa: S101  (a sender's referral has its case)
    assert row.consent_id is not None  # noqa: S101  (it was sent on one)
    consent_actions.take_back(
        consent=ConsentId(row.consent_id), case=row.case_id, team=row.team_id, referral=row.shared,
        sections=gone, channel=channel, by=by, at=at, by_person=by_person,
    )  # fmt: skip
    shrink(row, gone)
    if offer:
        _send_anew(row, offer, by=by, at=at)
    void_waiting(referral=row.shared, sections=gone, at=at)
    _hold_back_less(row, gone, by=by, at=at)
    _close_question(row, gone, by=by, at=at)
    names = [section.value for section in gone]
    takebacks.tell(row, takebacks.single(row, by.profession, names), at=at)


def _send_anew(row: Referral, offer: dict[Section, Reading], *, by: Member, at: datetime) -> None:
    """Under the number of the one that waits: if that one did leave, this one comes late and is refused, and what is
    told about the sections ends what it brought."""
    parts = {section: part(reading) for section, reading in offer.items()}
    parcel = drafting.offer(row, parts, role=by.profession, history=ledger.history(row))
    assert row.offer_message is not None  # noqa: S101  (the caller has looked)
    row.offer_message = replace_waiting(row.offer_message, parcel, at=at)
    row.save(update_fields=["offer_message"])


def _hold_back_less(row: Referral, gone: Sections, *, by: Member, at: datetime) -> None:
    """What waits for acceptance was sealed as one: with a part of it refused it is void, and sealed anew without that.

    Where this member may not read the rest, a flag asks somebody who may.
    """
    waiting = held.sections_held(row.shared)
    if not set(waiting) & set(gone):
        return
    held.void(referral=row.shared)
    left = [section for section in waiting if section not in gone]
    if left and not _hold(row, left, by=by, at=at):
        row.flags = sorted({*row.flags} | FLAG)
        row.save(update_fields=["flags"])


def _hold(row: Referral, sections: Sections, *, by: Member, at: datetime) -> bool:
    """Seal these to the recipient until they accept; False where this member may not read them all."""
    assert row.case_id is not None  # noqa: S101  (a sender's referral has its case)
    readings = read_sections(row.case_id, sections, by=by, at=at)
    if len(readings) < len(sections) or not can_seal(effects.road(row)):
        return False
    parts = {section: part(reading) for section, reading in readings.items()}
    effects.hold_back(row, parts, at=at)
    return True


def shrink(row: Referral, gone: Sections) -> None:
    """The envelope says no longer that these sections are shared."""
    names = {section.value for section in gone}
    row.at_once = [name for name in row.at_once if name not in names]
    row.held_back = [name for name in row.held_back if name not in names]
    row.consent = {**row.consent, "sections": [name for name in row.consent["sections"] if name not in names]}
    row.taken_back = sorted({*row.taken_back, *names})
    row.save(update_fields=["at_once", "held_back", "taken_back", "consent"])


def _close_question(row: Referral, gone: Sections, *, by: Member, at: datetime) -> None:
    """An open question about a section that is no longer shared is closed by the end of the consent."""
    history = ledger.history(row)
    if history.state is not State.INFO_REQUESTED:
        return
    asked = next((move for move in reversed(history.standing) if move.event is Event.ASK), None)
    if asked is None or asked.codes.get("section") not in {section.value for section in gone}:
        return
    codes = {"answer": Answered.NO_LONGER_SHARED.value}
    made = Move(ReferralId(row.shared), history.head, Event.ANSWER, Side.SENDER, Actor.CONSENT, at, codes)
    ledger.add(row, [made], role=by.profession, on=history)
