"""Whoever types numbers of files at random is stopped after ten in an hour; who supervises sees it."""

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone

from safeconduct.access.numbers import AN_HOUR, TOO_MANY, typed
from safeconduct.keys.context import worker_token
from safeconduct.keys.ring import load
from safeconduct.referrals.asides import asides
from safeconduct.vocabulary.decisions import Allowed, Refused
from tests.access.live import member_acts
from tests.access.world import put
from tests.conftest import HOME, ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


def types(*numbers: str, who: str = "dan") -> list[bool]:
    with member_acts(who):
        return [isinstance(typed(number), Allowed) for number in numbers]


def ten(who: str = "dan") -> None:
    assert all(types(*(f"{number:012x}" for number in range(AN_HOUR)), who=who))


def alarm(who: str) -> list[tuple[str, int]]:
    with member_acts(who):
        return asides(timezone.localdate(), []).numbers


def test_ten_different_ones_in_an_hour_and_one_of_them_again_as_often_as_needed(
    connect_as: ConnectAs,
) -> None:
    ten()
    with member_acts("dan"):
        assert typed("f" * 12) == Refused(TOO_MANY)
    assert types("0" * 12, who="dan") == [True], "typed before, it counts no second time"
    assert types("f" * 12, who="ana") == [True], "a colleague is not stopped"
    owner = connect_as("owner")
    owner.execute("UPDATE access.typed_number SET at = at - interval '59 minutes'")
    assert types("f" * 12) == [False]
    owner.execute("UPDATE access.typed_number SET at = at - interval '2 minutes'")
    assert types("f" * 12) == [True]


def test_who_supervises_in_that_agency_sees_who_and_nobody_else_does() -> None:
    types(*(f"{number:012x}" for number in range(AN_HOUR - 1)))
    assert alarm("sara") == []
    types("f" * 12)
    ten("sara")
    assert {who: alarm(who) for who in ("sara", "ana", "dan", "adam", "bea")} == {
        "sara": [("dan", AN_HOUR)], "ana": [], "dan": [], "adam": [], "bea": [],
    }  # fmt: skip


def test_no_number_is_kept_nobody_reads_the_rows_and_the_worker_takes_them_away(
    connect_as: ConnectAs,
) -> None:
    types("0123456789ab")
    with member_acts("dan"), pytest.raises(ProgrammingError, match="permission denied"):
        connection.cursor().execute("SELECT * FROM access.typed_number")
    owner = connect_as("owner")
    owner.execute("UPDATE access.typed_number SET at = at - interval '3 days'")
    worker = connect_as("worker")
    with worker.transaction():
        put(worker, worker_token(load(HOME / "keys", "worker")))
        assert worker.execute("SELECT access.forget_numbers()").fetchone() == (1,)
