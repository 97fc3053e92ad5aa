"""The published test vectors: this implementation meets them, and so does one written from the page alone."""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite

from safeconduct.exchange import hop, receipts
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.hop import Asked
from safeconduct.exchange.inner import open_held
from safeconduct.exchange.strict import read_canonical
from safeconduct.exchange.wire import object_hash, open_message
from safeconduct.keys.card import Card, fingerprint, verify_card
from safeconduct.keys.sealing import ExchangeKey, pad
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.identifiers import AgencyId, MessageId, NodeId
from tests.exchange.world import ROUTING

FILE = Path(__file__).parents[2] / "docs" / "reference" / "exchange" / "vectors.json"
VECTORS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
CARDS = {NodeId(name): verify_card(node["card"]) for name, node in VECTORS["nodes"].items()}
KEYS = {
    AgencyId(UUID(agency)): ExchangeKey.from_seeds(
        bytes.fromhex(seeds["mlkem768_seed"]), bytes.fromhex(seeds["x25519_seed"])
    )
    for agency, seeds in VECTORS["agencies"].items()
}


def each(kind: str) -> pytest.MarkDecorator:
    """One test for each vector of this kind, called by its name."""
    return pytest.mark.parametrize("vector", VECTORS[kind], ids=lambda vector: vector["name"])


def card_for(node: NodeId) -> Card | None:
    return CARDS.get(node)


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def test_canonical_values() -> None:
    for vector in VECTORS["canonical"]:
        assert canonical(vector["value"]).hex() == vector["utf8_hex"]
    for text in VECTORS["not_canonical"]:
        with pytest.raises(WireError):
            read_canonical(text.encode())


def test_padding() -> None:
    assert [len(pad(bytes(vector["length"]))) for vector in VECTORS["padding"]] == [
        vector["padded"] for vector in VECTORS["padding"]
    ]


def test_keys_cards_and_fingerprints() -> None:
    for name, node in VECTORS["nodes"].items():
        card = CARDS[NodeId(name)]
        public = {key.use: key.public.public_bytes_raw() for key in card.keys}
        for use, seed in node["seeds"].items():
            signer = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))
            assert public[use] == signer.public_key().public_bytes_raw()
        assert fingerprint(card) == node["fingerprint"]
        for agency in card.agencies:
            assert KEYS[agency.id].public_bytes() == agency.exchange_key


def keys_of(agency: AgencyId) -> list[ExchangeKey]:
    return [KEYS[agency]] if agency in KEYS else []


@pytest.mark.parametrize("vector", VECTORS["course"] + VECTORS["messages"], ids=lambda vector: vector["name"])
def test_messages(vector: dict[str, Any]) -> None:
    def result() -> dict[str, object]:
        message = open_message(
            vector["event"],
            exchange_keys_for=keys_of,
            card_for=card_for,
            sent_by=NodeId(vector["sent_by"]),
            now=moment(vector.get("now", VECTORS["now"])),
        )
        consent = message.consent.members() if message.consent else None
        return {"body": message.body, "consent": consent, "object_hash": message.object_hash}

    _compare(result, vector)


@each("held")
def test_held_back_objects(vector: dict[str, Any]) -> None:
    carried_by = replace(
        ROUTING,
        source=NodeId(vector["carried_by"]["source"]),
        sender=AgencyId(UUID(vector["carried_by"]["senderagency"])),
        recipient=AgencyId(UUID(vector["carried_by"]["recipientagency"])),
    )

    def result() -> dict[str, object]:
        held = open_held(
            vector["held"],
            carried_by=carried_by,
            exchange_keys_for=keys_of,
            card_for=card_for,
        )
        return {"sections": held.sections}

    _compare(result, vector)


@each("receipts")
def test_receipts(vector: dict[str, Any]) -> None:
    def result() -> bool:
        receipts.verify_receipt(
            vector["receipt"],
            message=MessageId(UUID(vector["of"]["message"])),
            object_hash=vector["of"]["object_hash"],
            issuer=NodeId(vector["of"]["issuer"]),
            agency=AgencyId(UUID(vector["of"]["agency"])),
            card_for=card_for,
        )
        return True

    _compare(result, vector)


@each("requests")
def test_requests(vector: dict[str, Any]) -> None:
    def result() -> str:
        return hop.verify_request(
            vector["method"],
            vector["url"],
            vector["headers"],
            vector["body"].encode(),
            card_for=card_for,
            now=moment(vector["now"]),
        )

    _compare(result, vector)


@each("answers")
def test_answers(vector: dict[str, Any]) -> None:
    def result() -> bool:
        hop.verify_response(
            vector["status"],
            vector["headers"],
            vector["body"].encode(),
            asked=Asked(**vector["request"]),
            peer=NodeId(vector["peer"]),
            card_for=card_for,
            now=moment(vector["now"]),
        )
        return True

    _compare(result, vector)


def _compare(result: Any, vector: dict[str, Any]) -> None:
    if "refused" in vector:
        with pytest.raises(WireError) as caught:
            result()
        assert caught.value.fault == vector["refused"]
    else:
        assert result() == vector.get("opens", vector.get("node", True))


# --- An implementation from the page alone: nothing of ours is used below -----------------------------------


@pytest.mark.parametrize(
    "vector",
    [vector for vector in VECTORS["course"] + VECTORS["messages"] if "opens" in vector],
    ids=lambda vector: vector["name"],
)
def test_a_message_opens_with_the_steps_of_the_page(vector: dict[str, Any]) -> None:
    event = vector["event"]
    routing = {name: value for name, value in event.items() if name != "data_base64"}
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)

    padded = suite.decrypt(
        base64.b64decode(event["data_base64"]), _private(event["recipientagency"]), info=_plain_json(routing)
    )
    length = int.from_bytes(padded[:4], "big")
    inside = json.loads(padded[4 : 4 + length])
    header, body = inside["header"], inside["body"]
    _public(event["source"], event["kid"]).verify(base64.b64decode(inside["signature"]), _plain_json(header))

    assert len(padded) in (4096, 16384, 65536, 262144)
    assert not any(padded[4 + length :])
    assert {name: header[name] for name in routing} == routing
    assert hashlib.sha256(_plain_json(body)).hexdigest() == header["body_hash"]
    assert (
        hashlib.sha256(_plain_json(event)).hexdigest() == vector["opens"]["object_hash"] == object_hash(event)
    )
    assert {name: value for name, value in body.items() if name != "salt"} == vector["opens"]["body"]


def test_the_example_on_the_page_is_the_first_message_of_the_course() -> None:
    page = (FILE.parents[1] / "exchange-protocol.md").read_text(encoding="utf-8")
    first = VECTORS["course"][0]
    routing = {name: value for name, value in first["event"].items() if name != "data_base64"}
    sealed = base64.b64decode(first["event"]["data_base64"])

    for told in (
        _plain_json(routing).decode(),
        first["opens"]["object_hash"],
        hashlib.sha256(sealed).hexdigest(),
    ):
        assert told in page


def _plain_json(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _private(agency: str) -> MLKEM768X25519PrivateKey:
    seeds = VECTORS["agencies"][agency]
    return MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(bytes.fromhex(seeds["mlkem768_seed"])),
        X25519PrivateKey.from_private_bytes(bytes.fromhex(seeds["x25519_seed"])),
    )


def _public(node: str, kid: str) -> Ed25519PublicKey:
    (key,) = (key for key in VECTORS["nodes"][node]["card"]["keys"] if key["kid"] == kid)
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(key["public"]))
