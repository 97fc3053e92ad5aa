"""Writes that wait go as one statement, before anything else is asked, and never outlive what they belong to."""

from uuid import UUID

import pytest
from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from safeconduct.access.acting import acting, receiving
from safeconduct.audit.actions import Actor, record
from safeconduct.exchange.lanes import Way, take_number
from safeconduct.exchange.models import StoredReceipt
from safeconduct.exchange.wire import Lane
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import AgencyId, MemberId, MessageId, NodeId, new_handle, uuid7
from safeconduct.vocabulary.ready import insert
from safeconduct.vocabulary.together import asked as ask
from safeconduct.vocabulary.together import later, reading
from tests.conftest import ConnectAs, as_process
from tests.referrals.envelopes import Envelopes

CHANGED = "UPDATE referrals.referral SET head = %s WHERE id = %s"
TABLE = Referral._meta.db_table


@pytest.fixture
def row(envelopes: Envelopes) -> Referral:
    """A referral of Ana's."""
    return envelopes.add(State.SENT)


def receipt(envelopes: Envelopes, digest: str, *, agency: UUID | None = None) -> StoredReceipt:
    """A receipt of Ana's agency, or one that her policy does not let her write."""
    return StoredReceipt(
        digest=digest, message_id=uuid7(), agency_id=agency or envelopes.own, peer="be", step="opened",
        at="2026-11-25T12:00:00Z", receipt={},
    )  # fmt: skip


def kept(digests: list[str]) -> list[str]:
    """Which of these are there, asked in the transaction that is open."""
    rows = StoredReceipt.objects.filter(digest__in=digests).order_by("digest")
    return list(rows.values_list("digest", flat=True))


def test_what_waits_is_one_statement_and_whoever_asks_reads_it(envelopes: Envelopes, row: Referral) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        with CaptureQueriesContext(connection) as asked:
            insert(receipt(envelopes, "a"), once=True, may_wait=True)
            insert(receipt(envelopes, "b"), receipt(envelopes, "a"), once=True, may_wait=True)
            later(CHANGED, ["new", row.id], table=TABLE, is_change=True)
            assert len(asked) == 0
            assert kept(["a", "b"]) == ["a", "b"]
        assert len(asked) == 2
        assert Referral.objects.get(id=row.id).head == "new"


def test_rows_of_one_kind_are_one_part_and_others_stay_apart(envelopes: Envelopes, row: Referral) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        with CaptureQueriesContext(connection) as asked:
            insert(receipt(envelopes, "a"), may_wait=True)
            insert(receipt(envelopes, "b"), once=True, may_wait=True)
            later(CHANGED, ["newer", row.id], table=TABLE, is_change=True)
            insert(receipt(envelopes, "c"), receipt(envelopes, "d"), may_wait=True)
            insert(receipt(envelopes, "e"), once=True, may_wait=True)
            assert kept(["a", "b", "c", "d", "e"]) == ["a", "b", "c", "d", "e"]
        assert len(asked) == 2
        assert asked[0]["sql"].count("INSERT INTO") == 3  # those that are left as they are, each by itself
        assert Referral.objects.get(id=row.id).head == "newer"


def test_of_rows_that_wait_together_none_is_written_where_one_may_not_be(envelopes: Envelopes) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            insert(receipt(envelopes, "a"), may_wait=True)
            insert(receipt(envelopes, "b", agency=uuid7()), may_wait=True)
            kept(["a"])
        assert kept(["a", "b"]) == []


def test_the_kept_cursor_sends_first_what_waits_and_is_counted_where_somebody_counts(
    envelopes: Envelopes, row: Referral
) -> None:
    digests = f'SELECT digest FROM "{StoredReceipt._meta.db_table}" WHERE digest = ANY(%s)'
    with as_process("web"):
        for digest in ("d", "e"):  # the second one by the cursor that the connection kept
            with acting(MemberId(envelopes.members["ana"])):
                insert(receipt(envelopes, digest), may_wait=True)
                assert ask(digests, [[digest]]) == [(digest,)]
        connection.close()
        with acting(MemberId(envelopes.members["ana"])):
            assert sorted(ask(digests, [["d", "e"]])) == [("d",), ("e",)], (
                "a new connection has its own cursor"
            )
            with CaptureQueriesContext(connection) as counted:
                ask(digests, [["d"]])
            assert len(counted) == 1


def test_the_kept_cursor_raises_what_django_raises_and_asks_nothing_in_a_broken_transaction(
    envelopes: Envelopes,
) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        with pytest.raises(DataError), transaction.atomic():
            ask("SELECT 1 / %s::int", [0])
        assert ask("SELECT 1 + %s::int", [1]) == [(2,)]
        with pytest.raises(TransactionManagementError), transaction.atomic():
            transaction.set_rollback(True)
            ask("SELECT 1", [])


def test_the_kept_cursor_counts_its_values_and_reads_a_doubled_sign_as_one(envelopes: Envelopes) -> None:
    many = list(range(60))
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        summed = " + ".join(["%s::int"] * len(many))
        assert ask(f"SELECT {summed}, 'a%%s', 7 %% 4", many) == [(sum(many), "a%s", 3)]
        assert ask("SELECT 'half a %%'", []) == [("half a %",)]
        with CaptureQueriesContext(connection):  # Django's own cursor says the same
            assert ask("SELECT %s::int, 'a%%s', 7 %% 4", [1]) == [(1, "a%s", 3)]


def test_what_gives_something_back_takes_along_what_waits(envelopes: Envelopes, row: Referral) -> None:
    way = Way(
        handle=new_handle(), sender=AgencyId(envelopes.own), recipient=AgencyId(row.other_agency_id), lane=Lane.MAIN
    )  # fmt: skip
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        assert take_number(way) == 1  # asks once a process whether this node was restored
        with CaptureQueriesContext(connection) as asked:
            insert(receipt(envelopes, "c"), may_wait=True)
            assert (take_number(way), take_number(way)) == (2, 3)
        assert len(asked) == 2
        assert kept(["c"]) == ["c"]


def test_a_row_is_changed_once_in_a_statement(envelopes: Envelopes, row: Referral) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        for head in ("one", "two"):
            later(CHANGED, [head, row.id], table=TABLE, is_change=True)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        assert Referral.objects.get(id=row.id).head == "two"


def test_what_waits_is_written_at_the_commit_or_nothing_is(envelopes: Envelopes) -> None:
    ana = MemberId(envelopes.members["ana"])
    with as_process("web"):
        with acting(ana):
            insert(receipt(envelopes, "d"), may_wait=True)
        with pytest.raises(ZeroDivisionError), acting(ana):
            insert(receipt(envelopes, "e"), may_wait=True)
            raise ZeroDivisionError
        with pytest.raises(IntegrityError), acting(ana):
            insert(receipt(envelopes, "f"), may_wait=True)
            insert(receipt(envelopes, "d"), may_wait=True)
        with acting(ana):
            assert kept(["d", "e", "f"]) == ["d"]


def test_what_waits_ends_with_the_savepoint_behind_which_it_was_asked_for(envelopes: Envelopes) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        insert(receipt(envelopes, "g"), may_wait=True)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            insert(receipt(envelopes, "h"), may_wait=True)
            raise ZeroDivisionError
        with pytest.raises(IntegrityError), transaction.atomic():
            insert(receipt(envelopes, "g"), may_wait=True)
        assert kept(["g", "h"]) == ["g"]


def test_each_part_is_asked_its_own_policy(envelopes: Envelopes, row: Referral) -> None:
    """A receipt for another agency fails, and the record beside it with it."""
    ana = MemberId(envelopes.members["ana"])
    with as_process("web"):
        with pytest.raises(Exception, match="row-level security"), acting(ana) as at:
            record(
                "referral:looked", by=Actor("member", str(ana), "", envelopes.own), at=at, referral=row.shared
            )
            insert(receipt(envelopes, "i", agency=row.other_agency_id), may_wait=True)
        with pytest.raises(Exception, match="row-level security"), acting(ana) as at:
            insert(receipt(envelopes, "i"), may_wait=True)
            record("referral:looked", by=Actor("peer", "be", "", None), at=at, referral=row.shared)
        with acting(ana):
            assert kept(["i"]) == []


def test_a_record_that_waits_is_there_with_the_commit(
    envelopes: Envelopes, row: Referral, connect_as: ConnectAs
) -> None:
    with as_process("inbox"), receiving(NodeId(row.peer), MessageId(uuid7())) as at:
        record(
            "referral:looked", by=Actor("peer", row.peer, "", row.other_agency_id), at=at, referral=row.shared
        )
    found = (
        connect_as("owner")
        .execute("SELECT actor_id FROM audit.record WHERE action = 'referral:looked'")
        .fetchall()
    )
    assert found == [(row.peer,)]


def test_what_waits_may_wait_past_what_a_page_reads_and_is_there_at_the_commit(
    envelopes: Envelopes, row: Referral
) -> None:
    mine = MemberId(envelopes.members["ana"])
    with as_process("web"):
        with acting(mine):
            with reading():
                insert(receipt(envelopes, "late"), may_wait=True)
                assert kept(["late"]) == []
                assert ask("SELECT pg_current_xact_id_if_assigned()", []) == [(None,)]
                with transaction.atomic():  # whoever goes back to here must not forget what came before
                    assert kept(["late"]) == ["late"]
                insert(receipt(envelopes, "last"), may_wait=True)
            assert kept(["last", "late"]) == ["last", "late"]
        with acting(mine), reading():
            insert(receipt(envelopes, "at the end"), may_wait=True)
        with acting(mine):
            assert kept(["at the end"]) == ["at the end"]
        with pytest.raises(Exception, match="policy"), acting(mine), reading():
            insert(receipt(envelopes, "of another", agency=uuid7()), may_wait=True)
