"""The list of what is overdue says who asked whom, whichever side has the row."""

from uuid import UUID

import pytest

from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.statistics.pages import _who_asked

ALFA, BETA = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(("side", "wanted"), [
    (Side.SENDER, "Alfa asked Somebody without a place in the directory"),
    (Side.RECEIVER, "Somebody without a place in the directory asked Alfa"),
])  # fmt: skip
def test_the_agency_that_sent_stands_first(side: Side, wanted: str) -> None:
    row = Referral(side=side.value, agency_id=ALFA, other_agency_id=BETA)
    assert _who_asked(row, {ALFA: "Alfa"}) == wanted
