"""One service of HSDS 3.1 (also 2.0 and 3.0 as far as they agree) as a proposal, or what is wrong with it. Pure.

Source: ../shared/standards/hsds.md and its schemas. What HSDS has and the directory does not is told, not dropped in
silence, where it may matter; unknown properties are left alone, as every schema allows them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.directory.bringing import attributes, made, said, schedules
from safeconduct.directory.bringing.made import Reading
from safeconduct.directory.bringing.proposed import Defaults, Note, Proposed
from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.tables.problems import Problem, WrongCell
from safeconduct.vocabulary.telephones import number

STATUSES = frozenset({"active", "inactive", "defunct", "temporarily closed"})

NOT_AN_OBJECT = _("An object of HSDS is expected here.")
NOT_A_STATUS = _("“{value}” is no status of HSDS. It knows: active, inactive, defunct, temporarily closed.")
NOT_ACTIVE = _("The source says that this service is not open: {value}. It was left out.")
IN_A_CIRCLE = _("Its organisations name each other as parents, in a circle.")

type Record = Mapping[str, Any]


@dataclass
class Seen:
    """What earlier records of the file said, as far as later ones are compared with it."""

    parents: dict[str, str] = field(default_factory=dict)

    def is_in_a_circle(self, organisation: str, parent: str) -> bool:
        """Whether the parents of an organisation lead back to it."""
        if not organisation or not parent:
            return False
        self.parents[organisation] = parent
        at = parent
        for _step in range(len(self.parents) + 1):
            if at == organisation:
                return True
            at = self.parents.get(at, "")
            if not at:
                return False
        return True


def read_service(
    number_of_row: int, record: object, defaults: Defaults, seen: Seen, *, today: date
) -> Proposed | list[Problem]:
    """What a record says. Every problem has its number and the path of the property."""
    if not isinstance(record, Mapping):
        return [Problem(number_of_row, "", NOT_AN_OBJECT)]
    reading = Reading(number_of_row)
    _shape(reading, record)
    if reading.wrong:
        return reading.wrong
    return _read(reading, record, defaults, seen, today)


_OBJECTS = ("organization", "location")
_LISTS = (
    "phones",
    "languages",
    "service_areas",
    "service_at_locations",
    "attributes",
    "schedules",
    "contacts",
)


def _shape(reading: Reading, record: Record) -> None:
    """Objects where objects belong, lists of objects where lists do: the rest may rely on it."""
    for name in _OBJECTS:
        if name in record and not isinstance(record[name], Mapping):
            reading.note_wrong(name, NOT_AN_OBJECT)
    for name in _LISTS:
        value = record.get(name)
        if value is not None and not (
            isinstance(value, list) and all(isinstance(one, Mapping) for one in value)
        ):
            reading.note_wrong(name, NOT_AN_OBJECT)


def _read(
    reading: Reading, record: Record, defaults: Defaults, seen: Seen, today: date
) -> Proposed | list[Problem]:
    _status(reading, record.get("status"))
    agency: Record = record.get("organization") or {}
    agency_id = reading.take("organization.id", agency.get("id"), said.name, "")
    parent = reading.take(
        "organization.parent_organization_id", agency.get("parent_organization_id"), said.name, ""
    )
    if seen.is_in_a_circle(agency_id, parent):
        reading.note_wrong("organization.parent_organization_id", IN_A_CIRCLE)
    places = [
        one["location"]
        for one in _list(record, "service_at_locations")
        if isinstance(one.get("location"), Mapping)
    ]
    addresses = [one for place in places for one in _list(place, "addresses")]
    told = attributes.read(reading, _list(record, "attributes"), today=today)
    country = _country(reading, record, addresses, told.country, defaults)
    _points(reading, places, country)
    if record.get("capacities"):
        reading.notes.append(Note.CAPACITY)
    if any(one.get("name") for holder in (record, *places) for one in _list(holder, "contacts")):
        reading.notes.append(Note.NAMES)
    hours = schedules.read(reading, _schedules(record), today=today)
    values = {
        "origin": reading.needed("id", reading.take("id", record.get("id"), said.name, "")),
        "name": reading.needed("name", reading.take("name", record.get("name"), said.name, "")),
        "organisation": reading.needed(
            "organization.name", reading.take("organization.name", agency.get("name"), said.name, "")
        ),
        "organisation_origin": agency_id,
        "country": country,
        "contact": ", ".join(_reached(reading, record, country)),
        "agency_contact": ", ".join(
            _numbers(reading, "organization.phones", _list(agency, "phones"), country)[:1]
        ),
        "website": reading.take("url", record.get("url") or agency.get("website"), said.website, ""),
        "spoken": reading.each("languages", _spoken(record), said.language),
        "regions": _regions(reading, record, country),
        "min_age": reading.take("minimum_age", record.get("minimum_age"), said.age, None),
        "max_age": reading.take("maximum_age", record.get("maximum_age"), said.age, None),
        "interpreters": True if str(record.get("interpretation_services") or "").strip() else None,
        "note": _note(reading, record, told.besides),
        **hours,
        **told.values,
    }
    return made.finished(
        reading,
        {name: value for name, value in values.items() if value is not None},
        addresses=_written(reading, addresses),
        is_secret=told.is_secret,
        defaults=defaults,
    )


def _status(reading: Reading, value: object) -> None:
    if not isinstance(value, str) or value not in STATUSES:
        reading.note_wrong("status", NOT_A_STATUS.format(value=str(value)[:30]))
    elif value != "active":
        reading.note_wrong("status", NOT_ACTIVE.format(value=value))


def _list(holder: Record, name: str) -> list[Record]:
    value = holder.get(name)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _reached(reading: Reading, record: Record, country: str) -> Iterator[str]:
    numbers = _numbers(reading, "phones", _list(record, "phones"), country)
    for at in _list(record, "service_at_locations"):
        numbers += _numbers(reading, "service_at_locations.phones", _list(at, "phones"), country)
    mail = reading.take("email", record.get("email"), said.email, "")
    yield from dict.fromkeys(one for one in (*numbers[:3], mail) if one)


def _numbers(reading: Reading, name: str, phones: Iterable[Record], country: str) -> list[str]:
    found = []
    for place, phone in enumerate(phones):
        value = phone.get("number")
        field = f"{name}[{place}].number"
        if phone.get("type") in ("fax", "tty", "textphone", "pager"):
            continue
        if not value:
            reading.note_wrong(field, made.MISSING)
            continue
        found.append(reading.take(field, value, lambda v: number(said.name(_dialled(v)), country), ""))
    return [one for one in found if one]


def _dialled(value: object) -> object:
    """The plus of a number is no formula."""
    return (
        str(value).strip().strip("'\"").replace("+", "00", 1)
        if str(value).strip(" '\"").startswith("+")
        else value
    )


def _spoken(record: Record) -> list[object]:
    return [one.get("code") or one.get("name") for one in _list(record, "languages")]


def _country(reading: Reading, record: Record, addresses: list[Record], told: str, defaults: Defaults) -> str:
    """Of the service's area, of its address, or what holds for the whole file."""
    if told:
        return told
    areas = _areas(record)
    found = {
        code for code in (str(one).strip().upper()[:2] for one in areas if _is_code(one)) if code in COUNTRIES
    }
    if len(found) == 1:
        return found.pop()
    if not found and addresses:
        written = {reading.take("address.country", one.get("country"), said.country, "") for one in addresses}
        if len(written) == 1:
            return written.pop()
    return "" if found or any(str(one).upper() == "EU" for one in areas) else defaults.country


def _areas(record: Record) -> list[object]:
    of_places = [area for at in _list(record, "service_at_locations") for area in _list(at, "service_areas")]
    return [
        one.get("extent")
        if one.get("extent") and one.get("extent_type") in (None, "", "text")
        else one.get("name") or ""
        for one in [*_list(record, "service_areas"), *of_places]
    ]


def _is_code(value: object) -> bool:
    bare = str(value).strip()
    return len(bare) == 2 or (len(bare) > 3 and bare[2] == "-" and bare[:2].isupper())


def _regions(reading: Reading, record: Record, country: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for area in _areas(record):
        bare = str(area).strip()
        if not bare or (len(bare) == 2 and bare.upper() in (*COUNTRIES, "EU")):
            continue
        try:
            found[said.region(bare, country)] = None
        except WrongCell:
            reading.notes.append(Note.AREA_NOT_KNOWN)
    return tuple(found)


def _points(reading: Reading, places: Iterable[Record], country: str) -> None:
    for place in places:
        north, east = place.get("latitude"), place.get("longitude")
        if north is not None and east is not None:
            is_wrong = said.wrong_coordinates(north, east, country)
            reading.notes.append(Note.COORDINATES_WRONG if is_wrong else Note.COORDINATES)


def _written(reading: Reading, addresses: Iterable[Record]) -> list[str]:
    names = ("address_1", "address_2", "postal_code", "city")
    found = []
    for address in addresses:
        lines = [reading.take(f"address.{name}", address.get(name), said.name, "") for name in names]
        street, second, code, city = lines
        found.append(", ".join(one for one in (street, second, f"{code} {city}".strip()) if one))
    return found


def _schedules(record: Record) -> list[Record]:
    of_places = [one for at in _list(record, "service_at_locations") for one in _list(at, "schedules")]
    return _list(record, "schedules") or of_places


TEXTS = ("description", "eligibility_description", "application_process", "fees_description", "alert")


def _note(reading: Reading, record: Record, besides: Iterable[str]) -> str:
    texts = [
        reading.take(name, record.get(name), partial(said.text, most=said.LONGEST_TEXT), "") for name in TEXTS
    ]
    return "\n".join(dict.fromkeys(one for one in (*texts, *besides) if one))[: said.LONGEST_TEXT]
