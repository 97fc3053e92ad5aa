"""What each section asks. Every question may stay open, or be declined, not asked, or unknown: three answers.

Field names follow the forms F2, F3, F4 and F6 of the field's practice. Texts of a section lie under its key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import (
    AgeBand,
    Answer3,
    DecidingBody,
    Exploitation,
    Gender,
    Need,
    RiskLevel,
    Sex,
    Unanswered,
    VictimStatus,
)
from safeconduct.vocabulary.countries import country_named
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadCode, BadInput
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import language_named
from safeconduct.vocabulary.sections import Section

type Content = dict[str, Any]
"""Answers by field name: text, code, ISO date, a list of codes, or {"unanswered": code}."""

TEXT_LIMIT = 2000


class Channel(StrEnum):
    """How the person may be reached."""

    CALL = "call"
    TEXT = "text"
    IN_PERSON = "in_person"
    THROUGH_WORKER = "through_worker"


CHANNEL_LABELS: dict[Channel, Words] = {
    Channel.CALL: _("By telephone"),
    Channel.TEXT: _("By text message"),
    Channel.IN_PERSON: _("In person"),
    Channel.THROUGH_WORKER: _("Through the worker only"),
}


class Kind(StrEnum):
    """How a field is asked and checked."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a section."""

    name: str
    kind: Kind
    label: Words
    known: Callable[[str], str] = str
    choices: Mapping[str, Words] | None = None
    long: bool = False

    def cleaned(self, raw: list[str]) -> Any:
        """The stored form of what was entered; None when nothing was. Raises ValueError with a sentence."""
        values = [value.strip() for value in raw if value.strip()]
        if not values:
            return None
        match self.kind:
            case Kind.TEXT:
                return self._text(values[0])
            case Kind.DATE:
                return _date(values[0])
            case Kind.CODE:
                return self._code(values[0])
            case Kind.CODES:
                return [
                    self._code(value)
                    for piece in values
                    for value in piece.replace(";", ",").split(",")
                    if value.strip()
                ]

    def _text(self, value: str) -> str:
        if len(value) > TEXT_LIMIT:
            raise ValueError(_("Shorten this text to 2000 characters."))
        if "\x00" in value:
            raise ValueError(_("Remove the characters that cannot be shown."))
        return value

    def _code(self, value: str) -> str:
        try:
            code = self.known(value.strip())
        except (BadCode, ValueError):
            raise ValueError(self._unknown(value.strip())) from None
        if self.choices is not None and code not in self.choices:
            raise ValueError(_("Choose an answer from the list."))
        return code

    def _unknown(self, word: str) -> Words:
        """What is wrong with a word that was typed; a list is chosen from, and has no words of its own."""
        if self.choices is not None:
            return _("Choose an answer from the list.")
        return format_lazy(
            _("“{word}” is not known here. Write the name alone, or its code."), word=word[:40]
        )


def _date(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError(_("Enter the date as year-month-day, for example 2026-12-31.")) from None


def _labels(codes: type[StrEnum]) -> dict[str, Words]:
    return {code.value: label(code) for code in codes}


def _strings(labels: Mapping[Any, Words]) -> dict[str, Words]:
    return {str(code): words for code, words in labels.items()}


FIELDS: dict[Section, tuple[Field, ...]] = {
    Section.PROFILE: (
        Field("pseudonym", Kind.TEXT, _("Alias")),
        Field("age_band", Kind.CODE, _("Age"), choices=_labels(AgeBand)),
        Field("is_child", Kind.CODE, _("Is the person a child?"), choices=_labels(Answer3)),
        Field("sex", Kind.CODE, _("Sex"), choices=_labels(Sex)),
        Field("gender", Kind.CODE, _("Gender"), choices=_labels(Gender)),
        Field("languages", Kind.CODES, _("Languages"), known=language_named),
        Field("citizenships", Kind.CODES, _("Citizenships"), known=country_named),
    ),
    Section.IDENTITY: (
        Field("names", Kind.TEXT, _("Names")),
        Field("birth_date", Kind.DATE, _("Date of birth")),
        Field("documents", Kind.TEXT, _("Documents and numbers")),
        Field("phone", Kind.TEXT, _("Telephone")),
        Field("address", Kind.TEXT, _("Address"), long=True),
    ),
    Section.SAFE_CONTACT: (
        Field("safe_to_call", Kind.CODE, _("Safe to call?"), choices=_labels(Answer3)),
        Field("channel", Kind.CODE, _("How to reach the person"), choices=_strings(CHANNEL_LABELS)),
        Field("language", Kind.CODE, _("In which language"), known=language_named),
        Field("do_not_contact", Kind.TEXT, _("When not to contact")),
        Field("code_word", Kind.TEXT, _("Code word")),
    ),
    Section.SAFETY: (
        Field("level", Kind.CODE, _("Level of risk"), choices=_labels(RiskLevel)),
        Field("assessed_on", Kind.DATE, _("Assessed on")),
        Field("valid_until", Kind.DATE, _("Valid until")),
        Field("persons_view", Kind.TEXT, _("The person's own view of the danger"), long=True),
        Field("risks", Kind.TEXT, _("What can hurt"), long=True),
        Field("mitigation", Kind.TEXT, _("What is done about it"), long=True),
    ),
    Section.EXPLOITATION: (
        Field("forms", Kind.CODES, _("Forms of exploitation"), choices=_labels(Exploitation)),
        Field("countries", Kind.CODES, _("Countries where it happened"), known=country_named),
        Field("from_month", Kind.TEXT, _("From about (month and year)")),
        Field("to_month", Kind.TEXT, _("To about (month and year)")),
        Field("status", Kind.CODE, _("Identification"), choices=_labels(VictimStatus)),
        Field("decided_by", Kind.CODE, _("Who decided"), choices=_labels(DecidingBody)),
    ),
    Section.NARRATIVE: (
        Field("notes", Kind.TEXT, _("Case notes; they never leave the agency"), long=True),
        Field("interviews", Kind.TEXT, _("Interviews so far: when, by which profession, why"), long=True),
    ),
    Section.LOGISTICS: (
        Field("where", Kind.TEXT, _("Where they meet"), long=True),
        Field("when", Kind.TEXT, _("When")),
        Field("who_meets", Kind.TEXT, _("Who meets the person, and how they know each other")),
        Field("escort", Kind.TEXT, _("Who comes along")),
    ),
    Section.NEEDS: (
        Field("needs", Kind.CODES, _("Needs"), choices=_labels(Need)),
        Field("wish", Kind.TEXT, _("The person's own wish"), long=True),
        Field("details", Kind.TEXT, _("What is asked, and from when"), long=True),
    ),
}
"""Every section that has a form today. A test holds it against `sections.USED`."""


def cleaned(section: Section, entered: Mapping[str, list[str]]) -> Content:
    """What was entered for one section, checked and in stored form. Raises BadInput, field by field.

    `entered` maps a field's name to its values, and `<field>__open` to one of the three ways to stay open.
    """
    content: Content = {}
    errors: dict[str, Words] = {}
    for field in FIELDS[section]:
        try:
            value = field.cleaned(list(entered.get(field.name, [])))
            still_open = next((code for code in entered.get(f"{field.name}__open", []) if code), "")
            if value is None and still_open:
                value = {"unanswered": Unanswered(still_open).value}
        except ValueError as error:
            errors[field.name] = (
                error.args[0] if error.args and not isinstance(error.args[0], str) else str(error)
            )
        else:
            if value is not None:
                content[field.name] = value
    if section is Section.SAFETY and not errors:
        errors |= _dates_in_order(content)
    if errors:
        raise BadInput(errors)
    return content


def _dates_in_order(content: Content) -> dict[str, Words]:
    start, end = content.get("assessed_on"), content.get("valid_until")
    if isinstance(start, str) and isinstance(end, str) and end < start:
        return {"valid_until": _("The end lies before the assessment; check both dates.")}
    return {}


def unanswered(value: Any) -> Unanswered | None:
    """Which of the three ways a question stayed open; None for a real answer."""
    return Unanswered(value["unanswered"]) if isinstance(value, dict) and "unanswered" in value else None


def answer(content: Content, name: str) -> Any:
    """The real answer to a question, or None when it stayed open in whatever way."""
    value = content.get(name)
    return None if unanswered(value) else value


def safety_holds(content: Content, on: date) -> bool:
    """A dated safety answer is in date, and a high risk has its mitigation (form F3's guard for sending)."""
    until, level = answer(content, "valid_until"), answer(content, "level")
    if until is None or level is None or date.fromisoformat(until) < on:
        return False
    return level not in (RiskLevel.HIGH, RiskLevel.IMMINENT) or bool(answer(content, "mitigation"))


def has_prose(section: Section, content: Content) -> bool:
    """Whether a section holds sentences that somebody wrote, in whatever language."""
    return section is not Section.IDENTITY and any(
        field.long and answer(content, field.name) for field in FIELDS[section]
    )
