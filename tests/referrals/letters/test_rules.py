"""Who answers questions without a name, what an answer is, and what a desk may say of itself."""

from datetime import date

import pytest

from safeconduct.public.questions import rules as of_the_site
from safeconduct.referrals.letters import rules
from safeconduct.referrals.letters.rules import Desk, last_day, may_answer, may_open_desk, may_take_part
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.letters.form import LONGEST


def why(decision: Decision) -> Reason | None:
    return decision.reason if isinstance(decision, Refused) else None


@pytest.mark.parametrize(("text", "is_over", "reason"), [
    ("Yes.", False, None), ("x" * LONGEST, False, None), ("Yes.", True, rules.OVER), (" \n", False, rules.EMPTY),
    ("x" * (LONGEST + 1), False, rules.TOO_LONG),
])  # fmt: skip
def test_an_answer_is_something_that_fits_into_a_letter(
    text: str, is_over: bool, reason: Reason | None
) -> None:
    assert why(may_answer(text, is_over=is_over)) is reason


@pytest.mark.parametrize(("profession", "may"), [
    (Profession.SOCIAL_WORKER, True), (Profession.LAWYER, True), (Profession.ADMINISTRATOR, False),
])  # fmt: skip
def test_whoever_administers_answers_nobody(profession: Profession, may: bool) -> None:
    assert why(may_take_part(profession)) == (None if may else rules.NOT_YOUR_WORK)


@pytest.mark.parametrize(("desk", "reason"), [
    (Desk(True, False, False), None), (Desk(True, True, True), None), (Desk(False, False, True), rules.NO_TEAM),
    (Desk(True, True, False), rules.NO_COORDINATOR),
])  # fmt: skip
def test_a_contact_of_a_country_has_a_coordinator_and_every_desk_a_team(
    desk: Desk, reason: Reason | None
) -> None:
    assert why(may_open_desk(desk)) is reason


def test_both_sides_keep_a_conversation_as_long() -> None:
    day = date(2026, 11, 30)
    assert last_day(day) == of_the_site.last_day(day)


def test_a_conversation_goes_into_one_file_and_again_only_with_what_is_new() -> None:
    assert rules.may_file_again(into_the_same=True, last=3, there=2) == Allowed()
    assert rules.may_file_again(into_the_same=True, last=2, there=2) == Refused(rules.NOTHING_NEW)
    assert rules.may_file_again(into_the_same=False, last=3, there=2) == Refused(rules.FILED)


@pytest.mark.parametrize(("typed", "says"), [
    ("acorn amber zebra yellow amber acorn", "Ask the person for the six words again, one by one."),
    ("acorn amber zebra yelow amber acorn", "“yelow” (word 4) is not in the list of words; near to it: yellow"),
    ("acorn amber zebra tone amber acorn", "“tone” (word 4) is not in the list of words; near to it: bone, stone."),
    ("acorn amber zebra qqqqqqqq amber acorn", "“qqqqqqqq” (word 4) is not in the list of words. Ask"),
    ("acorn amber zebra", "You typed 3 words, and a code has six."),
    ("", "Ask the person for the six words again, one by one."),
])  # fmt: skip
def test_the_word_that_is_in_no_list_is_named(typed: str, says: str) -> None:
    why = rules.wrong_code(typed)
    assert (why.code, why.sentence) == (rules.WRONG_CODE.code, rules.WRONG_CODE.sentence)
    assert str(why.instead).startswith(says)


def test_a_conversation_goes_into_the_notes_as_a_whole_or_not_at_all() -> None:
    assert rules.may_stand_in_notes(10, longest=10) == Allowed()
    assert rules.may_stand_in_notes(11, longest=10) == Refused(rules.NO_ROOM)
