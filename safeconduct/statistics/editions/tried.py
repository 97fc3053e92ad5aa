"""What layouts lose that were worked out before and dropped: still true as long as nothing was said or shown since."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from safeconduct.statistics.editions.store import Preparation
from safeconduct.vocabulary.together import asked

MOST = 50
"""Preparations that were dropped and are looked at, the newest first."""
_DROPPED = """
    SELECT prepared_at, outcome::text FROM statistics.preparation
     WHERE state = 'dropped' AND NOT is_shown AND id <> %s AND kind = %s AND country = %s AND year = %s AND years = %s
       AND ledger = %s AND agencies = %s AND NOT wanted ? 'tables' AND NOT COALESCE((wanted ->> 'a4')::boolean, false)
     ORDER BY prepared_at DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Tried:
    """One layout: when it was worked out, and what it loses; or why it cannot be released."""

    at: datetime
    loss: dict[str, Any] | None = None
    refused: str = ""


def tried(beside: Preparation) -> dict[str, Tried]:
    """By rung what was found for the same years and agencies, beside the very same ledger.

    The facts may have changed since, as files are corrected: so each says when it was worked out.
    """
    of = [beside.kind, beside.country, beside.year, beside.years, beside.ledger, beside.agencies]
    return _by_rung((at, json.loads(text)) for at, text in asked(_DROPPED, [beside.id, *of, MOST]))


def _by_rung(outcomes: Iterable[tuple[datetime, dict[str, Any]]]) -> dict[str, Tried]:
    found: dict[str, Tried] = {}
    for at, outcome in outcomes:
        for rung, code in outcome.get("refused", ()):
            found.setdefault(rung, Tried(at, refused=code))
        for one in (outcome.get("loss"), *outcome.get("coarser", ())):
            if one is not None:
                found.setdefault(one["rung"], Tried(at, one))
    return found
