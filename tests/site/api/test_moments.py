"""A moment of a move is one for both sides: without its zone it would be another hour on another node."""

import pytest

from safeconduct.referrals.moves import State
from tests.referrals.envelopes import Envelopes, R
from tests.site.api.conftest import Make
from tests.site.api.test_door import problem

pytestmark = pytest.mark.django_db(transaction=True)


def _asked_again(program: Make, envelopes: Envelopes, when: str) -> bool:
    """Whether the moment is among what cannot be used; much else of the plan is missing here."""
    row = envelopes.add(State.ACCEPTED, R)
    asked = {"move": "propose_handover", "codes": {"where": "at_receiver", "when": when}}
    said = problem(program().ask("POST", f"/referrals/{row.reference}/moves", asked), "bad-input", 422)
    return "#/codes/when" in {error["pointer"] for error in said["errors"]}


@pytest.mark.parametrize("when, again", [
    ("2100-03-01T09:30:00", True), ("2100-03-01 09:30", True), ("2100-03-01", True),
    ("2100-03-01T09:30:00Z", False), ("2100-03-01T09:30:00+02:00", False),
])  # fmt: skip
def test_a_moment_without_its_zone_is_asked_for_again(
    program: Make, envelopes: Envelopes, when: str, again: bool
) -> None:
    assert _asked_again(program, envelopes, when) is again
