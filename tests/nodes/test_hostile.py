"""A live inbox against whatever comes: refused or set aside, once, without its content, and the lane goes on."""

import json
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from safeconduct.exchange.limits import MOST_REQUEST_BYTES
from safeconduct.exchange.wire import Event, Lane
from safeconduct.keys.ring import Ring
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import Use
from safeconduct.referrals.moves import Event as MoveEvent
from safeconduct.referrals.moves import Side
from safeconduct.vocabulary.identifiers import AgencyId, new_handle
from tests.nodes.peers import NEEDS, OFFERED, Offer, Peer, batch, disguised
from tests.nodes.story import Story
from tests.nodes.town import Town, until

SHELTER, SHELTER_TEAM = (
    UUID("be1c0001-0000-4000-8000-000000000001"),
    UUID("be1c0001-0000-4000-8000-0000000000a1"),
)
LAWYERS, LAWYERS_TEAM = (
    UUID("be1c0002-0000-4000-8000-000000000001"),
    UUID("be1c0002-0000-4000-8000-0000000000a1"),
)
POLICE, POLICE_TEAM = (
    UUID("be1c0003-0000-4000-8000-000000000001"),
    UUID("be1c0003-0000-4000-8000-0000000000a1"),
)
MARKER = "Unmistakable Marker"

KEPT = {
    "referrals": "SELECT count(*) FROM referrals.referral WHERE peer = 'mx'",
    "moves": "SELECT count(*) FROM referrals.move m JOIN referrals.referral r ON r.id = m.referral_id "
    "WHERE r.peer = 'mx'",
    "cases": "SELECT count(*) FROM access.\"case\" WHERE peer = 'mx'",
    "versions": 'SELECT count(*) FROM cases.section_version v JOIN access."case" c ON c.id = v.case_id '
    "WHERE c.peer = 'mx'",
    "keys": "SELECT count(*) FROM keys.section_key k JOIN access.\"case\" c ON c.id = k.case_id WHERE c.peer = 'mx'",
    "answers": "SELECT count(*) FROM exchange.outgoing WHERE peer = 'mx'",
    "receipts": "SELECT count(*) FROM exchange.receipt WHERE peer = 'mx'",
}


@pytest.fixture
def kept(town: Town, mx: Peer) -> Callable[[], dict[str, int]]:
    """How much Belgium keeps of the stranger."""
    return lambda: {name: town.value("be", sql) for name, sql in KEPT.items()}


@pytest.fixture
def offer(mx: Peer) -> Offer:
    """An honest referral to the shelter, not sent yet."""
    return Offer(mx, SHELTER, SHELTER_TEAM)


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
    before = kept(), _seen(town)
    assert mx.post(body) == (status, {"type": "about:blank", "status": status, "title": title})
    assert (kept(), _seen(town)) == before


def test_a_request_that_is_not_signed_as_it_should_be_is_refused(
    mx: Peer, town: Town, offer: Offer, kept: Callable[[], dict[str, int]]
) -> None:
    body = batch([offer.event()])
    good = mx.headers(body)
    unknown = Ring("worker", mx.rings["worker"].public, {"hop": mx.key(Use.CLOCK)})
    before = kept(), _seen(town)
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
    assert (kept(), _seen(town)) == before


def test_a_request_that_breaks_off_leaves_the_inbox_at_work(mx: Peer, town: Town, offer: Offer) -> None:
    body = batch([offer.event()])
    lines = [f"{name}: {value}" for name, value in mx.headers(body).items()]
    head = "\r\n".join(
        ["POST /messages HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}", *lines, "", ""]
    )
    with socket.create_connection(("127.0.0.1", town.node("be").ports.inbox)) as raw:
        raw.sendall(head.encode() + body[: len(body) // 2])
    assert mx.send(offer.event())[0]["status"] == "stored"


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
    before, quarantined = kept(), _quarantined(town)
    result = mx.send(bad)[0]
    assert (result["status"], result["reason"], result["receipts"]) == ("quarantined", fault, [])
    assert kept() == before
    rows = _quarantined(town)[len(quarantined) :]
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


# --- One message: refused, its number used ----------------------------------------------------------------


def _with(**changes: Any) -> Callable[[Peer, Offer], Event]:
    """The offer with other fields."""

    def make(mx: Peer, offer: Offer) -> Event:
        for name, value in changes.items():
            setattr(offer, name, value)
        return offer.event()

    return make


def _with_part(name: str, **changes: Any) -> Callable[[Peer, Offer], Event]:
    part = {**NEEDS["needs"], **changes}
    return _with(parts={**NEEDS, name: part}, sections=["needs", "identity"])


REFUSED: dict[str, tuple[Callable[[Peer, Offer], Event], str]] = {
    "unknown_type": (
        lambda mx, offer: mx.event(
            "safeconduct.referral.surprise.v1", {}, to=SHELTER, handle=offer.handle, number=1
        ),
        "unknown_type",
    ),
    "no_envelope": (
        lambda mx, offer: mx.event(OFFERED, {}, to=SHELTER, handle=offer.handle, number=1),
        "malformed_body",
    ),
    "no_sections": (_with(parts={}), "malformed_body"),
    "unknown_section": (_with(parts={"diary": NEEDS["needs"]}), "malformed_body"),
    "narrative": (_with_part("narrative"), "malformed_body"),
    "held_back_at_once": (_with_part("identity"), "sent_too_early"),
    "more_than_consented": (_with_part("safety"), "not_consented"),
    "no_consent_named": (lambda _mx, offer: offer.event(consent=None), "consent_not_named"),
    "consent_ended": (_with(until=datetime.now(UTC) - timedelta(days=1)), "consent_ended"),
    "police": (_with(to=POLICE, team=POLICE_TEAM), "recipient_may_not_hold"),
    "team_of_another_agency": (_with(team=LAWYERS_TEAM, purpose="legal_assistance"), "no_such_team"),
    "no_such_team": (_with(team=uuid4()), "no_such_team"),
    "unknown_purpose": (_with(purpose="curiosity"), "malformed_body"),
    "version_out_of_range": (_with_part("needs", version=2**40), "malformed_body"),
    "no_text_as_role": (_with_part("needs", role="a\0b"), "malformed_body"),
    "unknown_referral": (lambda _mx, offer: offer.moved(offer.move(MoveEvent.CLOSE), 1), "unknown_referral"),
    "release_of_nothing": (lambda _mx, offer: offer.released(1), "unknown_referral"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_may_not_take_effect_is_refused_and_its_number_used(
    mx: Peer, town: Town, offer: Offer, case: str, kept: Callable[[], dict[str, int]]
) -> None:
    make, reason = REFUSED[case]
    bad = make(mx, offer)
    before = kept()
    result = mx.send(bad)[0]
    assert (result["status"], result.get("reason"), result["receipts"]) == ("refused", reason, [])
    assert kept() == before
    assert mx.send(bad)[0] == result, "The same message again is answered alike."
    assert kept() == before
    stored = "SELECT status, reason, referral_id FROM exchange.incoming WHERE message_id = %s"
    assert town.ask("be", stored, bad["id"]) == [("refused", reason, None)]
    assert mx.send(offer.void(2))[0]["status"] == "stored", "The lane stands still."


# --- Later messages ---------------------------------------------------------------------------------------


def test_the_same_bytes_twice_have_their_effect_once(
    mx: Peer, offer: Offer, kept: Callable[[], dict[str, int]]
) -> None:
    body = batch([offer.event()])
    headers = mx.headers(body)
    first = mx.post(body, headers)[1]["results"][0]
    after = kept()
    second = mx.post(body, headers)[1]["results"][0]
    assert (first["status"], second["status"]) == ("stored", "duplicate")
    assert first["receipts"] == second["receipts"]
    assert len(first["receipts"]) == 2
    assert kept() == after


def test_a_number_is_taken_in_its_turn_only(
    mx: Peer, offer: Offer, kept: Callable[[], dict[str, int]]
) -> None:
    before = kept()
    third = offer.void(3)
    assert mx.send(third)[0] == {"id": third["id"], "status": "gap", "expected": 1, "receipts": []}
    assert kept() == before
    assert [result["status"] for result in mx.send(offer.event(1), offer.void(2), third)] == ["stored"] * 3
    late = offer.void(2)
    assert mx.send(late)[0]["reason"] == "number_already_used"


def test_an_id_names_one_message_only(mx: Peer, offer: Offer) -> None:
    first = offer.event()
    mx.send(first)
    again = Offer(mx, SHELTER, SHELTER_TEAM, handle=offer.handle).event(2, id=UUID(first["id"]))
    assert mx.send(again)[0]["reason"] == "id_already_used"
    assert mx.send(offer.void(2))[0]["status"] == "stored"


def test_lanes_do_not_wait_for_each_other(mx: Peer, offer: Offer) -> None:
    assert mx.send(offer.void(1, lane=Lane.RECEIPTS))[0]["status"] == "stored"
    assert mx.send(offer.event(1))[0]["status"] == "stored"


LATER: dict[str, tuple[Callable[[Offer], Event], str]] = {
    "the_receivers_move": (
        lambda offer: offer.moved(
            offer.move(MoveEvent.ACCEPT, side=Side.RECEIVER, codes={"worker": str(uuid4()), "conflict_check": "none"})
        ),
        "not_your_side",
    ),
    "a_move_of_another_referral": (
        lambda offer: offer.moved(Offer(offer.peer, SHELTER, SHELTER_TEAM).move(MoveEvent.WITHDRAW)),
        "another_referral",
    ),
    "under_another_handle": (
        lambda offer: offer.moved(offer.move(MoveEvent.WITHDRAW), 1, handle=new_handle()),
        "another_case",
    ),
    "taken_back_under_another_handle": (lambda offer: offer.withdrawal(handle=new_handle()), "another_case"),
    "at_another_agency": (
        lambda offer: offer.moved(offer.move(MoveEvent.WITHDRAW), 1, to=LAWYERS),
        "unknown_referral",
    ),
    "offered_again": (lambda offer: offer.event(2), "consent_ended"),
    "a_sentence_in_a_code": (
        lambda offer: offer.moved(offer.move(MoveEvent.WITHDRAW, codes={"reason": f"{MARKER} ran away"})),
        "malformed_body",
    ),
    "held_part_of_another_referral": (lambda offer: offer.released(label=uuid4()), "another_referral"),
    "released_before_acceptance": (lambda offer: offer.released(), "sent_too_early"),
    "erased_by_the_sender": (
        lambda offer: offer.peer.event(
            "safeconduct.erase.done.v1",
            {"referral": str(offer.shared), "answer": "erased", "sections": []},
            to=SHELTER, handle=offer.handle, number=1, lane=Lane.WITHDRAWAL,
        ),
        "not_your_side",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LATER)
def test_a_later_message_that_does_not_belong_is_refused(
    mx: Peer, offer: Offer, case: str, kept: Callable[[], dict[str, int]]
) -> None:
    assert mx.send(offer.event())[0]["status"] == "stored"
    make, reason = LATER[case]
    bad = make(offer)
    before = kept()
    result = mx.send(bad)[0]
    assert (result["status"], result.get("reason")) == ("refused", reason)
    assert kept() == before
    number = 3 if bad["subject"] == offer.handle and bad["lane"] == "main" and bad["sequence"] == "2" else 2
    assert mx.send(offer.void(number))[0]["status"] == "stored"


def test_what_was_taken_back_before_it_came_is_never_opened(
    mx: Peer, town: Town, offer: Offer, kept: Callable[[], dict[str, int]]
) -> None:
    before = kept()
    assert mx.send(offer.withdrawal())[0]["status"] == "stored"
    assert mx.send(offer.event())[0]["reason"] == "consent_ended"
    after = kept()
    assert (after["cases"], after["versions"], after["keys"]) == (
        before["cases"],
        before["versions"],
        before["keys"],
    )
    assert (
        town.value("be", "SELECT state FROM referrals.referral WHERE shared = %s", offer.shared)
        == "withdrawn"
    )
    answer = "SELECT type, lane FROM exchange.outgoing WHERE referral_id = %s"
    assert town.ask("be", answer, offer.shared) == [("safeconduct.erase.done.v1", "withdrawal")]


def test_nothing_is_released_into_a_referral_that_is_over(mx: Peer, town: Town, offer: Offer) -> None:
    mx.send(offer.event())
    _acted(town, offer, "accept", worker=town.pair.member("Sofie Maes"), conflict_check="none")
    mx.send(offer.withdrawal())
    _acted(town, offer, "confirm_freeze")
    assert (
        town.value("be", "SELECT state FROM referrals.referral WHERE shared = %s", offer.shared) == "closed"
    )
    assert mx.send(offer.released())[0]["reason"] == "consent_ended"
    keys = 'SELECT count(*) FROM keys.section_key k JOIN access."case" c ON c.id = k.case_id WHERE c.referral_id = %s'
    assert town.value("be", keys, offer.shared) == 0


def test_a_part_is_released_once(mx: Peer, town: Town, offer: Offer) -> None:
    mx.send(offer.event())
    _acted(town, offer, "accept", worker=town.pair.member("Sofie Maes"), conflict_check="none")
    assert mx.send(offer.released(2))[0]["status"] == "stored"
    assert mx.send(offer.released(3))[0]["reason"] == "already_here"
    assert mx.send(offer.void(4))[0]["status"] == "stored"


def test_a_referral_of_another_peer_cannot_be_touched(mx: Peer, town: Town, offer: Offer) -> None:
    story = Story(town).reach("accepted")
    theirs = Offer(mx, SHELTER, SHELTER_TEAM, shared=story.shared, handle=str(story.of_sender("handle")))
    before = story.states(), story.keys_there(), story.grants_there()
    results = mx.send(theirs.event(1), theirs.moved(theirs.move(MoveEvent.CLOSE), 2), theirs.released(3))
    assert [result.get("reason") for result in results] == [
        "not_your_referral",
        "unknown_referral",
        "unknown_referral",
    ]
    assert mx.send(theirs.withdrawal())[0]["reason"] == "already_here"
    assert (story.states(), story.keys_there(), story.grants_there()) == before
    story.step("in_service")


def test_a_receiver_cannot_move_for_the_sender_nor_bring_sections_into_its_case(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    shelter = disguised(town.node("be"), SHELTER, town.node("ro"))
    handle = str(story.of_sender("handle"))
    row = ("id", "created_at", "head")
    made = Offer(
        shelter, UUID(str(story.of_sender("agency_id"))), SHELTER_TEAM, shared=story.shared, handle=handle
    )
    number = town.value(
        "be", "SELECT next FROM exchange.lane WHERE handle = %s AND NOT inward AND lane = 'main'", handle
    )
    before = [story.of_sender(column) for column in row]
    results = shelter.send(
        made.moved(made.move(MoveEvent.CLOSE, side=Side.SENDER), number),
        made.released(number + 1),
        made.event(number + 2),
    )
    assert [result.get("reason") for result in results] == ["not_your_side", "not_your_side", "consent_ended"]
    assert [story.of_sender(column) for column in row] == before


# --- What the sender is told ------------------------------------------------------------------------------


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


def _acted(town: Town, offer: Offer, event: str, **answers: str) -> None:
    town.hands("Sofie Maes").move(f"/referrals/{offer.reference}/", event, dict(answers))


def _seen(town: Town) -> tuple[int, int]:
    incoming = town.value("be", "SELECT count(*) FROM exchange.incoming WHERE peer = 'mx'")
    return incoming, len(_quarantined(town))


def _quarantined(town: Town) -> list[tuple[Any, ...]]:
    return town.ask(
        "be", "SELECT peer, fault, size FROM exchange.quarantined WHERE peer = 'mx' ORDER BY received_at"
    )
