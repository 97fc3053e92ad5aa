"""Pairs of real nodes, each copied from a prepared template: one for all tests of a process, one for a single test.

A pair that nobody asks anything looks at its clocks all the same, for a tenth of a processor. So the workers of nodes
that stay for the whole session are stopped (SIGSTOP) while tests run that do not use them.
"""

import fcntl
import hashlib
import os
import shutil
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from safeconduct.commands.demonstration.pair import Pair, introduce, pair_in
from safeconduct.commands.measures.faults.trio import on_roads
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.postgres import CARELESS, Cluster
from safeconduct.commands.nodes.templates import copy_of
from safeconduct.commands.places import REPOSITORY, open_folder, state_folder
from tests.nodes.town import Town

FURNISHING = (
    "*/migrations/**/*",
    "access/policy.toml",
    "commands/nodes/furnish.py",
    "commands/nodes/introduce.py",
    "commands/demonstration/story/*",
    "commands/measures/faults/es.toml",
    "keys/*.py",
    "vocabulary/roles.py",
)
"""What a prepared node depends on; anything else is read anew at each start."""


KEPT: dict[str, Sequence[Node]] = {}
"""The nodes that run until the session ends, by the fixture that gives them."""
STOPPED: dict[str, list[int]] = {}
"""Of these the workers that are stopped."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Whoever is not used by this test stops; whoever is goes on."""
    used = getattr(item, "fixturenames", [])
    for name, nodes in KEPT.items():
        if name in used:
            go_on(name)
        elif name not in STOPPED:
            workers = [node.services["worker"].process for node in nodes if node.services]
            STOPPED[name] = [process.pid for process in workers if process is not None]
            _signal(STOPPED[name], signal.SIGSTOP)


def go_on(name: str) -> None:
    """Let the workers of this fixture's nodes go on; a stopped process would not end either."""
    _signal(STOPPED.pop(name, []), signal.SIGCONT)


def _signal(processes: Sequence[int], number: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, number)


@contextmanager
def kept(name: str, nodes: Sequence[Node]) -> Iterator[None]:
    """Inside, these nodes run for the fixture of this name."""
    KEPT[name] = nodes
    try:
        yield
    finally:
        go_on(name)
        del KEPT[name]


@pytest.fixture(scope="session")
def town() -> Iterator[Town]:
    """Both nodes, running and introduced, with their people."""
    with running(homes() / f"{os.getpid()}.pair") as town, kept("town", town.pair.nodes):
        yield town


@pytest.fixture
def town_apart() -> Iterator[Town]:
    """A pair of its own for a test that moves the clock: what falls due, is flagged and is mailed stays there."""
    with running(homes() / f"{os.getpid()}.apart") as town:
        yield town


@pytest.fixture(scope="module")
def alone() -> Iterator[Town]:
    """A pair of its own for the tests of one file, which leave nothing in it as it was."""
    with running(homes() / f"{os.getpid()}.alone") as town:
        yield town


@contextmanager
def running(
    folder: Path, prepared: Callable[[Pair], None] = introduce, *, settings: Mapping[str, str] | None = None
) -> Iterator[Town]:
    """A pair that runs, with what is written into it first and with these settings of its processes."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("two nodes need two servers, and another one is in use")
    pair = _copied_pair(folder)
    town = Town(pair)
    try:
        for node in pair.nodes:
            node.settings = settings or {}
            node.start()
        prepared(pair)
        yield town
    finally:
        town.close()
        for node in pair.nodes:
            node.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def pair(town: Town) -> Pair:
    """The two nodes themselves."""
    return town.pair


def homes() -> Path:
    """Where the folders of tests are."""
    return state_folder() / "tests"


def _copied_pair(folder: Path) -> Pair:
    pair = pair_in(folder)
    for node in pair.nodes:
        copy_prepared(node)
    return pair


def copy_prepared(node: Node) -> None:
    """Give a node of the pair its folder, as it was prepared before."""
    copy_of(prepared_pair() / node.id, node.home)
    node.cluster = Cluster(node.home, CARELESS)
    node.cluster.address.write(node.home)


def prepared_pair() -> Path:
    """Both nodes prepared and stopped, made again whenever migrations, policy, keys or story have changed."""
    return prepared("pair", _make_pair)


def prepared_trio() -> Path:
    """The three nodes of the faults, likewise."""
    return prepared("trio", _make_trio)


def prepared(name: str, make: Callable[[Path], None], *, also: Sequence[Path] = ()) -> Path:
    """A folder made once, and made again whenever what a node depends on has changed, or `also` one of these files."""
    target = homes() / f"{name}.{_fingerprint(also)}"
    with open(homes() / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            for old in homes().glob(f"{name}.*/"):
                shutil.rmtree(old)
            making = homes() / f"{name}.making"
            make(open_folder(making))
            making.rename(target)
    return target


def _make_pair(folder: Path) -> None:
    for node in pair_in(folder).nodes:
        node.cluster = Cluster(node.home, CARELESS)
        node.prepare()


def _make_trio(folder: Path) -> None:
    for name in ("ro", "be"):
        copy_of(prepared_pair() / name, folder / name)
    with on_roads(folder, CARELESS) as trio:
        trio.node("es").prepare()


def _fingerprint(also: Sequence[Path]) -> str:
    seen = hashlib.sha256()
    rooms = REPOSITORY / "safeconduct"
    for path in sorted({*also, *(path for pattern in FURNISHING for path in rooms.glob(pattern))}):
        if path.is_file() and path.suffix != ".pyc":
            seen.update(str(path.relative_to(rooms)).encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()[:16]
