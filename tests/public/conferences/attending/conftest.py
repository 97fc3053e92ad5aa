"""One organiser and one editor sign in for all tests of this room: what a password costs is paid once."""

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.reader import Browser


@pytest.fixture(scope="session")
def organiser(site: Node) -> Browser:
    return Browser(site).signed_in("organiser")


@pytest.fixture(scope="session")
def editor(site: Node) -> Browser:
    return Browser(site).signed_in("editor")
