"""What the API says of itself: OpenAPI from the parameters that are read, and what we add to the standard. Pure."""

from typing import Any

from safeconduct.public.services.machines.asked import MOST, OFFERED
from safeconduct.vocabulary.hsds import terms
from safeconduct.vocabulary.hsds.handing_over import VERSION

SCHEMAS = "https://raw.githubusercontent.com/openreferral/specification/3.1/schema/compiled/"
"""Where the standard keeps its schemas."""
TYPES = {
    "page": "integer", "per_page": "integer", "minimal": "boolean", "full": "boolean", "full_service": "boolean",
    "top_only": "boolean",
}  # fmt: skip
OBJECT = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
PAGE = {
    "total_items": "integer", "total_pages": "integer", "page_number": "integer", "size": "integer",
    "first_page": "boolean", "last_page": "boolean", "empty": "boolean",
}  # fmt: skip
RULES = [
    "A service whose sc:location is confidential has no location, address, postal code or point.",
    "Its area is a region or a country.",
    "Capacity is a word (sc:capacity_word). What was said more than seven days ago counts as ask.",
    "proximity is not offered: the distance to a hidden place would reveal it.",
    f"per_page is at most {MOST}. A parameter that is not listed is refused with 422.",
    "Areas are ISO 3166-1 or ISO 3166-2 codes in extent, with extent_type text; never a polygon.",
    "A code that is not there was not said; it does not mean no.",
    "timezone is the offset on the day of the answer; the description of a schedule names the zone.",
]


def profile() -> dict[str, Any]:
    """In words, and the lists of our own."""
    own = [terms.taxonomy(scheme) for scheme in terms.SCHEMES]
    return {"standard": f"HSDS {VERSION}", "rules": RULES, "taxonomies": own}


def openapi(address: str) -> dict[str, Any]:
    """OpenAPI 3.1 of what is offered."""
    paths = {where: _path(where, names) for where, names in OFFERED.items() if where != "/"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Services that everybody may know", "version": VERSION},
        "servers": [{"url": f"{address}/hsds"}],
        "paths": paths,
        "components": {"schemas": {"Page": _object(PAGE)}},
    }


def _path(where: str, names: tuple[str, ...]) -> dict[str, Any]:
    is_one = where.endswith("{id}")
    schema: dict[str, Any] = {"$ref": f"{SCHEMAS}{OBJECT[where.split('/')[1]]}.json"}
    if not is_one:
        contents = {"type": "object", "properties": {"contents": {"type": "array", "items": schema}}}
        schema = {"allOf": [{"$ref": "#/components/schemas/Page"}, contents]}
    answer = {"200": {"description": "Found", "content": {"application/json": {"schema": schema}}}}
    parameters = [_parameter(name, "query") for name in names]
    said: dict[str, Any] = {"get": {"parameters": parameters, "responses": answer}}
    if is_one:
        said["get"]["parameters"] += [_parameter("id", "path") | {"required": True}]
    return said


def _parameter(name: str, place: str) -> dict[str, Any]:
    return {"name": name, "in": place, "schema": {"type": TYPES.get(name, "string")}}


def _object(fields: dict[str, str]) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": kind} for name, kind in fields.items()}}
