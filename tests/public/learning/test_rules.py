"""What somebody chose in an exercise; pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.public.learning.rules import Chosen, chosen, has_begun


def test_each_question_has_its_own_answer() -> None:
    assert chosen({"q0": "1", "q2": "0"}, [3, 2, 2]) == [Chosen(1), Chosen(None), Chosen(0)]


@pytest.mark.parametrize("said", ["3", "-1", "", "x", "1e1", "٣", "999999999999", "0x1", "001"])
def test_what_is_no_option_is_no_choice(said: str) -> None:
    assert chosen({"q0": said}, [3]) == [Chosen(None)]


def test_a_question_may_have_more_than_ten_options() -> None:
    assert chosen({"q0": "11"}, [12]) == [Chosen(11)]


@given(st.dictionaries(st.text(max_size=4), st.text(max_size=8)), st.lists(st.integers(2, 5), max_size=6))
def test_any_address_can_be_read(said: dict[str, str], options: list[int]) -> None:
    answers = chosen(said, options)
    assert len(answers) == len(options)
    assert all(
        each.option is None or 0 <= each.option < many for each, many in zip(answers, options, strict=True)
    )


def test_nothing_is_shown_before_something_was_chosen() -> None:
    assert not has_begun(chosen({}, [2, 2]))
    assert has_begun(chosen({"q1": "0"}, [2, 2]))
