"""Days of rights for a document: those that stand in the file, and how long the law of a country gives.

Nothing is computed here: an end was counted on the page of rights, or stands in a document.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.rights.codes import Right, Trigger
from safeconduct.rights.codes import label as right_label
from safeconduct.rights.compensation.shown import sure
from safeconduct.rights.documents.fields import day
from safeconduct.rights.editing.standing import book
from safeconduct.rights.queries import Read
from safeconduct.rights.rule import COE, Rule
from safeconduct.rights.why import how_long, named, whom
from safeconduct.vocabulary.countries import country_in_full

DAYS: Final = frozenset({"days", "reflection_from", "reflection_until"})
WRITTEN = _("From a document.")
COUNTED = _("Counted by the earliest reading, not verified.")
CHECKED = _("Checked on {day} by {who}.")


def days_of(read: Read) -> dict[str, str]:
    """Last days of rights, each with its rule and how sure it is; and the time to reflect, where it was granted."""
    events = read.facts.events
    granted = {
        "reflection_from": events.get(Trigger.REFLECTION_GRANTED),
        "reflection_until": events.get(Trigger.REFLECTION_UNTIL),
    }
    lines = [
        f"{right_label(one.right)}: {day(one.end.day)}. {COUNTED if one.end.started else WRITTEN} "
        f"{_sure(one.end.rule, read.today)} {named(one.end.rule)}"
        for one in read.rights
        if one.end is not None
    ]
    return {"days": "\n".join(lines)} | {name: day(on) if on else "" for name, on in granted.items()}


def law_of(country: str, today: date) -> str:
    """How long the time to reflect is in a country: length and kind, rule, for whom, how sure, and what was read.

    The rules of the country itself; where none is known the minimum of the Council of Europe. For whom a rule is stands
    beside it: which of them holds for the person is not decided in a document.
    """
    rules = [rule for pack in book().layers(country) for rule in pack.rules if _says_how_long(rule, today)]
    own = [rule for rule in rules if rule.jurisdiction == country]
    lines = _lines(own or [rule for rule in rules if rule.jurisdiction == COE], today)
    return "\n".join(f"{country_in_full(country)}: {line}" for line in lines)


def _says_how_long(rule: Rule, today: date) -> bool:
    return (
        rule.right is Right.REFLECTION_PERIOD
        and rule.duration is not None
        and rule.is_shown
        and rule.is_valid(today)
    )


def _sure(rule: Rule, today: date) -> str:
    """As the page of rights says it: only what a named person has compared is more than a source that was read."""
    if rule.checked_on is not None and rule.is_checked(today):
        return str(format_lazy(CHECKED, day=day(rule.checked_on), who=rule.checked_by))
    return str(sure(rule.confidence))


def _lines(rules: list[Rule], today: date) -> Iterator[str]:
    for rule in rules:
        if rule.duration is not None:
            cited = "; ".join(cite for source in rule.sources for cite in source.cites)
            asks = " ".join(str(right_label(one)) for one in rule.beneficiary.also)
            said = f"{how_long(rule.duration)} {named(rule)}: {whom(rule.beneficiary)}."
            yield " ".join(part for part in (said, asks, _sure(rule, today), cited) if part)
