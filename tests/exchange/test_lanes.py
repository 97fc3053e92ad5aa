"""The number that is awaited on a lane: the same, whether the lane is looked for first or made where there is none."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeconduct.access.acting import acting, receiving
from safeconduct.exchange.inbox import OF_A_MESSAGE, keep, stored
from safeconduct.exchange.lanes import Way, awaited, go_on
from safeconduct.exchange.models import StoredReceipt
from safeconduct.exchange.wire import Lane
from safeconduct.vocabulary.identifiers import AgencyId, MemberId, MessageId, NodeId, new_handle, uuid7
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes


@pytest.fixture
def way(envelopes: Envelopes) -> Way:
    """On which node be sends."""
    return Way(
        handle=new_handle(), sender=AgencyId(envelopes.other), recipient=AgencyId(envelopes.own), lane=Lane.MAIN
    )  # fmt: skip


def test_a_lane_that_is_there_is_locked_and_not_written(way: Way) -> None:
    with as_process("inbox"):
        with receiving(NodeId("be"), MessageId(uuid7())):
            lane, number = awaited(way)
            go_on(lane, after=number)
        with receiving(NodeId("be"), MessageId(uuid7())):
            with CaptureQueriesContext(connection) as asked:
                assert awaited(way, is_known=True) == (lane, 2)
            assert len(asked) == 1
            assert "FOR UPDATE" in asked[0]["sql"]
            assert "INSERT" not in asked[0]["sql"]
            assert awaited(way) == (lane, 2)


def test_one_that_is_not_there_begins_at_one_however_it_is_asked_for(way: Way) -> None:
    with as_process("inbox"), receiving(NodeId("be"), MessageId(uuid7())):
        lane, number = awaited(way, is_known=True)
        assert number == 1
        assert awaited(way) == (lane, 1)


def test_receipts_of_a_batch_are_stored_once_each_as_those_of_a_message(envelopes: Envelopes) -> None:
    place: dict[str, Any] = {
        "message": uuid7(),
        "agency": envelopes.own,
        "peer": "be",
        "at": "2026-11-25T12:00:00Z",
    }
    of = [None, envelopes.own]
    rows = [stored({"v": number}, step="opened", referral=of[number % 2], **place) for number in range(5)]
    assert len(rows) > OF_A_MESSAGE
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        for some in (rows[:1], rows, rows):
            keep(some)
        found = StoredReceipt.objects.filter(message_id=place["message"])
        assert {(one.digest, one.receipt["v"], one.referral_id, one.step) for one in found} == {
            (row.digest, number, row.referral_id, "opened") for number, row in enumerate(rows)
        }
