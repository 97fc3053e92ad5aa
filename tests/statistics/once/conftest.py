"""Two agencies whose persons are counted once by one coordinator."""

from typing import Any

import pytest

from tests.conftest import ConnectAs


@pytest.fixture
def owner(connect_as: ConnectAs) -> Any:
    """The owner's connection; one coordinator reads the figures of both agencies."""
    from tests.statistics.once.files import named_by_both  # here: this file is read before Django is set up

    found = connect_as("owner")
    named_by_both(found)
    return found
