"""The site with editions of an invented node; afterwards nobody has released anything."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.released.handing_over import FILE, FORMAT
from safeconduct.vocabulary.roles import PUBLIC_OWNER
from tests.public.reader import Browser, rows
from tests.public.signatures.node import TestNode
from tests.public.working import work
from tests.vocabulary.released.invented import Document, correction, document, large, signed


class Desk:
    """The node that hands over, and its public site."""

    def __init__(self, site: Node) -> None:
        self.site, self.node = site, TestNode()
        self.folder = public.folder_of(site.home)

    def shows_its_keys(self) -> None:
        """As an administrator of the node does by opening its administration."""
        (self.folder / "statements.json").write_text(json.dumps(self.node.shown() | {"statements": []}))

    def signed(self, said: Document) -> dict[str, Any]:
        """By its key."""
        return signed(said, self.node.key)

    def hands_over(self, *editions: object, raw: str | None = None) -> None:
        """What the node's worker writes, or whatever else lies there; taken by the site's worker."""
        text = raw if raw is not None else json.dumps({"format": FORMAT, "editions": list(editions)})
        (self.folder / FILE).write_text(text)
        work(self.site)

    def refused(self) -> list[tuple[str, str, str]]:
        """What editors see."""
        return rows(
            self.site, "SELECT edition, reason, member FROM editions_refusal ORDER BY edition, reason"
        )

    def shown(self) -> list[str]:
        """The names of the editions that readers see."""
        return rows(self.site, "SELECT id FROM editions_edition ORDER BY id")

    def forgets(self) -> None:
        """Only the owner of the database can, and no process of the site is it."""
        for name in (FILE, "statements.json"):
            (self.folder / name).unlink(missing_ok=True)
        with closing(public.connect(self.site.home, PUBLIC_OWNER)) as owner:
            owner.execute("ALTER TABLE editions_edition DISABLE TRIGGER editions_stay")
            for table in ("editions_edition", "editions_refusal", "editions_look", "signatures_signingnode"):
                owner.execute(f"DELETE FROM {table}".encode())
            owner.execute("ALTER TABLE editions_edition ENABLE TRIGGER editions_stay")


@pytest.fixture(scope="module")
def desk(site: Node) -> Iterator[Desk]:
    """Nothing is released yet."""
    made = Desk(site)
    yield made
    made.forgets()


@pytest.fixture(scope="module")
def released(desk: Desk) -> Desk:
    """An edition, its correction, and a large one of the year before."""
    desk.shows_its_keys()
    desk.hands_over(*map(desk.signed, (correction(), document(), large(13, 6, 4))))
    return desk


@pytest.fixture
def reader(desk: Desk) -> Browser:
    """Somebody who reads."""
    return Browser(desk.site)
