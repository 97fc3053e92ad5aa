"""Our engine for PostgreSQL: savepoints and checks of a connection mean what they mean with Django's own."""

import select
import time
from typing import Any

import psycopg
import pytest
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, connections, transaction
from django.db.backends.postgresql import base as djangos
from django.test.utils import CaptureQueriesContext

from safeconduct.access.acting import acting
from safeconduct.exchange.models import StoredReceipt
from safeconduct.site.databases import database
from safeconduct.vocabulary.identifiers import MemberId, uuid7
from safeconduct.vocabulary.postgres.base import KEPT_STATEMENTS
from safeconduct.vocabulary.postgres.direct import READY_FROM
from safeconduct.vocabulary.ready import insert
from safeconduct.vocabulary.together import asked, direct_of, gathering, later
from tests.conftest import ConnectAs, as_owner, as_process
from tests.referrals.envelopes import Envelopes
from tests.vocabulary.stopped import PORT, road_to


def keep(envelopes: Envelopes, digest: str, *, may_wait: bool = False) -> None:
    """A receipt of Ana's agency, written by Ana."""
    insert(
        StoredReceipt(
            digest=digest, message_id=uuid7(), agency_id=envelopes.own, peer="be", step="opened",
            at="2026-11-25T12:00:00Z", receipt={},
        ),
        may_wait=may_wait,
    )  # fmt: skip


def kept(envelopes: Envelopes) -> list[str]:
    """What is committed, read over a new connection."""
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        return [row[0] for row in asked("SELECT digest FROM exchange.receipt ORDER BY digest", [])]


def test_a_savepoint_whose_block_ended_well_goes_with_the_next_one_and_with_the_commit(
    envelopes: Envelopes,
) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        with CaptureQueriesContext(connection) as said:
            for digest in "abc":
                with transaction.atomic():
                    keep(envelopes, digest)
        assert [one["sql"].split(" ")[0] for one in said] == [
            "SAVEPOINT",
            "INSERT",
            "RELEASE",
            "INSERT",
            "RELEASE",
            "INSERT",
        ]
    assert kept(envelopes) == ["a", "b", "c"]


def test_what_waits_is_written_at_the_end_of_its_block_and_fails_there(envelopes: Envelopes) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        keep(envelopes, "first")
        with pytest.raises(IntegrityError), transaction.atomic():
            keep(envelopes, "first", may_wait=True)
        with transaction.atomic():
            keep(envelopes, "last", may_wait=True)
    assert kept(envelopes) == ["first", "last"]


def test_a_savepoint_ends_with_the_one_around_it(envelopes: Envelopes) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            with transaction.atomic():
                keep(envelopes, "inside")
            raise ZeroDivisionError
        outer = connection.savepoint()
        with transaction.atomic():
            keep(envelopes, "inside once more")
        connection.savepoint_rollback(outer or "")
        with transaction.atomic():
            keep(envelopes, "behind")
    with as_process("web"), acting(MemberId(envelopes.members["ana"])), transaction.atomic():
        keep(envelopes, "of the next transaction")
    assert kept(envelopes) == ["behind", "of the next transaction"]


def test_a_connection_that_was_tried_a_moment_ago_is_not_asked_again(
    envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[bool] = []

    def asks(self: Any) -> bool:
        questions.append(True)
        return True

    with as_process("web"):
        with acting(MemberId(envelopes.members["ana"])):
            pass
        monkeypatch.setattr(djangos.DatabaseWrapper, "is_usable", asks)
        assert connection.is_usable()
        assert not questions
        monkeypatch.setattr("safeconduct.vocabulary.postgres.base.CHECK_EVERY", 0.0)
        assert connection.is_usable()
        assert questions


def test_a_connection_that_the_server_has_ended_is_known_at_once(
    envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    with as_process("web"):
        with acting(MemberId(envelopes.members["ana"])):
            (process,) = asked("SELECT pg_backend_pid()", [])[0]
        assert connection.is_usable()
        connect_as("app").execute("SELECT pg_terminate_backend(%s)", [process])
        assert select.select([connection.connection.fileno()], [], [], 20)[0]
        assert not connection.is_usable()


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["the first of a transaction", "alone", "without an answer"])
def test_a_server_that_is_stopped_at_once_is_a_lost_connection_and_no_fault_of_ours(way: str) -> None:
    """Its last word is a notice, and what is written behind it fails: no error with a code is ever heard."""
    to = connection.get_connection_params()
    with road_to(str(to["host"]), int(to["port"])) as (folder, roads):
        by_road = connection.copy()
        by_road.settings_dict = connection.settings_dict | {"HOST": folder, "PORT": PORT}
        by_road.ensure_connection()
        direct = direct_of(by_road)
        assert direct.ask("SELECT 2", [], is_alone=True) == [(2,)]
        roads[0].stop_at_once()
        with pytest.raises(psycopg.OperationalError):
            direct.say("SAVEPOINT one") if way == "without an answer" else direct.ask(
                "SELECT 3", [], is_alone=way == "alone"
            )
        assert by_road.connection.closed
        by_road.close()


@pytest.mark.django_db
@pytest.mark.parametrize("is_alone", [False, True])
def test_a_process_that_stood_still_in_a_transaction_has_lost_its_connection(is_alone: bool) -> None:
    """The server lets go of what it had locked; a member whose file that was waits a minute, and not for ever."""
    another = connection.copy()
    another.ensure_connection()
    direct = direct_of(another)
    direct.say("SET idle_in_transaction_session_timeout = '50ms'")
    direct.ask("SELECT 1", [], is_alone=False)
    direct.say("BEGIN")
    direct.ask("SELECT pg_catalog.pg_advisory_lock(4711)", [], is_alone=False)
    time.sleep(0.5)
    with pytest.raises(psycopg.OperationalError):
        direct.ask("SELECT 2", [], is_alone=is_alone)
    assert another.connection.closed
    another.close()
    assert asked("SELECT pg_catalog.pg_try_advisory_xact_lock(4711)", []) == [(True,)], "it is free again"


def test_what_waited_for_the_commit_of_a_lost_connection_goes_with_no_other_one(
    envelopes: Envelopes,
) -> None:
    """Closed inside its transaction, Django takes nothing back: the next transaction is somebody else's."""
    with as_process("web"):
        with pytest.raises(RuntimeError), transaction.atomic():
            with gathering():
                later("INSERT INTO nowhere (a) VALUES (%s)", [1], table="nowhere")
            connections[DEFAULT_DB_ALIAS].close()
            raise RuntimeError
        with transaction.atomic():
            assert asked("SELECT 1", []) == [(1,)]


@pytest.mark.parametrize("process", ["web", "inbox", "worker"])
def test_no_process_that_serves_keeps_a_lock_by_standing_still(process: str) -> None:
    assert "idle_in_transaction_session_timeout=60s" in database(None, process)["OPTIONS"]["options"]
    assert "idle" not in database(None, "owner")["OPTIONS"].get("options", ""), (
        "a backup stands still while it copies"
    )


def ready() -> set[str]:
    """The statements that the server keeps ready for this connection."""
    return {row[0] for row in asked("SELECT statement FROM pg_prepared_statements", [])}


def test_a_statement_stays_ready_also_where_something_was_taken_back(envelopes: Envelopes) -> None:
    again = "SELECT %s::int + 4711"
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        for number in range(READY_FROM):
            assert asked(again, [number]) == [(number + 4711,)]
            StoredReceipt.objects.filter(digest="none").exists()  # by a cursor of the driver's
        StoredReceipt.objects.filter(digest="none").exists()
        before = ready()
        assert any("4711" in one for one in before)
        assert any("receipt" in one for one in before)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            raise ZeroDivisionError
        assert asked(again, [1]) == [(4712,)]
        assert before <= ready()
        assert connection.connection.prepared_max == KEPT_STATEMENTS > 100


def test_where_a_table_is_changed_all_statements_are_made_ready_anew(envelopes: Envelopes) -> None:
    with as_owner(), transaction.atomic(), gathering():
        for _time in range(READY_FROM):
            StoredReceipt.objects.filter(digest="none").exists()
            assert asked("SELECT %s::int", [1]) == [(1,)]
        StoredReceipt.objects.filter(digest="none").exists()
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE changed (number integer) ON COMMIT DROP")
            cursor.execute("ALTER TABLE changed ADD COLUMN other integer")
        for _time in range(READY_FROM):
            assert asked("SELECT %s::int", [2]) == [(2,)]
