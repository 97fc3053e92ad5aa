"""Countries by ISO 3166-1: 249 codes, and XK for Kosovo, which ISO leaves to its users.

`countries.csv` holds alpha-2, alpha-3 and an English short name. Codes are facts of ISO 3166-1, compared with
the public list datasets/country-codes; the names are this project's and say nothing about anybody's status.
Stateless and unknown are no countries: see `codes.NoCitizenship`.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.errors import BadCode


@dataclass(frozen=True, slots=True)
class Country:
    """One country; NA is Namibia, a code like every other."""

    alpha2: str
    alpha3: str
    english: str


def _read() -> dict[str, Country]:
    with Path(__file__).with_name("countries.csv").open(encoding="utf-8", newline="") as file:
        rows = [Country(row["alpha2"], row["alpha3"], row["name"]) for row in csv.DictReader(file)]
    return {row.alpha2: row for row in rows}


COUNTRIES: dict[str, Country] = _read()
"""Every country by its alpha-2 code, in the order of the codes."""

# Codes that the statistics of the European Union use beside ISO's.
_ALIASES = {"EL": "GR", "UK": "GB"}
_BY_CODE: dict[str, str] = _ALIASES | {
    code: row.alpha2 for row in COUNTRIES.values() for code in (row.alpha2, row.alpha3)
}


_BY_NAME: dict[str, str] = {row.english.casefold(): row.alpha2 for row in COUNTRIES.values()}


def country(code: str) -> str:
    """The alpha-2 code for an alpha-2 or alpha-3 code, in any case. Raises BadCode."""
    alpha2 = _BY_CODE.get(code.strip().upper())
    if alpha2 is None:
        sentence = _("The country “{code}” is not in our list. Choose one from the list.")
        raise BadCode(format_lazy(sentence, code=code))
    return alpha2


def country_named(text: str) -> str:
    """The alpha-2 code for a code, or for the country's English short name. Raises BadCode."""
    return _BY_NAME.get(text.strip().casefold()) or country(text)


def country_name(code: str) -> str:
    """The English short name for a code that `country` knows. Raises BadCode."""
    return COUNTRIES[country(code)].english
