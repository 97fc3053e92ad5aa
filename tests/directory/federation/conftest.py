"""A neighbour of this node."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.directory.federation.neighbour import Neighbour
    from tests.directory.shelf import Shelf


@pytest.fixture
def neighbour(shelf: "Shelf") -> "Neighbour":
    """Node `at`: one agency with one team, no service yet."""
    from tests.directory.federation.neighbour import Neighbour

    return Neighbour(shelf)
