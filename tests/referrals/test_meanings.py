"""What a step ends is said before it is made."""

import pytest

from safeconduct.referrals.forms import WITHOUT_A_FORM
from safeconduct.referrals.meanings import WHAT_ENDS, what_ends, why_closed
from safeconduct.referrals.moves import ENDED, MOVES, Event, State
from safeconduct.referrals.rules import REOPENING

ENDING = [
    (state, event)
    for state, moves in MOVES.items()
    for event, target in moves.items()
    if target in ENDED and state not in (State.WITHDRAWN, State.CLOSED) and event not in WITHOUT_A_FORM
]
"""The steps with a form of their own by which access ends. Taking back says it in its own place."""


@pytest.mark.parametrize("state, event", ENDING)
def test_every_step_that_ends_access_says_so(state: State, event: Event) -> None:
    assert "access" in str(what_ends(state, event))


def test_the_receiver_reads_it_with_the_outcome_already() -> None:
    assert "your access to everything ends" in str(what_ends(State.IN_SERVICE, Event.RECORD_OUTCOME))


@pytest.mark.parametrize("event", [Event.ACCEPT, Event.ASK, Event.DISPUTE, Event.HOLD])
def test_a_step_that_ends_nothing_says_nothing(event: Event) -> None:
    assert what_ends(State.ACKNOWLEDGED, event) == ""


@pytest.mark.parametrize(
    "is_over, is_accepted, is_mine, has_come, said",
    [
        (False, False, False, False, "Opens when you accept"),
        (
            False,
            True,
            True,
            False,
            "It is on its way: reload the page in a moment. If it does not come, call the agency that sent it.",
        ),
        (False, True, False, True, "Closed: a colleague has taken it on, and reads it alone"),
        (False, True, True, True, "Closed: it is not open to your profession, or nothing was entered"),
        (True, True, True, False, "Closed: access has ended"),
        (True, False, False, False, "Closed: access has ended"),
    ],
)
def test_a_closed_door_says_why(
    is_over: bool, is_accepted: bool, is_mine: bool, has_come: bool, said: str
) -> None:
    why = why_closed(is_over=is_over, is_accepted=is_accepted, is_mine=is_mine, has_come=has_come)
    assert str(why) == said


def test_the_days_are_those_for_which_the_keys_are_kept() -> None:
    kept = [str(words) for words in WHAT_ENDS.values() if "opened again" in str(words)]
    assert len(kept) == 2
    assert all(f"{REOPENING.days} days" in words for words in kept)
