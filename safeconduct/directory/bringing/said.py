"""One value of a foreign record, in our codes. Each raises WrongCell with what is wrong and what is right. Pure."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from safeconduct.directory.bringing.words import EVERYWHERE, NO, SYNONYMS, YES
from safeconduct.vocabulary.countries import country_named
from safeconduct.vocabulary.errors import BadCode
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import LANGUAGES
from safeconduct.vocabulary.regions import REGIONS, of_country
from safeconduct.vocabulary.tables.cells import plain, plain_text
from safeconduct.vocabulary.tables.problems import WrongCell
from safeconduct.vocabulary.telephones import WITH_A_ZERO, WITHOUT

LONGEST_NAME = 200
LONGEST_TEXT = 5000
MOST_VALUES = 60

TOO_LONG = _("This is longer than {most} characters.")
TOO_MANY = _("There are more than {most} values in it.")
MARKUP = _("There is HTML in it. Write plain text.")
NOT_A_DAY = _("“{value}” is no date. Write year-month-day, for example 2026-04-02.")
NO_SUCH_DAY = _("“{value}” is a day that no calendar has.")
TO_COME = _("“{value}” lies in the future.")
NOT_A_CODE = _("“{value}” is not in this list. It knows {codes}.")
NOT_A_COUNTRY = _("“{value}” is no country. Write two letters of ISO 3166, for example RO.")
NOT_A_LANGUAGE = _("“{value}” is no language that is known here. Write ISO 639, for example ro.")
NOT_A_REGION = _("“{value}” is no part of {country} that is known here. Write ISO 3166-2, or leave it empty.")
NOT_YES_OR_NO = _("“{value}” is neither yes nor no.")
NOT_AN_AGE = _("“{value}” is no age in whole years from 0 to 120.")
NOT_AN_EMAIL = _("This is no e-mail address.")
NOT_AN_ADDRESS_OF_THE_WEB = _("This is no address of the web. It begins with https:// or http://.")
NOT_A_TIME = _("“{value}” is no time. Write hours and minutes, for example 09:00.")
NOT_TEXT = _("A text is expected here.")

_MARKUP = re.compile(r"<\s*[/!?a-zA-Z]|&#?\w{2,8};|javascript:", re.IGNORECASE)


def text(value: object, most: int = LONGEST_TEXT) -> str:
    """Plain text on one or more lines; no markup, no formula, nothing unseen."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise WrongCell(NOT_TEXT)
    bare = str(value).strip()
    if len(bare) > most:
        raise WrongCell(format_lazy(TOO_LONG, most=most))
    if _MARKUP.search(bare):
        raise WrongCell(MARKUP)
    return "\n".join(plain_text(line.strip()) for line in bare.splitlines() if line.strip())


def name(value: object) -> str:
    """A name: one line, not longer than names are."""
    return " ".join(text(value, LONGEST_NAME).split())


def day(value: object, *, today: date) -> date:
    """A day that was: year-month-day, or day.month.year."""
    bare = name(value)
    if found := re.fullmatch(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?:[ T].*)?", bare):
        year, month, number = map(int, found.groups())
    elif found := re.fullmatch(r"([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ]([0-9]{4})\.?", bare):
        number, month, year = map(int, found.groups())
    else:
        raise WrongCell(format_lazy(NOT_A_DAY, value=bare[:30]))
    try:
        said = date(year, month, number)
    except ValueError:
        raise WrongCell(format_lazy(NO_SUCH_DAY, value=bare[:30])) from None
    if said > today:
        raise WrongCell(format_lazy(TO_COME, value=bare[:30]))
    return said


def time_of_day(value: object) -> str:
    """Hours and minutes."""
    bare = name(value)
    found = re.fullmatch(r"([01]?[0-9]|2[0-4])[:.]([0-5][0-9])(?:[:.][0-9]{2})?(?:Z|[+-][0-9:]+)?", bare)
    if not found or (found[1] == "24" and found[2] != "00"):
        raise WrongCell(format_lazy(NOT_A_TIME, value=bare[:30]))
    return "23:59" if found[1] == "24" else f"{int(found[1]):02}:{found[2]}"


def code(kind: type[StrEnum], value: object) -> str:
    """A code of a list, also by its label in any language of the pages, or by what the field writes for it."""
    bare = name(value)
    found = _words_of(kind).get(plain(bare.removeprefix("sc:")))
    if found is None:
        known = ", ".join(one.value for one in kind)
        raise WrongCell(format_lazy(NOT_A_CODE, value=bare[:30], codes=known))
    return found


@lru_cache(maxsize=64)
def _words_of(kind: type[StrEnum]) -> dict[str, str]:
    """Codes first, then what the field writes, then labels: a label never takes the word of a code."""
    words = [(one.value, one.value) for one in kind]
    words += [(word, one.value) for one in kind for word in SYNONYMS.get(one.value, "").split(";")]
    for language, _name in settings.LANGUAGES:
        with override(language):
            words += [(str(label(one)), one.value) for one in kind]
    found: dict[str, str] = {}
    for word, code in words:
        if plain(word):
            found.setdefault(plain(word), code)
    return found


def codes(kind: type[StrEnum], values: Iterable[object]) -> tuple[str, ...]:
    """Each of them, once."""
    return several(lambda value: code(kind, value), values)


def several[T](read: Callable[[object], T], values: Iterable[object]) -> tuple[T, ...]:
    """Each of them, once; not too many."""
    all_of_them = list(values)
    if len(all_of_them) > MOST_VALUES:
        raise WrongCell(format_lazy(TOO_MANY, most=MOST_VALUES))
    return tuple(dict.fromkeys(read(value) for value in all_of_them))


def country(value: object) -> str:
    """Alpha-2; "" for what holds in several countries, such as the European Union."""
    bare = name(value)
    if plain(bare) in EVERYWHERE:
        return ""
    try:
        return country_named(bare)
    except BadCode:
        raise WrongCell(format_lazy(NOT_A_COUNTRY, value=bare[:30])) from None


def region(value: object, of: str) -> str:
    """ISO 3166-2, by code or by name."""
    bare = name(value)
    if bare.upper() in REGIONS and (not of or bare.upper().startswith(f"{of}-")):
        return bare.upper()
    for one in of_country(of):
        if plain(bare) in (plain(one.name), plain(one.code)):
            return one.code
    raise WrongCell(format_lazy(NOT_A_REGION, value=bare[:30], country=of or "?"))


@lru_cache(maxsize=4)
def _languages(spoken: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in LANGUAGES.values():
        for word in (one.tag, one.alpha2, one.alpha3, one.english, one.own, one.name):
            if plain(word):
                found.setdefault(plain(word), one.tag)
    return found


def language(value: object) -> str:
    """A tag, by ISO 639, by name, or by a tag with a country behind it."""
    bare = name(value)
    known = _languages(get_language() or "en")
    found = known.get(plain(bare)) or known.get(plain(re.split(r"[-_]", bare)[0]))
    if not found:
        raise WrongCell(format_lazy(NOT_A_LANGUAGE, value=bare[:30]))
    return found


def yes_no(value: object) -> bool:
    """Yes or no, in the languages of the field."""
    if isinstance(value, bool):
        return value
    bare = plain(name(value))
    if bare in YES or bare in NO:
        return bare in YES
    raise WrongCell(format_lazy(NOT_YES_OR_NO, value=bare[:30]))


def age(value: object) -> int:
    """Whole years."""
    bare = name(value)
    found = re.fullmatch(r"([0-9]{1,3})(?:\.0+)?", bare)
    if not found or int(found[1]) > 120:
        raise WrongCell(format_lazy(NOT_AN_AGE, value=bare[:30]))
    return int(found[1])


def email(value: object) -> str:
    """An address as mail is sent to it."""
    bare = name(value)
    if not re.fullmatch(r"[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+", bare):
        raise WrongCell(NOT_AN_EMAIL)
    return bare


def website(value: object) -> str:
    """A page of the web; its scheme is http or https."""
    bare = name(value)
    if not re.fullmatch(r"https?://[\w.-]+\.\w{2,}(?::[0-9]+)?(?:/[^\s\"'<>]*)?", bare):
        raise WrongCell(NOT_AN_ADDRESS_OF_THE_WEB)
    return bare


def wrong_coordinates(latitude: object, longitude: object, of: str) -> bool:
    """Whether these are on no map, or lie far from a European country while the swapped ones do not."""
    try:
        north, east = float(str(latitude).replace(",", ".")), float(str(longitude).replace(",", "."))
    except ValueError:
        return True
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        return True
    is_european = not of or of in WITH_A_ZERO or of in WITHOUT
    return is_european and not _in_europe(north, east) and _in_europe(east, north)


def _in_europe(north: float, east: float) -> bool:
    return 34 <= north <= 72 and -32 <= east <= 50
