"""One node of the demonstration for the tests in a browser: started once, with the members of its story."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page

from safeconduct.commands.demonstration.pair import Pair, pair_in
from safeconduct.commands.nodes.introduce import load_members, set_password
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import open_folder, state_folder
from safeconduct.vocabulary.roles import OWNER
from tests.pair import copy_prepared, kept

type ExecuteAsOwner = Callable[..., list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Running:
    """The node and how to reach it."""

    pair: Pair

    @property
    def node(self) -> Node:
        """The Romanian one; the other is only described."""
        return self.pair.ro

    @property
    def address(self) -> str:
        """For the browser."""
        return self.pair.address(self.node)

    def as_owner(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement as the node's owner."""
        with closing(self.node.connect(OWNER)) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def with_password(self, name: str, password: str) -> str:
        """Give a member a password; the name to sign in with."""
        member = UUID(self.pair.member(name))
        with closing(self.node.connect(OWNER)) as connection:
            set_password(connection, member, password)
        return f"member-{member}"


@pytest.fixture(scope="session")
def node() -> Iterator[Running]:
    """A node of its own for each worker of the tests."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the server of DATABASE_URL holds one node only, that of the other tests")
    folder = open_folder(state_folder() / "tests" / f"{os.getpid()}.browser")
    pair = pair_in(folder)
    try:
        copy_prepared(pair.ro)
        pair.ro.start()
        with closing(pair.ro.connect(OWNER)) as connection:
            for agency in pair.files["ro"]["agencies"]:
                load_members(connection, UUID(agency["id"]), agency["members"])
        with kept("node", [pair.ro]):
            yield Running(pair)
    finally:
        pair.ro.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """A fresh browser that does not wait long for what does not come."""
    context.set_default_timeout(8000)
    return context


@pytest.fixture
def security_key(context: BrowserContext, page: Page) -> CDPSession:
    """A device that keeps passkeys and says that its owner was there."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session
