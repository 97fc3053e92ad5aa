"""What the API says of itself: OpenAPI 3.1. Pure."""

from typing import Any

from safeconduct.vocabulary.released.listing import ENTRY

LANGUAGE = {"name": "language", "in": "query", "schema": {"type": "string"}}
PAGING = [
    {"name": name, "in": "query", "schema": {"type": "integer", "minimum": 1}}
    for name in ("page", "per_page")
]
SIGNED = {
    "type": "object",
    "required": ["document", "digest", "signature", "key"],
    "properties": {
        "document": {"type": "object"}, "digest": {"type": "string"}, "signature": {"type": "string"},
        "key": {"type": "string"},
    },
}  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFERED: dict[str, tuple[str, str, list[Any], Any]] = {
    "/{id}.json": ("An edition as the node signed it", "application/json", [], SIGNED),
    "/{id}.xlsx": ("All its tables as a spreadsheet", XLSX, [LANGUAGE], None),
    "/{id}.pdf": ("It on paper: a tagged PDF", "application/pdf", [LANGUAGE], None),
    "/{id}/{table}.json": ("A table as JSON-stat 2.0", "application/json", [LANGUAGE], {"type": "object"}),
    "/{id}/{table}.sdmx.csv": ("A table as SDMX-CSV 1.0", "text/csv", [], None),
    "/{id}/{table}.csv": ("A table in words", "text/csv", [LANGUAGE], None),
}


def described(address: str) -> dict[str, Any]:
    """What is offered below `/statistics`."""
    listed = {"type": "object", "properties": {"contents": {"type": "array", "items": ENTRY}}}
    paths = {"/": _get("Editions, the newest year first", "application/json", PAGING, listed)}
    for where, (what, kind, parameters, schema) in OFFERED.items():
        names = [name for name in ("id", "table") if f"{{{name}}}" in where]
        own = [{"name": each, "in": "path", "required": True, "schema": {"type": "string"}} for each in names]
        paths[where] = _get(what, kind, [*own, *parameters], schema)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Released editions of statistics", "version": "1"},
        "servers": [{"url": f"{address}/statistics"}],
        "paths": paths,
    }


def _get(what: str, kind: str, parameters: list[Any], schema: Any) -> dict[str, Any]:
    content = {kind: {"schema": schema or {"type": "string"}}}
    problems = {
        str(status): {"description": said}
        for status, said in ((404, "Not here"), (422, "Not offered"), (429, "Too often"))
    }
    answers = {
        "200": {"description": "Found", "content": content},
        "304": {"description": "The same"},
        **problems,
    }
    return {"get": {"summary": what, "parameters": parameters, "responses": answers}}
