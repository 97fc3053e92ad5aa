"""A whole file, row by row: the contents of a person's sections, what is asked for, whether consent is ticked.

The tick of the standard is no consent here: it names no recipient, no section and no end. It only says that a row
may go on to where consent is recorded.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.contents import Content, child_by
from safeconduct.cases.htcds.cells import read_cell
from safeconduct.cases.htcds.columns import READ
from safeconduct.cases.htcds.tables import UNKNOWN_COLUMN, Row, table
from safeconduct.vocabulary.codes import AgeBand, Answer3, Need, Unanswered
from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.tables.problems import Problem, WrongCell, WrongFile

ADULT = 18
SAYS_NOTHING_NEW: dict[str, Any] = {
    "cas_Status": "Active",
    "prs_Deceased": False,
    "hte_Type": "Exploitation",
}
"""What is so of every draft, and need not be told."""
BANDS: tuple[tuple[int, AgeBand], ...] = (
    (11, AgeBand.AGE_0_11),
    (15, AgeBand.AGE_12_15),
    (17, AgeBand.AGE_16_17),
    (20, AgeBand.AGE_18_20),
    (25, AgeBand.AGE_21_25),
    (35, AgeBand.AGE_26_35),
    (50, AgeBand.AGE_36_50),
)
"""The last year of each band; above them is the last one."""

NOTHING = _("There is nothing in this row that is taken over.")
HAS_DIED = _("This row says that the person has died. No referral is made from it.")
IS_CLOSED = _("This case is closed. Only open cases are taken over.")
NO_TRACE = _("There is no question for this here, or another column says it already.")
CLOSED_THERE = _("This case is closed there. Open one here only if the work goes on.")
ONE_PERSON = _("Here a file holds one person: a header and one row. Bring in a list as a list.")
AGE_AND_BIRTH = _("This age does not fit the date of birth.")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, as far as the file says it. HTCDS has no urgency and no service."""

    needs: tuple[Need, ...]
    recipient: str
    """The name of the agency that the person was referred to, or empty."""


@dataclass(frozen=True, slots=True)
class Person:
    """One row: the sections with their contents as `cases.contents` stores them, the request, the tick."""

    row: int
    sections: dict[Section, Content]
    request: Request
    has_consent: bool

    @property
    def is_child(self) -> Answer3:
        """As the profile says it; unknown where nothing in the row tells, and unknown acts as a child."""
        return child_by(self.sections.get(Section.PROFILE))


@dataclass(frozen=True, slots=True)
class File:
    """What a file holds: the rows that are right, the columns left out with the reason, all that is wrong."""

    persons: list[Person]
    left_out: dict[str, Words]
    problems: list[Problem]


def read(data: bytes, *, today: date) -> File:
    """Read a file of HTCDS 2.0 columns; never raises for what is in it. A wrong file has no persons."""
    try:
        found = table(data)
    except WrongFile as wrong:
        return File([], {}, wrong.problems)
    problems = list(found.problems)
    wrong_rows = {problem.row for problem in problems}
    persons = []
    for row in found.rows:
        person = read_row(row, today=today)
        if isinstance(person, list):
            problems += person
        elif row.number not in wrong_rows:
            persons.append(person)
    return File(persons, found.left_out, sorted(problems, key=lambda problem: problem.row))


@dataclass(frozen=True, slots=True)
class Draft:
    """One person as far as the row can be read; each fault with the cell as it stands in the file, so that nothing is
    lost."""

    person: Person
    problems: list[tuple[Problem, str]]
    left_out: dict[str, Words]


def read_one(data: bytes, *, today: date) -> Draft:
    """The person of a file with one row. Raises WrongFile for a file that cannot be read or holds several people."""
    found = table(data, takes_unknown=True)
    if len(found.rows) != 1:
        raise WrongFile(*found.problems or [Problem(0, "", ONE_PERSON)])
    row = found.rows[0]
    answers, problems = _answers(row, today)
    problems = [*found.problems, *problems]
    told = {problem.field for problem in problems}
    problems += [Problem(1, column, UNKNOWN_COLUMN) for column in row.rest if column not in told]
    problems += [
        Problem(row.number, column, why)
        for column, why in _without_trace(answers, today)
        if column not in told
    ]
    said = row.cells | row.rest
    return Draft(
        _person(row.number, answers, today),
        [(_of_a_draft(problem), said.get(problem.field, "")) for problem in problems],
        found.left_out,
    )


def _of_a_draft(problem: Problem) -> Problem:
    """What keeps a row out of a list is for somebody to decide where it is one person."""
    return replace(problem, sentence=CLOSED_THERE) if problem.sentence is IS_CLOSED else problem


def _without_trace(answers: dict[str, Any], today: date) -> Iterator[tuple[str, Words]]:
    """The columns that were read and of which nothing stands in the sections; the tick of consent is none of them."""
    whole = _person(0, answers, today).sections
    for column, said in answers.items():
        others = {name: value for name, value in answers.items() if name != column}
        is_known = column == "con_Consent" or said == SAYS_NOTHING_NEW.get(column)
        if not is_known and _person(0, others, today).sections == whole:
            yield column, NO_TRACE


def read_row(row: Row, *, today: date) -> Person | list[Problem]:
    """The person in one row, or all that is wrong with it."""
    answers, problems = _answers(row, today)
    return problems or _person(row.number, answers, today)


def _answers(row: Row, today: date) -> tuple[dict[str, Any], list[Problem]]:
    answers: dict[str, Any] = {}
    problems = [] if row.cells else [Problem(row.number, "", NOTHING)]
    for column, text in row.cells.items():
        try:
            answers[column] = read_cell(READ[column], text, today=today)
        except WrongCell as wrong:
            problems.append(Problem(row.number, column, wrong.sentence))
    problems += [
        Problem(row.number, column, sentence) for column, sentence in _contradictions(answers, today)
    ]
    return answers, problems


def _contradictions(answers: dict[str, Any], today: date) -> list[tuple[str, Words]]:
    found: list[tuple[str, Words]] = []
    if answers.get("prs_Deceased"):
        found.append(("prs_Deceased", HAS_DIED))
    if answers.get("cas_Status") in ("Closed", "ClosedReferred"):
        found.append(("cas_Status", IS_CLOSED))
    born, then = answers.get("prs_Birthdate"), answers.get("vic_AgeWhenTrafficked")
    if born is not None and then is not None and then > age(born, today):
        found.append(("vic_AgeWhenTrafficked", AGE_AND_BIRTH))
    return found


def _person(number: int, answers: dict[str, Any], today: date) -> Person:
    request = Request(
        needs=tuple(Need(need) for need in answers.get("spl_Type", [])),
        recipient=answers.get("cas_ReferredOrganisation", ""),
    )
    sections = {
        Section.PROFILE: _profile(answers, today),
        Section.IDENTITY: _identity(answers),
        Section.SAFE_CONTACT: _safe_contact(answers),
        Section.EXPLOITATION: _exploitation(answers),
        Section.NEEDS: {"needs": [need.value for need in request.needs]},
    }
    filled = {section: _filled(content) for section, content in sections.items()}
    return Person(
        number,
        {section: content for section, content in filled.items() if content},
        request,
        bool(answers.get("con_Consent")),
    )


def _profile(answers: dict[str, Any], today: date) -> Content:
    spoken = [*answers.get("prs_PrimaryLanguage", []), *answers.get("prs_SecondaryLanguage", [])]
    return {
        **_age(answers, today),
        "gender": answers.get("prs_Gender"),
        "languages": list(dict.fromkeys(spoken)),
        "citizenships": answers.get("prs_Citizenship"),
    }


def _age(answers: dict[str, Any], today: date) -> Content:
    born, then = answers.get("prs_Birthdate"), answers.get("vic_AgeWhenTrafficked")
    if born is not None:
        years = age(born, today)
        return {
            "age_band": band(years).value,
            "is_child": (Answer3.YES if years < ADULT else Answer3.NO).value,
        }
    if then is not None and then >= ADULT:
        return {"is_child": Answer3.NO.value}  # who was an adult then is one now
    return {}


def band(years: int) -> AgeBand:
    """The band of an age in whole years."""
    return next((found for last, found in BANDS if years <= last), AgeBand.AGE_51_PLUS)


def age(born: date, today: date) -> int:
    """Whole years; who was born on 29 February is a year older on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _identity(answers: dict[str, Any]) -> Content:
    names = [answers.get(f"prs_{which}Name", "") for which in ("First", "Middle", "Second")]
    born: date | None = answers.get("prs_Birthdate")
    lives_in = answers.get("prs_MailingCountry")
    return {
        "names": " ".join(name for name in names if name),
        "birth_date": born.isoformat() if born else None,
        "documents": answers.get("prs_IdentityNumber"),
        "phone": ", ".join(_phones(answers)),
        "address": COUNTRIES[lives_in].english if lives_in else None,
    }


def _phones(answers: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys([*answers.get("prs_MobilePhone", []), *answers.get("prs_HomePhone", [])]))


def _safe_contact(answers: dict[str, Any]) -> Content:
    """A number without a word on calling is no permission to call."""
    return {"safe_to_call": {"unanswered": Unanswered.NOT_ASKED.value}} if _phones(answers) else {}


def _exploitation(answers: dict[str, Any]) -> Content:
    told: date | None = answers.get("hte_Date")
    is_there = answers.get("hte_Type", "Exploitation") == "Exploitation"
    return {
        "forms": answers.get("vic_TypeOfExploitation"),
        "status": answers.get("vic_TraffickingStatus"),
        "decided_by": answers.get("vic_TraffickingStatusDecisionMakingOrg"),
        "countries": answers.get("hte_Country") if is_there else None,
        "from_month": told.isoformat()[:7] if told and is_there else None,
    }


def _filled(content: Content) -> Content:
    return {name: value for name, value in content.items() if value not in (None, "", [])}
