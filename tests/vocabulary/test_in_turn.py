"""Two who do the same at once: the second waits for the first, and nobody waits for another."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from safeconduct.vocabulary.in_turn import wait_in_turn
from tests.conftest import ConnectAs, as_process

TAKES_IT = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"


def is_free(connect_as: ConnectAs, name: str) -> bool:
    """Whether somebody else could have the turn now."""
    row = connect_as("app").execute(TAKES_IT, [name]).fetchone()
    return bool(row and row[0])


def test_a_turn_is_held_until_the_transaction_ends(connect_as: ConnectAs) -> None:
    with as_process("web"):
        with transaction.atomic():
            wait_in_turn("a sheet")
            assert not is_free(connect_as, "a sheet")
            assert is_free(connect_as, "another sheet")
        assert is_free(connect_as, "a sheet")


def test_the_second_waits_until_the_first_is_through(connect_as: ConnectAs) -> None:
    began, said = Event(), []

    def second() -> None:
        try:
            with transaction.atomic():
                began.set()
                wait_in_turn("a sheet")
                said.append("second")
        finally:
            connection.close()

    with as_process("web"), ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            wait_in_turn("a sheet")
            waits = pool.submit(second)
            assert began.wait(20)
            said.append("first")
        waits.result(timeout=20)
    assert said == ["first", "second"]


def test_outside_a_transaction_nobody_would_wait_and_so_it_is_refused(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="within a transaction"):
        wait_in_turn("a sheet")
