"""What HSDS has no field for, as attributes: a code of a list, or a label with a value. Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from safeconduct.directory.hsds.rules import capacity_word, is_confidential
from safeconduct.directory.hsds.told import Reader, Told
from safeconduct.vocabulary.codes import PlaceKind
from safeconduct.vocabulary.hsds import terms
from safeconduct.vocabulary.hsds.ids import part_id

CHECKED_BY, SOURCE = "checked_by_agency", "source"


def attributes(told: Told, reader: Reader, *, now: datetime) -> list[dict[str, Any]]:
    """All of them."""
    coded = [_coded(told.id, scheme, code) for scheme, code in codes(told, reader, now=now)]
    said = {CHECKED_BY: told.agency.name, SOURCE: told.source}
    return coded + [_said(told.id, name, value) for name, value in said.items() if value]


def codes(told: Told, reader: Reader, *, now: datetime) -> Iterator[tuple[str, str]]:
    """Scheme and code of everything that the service says; what it has not said is not there."""
    yield terms.SERVICE, told.service.value
    yield from ((terms.NEED, need.value) for need in told.needs)
    yield terms.LOCATION, location_code(told.place)
    if told.without_papers is not None:
        yield terms.PAPERS, "not_required" if told.without_papers else "required"
    yield from ((terms.TAKES, code) for code in taken(told))
    if told.intake and (reader is Reader.PROFESSIONALS or told.tells_intake):
        yield terms.INTAKE, told.intake.value
    yield terms.AUDIENCE, told.audience.value
    if told.from_abroad:
        yield terms.CROSS_BORDER, "receives_from_abroad"
    yield terms.CAPACITY, capacity_word(told.places, told.places_as_of, now=now)
    yield terms.CONFIDENCE, told.confidence.value


def taken(told: Told) -> list[str]:
    """Codes of `sc:takes`."""
    said = [one.value for one in told.takes]
    said += ["children"] if told.takes_children else []
    said += ["with_children"] if told.with_children else []
    return said + (["wheelchair"] if told.step_free else [])


def location_code(place: PlaceKind | None) -> str:
    """A code of `sc:location`."""
    if is_confidential(place):
        return terms.CONFIDENTIAL
    return "public_office" if place is PlaceKind.OFFICE else "remote"


def _coded(service: str, scheme: str, code: str) -> dict[str, Any]:
    return {
        "id": part_id(service, f"{scheme}:{code}"),
        "link_id": service,
        "link_type": scheme,
        "link_entity": "service",
        "taxonomy_term": terms.term(scheme, code),
    }


def _said(service: str, name: str, value: str) -> dict[str, Any]:
    return {
        "id": part_id(service, f"said:{name}"),
        "link_id": service,
        "link_entity": "service",
        "label": name,
        "value": value,
    }
