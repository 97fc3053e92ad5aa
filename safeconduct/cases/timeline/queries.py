"""A page of a case's timeline. Promised: a fixed number of statements, whatever is in the file and beside it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from safeconduct.access.queries import held
from safeconduct.access.rules import Action, Basis
from safeconduct.access.team import Seated, team_of
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import handlers
from safeconduct.cases.queries import allowed_of, own_case_in_hand
from safeconduct.cases.timeline.moments import Before, Kind, Moment, newest
from safeconduct.cases.timeline.sources import of_the_file, of_the_team
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section

A_PAGE = 40

COMING: dict[str, tuple[Words, str]] = {
    "plan": (_("Something in the plan is due"), "/people/{case}/#plan"),
    "family": (_("Something about the child is due"), "/people/{case}/#family"),
    "follow_up": (_("A follow-up is due"), "/people/{case}/follow-up/"),
}
_DUE = """
(SELECT DISTINCT ON (v.section) v.section, v.section, v.due FROM cases.section_version v
  WHERE v.case_id = %(case)s AND v.section = ANY(%(opened)s) AND v.section IN ('plan', 'family')
  ORDER BY v.section, v.version DESC)
UNION ALL
(SELECT 'follow_up', f.section, f.due FROM cases.follow_up f
  WHERE f.case_id = %(case)s AND f.section = ANY(%(opened)s) ORDER BY f.version DESC LIMIT 1)
"""


@dataclass(frozen=True, slots=True)
class Coming:
    """A day on which something is due, by the newest version of what says so."""

    day: date
    title: Words
    section: Section
    link: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of it, as far as the reader may see it."""

    coming: list[Coming]
    moments: list[Moment]
    after: tuple[datetime, UUID] | None
    """Where the next page goes on; None where nothing is left that the reader may see."""
    colleagues: dict[Section, list[tuple[Profession, bool]]]
    """Who opens each section now: profession, and whether they lead."""
    others: Counter[Section]
    """How many other agencies have each section and its later versions."""


def timeline(case: UUID, kind: Kind | None, before: Before, *, by: Member, at: datetime) -> Page:
    """A page, a recorded reading. Raises NotFound for an own case that the member has not in hand."""
    own_case_in_hand(case)
    opened = allowed_of(by, held(case), Action.OPEN)
    found = [
        *of_the_file(case, kind, opened, before, A_PAGE + 1),
        *of_the_team(case, kind, before, A_PAGE + 1),
        *(
            moment
            for one in handlers.entries(kind, opened)
            for moment in one.moments(case, before, A_PAGE + 1)
        ),
        *(handlers.moments(case, before, A_PAGE + 1) if kind in (None, Kind.REFERRAL) else []),
    ]
    shown, has_more = newest(found, A_PAGE)
    detail: dict[str, Any] = {"entries": len(shown), "kind": kind.value if kind else ""}
    record("timeline:read", by=as_actor(by), at=at, case=case, detail=detail)
    return Page(
        coming=_coming(case, opened) if before is None and kind is None else [],
        moments=shown,
        after=(shown[-1].at, shown[-1].id) if has_more else None,
        colleagues=_colleagues(team_of(case)),
        others=handlers.shared(case),
    )


def _coming(case: UUID, opened: frozenset[Section]) -> list[Coming]:
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"case": case, "opened": [str(one) for one in opened]})
        rows: list[tuple[str, str, date | None]] = cursor.fetchall()
    found = [
        Coming(due, COMING[what][0], Section(section), COMING[what][1].format(case=case))
        for what, section, due in rows
        if due is not None
    ]
    return sorted(found, key=lambda one: one.day, reverse=True)


def _colleagues(seated: list[Seated]) -> dict[Section, list[tuple[Profession, bool]]]:
    found: dict[Section, list[tuple[Profession, bool]]] = {}
    for one in seated:
        if one.ended_at is None:
            found.setdefault(one.section, []).append((one.profession, one.basis is Basis.LEAD))
    return found
