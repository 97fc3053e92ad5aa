"""Taking in without savepoints: what a door refuses is never half done, also where the handler would go on."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from safeconduct.access import doors
from safeconduct.access.acting import receiving
from safeconduct.access.doors import AccessRefused
from safeconduct.exchange import inbox
from safeconduct.exchange.handlers import Handled
from safeconduct.exchange.wire import Header, Lane, Opened, Routing
from safeconduct.vocabulary.identifiers import MessageId, NodeId, new_handle, uuid7
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def message(envelopes: Envelopes) -> Opened:
    """One of node be."""
    routing = Routing(
        id=MessageId(uuid7()), source=NodeId("be"), type="t", subject=new_handle(), time=AT, sequence=1,
        lane=Lane.MAIN, sender=envelopes.other, recipient=envelopes.own, kid="0" * 16, expires=AT + timedelta(days=9),
    )  # fmt: skip
    return Opened(Header(routing, None, ""), {}, "0" * 64)


def ends_and_goes_on(_opened: Opened, _peer: NodeId, _at: datetime) -> Handled:
    """A handler to whom it does not matter that the door has refused."""
    with suppress(AccessRefused):
        doors.place(uuid4(), uuid4())  # which is no door of the inbox
    return Handled()


@pytest.fixture(autouse=True)
def _handler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "handler_for", lambda _type: ends_and_goes_on)


def test_a_refused_door_ends_what_is_taken_in_without_savepoints(envelopes: Envelopes) -> None:
    opened = message(envelopes)
    with as_process("inbox"), pytest.raises(ProgrammingError, match="savepoints"):
        with receiving(NodeId("be"), opened.routing.id) as at:
            inbox._at_once(opened, NodeId("be"), at)


@pytest.mark.parametrize("is_asked", [False, True])
def test_only_an_inbox_that_is_to_end_there_writes_before_its_commit(
    envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch, *, is_asked: bool
) -> None:
    """Armed or not: what a measurement kills elsewhere commits as the inbox of a node for real people does."""
    sent: list[object] = []
    monkeypatch.setattr(inbox, "send_first", sent.append)
    monkeypatch.setattr(inbox, "is_asked", lambda _point: is_asked)
    with as_process("inbox"):
        inbox._in_a_transaction(message(envelopes), NodeId("be"), is_plain=False)
    assert bool(sent) is is_asked


def test_with_savepoints_the_handler_goes_on(envelopes: Envelopes) -> None:
    opened = message(envelopes)
    with as_process("inbox"), receiving(NodeId("be"), opened.routing.id) as at:
        with CaptureQueriesContext(connection) as said:
            assert inbox._handled(opened, NodeId("be"), at) == (Handled(), "")
        assert any(one["sql"].startswith("ROLLBACK TO SAVEPOINT") for one in said)
