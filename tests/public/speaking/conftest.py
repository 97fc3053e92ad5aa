"""The site with cards of Romania, and nothing reviewed before and after a test."""

from collections.abc import Callable, Iterator

import pytest

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.cards_of_rights import FILE
from tests.public.helping.conftest import lay_cards
from tests.public.reader import Browser, rows


@pytest.fixture(scope="package")
def with_cards(site: Node) -> Iterator[Node]:
    """What its node has handed over."""
    lay_cards(site)
    yield site
    (public.folder_of(site.home) / FILE).unlink()


@pytest.fixture
def desk(with_cards: Node) -> Iterator[Node]:
    """Nothing waits and nothing stands; the edition counts on, as in life."""
    yield with_cards
    rows(with_cards, "DELETE FROM speaking_wording")
    rows(with_cards, "UPDATE speaking_edition SET number = number + 1")


@pytest.fixture
def ana(sign_in: Callable[[str], Browser]) -> Browser:
    """A speaker of Romanian, who also approves pages."""
    return sign_in("moderator")


@pytest.fixture
def dan(sign_in: Callable[[str], Browser]) -> Browser:
    """Another speaker of Romanian."""
    return sign_in("organiser")
