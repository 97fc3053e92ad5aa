"""Who may be the same person: a hint to the one who brings in, never a merge. Pure.

Compared are the number of the case elsewhere, names, year of birth, citizenship and alias. To compare each with each
would take hours for a long file, so only those are compared that share a number, an alias, or the year of birth and
the first letter of a name.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz import fuzz

from safeconduct.cases.bringing_in.targets import plain
from safeconduct.cases.contents import Content, answer
from safeconduct.vocabulary.sections import Section

ALIKE = 88
"""From 0 to 100: names that are this alike, in any order of their parts, may be one person's."""
ALIKE_WITHOUT_YEAR = 95
MOST_COMPARED = 4000
"""In one group; whoever has a file of a hundred thousand people waits no longer for a hint than for the import."""


class Why(StrEnum):
    """What two persons have in common."""

    NUMBER = "number"
    NAME = "name"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of one person; `where` says which: a row of the file, or a case that is here."""

    where: str
    name: str = ""
    birth_year: int | None = None
    citizenships: frozenset[str] = frozenset()
    case_number: str = ""
    alias: str = ""


def facts(where: str, sections: dict[Section, Content], case_number: str = "") -> Facts:
    """The facts of a person's sections, as far as they say them."""
    profile, identity = sections.get(Section.PROFILE, {}), sections.get(Section.IDENTITY, {})
    born = str(answer(identity, "birth_date") or "")
    return Facts(
        where,
        plain(str(answer(identity, "names") or "")),
        int(born[:4]) if re.fullmatch(r"[0-9]{4}-.*", born) else None,
        frozenset(answer(profile, "citizenships") or ()),
        plain(case_number),
        plain(str(answer(profile, "pseudonym") or "")),
    )


def alike(one: Facts, other: Facts) -> Why | None:
    """Why these two may be the same person; None when nothing speaks for it, or something against it."""
    if one.case_number and one.case_number == other.case_number:
        return Why.NUMBER
    years = {one.birth_year, other.birth_year} - {None}
    if len(years) > 1 or _contradict(one.citizenships, other.citizenships):
        return None
    if one.name and other.name:
        both_years = one.birth_year is not None and other.birth_year is not None
        least = ALIKE if both_years else ALIKE_WITHOUT_YEAR
        return Why.NAME if fuzz.token_sort_ratio(one.name, other.name, score_cutoff=least) else None
    return Why.ALIAS if one.alias and one.alias == other.alias else None


def _contradict(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some and others) and not some & others


@dataclass
class Index:
    """The persons seen so far, in groups within which they are compared."""

    _groups: dict[tuple[str, str], list[Facts]] = field(default_factory=lambda: defaultdict(list))

    def add(self, person: Facts) -> None:
        """Let later ones be compared with this one."""
        for group in set(_groups_of(person)):
            self._groups[group].append(person)

    def like(self, person: Facts) -> tuple[Facts, Why] | None:
        """The first who may be the same, those with the same number before all others."""
        for group in _groups_of(person):
            for other in self._groups.get(group, ())[-MOST_COMPARED:]:
                why = alike(person, other)
                if why is not None:
                    return other, why
        return None


def _groups_of(person: Facts) -> Iterator[tuple[str, str]]:
    if person.case_number:
        yield "number", person.case_number
    if person.name:
        # One whose year is not known is compared with equal beginnings of any year.
        initials = sorted({word[0] for word in person.name.split()})
        for initial in initials:
            if person.birth_year is not None:
                yield "year", f"{person.birth_year}/{initial}"
        yield "name", "".join(sorted(word[:3] for word in person.name.split()))
    if person.alias:
        yield "alias", person.alias
