"""Sections that came from elsewhere, looked through answer by answer before they become a case of one's own.

What is not as our forms would have it is never dropped in silence: it is told line by line, and offered as a text for
the case notes, so that somebody decides.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access.policy import policy
from safeconduct.agencies.models import Member
from safeconduct.cases import rows
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.answering import Content, unanswered
from safeconduct.cases.bringing_in.work import rights_of
from safeconduct.cases.contents import cleaned
from safeconduct.cases.fields import FIELDS, LONGEST_NOTES
from safeconduct.cases.kinds import Kind
from safeconduct.cases.rules import may_open_case
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.decisions import Words, require
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import USED, Section, in_order

NO_QUESTION = gettext_lazy("There is no question for it here.")
NO_FORM = gettext_lazy("There is no form for this section here.")
NOT_AN_ANSWER = gettext_lazy("This is no answer to this question.")
NOT_YOURS = gettext_lazy("Your profession does not write this section.")
NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Left:
    """One answer that does not fit: where it stood, what is wrong, and what it said."""

    where: str
    why: Words
    said: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """What fits, by section, and what does not."""

    sections: dict[Section, Content]
    left: tuple[Left, ...]


def looked_through(sections: Mapping[Section, Content]) -> Drafted:
    """Each answer held against our own form, as if somebody had typed it."""
    kept: dict[Section, Content] = {}
    left: list[Left] = []
    for section in in_order(sections):
        content, wrong = _section(section, sections[section])
        left += wrong
        if content:
            kept[section] = content
    return Drafted(kept, tuple(left))


def for_the_notes(left: Iterable[Left], *, under: str = "") -> str:
    """What did not fit, under what else is said, as a text for somebody to decide on; cut where case notes end."""
    lines = [f"{one.where}: {one.said}" for one in left if one.said]
    if lines:
        lines = [_("From the file, and not in our lists:"), *lines]
    text = "\n".join(filter(None, [under, *lines]))
    return text if len(text) <= LONGEST_NOTES else f"{text[: LONGEST_NOTES - 2]} …"


def writable(by: Member) -> frozenset[Section]:
    """The sections of a new case that this member may fill. Raises NotPossible for who opens none."""
    require(may_open_case(policy(), Sector(by.agency.sector), Profession(by.profession)))
    return frozenset(rights_of(by))


@transaction.atomic
def open_drafted(sections: Mapping[Section, Content], *, by: Member, at: datetime) -> CaseId:
    """A new case led by `by`, each section in its first version. Raises NotPossible for one that is not theirs."""
    case = open_case(by=by, at=at, profile=sections.get(Section.PROFILE, {}))
    for section in in_order(sections):
        if section is not Section.PROFILE:
            save_section(case=case, section=section, content=sections[section], base=0, by=by, at=at)
    return case


# --- One section ----------------------------------------------------------------------------------------------


def _section(section: Section, content: Content) -> tuple[Content, list[Left]]:
    name = str(label(section))
    if section not in USED:
        return {}, [Left(name, NO_FORM, _as_text(content))]
    known = {field.name: field for field in FIELDS[section]}
    left = [
        Left(f"{name}, {unknown}", NO_QUESTION, _as_text(value))
        for unknown, value in content.items()
        if unknown not in known
    ]
    kept = {field: value for field, value in content.items() if field in known}
    while kept:
        done, wrong = _tried(section, kept)
        if not wrong:
            return done, left
        # A fault that names no question of ours is one of the whole section.
        out = [field for field in kept if field in wrong] or list(kept)
        left += [
            Left(f"{name}, {known[field].label}", wrong.get(field, NOT_AN_ANSWER), _as_text(kept.pop(field)))
            for field in out
        ]
    return {}, left


def _tried(section: Section, content: Content) -> tuple[Content, dict[str, Words]]:
    """The answers as our form would store them, or what is wrong, by question."""
    entered: dict[str, list[str]] = {}
    wrong: dict[str, Words] = {}
    for field, value in content.items():
        try:
            entered |= _as_entered(section, field, value)
        except (TypeError, ValueError):
            wrong[field] = NOT_AN_ANSWER
    if wrong:
        return {}, wrong
    try:
        return cleaned(section, entered), {}
    except BadInput as bad:
        names = {field.name for field in FIELDS[section]}
        return {}, {_field_of(at, names): why for at, why in bad.errors.items()}


def _field_of(name: str, known: AbstractSet[str]) -> str:
    """The question to which a part of a row belongs."""
    return name if name in known else name.rsplit("-", 2)[0]


def _as_entered(section: Section, name: str, value: Any) -> dict[str, list[str]]:
    """A stored answer as a form would send it. Raises ValueError or TypeError for what no form could send."""
    field = next(one for one in FIELDS[section] if one.name == name)
    way = unanswered(value)
    if way is not None:
        return {f"{name}__open": [way.value]}
    if field.kind is Kind.ROWS:
        if not isinstance(value, list) or not all(_is_row(row) for row in value):
            raise TypeError("No list of rows.")
        return rows.as_entered(field, value)
    if field.kind is Kind.CODES:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise TypeError("No list of codes.")
        return {name: value}
    if not isinstance(value, str):
        raise TypeError("No text.")
    return {name: [value]}


def _is_row(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _as_text(value: Any) -> str:
    """What somebody reads of an answer in whatever shape."""
    match value:
        case dict():
            return ", ".join(f"{name}: {_as_text(one)}" for name, one in value.items())
        case list():
            return "; ".join(_as_text(one) for one in value)
        case _:
            return str(value)
