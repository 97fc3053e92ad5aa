"""The JSON Schemas say what the code reads: the same members, the same patterns, the same codes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from safeconduct.exchange import strict
from safeconduct.exchange.batches import MOST_RECEIPTS, Status
from safeconduct.exchange.faults import Fault
from safeconduct.exchange.inner import HELD_TYPE
from safeconduct.exchange.limits import (
    MOST_ANSWER_BYTES,
    MOST_HELD_BYTES,
    MOST_MESSAGES,
    MOST_OBJECT_BYTES,
    MOST_REQUEST_BYTES,
    SEALED_SIZES,
    SEALING_BYTES,
)
from safeconduct.exchange.wire import LONGEST_LIFE, Lane
from safeconduct.keys.uses import TYPES, Use
from safeconduct.referrals.wire.bodies import BODIES
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.sections import NEVER_SENT, Section
from tests.exchange.test_inner import HELD
from tests.exchange.test_receipts import receipt
from tests.exchange.world import CONSENT, sealed

FOLDER = Path(__file__).parents[2] / "docs" / "reference" / "exchange"
SCHEMAS: dict[str, Any] = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
    for path in FOLDER.glob("*.schema.json")
}
PATTERNS = {
    "id": strict.UUID7,
    "source": strict.NODE,
    "type": strict.TYPE,
    "subject": strict.HANDLE,
    "time": strict.TIME,
    "sequence": strict.NUMBER,
    "senderagency": strict.UUID,
    "recipientagency": strict.UUID,
    "kid": strict.KEY_ID,
    "expires": strict.TIME,
    "message": strict.UUID7,
    "object_hash": strict.HASH,
    "issuer": strict.NODE,
    "agency": strict.UUID,
    "at": strict.TIME,
    "signature": strict.SIGNATURE,
    "body_hash": strict.HASH,
    "salt": strict.SALT,
    "referral": strict.UUID,
    "recipientkey": strict.KEY_ID,
    "reason": strict.CODE,
}


def test_every_schema_is_there_and_on_the_page() -> None:
    page = (FOLDER.parent / "exchange-protocol.md").read_text(encoding="utf-8")

    assert len(SCHEMAS) == 11 + 1 + len(BODIES)
    for name in SCHEMAS:
        assert f"exchange/{name}.schema.json" in page


def test_every_fault_limit_and_type_of_key_is_on_the_page() -> None:
    page = (FOLDER.parent / "exchange-protocol.md").read_text(encoding="utf-8")

    numbers = [MOST_REQUEST_BYTES, MOST_ANSWER_BYTES, MOST_OBJECT_BYTES, MOST_HELD_BYTES]
    for told in [*(f"`{fault}`" for fault in Fault), *(f"{number:,}" for number in numbers)]:
        assert told in page
    for use, types in TYPES.items():
        assert use is Use.HOP or all(f"`{pattern}`" in page for pattern in types)


@pytest.mark.parametrize(
    "name, value", [("message", sealed()), ("held", HELD), ("receipt", receipt())], ids=["m", "h", "r"]
)
def test_a_schema_has_the_members_that_are_written(name: str, value: dict[str, object]) -> None:
    assert set(SCHEMAS[name]["properties"]) == set(SCHEMAS[name]["required"]) == set(value)
    assert SCHEMAS[name]["additionalProperties"] is False


def test_the_header_inside_is_the_routing_and_the_secret_members() -> None:
    header = SCHEMAS["object"]["properties"]["header"]["properties"]
    routing = {name for name in SCHEMAS["message"]["properties"] if name != "data_base64"}

    assert set(header) == routing | set(CONSENT.members()) | {"body_hash"}


def test_the_patterns_are_those_of_the_code() -> None:
    roads = [schema for name, schema in SCHEMAS.items() if not name.startswith(("body-", "services-"))]
    found = [(name, pattern) for schema in roads for name, pattern in _patterns(schema)]

    assert len(found) > 40
    for name, pattern in found:
        if name in PATTERNS:
            assert pattern == f"^{PATTERNS[name]}$", name
        re.compile(pattern)


def test_the_codes_and_bounds_are_those_of_the_code() -> None:
    message = SCHEMAS["message"]["properties"]
    held = SCHEMAS["held"]["properties"]
    result = SCHEMAS["answer"]["properties"]["results"]["items"]["properties"]
    inside = SCHEMAS["held-object"]["properties"]["body"]["properties"]["sections"]["properties"]

    assert message["lane"]["enum"] == list(Lane)
    assert SCHEMAS["receipt"]["properties"]["step"]["enum"] == list(ReceiptStep)
    assert result["status"]["enum"] == list(Status)
    assert result["receipts"]["maxItems"] == MOST_RECEIPTS
    assert SCHEMAS["request"]["properties"]["messages"]["maxItems"] == MOST_MESSAGES
    assert held["type"]["const"] == HELD_TYPE
    assert set(inside) == set(Section) - NEVER_SENT
    assert f"{LONGEST_LIFE.days} days" in message["expires"]["description"]
    assert _lengths(message["data_base64"]) == list(SEALED_SIZES)
    assert _lengths(held["data_base64"])[-1] == MOST_HELD_BYTES + SEALING_BYTES


def _lengths(schema: dict[str, Any]) -> list[int]:
    return [choice["maxLength"] // 4 * 3 for choice in schema["oneOf"]]


def _patterns(schema: Any, name: str = "") -> list[tuple[str, str]]:
    if isinstance(schema, list):
        return [found for item in schema for found in _patterns(item, name)]
    if not isinstance(schema, dict):
        return []
    own = (
        [(name, schema["pattern"])]
        if isinstance(schema.get("pattern"), str) and name != "data_base64"
        else []
    )
    inner = [
        found
        for key, value in schema.items()
        if key not in ("pattern", "enum")
        for found in _patterns(value, name if key in ("anyOf", "oneOf", "properties", "items") else key)
    ]
    return own + inner
