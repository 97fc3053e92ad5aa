"""What somebody who wants to come is told about a conference at this hour."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from safeconduct.public.conferences.programme.rules import Standing, standing
from tests.public.conferences.programme.facts import EDITION

OPEN = replace(EDITION, state="open")
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("changed, now, expected", [
    ({}, OPEN.opens_at, Standing.OPEN),
    ({}, OPEN.opens_at - SECOND, Standing.TO_OPEN),
    ({}, OPEN.closes_at - SECOND, Standing.OPEN),
    ({}, OPEN.closes_at, Standing.CLOSED),
    ({}, OPEN.ends_at - SECOND, Standing.CLOSED),
    ({}, OPEN.ends_at, Standing.OVER),
    # full is said only of what would be open: whoever registers waits
    ({"is_full": True}, OPEN.opens_at, Standing.FULL),
    ({"is_full": True}, OPEN.opens_at - SECOND, Standing.TO_OPEN),
    ({"is_full": True}, OPEN.closes_at, Standing.CLOSED),
    # what somebody has said of it goes before its days
    ({"state": "closed"}, OPEN.opens_at, Standing.CLOSED),
    ({"state": "held"}, OPEN.opens_at, Standing.OVER),
    ({"state": "cancelled"}, OPEN.opens_at, Standing.CANCELLED),
    ({"state": "cancelled"}, OPEN.ends_at, Standing.CANCELLED),
])  # fmt: skip
def test_what_is_said_at_this_hour(changed: dict[str, Any], now: datetime, expected: Standing) -> None:
    assert standing(replace(OPEN, **changed), now=now) is expected
