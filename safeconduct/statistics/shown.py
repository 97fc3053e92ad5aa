"""Figures in words: one value, the change since the quarter before, and the lines of a table."""

from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safeconduct.statistics.few import hidden
from safeconduct.statistics.figures import Figure, Kind
from safeconduct.statistics.queries import Sums
from safeconduct.statistics.rules import FEWEST
from safeconduct.statistics.rules import shown as seen
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
    is_hidden: bool = False
    """Of so few persons that no number is said."""
    parts: tuple[int, ...] = ()
    """How many were sent, of them what is all, and of those the number: by these it is hidden in a table."""


NOTHING: dict[str, Words] = {
    "sent": gettext_lazy("nothing was sent"),
    "accepted": gettext_lazy("nothing was accepted"),
    "planned": gettext_lazy("no handover was planned"),
    "silent": gettext_lazy("all had feedback"),
    "outcome": gettext_lazy("no outcome was recorded"),
}
"""Why there is nothing to divide by, by what is all."""


def value(figure: Figure, sums: Sums) -> Value:
    """The figure of these sums."""
    of = sums.all_of(figure.of)
    if figure.kind is Kind.TIME:
        return _time(figure, sums, of)
    number = sums.all_of(figure.part)
    parts = (of, number) if figure.of == "sent" else (sums.of("sent"), of, number)
    if not of:
        return Value(_nothing(figure, sums), number, 0, 0, is_known=False, parts=parts)
    share = round(100 * number / of)
    words = _("%(number)d of %(of)d (%(share)d %%)") % {"number": number, "of": of, "share": share}
    return Value(words, number, of, min(share, 100), parts=parts)


def total(figure: Figure, sums: Sums) -> Value:
    """The same where it is the figure's total: of what became of fewer than five persons no number is said."""
    found = value(figure, sums)
    return without_number(found) if figure.of_persons and seen(found.number) is None else found


def without_number(value: Value) -> Value:
    """A value of few persons: neither its number nor the length of its bar is said."""
    return replace(value, words=_("hidden"), size=0, is_known=False, is_hidden=True)


def _nothing(figure: Figure, sums: Sums) -> str:
    return str(NOTHING[figure.of if sums.of("sent") else "sent"])


def _time(figure: Figure, sums: Sums, of: int) -> Value:
    steps = sums.steps(figure.part)
    reached = sum(steps.values())
    if of < FEWEST:
        words = _("too few to say") if of else _nothing(figure, sums)
        return Value(words, reached, of, 0, is_known=False)
    half, most = percentile(MEDIAN, steps, of), percentile(NINE_OF_TEN, steps, of)
    if half is None:
        return Value(_("not yet half of them"), reached, of, 100)
    words = _("half of them %(half)s, nine of ten %(most)s") % {"half": within(half), "most": within(most)}
    return Value(words, reached, of, round(100 * (half + 1) / (LONGER + 2)))


def within(one: int | None) -> str:
    """A step of a time, as the end of a sentence."""
    if one is None:
        return _("not yet")
    if one >= LONGER:
        return _("after more than half a year")
    hours = HOURS[one]
    if hours <= DAY:
        return ngettext("within %d hour", "within %d hours", hours) % hours
    if hours % DAY:
        return _("within a day and a half")
    return ngettext("within %d day", "within %d days", hours // DAY) % (hours // DAY)


def compared(figure: Figure, now: Value, then: Value) -> str:
    """How it changed since the quarter before, in a word; why nothing is said where one of the two is not known."""
    if not (now.is_known and then.is_known):
        return _not_compared(now, then)
    if now.size == then.size:
        return _("as before")
    if figure.kind is Kind.TIME:
        return _("longer than before") if now.size > then.size else _("shorter than before")
    return _("more than before") if now.size > then.size else _("less than before")


def _not_compared(now: Value, then: Value) -> str:
    if now.is_hidden or then.is_hidden:
        return _("not said: a number is hidden")
    return _("too few to compare") if now.of and then.of else _("nothing to compare with")


def codes(figure: Figure, sums: Sums) -> list[tuple[Words, str, int | None]] | None:
    """The codes of a figure: in words, how often, and how long the bar is; None where the number is hidden.

    None of all where so few are listed that the figure's own total would tell a hidden number.
    """
    found = sums.codes(figure.part)
    of = sum(found.values())
    few = hidden([(number,) for number in found.values()])
    if few is None:
        return None
    lines: list[tuple[Words, str, int | None]] = [
        (_word(figure, code), _("hidden"), None)
        if place in few
        else (_word(figure, code), str(number), round(100 * number / of))
        for place, (code, number) in enumerate(found.items())
    ]
    return sorted(lines, key=lambda line: (line[2] is None, -(line[2] or 0), str(line[0])))


type Line = tuple[str, Value, Value]
"""A name, its value in this quarter and in the one before."""


def without_few(lines: list[Line]) -> list[Line] | None:
    """A table without the numbers of few persons and whoever would give them away, what has the longest bar first.

    Of each partner, service or urgency of which anything was sent; those that have nothing here and hide nothing are
    left out. None where no line of this quarter can be named beside the total. Where that is so of the quarter before,
    nothing is said of it, and who had something in it alone is not named either. Times say no number of anybody.
    """
    this, before = _without_few([line[1] for line in lines]), _without_few([line[2] for line in lines])
    if this is None:
        return None
    then_said = before or [replace(without_number(line[2]), words=_("not said")) for line in lines]
    found = [
        (line[0], now, then)
        for line, now, then in zip(lines, this, then_said, strict=True)
        if _is_listed(now) or (before is not None and _is_listed(then))
    ]
    return sorted(found, key=lambda line: (not line[1].is_known, -line[1].size, line[0]))


def _is_listed(value: Value) -> bool:
    return value.is_hidden or value.of > 0


def _without_few(column: list[Value]) -> list[Value] | None:
    few = hidden([one.parts for one in column])
    if few is None:
        return None
    return [without_number(one) if place in few else one for place, one in enumerate(column)]


def _word(figure: Figure, code: str) -> Words:
    known = LISTS[figure.part]
    return label(known(code)) if code in set(known) else UNLISTED
