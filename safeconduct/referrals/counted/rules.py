"""Anonymous notification: who may be counted, and which numbers may be shown. Pure.

Counts are shown for whole quarters that are over, so that no two looks at one quarter differ by one person; a number
below five is hidden, and with it as many others as are needed that nobody can subtract it back.
Source: docs/explanation/first-contact.md; the threshold of five is this project's setting for published figures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.rules import may_have_cases
from safeconduct.vocabulary.codes import Exploitation, PartOfCountry, Profession, Service, Sex
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

THRESHOLD = 5
ADULT = "adult"
CHILD = "child"
UNKNOWN = "unknown"
ALL = "all"
AGES = (ADULT, CHILD, UNKNOWN)
"""What the form asks: an adult goes on, everybody else is shown what to do instead."""


class Subject(StrEnum):
    """What is counted, each by itself."""

    TOTAL = "total"
    PART_OF_COUNTRY = "part_of_country"
    SEX = "sex"
    EXPLOITATION = "exploitation"
    OFFERED = "offered"
    REFUSED = "refused"


CODES: Mapping[Subject, tuple[str, ...]] = {
    Subject.TOTAL: (ALL,),
    Subject.PART_OF_COUNTRY: tuple(str(code) for code in PartOfCountry),
    Subject.SEX: (*(str(code) for code in Sex), UNKNOWN),
    Subject.EXPLOITATION: tuple(str(code) for code in Exploitation),
    Subject.OFFERED: tuple(str(code) for code in Service),
    Subject.REFUSED: tuple(str(code) for code in Service),
}
"""The codes of each subject."""

ONE_EACH = frozenset({Subject.PART_OF_COUNTRY, Subject.SEX})
"""Subjects of which everybody has exactly one code: their numbers add up to the total."""

A_CHILD = Reason(
    "child_is_not_counted",
    _("A child, or somebody who may be one, is not notified in this way."),
    _("Call child protection. The child's own view, and a guardian, decide what follows."),
)
NOT_YOURS_TO_COUNT = Reason(
    "not_yours_to_count",
    _("Notifications are made by those who work with people."),
    _("Ask a colleague who has talked with the person."),
)
NO_COORDINATOR = Reason(
    "no_coordinator",
    _("Your agency has named no coordinator on this node, so nobody would read it."),
    _("Ask your administrator who coordinates for your country."),
)
NOTHING_REFUSED = Reason(
    "nothing_refused",
    _("What was refused must have been offered, and at least one thing was."),
    _("Tick what was offered, and of it what the person refused."),
)
ONLY_COORDINATORS = Reason(
    "only_coordinators_read_counts",
    _("These numbers are for a coordinator whom an agency has named."),
    _("Ask the national coordinator for them."),
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a notification says: codes and nothing else."""

    age: str
    part_of_country: PartOfCountry
    sex: str
    exploitation: frozenset[Exploitation]
    offered: frozenset[Service]
    refused: frozenset[Service]


def may_notify(profession: Profession, refusal: Refusal, *, has_coordinator: bool) -> Decision:
    """Whether this may be counted. Whoever may be a child never is."""
    if not may_have_cases(profession):
        return Refused(NOT_YOURS_TO_COUNT)
    if not is_adult(refusal.age):
        return Refused(A_CHILD)
    if not refusal.refused or not refusal.refused <= refusal.offered:
        return Refused(NOTHING_REFUSED)
    return Allowed() if has_coordinator else Refused(NO_COORDINATOR)


def is_adult(age: str) -> bool:
    """Whether somebody says so plainly. Every band of children, and not knowing, is no."""
    return age == ADULT


def may_read(profession: Profession, *, is_named: bool) -> Decision:
    """Whether the numbers are for this member: a coordinator whom at least one agency has named."""
    is_coordinator = profession is Profession.COORDINATOR and is_named
    return Allowed() if is_coordinator else Refused(ONLY_COORDINATORS)


# --- What may be shown ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year; those that are over do not change any more."""

    year: int
    number: int

    def is_over(self, today: date) -> bool:
        """Whether nothing can be added to it: a notification counts in the month in which it is made."""
        return self < quarter_of(today)


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies."""
    return Quarter(day.year, (day.month - 1) // 3 + 1)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as it may be shown; None is hidden, and looks the same whatever the reason."""

    code: str
    number: int | None


def released(counts: Mapping[Subject, Mapping[str, int]]) -> tuple[int | None, dict[Subject, list[Cell]]]:
    """A quarter's total and its tables as they may be shown; a total of None goes with tables that show nothing.

    Nothing of a quarter is shown while its total is below five, nor where every number of a table is below five and
    the total is the most that they can be: then the total alone says each of them.
    """
    total = counts.get(Subject.TOTAL, {}).get(ALL, 0)
    told = any(_is_told_by(total, counts.get(subject, {}), CODES[subject]) for subject in ONE_EACH)
    shows = total >= THRESHOLD and not told
    tables: dict[Subject, list[Cell]] = {
        subject: cells_of(subject, counts.get(subject, {}))
        if shows
        else [Cell(code, None) for code in CODES[subject]]
        for subject in Subject
        if subject is not Subject.TOTAL
    }
    return total if shows else None, tables


def cells_of(subject: Subject, counts: Mapping[str, int]) -> list[Cell]:
    """The cells of one table beside a total that is shown.

    Hidden are the numbers below five, zero with them; where the rest and the total would say what is hidden, the
    smallest of the others is hidden too, and all that equal it: an order among equals would say which they are.
    """
    codes = CODES[subject]
    numbers = {code: counts.get(code, 0) for code in codes}
    hidden = {code for code in codes if numbers[code] < THRESHOLD}
    if subject in ONE_EACH:
        while _can_be_subtracted(hidden, numbers) and len(hidden) < len(codes):
            smallest = min(numbers[code] for code in set(codes) - hidden)
            hidden |= {code for code in codes if numbers[code] == smallest}
    return [Cell(code, None if code in hidden else numbers[code]) for code in codes]


def _is_told_by(total: int, counts: Mapping[str, int], codes: Iterable[str]) -> bool:
    """Whether all numbers of a table are below five and add up to the most they can."""
    numbers = [counts.get(code, 0) for code in codes]
    return max(numbers) < THRESHOLD and total == len(numbers) * (THRESHOLD - 1)


def _can_be_subtracted(hidden: Iterable[str], numbers: Mapping[str, int]) -> bool:
    """Whether total less what is shown leaves one way only: a single hidden cell, or all of them at their most."""
    values = [numbers[code] for code in hidden]
    if not values or sum(values) == 0:
        return False
    return len(values) == 1 or (max(values) < THRESHOLD and sum(values) == len(values) * (THRESHOLD - 1))
