"""The committed description is the one that the code makes, and the handbook explains all that it names."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from safeconduct.access.problems import KINDS
from safeconduct.access.software import KEY
from safeconduct.commands.places import REPOSITORY
from safeconduct.referrals.api.sending import SendingIn
from safeconduct.referrals.labels import CAPACITY
from safeconduct.site.api.all import api
from safeconduct.site.api.writing import PLACE, text

PAGE = (REPOSITORY / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
METHODS = ("get", "post", "put", "delete")

MADE: dict[str, Any] = json.loads(text())
OPERATIONS = [
    pytest.param(path, method, id=f"{method}-{path}")
    for path, methods in MADE["paths"].items()
    for method in METHODS
    if method in methods
]


def test_the_committed_description_is_fresh() -> None:
    assert PLACE.read_text(encoding="utf-8") == text(), (
        "docs/reference/openapi.json is stale: write it anew with "
        './run manage shell -c "from safeconduct.site.api.writing import write; write()"'
    )


def test_it_is_served_to_anybody_and_is_the_same() -> None:
    served = Client().get("/api/v1/openapi.json")
    assert (served.status_code, json.loads(served.content)) == (200, MADE)
    assert MADE["openapi"].startswith("3.1")


@pytest.mark.parametrize("path, method", OPERATIONS)
def test_each_operation_is_explained_and_says_what_goes_wrong(path: str, method: str) -> None:
    operation = MADE["paths"][path][method]
    assert f"`{method.upper()} {path.removeprefix('/api/v1')}`" in PAGE
    assert operation["summary"]
    assert operation["description"]
    assert operation["security"] == [{"Token": []}]
    assert {"401", "403", "404", "406", "409", "422", "429", "500"} <= set(operation["responses"])
    named = [given["name"] for given in operation["parameters"]]
    assert (KEY in named) == (method != "get")


def test_two_schemas_never_share_a_name() -> None:
    """The framework would let the second take the place of the first, in silence."""
    seen: dict[str, set[type]] = {}
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                for model in [*operation.models, *filter(None, operation.response_models.values())]:
                    _gather(model, seen)
    assert {name for name, models in seen.items() if len(models) > 1} == set()
    assert {"Done", "State", "Event", "Problem"} <= {*seen, "Problem"}


def _gather(model: Any, seen: dict[str, set[type]]) -> None:
    from enum import Enum
    from typing import get_args

    for found in model.model_fields.values():
        todo = [found.annotation]
        while todo:
            kind = todo.pop()
            todo += get_args(kind)
            if isinstance(kind, type) and issubclass(kind, Enum):
                seen.setdefault(kind.__name__, set()).add(kind)
            if (
                isinstance(kind, type)
                and hasattr(kind, "model_fields")
                and kind not in seen.get(kind.__name__, ())
            ):
                seen.setdefault(kind.__name__, set()).add(kind)
                _gather(kind, seen)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_problem_has_its_heading(kind: Any) -> None:
    assert f"\n### {kind.name}\n" in PAGE
    assert str(kind.status) in PAGE.split(f"\n### {kind.name}\n")[1].split("\n###")[0]


def test_the_page_explains_no_problem_that_there_is_not() -> None:
    assert set(re.findall(r"^### ([a-z-]+)$", PAGE, re.MULTILINE)) == {kind.name for kind in KINDS}


def test_the_answers_about_room_are_those_of_the_page() -> None:
    asked = SendingIn.model_json_schema()["properties"]["capacity"]["enum"]
    assert set(asked) == set(CAPACITY)
