"""When a mail that was not taken is tried again, and when nobody tries any more."""

from datetime import UTC, datetime, timedelta

from safeconduct.public.post.rules import KEPT, WAITS, next_try

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
HOURS = timedelta(hours=1)


def test_a_mail_is_tried_again_a_minute_after_the_first_failure_and_ever_more_rarely() -> None:
    waits = [found - NOW for tries in range(1, len(WAITS) + 1) if (found := next_try(tries, now=NOW))]
    assert waits[0] == timedelta(minutes=1)
    assert waits == sorted(WAITS) == list(WAITS)


def test_it_is_given_up_after_two_days_when_a_seat_that_it_offers_waits_no_more() -> None:
    assert next_try(len(WAITS), now=NOW) == NOW + 14 * HOURS
    assert next_try(len(WAITS) + 1, now=NOW) is None
    assert 48 * HOURS < sum(WAITS, timedelta()) < 49 * HOURS < KEPT
