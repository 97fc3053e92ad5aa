"""The counters beside Today: everything that waits and is no referral is counted, and nothing that does not wait."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from safeconduct.referrals.pages.counters import counters

LISTS = ("missing", "leads", "words", "authorities", "asked", "conferences", "givings", "deadlines")
QUIET: dict[str, Any] = {"days": 0, "messages": 0, "rules_that_wait": 0}
NOTHING: dict[str, Any] = {
    **dict.fromkeys(LISTS, ()), "complaints": 0, "to_answer": 0, "letters": 0,
    "of_lawyers": SimpleNamespace(**QUIET), "of_figures": SimpleNamespace(asks=0, pairs=0),
}  # fmt: skip


def for_a_lawyer(**waits: int) -> dict[str, Any]:
    return {"of_lawyers": SimpleNamespace(**QUIET | waits)}


def shown(to_review: int = 0, **waits: Any) -> list[tuple[str, int, bool]]:
    found = counters(SimpleNamespace(**NOTHING | waits), to_review=to_review)  # type: ignore[arg-type]
    return [(one.id, one.number, one.is_alarm) for one in found]


@pytest.mark.parametrize(("waits", "expected"), [
    ({}, []),
    ({"missing": [("RO-1", None), ("RO-2", None)]}, [("missing", 2, True)]),
    ({"to_review": 1}, [("emergencies", 1, True)]),
    ({"authorities": [(uuid4(), 2), (uuid4(), 1)]}, [("authorities", 3, False)]),
    ({"conferences": [object()]}, [("conferences", 1, False)]),
    ({"complaints": 4}, [("complaints", 4, False)]),
    ({"deadlines": [(uuid4(), None, 2), (uuid4(), None, 1)]}, [("deadlines", 3, False)]),
    (for_a_lawyer(days=2, messages=1), [("matters", 2, False), ("other-lawyers", 1, False)]),
    (for_a_lawyer(rules_that_wait=3), [("rules-of-law", 3, False)]),
    ({"letters": 2}, [("letters", 2, False)]),
    ({"of_figures": SimpleNamespace(asks=1, pairs=2)}, [("editions", 1, False), ("counted-once", 2, False)]),
    ({"asked": [(uuid4(), 2)], "to_answer": 1}, [("asked", 2, False), ("enquiries", 1, False)]),
])  # fmt: skip
def test_each_counts_what_waits(waits: dict[str, Any], expected: list[tuple[str, int, bool]]) -> None:
    assert shown(**waits) == expected
