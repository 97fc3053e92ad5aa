"""How much is taken, how much waits, and that a refused question says what to do. No site runs."""

from dataclasses import replace
from datetime import date

import pytest

from safeconduct.public.questions import rules
from safeconduct.public.questions.rules import Waiting, is_room, last_day, may_ask
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.letters.form import LONGEST

NONE = Waiting(0, 0, 0, 1)


@pytest.mark.parametrize(("text", "reason"), [
    ("", rules.EMPTY), (" \n", rules.EMPTY), ("x" * LONGEST, None), ("x" * (LONGEST + 1), rules.TOO_LONG),
    ("x" * 100_000, rules.TOO_LONG),
])  # fmt: skip
def test_a_question_is_neither_empty_nor_too_long(text: str, reason: object) -> None:
    decision = may_ask(text)
    assert bool(decision) == (reason is None)
    assert not isinstance(decision, Refused) or decision.reason is reason


@pytest.mark.parametrize(("name", "most"), [
    ("of_all", rules.MOST_WAITING - 1), ("of_desk", rules.MOST_OF_A_DESK - 1),
    ("of_thread", rules.MOST_OF_A_THREAD - 1), ("in_the_hour", rules.ASKED_IN_AN_HOUR),
])  # fmt: skip
def test_each_bound_holds_by_itself(name: str, most: int) -> None:
    assert is_room(replace(NONE, **{name: most}))
    assert is_room(replace(NONE, **{name: most + 1})) == Refused(rules.FULL)


def test_a_flood_of_questions_without_work_leaves_room_for_those_that_came_with_it() -> None:
    many = replace(NONE, in_the_hour=rules.WORKED_IN_AN_HOUR)
    assert not is_room(many)
    assert is_room(many, is_worked=True)
    assert not is_room(replace(many, in_the_hour=rules.WORKED_IN_AN_HOUR + 1), is_worked=True)


def test_a_flood_to_one_leaves_room_for_the_others() -> None:
    assert rules.MOST_OF_A_DESK < rules.MOST_WAITING


def test_everything_goes_thirty_days_after_the_last_letter() -> None:
    assert last_day(date(2026, 11, 30)) == date(2026, 12, 30)
