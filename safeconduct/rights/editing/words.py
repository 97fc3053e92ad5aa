"""Rules and their fields in the words of the pages of editing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.rights.codes import (
    LABELS,
    Addressee,
    Also,
    Citizenship,
    Counting,
    Ends,
    Exploited,
    Kind,
    Person,
    Right,
    Status,
    Trigger,
    Unit,
)  # fmt: skip
from safeconduct.rights.codes import label as room_label
from safeconduct.rights.rule import COE, EU
from safeconduct.rights.why import CITIZENSHIP, EXPLOITED, PERSON
from safeconduct.vocabulary.codes import Confidence
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label as vocabulary_label

ANYBODY = _("everybody")
HERE: Mapping[type[StrEnum], Mapping[Any, Words]] = {
    Person: {Person.ANY: ANYBODY, **PERSON},
    Citizenship: {Citizenship.ANY: ANYBODY, **CITIZENSHIP},
    Exploited: {Exploited.ANYWHERE: _("anywhere"), **EXPLOITED},
    Kind: {Kind.MIN: _("at least"), Kind.MAX: _("at most"), Kind.EXACT: _("exactly")},
    Unit: {
        Unit.HOURS: _("hours"), Unit.DAYS: pgettext_lazy("unit of time", "days"),
        Unit.WORKING_DAYS: _("working days"), Unit.MONTHS: _("months"), Unit.YEARS: _("years"),
    },
    Counting: {
        Counting.REGULATION_1182_71: _("By Regulation 1182/71"),
        Counting.NOT_KNOWN: _("Not known: the earliest reading"),
    },
    Status: {
        Status.IN_FORCE: _("In force"), Status.NOT_YET: _("Adopted, not applicable yet"),
        Status.PROPOSED: _("Proposed"), Status.REPEALED: _("Repealed"),
        Status.UNKNOWN: pgettext_lazy("rule", "Not known"),
    },
}  # fmt: skip
READ: Mapping[Confidence, Words] = {
    Confidence.VERIFIED: _("From a source that was read."),
    Confidence.SECONDARY: _("From a secondary source."),
}
"""Of a source: that a lawyer has verified a rule is said by its check."""
CODES: Mapping[str, type[StrEnum]] = {
    "right": Right, "trigger": Trigger, "addressee": Addressee, "status": Status, "confidence": Confidence,
    "person": Person, "citizenship": Citizenship, "exploited": Exploited, "unit": Unit, "kind": Kind, "starts": Trigger,
    "counting": Counting, "also": Also, "ends": Ends,
}  # fmt: skip
"""Fields that hold a code, or a list of codes."""
FIELDS: Mapping[str, Words] = {
    "id": _("Name of the rule"),
    "right": _("Which right"),
    "instrument": _("The act"),
    "article": _("Article"),
    "says": _("What it says, in one English sentence"),
    "person": _("For which age"),
    "citizenship": _("For which citizenship"),
    "exploited": _("For where it happened"),
    "also": _("What it asks for besides"),
    "trigger": _("What opens it"),
    "addressee": _("Who has to act"),
    "on_cooperation": _("Whether the law ties it to co-operation"),
    "n": _("How long: the number"),
    "unit": _("How long: in what it is counted"),
    "kind": _("What that length is"),
    "starts": _("From when it runs"),
    "counting": _("How it is counted"),
    "ends": _("What ends it early"),
    "status": _("Whether it is law now"),
    "confidence": _("How sure it is"),
    "source": _("Sources of this file"),
    "cites": _("A new source: address or citation"),
    "read_on": _("On which day you read it"),
    "limits": _("What that source does not say"),
    "rests_on": _("Rules that it carries out"),
    "valid_from": _("Holds from"),
    "valid_to": _("Holds until"),
    "note": _("Note, in English"),
}


def words(code: StrEnum) -> Words:
    """The words of a code of a rule."""
    if isinstance(code, Confidence):
        return READ.get(code) or vocabulary_label(code)
    return room_label(code) if type(code) in LABELS else HERE[type(code)][code]


def options(codes: type[StrEnum]) -> list[tuple[str, Words]]:
    """What a form offers of a list."""
    return [(code.value, words(code)) for code in codes]


def scope_in_full(scope: str) -> Words:
    """A country, or one of the layers above."""
    layers: dict[str, Words] = {EU: _("European Union"), COE: _("Council of Europe")}
    return layers.get(scope) or country_in_full(scope)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of two contents."""

    name: Words
    was: str
    will: str
    is_english: bool
    """A sentence of the rule itself, which is kept in English."""

    @property
    def differs(self) -> bool:
        """Whether it would be another one."""
        return self.was != self.will


ENGLISH = frozenset({"says", "note", "source", "instrument"})


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[Difference]:
    """Each field of two contents, before and after."""
    was, will = _flat(before or {}), _flat(after)
    names = [*FIELDS, *sorted({*was, *will} - set(FIELDS))]
    return [
        Difference(FIELDS.get(name, name), was.get(name, ""), will.get(name, ""), name in ENGLISH)
        for name in names
        if name in was or name in will
    ]


def _flat(content: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in content.get("rule", {}).items():
        if isinstance(value, Mapping):
            found |= {inner: _text(inner, one) for inner, one in value.items()}
        else:
            found[name] = _text(name, value)
    found["source"] = " | ".join(
        f"{key}: {' ; '.join(one['cites'])} ({one['read_on']}) {one.get('limits', '')}".strip()
        for key, one in sorted(content.get("source", {}).items())
    )
    return found


def _text(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_text(name, one) for one in value)
    if isinstance(value, bool):
        return str(_("Yes")) if value else str(_("No"))
    known = CODES.get(name)
    return str(words(known(value))) if known is not None and value in set(known) else str(value)
