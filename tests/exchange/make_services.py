"""Services between nodes for the protocol's page: table, schemas and vectors, from the code that reads.

`python -m tests.exchange.make_page` writes them with the rest of the page.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from safeconduct.exchange import strict
from safeconduct.exchange.services.wire import (
    MOST_CHANGES,
    MOST_SERVICE_BYTES,
    Asked,
    Change,
    Page,
    write_page,
)
from safeconduct.vocabulary.canonical import LARGEST
from safeconduct.vocabulary.codes import Intake, Need, PlaceKind, Proceeding, Purpose, Service, Takes

FOLDER = Path(__file__).parents[2] / "docs" / "reference" / "exchange"
VECTORS = FOLDER / "services-vectors.json"
AGENCY, TEAM, ELSE, NOBODYS = (str(UUID(int=number)) for number in range(1, 5))
NOW = "2026-11-30T09:00:00Z"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

type Schema = dict[str, Any]
type Row = tuple[str, Schema, str]


def _codes(codes: Iterable[str]) -> Schema:
    return {
        "type": "array",
        "items": {"type": "string", "pattern": f"^{strict.CODE}$"},
        "examples": [sorted(codes)],
    }


def _texts(pattern: str, most: int) -> Schema:
    return {"type": "array", "maxItems": most, "items": {"type": "string", "pattern": f"^{pattern}$"}}


def _maybe(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


YES: Schema = {"type": "boolean"}
TIME: Schema = {"type": "string", "pattern": f"^{strict.TIME}$"}
HOUR: Schema = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
IDENTIFIER: Schema = {"type": "string", "pattern": f"^{strict.UUID}$"}
MEMBERS: tuple[Row, ...] = (
    ("id", IDENTIFIER, "as on the card, where the card names it; it never changes"),
    ("agency", IDENTIFIER, "an agency of the answering node's card"),
    ("team", IDENTIFIER, "a team of that agency, on the card"),
    ("service", {"enum": sorted(Service)}, "what it is; each team has each kind once"),
    ("needs", _codes(Need), "for which needs; at least one that the reader knows"),
    ("purpose", {"enum": sorted(Purpose)}, "of a referral to it"),
    ("takes_children", YES, "whether a child may be the person"),
    ("hours", {"type": "string", "maxLength": 200}, "in words; of a shelter without an address"),
    (
        "open_days",
        {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 6}},
        "Monday 0; none is always",
    ),
    ("opens", _maybe(HOUR), "in the agency's country"),
    ("closes", _maybe(HOUR), "likewise"),
    ("jurisdictions", _texts("[A-Z]{2}", 60), "whose law it practises"),
    ("proceeding_types", _codes(Proceeding), "in which proceedings"),
    ("place", {"enum": ["", *sorted(PlaceKind)]}, "empty has not been said, and is as closed as a shelter"),
    ("address", {"type": "string", "maxLength": 200}, "of an `office` alone"),
    (
        "contact",
        {"type": "string", "maxLength": 200},
        "its own; empty for `shelter`, `safe_flat` and where nothing was said",
    ),
    ("takes", _codes(Takes), "none has not been said"),
    ("min_age", _maybe({"type": "integer", "minimum": 0, "maximum": 120}), "in years"),
    ("max_age", _maybe({"type": "integer", "minimum": 0, "maximum": 120}), "not below `min_age`"),
    ("with_children", _maybe(YES), "an adult who brings children; null has not been said, here and below"),
    ("step_free", _maybe(YES), ""),
    ("without_papers", _maybe(YES), ""),
    ("from_abroad", _maybe(YES), "somebody who comes from another country"),
    ("spoken", _texts("[a-z]{2,3}", 60), "languages that somebody there speaks"),
    ("interpreters", _maybe(YES), "whether interpreters come"),
    (
        "regions",
        _texts("[A-Z]{2}-[A-Z0-9]{1,3}", 120),
        "ISO 3166-2, of the agency's country; none is the whole country",
    ),
    ("intake", {"enum": ["", *sorted(Intake)]}, "how soon somebody can come"),
    ("places_free", _maybe({"type": "integer", "minimum": 0, "maximum": 9999}), "null with `places_as_of`"),
    ("places_as_of", _maybe(TIME), "when the team said so; at most a day ahead"),
    (
        "doubted_at",
        _maybe(TIME),
        (
            "when a referral was declined for want of a place, until places are said anew, a referral is accepted "
            "or an enquiry answered with `possible`"
        ),
    ),
    (
        "checked",
        {
            "type": "object",
            "properties": {
                part: {"type": ["string", "null"], "pattern": DAY} for part in ("takes", "reached", "where")
            },
        },
        "on which day each part was checked last",
    ),
)
REQUIRED = ("id", "agency", "team", "service", "needs", "purpose", "takes_children")


def schemas() -> dict[str, Schema]:
    """The schema files by name. Members that nobody knows yet are allowed everywhere."""
    draft = "https://json-schema.org/draft/2020-12/schema"
    number: Schema = {"type": "integer", "minimum": 0, "maximum": LARGEST}
    one: Schema = {"type": "integer", "minimum": 1, "maximum": LARGEST}
    service: Schema = {
        "type": "object",
        "properties": {
            name: schema | ({"description": words} if words else {}) for name, schema, words in MEMBERS
        },
        "required": list(REQUIRED),
    }
    gone: Schema = {
        "type": "object",
        "properties": {"sequence": one, "id": IDENTIFIER, "gone": {"const": True}},
        "required": ["sequence", "id", "gone"],
        "not": {"required": ["service"]},
    }
    said: Schema = {
        "type": "object",
        "properties": {"sequence": one, "service": {"$ref": "#/$defs/service"}},
        "required": ["sequence", "service"],
    }
    question: Schema = {
        "$schema": draft, "$id": "services-question.schema.json", "title": "The question what changed of services",
        "type": "object", "properties": {"v": {"const": 1}, "epoch": number, "after": number},
        "required": ["v", "epoch", "after"], "examples": [{"v": 1, "epoch": 0, "after": 0}],
    }  # fmt: skip
    page: Schema = {
        "$schema": draft, "$id": "services-page.schema.json", "title": "The answer: a page of changes",
        "type": "object",
        "properties": {
            "v": {"const": 1}, "epoch": number, "after": number, "until": number, "more": YES, "card": _maybe(TIME),
            "changes": {"type": "array", "maxItems": MOST_CHANGES, "items": {"anyOf": [gone, said]}},
        },
        "required": ["v", "epoch", "after", "until", "more", "card", "changes"],
        "$defs": {"service": service},
        "examples": [json.loads(write_page(Page(0, 0, 2, more=False, changes=(
            Change(1, UUID(int=7)), Change(2, UUID(good()["id"]), good())))))],
    }  # fmt: skip
    return {schema["$id"]: schema for schema in (question, page)}


def good() -> dict[str, Any]:
    """A service as it should be; invented."""
    return {
        "id": str(UUID(int=9)), "agency": AGENCY, "team": TEAM, "service": "legal_advice", "needs": ["legal_aid"],
        "purpose": "referral_service", "takes_children": False, "hours": "By day", "open_days": [0, 1, 2, 3, 4],
        "opens": "09:00", "closes": "17:00", "jurisdictions": ["BG"], "proceeding_types": ["asylum"], "place": "office",
        "address": "Invented street 3", "contact": "+359 00 100 200", "takes": ["women"], "min_age": 18,
        "max_age": None, "with_children": True,
        "step_free": None, "without_papers": True, "from_abroad": None, "spoken": ["bg", "en"],
        "interpreters": True, "regions": ["BG-22"], "intake": "planned_only", "places_free": None, "places_as_of": None,
        "doubted_at": None, "checked": {"takes": "2026-11-01"},
    }  # fmt: skip


REFUSED: tuple[tuple[str, Any, str], ...] = (
    ("id", ELSE, "not_theirs"),
    ("id", "7", "not_as_described"),
    ("agency", NOBODYS, "not_theirs"),
    ("team", NOBODYS, "not_theirs"),
    ("service", "palace", "unknown_code"),
    ("service", None, "not_as_described"),
    ("needs", ["gold"], "unknown_code"),
    ("needs", "housing", "not_as_described"),
    ("purpose", "curiosity", "unknown_code"),
    ("takes_children", "yes", "not_as_described"),
    ("hours", "x" * 201, "too_long"),
    ("open_days", [7], "not_as_described"),
    ("opens", "25:00", "not_as_described"),
    ("jurisdictions", ["Romania"], "not_as_described"),
    ("place", "castle", "unknown_code"),
    ("place", "shelter", "secret_place"),
    ("place", "", "secret_place"),
    ("place", "outreach", "no_public_place"),
    ("takes", ["giants"], "unknown_code"),
    ("min_age", 121, "not_as_described"),
    ("min_age", True, "not_as_described"),
    ("max_age", 17, "not_as_described"),
    ("with_children", "no", "not_as_described"),
    ("spoken", ["German!"], "not_as_described"),
    ("regions", ["RO-B"], "unknown_code"),
    ("intake", "soon", "unknown_code"),
    ("places_free", 10_000, "not_as_described"),
    ("places_as_of", "2026-02-31T00:00:00Z", "not_as_described"),
    ("places_as_of", "2026-11-29T08:00:00Z", "not_as_described"),
    ("doubted_at", "2136-01-01T00:00:00Z", "not_been_yet"),
    ("checked", {"takes": "2030-01-01"}, "not_been_yet"),
    ("checked", [], "not_as_described"),
    ("contact", "0721 000 111", "local_number"),
    ("sc_later", "x" * 5000, "too_long"),
)
"""A member of `good`, what stands there instead, and why the service is refused."""

AT = {
    ("place", "secret_place"): "address",
    ("place", "no_public_place"): "address",
    ("sc_later", "too_long"): "further",
}
"""Which field is named, where it is another one."""


def vectors() -> dict[str, Any]:
    """What a reader takes, and what it refuses by which field."""
    asked = Asked(3, 10)
    page = json.loads(write_page(Page(3, 10, 12, more=False, changes=(Change(12, UUID(int=7)),))))
    two = [{"sequence": 12, "id": str(UUID(int=n)), "gone": True} for n in (7, 8)]
    wrong: dict[str, Any] = {
        "a number twice": {"changes": two},
        "a number behind the end of the page": {"until": 11},
        "a number at or before the one that was asked for": {"changes": [two[0] | {"sequence": 10}]},
        "a service twice": {"changes": [two[0] | {"sequence": 11}, two[0]]},
        "it begins elsewhere": {"after": 9},
        "more, and no step further": {"until": 10, "changes": [], "more": True},
        "another version": {"v": 2},
    }
    return {
        "now": NOW,
        "around": {"countries": {AGENCY: "BG"}, "teams": {TEAM: AGENCY}, "others": [ELSE]},
        "taken": [
            {"name": "as it should be", "said": good(), "as": {"hours": "By day"}},
            {
                "name": "a member of a later release",
                "said": good() | {"sc_later": 1},
                "as": {"further": {"sc_later": 1}},
            },
            {"name": "markup goes", "said": good() | {"hours": "<b>By</b> day"}, "as": {"hours": "By day"}},
            {
                "name": "a code that only says more goes",
                "said": good() | {"needs": ["legal_aid", "gold"]},
                "as": {"needs": ["legal_aid"]},
            },
        ],
        "refused": [
            {"said": good() | {name: value}, "field": AT.get((name, why), name), "why": why}
            for name, value, why in REFUSED
        ],
        "asked": {"v": 1, "epoch": asked.epoch, "after": asked.after},
        "page": page,
        "not_a_page": [{"name": name, "answer": page | changed} for name, changed in wrong.items()],
    }


def table() -> dict[str, str]:
    """The marked parts of the page."""
    rows = ["| member | is | says |", "|---|---|---|"]
    rows += [f"| `{name}` | {_kind(name, schema)} | {words} |" for name, schema, words in MEMBERS]
    return {"service": "\n".join(rows) + "\n", "serviceslimits": _limits()}


def _kind(name: str, schema: Schema) -> str:
    kind: str | list[str] = schema.get("type", "code")
    words = {
        "array": "list",
        "boolean": "true or false",
        "integer": "number",
        "string": "text",
        "object": "object",
    }
    said = " or ".join(words.get(one, one) for one in (kind if isinstance(kind, list) else [kind]))
    return f"{said}{', required' if name in REQUIRED else ''}"


def _limits() -> str:
    return (
        f"\nA page has at most {MOST_CHANGES} changes; a change has at most {MOST_SERVICE_BYTES:,} bytes.\n"
    )


def write() -> None:
    """The schemas and the vectors."""
    for name, schema in schemas().items():
        (FOLDER / name).write_text(text_of(schema), encoding="utf-8")
    VECTORS.write_text(text_of(vectors()), encoding="utf-8")


def text_of(value: object) -> str:
    """As the files have it."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
