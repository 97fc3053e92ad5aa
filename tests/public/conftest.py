"""One public site for all tests of this folder: beside a prepared case database, and only its own process runs."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from http.cookiejar import Cookie
from pathlib import Path

import pytest

from safeconduct.commands.demonstration import site as demonstration
from safeconduct.commands.demonstration.pair import pair_in
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.databases import Address
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.postgres import CARELESS, Cluster
from safeconduct.commands.nodes.roads import answers
from safeconduct.commands.nodes.supervisor import Supervisor
from safeconduct.commands.nodes.templates import copy_of
from safeconduct.commands.places import REPOSITORY
from tests.pair import homes, prepared, prepared_pair
from tests.public.conferences.taking_away import editions, take_away
from tests.public.reader import Browser, let_go

HERE = "tests/public/"
"""How its tests are named: comparing 20,000 paths takes a second of each worker."""
ROOM = REPOSITORY / "safeconduct" / "public"
DEPENDS_ON = (
    "*/migrations/*.py",
    "pages/models.py",
    "pages/folding.py",
    "pages/furnishing.py",
    "pages/accounts.py",
    "pages/seeding/*.py",
    "pages/words.py",
    "conferences/seeding/*.py",
    "learning/*.py",
    "learning/seeding/**/*.py",
    "recommendations/models/*.py",
    "recommendations/seeding/*.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts the site is slow; the rules are not."""
    for item in items:
        if item.nodeid.startswith(HERE) and "site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def site() -> Iterator[Node]:
    """A node whose database and public site run, and nothing else."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the node of these tests has a server of its own, and another one is in use")
    node = copied(homes() / f"{os.getpid()}.site")
    try:
        with serving(node):
            SEEDED.append((node, editions(node)))
            yield node
    finally:
        SEEDED.clear()
        node.stop()
        shutil.rmtree(node.home.parent, ignore_errors=True)


def copied(folder: Path) -> Node:
    """A node in this folder whose site is filled; its database runs, and nothing else."""
    copy_of(prepared("site", _make, also=[path for name in DEPENDS_ON for path in ROOM.glob(name)]), folder)
    node = _node(folder)
    assert node.cluster is not None
    node.cluster.start()
    return node


@contextmanager
def serving(node: Node) -> Iterator[None]:
    """Inside, the process of its public site answers; its database runs."""
    supervisor = Supervisor([service for service in node.planned() if service.name == public.PROCESS])
    try:
        supervisor.start()
        _wait_until_it_answers(node)
        yield
    finally:
        supervisor.stop()


SEEDED: list[tuple[Node, list[int]]] = []
"""The conferences of the demonstration; whatever else there is was made by a test."""


@pytest.fixture(scope="module", autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Conferences of a file go when it is done, where the site runs."""
    yield
    let_go()
    for node, seeded in SEEDED:
        take_away(node, seeded)


@pytest.fixture
def reader(site: Node) -> Browser:
    """Somebody who reads, known to nobody."""
    return Browser(site)


@pytest.fixture(scope="session")
def known() -> dict[str, list[Cookie]]:
    """The cookies of accounts that signed in: a password takes a tenth of a second, and the first page more."""
    return {}


@pytest.fixture
def sign_in(site: Node, known: dict[str, list[Cookie]]) -> Callable[[str], Browser]:
    """Somebody who writes, or who approves, by the name of the account; signed in once for all tests."""

    def signed_in(name: str) -> Browser:
        browser = Browser(site)
        if name not in known:
            known[name] = list(browser.signed_in(name).cookies)
        for cookie in known[name]:
            browser.cookies.set_cookie(copy(cookie))
        return browser

    return signed_in


def _wait_until_it_answers(node: Node) -> None:
    assert node.site is not None
    end = time.monotonic() + 60
    while not answers(node.site.port, node.road):
        log = node.home / "logs" / f"{public.PROCESS}.jsonl"
        assert time.monotonic() < end, log.read_text()[-2000:]
        time.sleep(0.05)


def _node(folder: Path) -> Node:
    """The Romanian node of a pair in this folder, with its site."""
    node = pair_in(folder, with_site=True).ro
    node.cluster = Cluster(node.home, CARELESS)
    node.cluster.address.write(node.home)
    if public.is_made(node.home):
        case = node.cluster.address
        Address(case.host, case.port, case.name + public.ENDING).write(public.folder_of(node.home))
    return node


def _make(folder: Path) -> None:
    copy_of(prepared_pair() / "ro", folder / "ro")
    node = _node(folder)
    node.prepare()
    with node.taken(), node.awake():
        demonstration.fill(node)
