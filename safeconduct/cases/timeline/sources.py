"""Where the entries of this room and of those below come from: two statements, however much there is.

Each part reads under the row policies of its own table, and only of sections that the policy opens to the reader; so
what is closed is neither read nor counted. Each gives the newest before a moment, and no more than a page needs.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.access.team import TeamMoment, team_moments
from safeconduct.cases.interviews.codes import InterviewSubject
from safeconduct.cases.interviews.codes import label as subject_label
from safeconduct.cases.timeline.moments import Before, Kind, Moment, Sight
from safeconduct.consent.rules import State
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section

type Row = tuple[str, UUID, datetime, str, str, str, UUID | None]
"""Which part, id, when, section or "", profession or "", more, and what it links to."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table: what it gives, and by which sections it is read; `columns` in the order of `Row` after the part."""

    kind: Kind
    columns: str
    table: str
    where: str = ""
    by_section: bool = True
    at: str = "at"


PARTS: dict[str, Part] = {
    "saved": Part(
        Kind.SECTION, "id, saved_at AS at, section, saved_by_role, version::text, NULL::uuid", "cases.section_version"
    ),
    "copied": Part(
        Kind.SECTION, "id, at, section, role, '', NULL::uuid",
        "(SELECT own_case AS case_id, c.* FROM cases.copied c)",
    ),
    "follow_up": Part(
        Kind.FOLLOW_UP, "id, saved_at AS at, section, role, version::text, NULL::uuid", "cases.follow_up"
    ),
    "conference": Part(
        Kind.CONFERENCE, "id, opened_at AS at, section, '', '', id", "cases.conference"
    ),
    "decision": Part(
        Kind.CONFERENCE, "id, at, section, role, '', item_id", "cases.conference_entry", "kind = 'decision'"
    ),
    "screening": Part(
        Kind.INTERVIEW, "id, finished_at AS at, section, role, '', id", "cases.screening", "finished_at IS NOT NULL"
    ),
    "interview": Part(
        Kind.INTERVIEW, "id, entered_at AS at, section, role, subject, NULL::uuid", "cases.interview",
        "screening IS NULL",
    ),
    "interpreting": Part(
        Kind.INTERPRETING, "id, made_at AS at, section, role, '', NULL::uuid", "cases.interpreting"
    ),
    "asked": Part(
        Kind.ASK, "id, asked_at AS at, section, '', '', NULL::uuid", "cases.ask", by_section=False
    ),
    "complaint": Part(
        Kind.COMPLAINT, "id, written_at AS at, '', '', '', id", "cases.complaint", by_section=False
    ),
    "consent": Part(
        Kind.CONSENT, "id, recorded_at AS at, '', '', state, NULL::uuid", "consent.version", "state <> 'draft'",
        by_section=False,
    ),
    "withdrawn": Part(
        Kind.CONSENT, "id, at, '', by_role, by_person::text, NULL::uuid", "consent.withdrawal", by_section=False
    ),
}  # fmt: skip
"""What is read in one statement. The names are constants of this file; nothing that was entered stands in them."""

CONSENTS: dict[str, Words] = {
    State.ACTIVE: _("Consent given"),
    State.REFUSED: _("Consent refused"),
    State.GROUND: _("Shared on a listed ground"),
}
TEAM: dict[str, Words] = {
    "lead_begun": _("Began to lead the case"),
    "lead_over": _("Does not lead the case any more"),
    "place_begun": _("Place in the team"),
    "place_over": _("Place in the team ended"),
    "taken_over": _("Lead taken over"),
    "emergency": _("Read in an emergency"),
}


def of_the_file(
    case: UUID, kind: Kind | None, opened: Iterable[Section], before: Before, most: int
) -> list[Moment]:
    """What was written and said of a case, as far as the acting member may see it; `opened` are their sections."""
    wanted = {name: part for name, part in PARTS.items() if kind in (None, part.kind)}
    if not wanted:
        return []
    at, mark = before or (None, None)
    given: dict[str, Any] = {
        "case": case,
        "opened": [str(one) for one in opened],
        "at": at,
        "mark": mark,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(_statement(name, part) for name, part in wanted.items()), given)
        rows: list[Row] = cursor.fetchall()
    return [_moment(case, row) for row in rows]


def of_the_team(case: UUID, kind: Kind | None, before: Before, most: int) -> list[Moment]:
    """When somebody began or ceased to work on it, and what was read in an emergency."""
    if kind not in (None, Kind.TEAM, Kind.EMERGENCY):
        return []
    found = [_of_team(case, one) for one in team_moments(case, before, most)]
    return [one for one in found if kind in (None, one.kind)]


def _statement(name: str, part: Part) -> str:
    section = "section = ANY(%(opened)s)" if part.by_section else "true"
    where = f"case_id = %(case)s AND {section}" + (f" AND {part.where}" if part.where else "")
    rows = f"SELECT '{name}', {part.columns} FROM {part.table} t WHERE {where}"  # noqa: S608 - our own text
    # A name of an output column stands in no condition: so one statement more round it.
    return (
        f"(SELECT * FROM ({rows}) o (part, id, at, section, role, more, target)"  # noqa: S608 - our own text
        " WHERE %(at)s::timestamptz IS NULL OR (at, id) < (%(at)s, %(mark)s::uuid)"
        " ORDER BY at DESC, id DESC LIMIT %(most)s)"
    )


def _moment(case: UUID, row: Row) -> Moment:
    name, row_id, at, section, role, more, target = row
    made = MADE[name](Section(section) if section else None, more)
    return Moment(
        row_id,
        at,
        PARTS[name].kind,
        made.title,
        role,
        section=Section(section) if section and PARTS[name].by_section else None,
        sight=made.sight,
        note=made.note,
        link=made.link.format(case=case, section=section, target=target) if made.link else "",
    )


@dataclass(frozen=True, slots=True)
class _Made:
    title: Words
    link: str = ""
    note: Words = ""
    sight: Sight = Sight.IN_HAND


def _in_section(
    words: Words, link: str, sight: Sight = Sight.IN_HAND
) -> Callable[[Section | None, str], _Made]:
    def made(section: Section | None, _more: str) -> _Made:
        return _Made(format_lazy(words, section=label(section) if section else ""), link, sight=sight)

    return made


def _just(
    words: Words, link: str = "", sight: Sight = Sight.IN_HAND
) -> Callable[[Section | None, str], _Made]:
    return lambda _section, _more: _Made(words, link, sight=sight)


def _subject(_section: Section | None, more: str) -> _Made:
    words = subject_label(InterviewSubject(more)) if more in set(InterviewSubject) else more
    return _Made(_("A talk was entered"), "/people/{case}/interviews/", words)


def _taken_back(_section: Section | None, more: str) -> _Made:
    return _Made(_("Consent taken back") if more == "true" else _("Sharing ended by the agency"))


MADE: dict[str, Callable[[Section | None, str], _Made]] = {
    "saved": _in_section(_("Written: {section}"), "/people/{case}/#{section}"),
    "copied": _in_section(_("Taken over from what was received: {section}"), "/people/{case}/#{section}"),
    "follow_up": _just(_("Follow-ups: planned, moved, or written of"), "/people/{case}/follow-up/"),
    "conference": _just(_("Case conference opened"), "/conferences/{target}/"),
    "decision": _in_section(_("Case conference decided: {section}"), "/conference-items/{target}/"),
    "screening": _just(_("Talk for identification ended"), "/screenings/{target}/"),
    "interview": _subject,
    "interpreting": _just(_("Interpreting: written down"), "/people/{case}/interpreting/"),
    "asked": _in_section(_("Question to whoever keeps: {section}"), "", Sight.ASKED),
    "complaint": _just(_("A complaint of the person"), "/complaints/{target}/", Sight.TWO),
    "consent": lambda _section, more: _Made(CONSENTS.get(more, more)),
    "withdrawn": _taken_back,
}
"""What is said of each part: that it happened, never what was written."""


def _of_team(case: UUID, one: TeamMoment) -> Moment:
    row_id, at, what, role = one
    kind = Kind.EMERGENCY if what == "emergency" else Kind.TEAM
    link = f"/people/{case}/" + ("seen/" if kind is Kind.EMERGENCY else "team/")
    return Moment(row_id, at, kind, TEAM[what], role, link=link)
