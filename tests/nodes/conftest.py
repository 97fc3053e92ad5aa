"""What the tests of this folder need beside the pair of nodes (tests/pair.py): a stranger, and an order."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest

from tests.nodes.hostile import KEPT, SHELTER, SHELTER_TEAM
from tests.nodes.peers import Offer, Peer, stranger
from tests.nodes.town import Town
from tests.pair import homes

HERE = "tests/nodes/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is left behind is looked at last. (A pair for each worker: pytest-xdist's groups do not hold here.)"""
    ours = [item for item in items if item.nodeid.startswith(HERE)]
    for item in ours:
        item.add_marker(pytest.mark.slow)
    last = [item for item in ours if item.path.name == "test_traces.py"]
    if last:
        items[:] = [item for item in items if item not in last] + last


@pytest.fixture(scope="session")
def mx(town: Town) -> Iterator[Peer]:
    """A third node that Belgium has confirmed: keys and a card, and a test in its place that may do anything."""
    folder = homes() / f"{os.getpid()}.stranger"
    yield stranger(folder, town)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def kept(town: Town, mx: Peer) -> Callable[[], dict[str, int]]:
    """How much Belgium keeps of the stranger."""
    return lambda: {name: town.value("be", sql) for name, sql in KEPT.items()}


@pytest.fixture
def offer(mx: Peer) -> Offer:
    """An honest referral to the shelter, not sent yet."""
    return Offer(mx, SHELTER, SHELTER_TEAM)
