"""Two versions of a plan beside each other: what changed is said in words, row by row."""

from typing import Any

import pytest
from hypothesis import given

from safeconduct.cases.planning.versions import MARK_IN_WORDS, Mark, compared
from safeconduct.vocabulary.sections import Section
from tests.cases.planning.test_rules import action, plans

PLAN = Section.PLAN


def marks(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, Mark]]:
    return [(str(line.label), line.mark) for line in compared(PLAN, before, after)]


WHO = action()["who"]
GOALS = "What the person wants to reach, in their own words"


@pytest.mark.parametrize(
    "before, after, mark",
    [
        ({"persons_goals": "A room."}, {"persons_goals": "A room."}, Mark.SAME),
        ({"persons_goals": "A room."}, {"persons_goals": "A garden."}, Mark.CHANGED),
        ({}, {"persons_goals": "A room."}, Mark.NEW),
        ({"persons_goals": "A room."}, {}, Mark.GONE),
        ({"persons_goals": {"unanswered": "declined"}}, {"persons_goals": "A room."}, Mark.CHANGED),
    ],
)
def test_an_answer(before: dict[str, Any], after: dict[str, Any], mark: Mark) -> None:
    assert marks(before, after) == [(GOALS, mark)]


def test_each_row_and_each_part_of_it_is_marked() -> None:
    room, work = action(planned="2026-04-01"), {"what": "Find work", "who": "They"}
    before = {"plan_actions": [room, work]}
    after = {
        "plan_actions": [
            {"what": "A course", "who": "We"},
            room | {"planned": "2026-05-01", "state": "under_way"},
        ]
    }
    (line,) = compared(PLAN, before, after)
    assert [(row.label, row.mark) for row in line.lines] == [
        ("A course", Mark.NEW), ("Find a room", Mark.CHANGED), ("Find work", Mark.GONE),
    ]  # fmt: skip
    assert [(str(part.label), part.mark, part.before, part.after) for part in line.lines[1].lines] == [
        ("What is done", Mark.SAME, "Find a room", "Find a room"),
        ("Who does it: agency and role, also abroad", Mark.SAME, WHO, WHO),
        ("Planned end", Mark.CHANGED, "Wed 1 Apr 2026", "Fri 1 May 2026"),
        ("How far it is", Mark.NEW, "", "Under way"),
    ]  # fmt: skip


def test_two_rows_that_are_called_alike_are_two() -> None:
    (line,) = compared(PLAN, {"plan_actions": [action()]}, {"plan_actions": [action(), action()]})
    assert [row.mark for row in line.lines] == [Mark.SAME, Mark.NEW]


def test_rows_that_were_left_open_before_are_new() -> None:
    (line,) = compared(PLAN, {"plan_actions": {"unanswered": "not_asked"}}, {"plan_actions": [action()]})
    assert [row.mark for row in line.lines] == [Mark.NEW]


def test_every_mark_has_a_word_of_its_own() -> None:
    assert MARK_IN_WORDS.keys() == set(Mark)
    assert len({str(words) for words in MARK_IN_WORDS.values()}) == len(Mark)


@given(plans)
def test_a_version_beside_itself_is_the_same_throughout(content: dict[str, Any]) -> None:
    for line in compared(PLAN, content, content):
        assert line.mark is Mark.SAME
        assert all(row.mark is Mark.SAME for row in line.lines)


@given(plans, plans)
def test_what_is_new_one_way_is_gone_the_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    there = {label for label, mark in marks(before, after) if mark is Mark.NEW}
    assert there == {label for label, mark in marks(after, before) if mark is Mark.GONE}
