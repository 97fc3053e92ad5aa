"""Who holds conferences."""

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.reader import Browser


@pytest.fixture(scope="module")
def organiser(site: Node) -> Browser:
    """Somebody who holds conferences, signed in."""
    return Browser(site).signed_in("organiser")
