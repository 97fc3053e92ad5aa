"""What the database itself refuses, whoever asks: whatever a page forgets is forgotten by nobody."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from safeconduct.access.acting import acting
from safeconduct.statistics.editions import actions, rules, store
from safeconduct.statistics.rules import ONLY_COORDINATORS
from safeconduct.vocabulary.decisions import NotPossible, Reason
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID
from tests.access.rows import insert
from tests.statistics.editions.year import YEAR, approve, client_of, prepare, show

pytestmark = pytest.mark.django_db(transaction=True)

NAME = f"19a-RO-{YEAR}-1"


@contextmanager
def refused(who: str, reason: Reason) -> Iterator[None]:
    with acting(MemberId(ID(who))), pytest.raises(NotPossible) as refusal, transaction.atomic():
        yield
    assert refusal.value.reason == reason


def release(preparation: str, digest: str, name: str = NAME) -> None:
    store.call(actions._RELEASE, [preparation, name, digest, "key", "signature"])


def test_it_releases_for_nobody_who_prepared_for_nobody_else_and_only_what_was_read(
    counted: psycopg.Connection,
) -> None:
    prepare("cora")
    (id_, digest) = counted.execute("SELECT id, digest FROM statistics.preparation").fetchone() or ("", "")
    with refused("rita", rules.NOT_SHOWN):
        release(id_, digest)
    show("cora", f"/figures/editions/prepared/{id_}/")
    with refused("cora", rules.OWN_PREPARATION):
        release(id_, digest)
    with refused("ana", rules.ONLY_OFFICERS):
        release(id_, digest)
    with refused("rita", rules.READ_AGAIN):
        release(id_, "0" * 64)
    with refused("rita", rules.READ_AGAIN):
        release(id_, digest, "19a-RO-1999-1")
    with acting(MemberId(ID("rita"))):
        release(id_, digest)
    with refused("rita", rules.NOT_READY):
        release(id_, digest)


def test_it_begins_one_for_a_named_coordinator_alone_and_one_at_a_time(counted: psycopg.Connection) -> None:
    values = [ID("new"), "article_19a", "RO", YEAR, 1, "{}", "", None]
    for who in ("rita", "dan", "ana"):
        with refused(who, ONLY_COORDINATORS):
            store.call(actions._BEGIN, values)
    with refused("cora", rules.NO_SUCH_YEAR):
        store.call(actions._BEGIN, [*values[:3], YEAR + 1, *values[4:]])
    prepare("cora")
    answer = client_of("cora").post(f"/figures/editions/year/{YEAR}/", {})
    assert answer.status_code == 409
    with refused("cora", rules.WAITS_ALREADY):
        store.call(actions._BEGIN, values)


@pytest.mark.parametrize("said", ["edition", "answer"])
def test_what_was_said_of_more_agencies_stands_in_the_way(counted: psycopg.Connection, said: str) -> None:
    """Else the difference of the two would be what one agency counted."""
    of = {"country": "RO", "year": YEAR, "agencies": [ID("beta"), ID("gent")]}
    if said == "edition":
        insert(counted, "statistics.edition", **of, id=NAME, kind="article_19a", edition=1)
    else:
        insert(counted, "statistics.answer", **of, outcome="answered", number=72, asked="{}")
    with refused("cora", rules.NOT_BY_ALL):
        store.call(actions._BEGIN, [ID("new"), "article_19a", "RO", YEAR, 1, "{}", "", None])


def test_nobody_changes_or_deletes_what_was_released_not_even_the_owner(counted: psycopg.Connection) -> None:
    approve("rita", prepare("cora"))
    for table in ("edition", "said"):
        assert counted.execute(f"UPDATE statistics.{table} SET year = 2000").rowcount == 0
        assert counted.execute(f"DELETE FROM statistics.{table}").rowcount == 0
        for statement in (f"DELETE FROM statistics.{table}", f"UPDATE statistics.{table} SET year = 2000"):
            with (
                acting(MemberId(ID("rita"))),
                pytest.raises(ProgrammingError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
    assert counted.execute("SELECT count(*) FROM statistics.edition").fetchone() == (1,)


def test_the_ledger_has_no_number_of_a_hidden_cell(counted: psycopg.Connection) -> None:
    approve("rita", prepare("cora"))
    ((said,),) = counted.execute("SELECT statements FROM statistics.said").fetchall()
    assert [one for one in said if one[2] != "shown"]
    assert [one for one in said if one[2] != "shown" and one[1] is not None] == []
