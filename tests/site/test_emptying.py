"""A transactional test leaves nothing behind for the next one, in any room's schema."""

import pytest

from tests.conftest import ConnectAs


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_one_test_commits_the_next_does_not_find(connect_as: ConnectAs, time: str) -> None:
    owner = connect_as("owner")
    assert owner.execute("SELECT count(*) FROM agencies.agency").fetchone() == (0,)
    owner.execute(
        "INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number) "
        "VALUES (gen_random_uuid(), 'ro', 'Invented shelter', 'RO', 'ngo', '{}', '')"
    )


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_the_owner_loaded_stays_and_the_clock_goes_back(connect_as: ConnectAs, time: str) -> None:
    owner = connect_as("owner")
    row = owner.execute(
        "SELECT (SELECT count(*) > 0 FROM access.policy), moved = '0' FROM access.node"
    ).fetchone()
    assert row == (True, True)
    owner.execute("UPDATE access.node SET moved = '3 days'")
