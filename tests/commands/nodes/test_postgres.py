"""The embedded PostgreSQL: alone on its folder, and never a surprise about whose data it opens."""

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.binaries import programs
from safeconduct.commands.nodes.databases import ADMINISTRATOR, establish
from safeconduct.commands.nodes.postgres import CARELESS, LONGEST_SOCKET, PORT, Cluster, socket_folder
from safeconduct.commands.nodes.templates import copy_of
from safeconduct.commands.places import state_folder
from safeconduct.vocabulary.roles import APP, INBOX, OWNER, STATISTICS, WORKER

pytestmark = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="another server is in use")


@pytest.fixture
def home(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A copy of the run's empty cluster, in a folder that the server's account can reach."""
    tests = state_folder() / "tests"
    home = tests / f"{os.getpid()}.{abs(hash(request.node.nodeid))}"
    copy_of(tests / "template", home)
    yield home
    shutil.rmtree(home)


def test_a_cluster_starts_serves_and_stops(home: Path) -> None:
    cluster = Cluster(home, CARELESS)
    cluster.start()
    with cluster.connect(APP) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (APP,)
    cluster.stop()
    assert not cluster.is_running()
    assert not (home / "postgres" / "postmaster.pid").exists()


def test_a_wrong_password_does_not_open_the_socket(home: Path) -> None:
    cluster = Cluster(home, CARELESS)
    cluster.start()
    try:
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            cluster.address.connect(APP, "wrong")
    finally:
        cluster.stop()


def test_it_listens_on_no_port(home: Path) -> None:
    cluster = Cluster(home, CARELESS)
    cluster.start()
    try:
        with cluster.connect(APP) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    finally:
        cluster.stop()


def test_a_data_folder_in_use_is_refused_with_a_sentence(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeconduct.commands.nodes.postgres.LONGEST_WAIT_FOR_FOLDER", 0.1)
    first = Cluster(home, CARELESS)
    first.start()
    try:
        with pytest.raises(CannotRun, match=r"is in use by process \d+: stop the node"):
            Cluster(home, CARELESS).start()
    finally:
        first.stop()


def test_data_of_another_major_version_are_refused_with_the_way_out(home: Path) -> None:
    (home / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(CannotRun, match=r"PostgreSQL 16 .* pg_dumpall"):
        Cluster(home, CARELESS).start()


def test_a_crash_leaves_a_folder_that_starts_again(home: Path) -> None:
    cluster = Cluster(home, CARELESS)
    cluster.start()
    server = cluster._server
    assert server is not None
    server.kill()
    server.wait()
    cluster.start()
    cluster.stop()


def test_the_password_file_of_the_first_start_is_gone(home: Path) -> None:
    assert not (home / "postgres.password").exists()


def test_secrets_are_closed_to_others(home: Path) -> None:
    assert stat.S_IMODE((home / "secrets").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (home / "secrets").iterdir()} == {0o600}


@pytest.mark.parametrize("depth", [1, 30])
def test_the_socket_stays_under_the_systems_limit(depth: int) -> None:
    home = Path("/srv").joinpath(*["node"] * depth)
    assert len(str(socket_folder(home) / f".s.PGSQL.{PORT}.lock")) <= LONGEST_SOCKET


def test_an_administrator_who_is_no_superuser_closes_a_new_database_to_everybody_else(home: Path) -> None:
    cluster = Cluster(home, CARELESS)
    cluster.start()
    try:
        with cluster.connect(ADMINISTRATOR) as connection:
            connection.execute("CREATE ROLE rented LOGIN CREATEROLE CREATEDB PASSWORD 'x'")
            connection.execute(f"GRANT {OWNER} TO rented WITH ADMIN TRUE, INHERIT FALSE, SET FALSE")
        with replace(cluster.address, name="postgres").connect("rented", "x") as connection:
            establish(connection, home, "another")
            row = connection.execute(
                "SELECT datacl::text FROM pg_database WHERE datname = 'another'"
            ).fetchone()
        assert row is not None
        assert sorted(row[0].strip("{}").split(",")) == [
            f"{APP}=c/{OWNER}", f"{INBOX}=c/{OWNER}", f"{OWNER}=CTc/{OWNER}",
            f"{STATISTICS}=c/{OWNER}", f"{WORKER}=c/{OWNER}",
        ]  # fmt: skip
    finally:
        cluster.stop()


def test_a_node_from_before_a_role_gets_it_with_its_password_and_may_enter(home: Path) -> None:
    cluster = Cluster(home, CARELESS)
    cluster.start()
    try:
        with cluster.connect(ADMINISTRATOR) as connection:
            connection.execute(f"DROP OWNED BY {STATISTICS}")
            connection.execute(f"DROP ROLE {STATISTICS}")
        cluster.bring_roles()
        with cluster.connect(STATISTICS) as connection:
            assert connection.execute("SELECT current_user").fetchone() == (STATISTICS,)
    finally:
        cluster.stop()


def test_a_folder_without_the_programs_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs.cache_clear()
    monkeypatch.setenv("POSTGRES_PROGRAMS", str(tmp_path))
    with pytest.raises(CannotRun, match="initdb is not there: name a folder of PostgreSQL's"):
        programs()
    monkeypatch.undo()
    assert (programs() / "initdb").is_file()
