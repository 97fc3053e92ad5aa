"""A bed count is agreed to by two people, each for themselves: written by hand, a yes of somebody else is none."""

import psycopg
import pytest

from tests.access.made import bed_agreement, bed_wish
from tests.access.names import ID
from tests.access.rows import insert
from tests.access.world import World

TABLE = "referrals.bed_agreement"
WITH_LUND = f"UPDATE {TABLE} SET state = %s, {{}} = %s WHERE other_agency_id = '{ID('lund')}'"
ALONE = f"UPDATE {TABLE} SET state = 'agreed', first_by = gen_random_uuid(), second_by = gen_random_uuid()"


def refused(connection: psycopg.Connection, statement: str, *values: object) -> bool:
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement, list(values))
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


@pytest.mark.parametrize("who", ["dan", "cora", "adam", "sara"])
def test_nobody_writes_two_yes(world: World, who: str) -> None:
    with world.acting(who) as app:
        assert refused(app, ALONE)


def test_the_second_yes_is_that_of_another_one_who_may_say_it(world: World) -> None:
    second = WITH_LUND.format("second_by")
    with world.acting("sara") as app:
        insert(app, TABLE, **bed_wish("alfa", "lund", "se", by="sara"))
        assert refused(app, second, "asked", ID("adam")), "hers is not his"
        assert refused(app, second, "agreed", ID("sara"))
        world.switch(app, "dan")
        assert refused(app, second, "asked", ID("dan")), "he may not say it"
        world.switch(app, "adam")
        assert refused(app, second, "agreed", ID("adam")), "the other agency was not asked yet"
        assert app.execute(second, ["asked", ID("adam")]).rowcount == 1
        assert refused(app, second, "agreed", ID("adam")), "its yes comes from there"


def test_a_peer_ends_what_was_agreed_and_nobody_brings_it_back(world: World) -> None:
    said = f"UPDATE {TABLE} SET state = %s WHERE other_agency_id = '{ID('gent')}'"
    with world.acting("peer be") as inbox:
        assert inbox.execute(said, ["ended"]).rowcount == 1
        assert refused(inbox, said, "agreed")
    with world.acting("sara") as app:
        assert refused(app, said, "ended"), "here an end deletes the row"


def test_a_peer_does_not_say_yes_in_our_place(world: World) -> None:
    with world.acting("peer be") as inbox:
        insert(inbox, TABLE, **bed_agreement("beta", "gent", "be", "came"))
        said = f"UPDATE {TABLE} SET state = %s WHERE agency_id = '{ID('beta')}'"
        assert refused(inbox, said, "one_yes")
        assert refused(inbox, f"UPDATE {TABLE} SET state = 'asked'")
