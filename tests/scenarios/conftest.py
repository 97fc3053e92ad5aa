"""A pair of nodes for all scenarios, and both places on it."""

import os
from collections.abc import Iterator

import pytest

from tests.pair import homes, running
from tests.scenarios.places import WHERE, Place


@pytest.fixture(scope="package")
def places() -> Iterator[dict[str, Place]]:
    """Both; what a place shares between scenarios it keeps as long as the pair."""
    with running(homes() / f"{os.getpid()}.scenarios") as town:
        yield {where: Place(town, where) for where in WHERE}


@pytest.fixture(params=WHERE)
def place(request: pytest.FixtureRequest, places: dict[str, Place]) -> Place:
    """One of the two."""
    return places[request.param]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They take a while."""
    for item in items:
        if "tests/scenarios" in item.path.as_posix():
            item.add_marker(pytest.mark.slow)
