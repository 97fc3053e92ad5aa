"""What is shared while a referral is under way: a later version of a section goes too, or sections are taken back."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from safeconduct.access import doors
from safeconduct.access.queries import disclosures
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.queries import Reading, read_sections
from safeconduct.consent import actions as consent_actions
from safeconduct.consent.rules import Channel
from safeconduct.exchange import held
from safeconduct.exchange.models import Outgoing
from safeconduct.exchange.outbox import Parcel, post, void_waiting
from safeconduct.exchange.wire import ConsentRef
from safeconduct.referrals import actions, effects, envelope, ledger, takebacks
from safeconduct.referrals.codes import Answered
from safeconduct.referrals.drafting import part
from safeconduct.referrals.history import Move
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Actor, Event, Side, State
from safeconduct.vocabulary.codes import Withdrawal
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import ConsentId, ReferralId
from safeconduct.vocabulary.sections import Section

UPDATED = "safeconduct.referral.updated.v1"

ONLY_THE_SENDER = Reason(
    "only_the_sender_narrows",
    _("Single sections are taken back where the consent was given."),
    _("You can take the whole referral back here; it works at once."),
)


def under_way(case: UUID) -> list[Referral]:
    """The referrals of a case that are under way and whose consent lets later versions go too."""
    rows = Referral.objects.filter(case_id=case, side=Side.SENDER).exclude(state__in=[State.DRAFT, *ENDED])
    return [row for row in rows.order_by("created_at") if envelope.extract(row.consent).follow_changes]


def told_on(case: UUID) -> Counter[Section]:
    """How many would be told of a new version, by section."""
    return Counter(Section(name) for row in under_way(case) for name in [*row.at_once, *row.held_back])


@transaction.atomic
def tell_change(*, case: UUID, section: Section, by: Member, at: datetime) -> int:
    """Tell the new version of a section to everybody who may have it; how many were told.

    To whom it was sent already it goes now; where it still waits for acceptance, what is held back is sealed
    anew. Nobody is told whose consent does not say that changes go too, or has ended.
    """
    doors.hold_still(case)
    live = {(found.team, found.section) for found in disclosures(case)}
    told = 0
    for found in under_way(case):
        row = actions.locked(found.id)
        if section.value not in [*row.at_once, *row.held_back]:
            continue
        if (row.team_id, section) not in live or State(row.state) in ENDED:
            continue
        _tell_one(row, section, by=by, at=at)
        told += 1
    return told


def _tell_one(row: Referral, section: Section, *, by: Member, at: datetime) -> None:
    assert row.case_id is not None  # noqa: S101  (a sender's referral has its case)
    waiting = held.sections_held(row.shared)
    if section in waiting:
        readings = read_sections(row.case_id, waiting, by=by, at=at)
        parts = {name: part(reading) for name, reading in readings.items()}
        held.hold(
            effects.road(row), case=row.case_id, referral=row.shared, consent=_ref(row), sections=parts, at=at
        )
    else:
        readings = read_sections(row.case_id, [section], by=by, at=at)
        _post_update(row, readings, by=by, at=at)
    record("section:told", by=as_actor(by), at=at, case=row.case_id, section=section, referral=row.shared)


def _post_update(row: Referral, readings: dict[Section, Reading], *, by: Member, at: datetime) -> None:
    body = {
        "referral": str(row.shared),
        "role": by.profession,
        "sections": {section.value: part(reading) for section, reading in readings.items()},
    }
    parcel = Parcel(
        type=UPDATED,
        body=body,
        case=row.case_id,
        referral=row.shared,
        sections=list(readings),
        consent=_ref(row),
        until=envelope.extract(row.consent).until,
    )
    post(effects.road(row), parcel, at=at)


@transaction.atomic
def take_back_sections(
    *, referral: UUID, sections: list[Section], channel: Channel, by: Member, at: datetime
) -> Referral:
    """Take single sections back, on the side where the consent was given. It overtakes, as a withdrawal does.

    Where it would leave nothing to answer (the needs go, or nothing remains), or the offer itself has not left
    yet, the whole referral is taken back: nothing that was refused may still be on its way.
    """
    row = Referral.objects.filter(id=referral).first()
    if row is not None and row.case_id is not None:
        doors.hold_still(row.case_id)
    row = actions.locked(referral)
    if row.side != Side.SENDER:
        raise NotPossible(ONLY_THE_SENDER)
    shared = {Section(name) for name in [*row.at_once, *row.held_back]}
    gone = [section for section in sections if section in shared]
    if not gone:
        return row
    if row.state == State.DRAFT or _is_nothing_left(row, shared - set(gone), gone):
        reason = Withdrawal.CONSENT_WITHDRAWN
        return actions.withdraw(referral=referral, reason=reason, channel=channel, by=by, at=at)
    _narrow(row, gone, channel, by=by, at=at)
    return row


def _is_nothing_left(row: Referral, left: set[Section], gone: list[Section]) -> bool:
    is_offer_waiting = (
        row.offer_message is not None
        and Outgoing.objects.filter(
            id=row.offer_message,
            state=Outgoing.WAITING,
            sections__overlap=[section.value for section in gone],
        ).exists()
    )
    return is_offer_waiting or Section.NEEDS not in left


def _narrow(row: Referral, gone: list[Section], channel: Channel, *, by: Member, at: datetime) -> None:
    assert row.case_id is not None  # noqa: S101  (a sender's referral has its case)
    assert row.consent_id is not None  # noqa: S101  (it was sent on one)
    consent_actions.take_back(
        consent=ConsentId(row.consent_id), case=row.case_id, team=row.team_id, referral=row.shared,
        sections=gone, channel=channel, by=by, at=at,
    )  # fmt: skip
    void_waiting(referral=row.shared, sections=gone, at=at)
    _hold_back_less(row, gone)
    shrink(row, gone)
    _close_question(row, gone, by=by, at=at)
    names = [section.value for section in gone]
    takebacks.tell(row, takebacks.single(row, by.profession, names), at=at)


def _hold_back_less(row: Referral, gone: list[Section]) -> None:
    """What waits for acceptance was sealed as one; with a part of it refused, all of it is void.

    The lead confirms anew what they will learn: the flag says so on the page.
    """
    if set(held.sections_held(row.shared)) & set(gone):
        held.void(referral=row.shared)
        row.flags = sorted({*row.flags, "confirm_what_they_will_learn"})
        row.save(update_fields=["flags"])


def shrink(row: Referral, gone: list[Section]) -> None:
    """The envelope says no longer that these sections are shared."""
    names = {section.value for section in gone}
    row.at_once = [name for name in row.at_once if name not in names]
    row.held_back = [name for name in row.held_back if name not in names]
    row.consent = {**row.consent, "sections": [name for name in row.consent["sections"] if name not in names]}
    row.taken_back = sorted({*row.taken_back, *names})
    row.save(update_fields=["at_once", "held_back", "taken_back", "consent"])


def _close_question(row: Referral, gone: list[Section], *, by: Member, at: datetime) -> None:
    """An open question about a section that is no longer shared is closed by the end of the consent."""
    history = ledger.history(row)
    if history.state is not State.INFO_REQUESTED:
        return
    asked = next((move for move in reversed(history.standing) if move.event is Event.ASK), None)
    if asked is None or asked.codes.get("section") not in {section.value for section in gone}:
        return
    codes = {"answer": Answered.NO_LONGER_SHARED.value}
    made = Move(ReferralId(row.shared), history.head, Event.ANSWER, Side.SENDER, Actor.CONSENT, at, codes)
    ledger.add(row, [made], role=by.profession)


def _ref(row: Referral) -> ConsentRef:
    terms = envelope.extract(row.consent)
    return ConsentRef(ConsentId(terms.id), terms.version, row.purpose)
