"""A live inbox against whatever comes: refused or set aside, once, without its content, and the lane goes on."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from safeconduct.exchange.limits import MOST_REQUEST_BYTES
from safeconduct.exchange.wire import Event
from safeconduct.keys.ring import Ring
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.identifiers import AgencyId
from tests.nodes.hostile import LAWYERS, MARKER, POLICE, SHELTER, SHELTER_TEAM, seen, set_aside
from tests.nodes.peers import NEEDS, OFFERED, Offer, Peer, batch, disguised
from tests.nodes.town import Town

# --- A whole request --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body, status, title",
    [
        (b"{", 400, "malformed"),
        (b"\xff\xfe", 400, "malformed"),
        (b"[" * 5000, 400, "malformed"),
        (b"{}", 400, "malformed"),
        (b'{"messages":[]}', 400, "malformed"),
        (b'{"messages":[1],"messages":[2]}', 400, "malformed"),
        (b'{"messages":{}}', 400, "malformed"),
        (b'{"messages":[' + b"1," * 50 + b"1]}", 413, "too_large"),
        (b'{"messages":["' + b"x" * MOST_REQUEST_BYTES + b'"]}', 413, "too_large"),
    ],
    ids=["cut", "no_text", "deep", "no_batch", "empty", "key_twice", "no_list", "too_many", "too_large"],
)
def test_what_is_no_batch_is_refused_as_a_whole(
    mx: Peer, town: Town, body: bytes, status: int, title: str, kept: Callable[[], dict[str, int]]
) -> None:
    before = kept(), seen(town)
    assert mx.post(body) == (status, {"type": "about:blank", "status": status, "title": title})
    assert (kept(), seen(town)) == before


def test_a_request_that_is_not_signed_as_it_should_be_is_refused(
    mx: Peer, town: Town, offer: Offer, kept: Callable[[], dict[str, int]]
) -> None:
    body = batch([offer.event()])
    good = mx.headers(body)
    unknown = Ring("worker", mx.rings["worker"].public, {"hop": mx.key(Use.CLOCK)})
    before = kept(), seen(town)
    for headers, title in (
        ({"content-type": "application/json"}, "bad_signature"),
        ({**good, "Signature": f"hop=:{'A' * 86}==:"}, "bad_signature"),
        (mx.headers(body, ring=unknown), "key_may_not_sign"),
        (mx.headers(body, now=datetime.now(UTC) - timedelta(minutes=10)), "expired"),
        (mx.headers(b"another body"), "wrong_body"),
    ):
        status, said = mx.post(body, headers)
        assert (status, said["title"]) == (401, title)
    status, said = mx.post(body[:-40], good)
    assert (status, said["title"]) == (401, "wrong_body")
    assert (kept(), seen(town)) == before


def test_a_request_that_breaks_off_leaves_the_inbox_at_work(mx: Peer, town: Town, offer: Offer) -> None:
    body = batch([offer.event()])
    lines = [f"{name}: {value}" for name, value in mx.headers(body).items()]
    head = "\r\n".join(
        ["POST /messages HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}", *lines, "", ""]
    )
    with socket.create_connection(("127.0.0.1", town.node("be").ports.inbox)) as raw:
        raw.sendall(head.encode() + body[: len(body) // 2])
    assert mx.send(offer.event())[0]["status"] == "stored"


def test_a_request_with_two_lengths_is_one_request_or_none(town: Town) -> None:
    """What a proxy and we would cut in two places is never read as two: nothing can hide behind it."""
    hidden = b"GET /card HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    for lengths in (
        [f"Content-Length: {len(hidden) + 5}", "Transfer-Encoding: chunked"],
        ["Content-Length: 0", f"Content-Length: {len(hidden)}"],
    ):
        head = "\r\n".join(
            ["POST /messages HTTP/1.1", "Host: 127.0.0.1", *lengths, "Connection: close", "", ""]
        )
        body = b"0\r\n\r\n" + hidden if "chunked" in lengths[1] else hidden
        with socket.create_connection(("127.0.0.1", town.node("be").ports.inbox)) as raw:
            raw.settimeout(10)
            raw.sendall(head.encode() + body)
            said = b"".join(iter(lambda: raw.recv(65536), b""))
        assert said.count(b"HTTP/1.1 ") <= 1
        assert b'"keys"' not in said


def test_only_a_batch_can_be_posted_to_an_inbox(mx: Peer) -> None:
    assert mx._client.request("GET", mx.url).status == 405
    for path in ("/", "/sign-in/", "/referrals/RO-0000-0000/"):
        assert mx._client.request("GET", mx.url.replace("/messages", path)).status == 404


# --- One message: set aside, its number not used ----------------------------------------------------------


def _by_another_key(mx: Peer, offer: Offer) -> Event:
    routing = mx.routing(OFFERED, SHELTER, offer.handle, 1)
    return mx.sealed(routing, {"envelope": offer.envelope(), "sections": NEEDS}, signer=mx.key(Use.CLOCK))


def _changed_outside(mx: Peer, offer: Offer) -> Event:
    return {**offer.event(2), "sequence": "1"}


SET_ASIDE: dict[str, tuple[Callable[[Peer, Offer], Any], str]] = {
    "wrong_signature": (_by_another_key, "bad_signature"),
    "changed_outside": (_changed_outside, "cannot_open"),
    "redirected": (lambda _mx, offer: {**offer.event(), "recipientagency": str(POLICE)}, "cannot_open"),
    "unknown_agency": (lambda _mx, offer: offer.event(to=uuid4()), "unknown_recipient"),
    "another_senders": (lambda _mx, offer: offer.event(sender=AgencyId(LAWYERS)), "mis_addressed"),
    "expired": (
        lambda _mx, offer: offer.event(
            time=datetime.now(UTC) - timedelta(days=2), expires=datetime.now(UTC) - timedelta(days=1)
        ),
        "expired",
    ),
    "by_the_receipt_key": (
        lambda mx, offer: offer.event(kid=key_id(mx.key(Use.RECEIPT).public_key())),
        "key_may_not_sign",
    ),
    "by_the_clock_key": (
        lambda mx, offer: offer.event(kid=key_id(mx.key(Use.CLOCK).public_key())),
        "key_may_not_sign",
    ),
    "no_message": (lambda _mx, _offer: {"id": "1"}, "malformed"),
    "one_more_member": (lambda _mx, offer: {**offer.event(), "name": MARKER}, "malformed"),
    "cut_short": (
        lambda _mx, offer: {**offer.event(), "data_base64": offer.event()["data_base64"][:-4]},
        "malformed",
    ),
}


@pytest.mark.parametrize("case", SET_ASIDE)
def test_what_is_not_believed_is_set_aside_without_its_content(
    mx: Peer, town: Town, offer: Offer, case: str, kept: Callable[[], dict[str, int]]
) -> None:
    make, fault = SET_ASIDE[case]
    bad = make(mx, offer)
    before, quarantined = kept(), set_aside(town)
    result = mx.send(bad)[0]
    assert (result["status"], result["reason"], result["receipts"]) == ("quarantined", fault, [])
    assert kept() == before
    rows = set_aside(town)[len(quarantined) :]
    assert [row[:2] for row in rows] == [("mx", fault)]
    assert mx.send(offer.event(1))[0]["status"] == "stored", "The number was used up."


def test_a_message_that_another_node_hands_over_is_set_aside(mx: Peer, town: Town, offer: Offer) -> None:
    ro = disguised(town.node("ro"), UUID(town.agency("Casa Salcia")["id"]), town.node("be"))
    real = Offer(ro, SHELTER, SHELTER_TEAM)
    event = real.event()
    assert mx.send(event)[0] == {
        "id": event["id"], "status": "quarantined", "reason": "mis_addressed", "receipts": [],
    }  # fmt: skip
    assert mx.send({**event, "source": "mx"})[0]["reason"] in ("mis_addressed", "key_may_not_sign")
    assert town.value("be", "SELECT count(*) FROM exchange.incoming WHERE handle = %s", real.handle) == 0


def test_one_bad_message_spoils_only_its_own_place(mx: Peer, offer: Offer) -> None:
    results = mx.send({"id": "1"}, offer.event(1), "no object", offer.void(2), offer.void(2))
    assert [result["status"] for result in results] == [
        "quarantined",
        "stored",
        "quarantined",
        "stored",
        "refused",
    ]
