"""Into which countries sending needs a ground of Chapter V of the GDPR: data with its source, never a constant."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("countries.toml")


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists as the file has them, with who checked them: nobody, as long as that is empty."""

    bound: frozenset[str]
    """Where the Regulation applies."""
    adequate: frozenset[str]
    read_on: date
    source: str
    page: str
    checked_by: str

    def asks_ground(self, sender: str, recipient: str) -> bool:
        """Whether sending from one country to the other rests on a ground. A country on no list is asked."""
        return sender in self.bound and recipient not in self.bound | self.adequate


@cache
def lists() -> Lists:
    """The file, read once."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Lists(
        bound=frozenset(data["eea"]["countries"]),
        adequate=frozenset(data["adequate"]["countries"]),
        read_on=data["read_on"],
        source=data["adequate"]["source"],
        page=data["adequate"]["page"],
        checked_by=data["checked_by"],
    )
