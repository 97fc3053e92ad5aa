"""Invented lists as agencies keep them: with headers of their own, in several formats."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import openpyxl

TODAY = date(2026, 11, 25)
HEADER = [
    "Nr. dosar",
    "Nume",
    "Prenume",
    "Data nașterii",
    "Sex",
    "Cetățenie",
    "Limba",
    "Nevoi",
    "Telefon",
    "Acord",
]
PEOPLE = [
    ["A-1", "Marin", "Ioana", "02.04.1996", "f", "Romania", "ro", "cazare; avocat", "+40 000 100 001", "da"],
    ["A-2", "Stan", "Dorin", "1988-11-30", "m", "RO", "Romanian", "", "", ""],
    ["A-3", "Lupu", "Vera", "31.12.1979", "f", "Moldova", "ro, ru", "housing", "0700 000 002", "nu"],
]


def as_csv(lines: Sequence[Sequence[str]], *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """The lines as a spreadsheet would save them."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(lines)
    return text.getvalue().encode(encoding)


def as_xlsx(lines: Sequence[Sequence[object]]) -> bytes:
    """The lines as the first sheet of a workbook."""
    book = openpyxl.Workbook()
    page = book.active
    for line in lines:
        page.append(list(line))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def many(number: int, *, wrong_every: int = 0) -> list[list[str]]:
    """A header and so many people, each with a name and a birthday of their own; every so many-th with a bad date."""
    lines = [
        ["Case number", "First name", "Last name", "Date of birth", "Sex", "Nationality", "Needs", "Phone"]
    ]
    for n in range(number):
        born = f"{1960 + n % 45}-{1 + n % 12:02}-{1 + n % 28:02}"
        if wrong_every and n % wrong_every == wrong_every - 1:
            born = "31.31.1990"
        name = "".join(chr(97 + (n * step) % 26) for step in (1, 7, 11, 17)) + f"a{n % 97}"
        sex = "f" if n % 3 else "m"
        lines.append([f"N-{n}", f"Given{name}", f"Family{n}x", born, sex, "RO", "housing", "+40 000 000 000"])
    return lines
