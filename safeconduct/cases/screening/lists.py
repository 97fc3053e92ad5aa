"""The lists of signs, read once from `lists.toml` and checked. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.cases.screening.codes import Dimension, Profile, Weight
from safeconduct.cases.screening.words import QUESTIONS

FILE = Path(__file__).with_name("lists.toml")
KINDS = ("none", "secondary", "compared")


class ListError(ValueError):
    """The file cannot be used; the sentence names the list and what to mend."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the facts of a list come from."""

    number: str
    title: str
    publisher: str
    address: str


@dataclass(frozen=True, slots=True)
class Signs:
    """One list: its signs in their order, each with its weight, and whether anybody has compared it."""

    profile: Profile
    version: int
    source: Source
    explained_in: Source
    weights: str
    checked_on: date | None
    checked_by: str
    indicators: Mapping[str, Weight]

    @property
    def is_checked(self) -> bool:
        """Whether a named person has compared every row with the source."""
        return self.checked_on is not None

    @property
    def has_weights(self) -> bool:
        """Whether the list says how strong each sign is."""
        return self.weights != "none"

    @property
    def dimensions(self) -> list[Dimension]:
        """The sides that it asks about, in order."""
        return [one for one in Dimension if any(code[:2] == one for code in self.indicators)]

    def of(self, dimension: Dimension) -> list[str]:
        """The codes of one side."""
        return [code for code in self.indicators if code[:2] == dimension]


@cache
def lists() -> Mapping[Profile, Signs]:
    """The lists of this release."""
    return read(FILE.read_bytes())


def read(source: bytes) -> Mapping[Profile, Signs]:
    """Read and check a file of lists. Raises ListError."""
    data = tomllib.loads(source.decode())
    sources = {number: Source(number=number, **told) for number, told in data["source"].items()}
    found = [_list(told, sources) for told in data["list"]]
    missing = set(Profile) - {one.profile for one in found}
    if missing or len(found) != len(Profile):
        raise ListError(f"Each profile has one list; look at {sorted(missing) or 'those named twice'}.")
    return {one.profile: one for one in found}


def _list(told: dict[str, Any], sources: Mapping[str, Source]) -> Signs:
    name = told["profile"]
    try:
        made = Signs(
            Profile(name), told["version"], sources[told["source"]], sources[told["explained_in"]], told["weights"],
            date.fromisoformat(told["checked_on"]) if told["checked_on"] else None, told["checked_by"],
            {code: Weight(weight) for code, weight in told["indicators"].items()},
        )  # fmt: skip
    except (KeyError, ValueError) as fault:
        raise ListError(f"The list {name} holds a name that is not known: {fault}.") from fault
    if made.weights not in KINDS or made.version < 1:
        raise ListError(
            f"The list {name} needs a version from 1 on, and one of {', '.join(KINDS)} for weights."
        )
    if unknown := sorted(set(made.indicators) - set(QUESTIONS)):
        raise ListError(f"The list {name} has signs without a question: {', '.join(unknown)}.")
    if any((weight is Weight.NONE) == made.has_weights for weight in made.indicators.values()):
        raise ListError(f"The list {name} gives every sign a weight, or none.")
    if made.is_checked != bool(made.checked_by) or made.is_checked != (made.weights == "compared"):
        raise ListError(f"The list {name} is compared by a named person on a day, or it is not.")
    return made
