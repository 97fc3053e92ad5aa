"""The first statement of a request finds out whether the connection lives, and is seen by whoever counts statements."""

from typing import Any

import pytest
from django.db import OperationalError, ProgrammingError, transaction
from django.db import connection as default
from django.test.utils import CaptureQueriesContext

from safeconduct.vocabulary.first import asked_first

pytestmark = pytest.mark.django_db(transaction=True)
connection: Any = default
SUM = "SELECT %s::int + 1, 'a%%'"


@pytest.fixture
def kept() -> None:
    """A connection that an earlier request has used."""
    connection.ensure_connection()
    connection.health_check_done = False


def gone() -> None:
    """The server has ended the connection, and Django does not know."""
    connection.connection.close()


@pytest.mark.usefixtures("kept")
def test_it_is_answered_by_a_new_connection_where_the_kept_one_is_gone() -> None:
    before = connection.connection
    assert asked_first(SUM, [1]) == [(2, "a%")]
    assert connection.connection is before
    assert connection.health_check_done, "nobody has to ask SELECT 1"
    connection.health_check_done = False
    gone()
    assert asked_first(SUM, [2]) == [(3, "a%")]
    assert connection.connection is not before


@pytest.mark.usefixtures("kept")
def test_in_the_middle_of_a_request_a_lost_connection_is_said() -> None:
    asked_first(SUM, [1])
    gone()
    with pytest.raises(OperationalError):
        asked_first(SUM, [1])
    connection.close()


@pytest.mark.usefixtures("kept")
def test_what_is_wrong_with_it_is_said_as_django_says_it() -> None:
    with pytest.raises(ProgrammingError):
        asked_first("SELECT nothing", [])
    assert asked_first(SUM, [1]) == [(2, "a%")]


@pytest.mark.usefixtures("kept")
def test_whoever_counts_sees_it_and_a_transaction_has_it_inside() -> None:
    with CaptureQueriesContext(connection) as queries:
        asked_first(SUM, [1])
    assert len(queries) == 1
    with transaction.atomic():
        asked_first("SELECT set_config('of.this_test', %s, true)", ["inside"])
        assert asked_first("SELECT current_setting('of.this_test')", []) == [("inside",)]
    assert asked_first("SELECT current_setting('of.this_test')", []) == [("",)]
