"""A statement that is sent ahead gives what it would have given, and is answered while the process works."""

import time
from uuid import uuid4

import pytest
from django.db import DataError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from safeconduct.access.acting import acting
from safeconduct.exchange.models import StoredReceipt
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.ahead import Ahead, sent
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.ready import insert
from safeconduct.vocabulary.together import Over, asked
from tests.conftest import ConnectAs, as_process
from tests.referrals.envelopes import Envelopes
from tests.vocabulary.test_together import receipt

MINE = f'SELECT digest FROM "{StoredReceipt._meta.db_table}" WHERE digest = ANY(%s)'
NOW = "SELECT clock_timestamp(), %s::int"


def test_its_rows_are_those_that_it_would_have_given_alone(envelopes: Envelopes) -> None:
    envelopes.add(State.SENT)
    read = f'SELECT reference FROM "{Referral._meta.db_table}" WHERE agency_id = %s'
    with as_process("web"):
        for _often in range(5):  # the driver prepares it after a few
            with acting(MemberId(envelopes.members["ana"])):
                ahead = Ahead(read, [envelopes.own])
                with sent(ahead):
                    pass
                assert ahead.rows() == asked(read, [envelopes.own]) != []
        with acting(MemberId(uuid4())):
            ahead = Ahead(read, [envelopes.own])
            with sent(ahead):
                pass
            assert ahead.rows() == [], "row policies choose, as always"


def test_it_is_answered_while_the_block_runs(envelopes: Envelopes, connect_as: ConnectAs) -> None:
    owner = connect_as("owner")
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        ahead = Ahead("SELECT clock_timestamp(), pg_advisory_xact_lock(%s)", [4_711])
        with sent(ahead):
            until = time.monotonic() + 20
            while owner.execute("SELECT pg_try_advisory_lock(%s)", [4_711]).fetchone() == (True,):
                owner.execute("SELECT pg_advisory_unlock(%s)", [4_711])
                assert time.monotonic() < until, "it was not sent"
            after = owner.execute("SELECT clock_timestamp()").fetchone()
        assert after is not None
        assert ahead.rows()[0][0] < after[0]
        assert ahead.rows() is ahead.rows()


def test_it_is_asked_when_it_is_wanted_where_it_was_not_sent(envelopes: Envelopes) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        never = Ahead(NOW, [1])
        with CaptureQueriesContext(connection) as counted:  # somebody looks at each statement: Django asks
            seen = Ahead(NOW, [2])
            with sent(seen):
                assert len(counted) == 0
            assert [never.rows()[0][1], seen.rows()[0][1]] == [1, 2]
        assert len(counted) == 2


def test_several_are_answered_each_with_its_own(envelopes: Envelopes) -> None:
    with as_process("web"):
        for _often in range(5):
            with acting(MemberId(envelopes.members["ana"])):
                one, other = Ahead(NOW, [1]), Ahead("SELECT %s::text", ["two"])
                with sent(one, other):
                    pass
                assert (one.rows()[0][1], other.rows()) == (1, [("two",)])


def test_what_was_to_be_written_before_it_is_there(envelopes: Envelopes) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        insert(receipt(envelopes, "h"), may_wait=True)
        ahead = Ahead(MINE, [["h"]])
        with sent(ahead):
            pass
        assert ahead.rows() == [("h",)]


def test_what_is_wrong_is_raised_at_the_end_of_the_block(envelopes: Envelopes) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        with pytest.raises(DataError), transaction.atomic(), sent(Ahead("SELECT 1 / %s::int", [0])):
            pass
        with pytest.raises(ZeroDivisionError), transaction.atomic(), sent(Ahead(NOW, [3])):
            raise ZeroDivisionError
        assert asked("SELECT 1 + %s::int", [1]) == [(2,)]


def test_nobody_asks_while_it_is_on_its_way(envelopes: Envelopes) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        ahead = Ahead(NOW, [5])
        with sent(ahead):
            with pytest.raises(Over):
                asked("SELECT 1", [])
            with pytest.raises(Over):
                StoredReceipt.objects.exists()
        assert ahead.rows()[0][1] == 5
        assert asked("SELECT 6", []) == [(6,)]


def test_of_several_the_first_that_is_refused_is_told_and_the_connection_serves_on(
    envelopes: Envelopes,
) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        wrong, never = Ahead("SELECT 1 / %s::int", [0]), Ahead(NOW, [7])
        with pytest.raises(DataError), transaction.atomic(), sent(Ahead(NOW, [6]), wrong, never):
            pass
        assert asked("SELECT 8", []) == [(8,)]


def test_more_goes_than_the_way_holds_at_once(envelopes: Envelopes) -> None:
    size = 8 * 2**20
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        several = [Ahead("SELECT %s::text", [sign * size]) for sign in "abc"]
        with sent(*several):
            pass
        assert [one.rows()[0][0][-1] for one in several] == ["a", "b", "c"]


def test_a_connection_that_ends_on_the_way_is_told(envelopes: Envelopes, connect_as: ConnectAs) -> None:
    with as_process("web"), pytest.raises(OperationalError), acting(MemberId(envelopes.members["ana"])):
        (process,) = asked("SELECT pg_backend_pid()", [])[0]
        with sent(Ahead("SELECT pg_sleep(%s)", [20])):
            connect_as("app").execute("SELECT pg_terminate_backend(%s)", [process])
