"""What a sender is told of a message that the other node did not take in."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from safeconduct.exchange.wire import Event
from tests.nodes.hostile import SHELTER, SHELTER_TEAM
from tests.nodes.peers import OFFERED, Offer, disguised
from tests.nodes.town import Town, until


@pytest.fixture
def outbox(town: Town) -> Callable[..., list[tuple[Any, ...]]]:
    """Put messages into Romania's outbox as they are; what stands there once its worker has carried the last one."""

    def carried(*events: Event) -> list[tuple[Any, ...]]:
        put_into_the_outbox(town, *events)
        last = "SELECT state FROM exchange.outgoing WHERE id = %s"
        until("the last is carried", lambda: town.value("ro", last, events[-1]["id"]) != "waiting")
        told = "SELECT sequence, type, state, answer FROM exchange.outgoing WHERE handle = %s ORDER BY sequence, type"
        return town.ask("ro", told, events[0]["subject"])

    return carried


def put_into_the_outbox(town: Town, *events: Event) -> None:
    """As if Romania had written them; nothing is checked."""
    for event in events:
        town.ask(
            "ro",
            "INSERT INTO exchange.outgoing (id, agency_id, peer, handle, recipient, lane, sequence, type, event, "
            "object_hash, sections, posted_at, expires, state, attempts, next_try_at, answer) VALUES (%s, %s, 'be', "
            "%s, %s, %s, %s, %s, %s, '', '{}', now(), now() + interval '1 day', 'waiting', 0, now(), '')",
            event["id"], event["senderagency"], event["subject"], event["recipientagency"], event["lane"],
            event["sequence"], event["type"], json.dumps(event),
        )  # fmt: skip
    town.ask("ro", "NOTIFY safeconduct_outgoing")


@pytest.fixture
def from_ro(town: Town) -> Offer:
    """A referral made up with Romania's own keys."""
    ro = disguised(town.node("ro"), UUID(town.agency("Casa Salcia")["id"]), town.node("be"))
    return Offer(ro, SHELTER, SHELTER_TEAM)


def test_a_sender_is_told_that_a_message_was_refused(
    outbox: Callable[..., list[tuple[Any, ...]]], from_ro: Offer
) -> None:
    assert outbox(from_ro.event(consent=None), from_ro.void(2)) == [
        (1, OFFERED, "refused", "consent_not_named"),
        (2, "safeconduct.void.v1", "sent", "stored"),
    ]


def test_a_sender_is_told_that_a_message_was_set_aside_and_a_void_takes_its_number(
    outbox: Callable[..., list[tuple[Any, ...]]], from_ro: Offer
) -> None:
    past = datetime.now(UTC) - timedelta(days=1)
    expired = from_ro.event(time=past - timedelta(days=1), expires=past)
    assert outbox(expired, from_ro.void(2)) == [
        (1, OFFERED, "refused", "expired"),
        (1, "safeconduct.void.v1", "sent", "stored"),
        (2, "safeconduct.void.v1", "sent", "stored"),
    ]


def test_a_void_that_is_set_aside_waits_and_does_not_multiply(town: Town, from_ro: Offer) -> None:
    past = datetime.now(UTC) - timedelta(days=1)
    expired = from_ro.void(1, time=past - timedelta(days=1), expires=past)
    put_into_the_outbox(town, expired)
    tries = "SELECT attempts, state FROM exchange.outgoing WHERE handle = %s"
    until("it was tried", lambda: town.ask("ro", tries, from_ro.handle) != [(0, "waiting")])
    assert town.ask("ro", tries, from_ro.handle) == [(1, "waiting")]
    town.ask("ro", "DELETE FROM exchange.outgoing WHERE handle = %s", from_ro.handle)
