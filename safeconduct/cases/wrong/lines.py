"""Which lines each part has, and how they are named. Pure.

A plan's and an appointment's name is a place in a saved version, never its words. Who saw what is named by day, job and
agency, as the record has it.
"""

import re
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from safeconduct.cases.wrong.codes import About
from safeconduct.vocabulary.lines import LineName

CONSENT, PAPER, NOBODY = "consent", "paper", "nobody"
PATTERNS: Mapping[About, str] = {
    About.PLAN: r"^(persons_goals|objectives|plan_actions-[0-9]{1,3})@[0-9]{1,7}$",
    About.APPOINTMENTS: r"^(month_1|month_3|month_6|month_12|plan_reviews-[0-9]{1,3})@[0-9]{1,7}$",
    About.CONSENTS: r"^consent@[0-9]{1,7}$",
    About.SEEN: r"^[0-9]{4}-[0-9]{2}-[0-9]{2}/(paper|[a-z_]{2,40}/([0-9a-f]{32}|nobody)/(read|copied))@0$",
}
"""The lines of each part. The database holds the same."""


def line_in(about: About, text: str) -> LineName | None:
    """The line of this part that a text names; None for any other text, and for a day that is in no calendar."""
    line = LineName.read(text) if re.fullmatch(PATTERNS[about], text) else None
    return None if line and about is About.SEEN and seen_in(line) is None else line


def as_chosen(line: LineName, consent: UUID | None) -> str:
    """What a button sends that stands beside a line."""
    return f"{line}:{consent}" if consent else str(line)


def chosen(about: About, text: str) -> tuple[LineName | None, UUID | None]:
    """The line of this part that such a button names, and of a consent its number; none for any other text."""
    name, _colon, number = text.partition(":")
    try:
        consent = UUID(number) if number else None
    except ValueError:
        return None, None
    line = line_in(about, name)
    # A consent has a number, and nothing else has.
    return (line, consent) if line and (about is About.CONSENTS) is bool(consent) else (None, None)


def row_of(name: str, place: int, version: int) -> LineName:
    """A row of a list of the plan: the place where it stood in that version."""
    return LineName(f"{name}-{place}", version)


def place_in(line: LineName) -> tuple[str, int]:
    """The list and the place of such a row; the answer itself stands at 0."""
    name, _dash, place = line.name.partition("-")
    return name, int(place or 0)


def seen_on(day: date, role: str, agency: UUID | None, *, is_copy: bool) -> LineName:
    """Who looked on a day: one job of one agency."""
    there = agency.hex if agency else NOBODY
    return LineName(f"{day.isoformat()}/{role}/{there}/{'copied' if is_copy else 'read'}")


def paper_on(day: date) -> LineName:
    """Looks by a paper code on a day."""
    return LineName(f"{day.isoformat()}/{PAPER}")


def seen_in(line: LineName) -> tuple[date, str, UUID | None, bool] | None:
    """Day, job ("paper" for a paper code), agency and whether it was copied, of such a line.

    None where the day is in no calendar: the database asks for its digits alone, and such a line may lie there.
    """
    day, role, *rest = line.name.split("/")
    agency, kind = rest or (NOBODY, "read")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return None
    return on, role, None if agency == NOBODY else UUID(agency), kind == "copied"
