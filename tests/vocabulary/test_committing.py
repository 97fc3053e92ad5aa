"""While a page is rendered its transaction ends: all is written when the block is left, and nobody asks inside."""

from datetime import datetime

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from safeconduct.access.acting import acting
from safeconduct.audit.actions import Actor, record
from safeconduct.exchange.models import StoredReceipt
from safeconduct.vocabulary.committing import committing
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.together import Over, asked
from tests.conftest import ConnectAs, as_process
from tests.referrals.envelopes import Envelopes

ACTION = "list:committed"


def look(envelopes: Envelopes, at: datetime, *, kind: str = "member") -> None:
    """Ana has looked at something; her policy lets her write it for nobody else."""
    record(ACTION, by=Actor(kind, str(envelopes.members["ana"]), "", envelopes.own), at=at)


def kept(connect_as: ConnectAs) -> int:
    """Counted by somebody else: what is not committed is not there."""
    row = (
        connect_as("owner")
        .execute("SELECT count(*) FROM audit.record WHERE action = %s", [ACTION])
        .fetchone()
    )
    return int(row[0]) if row else 0


def test_what_waits_is_committed_when_the_block_is_left(envelopes: Envelopes, connect_as: ConnectAs) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
        look(envelopes, at)
        with committing():
            pass
        assert kept(connect_as) == 1  # while Django's transaction still seems open


def test_nobody_asks_while_it_ends(envelopes: Envelopes) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        with committing():
            with pytest.raises(Over):
                asked("SELECT 1", [])
            with pytest.raises(Over):
                StoredReceipt.objects.exists()
        with pytest.raises(Over):
            asked("SELECT 1", [])


def test_what_the_database_refuses_is_raised_before_the_block_is_left(
    envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    mine, shown = MemberId(envelopes.members["ana"]), []
    with pytest.raises(ProgrammingError, match="row-level security"), as_process("web"), acting(mine) as at:
        look(envelopes, at, kind="peer")
        with committing():
            shown.append("a page")
        shown.append("left")
    assert "left" not in shown  # a quick server has refused it before the page was begun
    assert kept(connect_as) == 0
    with as_process("web"), acting(mine):  # the connection serves on
        assert asked("SELECT 1", []) == [(1,)]


def test_a_page_that_breaks_leaves_its_records(envelopes: Envelopes, connect_as: ConnectAs) -> None:
    with pytest.raises(KeyError), as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
        look(envelopes, at)
        with committing():
            raise KeyError
    assert kept(connect_as) == 1


def test_who_counts_statements_counts_what_waited(envelopes: Envelopes, connect_as: ConnectAs) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
        look(envelopes, at)
        with CaptureQueriesContext(connection) as seen, committing():
            pass
        assert [str(one["sql"]).split("(")[0].strip() for one in seen] == ['INSERT INTO "audit"."record"']
    assert kept(connect_as) == 1


def test_behind_a_savepoint_nothing_is_committed(envelopes: Envelopes, connect_as: ConnectAs) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
        with transaction.atomic(), committing():
            look(envelopes, at)
            assert asked("SELECT 1", []) == [(1,)]
        assert kept(connect_as) == 0
    assert kept(connect_as) == 1
