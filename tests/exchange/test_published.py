"""What others have published: RFC 9421, RFC 9530, RFC 9180, and the schema of CloudEvents; each with what must fail."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cryptography_vectors
import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageSigner,
    HTTPMessageVerifier,
    MappingKeyResolver,
)
from http_message_signatures.algorithms import ED25519
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from safeconduct.exchange import hop, hop_written
from safeconduct.exchange.hop import Asked
from safeconduct.keys.sealing import ExchangeKey
from safeconduct.keys.uses import Use
from tests.exchange.another_hop import base_of_answer, base_of_request, signature_of
from tests.exchange.forgeries import ANSWER, BODY, PLAIN, URL
from tests.exchange.test_vectors import VECTORS
from tests.exchange.world import BE, NODES, NOW, RO, signing_key
from tests.keys import another_implementation

# --- RFC 9421, appendix B ---------------------------------------------------------------------------------------

KEY = Ed25519PrivateKey.from_private_bytes(
    base64.urlsafe_b64decode("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU=")
)
"""B.1.4, test-key-ed25519."""
COVERED = ("date", "@method", "@path", "@authority", "content-type", "content-length")
INPUT = (
    'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length")'
    ';created=1618884473;keyid="test-key-ed25519"'
)
SIGNATURE = "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
"""B.2.6, Signing a Request using ed25519."""


@dataclass
class Request:
    """B.2, test-request."""

    method: str
    url: str
    headers: dict[str, str]


def request(**changes: str) -> Request:
    headers = {
        "Host": "example.com", "Date": "Tue, 20 Apr 2021 02:07:55 GMT", "Content-Type": "application/json",
        "Content-Length": "18", "Signature-Input": INPUT, "Signature": f"sig-b26=:{SIGNATURE}:",
    }  # fmt: skip
    url = changes.pop("url", "https://example.com/foo?param=Value&Pet=dog")
    return Request(changes.pop("method", "POST"), url, {**headers, **changes})


class TimeStandsStill(HTTPMessageVerifier):
    """The example is of April 2021."""

    def validate_created_and_expires(self, sig_input: Any, max_age: Any = None) -> None:
        """Whatever its age."""


def verified(asked: Request) -> None:
    keys = MappingKeyResolver(public_keys={"test-key-ed25519": KEY.public_key()}, private_keys={})
    TimeStandsStill(signature_algorithm=ED25519, key_resolver=keys).verify(asked)


def test_the_example_of_rfc_9421_with_our_algorithm_is_verified() -> None:
    verified(request())


def test_the_example_of_rfc_9421_is_signed_to_the_published_bytes() -> None:
    keys = MappingKeyResolver(public_keys={}, private_keys={"test-key-ed25519": KEY})
    made = request()
    for name in ("Signature", "Signature-Input"):
        made.headers.pop(name)

    base = "\n".join(
        [
            '"date": Tue, 20 Apr 2021 02:07:55 GMT', '"@method": POST', '"@path": /foo', '"@authority": example.com',
            '"content-type": application/json', '"content-length": 18',
            f'"@signature-params": {INPUT.partition("=")[2]}',
        ]
    )  # fmt: skip
    assert base64.b64encode(KEY.sign(base.encode())).decode() == SIGNATURE
    HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=keys).sign(
        made, key_id="test-key-ed25519", label="sig-b26", covered_component_ids=COVERED, include_alg=False,
        created=hop_time(1618884473),
    )  # fmt: skip
    assert made.headers["Signature"] == f"sig-b26=:{SIGNATURE}:"


def test_our_own_spelling_signs_the_example_of_rfc_9421_to_the_published_bytes() -> None:
    """The base that this release writes line by line, and not the library's (`hop_written`)."""
    covered = {
        '"date"': "Tue, 20 Apr 2021 02:07:55 GMT", '"@method"': "POST", '"@path"': "/foo",
        '"@authority"': "example.com", '"content-type"': "application/json", '"content-length"': "18",
    }  # fmt: skip
    parameters = INPUT.partition("=")[2]
    base = hop_written._base(covered, parameters)
    assert base64.b64encode(KEY.sign(base)).decode() == SIGNATURE
    in_another_order = dict(reversed(covered.items()))
    assert base64.b64encode(KEY.sign(hop_written._base(in_another_order, parameters))).decode() != SIGNATURE


def hop_time(seconds: int) -> Any:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "PUT"},
        {"url": "https://example.com/bar"},
        {"url": "https://example.org/foo"},
        {"Host": "example.org", "url": "https://example.org/foo"},
        {"Date": "Tue, 20 Apr 2021 02:07:56 GMT"},
        {"Content-Length": "19"},
        {"Signature-Input": INPUT.replace("1618884473", "1618884474")},
        {"Signature-Input": INPUT.replace('"date" ', "")},
        {"Signature": f"sig-b26=:{'A' * 86}==:"},
    ],
    ids="+".join,
)
def test_the_example_of_rfc_9421_with_one_change_is_not_verified(changes: dict[str, str]) -> None:
    with pytest.raises(HTTPMessageSignaturesException):
        verified(request(**changes))


def test_the_digest_of_a_body_is_that_of_rfc_9530() -> None:
    """Its example of sha-256, appendix D."""
    signed = hop.sign_request("POST", URL, PLAIN, b'{"hello": "world"}', NODES[RO].ring, now=NOW)
    headers = {name.lower(): value for name, value in signed.items()}

    assert headers["content-digest"] == "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"


# --- Our hop, by a base that the library did not build -------------------------------------------------------------


def test_what_we_sign_is_over_the_base_that_the_page_describes() -> None:
    asked = hop.sign_request("POST", URL, PLAIN, BODY, NODES[RO].ring, now=NOW)
    answered = hop.sign_response(200, PLAIN, ANSWER, NODES[BE].ring, asked=Asked("POST", URL, asked), now=NOW)

    _verify(RO, asked, base_of_request("POST", URL, asked))
    _verify(BE, answered, base_of_answer(200, answered, asked))
    with pytest.raises(InvalidSignature):
        _verify(BE, answered, base_of_answer(200, answered, answered))


@pytest.mark.parametrize(
    "vector", [one for one in VECTORS["requests"] if "node" in one], ids=lambda one: one["name"]
)
def test_the_vectors_have_the_base_of_a_request(vector: dict[str, Any]) -> None:
    assert vector["base"] == base_of_request(vector["method"], vector["url"], vector["headers"])
    _verify(vector["node"], vector["headers"], vector["base"])


@pytest.mark.parametrize(
    "vector", [one for one in VECTORS["answers"] if one.get("believed")], ids=lambda one: one["name"]
)
def test_the_vectors_have_the_base_of_an_answer(vector: dict[str, Any]) -> None:
    base = base_of_answer(vector["status"], vector["headers"], vector["request"]["headers"])

    assert vector["base"] == base
    _verify(vector["peer"], vector["headers"], base)


def _verify(node: Any, headers: dict[str, str], base: str) -> None:
    key: Ed25519PublicKey = signing_key(node, Use.HOP).public_key()
    key.verify(base64.b64decode(signature_of(headers)), base.encode())


# --- RFC 9180 ---------------------------------------------------------------------------------------------------


AEADS = {1: AEAD.AES_128_GCM, 2: AEAD.AES_256_GCM, 3: AEAD.CHACHA20_POLY1305}
KEMS = {0x20: KEM.X25519, 0x647A: KEM.MLKEM768_X25519}


def _published(file: str) -> list[dict[str, Any]]:
    """X25519 or the hybrid, HKDF-SHA256, base mode, and each AEAD that encrypts."""
    every = json.loads((Path(cryptography_vectors.__file__).parent / "HPKE" / file).read_text())
    return [
        one
        for one in every
        if one["mode"] == 0 and one["kdf_id"] == 1 and one["kem_id"] in KEMS and one["aead_id"] in AEADS
    ]


HPKE = [*_published("test-vectors.json"), *_published("hpke-pq-test-vectors.json")]


def _opened(vector: dict[str, Any], sealed: bytes, info: bytes, associated: bytes) -> bytes:
    suite = Suite(KEMS[vector["kem_id"]], KDF.HKDF_SHA256, AEADS[vector["aead_id"]])
    # The public function takes no associated data, and ours has none; the vectors have.
    plain: bytes = openssl.hpke._decrypt_with_aad(suite, sealed, _private(vector), info, associated)
    return plain


def _private(vector: dict[str, Any]) -> Any:
    raw = bytes.fromhex(vector["skRm"])
    if vector["kem_id"] == 0x20:
        return X25519PrivateKey.from_private_bytes(raw)
    return ExchangeKey.from_seeds(*another_implementation.expanded(raw))._opener()


@pytest.mark.parametrize("vector", HPKE, ids=lambda one: f"kem {one['kem_id']:#x} aead {one['aead_id']}")
def test_the_vectors_of_rfc_9180_and_of_the_hybrid_open_and_nothing_like_them(vector: dict[str, Any]) -> None:
    first = vector["encryptions"][0]
    enc, info, aad = (bytes.fromhex(text) for text in (vector["enc"], vector["info"], first["aad"]))
    sealed = enc + bytes.fromhex(first["ct"])

    assert _opened(vector, sealed, info, aad) == bytes.fromhex(first["pt"])
    changed = bytes([sealed[0] ^ 1]) + sealed[1:]
    for other in (
        (changed, info, aad),
        (sealed[:-1], info, aad),
        (sealed, info + b"x", aad),
        (sealed, info, b""),
    ):
        with pytest.raises(InvalidTag):
            _opened(vector, *other)


def test_the_vectors_are_there() -> None:
    """Three of RFC 9180, and the one of the hybrid."""
    found = [(one["kem_id"], one["aead_id"]) for one in HPKE]
    assert found == [(0x20, 1), (0x20, 2), (0x20, 3), (0x647A, 3)]


# --- CloudEvents ------------------------------------------------------------------------------------------------

SCHEMA = Path(__file__).parents[3] / "shared" / "standards" / "cloudevents" / "cloudevents-1.0.schema.json"


@pytest.fixture
def cloudevents() -> Draft7Validator:
    """The schema of the standard, which lies beside the repository and not in it."""
    if not SCHEMA.exists():
        pytest.skip(
            "NOT CHECKED: no schema of CloudEvents beside this repository (shared/standards/cloudevents)"
        )
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)


def test_every_message_of_the_vectors_is_a_cloudevent(cloudevents: Draft7Validator) -> None:
    for vector in VECTORS["course"]:
        assert cloudevents.is_valid(vector["event"]), vector["name"]


@pytest.mark.parametrize("name", ["id", "source", "specversion", "type"])
def test_a_message_without_what_the_standard_requires_is_none(
    cloudevents: Draft7Validator, name: str
) -> None:
    event = {key: value for key, value in VECTORS["course"][0]["event"].items() if key != name}

    assert not cloudevents.is_valid(event)


@pytest.mark.parametrize(
    "changes", [{"id": ""}, {"source": ""}, {"type": 1}, {"data_base64": 7}, {"subject": ""}]
)
def test_a_message_with_another_value_is_none(
    cloudevents: Draft7Validator, changes: dict[str, object]
) -> None:
    assert not cloudevents.is_valid({**VECTORS["course"][0]["event"], **changes})


def test_extension_attributes_are_named_as_the_standard_asks() -> None:
    """CloudEvents 1.0, naming: lower-case letters and digits, at most twenty."""
    for name in VECTORS["course"][0]["event"]:
        assert name == "data_base64" or (name.isalnum() and name.islower() and len(name) <= 20)
