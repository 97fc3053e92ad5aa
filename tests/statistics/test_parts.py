"""What is counted of one referral, against a second and plainer count of random stories."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.history import replay
from safeconduct.referrals.moves import Event, Side
from safeconduct.statistics.loops import parts
from tests.referrals.stories import ACCEPTED, GENESIS, SENT, R, S, told
from tests.statistics import stories

ACKNOWLEDGED = [*SENT, (Event.ACKNOWLEDGE, R)]
LATE = {Beside.OVERDUE.value}


@given(st.integers(0, 2**32), st.integers(0, 14))
def test_the_words_of_a_story_are_what_a_plain_count_of_it_gives(seed: int, length: int) -> None:
    story = stories.told(seed, length)
    assert parts(story.history, set(), is_abroad=False) == sorted(stories.naively(story))


def test_random_stories_reach_every_word() -> None:
    """Otherwise the comparison would prove nothing of it."""
    found = Counter(
        word.partition(":")[0] for seed in range(400) for word in stories.naively(stories.told(seed, 12))
    )
    assert set(found) == {
        "sent", "state", "acknowledged", "decided", "contact", "outcome", "accepted", "planned", "no_show", "declined",
        "service_gap", "rerouted", "confirmation", "withdrawn", "became", "not_taken_up",
    }  # fmt: skip


@pytest.mark.parametrize(("story", "words"), [
    (SENT, {"silent"}), (ACKNOWLEDGED, {"silent", "only_acknowledged"}), (ACCEPTED, set()),
    ([*SENT, (Event.ASK, R)], set()), ([*SENT, (Event.WITHDRAW, S)], set()),
])  # fmt: skip
def test_silence_is_a_clock_that_is_over_while_the_receiver_has_to_decide(
    story: list[tuple[Event, Side]], words: set[str]
) -> None:
    history = replay(told(*story), GENESIS)
    found = set(parts(history, LATE, is_abroad=False))
    assert found & {"silent", "only_acknowledged"} == words
    assert not set(parts(history, set(), is_abroad=False)) & {"silent", "only_acknowledged"}


def test_what_was_entered_by_mistake_is_not_counted_and_a_draft_neither() -> None:
    assert parts(replay(told(*SENT, (Event.MARK_AS_ERROR, S)), GENESIS), LATE, is_abroad=True) == []
    assert parts(replay([], GENESIS), LATE, is_abroad=True) == []
