"""Times as somebody types them, by the clocks of a place: hours that are missing or come twice. Pure."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Reason, Refused

MISSING = _("{time} is no time of that day in {zone}: the clocks go forward then, and this hour is left out.")
LEFT_OUT = "hour_is_missing"
TWICE = _("{time} comes twice on that day in {zone}: the clocks go back then.")
OTHER = _("Choose a time before or after that hour.")


def at(typed: datetime, zone: str) -> datetime | Refused:
    """The moment (UTC) at which the clocks of this IANA zone show a time; refused where they do so never or twice."""
    there = ZoneInfo(zone)
    early, late = typed.replace(tzinfo=there, fold=0), typed.replace(tzinfo=there, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early.astimezone(UTC)
    shown = early.astimezone(UTC).astimezone(there).replace(tzinfo=None)
    sentence, code = (TWICE, "hour_comes_twice") if shown == typed else (MISSING, LEFT_OUT)
    return Refused(Reason(code, format_lazy(sentence, time=f"{typed:%H:%M}", zone=zone), OTHER))


def as_typed(moment: datetime, zone: str) -> datetime:
    """What the clocks of the zone show at a moment; without a zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def moved(moment: datetime, zone: str, *, days: int, into: str = "") -> datetime:
    """So many days later by the clocks of the zone, or at the same hour of another zone: 10:00 stays 10:00.

    In an hour that is left out when clocks go forward, it is an hour later; in one that comes twice, the first.
    """
    there = (as_typed(moment, zone) + timedelta(days=days)).replace(tzinfo=ZoneInfo(into or zone))
    return there.astimezone(UTC)


def is_left_out(moment: datetime, zone: str, *, days: int, into: str = "") -> bool:
    """Whether a moment, moved like this, falls into an hour that the clocks leave out: it is an hour later then."""
    found = at(as_typed(moment, zone) + timedelta(days=days), into or zone)
    return isinstance(found, Refused) and found.reason.code == LEFT_OUT


def both_moved(
    starts: datetime, ends: datetime, zone: str, *, days: int, into: str = ""
) -> tuple[datetime, datetime]:
    """A beginning and an end, moved; where a change of clocks would turn them round, it lasts as long as before."""
    begins, finishes = (moved(each, zone, days=days, into=into) for each in (starts, ends))
    return begins, finishes if finishes > begins else begins + (ends - starts)
