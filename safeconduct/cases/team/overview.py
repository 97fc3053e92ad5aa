"""The page Team in words: holders as columns, sections as rows, what ended lately. It asks the database nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.cases.team.others import Other
from safeconduct.cases.team.queries import Holder, Team
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import USED, Section, in_order

EDITS = pgettext_lazy("who sees what", "Reads and writes")
READS = pgettext_lazy("who sees what", "Reads")
LATER = pgettext_lazy("who sees what", "When they accept")
MOST_COLUMNS = 5
"""More holders than this do not stand side by side: then the table is a list at every width."""

WHY: dict[str, Words] = {
    "given_up": _("gave it up"),
    "ended_by_lead": _("ended by the lead"),
    "ended_by_supervisor": _("ended by whoever supervises"),
    "lapsed": _("its day was over"),
    "offer_ended": _("did not take the lead"),
    "lead_handed_on": _("handed the lead on"),
    "taken_over": _("the lead was taken over"),
    "handed_over": _("handed over by the administrator"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one holder has of one section; "" for nothing."""

    who: Words
    words: Words


def table(team: Team, others: Sequence[Other]) -> dict[str, Any]:
    """Who sees what: a column for each holder, a row for each section."""
    columns = [*map(_of_colleague, team.now), *(_of_other(one) for one in others if one.ended_at is None)]
    shown = USED.union(*(cells.keys() for _head, cells in columns))
    rows = [
        (label(section), [Cell(head[0], cells.get(section, "")) for head, cells in columns])
        for section in in_order(shown)
    ]
    return {
        "heads": [head for head, _cells in columns],
        "rows": [(section, cells, not any(cell.words for cell in cells)) for section, cells in rows],
        "is_wide": len(columns) > MOST_COLUMNS,
    }


def _of_colleague(one: Holder) -> tuple[tuple[Words, Words], dict[Section, Words]]:
    cells: dict[Section, Words] = {
        section: EDITS if edits else READS for section, edits in one.sections.items()
    }
    return (one.name, label(one.profession)), cells


def _of_other(one: Other) -> tuple[tuple[Words, Words], dict[Section, Words]]:
    cells: dict[Section, Words] = dict.fromkeys(one.sections, READS)
    cells |= dict.fromkeys(one.waiting, LATER)
    return (format_lazy("{agency}, {team}", agency=one.agency, team=one.team), one.country), cells


def people(holders: Iterable[Holder]) -> list[dict[str, Any]]:
    """The colleagues, with their sections in words."""
    return [
        {
            "one": one,
            "role": label(one.profession),
            "edits": [label(section) for section in in_order(one.sections) if one.sections[section]],
            "reads": [label(section) for section in in_order(one.sections) if not one.sections[section]],
        }
        for one in holders
    ]


def agencies(others: Iterable[Other]) -> list[dict[str, Any]]:
    """The other agencies, likewise."""
    return [
        {
            "one": one,
            "sections": [label(section) for section in in_order(one.sections)],
            "waiting": [label(section) for section in in_order(one.waiting)],
        }
        for one in others
        if one.ended_at is None
    ]


def ended(team: Team, others: Iterable[Other]) -> list[dict[str, Any]]:
    """What is over since a short while, the latest first."""
    lines = [
        {
            "at": one.ended_at,
            "who": one.name,
            "what": _("led the case") if one.leads else _("had a place"),
            "role": label(one.profession),
            "why": WHY.get(one.ended_why, ""),
        }
        for one in team.ended
    ]
    lines += [
        {"at": one.ended_at, "who": one.agency, "what": one.reference, "role": one.team, "why": one.state}
        for one in others
        if one.ended_at is not None
    ]
    return sorted(lines, key=lambda line: line["at"], reverse=True)
