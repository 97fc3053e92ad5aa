"""Who was registered in the year before the demonstration: invented people, drawn by a seed from `story/year.toml`.

Nobody has a name, a telephone number or a day of birth: an edition asks for none of them.
"""

import csv
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from safeconduct.commands.demonstration.pair import STORY
from safeconduct.statistics.classes import classes

FILE = STORY / "year.toml"
COLUMNS = {
    "sex": "profile.sex",
    "age_band": "profile.age_band",
    "is_child": "profile.is_child",
    "citizenships": "profile.citizenships",
    "forms": "exploitation.forms",
    "status": "exploitation.status",
}
"""What is drawn of a person, and the column of the file in which it stands."""

type Weights = Mapping[str, int]
type Person = dict[str, str]


@dataclass(frozen=True)
class Group:
    """Whom one agency registered, who leads their files, and how many of the first say no to figures."""

    lead: str
    people: tuple[Person, ...]
    objecting: int = 0

    @property
    def in_list(self) -> int:
        """How many say nothing against figures: they are brought in by a list."""
        return len(self.people) - self.objecting

    def as_file(self) -> bytes:
        """That list as the page for bringing in cases takes it: CSV."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(COLUMNS.values())
        writer.writerows([person[name] for name in COLUMNS] for person in self.people[self.objecting :])
        return text.getvalue().encode()

    @property
    def registered(self) -> int:
        """How many of them are registered as Article 19a has it."""
        return sum(is_registered(person) for person in self.people)

    @property
    def withheld(self) -> int:
        """How many of those say no: they are in the total alone."""
        return sum(is_registered(person) for person in self.people[: self.objecting])


@dataclass(frozen=True)
class Year:
    """All of them."""

    groups: tuple[Group, ...]

    @property
    def in_tables(self) -> int:
        """How many persons an edition of the year counts in its tables."""
        return sum(group.registered - group.withheld for group in self.groups)

    @property
    def withheld(self) -> int:
        """How many are registered and in no table."""
        return sum(group.withheld for group in self.groups)


def is_registered(person: Person) -> bool:
    """Whether the state of identification is one of those that are counted."""
    return person["status"] in classes()["status"]["registered"]


def separate(answers: str) -> list[str]:
    """The codes in one answer of several."""
    return [code.strip() for code in answers.split(";") if code.strip()]


def read_year(file: Path = FILE) -> Year:
    """The same people every time. Raises KeyError for a kind that is not described."""
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    chance = Random(said["seed"])  # noqa: S311 - invented people, and no secret
    return Year(tuple(_group(said, entry, chance) for entry in said["agencies"]))


def _group(said: dict[str, Any], entry: dict[str, Any], chance: Random) -> Group:
    objecting = int(entry.get("objecting", 0))
    people = [_person(said, entry["kinds"], chance) for _number in range(entry["persons"])]
    first = [person | {"status": "identified"} for person in people[:objecting]]
    return Group(entry["lead"], (*first, *people[objecting:]), objecting)


def _person(said: dict[str, Any], kinds: Weights, chance: Random) -> Person:
    of = said["kinds"][_drawn(kinds, chance)]
    return {name: _drawn(of.get(name, said["status"]), chance) for name in COLUMNS}


def _drawn(weights: Weights, chance: Random) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]
