"""The values that bodies are made of: how the page names each, and its JSON Schema."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from safeconduct.exchange import strict
from safeconduct.referrals.sub_referrals.taking_back import Standing
from safeconduct.vocabulary.codes import SCHEME_OF, Code, Profession, Service
from safeconduct.vocabulary.sections import NEVER_SENT, Section

type Schema = dict[str, object]

_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z"
_REFERENCE = r"[A-Z]{2}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"
_CONDITION = r"[a-z][a-z0-9_]{0,39}(:[A-Za-z0-9-]{1,10})?"


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of value: what the page calls it, and the schema that admits it."""

    said: str
    schema: Schema


def matching(said: str, pattern: str) -> Shape:
    """A text of one spelling."""
    return Shape(said, {"type": "string", "pattern": f"^{pattern}$"})


def one_of(said: str, codes: Iterable[str]) -> Shape:
    """A text out of a list."""
    return Shape(said, {"enum": [str(code) for code in codes]})


def coded(codes: type[Code], *, or_none: bool = False) -> Shape:
    """A code of a list of the vocabulary, or nothing where that is an answer."""
    named = f"code of `{SCHEME_OF[codes]}`"
    return one_of(
        f'{named}, or `""`' if or_none else named, [*(str(code) for code in codes), *[""] * or_none]
    )


def every(codes: type[StrEnum], said: str) -> Shape:
    """A word out of one of the tables on the page."""
    return one_of(said, list(codes))


def listed(item: Shape, said: str, *, least: int = 0, most: int | None = None) -> Shape:
    """A list of values of one kind."""
    bounds: Schema = {"minItems": least} if least else {}
    if most is not None:
        bounds["maxItems"] = most
    return Shape(said, {"type": "array", "items": item.schema, **bounds})


def referred(said: str, where: str) -> Shape:
    """A value that another schema describes."""
    return Shape(said, {"$ref": where})


IDENTIFIER = matching("identifier", strict.UUID)
MOMENT = matching("moment", _MOMENT)
MOMENT_OR_NULL = Shape("moment or null", {"anyOf": [MOMENT.schema, {"type": "null"}]})
NAME_OR_NULL = Shape("identifier or null", {"anyOf": [IDENTIFIER.schema, {"type": "null"}]})
MAYBE = Shape("true, false or null", {"enum": [True, False, None]})
DAY = matching("day", "[0-9]{4}-[0-9]{2}-[0-9]{2}")
DAY_OR_NULL = Shape("day or null", {"anyOf": [DAY.schema, {"type": "null"}]})
HASH = matching("hash", strict.HASH)
COUNTRY = matching("two capital letters", "[A-Z]{2}")
REFERENCE = matching("reference", _REFERENCE)
CONDITION = matching("condition", _CONDITION)
NUMBER = Shape("number from 1", {"type": "integer", "minimum": 1, "maximum": 2**31 - 1})
YES_OR_NO = Shape("true or false", {"type": "boolean"})
SHORT = Shape("text of 1 to 64 characters", {"type": "string", "minLength": 1, "maxLength": 64})
SECTION = one_of("section", [section for section in Section if section not in NEVER_SENT])
PLAIN = Shape("object of plain values", {"type": "object"})
OBJECT = Shape("object", {"type": "object"})
ONWARD = Shape(
    "object with `agency` (identifier), `country`, `service` (code) and `at` (moment)",
    {
        "type": "object",
        "properties": {
            "agency": IDENTIFIER.schema,
            "country": COUNTRY.schema,
            "service": coded(Service).schema,
            "at": MOMENT.schema,
        },
        "required": ["agency", "country", "service", "at"],
    },
)
BACK = Shape(
    'object with `answer` (a standing of the next link), `at` (moment) and `told_by` (code of `profession`, or `""`)',
    {
        "type": "object",
        "properties": {
            "answer": every(Standing, "").schema,
            "at": MOMENT.schema,
            "told_by": coded(Profession, or_none=True).schema,
        },
        "required": ["answer", "at", "told_by"],
    },
)
THROUGH = Shape(
    "object with `agency` (identifier) and `country`",
    {
        "type": "object",
        "properties": {"agency": IDENTIFIER.schema, "country": COUNTRY.schema},
        "required": ["agency", "country"],
    },
)
