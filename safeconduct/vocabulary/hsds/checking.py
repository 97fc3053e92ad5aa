"""Whether an HSDS service is one that we would have made: more than valid. Pure.

The schemas of the standard accept every unknown property; here an unknown one is a fault, and so is anything that
would say where a confidential place is.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from safeconduct.vocabulary.hsds.ids import term_id
from safeconduct.vocabulary.hsds.shape import LISTED, NUMBERS
from safeconduct.vocabulary.hsds.shapes import SHAPES
from safeconduct.vocabulary.hsds.terms import CONFIDENTIAL, LOCATION

LONGEST = 4000
MOST_PARTS = 400
"""In one list of one object."""
GIVES_AWAY = frozenset(
    {
        "location", "locations", "address", "addresses", "service_at_locations", "latitude", "longitude",
        "postal_code", "address_1", "city", "external_identifier", "transportation",
    }
)  # fmt: skip
"""Properties that say where something is."""
DAYS = frozenset({"assured_date", "valid_from", "valid_to", "dtstart", "until"})
ADDRESSES = frozenset({"url", "website", "uri", "logo", "schedule_link", "term_uri"})
"""Fields that may become a link: of the web, and no script."""


def faults(service: object) -> list[str]:
    """What is wrong with a service, each with the way to it; none where it may be shown."""
    found = list(_of("service", service, "service"))
    if not found and isinstance(service, Mapping):
        found.extend(_linked(service))
        if is_confidential(service):
            found.extend(f"{each}: a confidential place has none" for each in sorted(gives_away(service)))
    return found


def is_confidential(service: Mapping[str, Any]) -> bool:
    """Whether it says that its address is not shown."""
    wanted = term_id(LOCATION, CONFIDENTIAL)
    return any(each.get("taxonomy_term", {}).get("id") == wanted for each in service.get("attributes", ()))


def gives_away(part: object) -> set[str]:
    """The properties anywhere in it that say where something is."""
    if isinstance(part, Mapping):
        inner = [gives_away(each) for each in part.values()]
        return (set(part) & GIVES_AWAY).union(*inner)
    if isinstance(part, list):
        return set().union(*map(gives_away, part))
    return set()


def _of(kind: str, said: object, way: str) -> Iterator[str]:
    shape = SHAPES[kind]
    if not isinstance(said, Mapping):
        yield f"{way}: not an object"
        return
    for name in shape.required:
        if name not in said:
            yield f"{way}.{name}: missing"
    for name, value in said.items():
        here = f"{way}.{name}"
        if name in shape.ones:
            yield from _of(shape.ones[name][0], value, here)
        elif name in shape.lists:
            yield from _parts(shape.lists[name][0], value, here)
        elif name not in shape.fields:
            yield f"{way}: a property that the standard does not know"
        elif not _fits(name, value):
            yield f"{here}: not as it must be"


def _parts(kind: str, said: object, way: str) -> Iterator[str]:
    if not isinstance(said, list) or len(said) > MOST_PARTS:
        yield f"{way}: not a list, or too long"
        return
    for place, each in enumerate(said):
        yield from _of(kind, each, f"{way}[{place}]")


def _fits(name: str, value: object) -> bool:
    if name in NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(value, str) or len(value) > LONGEST or "\0" in value:
        return False
    if name in LISTED:
        return value in LISTED[name]
    if name in ADDRESSES:
        return value.startswith(("http://", "https://"))
    if name in DAYS:
        return _is_day(value)
    return _is_uuid(value) if name == "id" or name.endswith("_id") else True


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_uuid(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def _linked(service: Mapping[str, Any]) -> Iterator[str]:
    for each in service.get("attributes", ()):
        if each.get("link_id") != service["id"] or each.get("link_entity") != "service":
            yield f"service.attributes: {each['id']} belongs to something else"
    for each in service.get("capacities", ()):
        if not 0 <= each["available"] <= each.get("maximum", each["available"]):
            yield f"service.capacities: {each['id']} has more free than it has"
