"""The site with cards of Romania and four invented places: an office, a shelter, a line with a text number, police."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.directory.hsds.documents import document as document_of_services
from safeconduct.directory.hsds.documents import given_out
from safeconduct.directory.hsds.told import Reader
from safeconduct.directory.rules import Hours
from safeconduct.rights.plain.cards import document
from safeconduct.rights.plain.words import spoken
from safeconduct.rights.reading import book
from safeconduct.vocabulary.cards_of_rights import FILE
from tests.directory.hsds.invented import AGENCY, NOW, OFFICE, SHELTER
from tests.public.reader import Browser, rows
from tests.public.services.handing import LINE, OTHER, lay

HELPERS = replace(OTHER, sector_words="Non-governmental organisation")
POLICE = replace(
    OFFICE, id="6d1f7a52-6a2f-4d66-9a3a-0d4b1f0c1c04", contact="+40 21 000 0112",
    agency=replace(AGENCY, id="6d1f7a52-6a2f-4d66-9a3a-0d4b1f0c1a04", name="Poliție (invented)", sector_words="Police"),
)  # fmt: skip
CALLED, WRITTEN_TO = "+40 800 000 001", "+40 700 000 002"
BOTH = f"{CALLED}; SMS {WRITTEN_TO}"
"""As an agency types it."""
PLACES = (OFFICE, SHELTER, replace(LINE, agency=HELPERS, contact=BOTH, hours=Hours(country="RO")), POLICE)


def lay_cards(site: Node, text: str = "", *, countries: tuple[str, ...] = ("RO",)) -> None:
    """What the node's worker writes, or whatever else lies there."""
    made = json.dumps(document(book(), spoken(), countries, today=datetime.now(UTC).date()))
    (public.folder_of(site.home) / FILE).write_text(text or made)


@pytest.fixture(scope="package")
def helping(site: Node) -> Iterator[Node]:
    """The site with them; they are gone when the tests of this folder are done."""
    lay_cards(site)
    said = document_of_services(given_out(PLACES, Reader.EVERYBODY, now=NOW))
    lay(site, said)
    yield site
    (public.folder_of(site.home) / FILE).unlink()
    for table in ("atlocation", "service", "organization", "gone", "taken"):
        rows(site, f"DELETE FROM services_{table}")


@pytest.fixture
def reader(helping: Node) -> Browser:
    """Somebody who reads."""
    return Browser(helping)
