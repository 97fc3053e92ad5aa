"""What the framework does not write into the description by itself: problems, the key of a write, and the license."""

from typing import Any

from ninja.openapi.schema import OpenAPISchema

from safeconduct.access.problems import KINDS, MEDIA_TYPE
from safeconduct.access.software import KEY, REPLAYED

WRITES = ("post", "put", "delete")
ALWAYS = (400, 401, 403, 404, 405, 406, 409, 422, 429, 500, 503)
OF_A_BODY = (413, 415)
GONE = 410
STATUSES = sorted({*ALWAYS, *OF_A_BODY, GONE})

PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "description": "RFC 9457. `type` is relative to docs/reference; `code` is stable and the rule's own.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "examples": ["api.md#not-possible"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "examples": ["consent_ended"]},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}},
    },
}
FAULT: dict[str, Any] = {
    "title": "Fault",
    "description": "One part that cannot be used: a JSON pointer into the body, or the name of a parameter.",
    "type": "object",
    "required": ["detail"],
    "properties": {
        "pointer": {"type": "string", "examples": ["#/codes/reason"]},
        "parameter": {"type": "string", "examples": ["after"]},
        "detail": {"type": "string"},
    },
}
KEY_OF_A_WRITE: dict[str, Any] = {
    "in": "header",
    "name": KEY,
    "required": True,
    "description": "A new one for each write; the same one when it is repeated. Kept for 24 hours.",
    "schema": {"type": "string", "pattern": r"^[A-Za-z0-9._:\-]{8,100}$"},
    "example": "5f0c1d0e-7a1b-4c7e-9b1a-2f6f3f0f9d11",
}


def described(schema: OpenAPISchema) -> OpenAPISchema:
    """The same, with what holds for every operation."""
    schema["info"]["license"] = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
    schema["components"]["schemas"] |= {"Problem": PROBLEM, "Fault": FAULT}
    schema["components"]["responses"] = {f"Problem{status}": _problem(status) for status in STATUSES}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            _complete(operation, is_write=method in WRITES, has_cursor=path.endswith("/events"))
    return schema


def _complete(operation: dict[str, Any], *, is_write: bool, has_cursor: bool) -> None:
    statuses = [*ALWAYS, *(OF_A_BODY if "requestBody" in operation else ()), *([GONE] if has_cursor else [])]
    for status in sorted(statuses):
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    operation["responses"] = {str(status): said for status, said in operation["responses"].items()}
    if not is_write:
        return
    operation["parameters"] = [*operation["parameters"], KEY_OF_A_WRITE]
    for status, said in operation["responses"].items():
        if status.startswith("2"):
            said["headers"] = {
                REPLAYED: {
                    "description": "true for an answer that was given before",
                    "schema": {"type": "string"},
                }
            }


def _problem(status: int) -> dict[str, Any]:
    named = [kind.name for kind in KINDS if kind.status == status]
    return {
        "description": ", ".join(named),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
