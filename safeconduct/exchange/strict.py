"""Readers for what comes from outside: exact shape, exact type, exact spelling, or WireError(malformed).

Everything is read from one JSON dialect: UTF-8, no key twice, no floats, whole numbers within 2**53 - 1.
Each identifier and each time has one spelling only, so that equal texts are equal things.
"""

import base64
import json
import re
import uuid
from collections.abc import Collection
from datetime import UTC, datetime
from typing import NoReturn

from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.limits import MOST_DEPTH, SEALED_SIZES
from safeconduct.vocabulary.canonical import LARGEST, canonical
from safeconduct.vocabulary.errors import NotCanonical

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
UUID7 = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
NODE = r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?"
HANDLE = r"[a-z2-7]{26}"
KEY_ID = r"[0-9a-f]{16}"
TYPE = r"safeconduct(?:\.[a-z][a-z0-9_]{0,31}){1,3}\.v[1-9][0-9]?"
_PARTS_OF_A_TIME = ((0, 4), (5, 7), (8, 10), (11, 13), (14, 16), (17, 19))
TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
NUMBER = r"[1-9][0-9]{0,14}"
HASH = r"[0-9a-f]{64}"
SALT = r"[0-9a-f]{32}"
SIGNATURE = r"[A-Za-z0-9+/]{86}=="
CODE = r"[a-z][a-z0-9_]{0,39}"


def malformed(detail: str) -> WireError:
    """The commonest fault; `detail` names a field, never its value."""
    return WireError(Fault.MALFORMED, detail)


def read_json(raw: bytes) -> object:
    """The value of a JSON text; the caller has already looked at its length."""
    try:
        value: object = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_no_key_twice,
            parse_int=_whole,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
    except (ValueError, RecursionError) as error:
        raise malformed("not JSON as this protocol writes it") from error
    _not_too_deep(value)
    return value


def read_canonical(raw: bytes) -> object:
    """As `read_json`, and the bytes must be the canonical form of what they say."""
    value = read_json(raw)
    try:
        same = canonical(value) == raw
    except NotCanonical as error:
        raise malformed("not canonical JSON") from error
    if not same:
        raise malformed("not canonical JSON")
    return value


def fields_of(value: object, names: Collection[str], what: str) -> dict[str, object]:
    """The object with exactly these members, none more and none less."""
    if not isinstance(value, dict) or value.keys() != set(names):
        raise malformed(f"{what} has not exactly the members {', '.join(sorted(names))}")
    return value


def text(fields: dict[str, object], name: str, pattern: str) -> str:
    """The member as a text that the pattern matches as a whole."""
    value = fields[name]
    if not isinstance(value, str) or not re.fullmatch(pattern, value, re.ASCII):
        raise malformed(f"{name} is not as described")
    return value


def fixed(fields: dict[str, object], name: str, value: str | int) -> None:
    """The member has this one value (and its type: true is not 1)."""
    if type(fields[name]) is not type(value) or fields[name] != value:
        raise malformed(f"{name} is not {value}")


def whole(fields: dict[str, object], name: str, *, least: int = 1, most: int = LARGEST) -> int:
    """The member as a whole number within bounds."""
    value = fields[name]
    if type(value) is not int or not least <= value <= most:
        raise malformed(f"{name} is not a whole number from {least} to {most}")
    return value


def identifier(fields: dict[str, object], name: str, *, version_7: bool = False) -> uuid.UUID:
    """The member as a UUID in lower case with hyphens."""
    return uuid.UUID(text(fields, name, UUID7 if version_7 else UUID))


def moment(fields: dict[str, object], name: str) -> datetime:
    """The member as a time: UTC, whole seconds, written 2026-03-01T09:30:00Z."""
    said = text(fields, name, TIME)
    year, month, day, hour, minute, second = (int(said[start:end]) for start, end in _PARTS_OF_A_TIME)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError as error:
        raise malformed(f"{name} is no date of the calendar") from error


def wire_time(at: datetime) -> str:
    """How a time is written: UTC, cut to whole seconds. Raises ValueError without a time zone."""
    if at.tzinfo is None:
        raise ValueError("A time without a zone cannot be sent.")
    return f"{at.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()}Z"


def sealed_bytes(fields: dict[str, object], name: str = "data_base64") -> bytes:
    """The member as sealed bytes: base64 of exactly one of the four lengths."""
    value = fields[name]
    if not isinstance(value, str):
        raise malformed(f"{name} is not a text")
    lengths = [_base64_length(size) for size in SEALED_SIZES]
    if len(value) > lengths[-1]:
        raise WireError(Fault.TOO_LARGE, f"{name} is longer than the largest sealed object")
    # All four lengths are multiples of 3 bytes, so there is no '=' and no spare bit: one spelling only.
    if len(value) not in lengths or not re.fullmatch(r"[A-Za-z0-9+/]+", value, re.ASCII):
        raise malformed(f"{name} is not base64 of a sealed object")
    return base64.b64decode(value)


def signature_bytes(fields: dict[str, object], name: str = "signature") -> bytes:
    """The member as the 64 bytes of an Ed25519 signature, in base64 with its one spelling."""
    value = text(fields, name, SIGNATURE)
    raw = base64.b64decode(value)
    if base64.b64encode(raw).decode("ascii") != value:
        raise malformed(f"{name} has spare bits")
    return raw


def base64_text(raw: bytes) -> str:
    """Bytes as they are written: standard base64 with padding."""
    return base64.b64encode(raw).decode("ascii")


def _base64_length(size: int) -> int:
    return (size + 2) // 3 * 4


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key stands twice")
    return members


def _whole(digits: str) -> int:
    if len(digits) > len(str(-LARGEST)) or abs(int(digits)) > LARGEST:
        raise ValueError("a number is too large")
    return int(digits)


def _no_float(_digits: str) -> NoReturn:
    raise ValueError("a number is not whole")


def _not_too_deep(value: object) -> None:
    layer = [value]
    for _depth in range(MOST_DEPTH + 1):
        layer = [inner for outer in layer for inner in _inside(outer)]
        if not layer:
            return
    raise malformed(f"nested more than {MOST_DEPTH} deep")


def _inside(value: object) -> Collection[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
