"""Whoever runs SQL as the web process sees the statements of its other sessions: a token there would be a way in."""

from contextlib import closing

from safeconduct.access.acting import acting
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID
from tests.connections import ROLES, connect


def test_a_statement_that_sets_the_token_shows_a_place_and_no_token(staff: None) -> None:
    from django.db import connection

    with closing(connect(ROLES["app"])) as beside, acting(MemberId(ID("ana"))):
        assert connection.connection is not None
        pid = connection.connection.info.backend_pid
        found = beside.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [pid]).fetchone()
    assert found is not None
    assert "safeconduct.context" in found[0]
    assert "$1" in found[0]
    assert str(ID("ana")) not in found[0]
