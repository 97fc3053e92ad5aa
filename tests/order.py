"""In which order tests run, and which of them where: pytest takes its hooks from here."""

import gc
from collections.abc import Generator

import pytest

from tests.home import IS_MUTANT

WORKERS = 3
LONG = ("browser", "nodes")
SLOW = ("access/test_matrix_", "public/")
"""What else is long, as the names of files begin: asked last, it would be the tail of the run."""
OF_ACTS = ("cases", "consent", "counsel", "directory", "referrals", "rights")
"""Rooms whose files each ask much the same statements again and again, with other facts."""
NEED_A_DATABASE = {"db", "transactional_db", "django_db_setup"}


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """A million objects that stay until the end: nobody looks among them for what may go, and seldom among the rest."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 20, 100)
        gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    """For the second server: a rule that asks no database says the same on every one."""
    parser.addoption("--database-only", action="store_true", help="only the tests that ask the database")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a database only those tests run that ask for none; on a second one, only those that ask for it.

    Workers begin with a third each and take over from the end of another's: what has few and long tests stands at the
    beginning of a third, so that each has its nodes started once and none is the tail of the run.
    """
    if IS_MUTANT or config.getoption("--database-only", default=False):
        wanted = [item for item in items if bool(NEED_A_DATABASE & set(_fixtures_of(item))) is not IS_MUTANT]
        if not IS_MUTANT:
            wanted = _first_and_last(wanted)
        kept = set(wanted)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = wanted
    browser, nodes, slow, others = (_apart(items, room) for room in (*LONG, "slow", ""))
    third = len(items) // WORKERS
    first = max(0, third - len(browser))
    second = first + max(0, third - len(nodes))
    items[:] = [*browser, *others[:first], *nodes, *others[first:second], *slow, *others[second:]]


def _first_and_last(items: list[pytest.Item]) -> list[pytest.Item]:
    """Of a test that is asked with many values its first and its last, for they run the same SQL there; so of a
    whole file of acts. All of one that is marked: each value is a policy, a function or a constraint of its own.
    """
    of: dict[tuple[object, ...], list[pytest.Item]] = {}
    for item in items:
        is_of_acts = item.nodeid.split("/", 2)[1] in OF_ACTS
        test = () if is_of_acts else (item.parent, getattr(item, "originalname", item.name))
        of.setdefault((item.path, *test), []).append(item)
    ends = {item for same in of.values() for item in (same[0], same[-1])}
    return [item for item in items if item in ends or item.get_closest_marker("own_sql")]


def _apart(items: list[pytest.Item], room: str) -> list[pytest.Item]:
    """The tests of a long room, or of all that is slow for "slow"; all others for ""."""
    # Their names: comparing 20,000 paths takes a second of each worker.
    return [item for item in items if _place_of(item.nodeid.partition("/")[2]) == room]


def _place_of(name: str) -> str:
    if name.startswith(SLOW):
        return "slow"
    room = name.partition("/")[0]
    return room if room in LONG else ""


def _fixtures_of(item: pytest.Item) -> list[str]:
    marked = ["db"] if item.get_closest_marker("django_db") else []
    return [*marked, *getattr(item, "fixturenames", [])]
