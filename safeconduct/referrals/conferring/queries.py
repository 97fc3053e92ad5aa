"""What of conferences the acting member may open: over there the items that came, here what was said to one's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import agencies, as_actor
from safeconduct.agencies.queries import agency as agency_of
from safeconduct.audit.actions import Entry, record_all
from safeconduct.cases.conferences.elsewhere import Answer, Asked
from safeconduct.cases.seen import in_full
from safeconduct.exchange.models import Outgoing
from safeconduct.referrals import texts
from safeconduct.referrals.conferring.codes import ANSWERS, Step
from safeconduct.referrals.conferring.models import SharedEntry, SharedItem
from safeconduct.referrals.conferring.rules import Standing, may_confer, sees_answers
from safeconduct.referrals.conferring.sharing import bond
from safeconduct.referrals.envelope import extract
from safeconduct.referrals.models import Referral
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.sections import Section

_STANDING = "SELECT item_id, is_open, has_mine, is_told FROM referrals.shared_items() WHERE referral_id = %s"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said to an item, opened; no words where a profession takes no part."""

    kind: Step
    role: str
    text: str
    language: str
    at: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True)
class There:
    """An item that came from another agency, opened."""

    shared: UUID
    conference: UUID
    section: Section
    text: str
    language: str
    until: datetime
    meets_at: datetime | None
    came: bool | None
    lines: list[Line]
    standing: Standing

    def of(self, *kinds: Step) -> list[Line]:
        """The lines of these kinds, the oldest first."""
        return [line for line in self.lines if line.kind in kinds]


def standing_of(row: Referral, item: SharedItem, *, own: Agency, at: datetime) -> Standing:
    """How an item that came stands for the acting member."""
    return _standing(item, _answered(row).get(item.pk, False), is_live=_is_live(row, own, at), at=at)


def there(row: Referral, *, by: Member, at: datetime) -> list[There]:
    """The items that came by a referral and that the member may open, the oldest first; a recorded reading."""
    found = list(SharedItem.objects.filter(referral=row).order_by("until", "pk"))
    if not found or row.case_id is None:
        return []
    answered, is_live = _answered(row), _is_live(row, by.agency, at)
    entries = list(SharedEntry.objects.filter(referral=row).order_by("at", "id"))
    words = texts.opened([*(i.pk for i in found), *(e.text_id for e in entries if e.text_id)], by=by)
    items = [
        _there(
            item, words, entries, _standing(item, answered.get(item.pk, False), is_live=is_live, at=at), by
        )
        for item in found
        if item.pk in words
    ]
    _record(row, items, by=by, at=at)
    return items


def asked(items: Iterable[UUID], by: Member, at: datetime) -> Mapping[UUID, list[Asked]]:
    """Who was given these items of an own conference, and what they say: as far as it is told to the member."""
    found = list(
        SharedItem.objects.filter(local__in=list(items))
        .select_related("referral")
        .order_by("referral__reference")
    )
    if not found:
        return {}
    entries = list(SharedEntry.objects.filter(item__in=found, kind__in=ANSWERS).order_by("at", "id"))
    words = texts.opened([e.text_id for e in entries if e.text_id], by=by)
    others = agencies({item.referral.other_agency_id for item in found})
    refused = dict(
        Outgoing.objects.filter(id__in=[i.message for i in found], state=Outgoing.REFUSED).values_list(
            "id", "answer"
        )
    )
    lines: dict[UUID, list[Asked]] = {}
    for item in found:
        assert item.local is not None  # noqa: S101  (it was looked for by it)
        other = others[item.referral.other_agency_id]
        lines.setdefault(item.local, []).append(
            Asked(
                reference=item.referral.reference,
                agency=in_full(other),
                answers=[
                    Answer(
                        Profession(e.role),
                        words[e.text_id].text if e.text_id else "",
                        _spoken(words, e),
                        e.at,
                    )
                    for e in entries
                    if e.item_id == item.pk and (e.text_id is None or e.text_id in words)
                ],
                is_live=bool(may_confer(bond(item.referral, by.agency, other, at)))
                and Section(item.section) in extract(item.referral.consent).sections,
                is_told=item.decided_at is not None,
                trouble=refused.get(item.message, "") if item.message else "",
            )
        )
    return lines


def _spoken(words: Mapping[UUID, texts.Reading], entry: SharedEntry) -> str:
    return words[entry.text_id].language if entry.text_id else ""


def _answered(row: Referral) -> dict[UUID, bool]:
    """The items of a referral that are the member's to see, and whether the member's profession has answered each."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [row.id])
        return {item: has_mine for item, _is_open, has_mine, _is_told in cursor.fetchall()}


def _is_live(row: Referral, own: Agency, at: datetime) -> bool:
    return bool(may_confer(bond(row, own, agency_of(row.other_agency_id), at)))


def _standing(item: SharedItem, has_answered: bool, *, is_live: bool, at: datetime) -> Standing:
    return Standing(
        is_live=is_live,
        is_over=item.until <= at,
        is_decided=item.decided_at is not None,
        has_answered=has_answered,
    )


def _there(
    item: SharedItem, words: Mapping[UUID, texts.Reading], entries: list[Any], standing: Standing, by: Member
) -> There:
    said = [e for e in entries if e.item_id == item.pk and (e.text_id is None or e.text_id in words)]
    return There(
        item.shared, item.conference, Section(item.section), words[item.pk].text, words[item.pk].language, item.until,
        item.meets_at, item.came,
        [
            Line(
                Step(e.kind), e.role, words[e.text_id].text if e.text_id else "", _spoken(words, e), e.at,
                e.author_id == by.id,
            )
            for e in said
            if e.kind not in ANSWERS or e.author_id == by.id or sees_answers(standing)
        ],
        standing,
    )  # fmt: skip


def _record(row: Referral, items: list[There], *, by: Member, at: datetime) -> None:
    """One reading for each section that was opened here."""
    assert row.case_id is not None  # noqa: S101  (whoever calls has looked)
    grants = held(row.case_id)
    seen: dict[Section, list[str]] = {}
    for item in items:
        seen.setdefault(item.section, []).append(str(item.shared))
    answers = {section: decide(by, grants, section, Action.OPEN) for section in seen}
    record_all(
        [
            Entry(
                "section:read", row.case_id, section, answers[section].purpose, answers[section].policy,
                {"conference": named},
            )
            for section, named in seen.items()
        ],
        by=as_actor(by), at=at,
    )  # fmt: skip
