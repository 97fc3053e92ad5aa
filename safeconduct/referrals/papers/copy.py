"""The person's copy as a sheet: what they agreed to, their plan, whom they can call, their next days. Pure.

Who finds a paper reads it. So each part is left out unless it is asked for, and a discreet copy names no agency, no
reason and nothing of the plan: letters, numbers and days, under a title that says nothing.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.cases.answering import Content, answer, rows_of
from safeconduct.cases.planning.rules import ACTIONS, ENDED, Standing, standing
from safeconduct.consent.wording import Wording
from safeconduct.vocabulary.typesetting.sheet import Group, Item, Sheet

FILE = Path(__file__).with_name("copy.toml")


class Part(StrEnum):
    """What may stand on the paper; the person chooses."""

    AGREED = "agreed"
    PLAN = "plan"
    PEOPLE = "people"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Agreed:
    """One consent in force, in the words of the person's language."""

    agency: str
    country: str
    sections: str
    purpose: str
    until: str
    conditions: str
    own_number: str
    reference: str


@dataclass(frozen=True, slots=True)
class Number:
    """Somebody to call."""

    who: str
    number: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day or a moment to come. `kind` names its sentence: meet, review or appointment."""

    order: str
    kind: str
    when: str
    place: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """All that a copy may say, whichever parts are chosen. `plan` is empty where the reader may not open it."""

    agreed: tuple[Agreed, ...] = ()
    has_agreed: bool = False
    """Whether anything was agreed to that was not taken back, also where all of it is over."""
    plan: tuple[tuple[str, Mapping[str, str]], ...] = ()
    """Each sentence of the plan by its name, with what is put into it."""
    people: tuple[Number, ...] = ()
    days: tuple[Day, ...] = ()


def words(language: str) -> Mapping[str, str]:
    """The words around; those in English where a language has none yet."""
    found = _all()
    return found.get(language, found["en"])


def plan_sentences(plan: Content, says: Mapping[str, str]) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """What the person said yes to and what is still to be done; nothing of a plan to which they said yes in part only,
    for which part that is stands nowhere. `says` are the days in words by their ISO text."""
    if standing(plan) is not Standing.AGREED:
        return ()
    on = answer(plan, "plan_consent_on")
    goal = answer(plan, "persons_goals")
    head: list[tuple[str, Mapping[str, str]]] = [("plan_on", {"on": says.get(on, on)})] if on else []
    head += [("goal", {"goal": goal})] if goal else []
    return (*head, *(_action(row, says) for row in rows_of(plan, ACTIONS) if row.get("state") not in ENDED))


def _action(row: Mapping[str, Any], says: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    day = row.get("planned", "")
    filling = {"what": row.get("what", ""), "who": row.get("who", ""), "day": says.get(day, day)}
    return ("action_until" if day else "action"), filling


def sheet(copy: Copy, parts: Iterable[Part], text: Wording, *, is_discreet: bool, danger: str) -> Sheet:
    """The paper in the language of `text`. `danger` is the sentence about emergency numbers in that language."""
    said, chosen = words(text.language), frozenset(parts)
    if is_discreet:
        groups = _discreet(copy, chosen, said)
        return Sheet(text.language, said["discreet_title"], groups, "", said["discreet_not_checked"])
    made = (
        _agreed(copy, said) if Part.AGREED in chosen else None,
        _listed(said["plan"], [_filled(said[name], put) for name, put in copy.plan])
        if Part.PLAN in chosen
        else None,
        _people(copy, said, danger) if Part.PEOPLE in chosen else None,
        _listed(said["days"], [_day(day, said) for day in copy.days]) if Part.DAYS in chosen else None,
    )
    groups = tuple(group for group in made if group is not None and group.items)
    return Sheet(
        text.language, said["title"], groups, str(text.data["receipt"]["optional"]), text.not_checked
    )


def _agreed(copy: Copy, said: Mapping[str, str]) -> Group:
    items = [
        Item("list", "", tuple(_filled(said[name], put) for name in _sentences(one)))
        for one in copy.agreed
        for put in [_members(one)]
    ]
    nothing = () if copy.has_agreed else (Item("text", said["nothing"]),)
    return Group(said["agreed"], tuple(items) or nothing)


def _sentences(one: Agreed) -> tuple[str, ...]:
    """Without a number to call there is no sentence that names one."""
    return ("whom", "why", "until", "limits", *(["back"] if one.own_number else []))


def _people(copy: Copy, said: Mapping[str, str], danger: str) -> Group:
    lines = tuple(f"{one.who}: {one.number}" for one in copy.people)
    return Group(said["people"], (*([Item("list", "", lines)] if lines else []), Item("text", danger)))


def _day(day: Day, said: Mapping[str, str]) -> str:
    return _filled(said[day.kind], {"when": day.when, "place": day.place, "agency": day.agency})


def _listed(heading: str, lines: list[str]) -> Group:
    return Group(heading, (Item("list", "", tuple(lines)),) if lines else ())


def _discreet(copy: Copy, chosen: frozenset[Part], said: Mapping[str, str]) -> tuple[Group, ...]:
    """Letters, numbers and days. Nothing of the plan: whatever somebody wrote there may give the person away."""
    people = [f"{one.who[:1]}: {one.number}" for one in copy.people] if Part.PEOPLE in chosen else []
    agreed = [
        " ".join((f"{one.agency[:1]}:", one.reference, _filled(said["discreet_until"], {"until": one.until})))
        for one in copy.agreed
    ]
    days = [day.when for day in copy.days] if Part.DAYS in chosen else []
    groups = (
        _listed(said["discreet_people"], people + (agreed if Part.AGREED in chosen else [])),
        _listed(said["discreet_days"], days),
    )
    return tuple(group for group in groups if group.items)


def _members(one: Agreed) -> dict[str, str]:
    return {name: getattr(one, name) for name in Agreed.__slots__}


def _filled(sentence: str, put: Mapping[str, str]) -> str:
    """With what is known put in. What somebody wrote is put in as it is: its own braces are no holes."""
    return sentence.format_map(put)


@cache
def _all() -> dict[str, dict[str, str]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
