"""The standard's own openapi.json as one document, for a program that makes a client from it.

The standard names its schemas by addresses and says its fields in words of its own beside those of JSON Schema; here
the schemas stand in the document, and only the words that OpenAPI knows are kept. Only reading is asked for.
"""

from typing import Any

from tests.vocabulary.hsds.standard import schemas

KEPT = {"type", "properties", "items", "format", "enum", "required", "$ref", "title"}


def described() -> dict[str, Any]:
    """The document; nothing of ours is in it."""
    said = dict(schemas()["openapi.json"])
    parts = {name.removesuffix(".json"): of for name, of in schemas().items() if name != "openapi.json"}
    page = said["components"]["schemas"]["Page"]
    listed = {f"{name}_page": _page(page, name) for name in parts}
    made = {name: _plain(of) for name, of in parts.items()} | listed
    paths = {path: {"get": _asked(path, methods["get"])} for path, methods in said["paths"].items()}
    return {
        "openapi": "3.1.0", "info": said["info"], "paths": paths,
        "components": {"schemas": made, "parameters": said["components"]["parameters"]},
    }  # fmt: skip


def _asked(path: str, asked: dict[str, Any]) -> dict[str, Any]:
    """One way of asking; the answer is by its path, where the standard's own address leads to."""
    answer = asked["responses"]["200"]["content"]["application/json"]["schema"]
    refs = _refs(answer)
    if refs:
        name = refs[0].rpartition("/")[2].removesuffix(".json").removesuffix("_list")
        answer = {"$ref": f"#/components/schemas/{name if path.endswith('}') else f'{name}_page'}"}
    else:
        answer = {"type": "object"}
    found = {key: asked[key] for key in ("operationId", "parameters") if key in asked}
    if path.endswith("{id}"):
        taken = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        found["parameters"] = [taken, *found.get("parameters", [])]
    content = {"application/json": {"schema": answer}}
    return found | {"responses": {"200": {"description": "What is there.", "content": content}}}


def _refs(said: Any) -> list[str]:
    """Every schema of the standard that is named in this one."""
    if isinstance(said, list):
        return [ref for one in said for ref in _refs(one)]
    if not isinstance(said, dict):
        return []
    own = [said["$ref"]] if str(said.get("$ref", "")).startswith("https:") else []
    return own + [ref for value in said.values() for ref in _refs(value)]


def _page(page: dict[str, Any], name: str) -> dict[str, Any]:
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    return {"type": "object", "properties": page["properties"] | {"contents": items}}


def _plain(said: Any) -> Any:
    """A schema with the words of JSON Schema alone; what is named by its file stands in the document."""
    found = {key: value for key, value in said.items() if key in KEPT}
    if "$ref" in found:
        return {"$ref": f"#/components/schemas/{found['$ref'].removesuffix('.json')}"}
    if "properties" in found:
        found["properties"] = {name: _plain(of) for name, of in found["properties"].items()}
    if "items" in found:
        found["items"] = _plain(found["items"])
    return found
