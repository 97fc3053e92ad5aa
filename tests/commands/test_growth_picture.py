"""The picture of a referral's cost says what the table beside it says."""

import re

from safeconduct.commands.measures import Plan
from safeconduct.commands.measures.growth import picture, stages
from tests.commands.growth_picture import PICTURE, drawn, told

QUIET = Plan(short=False, seed=1, say=lambda _text: None)


def test_its_numbers_are_those_of_the_right_hand_column() -> None:
    said = re.findall(r">([^<>]+)</text>", PICTURE.read_text(encoding="utf-8"))
    costs = [f"{of['processor ms a loop']} ms" for of in told().values() if isinstance(of, dict)]
    assert said[::2] == list(told()) == list(stages(QUIET))
    assert said[1::2] == costs


def test_it_is_as_the_measure_draws_it() -> None:
    renew = f"{PICTURE.name} is not fresh: python -m tests.commands.growth_picture"
    assert PICTURE.read_text(encoding="utf-8") == drawn(), renew


def test_a_half_is_rounded_upwards_as_in_the_table() -> None:
    assert ">153 ms<" in picture({"as they are": {"processor ms a loop": 152.5}})
