"""Facts of referrals: after any story they are what a naive count of the referrals gives."""

import pytest

from safeconduct.referrals.moves import Side, State
from tests.referrals.envelopes import PATHS
from tests.statistics.office import Office


@pytest.mark.parametrize("side", list(Side))
def test_a_referral_in_any_state_is_counted_once_on_its_side_and_a_draft_is_not(
    office: Office, side: Side
) -> None:
    states = [state for state in PATHS if state is not State.DRAFT or side is Side.SENDER]
    for state in states:
        office.envelopes.add(state, side)

    found = office.all(side)
    counted = [state for state in states if state is not State.DRAFT]
    assert found["sent"] == len(counted)
    assert {part for part in found if part.startswith("state:")} == {f"state:{state}" for state in counted}
    other = office.all(side.other)
    assert other == {}
