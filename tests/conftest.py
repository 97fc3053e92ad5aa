"""The surroundings of all tests: a node's folder and a database cluster of their own for each run.

Tests run as the web process, so Django connects as `safeconduct_app` and meets every grant and row policy.
The owner's name and password are put in for migrating and emptying only. With DATABASE_URL the server named
there is used instead of the embedded one.
"""

import fcntl
import gc
import os
import re
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.utils import translation
from psycopg.pq import TransactionStatus
from psycopg.rows import tuple_row
from pytest_django.plugin import DjangoDbBlocker

from safeconduct.commands.building import catalogues, chromium
from safeconduct.commands.nodes.databases import (
    ADMINISTRATOR,
    ENTERING,
    Address,
    address_of,
    administer,
    establish,
)
from safeconduct.commands.nodes.furnish import furnish
from safeconduct.commands.nodes.postgres import CARELESS, Cluster
from safeconduct.commands.nodes.templates import copy_of, remove_abandoned
from safeconduct.commands.places import open_folder, secret, state_folder
from safeconduct.keys.ring import make
from safeconduct.vocabulary.identifiers import NodeId
from safeconduct.vocabulary.roles import APP, INBOX, OWNER, STATISTICS, WORKER

if TYPE_CHECKING:
    from tests.referrals.envelopes import Envelopes

type ConnectAs = Callable[[str], psycopg.Connection]

ROLES = {"app": APP, "inbox": INBOX, "worker": WORKER, "owner": OWNER, "statistics": STATISTICS}
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
IS_MUTANT = "MUTANT_UNDER_TEST" in os.environ
"""mutmut runs thousands of sessions in forks of one process: the node's folder is kept between them, no database is."""
WORKERS = 3
LONG = ("browser", "nodes")
NEED_A_DATABASE = {"db", "transactional_db", "django_db_setup"}
# No test is timed: how long an example takes on a busy machine says nothing about the code.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")
if IS_MUTANT:
    # The same examples for every mutant; how slow a busy machine draws them says nothing about it.
    hypothesis.settings.register_profile(
        "mutant",
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.load_profile("mutant")

pytest_plugins = ["tests.pair"]


def pytest_runtest_teardown() -> None:
    """A page in a member's language leaves it to the next page of its process, which sets its own; a test does not."""
    translation.deactivate()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures that tests have recorded: how much was tried at random, so that a green dot says of what."""
    reports = [report for report in terminalreporter.getreports("passed") if report.when == "call"]
    figures = [value for report in reports for name, value in report.user_properties if name == "figure"]
    if figures:
        terminalreporter.section("figures")
    for figure in figures:
        terminalreporter.write_line(str(figure))


def _homes() -> Path:
    return state_folder() / "tests"


def _choose_node() -> tuple[Path, Cluster | None]:
    """The folder of this run's node; made before Django reads its settings. Workers share the first one's."""
    if IS_WORKER:
        return Path(os.environ["SAFECONDUCT_HOME"]), None
    # A wish of the tests only (pictures for the documents); no setting of a node may be unknown.
    os.environ["PICTURES"] = os.environ.pop("SAFECONDUCT_PICTURES", "")
    remove_abandoned(_homes())
    catalogues.ensure()
    # Playwright keeps an event loop in the thread of the tests; Django would refuse every query after that.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    home = _homes() / str(os.getpid())
    cluster = _prepare(home)
    secret(home, "django")
    make(home / "keys", NodeId("ro"), [])
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "safeconduct.site.settings",
        "SAFECONDUCT_HOME": str(home),
        "SAFECONDUCT_PROCESS": "web",
        "SAFECONDUCT_NODE": "ro",
        "SAFECONDUCT_COUNTRY": "RO",
    }
    return home, cluster


def _prepare(home: Path) -> Cluster | None:
    url = os.environ.get("DATABASE_URL")
    if url:
        with closing(administer(url)) as connection:
            # A server for tests: whoever ran there before leaves us their roles.
            establish(connection, home, "safeconduct", reset=True)
        replace(address_of(url), name="safeconduct").write(home)
        return None
    copy_of(_template(), home)
    cluster = Cluster(home, CARELESS)
    cluster.address.write(home)
    return cluster


def _template() -> Path:
    """A cluster with roles and an empty database, made by the first run; several runs may want it at once.

    A release with other roles makes it anew.
    """
    home = open_folder(_homes()) / "template"
    roles = "\n".join(ENTERING)
    with open(_homes() / "template.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made_with = home / "roles"
        if not made_with.exists() or made_with.read_text() != roles:
            shutil.rmtree(home, ignore_errors=True)
        Cluster(home, CARELESS).init()
        made_with.write_text(roles)
    return home


HOME, CLUSTER = _choose_node()
# Who empties the tables after a test, and nothing else: of another server the one that .ci/server-tests made.
SUPERUSER = ADMINISTRATOR if "DATABASE_URL" not in os.environ else os.environ.get("EMPTIED_BY")
# pytest-django sets Django up only when the settings have been read by now.
assert settings.NODE_HOME == HOME


def pytest_sessionstart() -> None:
    """Start the cluster once, in the process that leads the run."""
    if CLUSTER is not None and not IS_MUTANT:
        CLUSTER.start()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """A million objects that stay until the end: nobody looks among them for what may go."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    """For the second server: a rule that asks no database says the same on every one."""
    parser.addoption("--database-only", action="store_true", help="only the tests that ask the database")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a database only those tests run that ask for none; on a second one, only those that ask for it.

    Workers begin with a third each and take over from the end of another's: the two rooms whose tests are few and long
    stand at the beginning of two thirds, so that each has its nodes started once and neither is the tail of the run.
    """
    if IS_MUTANT or config.getoption("--database-only", default=False):
        wanted = [item for item in items if bool(NEED_A_DATABASE & set(_fixtures_of(item))) is not IS_MUTANT]
        if not IS_MUTANT:
            wanted = _first_and_last(wanted)
        kept = set(wanted)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = wanted
    browser, nodes, others = (_apart(items, room) for room in (*LONG, ""))
    between = max(0, len(items) // WORKERS - len(browser))
    items[:] = [*browser, *others[:between], *nodes, *others[between:]]


def _first_and_last(items: list[pytest.Item]) -> list[pytest.Item]:
    """Of a test that is asked with many values its first and its last, for they run the same SQL there; all of one
    that is marked, because each of its values is a policy, a function or a constraint of its own.
    """
    of: dict[tuple[object, ...], list[pytest.Item]] = {}
    for item in items:
        of.setdefault((item.path, item.parent, getattr(item, "originalname", item.name)), []).append(item)
    ends = {item for same in of.values() for item in (same[0], same[-1])}
    return [item for item in items if item in ends or item.get_closest_marker("own_sql")]


def _apart(items: list[pytest.Item], room: str) -> list[pytest.Item]:
    """The tests of a long room; those of all others for ""."""
    # Their names: comparing 20,000 paths takes a second of each worker.
    of = [(item, item.nodeid.split("/", 2)[1]) for item in items]
    return [item for item, first in of if (first if first in LONG else "") == room]


def _fixtures_of(item: pytest.Item) -> list[str]:
    marked = ["db"] if item.get_closest_marker("django_db") else []
    return [*marked, *getattr(item, "fixturenames", [])]


def pytest_unconfigure() -> None:
    """Stop the cluster and remove the folder of this run."""
    if IS_WORKER or IS_MUTANT:
        return
    if CLUSTER is not None:
        CLUSTER.stop()
    shutil.rmtree(HOME, ignore_errors=True)


@contextmanager
def as_owner() -> Iterator[None]:
    """Django's connection is the owner's inside, and the web process's again afterwards."""
    from django.db import connection

    own = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict |= {"USER": OWNER, "PASSWORD": secret(HOME, OWNER)}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= own


@contextmanager
def as_process(process: str) -> Iterator[None]:
    """Inside, this is another of the node's processes: its database role, its keys, its setting. Threads too."""
    from django.db import connection
    from django.test import override_settings

    from safeconduct.site.databases import ROLES as ROLE_OF

    own = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict |= {"USER": ROLE_OF[process], "PASSWORD": secret(HOME, ROLE_OF[process])}
    try:
        with override_settings(PROCESS=process):
            yield
    finally:
        connection.close()
        connection.settings_dict |= own


@pytest.fixture
def as_worker(transactional_db: None) -> Iterator[None]:
    """The whole test runs as the worker process."""
    with as_process("worker"):
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Make, migrate and furnish the test database as owner; the tests then connect as the web process."""
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock(), as_owner():
        made = setup_databases(
            verbosity=0, interactive=False, aliases={"default": False}, serialized_aliases=set()
        )
        with closing(_connect(OWNER)) as connection:
            furnish(connection, home=HOME, node="ro", demo=True)
            KEPT.update(_filled_tables(connection), (row[0] for row in connection.execute(COUNTING)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.TransactionTestCase._fixture_teardown", lambda _: _empty_tables())
        patch.setattr("django.test.TransactionTestCase._should_reload_connections", lambda _: False)
        yield
        for connection in chain.from_iterable(RESTING.values()):
            connection.close()
    if "DATABASE_URL" in os.environ:
        # Our own cluster goes with its databases.
        with django_db_blocker.unblock(), as_owner():
            _once_all_have_left(lambda: teardown_databases(made, verbosity=0))


def _once_all_have_left(do: Callable[[], None], patience: float = 20) -> None:
    """A connection that was closed is there until the server has seen it: then a database is not dropped."""
    from django.db import OperationalError

    last = time.monotonic() + patience
    while True:
        try:
            return do()
        except OperationalError as fault:
            if "accessed by other users" not in str(fault) or time.monotonic() > last:
                raise
            time.sleep(0.2)


KEPT: set[str] = set()
"""The tables that the owner filled, and the sequences that were used for it: no test empties them."""
MANY = 1024 * 1024
FILLED = "SELECT format('%I.%I', schemaname, relname), pg_relation_size(relid) FROM pg_stat_user_tables"
COUNTING = (
    "SELECT format('%I.%I', schemaname, sequencename), start_value FROM pg_sequences "
    "WHERE last_value IS NOT NULL"
)


def _filled_tables(connection: psycopg.Connection) -> dict[str, int]:
    """Tables that hold something, and how much; asked of the files, since row policies hide rows from the owner too."""
    return {table: size for table, size in connection.execute(FILLED).fetchall() if size > 0}


def _empty_tables() -> None:
    """After a test that committed: empty what it filled. What the owner loaded stays."""
    from django.db import connection as of_django

    if of_django.connection is not None and not _is_resting(of_django.connection):
        of_django.close()
    with _lent(SUPERUSER or OWNER) as connection:
        filled = {table: size for table, size in _filled_tables(connection).items() if table not in KEPT}
        if SUPERUSER:
            # New files for each table and index cost more than most tests; whom no policy holds deletes rows instead.
            few = sorted(table for table, size in filled.items() if size <= MANY)
            _delete(connection, few)
            filled = {table: size for table, size in filled.items() if size > MANY}
        if filled:
            connection.execute(f"TRUNCATE {', '.join(sorted(filled))} RESTART IDENTITY CASCADE")
        # And the demo's clock goes back.
        connection.execute("UPDATE access.node SET moved = '0' WHERE moved <> '0'")


def _delete(connection: psycopg.Connection, tables: list[str]) -> None:
    """Without policies, triggers and foreign keys; numbers begin again."""
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        for table in tables:
            connection.execute(f"DELETE FROM {table}")
        for sequence, start in connection.execute(COUNTING).fetchall():
            if sequence not in KEPT:
                connection.execute("SELECT setval(%s, %s, false)", [sequence, start])


def _connect(role: str) -> psycopg.Connection:
    """A plain connection to the test database, each statement a transaction of its own."""
    from django.db import connection

    address = replace(Address.read(HOME), name=connection.settings_dict["NAME"])
    return address.connect(role, os.environ.get(f"PASSWORD_OF_{role.upper()}") or secret(HOME, role))


RESTING: dict[str, list[psycopg.Connection]] = defaultdict(list)
"""Connections that a test has done with, by role: a new one costs more than most tests ask."""


AS_NEW = "RESET SESSION AUTHORIZATION; RESET ALL; CLOSE ALL; UNLISTEN *; SELECT pg_advisory_unlock_all(); DISCARD TEMP"


@contextmanager
def _lent(role: str) -> Iterator[psycopg.Connection]:
    """A connection that nobody else has, as if it were new; kept for the next test where it is in order."""
    connection = RESTING[role].pop() if RESTING[role] else _connect(role)
    try:
        yield connection
    finally:
        if _is_resting(connection) and connection.autocommit:
            # All that DISCARD ALL does but the plans, which the driver believes to be there.
            connection.execute(AS_NEW)
            connection.row_factory = tuple_row
            RESTING[role].append(connection)
        else:
            connection.close()


def _is_resting(connection: psycopg.Connection) -> bool:
    return not connection.closed and connection.info.transaction_status is TransactionStatus.IDLE


@pytest.fixture
def connect_as(transactional_db: None) -> Iterator[ConnectAs]:
    """Raw connections to the test database as app, inbox, worker or owner; given back at the end of the test.

    They see only what was committed, so the test is a transactional one.
    """
    with ExitStack() as open_ones:
        yield lambda role: open_ones.enter_context(_lent(ROLES[role]))


@pytest.fixture
def envelopes(connect_as: ConnectAs, tmp_path: Path) -> "Envelopes":
    """Two agencies, two members, one peer; no referral yet."""
    from tests.referrals.envelopes import Envelopes  # here: this file is read before Django is set up

    made = Envelopes(connect_as)
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    made.furnish(folder)
    return made


@pytest.fixture
def node_home() -> Path:
    """The folder of this run's node, with its secrets and keys."""
    return HOME


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; as root it runs without its sandbox, which it would refuse."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium.require(), "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A browser that asks for English; without its windows Chromium asks for no language by itself."""
    return {**browser_context_args, "locale": "en-US"}


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """A value that is random in each run gets the argument's name: the runs of two workers must agree on names."""
    if isinstance(val, str) and re.search(r"[0-9a-fA-F]{31}", val):
        return argname
    return None
