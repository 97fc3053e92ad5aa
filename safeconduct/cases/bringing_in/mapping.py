"""Which column becomes what, and which word stands for which code: proposed from the header, kept as JSON."""

import json
from collections.abc import Iterable
from collections.abc import Mapping as Mapped
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.bringing_in.cells import Dates, coded
from safeconduct.cases.bringing_in.targets import TARGETS, is_consent, proposed
from safeconduct.cases.htcds.columns import KNOWN, READ
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.tables.cells import plain

VERSION = 1
MOST_WORDS = 200

NOTHING_CHOSEN = _("Choose for at least one column what it becomes.")
CHOSEN_TWICE = _("Two columns would become “{label}”; choose one of them.")
NO_SUCH_TARGET = _("“{target}” is nothing that a column can become.")
CONSENT_IS_NOT_READ = _(
    "This column speaks of consent. No consent is brought in: it names who may see what and until when, and is the "
    "end of a talk."
)
NO_SUCH_CODE = _("“{code}” is no answer to this question.")
NO_MAPPING = _("This is no file of a mapping: take the one that --mapping has written, and change it.")


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns` maps a column's name to a target; `values` a target's words, plain, to codes or `?` and a way to stay
    open; columns without a target are left out."""

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    dates: Dates = Dates.DAY_FIRST

    def to_json(self) -> dict[str, Any]:
        """What `read` takes."""
        return {"v": VERSION, "columns": self.columns, "values": self.values, "dates": self.dates.value}

    def of(self, columns: Iterable[str]) -> "Mapping":
        """The same for a file with these columns; what is not in it is left out, whatever the case of its letters."""
        kept = {plain(name): target for name, target in self.columns.items()}
        return Mapping(
            {name: kept[plain(name)] for name in columns if kept.get(plain(name))}, self.values, self.dates
        )


def is_htcds(columns: Iterable[str]) -> bool:
    """Whether every column is one of HTCDS 2.0, and at least one is read: then there is nothing to map."""
    names = set(columns)
    return names <= KNOWN and bool(names & set(READ))


def propose(columns: Iterable[str]) -> Mapping:
    """What the names of the columns suggest. A target that takes one column gets the first."""
    chosen: dict[str, str] = {}
    for name in columns:
        target = proposed(name)
        if target and (TARGETS[target].takes_several or target not in chosen.values()):
            chosen[name] = target
    return Mapping(chosen)


def checked(mapping: Mapping) -> Mapping:
    """The mapping itself. Raises BadInput, a sentence for each column, when rows cannot be read by it."""
    errors: dict[str, Words] = {}
    seen: set[str] = set()
    for column, name in mapping.columns.items():
        target = TARGETS.get(name)
        if target is None:
            errors[column] = format_lazy(NO_SUCH_TARGET, target=name)
        elif is_consent(column):
            errors[column] = CONSENT_IS_NOT_READ
        elif name in seen and not target.takes_several:
            errors[column] = format_lazy(CHOSEN_TWICE, label=target.label)
        seen.add(name)
    if not mapping.columns:
        errors[""] = NOTHING_CHOSEN
    for name, words in mapping.values.items():
        errors |= _wrong_codes(name, words)
    if errors:
        raise BadInput(errors)
    return mapping


def _wrong_codes(name: str, words: Mapped[str, str]) -> dict[str, Words]:
    target = TARGETS.get(name)
    if target is None or not target.is_coded:
        return {name: format_lazy(NO_SUCH_TARGET, target=name)}
    return {
        f"{name}|{word}": format_lazy(NO_SUCH_CODE, code=code[:30])
        for word, code in words.items()
        if coded(target, word, {word: code}) is None or not _is_code(name, code)
    }


def _is_code(name: str, code: str) -> bool:
    found = TARGETS[name].field
    if found is None or code.startswith("?"):
        return code in ("?not_asked", "?declined", "?unknown")
    try:
        return bool(found.cleaned([code]))
    except ValueError:
        return False


def read(text: str | bytes) -> Mapping:
    """A mapping as `to_json` gives it, checked. Raises BadInput."""
    try:
        return checked(parsed(json.loads(text)))
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise BadInput({"": NO_MAPPING}) from None


def parsed(found: dict[str, Any]) -> Mapping:
    """The same from what JSON holds, not checked. Raises KeyError, ValueError, TypeError or AttributeError."""
    columns = {str(name): str(target) for name, target in found["columns"].items() if target}
    values = {
        str(name): {plain(str(word)): str(code) for word, code in words.items() if code}
        for name, words in found.get("values", {}).items()
    }
    dates = Dates(found.get("dates", Dates.DAY_FIRST))
    return Mapping(columns, {name: words for name, words in values.items() if words}, dates)
