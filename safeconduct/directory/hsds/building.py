"""A service as a whole HSDS object. Pure.

What is for people (`eligibility_description`) and what is for search (attributes) come from the same row. A field that
the service has not said is left out; the standard admits no null. Source: HSDS 3.1.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from safeconduct.directory.hsds.addresses import location
from safeconduct.directory.hsds.attributes import attributes, taken
from safeconduct.directory.hsds.reaching import TEXT, Number, reached
from safeconduct.directory.hsds.rules import areas, contact, is_confidential, notes
from safeconduct.directory.hsds.schedules import schedules
from safeconduct.directory.hsds.told import Agency, Reader, Told
from safeconduct.vocabulary.codes import PlaceKind
from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.hsds import terms
from safeconduct.vocabulary.hsds.ids import part_id, taxonomy_id
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import LANGUAGES
from safeconduct.vocabulary.regions import region_name

PLACE_UNIT = {"id": part_id(taxonomy_id(terms.CAPACITY), "unit:place"), "name": "place"}
THROUGH_THE_AGENCY = "Ask the agency. Where the service is, is not given out."


def service(told: Told, reader: Reader, *, now: datetime) -> dict[str, Any]:
    """The whole service, as this reader gets it; whether it may be given out at all is asked before."""
    found = {
        "id": told.id,
        "name": terms.in_english(label(told.service)),
        "description": described(told),
        "status": "active",
        "eligibility_description": " ".join(eligible(told)),
        "minimum_age": told.min_age,
        "maximum_age": told.max_age,
        "interpretation_services": "Interpreters come." if told.interpreters else None,
        "assured_date": told.checked_on.isoformat() if told.checked_on else None,
        "organization": organization(told.agency),
        "languages": [_language(told.id, tag) for tag in told.languages],
        "service_areas": [_area(told.id, code) for code in areas(told)],
        "required_documents": _papers(told),
        "capacities": _capacities(told) if reader is Reader.PROFESSIONALS else None,
        "attributes": attributes(told, reader, now=now),
        **_reached(told),
        **_where_and_when(told, now=now),
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _where_and_when(told: Told, *, now: datetime) -> dict[str, Any]:
    """The one branch for places whose address is not shown: nothing of where, and no text that somebody typed."""
    if is_confidential(told.place):
        return {
            "schedules": schedules(told.id, told.hours, now=now),
            "application_process": THROUGH_THE_AGENCY,
        }
    found: dict[str, Any] = {"schedules": schedules(told.id, told.hours, notes=notes(told), now=now)}
    if told.place is PlaceKind.OFFICE and told.address:
        found["service_at_locations"] = [
            {
                "id": part_id(told.id, "at_location"),
                "location": location(
                    told.id, told.address,
                    name=told.agency.name, country=told.country, regions=tuple(told.regions),
                ),
            }
        ]  # fmt: skip
    return found


def organization(agency: Agency) -> dict[str, Any]:
    """Whose it is."""
    return {
        "id": agency.id,
        "name": agency.name,
        "description": f"{agency.sector_words}, {_country(agency.country)}",
    }


def described(told: Told) -> str:
    """A sentence of codes; nobody has typed it."""
    needs = ", ".join(terms.in_english(label(need)).lower() for need in told.needs)
    return f"{terms.in_english(label(told.service))}, by {told.agency.name}. Answers to: {needs}."


def eligible(told: Told) -> list[str]:
    """Whom it takes, in sentences."""
    found = [terms.in_english(terms.SCHEMES[terms.TAKES].words[code]) + "." for code in taken(told)]
    if told.min_age is not None:
        found.append(f"From {told.min_age} years.")
    if told.max_age is not None:
        found.append(f"Up to {told.max_age} years.")
    if told.without_papers:
        found.append("No papers are needed.")
    return found


def _reached(told: Told) -> dict[str, Any]:
    ways = reached(contact(told))
    found: dict[str, Any] = {"url": ways.url} if ways.url else {}
    if ways.email:
        found |= {"email": ways.email, "assurer_email": ways.email if told.checked_on else None}
    if ways.numbers:
        found["phones"] = [_phone(told.id, place, each) for place, each in enumerate(ways.numbers)]
    return found


def _phone(service_id: str, place: int, said: Number) -> dict[str, Any]:
    name = f"phone {place}" if place else "phone"
    kind = {"type": TEXT} if said.is_written_to else {}
    return {"id": part_id(service_id, name), "number": said.number, **kind}


def _language(service_id: str, tag: str) -> dict[str, Any]:
    known = LANGUAGES.get(tag)
    code = (known.alpha2 or known.iso639_2) if known else tag.partition("-")[0]
    return {
        "id": part_id(service_id, f"language:{tag}"),
        "name": known.english if known else tag,
        "code": code,
    }


def _area(service_id: str, code: str) -> dict[str, Any]:
    is_country = len(code) == len("RO")
    return {
        "id": part_id(service_id, f"area:{code}"),
        "name": _country(code) if is_country else region_name(code),
        "description": "The whole country" if is_country else "A part of a country, by ISO 3166-2",
        "extent": code,
        "extent_type": "text",
    }


def _papers(told: Told) -> Sequence[dict[str, Any]]:
    """No object means that it has not said, or that none are needed; the attribute tells which."""
    if told.without_papers is not False:
        return []
    return [{"id": part_id(told.id, "papers"), "document": "Papers are needed: ask which."}]


def _capacities(told: Told) -> list[dict[str, Any]]:
    if told.places is None or told.places_as_of is None:
        return []
    updated = told.places_as_of.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return [
        {"id": part_id(told.id, "capacity"), "unit": PLACE_UNIT, "available": told.places, "updated": updated}
    ]


def _country(code: str) -> str:
    return COUNTRIES[code].english if code in COUNTRIES else code
