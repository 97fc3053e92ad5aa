"""The tables of `tests/spec/time`: when a period ends, and which version of a rule counts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeconduct.rights.codes import Counting, Kind, Right, Trigger, Unit
from safeconduct.rights.counting import end_of
from safeconduct.rights.evaluating import evaluate
from safeconduct.rights.facts import Facts
from safeconduct.rights.reading import book
from safeconduct.rights.rule import Book, Duration
from safeconduct.vocabulary.codes import Answer3
from tests.rights.spec import rows as rows_of_people

FOLDER = Path(__file__).parents[1] / "spec" / "time"
BY = {"regulation": Counting.REGULATION_1182_71, "earliest": Counting.NOT_KNOWN}
TODAY, CHANGED = date(2026, 11, 26), date(2026, 7, 1)
LEAST = 125


def table(name: str) -> list[list[str]]:
    lines = [line for line in (FOLDER / name).read_text().splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


@pytest.mark.parametrize("row", table("counting.md"), ids=lambda row: " ".join(row[:5]))
def test_a_period_ends_as_the_table_says(row: list[str]) -> None:
    country, started, length, kind, by, last, _why = row
    n, unit = length.split()
    found = end_of(date.fromisoformat(started), Duration(int(n), Unit(unit), Kind(kind)), BY[by], country)
    assert found == day(last)


def changed(*, has_follow_up: bool) -> Book:
    """Belgium with a rule that changed in between."""
    pack = book().packs["BE"]
    rule = next(one for one in pack.rules if one.id == "BE-RP-01")
    old = replace(rule, duration=Duration(30, Unit.DAYS, Kind.EXACT), valid_to=date(2026, 6, 30))
    new = [replace(rule, valid_from=CHANGED)] if has_follow_up else []
    others = [one for one in pack.rules if one.id != "BE-RP-01"]
    return Book({**book().packs, "BE": replace(pack, rules=(old, *new, *others))})


@pytest.mark.parametrize("row", table("versions.md"), ids=lambda row: " ".join(row[:4]))
def test_the_version_of_the_day_counts_as_the_table_says(row: list[str]) -> None:
    opened, granted, document, follow_up, last, _why = row
    days: Mapping[Trigger, date | None] = {
        Trigger.REASONABLE_GROUNDS: day(opened), Trigger.REFLECTION_GRANTED: day(granted),
        Trigger.REFLECTION_UNTIL: day(document),
    }  # fmt: skip
    events = {trigger: one for trigger, one in days.items() if one}
    facts = Facts("BE", Answer3.NO, frozenset({"VN"}), frozenset({"BE"}), events=events)
    rights = evaluate(changed(has_follow_up=follow_up == "yes"), facts, TODAY)
    right = next(one for one in rights if one.right is Right.REFLECTION_PERIOD)
    assert (right.end.day if right.end else None) == day(last)


def test_there_are_enough_rows_of_every_country_and_both_layers() -> None:
    people = rows_of_people()
    assert len(people) + len(table("counting.md")) + len(table("versions.md")) >= LEAST
    assert {row.table for row in people} == {name.lower() for name in book().countries} | {"layers"}
    assert {row[0] for row in table("counting.md")} == set(book().countries)
