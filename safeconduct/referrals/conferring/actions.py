"""Asking another agency, answering, and telling on what was decided: here, and in the same transaction over there."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import agency, as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.conferences.queries import Found, Item, one
from safeconduct.exchange.outbox import Parcel, can_seal, post
from safeconduct.referrals import actions, effects, envelope, texts
from safeconduct.referrals.conferring.codes import Step
from safeconduct.referrals.conferring.message import CONFERRED, WORDS, Said
from safeconduct.referrals.conferring.models import SharedEntry, SharedItem
from safeconduct.referrals.conferring.queries import standing_of
from safeconduct.referrals.conferring.rules import NOT_OF_THEIRS, may_answer, may_confer
from safeconduct.referrals.conferring.sharing import bond, known_to, offer
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.stopped import may_go
from safeconduct.referrals.texts import Words, may_tell
from safeconduct.referrals.transfers.guarding import crosses
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.sections import Section


@transaction.atomic
def invite(conference: UUID, referral: UUID, *, language: str, by: Member, at: datetime) -> int:
    """Give the other agency of a referral each item that its consent covers; how many are new to it.

    `language` is the one in which the items are written. Raises NotFound, NotPossible with the rule's reason.
    """
    found = one(conference, by=by, at=at)
    row = actions.locked(referral)
    if row.case_id != found.case or row.side != Side.SENDER:
        raise NotFound(_("There is no such referral for you."))
    known = known_to([row]).get(row.id, set())
    asked = offer(row, found, agency(row.other_agency_id), known, by=by, at=at)
    require(asked.decision)
    name = _name_of(row, found)
    for item in asked.new:
        _share(row, found, item, name, language, by, at)
    return len(asked.new)


@transaction.atomic
def answer(referral: UUID, item: UUID, text: str, language: str, *, by: Member, at: datetime) -> None:
    """What the member's profession proposes to an item; without a text, that it takes no part. Raises NotPossible."""
    row = actions.locked(referral)
    known = SharedItem.objects.filter(referral=row, shared=item).first()
    if known is None or row.case_id is None or row.side != Side.RECEIVER:
        raise NotPossible(NOT_OF_THEIRS)
    other = agency(row.other_agency_id)
    require(may_answer(standing_of(row, known, own=by.agency, other=other, at=at)))
    step, section = Step.PROPOSED if text else Step.NO_PART, Section(known.section)
    if not decide(by, held(row.case_id), section, Action.OPEN).decision:
        raise NotPossible(NOT_OF_THEIRS)
    words = Words(WORDS[step], section, language, text) if text else None
    kept = None
    if words:
        require(may_tell(words, Side(row.side), envelope.extract(row.consent)))
        require(crosses(row, by.agency, other))
        kept = texts.keep_own(row, words, role=by.profession, at=at)
    SharedEntry(
        item=known, referral=row, agency_id=row.agency_id, text_id=kept, kind=step.value, role=by.profession,
        author_id=by.id, at=at,
    ).save(force_insert=True)  # fmt: skip
    _tell(row, Said(step=step, conference=known.conference, item=known.shared), words, section, by, at)


def decided(item: UUID, words: str, by: Member, at: datetime) -> None:
    """Tell a decision to every agency that has the item and may still hear of it; the page says who was not told."""
    for known in _known([item]):
        if known.decided_at is None and _tell_words(known, Step.DECIDED, words, by, at):
            SharedItem.objects.filter(pk=known.pk).update(decided_at=at)


def minuted(item: UUID, words: str, by: Member, at: datetime) -> None:
    """The same with minutes."""
    for known in _known([item]):
        _tell_words(known, Step.MINUTED, words, by, at)


def met(
    items: Iterable[UUID], meets_at: datetime, came: AbstractSet[str] | None, by: Member, at: datetime
) -> None:
    """Tell when one meets, and whether they were there: once a referral, about the whole conference."""
    seen: set[UUID] = set()
    for known in _known(items):
        row = known.referral
        was_there = None if came is None else row.reference in came
        SharedItem.objects.filter(pk=known.pk).update(meets_at=meets_at, came=was_there)
        if known.conference not in seen and _may_tell(row, by, at):
            said = Said(step=Step.MET, conference=known.conference, meets_at=meets_at, came=was_there)
            _tell(row, said, None, None, by, at)
        seen.add(known.conference)


def _known(items: Iterable[UUID]) -> list[SharedItem]:
    """What went out of these items, each with its referral locked, in one order everywhere."""
    found = (
        SharedItem.objects.filter(local__in=list(items)).select_related("text").order_by("referral_id", "pk")
    )
    rows = list(found)
    locked = {
        referral: actions.locked(referral) for referral in dict.fromkeys(row.referral_id for row in rows)
    }
    for row in rows:
        row.referral = locked[row.referral_id]
    return rows


def _name_of(row: Referral, found: Found) -> UUID:
    """What the two sides call the conference: one name for each referral, so that nobody can lay two together."""
    mine = [item.id for item in found.items]
    known = (
        SharedItem.objects.filter(referral=row, local__in=mine).values_list("conference", flat=True).first()
    )
    return known or uuid4()


def _share(
    row: Referral, found: Found, item: Item, conference: UUID, language: str, by: Member, at: datetime
) -> None:
    words = Words(WORDS[Step.ASKED], item.section, language, item.text)
    require(may_go(row))
    require(may_tell(words, Side(row.side), envelope.extract(row.consent)))
    made = SharedItem(
        text_id=texts.keep_own(row, words, role=by.profession, at=at), referral=row, agency_id=row.agency_id,
        section=item.section, shared=uuid4(), conference=conference, local=item.id, until=found.ends_at,
        meets_at=found.meets_at,
    )  # fmt: skip
    said = Said(
        step=Step.ASKED, conference=conference, item=made.shared, until=found.ends_at, meets_at=found.meets_at
    )
    made.message = _tell(row, said, words, item.section, by, at)
    made.save(force_insert=True)


def _tell_words(known: SharedItem, step: Step, text: str, by: Member, at: datetime) -> bool:
    """Whether the words went; nothing stops here because they cannot be told there."""
    row, section = known.referral, Section(known.section)
    words = Words(WORDS[step], section, known.text.language, text)
    if not _may_tell(row, by, at) or not may_tell(words, Side(row.side), envelope.extract(row.consent)):
        return False
    _tell(row, Said(step=step, conference=known.conference, item=known.shared), words, section, by, at)
    return True


def _may_tell(row: Referral, by: Member, at: datetime) -> bool:
    other = agency(row.other_agency_id)
    may = may_confer(bond(row, by.agency, other, at))
    may_leave = bool(may_go(row)) and bool(crosses(row, by.agency, other))
    return bool(may) and may_leave and can_seal(effects.road(row))


def _tell(
    row: Referral, said: Said, words: Words | None, section: Section | None, by: Member, at: datetime
) -> UUID:
    parcel = Parcel(
        type=CONFERRED,
        body={
            "referral": str(row.shared),
            "role": by.profession,
            "conference": said.members(),
            "texts": [words.members()] if words else [],
        },
        case=row.case_id,
        referral=row.shared,
        sections=[section] if words and section else [],
    )
    message = post(effects.road(row), parcel, at=at)
    assert row.case_id is not None  # noqa: S101  (both sides have a case while they confer)
    answer = decide(by, held(row.case_id), section, Action.OPEN) if section else None
    record(
        f"conference:{said.step}", by=as_actor(by), at=at, case=row.case_id, referral=row.shared,
        section=section or "", purpose=row.purpose, policy=answer.policy if answer else None,
        detail=said.detail(),
    )  # fmt: skip
    return message
