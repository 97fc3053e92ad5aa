"""What the acting member may see of cases. Every reading of a section is recorded where it happens."""

import json
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from safeconduct.access.models import Case
from safeconduct.access.queries import Answer, Held, cases_open_to, decide, held
from safeconduct.access.rules import Action
from safeconduct.access.sight import read_in, read_of, read_own
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Reading as Seen
from safeconduct.audit.actions import record, record_readings
from safeconduct.cases import vault
from safeconduct.cases.contents import Content, answer
from safeconduct.cases.guards import why_closed
from safeconduct.cases.models import SectionVersion
from safeconduct.vocabulary.ahead import Ahead
from safeconduct.vocabulary.decisions import Allowed, require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.ready import chosen, read_choice, written_choice
from safeconduct.vocabulary.sections import Section

MOST = 50
NO_SUCH_CASE = _("There is no such case for you.")

_OWN = """SELECT o.id, o.opened_at FROM access."case" o WHERE o.kind = 'own' ORDER BY o.opened_at DESC, o.id LIMIT %s
"""
_PROFILES = """SELECT DISTINCT ON (o.case_id) o.id, o.case_id, o.section, o.generation, o.sealed
  FROM cases.section_version o
 WHERE o.case_id = ANY({}) AND o.section = %s ORDER BY o.case_id, o.version DESC
"""
_NEWEST = "WHERE o.case_id = %s AND o.section = ANY(%s) ORDER BY o.section, o.version DESC"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a case comes from that was brought in: when, by which import, and from which row of its file."""

    at: datetime
    bringing_id: UUID
    row: int


def around(case: UUID) -> tuple[dict[str, int], Origin | None, bool]:
    """For a page that asks much already: how many files each section has, where the case comes from, and whether the
    acting member has typed something into it that is not saved.

    Nothing is opened; all as far as the row policies show it to the acting member.
    """
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, [case, case, case])
        files, has_unsaved, at, bringing, row = cursor.fetchone()
    return json.loads(files or "{}"), Origin(at, bringing, row) if at else None, has_unsaved


_AROUND = """
SELECT (SELECT json_object_agg(f.section, f.n)::text FROM (
          SELECT a.section, count(*) AS n FROM cases.attachment a
           WHERE a.case_id = %s AND a.removed_at IS NULL GROUP BY a.section) f),
       EXISTS (SELECT FROM cases.unsaved u WHERE u.case_id = %s),
       b.at, b.bringing_id, b.row
  FROM (SELECT) one LEFT JOIN cases.brought b ON b.case_id = %s
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """One section as it stands: its content, version, when and by which role it was saved."""

    section: Section
    version: int
    content: Content
    saved_at: datetime
    role: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A line of "My people": the alias, and nothing that names anybody."""

    case: UUID
    alias: str
    opened_at: datetime


def read_sections(
    case: UUID, sections: list[Section], *, by: Member, at: datetime, grants: list[Held] | None = None
) -> dict[Section, Reading]:
    """The newest version of each of these sections that `by` may open; each reading is recorded.

    Sections that are closed to the member, empty or erased are not in the answer. `grants` are the member's in this
    case, where somebody has asked for them already.
    """
    grants = held(case) if grants is None else grants
    answers = {section: decide(by, grants, section, Action.OPEN) for section in sections}
    allowed = [
        section
        for section, said in answers.items()
        if isinstance(said.decision, Allowed) and not why_closed(case, section, said.purpose, by=by, at=at)
    ]
    names = [section.value for section in allowed]
    (found,) = read_in(
        case, (vault.with_keys(written_choice(SectionVersion, _NEWEST, distinct="section")), [case, names])
    )
    newest = read_choice(SectionVersion, [row[: -len(vault.KEY)] for row in found.rows()])
    contents = vault.opened(newest, keys=vault.keys_beside(newest, found.rows()))
    readings: dict[Section, Reading] = {}
    for row in newest:
        if row.id not in contents:
            continue
        section = Section(row.section)
        readings[section] = Reading(section, row.version, contents[row.id], row.saved_at, row.saved_by_role)
    seen = [
        Seen(section, reading.version, answers[section].purpose, answers[section].policy)
        for section, reading in readings.items()
    ]
    if seen:
        record_readings(seen, by=as_actor(by), at=at, case=case)
    return readings


def allowed_of(by: Member, grants: list[Held], action: Action) -> frozenset[Section]:
    """The sections with which `by` may do this by these grants, whatever is in them."""
    return frozenset(
        section for section in Section if isinstance(decide(by, grants, section, action).decision, Allowed)
    )


def closed_to(
    case: UUID, sections: list[Section], *, by: Member, grants: list[Held] | None = None
) -> list[Section]:
    """Those of the sections that `by` may not open, whatever is in them: doors, so that nobody takes them for empty."""
    may_open = allowed_of(by, held(case) if grants is None else grants, Action.OPEN)
    return [section for section in sections if section not in may_open]


def case_of(case: UUID) -> Case:
    """The bare row of a case in which the acting member holds something. Raises NotFound."""
    found = Case.objects.filter(id=case).first()
    if found is None:
        raise NotFound(NO_SUCH_CASE)
    return found


def case_in_hand(case: UUID, **more: RawSQL) -> Case:
    """The same, where it is held by another right than an emergency; `more` values come with it. Raises NotFound."""
    in_hand = RawSQL("SELECT access.cases_in_hand()", [])
    found = Case.objects.filter(id=case, id__in=in_hand).annotate(**more).first()
    if found is None:
        raise NotFound(NO_SUCH_CASE)
    return found


def own_case_in_hand(case: UUID) -> Case:
    """The same, of the agency's own files: not one that was received. Raises NotFound."""
    found = case_in_hand(case)
    if found.kind != "own":
        raise NotFound(NO_SUCH_CASE)
    return found


def own_right(case: UUID, section: Section, action: Action, *, by: Member) -> Answer:
    """The right to do this with a section of an own case. Raises NotFound for a case not in hand, else NotPossible."""
    own_case_in_hand(case)
    answered = decide(by, held(case), section, action)
    require(answered.decision)
    return answered


def is_in_hand(case: UUID) -> bool:
    """Whether the member has it in hand by another right than an emergency."""
    try:
        case_in_hand(case)
    except NotFound:
        return False
    return True


@dataclass(frozen=True, slots=True)
class People:
    """The member's own open cases, and the aliases of all cases that the same page shows."""

    lines: list[PersonLine]
    names: dict[UUID, str]


def my_people(
    *,
    by: Member,
    at: datetime,
    beside: Iterable[UUID] = (),
    most: int = MOST,
    own: Ahead | None = None,
    inside: AbstractContextManager[None] | None = None,
) -> People:
    """The member's own open cases by alias, newest first; one audit record names those shown and those `beside`.

    `own` is `newest_own`, where somebody has asked it. The aliases are opened `inside` this.
    """
    cases = (own or Ahead(_OWN, [most])).rows()
    shown = list(dict.fromkeys([case for case, _opened in cases] + list(beside)))
    names = aliases(shown, by=by, inside=inside)
    record("list:people", by=as_actor(by), at=at, detail={"cases": [str(case) for case in shown]})
    return People([PersonLine(case, names.get(case, ""), opened_at) for case, opened_at in cases], names)


def newest_own(most: int = MOST, *, behind: Ahead) -> Ahead:
    """The newest of the member's own open cases, asked together with `behind`."""
    return read_own((_OWN, [most]), behind=behind)


def own_cases(
    *, by: Member, at: datetime, before: tuple[datetime, UUID] | None, most: int
) -> tuple[list[PersonLine], bool]:
    """At most `most` of the member's own open cases, newest first, those opened `before`; and whether there are more.

    One audit record names those shown.
    """
    rows = Case.objects.filter(kind="own").order_by("-opened_at", "-id")
    if before is not None:
        rows = rows.filter(Q(opened_at__lt=before[0]) | Q(opened_at=before[0], id__lt=before[1]))
    found = list(rows[: most + 1])
    cases = found[:most]
    names = aliases([case.id for case in cases], by=by)
    record("list:people", by=as_actor(by), at=at, detail={"cases": [str(case.id) for case in cases]})
    lines = [PersonLine(case.id, names.get(case.id, ""), case.opened_at) for case in cases]
    return lines, len(found) > most


def aliases(
    cases: list[UUID], *, by: Member, inside: AbstractContextManager[None] | None = None
) -> dict[UUID, str]:
    """The alias in each of these cases whose profile `by`, who acts, may open. The list's caller records it."""
    open_ones, values = cases_open_to(by, Section.PROFILE, cases)
    question = vault.with_keys(_PROFILES.format(open_ones))
    (found,) = read_of(Section.PROFILE, (question, [*values, Section.PROFILE.value]))
    profiles = [vault.SealedRow(*row[: -len(vault.KEY)]) for row in found.rows()]
    contents = vault.opened(profiles, inside=inside, keys=vault.keys_beside(profiles, found.rows()))
    return {
        row.case_id: answer(contents[row.id], "pseudonym") or "" for row in profiles if row.id in contents
    }


def versions(case: UUID, sections: list[Section]) -> dict[Section, int]:
    """The newest version number of each section that has one and that the acting member may see."""
    return {Section(row.section): row.version for row in _newest(case, sections)}


def _newest(case: UUID, sections: list[Section]) -> list[SectionVersion]:
    return chosen(
        SectionVersion, _NEWEST, [case, [section.value for section in sections]], distinct="section"
    )
