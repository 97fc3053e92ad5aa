"""What lies beside what, and what was received there, for the acting member. Each reading is recorded."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from safeconduct.access.queries import Held, decide
from safeconduct.access.rules import Action, Basis
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Reading as Seen
from safeconduct.audit.actions import record_readings
from safeconduct.cases import vault
from safeconduct.cases.guards import why_closed
from safeconduct.cases.models import Beside, SectionVersion
from safeconduct.cases.queries import PersonLine, Reading, my_people
from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.decisions import Allowed
from safeconduct.vocabulary.ready import chosen
from safeconduct.vocabulary.sections import Section, in_order

MOST = 200
"""People to choose from, the newest."""

_HELD = """
    SELECT case_id, section, can_edit, purpose, basis, consent_id, consent_version, valid_until
      FROM access.my_grants() WHERE case_id = ANY (%s) AND basis IN ('consent', 'ground')
"""
_LED = "SELECT DISTINCT case_id FROM access.my_grants() WHERE basis = 'lead'"
LINKS = """
(SELECT COALESCE(json_agg(json_build_array(b.received_case, ARRAY(
          SELECT DISTINCT c.section FROM cases.copied c
           WHERE c.own_case = b.own_case AND c.received_case = b.received_case)) ORDER BY b.at, b.id), '[]')::text
   FROM cases.beside b WHERE b.own_case = %s)
"""
"""What lies beside an own case, as one value of a page's question (`read_links`)."""
_NEWEST = """
    WHERE (o.case_id, o.section) IN (SELECT * FROM unnest(%s::uuid[], %s::text[]))
      AND NOT EXISTS (SELECT FROM cases.section_version n
                       WHERE n.case_id = o.case_id AND n.section = o.section AND n.version > o.version)
"""


@dataclass(frozen=True, slots=True)
class Link:
    """A received case beside an own one, and the sections of which something was taken over from it."""

    received: UUID
    copied: list[Section]


def read_links(value: str) -> list[Link]:
    """The links in what `LINKS` gives, oldest first; none for who reads the own case in an emergency only."""
    return [Link(UUID(received), in_order(map(Section, names))) for received, names in json.loads(value)]


def own_file_of(received: UUID) -> UUID | None:
    """The own file that lies beside this received case, whoever leads it."""
    return Beside.objects.filter(received_case=received).values_list("own_case", flat=True).first()


def received_beside(own: UUID) -> list[UUID]:
    """The received cases that lie beside this own file, the oldest first."""
    return list(
        Beside.objects.filter(own_case=own).order_by("at", "id").values_list("received_case", flat=True)
    )


@dataclass(frozen=True, slots=True)
class Received:
    """What the member holds of a received case, and what was read of it now."""

    grants: list[Held]
    readings: dict[Section, Reading]

    @property
    def sections(self) -> list[Section]:
        """What is held by what was agreed."""
        return in_order(grant.section for grant in self.grants)


def read_received(
    cases: Sequence[UUID], sections: dict[UUID, list[Section]], *, by: Member, at: datetime
) -> dict[UUID, Received]:
    """As `cases.queries.read_sections`, for several received cases in three questions; these sections of each.

    By what was agreed only: what an emergency opens is read on its own page.
    """
    grants = _held(cases)
    answers = {
        (case, section): decide(by, grants[case], section, Action.OPEN)
        for case in cases
        for section in sections[case]
    }
    allowed = [
        place
        for place, said in answers.items()
        if isinstance(said.decision, Allowed) and not why_closed(*place, said.purpose, by=by, at=at)
    ]
    rows = _newest(allowed)
    contents = vault.opened(rows) if rows else {}
    readings: dict[UUID, dict[Section, Reading]] = defaultdict(dict)
    for row in rows:
        if row.id in contents:
            section = Section(row.section)
            readings[row.case_id][section] = Reading(
                section, row.version, contents[row.id], row.saved_at, row.saved_by_role
            )
    for case, found in readings.items():
        seen = [
            Seen(section, reading.version, answers[case, section].purpose, answers[case, section].policy)
            for section, reading in found.items()
        ]
        record_readings(seen, by=as_actor(by), at=at, case=case)
    return {case: Received(grants[case], readings[case]) for case in cases}


def people_led(*, by: Member, at: datetime) -> list[PersonLine]:
    """The member's own people whose file the member leads, by alias; recorded as a list."""
    with connection.cursor() as cursor:
        cursor.execute(_LED)
        led = {row[0] for row in cursor.fetchall()}
    return [line for line in my_people(by=by, at=at, most=MOST).lines if line.case in led]


def _held(cases: Sequence[UUID]) -> dict[UUID, list[Held]]:
    found: dict[UUID, list[Held]] = {case: [] for case in cases}
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [list(cases)])
        for case, section, can_edit, purpose, basis, consent, version, until in cursor.fetchall():
            found[case].append(
                Held(
                    case, Section(section), can_edit, Purpose(purpose), Basis(basis), consent, version, until
                )
            )
    return found


def _newest(places: list[tuple[UUID, Section]]) -> list[SectionVersion]:
    if not places:
        return []
    values = [[case for case, _section in places], [section.value for _case, section in places]]
    return chosen(SectionVersion, _NEWEST, values)
