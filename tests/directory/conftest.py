"""Services to look for."""

from typing import TYPE_CHECKING

import pytest

from tests.conftest import ConnectAs

if TYPE_CHECKING:
    from tests.directory.shelf import Shelf


@pytest.fixture
def shelf(transactional_db: None, connect_as: ConnectAs) -> "Shelf":
    """The owner's hand; no service yet."""
    from tests.directory.shelf import Shelf

    return Shelf(connect_as("owner"))
