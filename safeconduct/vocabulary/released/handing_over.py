"""The file in which a node hands its released editions over to its public site: its names and its bounds. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

FORMAT = "safeconduct-editions-1"
FILE = "editions.json"
"""In the folder of the site; written by the node's worker, read by the site's."""
MEMBERS = frozenset({"document", "digest", "signature", "key"})
"""Of a signed edition: `digest` is the SHA-256 of the canonical document in hex, `key` the short name of the key (the
first 16 hex digits of the SHA-256 of its public half), `signature` Ed25519 over `vocabulary.editions.payload` as
base64."""
MOST = 500
"""Editions in it."""
LARGEST = 128 * 1024 * 1024
"""Bytes of the file."""
LARGEST_EDITION = 8 * 1024 * 1024
"""Bytes of one edition."""
MOST_CELLS = 100_000
"""Of one table."""


def due(released: Iterable[Mapping[str, Any]], *, now: datetime) -> list[Mapping[str, Any]]:
    """Of released editions ({"signed", "embargo"}) those that may be shown now, as they were signed.

    Before its moment nothing of an edition leaves the node, and an embargo that cannot be read has not passed.
    """
    return [each["signed"] for each in released if _has_passed(each["embargo"], now)]


def _has_passed(embargo: object, now: datetime) -> bool:
    if embargo == "":
        return True
    try:
        moment = datetime.fromisoformat(str(embargo))
    except ValueError:
        return False
    return moment.tzinfo is not None and moment <= now


def document(editions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What stands in the file."""
    return {"format": FORMAT, "editions": list(editions)}
