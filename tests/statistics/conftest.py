"""The agency whose referrals are counted."""

from typing import TYPE_CHECKING

import pytest

from tests.access.world import staff

__all__ = ["office", "staff"]

if TYPE_CHECKING:
    from tests.referrals.envelopes import Envelopes
    from tests.statistics.office import Office


@pytest.fixture
def office(envelopes: "Envelopes") -> "Office":
    from tests.statistics.office import Office  # here: this file is read before Django is set up

    return Office(envelopes)
