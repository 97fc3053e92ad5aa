"""The questions of a section as a form: what stands, or what was just entered and is wrong."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from safeconduct.cases import row_forms
from safeconduct.cases.contents import Content, answer, unanswered
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.kinds import Field, Kind
from safeconduct.cases.planning.rules import STANDING_IN_WORDS, standing
from safeconduct.cases.purposes import purpose_of
from safeconduct.vocabulary.citizenships import citizenship_in_full, citizenship_named
from safeconduct.vocabulary.countries import country_in_full, country_named
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import language_in_full, language_named
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section

type Entered = Mapping[str, list[str]]

LANGUAGES_HINT = _("Separate several answers by commas: for example Ukrainian, Romanian, or uk, ro")
COUNTRIES_HINT = _("Separate several answers by commas: for example Ukraine, Romania, or UA, RO")


def questions(
    section: Section,
    content: Content,
    entered: Entered | None = None,
    errors: Mapping[str, Words] | None = None,
    *,
    may_add: bool = False,
    added: str = "",
) -> list[Question]:
    """The section's questions; what was entered goes before what stands, so nothing typed is lost.

    `may_add`: whether the page's form brings "one more row" of a list; `added` names the list that just has one more.
    """
    return [
        _question(section, field, content, entered, errors or {}, may_add, added)
        for field in FIELDS[section]
        if not field.is_old or field.name in content or field.name in (entered or {})
    ]


def _question(
    section: Section,
    field: Field,
    content: Content,
    entered: Entered | None,
    errors: Mapping[str, Words],
    may_add: bool,
    added: str,
) -> Question:
    error = errors.get(field.name, "")
    if field.kind is Kind.ROWS:
        way = _way(field, content, entered)
        return row_forms.question(
            field,
            content,
            entered,
            errors,
            way=way,
            prefix=f"{section}-",
            may_add=may_add,
            added=field.name == added,
            why=purpose_of(section, field.name),
        )
    if entered is not None:
        value = ", ".join(piece for piece in entered.get(field.name, []) if piece)
    else:
        value = _shown(field, answer(content, field.name))
    return Question(
        name=field.name,
        label=field.label,
        kind=_kind(field, value),
        value=value,
        options=list((field.choices or {}).items()),
        error=error,
        hint=_hint(field),
        open=_way(field, content, entered),
        prefix=f"{section}-",
        longest=field.longest,
        why=purpose_of(section, field.name),
    )


def _way(field: Field, content: Content, entered: Entered | None) -> str:
    """In which way the question stays open; "" where it does not."""
    if entered is not None:
        return next(iter(entered.get(f"{field.name}__open", [])), "")
    way = unanswered(content.get(field.name))
    return way.value if way else ""


def _kind(field: Field, value: str) -> str:
    match field.kind:
        case Kind.DATE:
            return "date"
        case Kind.TIME:
            return "time"
        case Kind.CODE if field.choices:
            return "select"
        case Kind.CODES if field.choices:
            return "ticks"
        case _:
            return row_forms.of_text(field, value)


def _hint(field: Field) -> Words:
    if field.hint or field.kind is not Kind.CODES or field.choices:
        return field.hint
    return LANGUAGES_HINT if field.name == "languages" else COUNTRIES_HINT


def _shown(field: Field, value: Any) -> str:
    """What stands, as it would be typed: names in words where no list is chosen from."""
    if isinstance(value, list):
        return ", ".join(_typed(field, item) for item in value)
    return _typed(field, value) if value and field.kind is Kind.CODE else str(value or "")


def _typed(field: Field, code: str) -> str:
    """The name that would be typed for a code; the code where a list is chosen from, or a comma would cut it."""
    if field.choices:
        return code
    word = _word(field, code)
    return code if {",", ";"} & set(word) else word


def facts(section: Section, content: Content) -> list[tuple[Words, str]]:
    """The answers of a section in words, for reading; open questions say how they stayed open."""
    answers = [
        (field.label, in_words(field, content[field.name]))
        for field in FIELDS[section]
        if field.name in content
    ]
    return [*what_it_is(section, content), *answers]


def what_it_is(section: Section, content: Content) -> list[tuple[Words, str]]:
    """What is said of a whole section before its answers, wherever it is read: whether a plan has the person's yes."""
    if section is not Section.PLAN or not content:
        return []
    return [(_("How it stands with the person"), str(STANDING_IN_WORDS[standing(content)]))]


def in_words(field: Field, value: Any) -> str:
    """One stored answer as a reader sees it."""
    way = unanswered(value)
    if way is not None:
        return str(label(way))
    if field.kind is Kind.ROWS and isinstance(value, list):
        return row_forms.listed(field, value, in_words)
    if isinstance(value, list):
        return ", ".join(_word(field, item) for item in value)
    return _word(field, str(value))


def _word(field: Field, value: str) -> str:
    if field.choices and value in field.choices:
        return str(field.choices[value])
    if field.kind is Kind.DATE:
        return _day(value)
    if field.known is language_named:
        return language_in_full(value)
    if field.known is citizenship_named:
        return citizenship_in_full(value)
    return country_in_full(value) if field.known is country_named else value


def _day(value: str) -> str:
    """A stored day in words; what another node sent and is none stays as it is."""
    try:
        return formats.date_format(date.fromisoformat(value), "D j M Y")
    except ValueError:
        return value
