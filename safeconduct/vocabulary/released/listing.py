"""How a list names an edition: the same words on a node and on its public site. Pure."""

from datetime import date, datetime
from typing import Any, Final

_TEXT: Final = {"type": "string"}
ENTRY: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "id": _TEXT, "kind": _TEXT, "country": _TEXT, "year": {"type": "integer"}, "years": {"type": "integer"},
        "edition": {"type": "integer"},
        "corrects": _TEXT, "corrected_by": _TEXT, "made_on": {"type": "string", "format": "date"},
        "released_at": {"type": "string", "format": "date-time"}, "digest": _TEXT, "address": _TEXT,
    },
}  # fmt: skip
"""As a schema."""


def entry(
    *, id: str, kind: str, country: str, year: int, years: int, number: int, corrects: str, corrected_by: str,  # noqa: A002
    made_on: date, released_at: datetime, digest: str, address: str,
) -> dict[str, Any]:  # fmt: skip
    """One line; `corrects` and `corrected_by` are "" where there is none."""
    return {
        "id": id, "kind": kind, "country": country, "year": year, "years": years, "edition": number,
        "corrects": corrects, "corrected_by": corrected_by, "made_on": made_on.isoformat(),
        "released_at": released_at.isoformat(), "digest": digest, "address": address,
    }  # fmt: skip
