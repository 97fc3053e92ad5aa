"""What a place says of itself, for the person: areas and never addresses; whether it is open now. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from safeconduct.vocabulary.codes import Sector
from safeconduct.vocabulary.codes.agencies import FIREWALLED
from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.hsds import terms
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import LANGUAGES

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TIMES_OF = "Times of "
WRITES = ("text", "sms", "chat", "textphone")
"""Kinds of a number, as HSDS has them, to which one writes."""
COUNTRY = len("RO")
ALWAYS = ("00:00", "23:59")


@dataclass(frozen=True, slots=True)
class Number:
    """One number, and whether one writes to it."""

    number: str
    is_written_to: bool

    @property
    def shown(self) -> str:
        """As it is read: not broken over two lines."""
        return self.number.replace(" ", "\u00a0")

    @property
    def dialled(self) -> str:
        """As it stands in a link."""
        return "".join(each for each in self.number if each.isdigit() or each == "+")


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody is there."""

    days: tuple[int, ...]
    """Monday is 0."""
    opens: str
    closes: str
    zone: str
    holidays: frozenset[str]

    @property
    def is_always(self) -> bool:
        """Day and night."""
        return len(self.days) == len(DAYS) and (self.opens, self.closes) == ALWAYS

    @property
    def city(self) -> str:
        """Of its clock, where that may not be the clock of the whole country; empty in Europe."""
        return "" if self.zone.startswith("Europe/") else self.zone.rpartition("/")[2].replace("_", " ")

    @property
    def in_a_week(self) -> int:
        """Minutes, by which the longer one is told."""
        return len(self.days) * (_minutes(self.closes) - _minutes(self.opens))


@dataclass(frozen=True, slots=True)
class Times:
    """When somebody is there, and for what."""

    hours: Hours | None
    is_open: bool | None
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One service as these pages show it."""

    id: str
    agency: str
    is_authority: bool | None
    """None where its agency's kind is not known."""
    needs: tuple[str, ...]
    areas: tuple[str, ...]
    country: str
    languages: tuple[str, ...]
    """By their own names."""
    tongues: tuple[str, ...]
    """Their codes."""
    interpreters: bool
    takes: tuple[str, ...]
    papers: str
    intake: str
    room: str
    ages: tuple[int | None, int | None]
    hours: Hours | None
    is_open: bool | None
    """None where its hours are not known, or today is a holiday there."""
    numbers: tuple[Number, ...]
    mail: str
    web: str
    checked_on: date | None
    more: tuple[Times, ...] = ()
    """Of other services of this agency that answer at the same number."""

    @property
    def times(self) -> tuple[Times, ...]:
        """All of them, the longest first."""
        return (Times(self.hours, self.is_open, self.needs), *self.more)

    @property
    def can_be_called(self) -> bool:
        """Whether somebody can be spoken to by telephone."""
        return any(not each.is_written_to for each in self.numbers)


_SECTORS = {terms.in_english(label(sector)): sector for sector in Sector}


def place(said: Mapping[str, Any], coded: Iterable[tuple[str, str]], *, now: datetime) -> Place:
    """Of a whole HSDS object and its codes; `now` knows its zone. What stands in it of an address is not looked at."""
    codes: dict[str, list[str]] = {}
    for scheme, code in coded:
        codes.setdefault(scheme, []).append(code)
    hours = _hours(said)
    checked = said.get("assured_date")
    areas = said.get("service_areas", ())
    return Place(
        id=said["id"],
        agency=said["organization"]["name"],
        is_authority=is_authority(said["organization"].get("description", "")),
        needs=tuple(codes.get(terms.NEED, ())),
        areas=tuple(each["name"] for each in areas if len(each.get("extent", "")) > COUNTRY),
        country=next((each["extent"][:COUNTRY] for each in areas if each.get("extent")), ""),
        languages=tuple(own_name(each["code"]) for each in said.get("languages", ())),
        tongues=tuple(each["code"] for each in said.get("languages", ()) if each.get("code")),
        interpreters="interpretation_services" in said,
        takes=tuple(codes.get(terms.TAKES, ())),
        papers=_one(codes, terms.PAPERS),
        intake=_one(codes, terms.INTAKE),
        room=_one(codes, terms.CAPACITY),
        ages=(said.get("minimum_age"), said.get("maximum_age")),
        hours=hours,
        is_open=is_open(hours, now=now),
        numbers=tuple(Number(each["number"], each.get("type") in WRITES) for each in said.get("phones", ())),
        mail=said.get("email", ""),
        web=said.get("url", ""),
        checked_on=date.fromisoformat(checked) if checked else None,
    )


def is_authority(described: str) -> bool | None:
    """By what the node says of an agency: its kind and its country. Police are one, offices for foreigners too."""
    kind, _comma, country = described.rpartition(", ")
    known = country in {each.english for each in COUNTRIES.values()}
    sector = _SECTORS.get(kind) if known else None
    return None if sector is None else sector in FIREWALLED or sector in (Sector.COURT, Sector.GOVERNMENT)


def own_name(code: str) -> str:
    """What a language calls itself; a code that is not ours stays."""
    return next(
        (each.own or each.english for each in LANGUAGES.values() if code in (each.alpha2, each.alpha3)), code
    )


def is_open(hours: Hours | None, *, now: datetime) -> bool | None:
    """Whether somebody is there now, by the clock of that place. A week without hours says nothing.

    On a holiday nobody knows whether they keep their hours; outside of these they are closed then too.
    """
    if hours is None:
        return None
    try:
        there = now.astimezone(ZoneInfo(hours.zone))
    except (ZoneInfoNotFoundError, ValueError):
        return None
    within = there.weekday() in hours.days and hours.opens <= f"{there:%H:%M}" <= hours.closes
    return None if within and there.date().isoformat() in hours.holidays else within


def in_order(places: Iterable[Place]) -> list[Place]:
    """Who is no authority first; of these who is open; then by name."""
    return sorted(places, key=lambda each: (each.is_authority is True, each.is_open is not True, each.agency))


def to_call(places: Iterable[Place], most: int) -> list[Place]:
    """Whom somebody can talk to now: never an authority, and no one of whom that is not known; day and night first.

    Who is closed now comes last, and the page says of them that they are.
    """
    safe = [each for each in places if each.can_be_called and each.is_authority is False]
    return sorted(
        safe,
        key=lambda each: (
            not (each.hours and each.hours.is_always),
            each.is_open is not True,
            each.is_open is False,
            each.agency,
        ),
    )[:most]


def not_closed(places: Iterable[Place]) -> list[Place]:
    """Without those that are closed now, as long as one is left: for a page that has no word for it."""
    listed = list(places)
    return [each for each in listed if any(time.is_open is not False for time in each.times)] or listed


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:5])


def _hours(said: Mapping[str, Any]) -> Hours | None:
    listed = said.get("schedules", ())
    week = next((each for each in listed if "byday" in each), None)
    if week is None or not week.get("opens_at") or not week.get("closes_at"):
        return None
    days = tuple(DAYS.index(day) for day in week["byday"].split(",") if day in DAYS)
    shut = frozenset(each["valid_from"] for each in listed if each.get("valid_from"))
    zone = week.get("description", "").removeprefix(TIMES_OF)
    return Hours(days, week["opens_at"][:5], week["closes_at"][:5], zone, shut)


def _one(codes: Mapping[str, list[str]], scheme: str) -> str:
    return next(iter(codes.get(scheme, ())), "")
