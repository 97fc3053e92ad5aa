"""The schemas of HSDS 3.1, where the standard lies beside the repository; and a plain reader of them."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import (  # type: ignore[import-untyped]  # it brings no types
    Draft202012Validator,
    FormatChecker,
)
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

STANDARD = Path(__file__).resolve().parents[4] / "shared" / "standards" / "hsds"
SCHEMAS = STANDARD / "schema-3.1"
is_there = pytest.mark.skipif(
    not SCHEMAS.is_dir(),
    reason="the schemas of HSDS 3.1 do not lie beside the repository: nothing was compared",
)


@cache
def schemas() -> dict[str, Any]:
    """By the name of the file."""
    return {path.name: json.loads(path.read_text()) for path in SCHEMAS.glob("*.json")}


def faults(kind: str, said: Any) -> list[tuple[list[Any], str]]:
    """What the standard's own schema of this kind says against it."""
    return [(list(each.absolute_path), each.message) for each in _reader(kind).iter_errors(said)]


@cache
def _reader(kind: str) -> Draft202012Validator:
    listed: Iterator[tuple[str, Any]] = (pair for pair in schemas().items() if pair[0] != "openapi.json")
    resources = [(name, Resource.from_contents(said, DRAFT202012)) for name, said in listed]
    registry: Any = Registry().with_resources(resources)
    return Draft202012Validator({"$ref": f"{kind}.json"}, registry=registry, format_checker=FormatChecker())
