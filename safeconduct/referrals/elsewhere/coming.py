"""A person from a file with the columns of HTCDS 2.0, as a draft to look through: read here, kept nowhere.

The file may be a CSV, JSON, or a spreadsheet, also one that opens with a password as our own export does.
"""

import csv
import io
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as spoken
from django.utils.translation import gettext_lazy as _
from msoffcrypto.exceptions import InvalidKeyError

from safeconduct.cases.answering import Content
from safeconduct.cases.drafted import NOT_YOURS, NOTES, Left, for_the_notes, looked_through
from safeconduct.cases.htcds.reading import read_one
from safeconduct.referrals.lists.spreadsheet import opened
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section, in_order
from safeconduct.vocabulary.tables.problems import Problem, WrongFile
from safeconduct.vocabulary.tables.spreadsheets import NO_SPREADSHEET, OLD_FORMAT, ZIP, grid

WRONG_PASSWORD = _("The spreadsheet does not open with this password. Ask them to say it again.")
IS_CONSENT = _("A tick of consent is no consent here: it names nobody and has no end. Ask the person.")
CONSENT = "con_Consent"
OF_THE_FILE = frozenset({"cas_Status", "cas_ReferredOrganisation"})
"""What is told and does not go into the notes: it says nothing about the person."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What the forms begin with, and all that is not in them, line by line."""

    sections: dict[Section, Content]
    left: tuple[Left, ...]


def coming(data: bytes, password: str, *, today: date, mine: frozenset[Section]) -> Coming:
    """The draft of one person, in the sections that the member may write. Raises WrongFile."""
    found = read_one(_as_csv(data, password), today=today)
    fits = looked_through(found.person.sections)
    wrong = [Left(_where(problem), problem.sentence, said) for problem, said in found.problems]
    for_notes = [one for one in wrong if one.where not in OF_THE_FILE] + list(fits.left)
    ticked = [Left(CONSENT, IS_CONSENT, "")] if found.person.has_consent else []
    unread = [Left(column, why, "") for column, why in found.left_out.items()]
    closed = [Left(str(label(name)), NOT_YOURS, "") for name in in_order(fits.sections.keys() - mine)]
    sections = {section: content for section, content in fits.sections.items() if section in mine}
    sections.setdefault(Section.PROFILE, {})
    notes = for_the_notes(for_notes)
    if notes and Section.NARRATIVE in mine:
        sections[Section.NARRATIVE] = {NOTES: notes}
    return Coming(sections, (*wrong, *fits.left, *closed, *ticked, *unread))


def _where(problem: Problem) -> str:
    return problem.field or spoken("row %(number)s") % {"number": problem.row}


def _as_csv(data: bytes, password: str) -> bytes:
    """The same lines as a CSV, whatever kind of spreadsheet they come in; other files as they are."""
    if data.startswith(OLD_FORMAT):
        data = _unlocked(data, password)
    if not data.startswith(ZIP):
        return data
    text = io.StringIO()
    csv.writer(text).writerows(grid(data))
    return text.getvalue().encode()


def _unlocked(data: bytes, password: str) -> bytes:
    try:
        return opened(data, password)
    except InvalidKeyError:
        raise WrongFile(Problem(0, "", WRONG_PASSWORD)) from None
    except Exception as fault:  # the library raises whatever it met on its way through a foreign file
        raise WrongFile(Problem(0, "", NO_SPREADSHEET)) from fault
