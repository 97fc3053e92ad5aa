"""The surroundings of all tests: a node's folder and a database cluster of their own for each run.

Tests run as the web process, so Django connects as `safeconduct_app` and meets every grant and row policy.
The owner's name and password are put in for migrating and emptying only.
"""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from safeconduct.commands.building import chromium
from safeconduct.commands.nodes.furnish import furnish
from safeconduct.vocabulary.roles import OWNER
from tests.connections import OF_DJANGO, RESTING, ROLES, ConnectAs, as_owner, as_process, connect, lent
from tests.emptying import COUNTING, KEPT, empty_tables, filled_tables
from tests.home import CLUSTER, HOME, IS_MUTANT, IS_WORKER

if TYPE_CHECKING:
    from tests.referrals.envelopes import Envelopes

__all__ = ["HOME", "ROLES", "ConnectAs", "as_owner", "as_process"]

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

pytest_plugins = ["tests.order", "tests.pair"]


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


# pytest-django sets Django up only when the settings have been read by now.
assert settings.NODE_HOME == HOME


def pytest_sessionstart() -> None:
    """Start the cluster once, in the process that leads the run."""
    if CLUSTER is not None and not IS_MUTANT:
        CLUSTER.start()


def pytest_unconfigure() -> None:
    """Stop the cluster and remove the folder of this run."""
    if IS_WORKER or IS_MUTANT:
        return
    if CLUSTER is not None:
        CLUSTER.stop()
    shutil.rmtree(HOME, ignore_errors=True)


HASHED_WITH: dict[str, int] = {}


@pytest.fixture(scope="session")
def hashed_with(passwords_are_quick: None) -> dict[str, int]:
    """The values with which passwords are hashed in the product."""
    return dict(HASHED_WITH)


@pytest.fixture(scope="session", autouse=True)
def passwords_are_quick() -> None:
    """A password costs a third of a second of the processor on purpose, and is no secret here.

    What these tests write into a node's database is checked quickly there as well: its values stand beside it.
    """
    from safeconduct.site.accounts.passwords import Argon2  # here: this file is read before Django is set up

    for name, little in (("time_cost", 1), ("memory_cost", 8), ("parallelism", 1)):
        HASHED_WITH[name] = getattr(Argon2, name)
        setattr(Argon2, name, little)


@pytest.fixture(scope="session", autouse=True)
def static_files_are_looked_for_once() -> None:
    """Each client of a test makes the middleware anew, which asks the disk for every file of ours."""
    from whitenoise.middleware import WhiteNoiseMiddleware  # here: as above

    look = WhiteNoiseMiddleware.add_files_from_finders
    found: dict[str, object] = {}

    def look_once(middleware: WhiteNoiseMiddleware) -> None:
        if not found:
            look(middleware)
            found.update(middleware.files)
        middleware.files.update(found)

    WhiteNoiseMiddleware.add_files_from_finders = look_once


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
        with closing(connect(OWNER)) as connection:
            furnish(connection, home=HOME, node="ro", demo=True)
            KEPT.update(filled_tables(connection), (row[0] for row in connection.execute(COUNTING)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.TransactionTestCase._fixture_teardown", lambda _: empty_tables())
        patch.setattr("django.test.TransactionTestCase._should_reload_connections", lambda _: False)
        yield
        for connection in chain(OF_DJANGO.values(), *RESTING.values()):
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


@pytest.fixture
def connect_as(transactional_db: None) -> Iterator[ConnectAs]:
    """Raw connections to the test database as app, inbox, worker or owner; given back at the end of the test.

    They see only what was committed, so the test is a transactional one.
    """
    with ExitStack() as open_ones:
        yield lambda role: open_ones.enter_context(lent(ROLES[role]))


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
