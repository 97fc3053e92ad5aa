"""Figures in words: one value, the change since the quarter before, and the lines of a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safeconduct.statistics.figures import Figure, Kind
from safeconduct.statistics.queries import Sums
from safeconduct.statistics.rules import FEWEST
from safeconduct.statistics.times import DAY, HOURS, LONGER, MEDIAN, NINE_OF_TEN, percentile
from safeconduct.vocabulary.codes import Confirmation, Decline, NotTakenUp, Outcome, Withdrawal
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label

LISTS: dict[str, type[StrEnum]] = {
    "declined": Decline, "withdrawn": Withdrawal, "not_taken_up": NotTakenUp, "became": Outcome,
    "confirmation": Confirmation,
}  # fmt: skip
UNLISTED: Words = gettext_lazy("Not said, or not listed here")


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of some referrals."""

    words: str
    number: int
    of: int
    size: int
    """How long its bar is, 0 to 100; and by what two values are compared: a share, or the step of a median."""
    is_known: bool = True
    """False where there is too little to say anything."""


def value(figure: Figure, sums: Sums) -> Value:
    """The figure of these sums."""
    of = sums.of(figure.of)
    if figure.kind is Kind.TIME:
        return _time(sums.steps(figure.part), of)
    codes = sums.codes(figure.part)
    number = sum(codes.values()) if figure.kind is Kind.CODES else sums.of(figure.part)
    if not of:
        return Value(_("none"), number, 0, 0, is_known=False)
    share = round(100 * number / of)
    words = _("%(number)d of %(of)d (%(share)d %%)") % {"number": number, "of": of, "share": share}
    return Value(words, number, of, min(share, 100))


def _time(steps: dict[int, int], of: int) -> Value:
    reached = sum(steps.values())
    if of < FEWEST:
        return Value(_("too few to say") if of else _("none"), reached, of, 0, is_known=False)
    half, most = percentile(MEDIAN, steps, of), percentile(NINE_OF_TEN, steps, of)
    words = _("half %(half)s, nine of ten %(most)s") % {"half": within(half), "most": within(most)}
    return Value(words, reached, of, 100 if half is None else round(100 * (half + 1) / (LONGER + 2)))


def within(one: int | None) -> str:
    """A step of a time, as the end of a sentence."""
    if one is None:
        return _("not reached")
    if one >= LONGER:
        return _("after more than half a year")
    hours = HOURS[one]
    if hours <= DAY:
        return ngettext("within %d hour", "within %d hours", hours) % hours
    if hours % DAY:
        return _("within a day and a half")
    return ngettext("within %d day", "within %d days", hours // DAY) % (hours // DAY)


def change(now: Value, then: Value) -> str:
    """The value against the one before, in a word; "" where one of them is not known."""
    if not (now.is_known and then.is_known):
        return ""
    if now.size == then.size:
        return _("as before")
    return _("more than before") if now.size > then.size else _("less than before")


def change_of_time(now: Value, then: Value) -> str:
    """The same of a time."""
    if not (now.is_known and then.is_known):
        return ""
    if now.size == then.size:
        return _("as before")
    return _("longer than before") if now.size > then.size else _("shorter than before")


def compared(figure: Figure, now: Value, then: Value) -> str:
    """How it changed since the quarter before."""
    return change_of_time(now, then) if figure.kind is Kind.TIME else change(now, then)


def codes(figure: Figure, sums: Sums) -> list[tuple[Words, int, int]]:
    """The codes of a figure: in words, how often, and how long the bar is."""
    found = sums.codes(figure.part)
    of = sum(found.values())
    return [(_word(figure, code), number, round(100 * number / of)) for code, number in found.items()]


def _word(figure: Figure, code: str) -> Words:
    known = LISTS[figure.part]
    return label(known(code)) if code in set(known) else UNLISTED


def most_first(lines: Iterable[tuple[str, Value]]) -> list[tuple[str, Value]]:
    """The lines of a table: what has the longest bar first, then by name."""
    return sorted(lines, key=lambda line: (not line[1].is_known, -line[1].size, line[0]))
