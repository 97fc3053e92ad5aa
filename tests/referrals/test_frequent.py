"""Which services stand ready for one press: the member's own last ones, then what the agency asks most."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.referrals.frequent import MOST, OWN_LAST, Asked, best

NOW = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = st.integers(0, 300).map(lambda days: NOW - timedelta(days=days))


def asked(name: int, times: int, own_days_ago: int | None = None) -> Asked:
    """A service that was asked so often, by the member so many days ago."""
    own = None if own_days_ago is None else NOW - timedelta(days=own_days_ago)
    return Asked(UUID(int=name), "shelter", times, NOW, own)


GROUPS = st.lists(
    st.builds(Asked, st.uuids(), st.just("shelter"), st.integers(1, 50), DAYS, st.none() | DAYS), max_size=12
)


def test_the_own_last_two_come_first_then_what_is_asked_most() -> None:
    groups = [
        asked(1, 9),
        asked(2, 1, own_days_ago=3),
        asked(3, 5),
        asked(4, 2, own_days_ago=1),
        asked(5, 7, 20),
    ]
    assert [one.team.int for one in best(groups)] == [4, 2, 1, 5, 3]


@given(GROUPS)
def test_no_service_twice_and_never_more_than_there_is_room_for(groups: list[Asked]) -> None:
    found = best(groups)
    assert len(found) == len(set(found)) == min(MOST, len(set(groups)))
    own = [one for one in groups if one.own_last]
    assert set(found[:OWN_LAST]) <= set(own) or len(own) < OWN_LAST


@given(GROUPS)
def test_what_the_agency_asks_most_is_always_among_them(groups: list[Asked]) -> None:
    if groups:
        most = max(one.times for one in groups)
        assert most in {one.times for one in best(groups)}
