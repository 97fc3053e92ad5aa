"""A service in a reader's language: from its codes, so that nobody has to translate it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.dates import WEEKDAYS

from safeconduct.public import settings
from safeconduct.public.helping.finding import WRITES
from safeconduct.public.services.models import Service
from safeconduct.public.services.rules import coded
from safeconduct.vocabulary.codes import Intake
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadCode
from safeconduct.vocabulary.hsds import terms
from safeconduct.vocabulary.languages import language, language_in_full

SAID = (terms.LOCATION, terms.TAKES, terms.PAPERS, terms.INTAKE, terms.CROSS_BORDER)
"""What is said in words, in this order."""
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
COUNTRY = len("RO")
MONTH = timedelta(days=30)
TIMES_OF = "Times of "
"""What stands before the zone in the standard's English: left out here, and said in the reader's language."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a service."""

    id: str
    name: Words
    agency: str
    needs: list[Words]
    areas: list[str]
    languages: list[str]
    interpreters: bool
    says: list[Words]
    room: Words
    ages: tuple[int | None, int | None]
    days: list[Words]
    opens: str
    closes: str
    notes: str
    zone: str
    phones: list[str]
    written: list[str]
    """Numbers to which one writes."""
    email: str
    url: str
    address: str
    is_hidden: bool
    checked_on: date | None
    is_old: bool
    in_emergency_always: bool

    @property
    def asks_hours(self) -> bool:
        """Whether it says that it helps day and night, and its week says less: the week is then shown beside it."""
        return self.in_emergency_always and not self.is_always

    @property
    def is_always(self) -> bool:
        """Day and night."""
        return len(self.days) == len(DAYS) and (self.opens, self.closes) == ("00:00", "23:59")


def shown(row: Service, *, today: date) -> Shown:
    """Everything of it."""
    said, codes = row.document, list(coded(row.document))
    week: dict[str, Any] = next((each for each in said.get("schedules", ()) if "byday" in each), {})
    phones = said.get("phones", ())
    checked_on = date.fromisoformat(said["assured_date"]) if said.get("assured_date") else None
    return Shown(
        id=str(row.id),
        name=next(_words(codes, terms.SERVICE), said["name"]),
        agency=said["organization"]["name"],
        needs=list(_words(codes, terms.NEED)),
        areas=[_area(each) for each in said.get("service_areas", ())],
        languages=[language_name(each["code"]) for each in said.get("languages", ())],
        interpreters="interpretation_services" in said,
        says=[words for scheme in SAID for words in _words(codes, scheme)],
        room=next(_words(codes, terms.CAPACITY), ""),
        ages=(said.get("minimum_age"), said.get("maximum_age")),
        days=[WEEKDAYS[DAYS.index(day)] for day in week.get("byday", "").split(",") if day in DAYS],
        opens=week.get("opens_at", ""),
        closes=week.get("closes_at", ""),
        notes=week.get("notes", ""),
        zone=week.get("description", "").removeprefix(TIMES_OF),
        phones=[each["number"] for each in phones if each.get("type") not in WRITES],
        written=[each["number"] for each in phones if each.get("type") in WRITES],
        email=said.get("email", ""),
        url=said.get("url", ""),
        address=_address(said),
        is_hidden=(terms.LOCATION, terms.CONFIDENTIAL) in codes,
        checked_on=checked_on,
        is_old=checked_on is not None and today - checked_on > settings.STALE_MONTHS * MONTH,
        in_emergency_always=(terms.INTAKE, Intake.EMERGENCY_24H.value) in codes,
    )


def _words(codes: list[tuple[str, str]], scheme: str) -> Iterator[Words]:
    return (terms.SCHEMES[each].words[code] for each, code in codes if each == scheme)


def _area(said: dict[str, Any]) -> str:
    code = said.get("extent", "")
    is_part = len(code) > COUNTRY
    return f"{said['name']}, {country_in_full(code[:COUNTRY])}" if is_part else country_in_full(code)


def language_name(code: str) -> str:
    """Of a code of ISO 639; one that is not known stays as it is."""
    try:
        return language_in_full(language(code))
    except BadCode:
        return code


def _address(said: dict[str, Any]) -> str:
    places = said.get("service_at_locations", [])
    return str(places[0].get("location", {}).get("description", "")) if places else ""
