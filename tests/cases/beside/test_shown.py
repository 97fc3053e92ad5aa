"""What the page of the own file makes of what others sent."""

from datetime import UTC, datetime
from typing import Any

import pytest

from safeconduct.cases.beside.shown import Part, is_adult_there
from safeconduct.cases.contents import Content

NO: Content = {"is_child": "no"}
YES: Content = {"is_child": "yes"}
OPEN: Content = {}


def sent(content: Content) -> Part:
    return Part("Casa Salcia", "RO-1", 1, datetime(2026, 3, 1, tzinfo=UTC), [], content)


@pytest.mark.parametrize(
    "own, theirs, is_adult",
    [
        (None, [NO], True),
        ({"pseudonym": "Quince"}, [NO, NO], True),
        (None, [], False),
        (None, [OPEN], False),
        (None, [NO, YES], False),
        (YES, [NO], False),
        ({"is_child": {"unanswered": "not_known"}}, [NO], False),
    ],
)
def test_no_guardian_is_missed_of_whom_everybody_sent_as_an_adult(
    own: Any, theirs: list[Content], is_adult: bool
) -> None:
    assert is_adult_there(own, map(sent, theirs)) is is_adult
