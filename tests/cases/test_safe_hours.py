"""When a person may be reached: by the clock on the wall, over midnight, when clocks change, and never by a guess."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.cases.answering import Content, answer
from safeconduct.cases.contents import cleaned
from safeconduct.cases.reaching import when_safe
from safeconduct.cases.safe_hours import (
    CALLED_ALL_THE_SAME,
    NO_SAFE_HOUR_THAT_DAY,
    NOT_BY_TELEPHONE,
    NOT_KNOWN,
    OUTSIDE,
    READ_THE_WORDS,
    Days,
    NotKnown,
    Safe,
    SafeContact,
    first_safe_day,
    is_safe,
    may_call,
    may_reach,
    may_reach_on,
    next_safe_moment,
    on_a_clock,
    safe_contact,
)
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.workdays import zone

BUCHAREST = zone("RO")


def hours(*rows: str, country: str = "RO", **more: Any) -> SafeContact:
    """Each row as `mon_fri 09:00-12:00`."""
    found = [row.replace("-", " ").split() for row in rows]
    content: Content = {"safe_hours": [{"days": day, "from": a, "until": b} for day, a, b in found], **more}
    return safe_contact(content, country)


def there(text: str) -> datetime:
    """A moment on the clock in Bucharest, such as `2026-11-26 10:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=BUCHAREST)


# 26 November 2026 is a Thursday.
NEXT: list[tuple[tuple[str, ...], str, str, str | None]] = [
    (("every_day 09:00-12:00",), "2026-11-26 08:59", "2026-11-26 09:00", "2026-11-26 12:00"),
    (("every_day 09:00-12:00",), "2026-11-26 09:00", "2026-11-26 09:00", "2026-11-26 12:00"),
    (("every_day 09:00-12:00",), "2026-11-26 11:59", "2026-11-26 11:59", "2026-11-26 12:00"),
    (("every_day 09:00-12:00",), "2026-11-26 12:00", "2026-11-27 09:00", "2026-11-27 12:00"),
    (("mon_fri 09:00-12:00",), "2026-11-27 13:00", "2026-11-30 09:00", "2026-11-30 12:00"),
    (("weekend 09:00-12:00",), "2026-11-26 10:00", "2026-11-28 09:00", "2026-11-28 12:00"),
    (("thu 09:00-12:00",), "2026-11-26 12:00", "2026-12-03 09:00", "2026-12-03 12:00"),
    # over midnight: the hours belong to the day on which they begin
    (("thu 22:00-02:00",), "2026-11-27 01:59", "2026-11-27 01:59", "2026-11-27 02:00"),
    (("thu 22:00-02:00",), "2026-11-26 01:00", "2026-11-26 22:00", "2026-11-27 02:00"),
    (("thu 22:00-00:00",), "2026-11-26 10:00", "2026-11-26 22:00", "2026-11-27 00:00"),
    # the same time twice is a whole day
    (("fri 00:00-00:00",), "2026-11-26 10:00", "2026-11-27 00:00", "2026-11-28 00:00"),
    (("every_day 00:00-00:00",), "2026-11-26 10:00", "2026-11-26 10:00", None),
    # hours that touch are one, hours that overlap too
    (("thu 09:00-10:00", "thu 10:00-11:00"), "2026-11-26 08:00", "2026-11-26 09:00", "2026-11-26 11:00"),
    (("thu 09:00-11:00", "every_day 10:00-12:00"), "2026-11-26 09:30", "2026-11-26 09:30", "2026-11-26 12:00"),
    # 29 March 2026: the clock goes from 03:00 to 04:00
    (("sun 03:15-03:45",), "2026-03-29 00:00", "2026-04-05 03:15", "2026-04-05 03:45"),
    (("sun 03:30-05:00",), "2026-03-29 00:00", "2026-03-29 04:00", "2026-03-29 05:00"),
    (("every_day 09:00-12:00",), "2026-03-28 12:00", "2026-03-29 09:00", "2026-03-29 12:00"),
    # 25 October 2026: the clock shows the hour from 03:00 twice
    (("every_day 09:00-12:00",), "2026-10-24 12:00", "2026-10-25 09:00", "2026-10-25 12:00"),
]  # fmt: skip


@pytest.mark.parametrize("rows, after, start, end", NEXT)
def test_the_next_safe_moment(rows: tuple[str, ...], after: str, start: str, end: str | None) -> None:
    found = next_safe_moment(hours(*rows), there(after), BUCHAREST)
    assert found == Safe(there(start), there(end) if end else None)


def test_an_hour_that_the_clock_shows_twice_is_safe_both_times() -> None:
    night = hours("sun 03:00-03:30")
    first, second = (datetime(2026, 10, 25, hour, tzinfo=UTC) for hour in (0, 1))
    half = timedelta(minutes=30)
    found = [next_safe_moment(night, after, BUCHAREST) for after in (first, first + half)]
    said = [(one.start, one.end) for one in found if isinstance(one, Safe)]
    assert [[moment.astimezone(UTC) for moment in pair if moment] for pair in said] == [
        [first, first + half], [second, second + half],
    ]  # fmt: skip


UNKNOWN: list[tuple[Content, str, NotKnown]] = [
    ({}, "RO", NotKnown.NOT_ASKED),
    ({"safe_hours": {"unanswered": "declined"}}, "RO", NotKnown.NOT_ASKED),
    ({"do_not_contact": "9:00 to 12:00"}, "RO", NotKnown.ONLY_WORDS),
    ({"safe_hours": [{"days": "someday", "from": "09:00", "until": "12:00"}]}, "RO", NotKnown.NOT_ASKED),
    ({"safe_hours": [{"days": "mon", "from": "25:00", "until": "12:00"}]}, "RO", NotKnown.NOT_ASKED),
    ({"safe_hours": "always"}, "RO", NotKnown.NOT_ASKED),
    ({"safe_hours": [{"days": "mon", "from": "09:00", "until": "12:00"}]}, "XX", NotKnown.OTHER_CLOCK),
]


@pytest.mark.parametrize("content, country, why", UNKNOWN)
def test_what_is_not_known_is_said_and_neither_guessed_nor_refused(
    content: Content, country: str, why: NotKnown
) -> None:
    contact, now = safe_contact(content, country), there("2026-11-26 10:00")
    assert next_safe_moment(contact, now, BUCHAREST) is why
    assert may_reach(contact, now, BUCHAREST)
    assert may_reach_on(contact, now.date(), BUCHAREST)
    assert first_safe_day(contact, now.date(), BUCHAREST) == now.date()
    assert [str(words) for words in when_safe(contact, now)] == [str(NOT_KNOWN[why])]


def test_hours_are_on_the_clock_of_the_country_that_is_named_with_them() -> None:
    morning = hours("every_day 09:00-10:00", hours_country="BE")
    assert morning.zone == zone("BE")
    assert next_safe_moment(morning, there("2026-11-26 09:30"), morning.zone) == Safe(
        there("2026-11-26 10:00"), there("2026-11-26 11:00")
    )


def test_outside_the_hours_it_is_refused_with_when_the_next_ones_begin() -> None:
    contact = hours("mon_fri 09:00-12:00")
    said = may_reach(contact, there("2026-11-27 12:00"), BUCHAREST)
    assert isinstance(said, Refused)
    assert said.reason == OUTSIDE
    assert "Mon 30 Nov 2026, 09:00" in str(said.reason.instead)
    assert may_reach(contact, there("2026-11-27 11:59"), BUCHAREST)
    assert may_reach_on(contact, date(2026, 11, 28), BUCHAREST) == Refused(NO_SAFE_HOUR_THAT_DAY)
    assert first_safe_day(contact, date(2026, 11, 28), BUCHAREST) == date(2026, 11, 30)


def test_the_end_of_a_night_is_an_hour_of_the_next_day() -> None:
    contact = hours("thu 22:00-02:00")
    assert may_reach_on(contact, date(2026, 11, 27), BUCHAREST)
    assert may_reach_on(hours("thu 22:00-00:00"), date(2026, 11, 27), BUCHAREST) == Refused(
        NO_SAFE_HOUR_THAT_DAY
    )


@pytest.mark.parametrize("call, is_possible", [("no", False), ("yes", True), ("unknown", True), (None, True)])
def test_who_may_not_be_called_is_not_called(call: str | None, is_possible: bool) -> None:
    contact = safe_contact({"safe_to_call": call} if call else {}, "RO")
    assert bool(may_call(contact)) is is_possible
    said = [str(words) for words in when_safe(contact, there("2026-11-26 10:00"))]
    assert (str(NOT_BY_TELEPHONE.sentence) in said) is not is_possible


def test_a_page_says_when_and_that_words_stand_beside() -> None:
    contact = hours("mon_fri 09:00-12:00", do_not_contact="when the car is there")
    now, later = (when_safe(contact, there(f"2026-11-27 {hour}")) for hour in ("10:00", "12:00"))
    assert [str(words) for words in now] == [
        "Now the person may be reached, until 12:00 (Romania).", str(READ_THE_WORDS),
    ]  # fmt: skip
    assert str(later[0]) == (
        "Not now. The next hours in which the person may be reached: Mon 30 Nov, 09:00 to 12:00 (Romania)."
    )


@pytest.mark.parametrize(
    "content, country, clock",
    [
        ({"safe_hours": [{}]}, "ro", "RO"),
        ({"safe_hours": [{}], "hours_country": "BE"}, "RO", "BE"),
        ({"safe_hours": [{}], "hours_country": {"unanswered": "unknown"}}, "RO", {"unanswered": "unknown"}),
        ({"safe_hours": [{}]}, "MD", None),
        ({"safe_hours": {"unanswered": "declined"}}, "RO", None),
        ({}, "RO", None),
    ],
)
def test_hours_are_kept_with_the_clock_of_who_writes_them(content: Content, country: str, clock: Any) -> None:
    assert on_a_clock(content, country) == content | ({"hours_country": clock} if clock else {})


# --- Entered --------------------------------------------------------------------------------------------------


def row(place: int, days: str, start: str, end: str) -> dict[str, list[str]]:
    name = f"safe_hours-{place}"
    return {f"{name}-days": [days], f"{name}-from": [start], f"{name}-until": [end]}


def test_hours_are_entered_row_by_row() -> None:
    content = cleaned(
        Section.SAFE_CONTACT, row(0, "mon_fri", "9:00", "12:00") | row(1, "sat", "22:00:00", "02:00")
    )
    assert content == {
        "safe_hours": [
            {"days": "mon_fri", "from": "09:00", "until": "12:00"},
            {"days": "sat", "from": "22:00", "until": "02:00"},
        ]
    }
    assert len(safe_contact(content, "RO").windows) == 2


@pytest.mark.parametrize("wrong", ["morning", "24:00", "9", "09:60", "09.00", "-1:00"])
def test_a_time_that_is_none_is_named(wrong: str) -> None:
    with pytest.raises(BadInput) as caught:
        cleaned(Section.SAFE_CONTACT, row(0, "mon", wrong, "12:00"))
    assert list(caught.value.errors) == ["safe_hours-0-from"]


@pytest.mark.parametrize(
    "country, is_wrong", [("Belgium", False), ("be", False), ("MD", True), ("stateless", True)]
)
def test_hours_on_a_clock_that_is_not_known_are_not_taken(country: str, is_wrong: bool) -> None:
    entered = row(0, "mon", "09:00", "12:00") | {"hours_country": [country]}
    if not is_wrong:
        assert cleaned(Section.SAFE_CONTACT, entered)["hours_country"] == "BE"
        return
    with pytest.raises(BadInput) as caught:
        cleaned(Section.SAFE_CONTACT, entered)
    assert list(caught.value.errors) == ["hours_country"]


@pytest.mark.parametrize(
    "call, channel, is_wrong",
    [
        ("no", "call", True), ("no", "text", False), ("yes", "call", False), ("unknown", "call", False),
        ("", "call", False), ("no", "", False),
    ],
)  # fmt: skip
def test_who_may_not_be_called_is_not_reached_by_telephone(call: str, channel: str, is_wrong: bool) -> None:
    entered = {"safe_to_call": [call], "channel": [channel]}
    if not is_wrong:
        assert answer(cleaned(Section.SAFE_CONTACT, entered), "channel") == (channel or None)
        return
    with pytest.raises(BadInput) as caught:
        cleaned(Section.SAFE_CONTACT, entered)
    assert caught.value.errors == {"channel": CALLED_ALL_THE_SAME}


# --- What always holds ----------------------------------------------------------------------------------------

TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
ROWS = st.builds(
    lambda days, start, end: {"days": days.value, "from": f"{start:%H:%M}", "until": f"{end:%H:%M}"},
    st.sampled_from(Days), TIMES, TIMES,
)  # fmt: skip
CONTACTS = st.lists(ROWS, min_size=1, max_size=4).map(lambda rows: safe_contact({"safe_hours": rows}, "RO"))
CHANGES = [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]
NEAR = st.builds(
    lambda one, minutes: one + timedelta(minutes=minutes), st.sampled_from(CHANGES), st.integers(-9000, 9000)
)
ANY = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda one: one.replace(tzinfo=UTC))  # noqa: DTZ001
STEP = timedelta(minutes=15)


@settings(max_examples=150, deadline=None)
@given(CONTACTS, st.one_of(NEAR, ANY))
def test_what_is_offered_is_safe_and_nothing_earlier_was(contact: SafeContact, after: datetime) -> None:
    found = next_safe_moment(contact, after, BUCHAREST)
    assert isinstance(found, Safe)
    assert found.start >= after
    assert is_safe(contact, found.start, BUCHAREST)
    probe = after
    while probe < found.start:
        assert not is_safe(contact, probe, BUCHAREST)
        probe += STEP
    before = found.start.astimezone(UTC) - timedelta(seconds=1)
    assert before < after or not is_safe(contact, before, BUCHAREST)


@settings(max_examples=150, deadline=None)
@given(CONTACTS, st.one_of(NEAR, ANY))
def test_until_its_end_it_stays_safe_and_then_it_is_over(contact: SafeContact, after: datetime) -> None:
    found = next_safe_moment(contact, after, BUCHAREST)
    assert isinstance(found, Safe)
    end = found.end or found.start + timedelta(days=2)
    probe = found.start.astimezone(UTC)
    while probe < end:
        assert is_safe(contact, probe, BUCHAREST)
        probe += STEP
    assert found.end is None or not is_safe(contact, found.end, BUCHAREST)


@settings(max_examples=100, deadline=None)
@given(CONTACTS, st.one_of(NEAR, ANY))
def test_it_is_asked_again_and_says_the_same(contact: SafeContact, after: datetime) -> None:
    """What was offered is allowed when somebody plans for it, on its day as at its hour, and is its own next one."""
    found = next_safe_moment(contact, after, BUCHAREST)
    assert isinstance(found, Safe)
    assert next_safe_moment(contact, found.start, BUCHAREST) == found
    assert may_reach(contact, found.start, BUCHAREST)
    assert may_reach_on(contact, found.start.date(), BUCHAREST)
