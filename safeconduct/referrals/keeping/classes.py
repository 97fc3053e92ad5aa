"""How long each section is kept, by country: data with its source, and whether the node's term lies outside of it."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import Confidence
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import USED, Section, in_order

FILE = Path(__file__).with_name("classes.toml")
EVERYWHERE = "*"


class After(StrEnum):
    """From when the days count."""

    CLOSING = "closing"
    DISCHARGE = "discharge"
    MANDATE_END = "mandate_end"
    MAJORITY = "majority"


AFTER: dict[After, Words] = {
    After.CLOSING: _("After the closing"),
    After.DISCHARGE: _("After the end of treatment"),
    After.MANDATE_END: _("After the end of the mandate"),
    After.MAJORITY: _("After the child is of age, or the closing"),
}


class Outside(StrEnum):
    """How the node's term lies to a class."""

    INSIDE = "inside"
    SHORTER = "shorter"
    LONGER = "longer"
    NO_END = "no_end"
    NOT_KNOWN = "not_known"


OUTSIDE: dict[Outside, Words] = {
    Outside.INSIDE: _("The node's term lies inside"),
    Outside.SHORTER: _("The node's term is shorter"),
    Outside.LONGER: _("The node's term is longer"),
    Outside.NO_END: _("The node erases nothing by a term"),
    Outside.NOT_KNOWN: _("Not known: ask your profession's body"),
}


@dataclass(frozen=True, slots=True)
class Class:
    """One class: of which sections, where, from when, how many days at least and at most, by which source."""

    sections: tuple[Section, ...]
    country: str
    after: After
    least_days: int | None
    most_days: int | None
    source: str
    confidence: Confidence

    def lies(self, term: int | None) -> Outside:
        """How a term of so many days lies to it; None is a term without end."""
        if self.most_days is None or self.least_days is None:
            return Outside.NOT_KNOWN
        if term is None:
            return Outside.NO_END
        if term < self.least_days:
            return Outside.SHORTER
        return Outside.LONGER if term > self.most_days else Outside.INSIDE


@cache
def classes() -> tuple[Class, ...]:
    """The file, read once."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> tuple[Class, ...]:
    """The classes of such a file. Raises ValueError or KeyError for one that is not whole."""
    return tuple(
        Class(
            tuple(Section(name) for name in row["sections"]), row["country"], After(row["after"]),
            row.get("least_days"), row.get("most_days"), row["source"], Confidence(row["confidence"]),
        )
        for row in tomllib.loads(text)["class"]
    )  # fmt: skip


def class_of(section: Section, country: str, known: tuple[Class, ...] | None = None) -> Class | None:
    """The class of a section in a country: the country's own row before the row of all."""
    rows = classes() if known is None else known
    fitting = [row for row in rows if section in row.sections and row.country in (country, EVERYWHERE)]
    return min(fitting, key=lambda row: row.country == EVERYWHERE, default=None)


def of_country(country: str) -> list[tuple[Section, Class | None]]:
    """Each section that is used, in the order of the file, with its class there."""
    return [(section, class_of(section, country)) for section in in_order(USED)]
