"""Two workers side by side: what one is doing, the other leaves."""

from threading import Timer

import pytest
from django.db import connection

from safeconduct.access.alone import WORK, alone
from tests.conftest import ConnectAs
from tests.nodes.town import until

pytestmark = pytest.mark.django_db(transaction=True)


def test_another_connection_has_it_until_it_ends(connect_as: ConnectAs) -> None:
    other = connect_as("worker")
    other.execute("SELECT pg_advisory_lock(hashtextextended('be', 7))")
    with alone("to a peer", "be") as is_alone:
        assert not is_alone
    other.close()
    until("its server process is gone", _is_free)


def _is_free() -> bool:
    with alone("to a peer", "be") as is_alone:
        return is_alone


def test_somebody_with_patience_waits_for_the_other(connect_as: ConnectAs) -> None:
    other = connect_as("worker")
    other.execute("SELECT pg_advisory_lock(hashtextextended('be', 7))")
    later = Timer(0.3, lambda: other.execute("SELECT pg_advisory_unlock_all()"))
    later.start()
    with alone("to a peer", "be", patience=10) as is_alone:
        assert is_alone
    later.join()  # else its connection may be closed while it still reads


def test_it_is_given_back_after_a_fault_too(connect_as: ConnectAs) -> None:
    with pytest.raises(RuntimeError), alone("clock", "here"):
        raise RuntimeError
    row = connect_as("worker").execute("SELECT pg_try_advisory_lock(hashtextextended('here', 8))").fetchone()
    assert row == (True,)


def test_it_outlives_a_transaction_and_kinds_of_work_do_not_meet(connect_as: ConnectAs) -> None:
    other = connect_as("worker")
    asked = "SELECT pg_try_advisory_lock(hashtextextended('be', %s))"
    with alone("to a peer", "be"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        assert [other.execute(asked, [number]).fetchone() for number in (7, 8)] == [(False,), (True,)]


def test_each_kind_of_work_has_a_number_of_its_own_and_an_unknown_one_is_a_fault() -> None:
    assert len(set(WORK.values())) == len(WORK)
    with pytest.raises(KeyError), alone("tea", "be"):
        pass
