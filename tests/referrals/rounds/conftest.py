"""A round that has been begun."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.referrals.envelopes import Envelopes
    from tests.referrals.rounds.asking import Asking


@pytest.fixture
def asking(envelopes: "Envelopes") -> "Asking":
    """Three services of another node were asked at once."""
    from tests.referrals.rounds.asking import Asking  # here: this file is read before Django is set up

    return Asking(envelopes)
