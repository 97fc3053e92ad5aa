"""The peer itself: its keys in a folder, its card, its own inbox, and the sealing of messages right and wrong."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.exchange.strict import base64_text
from safeconduct.exchange.wire import ConsentRef, Event, Routing
from safeconduct.keys.card import AgencyEntry, NodeCard, build
from safeconduct.keys.ring import Ring, load, make
from safeconduct.keys.sealing import pad, seal
from safeconduct.keys.signing import key_id, sign
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.canonical import canonical, digest
from safeconduct.vocabulary.identifiers import AgencyId, NodeId

NAME = NodeId("conformance")
_HOLDERS = {Use.OBJECT: "web", Use.RECEIPT: "inbox", Use.CLOCK: "worker", Use.HOP: "worker"}
_CONSENT = ("consent_id", "consent_version", "purpose")


@dataclass(frozen=True)
class Stranger:
    """A node with one agency, all of whose keys are in one hand."""

    rings: Mapping[str, Ring]
    agency: AgencyId
    endpoint: str
    epoch: int
    """It says that it was restored when its keys were made: so it may ask as a restored node does (section 22)."""

    @property
    def node(self) -> NodeId:
        """Its name."""
        return self.rings["web"].node

    def card(self) -> NodeCard:
        """Its card, signed now."""
        entry: AgencyEntry = {
            "id": str(self.agency), "name": "Conformance test", "country": "XX", "sector": "ngo", "languages": ["en"],
            "duty_number": "+00 000", "teams": [], "services": [],
        }  # fmt: skip
        return build(
            self.rings["web"], name="Conformance test", country="XX", endpoint=self.endpoint, agencies=[entry],
            at=datetime.now(UTC), epoch=self.epoch,
        )  # fmt: skip

    def key(self, use: Use) -> Ed25519PrivateKey:
        """A private signing key."""
        key: Ed25519PrivateKey = getattr(self.rings[_HOLDERS[use]], f"{use.value}_key")
        return key

    def kid(self, use: Use) -> str:
        """Its name."""
        return key_id(self.key(use).public_key())


def stranger(folder: Path, endpoint: str) -> Stranger:
    """The peer whose keys lie in this folder; they are made at the first use and stay, for its card is confirmed."""
    folder.mkdir(parents=True, exist_ok=True)
    agency = AgencyId(UUID(_kept(folder / "agency.json", lambda: str(uuid4()))))
    epoch = int(_kept(folder / "epoch.json", lambda: int(time.time())))
    keys = folder / "keys"
    make(keys, NAME, [agency])
    rings = {
        "web": load(keys, "web"),
        "inbox": load(keys, "inbox"),
        "worker": load(keys, "worker"),
    }
    return Stranger(rings, agency, endpoint, epoch)


def _kept(file: Path, make_one: Callable[[], object]) -> Any:
    """What stands in this file; it is made when there is none."""
    if not file.exists():
        file.write_text(json.dumps(make_one()), encoding="utf-8")
    return json.loads(file.read_text(encoding="utf-8"))


@dataclass(frozen=True, kw_only=True)
class Sealing:
    """How a message is sealed: the defaults are right, every other value is one deviation."""

    signer: Ed25519PrivateKey
    recipient_key: bytes
    consent: ConsentRef | None = None
    inside: Routing | None = None
    """Another routing in the signed header than outside."""
    signed_body: Mapping[str, object] | None = None
    """Another body than the one that is sealed."""
    has_salt: bool = True
    spoiled: str = ""
    """`spaces` in the plain text, or a byte in the `padding`."""


def sealed(routing: Routing, body: Mapping[str, object], how: Sealing) -> Event:
    """The message, with none of the checks that an honest sender makes."""
    attributes = routing.attributes()
    padded = bytearray(pad(_plain(routing, body, how)))
    if how.spoiled == "padding":
        padded[-1] = 1
    info = canonical(attributes)
    return {**attributes, "data_base64": base64_text(seal(bytes(padded), how.recipient_key, info))}


def _plain(routing: Routing, body: Mapping[str, object], how: Sealing) -> bytes:
    salted: dict[str, object] = {**body, "salt": uuid4().hex} if how.has_salt else dict(body)
    consent: dict[str, object] = dict.fromkeys(_CONSENT) if how.consent is None else how.consent.members()
    signed: Mapping[str, Any] = (
        salted if how.signed_body is None else {**how.signed_body, "salt": uuid4().hex}
    )
    header = {**(how.inside or routing).attributes(), **consent, "body_hash": digest(dict(signed))}
    signature = base64_text(sign(how.signer, canonical(header)))
    plain = canonical({"header": header, "body": salted, "signature": signature})
    return plain + b" " if how.spoiled == "spaces" else plain
