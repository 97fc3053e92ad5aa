"""A node that answers, for all tests of this room."""

from collections.abc import Iterator

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.questions.other_side import OtherSide, other_side
from tests.public.reader import rows


@pytest.fixture
def node(site: Node) -> Iterator[OtherSide]:
    """Who answers; what a test asked goes with it."""
    with other_side(site) as made:
        yield made
    for table in ("letter", "thread", "ended", "counted", "node", "spent"):
        rows(site, f"DELETE FROM questions_{table}")
