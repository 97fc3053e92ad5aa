"""Seal and open, sign and verify, and a message and a hop as a whole: microseconds beside the library's own."""

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite

from safeconduct.commands.measures import Numbers, Plan
from safeconduct.exchange import hop
from safeconduct.exchange.wire import ConsentRef, Lane, Routing, open_message, seal_message
from safeconduct.keys.card import AgencyEntry, Card, build, verify_card
from safeconduct.keys.ring import Ring, load, make
from safeconduct.keys.sealing import ExchangeKey, pad, seal, unpad, unseal
from safeconduct.keys.signing import sign, verify
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.identifiers import (
    AgencyId,
    ConsentId,
    MessageId,
    NodeId,
    new_handle,
    uuid7,
)

SIZE = 20_000
ROUNDS = 9
INFO = b"a routing header" * 20

type Work = Callable[[], object]


def measure(plan: Plan) -> Numbers:
    """Each beside the bare call that it rests on, in turns; medians of the rounds."""
    times = plan.of(200, short=40)
    with TemporaryDirectory() as folder:
        pairs = {**_sealing(), **_signing(), **_message(Path(folder))}
    return {name: _beside(ours, floor, times) for name, (ours, floor) in pairs.items()}


def _beside(ours: Work, floor: Work, times: int) -> Numbers:
    took: dict[Work, list[float]] = {ours: [], floor: []}
    for _round in range(ROUNDS):
        for work, rounds in took.items():
            begun = time.process_time()
            for _time in range(times):
                work()
            rounds.append((time.process_time() - begun) / times * 1e6)
    here, bare = statistics.median(took[ours]), statistics.median(took[floor])
    return {"us": round(here, 1), "library us": round(bare, 1), "ratio": round(here / bare, 2)}


def _sealing() -> dict[str, tuple[Work, Work]]:
    """20 KB, which are padded to 64 here; the library seals the same padded bytes."""
    mlkem, x25519 = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    key, bare = ExchangeKey(mlkem, x25519), MLKEM768X25519PrivateKey(mlkem, x25519)
    suite, public, bare_public = _suite(), key.public_bytes(), bare.public_key()
    plain = os.urandom(SIZE)
    padded, sealed = pad(plain), seal(pad(plain), public, INFO)
    return {
        "seal 20 KB": (
            lambda: seal(pad(plain), public, INFO),
            lambda: suite.encrypt(padded, bare_public, info=INFO),
        ),
        "open 20 KB": (
            lambda: unpad(unseal(sealed, key, INFO)),
            lambda: suite.decrypt(sealed, bare, info=INFO),
        ),
    }


def _suite() -> Suite:
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _signing() -> dict[str, tuple[Work, Work]]:
    """A header of fifteen members, made canonical each time; the library has the bytes."""
    key = Ed25519PrivateKey.generate()
    header = {f"member{number}": str(uuid4()) for number in range(15)}
    payload, public = canonical(header), key.public_key()
    signature = sign(key, payload)
    return {
        "sign a header": (lambda: sign(key, canonical(header)), lambda: key.sign(payload)),
        "verify a header": (
            lambda: verify(public, canonical(header), signature),
            lambda: public.verify(signature, payload),
        ),
    }


def _message(folder: Path) -> dict[str, tuple[Work, Work]]:
    """A whole message with a body of 12 KB and a whole request, beside one seal and one signature."""
    sender, recipient, now = AgencyId(uuid4()), AgencyId(uuid4()), datetime.now(UTC)
    make(folder, NodeId("ro"), [sender, recipient])
    web, inbox, worker = load(folder, "web"), load(folder, "inbox"), load(folder, "worker")
    card = verify_card(_card(web, [sender, recipient], now))
    routing = Routing(
        id=MessageId(uuid7()), source=web.node, type="safeconduct.referral.moved.v1", subject=new_handle(),
        time=now, sequence=1, lane=Lane.MAIN, sender=sender, recipient=recipient,
        kid=web.public.kid(Use.OBJECT), expires=now + timedelta(days=90),
    )  # fmt: skip
    consent, body = ConsentRef(ConsentId(uuid4()), 1, "referral_service"), {"text": "x" * 12_000}
    public = card.agency(recipient).exchange_key
    suite, bare = _suite(), ExchangeKey.generate()
    opener, padded = bare._opener(), pad(canonical(dict(body)))
    sealed = suite.encrypt(padded, opener.public_key(), info=INFO)
    signature = web.object_key.sign(padded)

    def seal_whole() -> dict[str, str]:
        return seal_message(routing, consent=consent, body=body, signer=web.object_key, recipient_key=public)

    def seal_bare() -> None:
        web.object_key.sign(padded)
        suite.encrypt(padded, opener.public_key(), info=INFO)

    def open_bare() -> None:
        suite.decrypt(sealed, opener, info=INFO)
        web.object_key.public_key().verify(signature, padded)

    event = seal_whole()
    return {
        "seal a message": (seal_whole, seal_bare),
        "open a message": (lambda: _opened(event, inbox, card, now), open_bare),
        **_hop(worker, card, padded, now),
    }


def _opened(event: object, inbox: Ring, card: Card, now: datetime) -> object:
    return open_message(
        event,
        exchange_keys_for=inbox.exchange_keys,
        card_for=lambda _node: card,
        sent_by=inbox.node,
        now=now,
    )


def _hop(worker: Ring, card: Card, body: bytes, now: datetime) -> dict[str, tuple[Work, Work]]:
    url, plain = f"{card.endpoint}messages", {"content-type": "application/json"}
    signed = hop.sign_request("POST", url, plain, body, worker, now=now)
    key, public = worker.hop_key, worker.hop_key.public_key()
    signature = key.sign(body)
    return {
        "sign a request": (
            lambda: hop.sign_request("POST", url, plain, body, worker, now=now),
            lambda: key.sign(body),
        ),
        "verify a request": (
            lambda: hop.verify_request("POST", url, signed, body, card_for=lambda _node: card, now=now),
            lambda: public.verify(signature, body),
        ),
    }


def _card(ring: Ring, agencies: list[AgencyId], now: datetime) -> object:
    entries: list[AgencyEntry] = [
        {
            "id": str(agency), "name": "One", "country": "RO", "sector": "shelter", "languages": ["ro"],
            "duty_number": "+40 00 00 00 00", "teams": [], "services": [],
        }
        for agency in agencies
    ]  # fmt: skip
    return build(ring, name="One", country="RO", endpoint="http://127.0.0.1:1/", agencies=entries, at=now)
