"""A pair of nodes for each file of scenarios, and both places on it."""

import pytest

from tests.nodes.town import Town
from tests.scenarios.places import WHERE, Place

_PLACES: dict[tuple[int, str], Place] = {}


@pytest.fixture(params=WHERE)
def place(request: pytest.FixtureRequest, alone: Town) -> Place:
    """One of the two; what it shares between scenarios it keeps as long as the pair."""
    key = (id(alone), request.param)
    return _PLACES.setdefault(key, Place(alone, request.param))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They take a while."""
    for item in items:
        if "tests/scenarios" in item.path.as_posix():
            item.add_marker(pytest.mark.slow)
