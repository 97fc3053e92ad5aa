"""The long work in a thread: it does all of it, one process at a time, and stops when nobody waits for it."""

import threading
from uuid import UUID

import psycopg
import pytest

from safeconduct.access.acting import acting
from safeconduct.statistics.editions import runner, store, work
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID
from tests.statistics.editions.year import client_of, prepare

pytestmark = pytest.mark.django_db(transaction=True)


def begun(monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A preparation that nobody works on yet."""
    monkeypatch.setattr(runner, "go_on", lambda _preparation, _by: None)
    return UUID(prepare("cora").rstrip("/").rpartition("/")[2])


def state_of(preparation: UUID) -> str:
    with acting(MemberId(ID("cora"))):
        return store.preparation(preparation).state


def wait_for_the_thread() -> None:
    for one in threading.enumerate():
        if one.name == "edition":
            one.join(30)


def test_a_thread_counts_it_with_a_connection_of_its_own(
    counted: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparation = begun(monkeypatch)
    page = client_of("cora").get(f"/figures/editions/prepared/{preparation}/").content.decode()
    assert "It is being made" in page
    assert 'hx-trigger="every 2s"' in page
    runner._begin(preparation, ID("cora"))
    wait_for_the_thread()
    assert state_of(preparation) == "ready"


def test_while_another_process_works_on_it_nothing_is_done(
    counted: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparation = begun(monkeypatch)
    counted.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"edition/{preparation}"])
    runner._begin(preparation, ID("cora"))
    wait_for_the_thread()
    assert state_of(preparation) == "counting"
    counted.execute("SELECT pg_advisory_unlock_all()")


def test_what_was_dropped_meanwhile_is_neither_made_nor_released(
    counted: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparation = begun(monkeypatch)
    assert client_of("cleo").post(f"/figures/editions/prepared/{preparation}/drop/").status_code == 302
    assert work.run(preparation, ID("cora")) is False
    assert state_of(preparation) == "dropped"
    assert counted.execute("SELECT count(*) FROM statistics.edition").fetchone() == (0,)


@pytest.mark.usefixtures("other_layouts")
def test_how_far_it_is_is_said_step_by_step(
    counted: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparation, told = begun(monkeypatch), []
    call = store.call

    def heard(sql: str, values: list[object]) -> object:
        if "tell_edition" in sql:
            told.append(values[1])
        return call(sql, values)

    monkeypatch.setattr(store, "call", heard)
    assert work.run(preparation, ID("cora"))
    assert told[:2] == ["protect:status", "cheaper:sex"]
    assert told[-3:] == ["table:A3", "years:2", "years:3"]
