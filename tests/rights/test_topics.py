"""What the page of rights shows first: a topic for each right, and when somebody has to act. Pure."""

import pytest

from safeconduct.rights.codes import Right, Standing
from safeconduct.rights.evaluating import Answer
from safeconduct.rights.topics import BY_STANDING, OPEN, TITLES, TOPICS, Need, Topic, need_of

A, M, Y, C, U = Answer.APPLIES, Answer.MAY, Answer.NOT_YET, Answer.NOT_COVERED, Answer.NOT_KNOWN


def test_each_right_stands_in_exactly_one_topic() -> None:
    assert sorted(right for rights in TOPICS.values() for right in rights) == sorted(Right)
    assert TITLES.keys() == TOPICS.keys() == set(Topic)
    assert BY_STANDING.keys() == {None, *Standing}


@pytest.mark.parametrize("answer, standing, is_near, need", [
    (A, None, False, Need.TELL), (M, None, False, Need.TELL), (A, Standing.INFORMED, False, Need.SAY),
    (A, Standing.ASKED, False, Need.ASKED), (A, Standing.REFUSED, False, Need.REFUSED),
    (A, Standing.GRANTED, False, Need.GRANTED), (A, Standing.ENDED, False, None),
    # what opens later, covers somebody else or is not known asks for nothing before somebody asked for it
    (Y, None, False, None), (C, None, False, None), (U, None, False, None), (Y, Standing.INFORMED, False, None),
    (U, Standing.ASKED, False, Need.ASKED), (C, Standing.REFUSED, False, Need.REFUSED),
    # a day that runs goes before all of it
    (A, None, True, Need.LAST_DAY), (U, None, True, Need.LAST_DAY), (A, Standing.GRANTED, True, Need.LAST_DAY),
    (A, Standing.ENDED, True, None),
])  # fmt: skip
def test_why_somebody_has_to_act(
    answer: Answer, standing: Standing | None, is_near: bool, need: Need | None
) -> None:
    assert need_of(answer, standing, is_near=is_near) is need


def test_what_waits_for_an_answer_or_for_a_day_stands_unfolded() -> None:
    assert {Need.LAST_DAY, Need.REFUSED, Need.ASKED} == OPEN
    assert next(iter(Need)) is Need.LAST_DAY, "the most urgent first"
