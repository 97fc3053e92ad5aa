"""Which answers of a received section can be taken over into the own one, and what the own one is then. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.contents import Content, cleaned, unanswered
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.forms import in_words, what_it_is
from safeconduct.cases.kinds import Field, Kind, lines
from safeconduct.cases.rows import as_entered
from safeconduct.cases.safe_hours import COUNTRY, HOURS
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import Section

NOTHING_CHOSEN = _("Choose at least one answer.")
UNKNOWN_FORM = _("Written in a form that is not known here")
NOT_READABLE = _("This answer is not in a form that your file takes. Write it down yourself.")


@dataclass(frozen=True, slots=True)
class Pair:
    """One question as both files answer it, in words; "" where a file says nothing."""

    name: str
    label: Words
    ours: str
    theirs: Words
    is_same: bool


def their_facts(section: Section, content: Content) -> list[tuple[Words, Words]]:
    """As `cases.forms.facts`, of what another node wrote: an answer in an unknown form is said, and breaks no page."""
    answers = [
        (field.label, their_words(field, content[field.name]))
        for field in FIELDS.get(section, ())
        if field.name in content
    ]
    return [*what_it_is(section, content), *answers]


def their_words(field: Field, value: Any) -> Words:
    """One answer of theirs as a reader sees it."""
    try:
        return in_words(field, value)
    except (ValueError, TypeError):
        return UNKNOWN_FORM


def pairs(section: Section, ours: Content, theirs: Content) -> list[Pair]:
    """The questions that they have answered, or said why not, beside our own answers."""
    return [
        Pair(
            field.name,
            field.label,
            in_words(field, ours[field.name]) if field.name in ours else "",
            their_words(field, theirs[field.name]),
            ours.get(field.name) == theirs[field.name],
        )
        for field in FIELDS.get(section, ())
        if field.name in theirs
    ]


def different(section: Section, ours: Content, theirs: Content) -> list[str]:
    """The names of the answers that could be taken over."""
    return [pair.name for pair in pairs(section, ours, theirs) if not pair.is_same]


def merged(section: Section, ours: Content, theirs: Content, names: Iterable[str]) -> Content:
    """Our section with these of their answers in the place of ours, checked as if somebody had typed them.

    What they sent was written by another node. Raises BadInput, field by field.
    """
    chosen = [name for name in names if name in different(section, ours, theirs)]
    if not chosen:
        raise BadInput({"take": NOTHING_CHOSEN})
    # Hours mean nothing without the clock on which they are: it comes with them.
    chosen += [clock for hours, clock in ((HOURS, COUNTRY),) if hours in chosen and clock in theirs]
    whole = ours | {name: theirs[name] for name in chosen}
    try:
        made = cleaned(section, _entered(section, whole))
    except BadInput as wrong:
        raise BadInput({_asked(section, name): said for name, said in wrong.errors.items()}) from None
    changed = [name for name in chosen if made.get(name) != _trimmed(theirs[name])]
    if changed:
        raise BadInput(dict.fromkeys(changed, NOT_READABLE))
    return ours | made


def _asked(section: Section, name: str) -> str:
    """The question that a refused answer belongs to: rows are taken over as a whole."""
    lists = (field.name for field in FIELDS[section] if field.kind is Kind.ROWS)
    return next((one for one in lists if name.startswith(f"{one}-")), name)


def _entered(section: Section, content: Content) -> dict[str, list[str]]:
    """A section as a form would send it."""
    found: dict[str, list[str]] = {}
    lists = {field.name: field for field in FIELDS[section] if field.kind is Kind.ROWS}
    for name, value in content.items():
        if name in lists and _has_rows(value):
            found |= as_entered(lists[name], value)
        elif _is_open(value):
            found[f"{name}__open"] = [str(value["unanswered"])]
        else:
            found[name] = [str(piece) for piece in value] if isinstance(value, list) else [str(value)]
    return found


def _has_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _trimmed(value: Any) -> Any:
    if _has_rows(value):
        return [{name: _trimmed(part) for name, part in row.items()} for row in value]
    return lines(value) if isinstance(value, str) else value


def _is_open(value: Any) -> bool:
    try:
        return unanswered(value) is not None
    except ValueError:
        return True  # a way of a later release: the form refuses it
