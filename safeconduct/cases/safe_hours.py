"""When the person may be reached: hours on the clock of one country, and the next moment that lies in them. Pure.

Only hours that were entered as hours are reckoned with. Words about when not to contact somebody are shown and never
guessed at; without hours every moment is unknown, which is neither safe nor unsafe.

Promised: a moment is judged by what the clock on the wall shows there, so a change of the clocks moves no safe hour: an
hour that the clock leaves out is never offered, one that it shows twice counts both times.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.answering import Content, answer, rows_of
from safeconduct.vocabulary.codes import Answer3
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, Words
from safeconduct.vocabulary.workdays import ZONES, zone

HOURS, COUNTRY, WORDS = "safe_hours", "hours_country", "do_not_contact"
AHEAD = timedelta(days=16)
"""So far ahead is looked: hours repeat each week, and a change of the clocks may leave out those of one week."""

OUTSIDE = Reason(
    "outside_safe_hours",
    _("The person may not be reached at this time."),
    _("Choose a time in which they may be reached, or ask whether their hours have changed."),
)
NO_SAFE_HOUR_THAT_DAY = Reason(
    "no_safe_hour_that_day",
    _("On this day there is no hour in which the person may be reached."),
    _("Choose another day, or ask them whether their hours have changed."),
)
NOT_BY_TELEPHONE = Reason(
    "not_by_telephone",
    _("It is not safe to call this person."),
    _("Choose the way in which they may be reached."),
)


class Channel(StrEnum):
    """How the person may be reached."""

    CALL = "call"
    TEXT = "text"
    IN_PERSON = "in_person"
    THROUGH_WORKER = "through_worker"


class Days(StrEnum):
    """On which days hours hold."""

    EVERY_DAY = "every_day"
    MONDAY_TO_FRIDAY = "mon_fri"
    WEEKEND = "weekend"
    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


DAY_LABELS: dict[Days, Words] = {
    Days.EVERY_DAY: _("Every day"),
    Days.MONDAY_TO_FRIDAY: _("Monday to Friday"),
    Days.WEEKEND: _("Saturday and Sunday"),
    Days.MONDAY: _("Monday"),
    Days.TUESDAY: _("Tuesday"),
    Days.WEDNESDAY: _("Wednesday"),
    Days.THURSDAY: _("Thursday"),
    Days.FRIDAY: _("Friday"),
    Days.SATURDAY: _("Saturday"),
    Days.SUNDAY: _("Sunday"),
}
_SINGLE = list(Days)[3:]
_WEEKDAYS: dict[Days, frozenset[int]] = {
    Days.EVERY_DAY: frozenset(range(7)),
    Days.MONDAY_TO_FRIDAY: frozenset(range(5)),
    Days.WEEKEND: frozenset({5, 6}),
    **{day: frozenset({number}) for number, day in enumerate(_SINGLE)},
}


@dataclass(frozen=True, slots=True)
class Window:
    """Hours on some days. An end that is not after the start lies on the next day; the same twice is a whole day."""

    weekdays: frozenset[int]
    start: time
    end: time

    def has(self, wall: datetime) -> bool:
        """Whether the clock on the wall shows a time in it; the end itself is outside."""
        now = wall.time()
        if self.start < self.end:
            return wall.weekday() in self.weekdays and self.start <= now < self.end
        began_yesterday = (wall.weekday() - 1) % 7 in self.weekdays and now < self.end
        return began_yesterday or (wall.weekday() in self.weekdays and now >= self.start)


@dataclass(frozen=True, slots=True)
class SafeContact:
    """What of a section Safe contact can be reckoned with, and what stands beside it in words."""

    windows: tuple[Window, ...] = ()
    country: str = ""
    """On whose clock the hours are."""
    words: str = ""
    call: Answer3 | None = None

    @property
    def is_known(self) -> bool:
        """Whether there are hours, on a clock that is known here."""
        return bool(self.windows) and self.country in ZONES

    @property
    def zone(self) -> ZoneInfo:
        """The clock of that country."""
        return zone(self.country)


@dataclass(frozen=True, slots=True)
class Safe:
    """From this moment on the person may be reached, until the other; None where no end is near."""

    start: datetime
    end: datetime | None


class NotKnown(StrEnum):
    """Why no safe moment can be said."""

    NOT_ASKED = "not_asked"
    ONLY_WORDS = "only_words"
    OTHER_CLOCK = "other_clock"


NOT_KNOWN: dict[NotKnown, Words] = {
    NotKnown.NOT_ASKED: _(
        "In which hours the person may be reached is not written down. Ask them before you plan anything, and do not "
        "guess."
    ),
    NotKnown.ONLY_WORDS: _(
        "When not to contact the person stands in words only: read them yourself, for no program understands them."
    ),
    NotKnown.OTHER_CLOCK: _(
        "The hours are on the clock of a country whose time is not known here: read them yourself, nothing is reckoned."
    ),
}
NO_SUCH_CLOCK = _(
    "The time of this country is not known here. Write the hours as a clock that is known shows them, and name its "
    "country."
)
CALLED_ALL_THE_SAME = _(
    "It is not safe to call this person, so the telephone is no way to reach them. Choose another way, or ask them "
    "again whether a call is safe."
)
READ_THE_WORDS = _("Read also what stands in words: only the hours are reckoned with.")


def safe_contact(content: Content, country: str) -> SafeContact:
    """What a section says that was written in this country; what is no hours (of another node) is left out."""
    call, words, said = (answer(content, name) for name in ("safe_to_call", WORDS, COUNTRY))
    return SafeContact(
        windows=tuple(_windows(rows_of(content, HOURS))),
        country=said if isinstance(said, str) else country.upper(),
        words=words if isinstance(words, str) else "",
        call=Answer3(call) if call in set(Answer3) else None,
    )


def contradictions(content: Content) -> Iterator[tuple[str, Words]]:
    """Hours on a clock that nobody here can read, and calls that are not safe: the question, and a sentence."""
    said = answer(content, COUNTRY)
    if said is not None and said not in ZONES:
        yield COUNTRY, NO_SUCH_CLOCK
    if answer(content, "channel") == Channel.CALL and answer(content, "safe_to_call") == Answer3.NO:
        yield "channel", CALLED_ALL_THE_SAME


def on_a_clock(content: Content, country: str) -> Content:
    """The same with the country on whose clock its hours are: that of whoever writes, where they name none.

    So hours mean the same wherever they are read; one of which we do not know the time is not named for anybody.
    """
    if not rows_of(content, HOURS) or content.get(COUNTRY) or country.upper() not in ZONES:
        return content
    return {**content, COUNTRY: country.upper()}


def next_safe_moment(contact: SafeContact, after: datetime, clock: tzinfo) -> Safe | NotKnown:
    """The first moment, not before `after`, at which the person may be reached; in the clock's own time.

    `after` itself where it lies in the hours. Where no hours are known it says so, and what there is instead.
    """
    if not contact.is_known:
        return _why_not_known(contact)
    after = after.astimezone(UTC)
    moments = [after, *(one for one in _turns(contact, after, clock) if one > after)]
    start = next(one for one in moments if is_safe(contact, one, clock))
    end = next((one for one in moments if one > start and not is_safe(contact, one, clock)), None)
    return Safe(start.astimezone(clock), end.astimezone(clock) if end else None)


def _why_not_known(contact: SafeContact) -> NotKnown:
    if contact.windows:
        return NotKnown.OTHER_CLOCK
    return NotKnown.ONLY_WORDS if contact.words else NotKnown.NOT_ASKED


def is_safe(contact: SafeContact, when: datetime, clock: tzinfo) -> bool:
    """Whether this moment lies in the hours; without hours none does."""
    wall = when.astimezone(UTC).astimezone(
        clock
    )  # by UTC: a time that the clock leaves out becomes one that it shows
    return any(window.has(wall) for window in contact.windows)


def may_reach(contact: SafeContact, when: datetime, clock: tzinfo) -> Decision:
    """Whether the person may be reached then. Where no hours are known nothing is refused: the page says so instead."""
    found = next_safe_moment(contact, when, clock)
    if not isinstance(found, Safe) or is_safe(contact, when, clock):
        return Allowed()
    begin = date_format(found.start, "D j M Y, H:i")
    instead = format_lazy(
        _("Their next hours begin {begin}. Choose a time in them, or ask whether they have changed."),
        begin=begin,
    )
    return Refused(Reason(OUTSIDE.code, OUTSIDE.sentence, instead))


def may_call(contact: SafeContact) -> Decision:
    """Whether the person may be telephoned at all; refused where they have said that it is not safe."""
    return Refused(NOT_BY_TELEPHONE) if contact.call is Answer3.NO else Allowed()


def may_reach_on(contact: SafeContact, day: date, clock: tzinfo) -> Decision:
    """The same for a day without a time: there is an hour on it in which they may be reached."""
    return (
        Allowed()
        if not contact.is_known or _has_an_hour(contact, day, clock)
        else Refused(NO_SAFE_HOUR_THAT_DAY)
    )


def first_safe_day(contact: SafeContact, day: date, clock: tzinfo) -> date:
    """This day, or the first one after it on which the person may be reached; the day itself where nothing is known."""
    ahead = (day + timedelta(days=more) for more in range(AHEAD.days))
    return next((one for one in ahead if may_reach_on(contact, one, clock)), day)


def _has_an_hour(contact: SafeContact, day: date, clock: tzinfo) -> bool:
    """Midnight there may be left out by the clock: the day then begins with what the clock shows instead."""
    begin = datetime.combine(day, time(), clock).astimezone(UTC)
    over = datetime.combine(day + timedelta(days=1), time(), clock).astimezone(UTC)
    found = next_safe_moment(contact, begin, clock)
    return isinstance(found, Safe) and found.start < over


def _turns(contact: SafeContact, after: datetime, clock: tzinfo) -> list[datetime]:
    """The moments within AHEAD at which safe may become unsafe or the other way, in order, in UTC."""
    first = after.astimezone(clock).date() - timedelta(days=1)
    days = [first + timedelta(days=more) for more in range(AHEAD.days + 2)]
    edges = {edge for window in contact.windows for edge in (window.start, window.end)} | {time()}
    shown = (
        datetime.combine(day, edge, clock).replace(fold=fold).astimezone(UTC)
        for day in days
        for edge in edges
        for fold in (0, 1)
    )
    return sorted({*shown, *_changes_of_the_clock(days, clock)})


def _changes_of_the_clock(days: list[date], clock: tzinfo) -> Iterator[datetime]:
    """The moments between these days at which the clock is put forward or back, to the second."""
    noons = [datetime.combine(day, time(12), UTC) for day in days]
    for before, behind in pairwise(noons):
        low, high = before, behind
        if low.astimezone(clock).utcoffset() == high.astimezone(clock).utcoffset():
            continue
        while high - low > timedelta(seconds=1):
            middle = low + (high - low) // 2
            middle -= timedelta(microseconds=middle.microsecond)
            is_still_old = middle.astimezone(clock).utcoffset() == low.astimezone(clock).utcoffset()
            low, high = (middle, high) if is_still_old else (low, middle)
        yield high


def _windows(rows: Iterable[dict[str, Any]]) -> Iterator[Window]:
    for row in rows:
        days, start, end = row.get("days"), clock_time(row.get("from")), clock_time(row.get("until"))
        if days in set(Days) and start is not None and end is not None:
            yield Window(_WEEKDAYS[Days(days)], start, end)


def clock_time(text: Any) -> time | None:
    """A stored time of day such as 09:30; None for what is none."""
    if not isinstance(text, str) or not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        return None
    return time.fromisoformat(text)
