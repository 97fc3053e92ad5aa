"""The site with editions of an invented node; afterwards nobody has released anything."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.released.handing_over import FILE, FORMAT
from safeconduct.vocabulary.roles import PUBLIC_OWNER
from tests.public.reader import Answer, Browser, rows
from tests.public.signatures.node import TestNode
from tests.public.working import work
from tests.vocabulary.released.invented import (
    Document,
    correction,
    document,
    large,
    measures,
    report,
    signed,
)

FIRST = "/statistics/19a-RO-2025-1.json"


class Desk:
    """The node that hands over, and its public site."""

    def __init__(self, site: Node) -> None:
        self.site, self.node = site, TestNode()
        self.folder = public.folder_of(site.home)
        self.seen: dict[str, tuple[list[str], list[tuple[str, str, str]]]] = {}
        """By what was handed over: which editions readers see afterwards, and what was refused."""
        self.first: Answer | None = None

    def shows_its_keys(self) -> None:
        """As an administrator of the node does by opening its administration."""
        (self.folder / "statements.json").write_text(json.dumps(self.node.shown() | {"statements": []}))

    def signed(self, said: Document) -> dict[str, Any]:
        """By its key."""
        return signed(said, self.node.key)

    def looked(self, what: str, *editions: object, raw: str | None = None) -> None:
        """Hand over, and note what came of it."""
        self.hands_over(*editions, raw=raw)
        self.seen[what] = (self.shown(), self.refused())

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


@pytest.fixture(scope="package")
def released(site: Node) -> Iterator[Desk]:
    """An edition, its correction and a large one, after all that can be wrong; then everything is gone again.

    One story in four rounds of the worker, so that no test has to wait for one of its own.
    """
    made, reader = Desk(site), Browser(site)
    made.looked("before the keys are known", made.signed(document()))
    made.shows_its_keys()
    made.looked("the same file, with the keys", made.signed(document()))
    made.first = reader.get(FIRST)
    stranger = signed(document(id="19a-RO-2023-1", year=2023), Ed25519PrivateKey.generate())
    # The first one is in the file no more, one of its name says something else, and good ones stand beside.
    otherwise, good = document(cut_off="2026-02-01"), (correction(), large(13, 6, 4), report(), measures())
    made.looked("nonsense", made.signed(otherwise), stranger, 7, *map(made.signed, good))
    made.looked("no file", raw="{")
    yield made
    made.forgets()


@pytest.fixture
def reader(released: Desk) -> Browser:
    """Somebody who reads."""
    return Browser(released.site)
