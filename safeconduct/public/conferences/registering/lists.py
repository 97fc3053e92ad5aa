"""Registrations as a file for a spreadsheet. Pure."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""


def as_csv(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with these names of columns; whatever people typed stays text when it is opened."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([defused(value) for value in row] for row in rows)
    return "\N{BYTE ORDER MARK}" + text.getvalue()


def defused(value: str) -> str:
    """The same, behind an apostrophe where it would be a formula; blanks before it do not hide one."""
    return f"'{value}" if value.startswith(DANGEROUS) or value.lstrip().startswith(DANGEROUS) else value
