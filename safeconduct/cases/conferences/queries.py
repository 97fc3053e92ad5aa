"""The conferences of a case as far as the acting member may open them; each page that shows one is a recorded reading.

Promised: an item, and whatever was written to it, is in the answer only for whoever opens the section that it touches.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import TextField
from django.db.models.expressions import RawSQL
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from safeconduct.access.queries import Held, decide, held
from safeconduct.access.rules import Action, Basis
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Entry as Recorded
from safeconduct.audit.actions import record_all
from safeconduct.cases import vault
from safeconduct.cases.conferences.codes import EntryKind
from safeconduct.cases.conferences.elsewhere import Asked, elsewhere
from safeconduct.cases.conferences.models import Conference, ConferenceEntry, ConferenceItem
from safeconduct.cases.conferences.rules import Standing, sees_proposals
from safeconduct.cases.contents import Content
from safeconduct.cases.queries import case_in_hand
from safeconduct.cases.team.queries import Holder, team_of
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.sections import Section

SECTION = Section.PROFILE
"""The section that carries the question itself: everybody with a place in a case opens it."""
MOST = 50
NOTHING = _("There is no such conference for you.")
IN_THE_TEAM = frozenset({Basis.LEAD, Basis.PLACE})

CONFERENCES: vault.Place = ("cases.conference", "sealed")
ITEMS: vault.Place = ("cases.conference_item", "sealed")
ENTRIES: vault.Place = ("cases.conference_entry", "sealed")

STANDING = """
SELECT item_id, is_open, has_mine, has_wish, is_decided, edits, decides FROM access.conference_items()
 WHERE conference_id = %s
"""
NAME = "(SELECT m.name FROM agencies.member m WHERE m.id = author_id)"


@dataclass(frozen=True, slots=True)
class Written:
    """One entry of an item, opened. `name` is the colleague's: the team knows each other."""

    id: UUID
    kind: EntryKind
    content: Content
    author: UUID
    name: str
    role: Profession
    at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """One item, opened, with what was written to it as far as that is open."""

    id: UUID
    section: Section
    text: str
    added_by: UUID
    role: Profession
    added_at: datetime
    standing: Standing
    written: list[Written]
    missing: list[Holder]
    """Who opens the section and has no proposal here: true only where the member sees the proposals."""
    asked: list[Asked] = field(default_factory=list)
    """Other agencies that were given the item."""

    def of(self, kind: EntryKind) -> list[Written]:
        """The entries of one kind, the oldest first."""
        return [one for one in self.written if one.kind is kind]

    @property
    def is_anybody_missing(self) -> bool:
        """Whether a colleague or another agency has not answered; true only where the member sees the proposals."""
        return bool(self.missing) or any(one.is_missing for one in self.asked)

    def latest(self, kind: EntryKind) -> Written | None:
        """The newest of one kind: what counts."""
        return next(iter(reversed(self.of(kind))), None)


@dataclass(frozen=True, slots=True)
class Found:
    """A conference, opened."""

    id: UUID
    case: UUID
    content: Content
    opened_by: UUID
    opened_at: datetime
    ends_at: datetime
    meets_at: datetime | None
    leads: bool
    """Whether the acting member leads the case."""
    items: list[Item]
    team: list[Holder]
    grants: list[Held]
    """What the acting member holds of the case."""

    def is_over(self, at: datetime) -> bool:
        """Whether its day is over."""
        return self.ends_at <= at

    def has_met(self, at: datetime) -> bool:
        """Whether a meeting has begun."""
        return self.meets_at is not None and self.meets_at <= at

    @property
    def invited(self) -> dict[str, str]:
        """The other agencies that were given an item which the member sees, by the reference of their referral."""
        return {one.reference: one.agency for item in self.items for one in item.asked}

    def item(self, item: UUID) -> Item:
        """One of its items. Raises NotFound."""
        found = next((one for one in self.items if one.id == item), None)
        if found is None:
            raise NotFound(NOTHING)
        return found


@dataclass(frozen=True, slots=True)
class Line:
    """A conference in the list of a case's."""

    id: UUID
    question: str
    opened_at: datetime
    ends_at: datetime


def last_day(moment: datetime) -> date:
    """The day at whose end something ends, on the node's clock."""
    return localtime(moment).date()


def grants_in(case: UUID) -> list[Held]:
    """What the member holds of an own case, by leading it or by a place. Raises NotFound where that is nothing."""
    grants = held(case)
    if case_in_hand(case).kind != "own" or not any(one.basis in IN_THE_TEAM for one in grants):
        raise NotFound(NOTHING)
    return grants


def leads(grants: Iterable[Held]) -> bool:
    """Whether one leads by these."""
    return any(one.basis is Basis.LEAD for one in grants)


def conferences_of(case: UUID, *, by: Member, at: datetime) -> tuple[list[Line], bool]:
    """Those of a case, the newest first, and whether the member leads it; one recorded reading.

    Raises NotFound as `grants_in`, NotPossible where the profile is closed.
    """
    grants = grants_in(case)
    require(decide(by, grants, SECTION, Action.OPEN).decision)
    rows = list(Conference.objects.filter(case_id=case).order_by("-opened_at", "-id")[:MOST])
    contents = vault.opened_at(CONFERENCES, rows)
    found = [
        Line(row.id, contents[row.id]["question"], row.opened_at, row.ends_at)
        for row in rows
        if row.id in contents
    ]
    if found:
        _record({SECTION: [str(line.id) for line in found]}, case, grants, by=by, at=at)
    return found, leads(grants)


def one(conference: UUID, *, by: Member, at: datetime) -> Found:
    """A conference with the items that are open to the member; each section is a recorded reading. Raises NotFound."""
    row = Conference.objects.filter(id=conference).first()
    if row is None:
        raise NotFound(NOTHING)
    grants = grants_in(row.case_id)
    opens = {
        section
        for section in Section
        if isinstance(decide(by, grants, section, Action.OPEN).decision, Allowed)
    }
    if SECTION not in opens:
        raise NotFound(NOTHING)
    items = list(
        ConferenceItem.objects.filter(conference_id=conference, section__in=opens).order_by("added_at", "id")
    )
    entries = _entries(items)
    contents = vault.opened_in({CONFERENCES: [row], ITEMS: items, ENTRIES: entries})
    if row.id not in contents:
        raise NotFound(NOTHING)
    standing = _standing(conference) if items else {}
    asked = elsewhere().asked(list(standing), by, at) if standing else {}
    team = team_of(row.case_id).now
    found = Found(
        row.id, row.case_id, contents[row.id], row.opened_by, row.opened_at, row.ends_at, row.meets_at, leads(grants),
        [
            replace(
                _item(item, contents, standing[item.id], _told(entries, item.id, standing[item.id], by), team),
                asked=asked.get(item.id, []),
            )
            for item in items
            if item.id in contents and item.id in standing
        ],
        team, grants,
    )  # fmt: skip
    seen = {SECTION: [str(row.id)]}
    for item in found.items:
        seen.setdefault(item.section, []).append(str(item.id))
    _record(seen, row.case_id, grants, by=by, at=at)
    return found


def of_item(item: UUID, *, by: Member, at: datetime) -> tuple[Found, Item]:
    """An item with its conference; the same recorded reading. Raises NotFound for what is closed or erased."""
    row = ConferenceItem.objects.filter(id=item).first()
    if row is None:
        raise NotFound(NOTHING)
    found = one(row.conference_id, by=by, at=at)
    return found, found.item(item)


def may_add_to(grants: list[Held], *, by: Member) -> list[Section]:
    """The sections in which the member writes, and so puts items on the agenda."""
    return [
        section
        for section in Section
        if isinstance(decide(by, grants, section, Action.EDIT).decision, Allowed)
    ]


def _entries(items: Sequence[ConferenceItem]) -> list[Any]:
    if not items:
        return []
    sections = {item.section for item in items}
    return list(
        ConferenceEntry.objects.filter(item_id__in=[item.id for item in items], section__in=sections)
        .annotate(name=RawSQL(NAME, [], output_field=TextField()))  # noqa: S611 - fixed
        .order_by("at", "id")
    )


def _standing(conference: UUID) -> dict[UUID, Standing]:
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [conference])
        return {item: Standing(*said) for item, *said in cursor.fetchall()}


def _told(entries: list[Any], item: UUID, standing: Standing, by: Member) -> list[Any]:
    # The row policies show no other's proposal before its time either.
    is_told = sees_proposals(standing)
    return [
        entry
        for entry in entries
        if entry.item_id == item and (is_told or entry.kind != EntryKind.PROPOSAL or entry.author_id == by.id)
    ]


def _item(
    row: ConferenceItem,
    contents: dict[UUID, Content],
    standing: Standing,
    entries: list[Any],
    team: list[Holder],
) -> Item:
    section = Section(row.section)
    written = [
        Written(
            entry.id, EntryKind(entry.kind), contents[entry.id], entry.author_id, entry.name or "",
            Profession(entry.role), entry.at,
        )
        for entry in entries
        if entry.id in contents
    ]  # fmt: skip
    authors = {one.author for one in written if one.kind is EntryKind.PROPOSAL}
    missing = [holder for holder in team if section in holder.sections and holder.member not in authors]
    return Item(
        row.id, section, contents[row.id]["text"], row.added_by, Profession(row.role), row.added_at, standing, written,
        missing,
    )  # fmt: skip


def _record(
    seen: dict[Section, list[str]], case: UUID, grants: list[Held], *, by: Member, at: datetime
) -> None:
    answers = {section: decide(by, grants, section, Action.OPEN) for section in seen}
    record_all(
        [
            Recorded(
                "section:read", case, section, answers[section].purpose, answers[section].policy,
                {"conference": named},
            )
            for section, named in seen.items()
        ],
        by=as_actor(by), at=at,
    )  # fmt: skip
