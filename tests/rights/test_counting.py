"""When a period ends: minimum and maximum never by themselves, and the earliest reading where counting is not known."""

import calendar
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from safeconduct.rights.codes import Counting, Kind, Unit
from safeconduct.rights.counting import added, end_of
from safeconduct.rights.rule import Duration
from safeconduct.vocabulary.workdays import is_working_day

EUROPEAN, NOT_KNOWN = Counting.REGULATION_1182_71, Counting.NOT_KNOWN
STARTS = some.dates(date(2024, 1, 1), date(2030, 12, 31))
COUNTRIES = some.sampled_from(["BE", "BG", "RO", "ES", "SE", "DE", "AL"])
TRIED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
UNITS = some.sampled_from([Unit.DAYS, Unit.MONTHS, Unit.WORKING_DAYS])
LENGTHS = some.builds(Duration, some.integers(1, 90), UNITS, some.just(Kind.EXACT))


@TRIED
@given(STARTS, some.integers(1, 400), some.sampled_from(Unit), some.sampled_from([Kind.MIN, Kind.MAX]))
def test_a_minimum_or_maximum_has_no_end_by_itself(start: date, n: int, unit: Unit, kind: Kind) -> None:
    assert end_of(start, Duration(n, unit, kind), EUROPEAN, "RO") is None
    assert end_of(start, Duration(n, unit, kind), NOT_KNOWN, "RO") is None


@TRIED
@given(STARTS, LENGTHS, COUNTRIES)
def test_the_earliest_reading_is_never_later_than_the_regulation(
    start: date, length: Duration, country: str
) -> None:
    early, european = end_of(start, length, NOT_KNOWN, country), end_of(start, length, EUROPEAN, country)
    assert early is not None
    assert european is not None
    assert early <= european


@TRIED
@given(STARTS, LENGTHS, COUNTRIES)
def test_by_the_regulation_a_period_ends_on_a_working_day(
    start: date, length: Duration, country: str
) -> None:
    last = end_of(start, length, EUROPEAN, country)
    assert last is not None
    assert is_working_day(last, country)
    assert last > start


@TRIED
@given(STARTS, some.integers(1, 60), COUNTRIES)
def test_working_days_are_those_after_the_event(start: date, n: int, country: str) -> None:
    last = end_of(start, Duration(n, Unit.WORKING_DAYS, Kind.EXACT), EUROPEAN, country)
    assert last is not None
    between = (start + timedelta(days=one) for one in range(1, (last - start).days + 1))
    assert sum(is_working_day(day, country) for day in between) == n


@TRIED
@given(STARTS, some.integers(1, 48))
def test_a_month_later_is_the_same_day_or_the_last_of_its_month(start: date, n: int) -> None:
    later = added(start, n, Unit.MONTHS)
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == n
    assert later.day == min(start.day, calendar.monthrange(later.year, later.month)[1])


def test_month_ends_and_leap_days() -> None:
    month, year = Duration(1, Unit.MONTHS, Kind.EXACT), Duration(1, Unit.YEARS, Kind.EXACT)
    assert added(date(2026, 1, 31), 1, Unit.MONTHS) == date(2026, 2, 28)
    assert added(date(2028, 1, 31), 1, Unit.MONTHS) == date(2028, 2, 29)
    assert added(date(2028, 2, 29), 1, Unit.YEARS) == date(2029, 2, 28)
    assert end_of(date(2026, 5, 4), month, NOT_KNOWN, "BG") == date(2026, 6, 3)
    assert end_of(date(2026, 5, 4), year, NOT_KNOWN, "BG") == date(2027, 5, 3)


def test_what_ends_on_a_holiday_ends_with_the_next_working_day() -> None:
    """1 December is the national day of Romania; 30 November, Saint Andrew, and the weekend lie before it."""
    days = Duration(3, Unit.DAYS, Kind.EXACT)
    assert end_of(date(2026, 11, 25), days, EUROPEAN, "RO") == date(2026, 12, 2)
    assert end_of(date(2026, 11, 25), days, NOT_KNOWN, "RO") == date(2026, 11, 27)
