"""Three invented services on the site: an office, a shelter and a line of another organisation."""

from collections.abc import Iterator

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.reader import rows
from tests.public.services.handing import ALL, hand_over


@pytest.fixture(scope="package")
def services(site: Node) -> Iterator[Node]:
    """The site with them; they are gone when the tests of this folder are done."""
    hand_over(site, ALL)
    yield site
    for table in ("atlocation", "service", "organization", "gone", "taken"):
        rows(site, f"DELETE FROM services_{table}")
