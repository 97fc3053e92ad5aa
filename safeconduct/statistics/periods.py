"""Quarters of a year, their names in an address, and the one before. Pure."""

import re
from datetime import date

from safeconduct.referrals.counted.rules import Quarter

_NAMED = re.compile(r"(20\d\d)-q([1-4])")


def first_day(quarter: Quarter) -> date:
    """The day on which it begins."""
    return date(quarter.year, 3 * quarter.number - 2, 1)


def before(quarter: Quarter) -> Quarter:
    """The one before."""
    return Quarter(quarter.year - 1, 4) if quarter.number == 1 else Quarter(quarter.year, quarter.number - 1)


def name(quarter: Quarter) -> str:
    """As an address says it: 2026-q4."""
    return f"{quarter.year}-q{quarter.number}"


def named(text: str) -> Quarter | None:
    """The quarter of such a name; None for anything else."""
    found = _NAMED.fullmatch(text)
    return Quarter(int(found[1]), int(found[2])) if found else None


def a_year_before(quarter: Quarter) -> Quarter:
    """The same quarter of the year before."""
    return Quarter(quarter.year - 1, quarter.number)
