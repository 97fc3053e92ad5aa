"""One row, by the mapping or by HTCDS: the sections of a person, or what is wrong, field by field. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.bringing_in import cells
from safeconduct.cases.bringing_in.mapping import Mapping
from safeconduct.cases.bringing_in.targets import TARGETS, Special, Target
from safeconduct.cases.contents import Content
from safeconduct.cases.htcds import cells as htcds_cells
from safeconduct.cases.htcds import reading as htcds
from safeconduct.cases.htcds.columns import READ
from safeconduct.cases.htcds.tables import CELL_TOO_LONG
from safeconduct.cases.htcds.tables import LONGEST_CELL as LONGEST_OF_HTCDS
from safeconduct.cases.htcds.tables import Row as HtcdsRow
from safeconduct.cases.kinds import Kind
from safeconduct.vocabulary.codes import Answer3
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.tables.problems import Problem, WrongCell
from safeconduct.vocabulary.tables.sheets import Row

NOT_THE_DATE_OF_BIRTH = _("This does not fit the date of birth.")
NOT_THE_AGE = _("This does not fit the age.")
NO_AGE = _("“{value}” is no age in whole years.")
NOT_YOURS_TO_FILL = _("Your profession does not fill in the section “{section}”; leave its columns out.")


@dataclass(frozen=True, slots=True)
class Found:
    """A right row: the sections that it fills, and the number that the case has elsewhere."""

    row: int
    sections: dict[Section, Content]
    case_number: str = ""


type Read = Found | list[Problem]


def read_row(row: Row, columns: list[str], mapping: Mapping, *, today: date) -> Read:
    """The person in a row of a spreadsheet, or all that is wrong with it. Never raises for what is in it."""
    if row.wrong:
        return [Problem(row.number, "", row.wrong)]
    answers, problems = _answers(row, columns, mapping, today)
    problems += [
        Problem(row.number, name, words) for name, words in _contradictions(answers, columns, mapping, today)
    ]
    if problems:
        return problems
    sections = _sections(answers, today)
    if not sections:
        return [Problem(row.number, "", htcds.NOTHING)]
    return Found(row.number, sections, answers.get(Special.CASE_NUMBER, ""))


def read_htcds(row: Row, columns: list[str], *, today: date) -> Read:
    """The same for a row with the columns of HTCDS 2.0; its tick for consent is read as nothing."""
    if row.wrong:
        return [Problem(row.number, "", row.wrong)]
    kept = {
        name: text for name, text in zip(columns, row.cells, strict=True) if name in READ and text.strip(" ")
    }
    long = [name for name, text in kept.items() if len(text) > LONGEST_OF_HTCDS]
    if long:
        return [Problem(row.number, name, format_lazy(CELL_TOO_LONG, most=LONGEST_OF_HTCDS)) for name in long]
    kept.pop("con_Consent", None)
    person = htcds.read_row(HtcdsRow(row.number, kept), today=today)
    if isinstance(person, list):
        return person
    return Found(row.number, person.sections) if person.sections else [Problem(row.number, "", htcds.NOTHING)]


def within(person: Found, rights: frozenset[Section]) -> Read:
    """The person, when nothing of it lies in a section that the member may not fill."""
    closed = [section for section in person.sections if section not in rights]
    if not closed:
        return person
    return [
        Problem(person.row, "", format_lazy(NOT_YOURS_TO_FILL, section=label(section))) for section in closed
    ]


def meant_words(row: Row, columns: list[str], mapping: Mapping) -> Iterable[tuple[str, str, str]]:
    """The words of coded columns: their target, the word, and its code, `?` and a way to stay open, or "" where nobody
    knows it yet."""
    for name, text in zip(columns, row.cells, strict=True):
        target = TARGETS.get(mapping.columns.get(name, ""))
        if target is not None and target.is_coded and text.strip():
            for word in _pieces(target, text, mapping):
                yield target.name, word, cells.meant(target, word, mapping.values.get(target.name, {}))


def unknown_words(row: Row, columns: list[str], mapping: Mapping) -> Iterable[tuple[str, str]]:
    """Those of them that nobody knows yet, with their target."""
    return ((target, word) for target, word, code in meant_words(row, columns, mapping) if not code)


def _pieces(target: Target, text: str, mapping: Mapping) -> list[str]:
    """The whole cell where it is one known word, such as a country with a comma in its name."""
    whole = cells.coded(target, text.strip(), mapping.values.get(target.name, {}))
    return [text.strip()] if whole is not None else cells.split(target, text)


def _answers(
    row: Row, columns: list[str], mapping: Mapping, today: date
) -> tuple[dict[str, Any], list[Problem]]:
    answers: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, text in zip(columns, row.cells, strict=True):
        target = TARGETS.get(mapping.columns.get(name, ""))
        if target is None or not text.strip():
            continue
        try:
            value = _read(target, text, mapping, today)
        except WrongCell as wrong:
            problems.append(Problem(row.number, name, wrong.sentence))
        else:
            answers[target.name] = _joined(answers.get(target.name), value)
    return answers, problems


def _joined(before: Any, value: Any) -> Any:
    """What several columns say together; a real answer goes before a question that stayed open."""
    if before is None or (isinstance(before, dict) and not isinstance(value, dict)):
        return value
    if isinstance(before, list) and isinstance(value, list):
        return list(dict.fromkeys([*before, *value]))
    return f"{before} {value}" if isinstance(before, str) and isinstance(value, str) else before


def _read(target: Target, text: str, mapping: Mapping, today: date) -> Any:
    match target.name:
        case Special.BIRTH_YEAR:
            return cells.birth_year(text, today=today)
        case Special.AGE:
            return _age(text)
        case "identity.birth_date":
            return cells.day(text, mapping.dates, today=today).isoformat()
        case "identity.phone":
            return cells.phone(text)
        case "exploitation.from_month" | "exploitation.to_month":
            return cells.month(text)
        case _ if target.is_coded:
            return _codes(target, text, mapping)
        case _:
            return cells.text_of(text)


def _age(text: str) -> int:
    bare = text.strip()
    if not (bare.isascii() and bare.isdecimal() and len(bare) <= 3 and int(bare) <= htcds_cells.OLDEST):
        raise WrongCell(format_lazy(NO_AGE, value=bare[:30]))
    return int(bare)


def _codes(target: Target, text: str, mapping: Mapping) -> Any:
    known = mapping.values.get(target.name, {})
    found: list[Any] = []
    pieces = _pieces(target, cells.text_of(text), mapping)
    if len(pieces) > cells.MOST_VALUES:
        raise WrongCell(format_lazy(htcds_cells.TOO_MANY, most=cells.MOST_VALUES))
    for word in pieces:
        code = cells.coded(target, word, known)
        if code is None:
            raise WrongCell(format_lazy(cells.NOT_KNOWN, value=word[:30]))
        found.append(code)
    codes = list(dict.fromkeys(code for code in found if isinstance(code, str)))
    if not codes:
        return found[0] if found else None
    is_list = target.field is not None and target.field.kind is Kind.CODES
    return codes if is_list else codes[0]


# --- Age ----------------------------------------------------------------------------------------------------


def _ages(answers: dict[str, Any], today: date) -> tuple[int, int] | None:
    """The least and the greatest age that the row allows; None when it says nothing of it."""
    if born := answers.get("identity.birth_date"):
        years = htcds.age(date.fromisoformat(born), today)
        return years, years
    if Special.AGE in answers:
        return answers[Special.AGE], answers[Special.AGE]
    if year := answers.get(Special.BIRTH_YEAR):
        return max(0, today.year - year - 1), today.year - year
    return None


def _contradictions(
    answers: dict[str, Any], columns: list[str], mapping: Mapping, today: date
) -> list[tuple[str, Words]]:
    found: list[tuple[str, Words]] = []
    ages = _ages(answers, today)
    words = NOT_THE_DATE_OF_BIRTH if "identity.birth_date" in answers else NOT_THE_AGE
    born, year = answers.get("identity.birth_date"), answers.get(Special.BIRTH_YEAR)
    if born and year and int(born[:4]) != year:
        found.append((_column(Special.BIRTH_YEAR, columns, mapping), NOT_THE_DATE_OF_BIRTH))
    if ages is not None:
        if answers.get("profile.age_band") not in (None, *_bands(ages)):
            found.append((_column("profile.age_band", columns, mapping), words))
        if answers.get("profile.is_child") not in (None, "unknown", *_children(ages)):
            found.append((_column("profile.is_child", columns, mapping), words))
    return [one for one in found if not isinstance(answers.get(mapping.columns.get(one[0], "")), dict)]


def _column(target: str, columns: list[str], mapping: Mapping) -> str:
    return next(name for name in columns if mapping.columns.get(name) == target)


def _bands(ages: tuple[int, int]) -> set[str]:
    return {htcds.band(years).value for years in ages}


def _children(ages: tuple[int, int]) -> set[str]:
    return {(Answer3.YES if years < htcds.ADULT else Answer3.NO).value for years in ages}


# --- Sections -----------------------------------------------------------------------------------------------


def _sections(answers: dict[str, Any], today: date) -> dict[Section, Content]:
    sections: dict[Section, Content] = {}
    for name, value in answers.items():
        target = TARGETS[name]
        if target.section is not None and target.field is not None and value not in (None, "", []):
            sections.setdefault(target.section, {})[target.field.name] = value
    if ages := _ages(answers, today):
        profile = sections.setdefault(Section.PROFILE, {})
        for field, codes in (("age_band", _bands(ages)), ("is_child", _children(ages))):
            if len(codes) == 1 and not isinstance(profile.get(field), str):
                profile[field] = next(iter(codes))
    if "identity.phone" in answers:
        # A number without a word on calling is no permission to call.
        contact = sections.setdefault(Section.SAFE_CONTACT, {})
        contact.setdefault("safe_to_call", {"unanswered": "not_asked"})
    return sections
