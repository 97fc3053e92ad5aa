"""A file of one invented person, and what reading says of it."""

import csv
import io
from collections.abc import Mapping
from datetime import date

from safeconduct.cases.htcds.reading import Person, read

TODAY = date(2026, 11, 25)
MARIA = {
    "prs_FirstName": "Maria",
    "prs_SecondName": "Invented",
    "prs_Birthdate": "1996-04-02",
    "prs_Gender": "Feminine",
    "prs_Citizenship": "UKR;RO",
    "prs_PrimaryLanguage": "ukr",
    "prs_SecondaryLanguage": "ro",
    "prs_MobilePhone": "+40 000 555 0101",
    "vic_TypeOfExploitation": "ForcedLabour;Servitude",
    "vic_TraffickingStatus": "PossibleVictimOfTrafficking",
    "spl_Type": "SocialCare",
    "con_Consent": "true",
}


def as_csv(*rows: Mapping[str, str], separator: str = ",") -> bytes:
    """A file of these rows, under the columns of the first."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=separator, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def one(row: Mapping[str, str]) -> Person:
    """The person of a file with this row only, in which nothing is wrong."""
    found = read(as_csv(row), today=TODAY)
    assert found.problems == []
    return found.persons[0]


def wrong(data: bytes) -> list[tuple[int, str, str]]:
    """Row, column and sentence of what is wrong in the file; something is."""
    found = read(data, today=TODAY)
    assert found.problems
    return [(problem.row, problem.field, str(problem.sentence)) for problem in found.problems]
