"""Services between nodes as the protocol's page, its schemas and its vectors say: the code reads the same."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types of its own

from safeconduct.directory.federation.fields import NotTaken
from safeconduct.directory.federation.rows import READERS, Around, read
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.services.wire import Asked, read_page, read_question
from tests.exchange import make_services
from tests.exchange.make_services import FOLDER, MEMBERS, VECTORS, text_of

RENEW = "is not fresh: python -m tests.exchange.make_page"
SAID: dict[str, Any] = json.loads(VECTORS.read_text(encoding="utf-8"))
ASKED = read_question(json.dumps(SAID["asked"]).encode())
AROUND = Around(
    {UUID(team): UUID(agency) for team, agency in SAID["around"]["teams"].items()},
    {UUID(agency): country for agency, country in SAID["around"]["countries"].items()},
    frozenset(UUID(one) for one in SAID["around"]["others"]),
    now=datetime.fromisoformat(SAID["now"]),
)
PAGE = Draft202012Validator(json.loads((FOLDER / "services-page.schema.json").read_text(encoding="utf-8")))


def as_page(service: dict[str, Any]) -> dict[str, Any]:
    return {**SAID["page"], "changes": [{"sequence": 12, "service": service}]}


def test_schemas_and_vectors_are_fresh() -> None:
    for name, schema in make_services.schemas().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text_of(schema), f"{name} {RENEW}"
    assert text_of(make_services.vectors()) == VECTORS.read_text(encoding="utf-8"), f"{VECTORS.name} {RENEW}"


def test_the_page_names_every_member_that_is_read_and_no_other() -> None:
    assert {name for name, _schema, _words in MEMBERS} == {"id", "agency", "team", "checked", *READERS}


@pytest.mark.parametrize("vector", SAID["taken"], ids=lambda vector: vector["name"])
def test_it_is_taken(vector: dict[str, Any]) -> None:
    found = read(vector["said"], AROUND)
    assert found | vector["as"] == found
    PAGE.validate(as_page(vector["said"]))


@pytest.mark.parametrize("vector", SAID["refused"], ids=lambda vector: f"{vector['field']} {vector['why']}")
def test_it_is_refused_by_the_field_that_is_named(vector: dict[str, Any]) -> None:
    with pytest.raises(NotTaken) as no:
        read(vector["said"], AROUND)
    assert (no.value.field, no.value.why) == (vector["field"], vector["why"])


@pytest.mark.parametrize("vector", SAID["refused"], ids=lambda vector: f"{vector['field']} {vector['why']}")
def test_the_schema_takes_nothing_of_the_wrong_form(vector: dict[str, Any]) -> None:
    """What only another node can know (whose it is, what day it is, what is a secret) is no matter of the form."""
    of_form = vector["why"] == "not_as_described" and vector["field"] not in ("max_age", "places_as_of")
    assert PAGE.is_valid(as_page(vector["said"])) is not of_form or vector["why"] in (
        "unknown_code",
        "too_long",
    )


@pytest.mark.parametrize("vector", SAID["not_a_page"], ids=lambda vector: vector["name"])
def test_a_page_that_is_none_is_refused_whole(vector: dict[str, Any]) -> None:
    with pytest.raises(WireError):
        read_page(json.dumps(vector["answer"]).encode(), asked=ASKED)


def test_the_page_of_the_vectors_and_the_examples_are_read() -> None:
    assert read_page(json.dumps(SAID["page"]).encode(), asked=ASKED).until == 12
    for name, schema in make_services.schemas().items():
        for example in schema["examples"]:
            Draft202012Validator(schema).validate(example)
            body = json.dumps(example).encode()
            if "question" in name:
                read_question(body)
            else:
                read_page(body, asked=Asked(0, 0))
