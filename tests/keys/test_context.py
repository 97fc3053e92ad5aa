import hashlib
import hmac
import time
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.keys.context import hmac_pads, member_token, peer_token, worker_token
from safeconduct.keys.errors import KeyNotHeld
from safeconduct.keys.ring import Process, Ring
from safeconduct.vocabulary.identifiers import MemberId, MessageId, NodeId

MEMBER = MemberId(uuid.UUID("7d444840-9dc0-41d1-b245-5ffdce74fad2"))
MESSAGE = MessageId(uuid.UUID("0192f3a0-0000-7000-8000-000000000001"))
NOW = 1_800_000_000


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: NOW + 0.9)


def _as_the_database(key: bytes, text: str) -> str:
    """HMAC as the database computes it, from stored pads."""
    inner, outer = hmac_pads(key)
    return hashlib.sha256(outer + hashlib.sha256(inner + text.encode()).digest()).hexdigest()


def test_a_members_token_names_member_and_end(web: Ring) -> None:
    signed, _, mac = member_token(web, MEMBER).rpartition("|")

    assert signed == f"{MEMBER}|{NOW + 60}"
    assert mac == _as_the_database(web.context_key("web"), signed)


def test_a_peers_token_names_peer_message_and_end(inbox: Ring) -> None:
    signed, _, mac = peer_token(inbox, NodeId("be"), MESSAGE).rpartition("|")

    assert signed == f"be|{MESSAGE}|{NOW + 60}"
    assert mac == _as_the_database(inbox.context_key("inbox"), signed)


def test_the_workers_token_names_the_worker_and_end(worker: Ring) -> None:
    signed, _, mac = worker_token(worker).rpartition("|")

    assert signed == f"worker|{NOW + 60}"
    assert mac == _as_the_database(worker.context_key("worker"), signed)


def test_a_token_lives_as_long_as_asked(web: Ring) -> None:
    assert member_token(web, MEMBER, seconds=5).split("|")[1] == str(NOW + 5)


def test_only_the_web_speaks_for_a_member(inbox: Ring, worker: Ring) -> None:
    for ring in (inbox, worker):
        with pytest.raises(KeyNotHeld):
            member_token(ring, MEMBER)


def test_only_the_inbox_speaks_for_a_peer(web: Ring, worker: Ring) -> None:
    for ring in (web, worker):
        with pytest.raises(KeyNotHeld):
            peer_token(ring, NodeId("be"), MESSAGE)


def test_only_the_worker_speaks_for_the_clock(web: Ring, inbox: Ring) -> None:
    for ring in (web, inbox):
        with pytest.raises(KeyNotHeld):
            worker_token(ring)


def test_the_three_processes_have_three_keys(rings: dict[Process, Ring]) -> None:
    assert len({ring.context_key(process) for process, ring in rings.items()}) == 3


@pytest.mark.parametrize("peer", ["be|0192f3a0", "", "be\n", "BE"])
def test_a_peers_name_cannot_add_a_part_to_the_token(inbox: Ring, peer: str) -> None:
    with pytest.raises(ValueError, match="node"):
        peer_token(inbox, NodeId(peer), MESSAGE)


@given(key=st.binary(min_size=32, max_size=32), text=st.text(max_size=200))
def test_two_hashes_over_stored_pads_are_an_hmac(key: bytes, text: str) -> None:
    assert _as_the_database(key, text) == hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_context_key_has_32_bytes(length: int) -> None:
    with pytest.raises(ValueError, match="32"):
        hmac_pads(bytes(length))
