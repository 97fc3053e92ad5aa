"""What of conferences the acting member may open: over there the items that came, here what was said to one's own."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, TextField
from django.db.models.expressions import RawSQL

from safeconduct.access.queries import decide, held, open_to
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Entry, record_all
from safeconduct.cases import vault
from safeconduct.cases.conferences.elsewhere import Answer, Asked
from safeconduct.cases.contents import Content
from safeconduct.cases.seen import in_full
from safeconduct.referrals.conferring.codes import ANSWERS, Step
from safeconduct.referrals.conferring.models import SharedEntry, SharedItem
from safeconduct.referrals.conferring.rules import Standing, may_confer, sees_answers
from safeconduct.referrals.conferring.sharing import bond
from safeconduct.referrals.envelope import extract
from safeconduct.referrals.models import Referral, Text
from safeconduct.referrals.texts import TABLE
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.sections import Section

_STANDING = "SELECT item_id, has_mine FROM referrals.shared_items() WHERE referral_id = %s"
_OTHER = """(SELECT json_build_array(a.name, a.country, a.sector)::text FROM agencies.agency a
              WHERE a.id = referral.other_agency_id)"""
_TROUBLE = (
    "(SELECT o.answer FROM exchange.outgoing o WHERE o.id = shared_item.message AND o.state = 'refused')"
)


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


def standing_of(row: Referral, item: SharedItem, *, own: Agency, other: Agency, at: datetime) -> Standing:
    """How an item that came stands for the acting member."""
    is_live = bool(may_confer(bond(row, own, other, at)))
    return _standing(item, has_answered=_answered(row).get(item.pk, False), is_live=is_live, at=at)


def there(row: Referral, other: Agency, *, by: Member, at: datetime) -> list[There]:
    """The items that came by a referral and that the member may open, the oldest first; a recorded reading."""
    open_words = Text.objects.filter(open_to(by), referral=row)
    rows = SharedItem.objects.filter(referral=row, text__in=open_words).select_related("text")
    found = list(rows.order_by("until", "pk"))
    if not found or row.case_id is None:
        return []
    entries = _entries(found, by)
    words = vault.opened_at(TABLE, [*(item.text for item in found), *(e.text for e in entries if e.text)])
    answered, is_live = _answered(row), bool(may_confer(bond(row, by.agency, other, at)))
    items = [
        _there(
            item, words, entries, by,
            _standing(item, has_answered=answered.get(item.pk, False), is_live=is_live, at=at),
        )
        for item in found
        if item.pk in words
    ]  # fmt: skip
    _record(row, items, by=by, at=at)
    return items


def asked(items: Iterable[UUID], by: Member, at: datetime) -> Mapping[UUID, list[Asked]]:
    """Who was given these items of an own conference, and what they say: as far as it is told to the member."""
    found = list(
        SharedItem.objects.filter(local__in=list(items))
        .select_related("referral")
        .annotate(other=_said(_OTHER), trouble=_said(_TROUBLE))
        .order_by("referral__reference", "pk")
    )
    if not found:
        return {}
    entries = [entry for entry in _entries(found, by) if entry.kind in ANSWERS]
    words = vault.opened_at(TABLE, [entry.text for entry in entries if entry.text])
    lines: dict[UUID, list[Asked]] = {}
    for item in found:
        assert item.local is not None  # noqa: S101  (it was looked for by it)
        said = [entry for entry in entries if entry.item_id == item.pk]
        lines.setdefault(item.local, []).append(_asked(item, said, words, by, at))
    return lines


def _said(statement: str) -> RawSQL:
    return RawSQL(statement, [], output_field=TextField())  # noqa: S611 - fixed


def _entries(items: Sequence[SharedItem], by: Member) -> list[SharedEntry]:
    """What was said to these, as far as the rows show it and the policy lets its words be opened."""
    rows = SharedEntry.objects.filter(Q(text=None) | Q(open_to(by)), item__in=items).select_related("text")
    return list(rows.order_by("at", "id"))


def _asked(
    item: Any, entries: list[SharedEntry], words: Mapping[UUID, Content], by: Member, at: datetime
) -> Asked:
    name, country, sector = json.loads(item.other)
    other, row = Agency(name=name, country=country, sector=sector), item.referral
    return Asked(
        reference=row.reference,
        agency=in_full(other),
        answers=[
            Answer(Profession(line.role), line.text, line.language, line.at)
            for line in _lines(entries, words, by)
        ],
        is_live=bool(may_confer(bond(row, by.agency, other, at)))
        and Section(item.section) in extract(row.consent).sections,
        is_told=item.decided_at is not None,
        trouble=item.trouble or "",
    )


def _lines(entries: Iterable[SharedEntry], words: Mapping[UUID, Content], by: Member) -> list[Line]:
    """These in words; one whose key is gone is not there."""
    return [
        Line(
            Step(e.kind), e.role, words[e.text.id]["text"] if e.text else "", e.text.language if e.text else "", e.at,
            e.author_id == by.id,
        )
        for e in entries
        if e.text is None or e.text.id in words
    ]  # fmt: skip


def _answered(row: Referral) -> dict[UUID, bool]:
    """The items of a referral that are the member's to see, and whether the member's profession has answered each."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [row.id])
        return dict(cursor.fetchall())


def _standing(item: SharedItem, *, has_answered: bool, is_live: bool, at: datetime) -> Standing:
    return Standing(
        is_live=is_live,
        is_over=item.until <= at,
        is_decided=item.decided_at is not None,
        has_answered=has_answered,
    )


def _there(
    item: SharedItem,
    words: Mapping[UUID, Content],
    entries: list[SharedEntry],
    by: Member,
    standing: Standing,
) -> There:
    said = [
        e
        for e in entries
        if e.item_id == item.pk and (e.kind not in ANSWERS or e.author_id == by.id or sees_answers(standing))
    ]
    return There(
        item.shared, item.conference, Section(item.section), words[item.pk]["text"], item.text.language, item.until,
        item.meets_at, item.came, _lines(said, words, by), standing,
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
