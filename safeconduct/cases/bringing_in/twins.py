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

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from safeconduct.cases.contents import Content, answer
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.tables.cells import plain

ALIKE = 88
"""From 0 to 100: names that are this alike, in any order of their parts, may be one person's."""
ALIKE_WITHOUT_YEAR = 95
MOST_COMPARED = 5000
"""In one group; whoever has a file of a hundred thousand people waits no longer for a hint than for the import."""


class Why(StrEnum):
    """What two persons have in common."""

    NUMBER = "number"
    NAME = "name"
    ALIAS = "alias"


WHY_IN_WORDS: dict[Why, Words] = {
    Why.NUMBER: _("The number of the case is the same."),
    Why.ALIAS: _("The alias is the same."),
    Why.NAME: _("The names are the same or nearly so, and nothing else speaks against it."),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of one person; `where` says which: a row of the file, or a case that is here.

    The parts of the name stand in the order of the alphabet: lists differ in which comes first.
    """

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
        " ".join(sorted(plain(str(answer(identity, "names") or "")).split())),
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
        return Why.NAME if fuzz.ratio(one.name, other.name, score_cutoff=least) else None
    return Why.ALIAS if one.alias and one.alias == other.alias else None


def _contradict(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some and others) and not some & others


@dataclass
class Group:
    """Persons who are compared with each other, their names apart: these are compared by hundreds at once."""

    names: list[str] = field(default_factory=list)
    people: list[Facts] = field(default_factory=list)

    def add(self, person: Facts) -> None:
        """One more, while there are not too many."""
        if len(self.people) < MOST_COMPARED:
            self.names.append(person.name)
            self.people.append(person)

    def like(self, person: Facts, *, by_name: bool) -> tuple[Facts, Why] | None:
        """The one who is most alike, as far as nothing speaks against it."""
        if by_name:
            found = process.extract(person.name, self.names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=5)
            others = [self.people[place] for _name, _score, place in found]
        else:
            others = self.people[-5:]
        return next(((other, why) for other in others if (why := alike(person, other))), None)


@dataclass
class Index:
    """The persons seen so far, in groups within which they are compared."""

    _groups: dict[tuple[str, str], Group] = field(default_factory=lambda: defaultdict(Group))

    def add(self, person: Facts) -> None:
        """Let later ones be compared with this one."""
        for group in set(_groups_of(person)):
            self._groups[group].add(person)

    def like(self, person: Facts) -> tuple[Facts, Why] | None:
        """One who may be the same, those with the same number before all others."""
        for kind, of in _groups_of(person):
            if (group := self._groups.get((kind, of))) and (
                found := group.like(person, by_name=kind in ("year", "name"))
            ):
                return found
        return None


def _groups_of(person: Facts) -> Iterator[tuple[str, str]]:
    if person.case_number:
        yield "number", person.case_number
    if person.name:
        words = person.name.split()
        if person.birth_year is not None:
            for initial in sorted({word[0] for word in words}):
                yield "year", f"{person.birth_year}/{initial}"
        # One whose year is not known is compared with equal beginnings of any year.
        yield "name", "".join(word[:3] for word in words)
    if person.alias:
        yield "alias", person.alias
