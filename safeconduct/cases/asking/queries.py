"""What was asked about closed sections of a case: by the acting member, and of what the acting member holds."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import TextField
from django.db.models.expressions import RawSQL
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from safeconduct.access.holders import KEPT, Holder, read
from safeconduct.access.models import Case
from safeconduct.agencies.models import Member
from safeconduct.cases.beside.queries import LINKS, Link, read_links
from safeconduct.cases.models import Ask
from safeconduct.vocabulary.codes import AskAnswer, AskFor
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.sections import Section


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about a section. `asker` is the colleague's name, for whom to speak with; holders have none here."""

    id: UUID
    case: UUID
    section: Section
    ask_for: AskFor
    until: date
    asked_at: datetime
    is_mine: bool
    asker: str
    answer: AskAnswer | None
    answered_at: datetime | None

    def is_waiting(self, today: date) -> bool:
        """Nobody has answered it, and the answer is still needed."""
        return self.answer is None and self.until >= today


def today_of(at: datetime) -> date:
    """The day on which it is asked and answered: that of the node."""
    return localtime(at).date()


@dataclass(frozen=True, slots=True)
class Team:
    """A case with who keeps which section of it, what was asked about closed ones, and what lies beside it."""

    case: Case
    keeping: list[Holder]
    asked: list[Asked]
    links: list[Link]
    across: str = ""
    """What was asked with it of other agencies, as it came."""


ASKED = """
(SELECT COALESCE(json_agg(json_build_array(k.id, k.section, k.ask_for, k.until, k.asked_at, k.asked_by, m.name,
                                           k.answer, k.answered_at) ORDER BY k.asked_at DESC, k.id), '[]')::text
   FROM cases.ask k LEFT JOIN agencies.member m ON m.id = k.asked_by WHERE k.case_id = %s)
"""


def team_of(case: UUID, *, by: Member, across: RawSQL | None = None) -> Team:
    """All of it in one question, for a page that has many already. Raises NotFound as `cases.queries.case_of`.

    `across` is one more value that a room above wants with it.
    """
    text = TextField()
    asking = {"keeping": KEPT, "asked": ASKED, "links": LINKS}
    values = {name: RawSQL(sql, [case], output_field=text) for name, sql in asking.items()}  # noqa: S611 - fixed
    if across is not None:
        values["across"] = across
    found: Any = Case.objects.filter(id=case).annotate(**values).first()
    if found is None:
        raise NotFound(_("There is no such case for you."))
    said = found.across if across is not None else ""
    return Team(found, read(found.keeping), _read(case, found.asked, by), read_links(found.links), said)


def asked_of(case: UUID, *, by: Member) -> list[Asked]:
    """Everything that this member may see of it, the newest first; the row policies choose."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ASKED, [case])
        row = cursor.fetchone()
    return _read(case, row[0] if row else "[]", by)


def one(ask: UUID, *, by: Member) -> Asked:
    """One of them. Raises NotFound for what the member may not see."""
    row = Ask.objects.filter(id=ask).first()
    if row is None:
        raise NotFound(_("There is nothing here for you to answer."))
    return next(found for found in asked_of(row.case_id, by=by) if found.id == ask)


def _read(case: UUID, rows: str, by: Member) -> list[Asked]:
    return [_asked(case, by, *row) for row in json.loads(rows)]


def _asked(case: UUID, by: Member, *said: Any) -> Asked:
    ask, section, ask_for, until, asked_at, asked_by, name, answer, answered_at = said
    return Asked(
        UUID(ask),
        case,
        Section(section),
        AskFor(ask_for),
        date.fromisoformat(until),
        datetime.fromisoformat(asked_at),
        UUID(asked_by) == by.id,
        name or "",
        AskAnswer(answer) if answer else None,
        datetime.fromisoformat(answered_at) if answered_at else None,
    )
