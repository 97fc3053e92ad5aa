"""The answers of a section, checked and read. Every question may stay open in three ways.

They are to be declined, not asked, or unknown: three answers. Texts of a section lie under its key.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from safeconduct.cases import risk, rows
from safeconduct.cases.answering import Content, answer, rows_of, unanswered
from safeconduct.cases.checks import CHECKS
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.kinds import Field, Kind, lines, sentence
from safeconduct.vocabulary.codes import MINORS, OF_HEALTH, Answer3, Need, Unanswered
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import Section

__all__ = [
    "Content",
    "answer",
    "as_shown",
    "as_typed",
    "cleaned",
    "has_prose",
    "health_named",
    "rows_of",
    "safety_holds",
    "unanswered",
]


def cleaned(section: Section, entered: Mapping[str, list[str]]) -> Content:
    """What was entered for one section, checked and in stored form. Raises BadInput, field by field.

    `entered` maps a field's name to its values, and `<field>__open` to one of the three ways to stay open.
    """
    content, errors = _read(FIELDS[section], entered)
    if section in CHECKS and not errors:
        wrong = dict(CHECKS[section](content))
        errors = {rows.where(name, FIELDS[section], entered): said for name, said in wrong.items()}
    if errors:
        raise BadInput(errors)
    return content


def as_typed(section: Section, entered: Mapping[str, list[str]]) -> Content | None:
    """What was entered for one section, neither measured nor checked; None where an answer cannot be read.

    For telling what nobody touched: it stands, and is not asked again, whatever the form would say of it today.
    """
    content, errors = _read([field.unmeasured() for field in FIELDS[section]], entered)
    return None if errors else content


def _read(fields: Iterable[Field], entered: Mapping[str, list[str]]) -> tuple[Content, dict[str, Words]]:
    """The answers that can be read, and what is wrong with the others."""
    content: Content = {}
    errors: dict[str, Words] = {}
    for field in fields:
        try:
            value, wrong = _value(field, entered)
            errors |= wrong
            still_open = next((code for code in entered.get(f"{field.name}__open", []) if code), "")
            if value is None and still_open:
                value = {"unanswered": Unanswered(still_open).value}
        except ValueError as error:
            errors[field.name] = sentence(error)
        else:
            if value is not None:
                content[field.name] = value
    return content, errors


def as_shown(section: Section, content: Content) -> Content:
    """Stored answers as the form gives them back where nobody touches them, so that these are no change.

    Other doors than the form store other line breaks, and ticks in another order than the list's.
    """
    known = {field.name: field for field in FIELDS[section]}
    return {name: _as_shown(known.get(name), value) for name, value in content.items()}


def _as_shown(field: Field | None, value: Any) -> Any:
    if isinstance(value, str):
        return lines(value)
    if not isinstance(value, list):
        return value
    if field is not None and field.kind is Kind.CODES and field.choices:
        return [code for code in field.choices if code in value]
    return [
        {name: _as_shown(None, part) for name, part in row.items()} if isinstance(row, dict) else row
        for row in value
    ]


def _value(field: Field, entered: Mapping[str, list[str]]) -> tuple[Any, dict[str, Words]]:
    if field.kind is Kind.ROWS:
        return rows.cleaned(field, entered)
    return field.cleaned(list(entered.get(field.name, []))), {}


def child_by(profile: Content | None) -> Answer3:
    """Whether the person is a child, by the profile. An age under 18 goes before a no; what stays open is unknown."""
    if profile is None:
        return Answer3.UNKNOWN
    age, said = answer(profile, "age_band"), answer(profile, "is_child")
    if isinstance(age, str) and age in MINORS:
        return Answer3.YES
    return Answer3(said) if isinstance(said, str) and said in set(Answer3) else Answer3.UNKNOWN


def is_silent_on_child(profile: Content | None) -> bool:
    """Whether nobody has answered here if it is a child. That it is not known is an answer, and makes them a child."""
    return profile is None or "is_child" not in profile


def may_be_child(profile: Content | None) -> bool:
    """The presumed-child rule: whoever is not known to be an adult is treated as a child."""
    return child_by(profile) is not Answer3.NO


def health_named(needs: Content | None) -> list[Need]:
    """The domains of health that are ticked among the needs: who reads these learns of it, whatever is closed."""
    ticked = answer(needs, "needs") if needs else None
    return [need for need in map(Need, ticked) if need in OF_HEALTH] if isinstance(ticked, list) else []


def safety_holds(content: Content, on: date) -> bool:
    """A dated safety answer is in date, and a high risk has its mitigation (form F3's guard for sending)."""
    until, level = answer(content, "valid_until"), risk.level_of(content)
    if until is None or level is None or date.fromisoformat(until) < on:
        return False
    return level not in risk.DANGER or risk.is_mitigated(content)


def has_prose(section: Section, content: Content) -> bool:
    """Whether a section holds sentences that somebody wrote, in whatever language."""
    return section is not Section.IDENTITY and any(_is_prose(field, content) for field in FIELDS[section])


def _is_prose(field: Field, content: Content) -> bool:
    value = answer(content, field.name)
    return any(rows.texts(field, value)) if field.kind is Kind.ROWS else field.long and bool(value)
