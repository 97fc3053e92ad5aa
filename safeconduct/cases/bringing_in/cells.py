"""One cell of a foreign file, from its own words to ours. A reader raises WrongCell: what is wrong and what is right.

Words of a list are found by the answers that somebody gave for this file, by code, by label, and by what the field
writes for them. A formula is refused everywhere: what a spreadsheet would do with it is never tried.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.bringing_in.targets import TARGETS, Target
from safeconduct.cases.bringing_in.words import OPEN_WORDS, SYNONYMS, YES_NO
from safeconduct.cases.htcds import cells as htcds
from safeconduct.cases.kinds import TEXT_LIMIT, Field, Kind
from safeconduct.vocabulary.codes import Unanswered
from safeconduct.vocabulary.errors import BadCode
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.tables.cells import plain, plain_text
from safeconduct.vocabulary.tables.problems import WrongCell

LONGEST_CELL = TEXT_LIMIT
MOST_VALUES = htcds.MOST_VALUES

NOT_A_DAY = _("“{value}” is no date. Write year-month-day, for example 1996-04-02, or day.month.year.")
NOT_A_MONTH = _("“{value}” is no month. Write year-month, for example 2024-03.")
NOT_A_YEAR = _("“{value}” is no year of birth.")
NOT_KNOWN = _("“{value}” is not in the list of answers. Say beside the columns what it stands for.")
NOT_A_PHONE = _("This is no telephone number: it holds letters, or fewer than three digits.")


class Dates(StrEnum):
    """In which order a file writes a date that is not year-month-day."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


_OPEN = {word.strip(): way.value for way, words in OPEN_WORDS.items() for word in words.split(";")}


def split(target: Target, text: str) -> list[str]:
    """The values in a cell: several where the question takes several, between semicolons, commas, bars or lines."""
    if target.field is None or target.field.kind is not Kind.CODES:
        return [text]
    return [piece.strip() for piece in re.split(r"[;,|/\n]", text) if piece.strip()]


def coded(target: Target, word: str, values: Mapping[str, str]) -> str | dict[str, str] | None:
    """The code that a word stands for, or how the question stays open; None when nobody knows."""
    field = target.field
    if field is None:
        return None
    wanted = plain(word)
    if code := values.get(wanted):
        return answered(code)
    spoken = get_language() or "en"
    code = known_words(target.name, spoken).get(wanted) if field.choices else named(target.name, word, spoken)
    if code:
        return code
    return {"unanswered": _OPEN[wanted]} if wanted in _OPEN else None


def meant(target: Target, word: str, values: Mapping[str, str]) -> str:
    """The same as a mapping keeps it: a code, `?` and a way to stay open, or "" when nobody knows."""
    found = coded(target, word, values)
    return f"?{found['unanswered']}" if isinstance(found, dict) else found or ""


def answered(code: str) -> str | dict[str, str]:
    """A code of a mapping as an answer is stored: `?` and a way to stay open becomes a question without one."""
    return {"unanswered": code.removeprefix("?")} if code.startswith("?") else code


@lru_cache(maxsize=4096)
def named(name: str, word: str, language: str) -> str | None:
    """The code of a name, such as a country's; remembered, for a file repeats few names and each look goes through
    all of them in the `language` of the page. None when nobody knows it."""
    field = TARGETS[name].field
    try:
        return field.known(word) if field is not None else None
    except (BadCode, ValueError):
        return None


@lru_cache(maxsize=64)
def known_words(name: str, language: str) -> dict[str, str]:
    """Every word that stands for a code of this target's list, plain; `language` is the page's, for its labels."""
    found: dict[str, str] = {}
    field = TARGETS[name].field
    if field is None:
        return found
    for code, words in (field.choices or {}).items():
        own = SYNONYMS.get(name, {}).get(code, "") + ";" + (YES_NO.get(code, "") if _is_yes_no(field) else "")
        for word in [code, str(words), *own.split(";")]:
            if plain(word):
                found.setdefault(plain(word), code)
    return found


def _is_yes_no(field: Field) -> bool:
    return {"yes", "no"} <= set(field.choices or {})


def ways_to_stay_open() -> list[tuple[str, Any]]:
    """What may be said of a word beside the codes of its list; a question mark tells them from codes."""
    return [(f"?{code.value}", label(code)) for code in Unanswered]


def text_of(value: str) -> str:
    """A text that may be stored. Raises WrongCell for what begins like a formula, cannot be shown or is too long."""
    bare = value.strip()
    if len(bare) > LONGEST_CELL:
        raise WrongCell(format_lazy(htcds.TOO_LONG, most=LONGEST_CELL))
    return "\n".join(plain_text(line) for line in bare.splitlines() if line.strip())


def phone(value: str) -> str:
    """A telephone number as it was written; `+` may come first."""
    bare = value.strip().removeprefix("'")
    if not re.fullmatch(r"\+?[0-9 ()./;,-]*[0-9][0-9 ()./;,-]*", bare) or len(re.sub(r"\D", "", bare)) < 3:
        raise WrongCell(NOT_A_PHONE)
    return bare


def day(value: str, dates: Dates, *, today: date) -> date:
    """A date that is not in the future. Raises WrongCell."""
    bare = plain_text(value.strip())
    if found := re.fullmatch(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?:[ T][0-9:.]+)?", bare):
        year, month, number = map(int, found.groups())
    elif found := re.fullmatch(r"([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ]([0-9]{4})\.?", bare):
        first, second, year = map(int, found.groups())
        month, number = (first, second) if dates is Dates.MONTH_FIRST else (second, first)
    else:
        raise WrongCell(format_lazy(NOT_A_DAY, value=bare[:30]))
    return htcds.checked_day(bare[:30], year, month, number, today=today)


def month(value: str) -> str:
    """A month as year-month; a year alone stays one. Raises WrongCell."""
    bare = plain_text(value.strip())
    if found := re.fullmatch(r"([0-9]{4})(?:[-./]([0-9]{1,2})(?:[-./][0-9]{1,2})?)?", bare):
        year, number = found.group(1), found.group(2)
    elif found := re.fullmatch(r"([0-9]{1,2})[-./]([0-9]{4})", bare):
        number, year = found.groups()
    else:
        raise WrongCell(format_lazy(NOT_A_MONTH, value=bare[:30]))
    if number and not 1 <= int(number) <= 12:
        raise WrongCell(format_lazy(NOT_A_MONTH, value=bare[:30]))
    return f"{year}-{int(number):02}" if number else year


def birth_year(value: str, *, today: date) -> int:
    """A year in which somebody who lives may have been born. Raises WrongCell."""
    bare = value.strip()
    if not re.fullmatch(r"[0-9]{4}", bare) or not today.year - htcds.OLDEST <= int(bare) <= today.year:
        raise WrongCell(format_lazy(NOT_A_YEAR, value=bare[:30]))
    return int(bare)
