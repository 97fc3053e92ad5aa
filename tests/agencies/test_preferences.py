"""When the mail of the day comes, and the link that refuses it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.agencies.mail_links import LASTS, member_of, token_for
from safeconduct.agencies.preferences import DIGESTS, Digest, mail_day
from safeconduct.vocabulary.workdays import is_working_day, zone

WEDNESDAY, SATURDAY = date(2026, 11, 25), date(2026, 11, 28)


def at(day: date, hour: int, country: str = "RO") -> datetime:
    """This hour on the country's clock."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone(country)).astimezone(UTC)


@pytest.mark.parametrize("choice, hour, now, day", [
    (Digest.WORKING_DAYS, 8, at(WEDNESDAY, 8), WEDNESDAY),
    (Digest.WORKING_DAYS, 8, at(WEDNESDAY, 7), None),
    (Digest.WORKING_DAYS, 8, at(WEDNESDAY, 23), WEDNESDAY),
    (Digest.WORKING_DAYS, 8, at(SATURDAY, 9), None),
    (Digest.DAILY, 8, at(SATURDAY, 9), SATURDAY),
    (Digest.NONE, 8, at(WEDNESDAY, 9), None),
    (Digest.DAILY, 8, at(WEDNESDAY, 7, "BE"), WEDNESDAY),  # it is 8 in Bucharest when it is 7 in Brussels
])  # fmt: skip
def test_the_mail_comes_from_the_chosen_hour_on_in_the_agencys_country(
    choice: Digest, hour: int, now: datetime, day: date | None
) -> None:
    assert mail_day(choice, hour, country="RO", now=now) == day


@given(
    st.sampled_from([Digest.DAILY, Digest.WORKING_DAYS]),
    st.integers(5, 20),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_never_before_the_hour_and_on_free_days_only_who_wants_it(
    choice: Digest, hour: int, now: datetime
) -> None:
    day, local = mail_day(choice, hour, country="RO", now=now), now.astimezone(zone("RO"))
    wanted = choice is Digest.DAILY or is_working_day(local.date(), "RO")
    assert (day is not None) == (local.hour >= hour and wanted)
    assert day in (None, local.date())


def test_every_choice_has_words() -> None:
    assert DIGESTS.keys() == set(Digest)


# --- The link -------------------------------------------------------------------------------------------------


@given(st.uuids())
def test_a_link_is_its_members(member: UUID) -> None:
    assert member_of(token_for(member)) == member


@given(st.text(max_size=120))
def test_nothing_else_is_a_link(text: str) -> None:
    assert member_of(text) is None


def test_one_changed_sign_is_enough_and_so_is_another_members_signature() -> None:
    one, other = token_for(uuid4()), token_for(uuid4())
    assert member_of(one[:-1] + ("A" if one[-1] != "A" else "B")) is None
    assert member_of(other.partition("~")[0] + "~" + one.partition("~")[2]) is None


def test_an_old_link_is_dead() -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        token, member = token_for(UUID(int=7)), UUID(int=7)
        clock.move_to(start + LASTS)
        assert member_of(token) == member
        clock.move_to(start + LASTS + timedelta(seconds=1))
        assert member_of(token) is None
