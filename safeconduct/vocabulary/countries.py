"""Countries by ISO 3166-1: 249 codes, and XK for Kosovo, which ISO leaves to its users.

Codes are facts of ISO 3166-1, compared with the public list datasets/country-codes; the names are this project's
and say nothing about anybody's status.
Stateless and unknown are no countries: see `codes.NoCitizenship`, and `citizenships.py` for who asks for those too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.errors import BadCode
from safeconduct.vocabulary.iso3166 import ROWS


@dataclass(frozen=True, slots=True)
class Country:
    """One country; NA is Namibia, a code like every other."""

    alpha2: str
    alpha3: str
    english: str

    @property
    def name(self) -> str:
        """What the language of the page calls it."""
        return gettext(self.english)


COUNTRIES: dict[str, Country] = {row[0]: Country(*row) for row in ROWS}
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
    """The alpha-2 code for a code, or for a name as people write it: English, or that of the page. Raises BadCode."""
    wanted = text.strip().casefold()
    return _BY_NAME.get(wanted) or _named_on_the_page(get_language()).get(wanted) or country(text)


@lru_cache(maxsize=16)
def _named_on_the_page(_language: str | None) -> Mapping[str, str]:
    """By the names that the language of the page has: a long list asks for each of its rows."""
    return {row.name.casefold(): row.alpha2 for row in reversed(COUNTRIES.values())}


def country_name(code: str) -> str:
    """The name of a country, in the language of the page. Raises BadCode for a code that `country` does not know."""
    return COUNTRIES[country(code)].name


def country_in_full(code: str) -> str:
    """The same for what was received: a code that a newer version sent stays as it is."""
    try:
        return country_name(code)
    except BadCode:
        return code
