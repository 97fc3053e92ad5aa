"""`public.json`: the public halves of a node's keys, and which of them stand for what while keys are changed.

It is written last and whole: what it does not name is not there, whatever other files lie beside it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from safeconduct.keys import files, formats
from safeconduct.keys.errors import BadKey, KeyFileRefused
from safeconduct.keys.parsing import Fields, node_id, to_base64, unhex
from safeconduct.keys.sealing import PUBLIC_BYTES
from safeconduct.keys.signing import key_id, public_key
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.identifiers import AgencyId, NodeId

FILE: Final = "public.json"

type Signing = Mapping[Use, Ed25519PublicKey]


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """The public halves of a node's keys; no secret.

    `signing` are in use. `announced` stand on the card and are not used yet, `former` stand there still and are used no
    more, `next` are promised by their hash and shown to nobody. `former_exchange` are opened yet and sealed to no more.
    """

    node: NodeId
    signing: Signing
    exchange: Mapping[AgencyId, bytes]
    announced: Signing = field(default_factory=dict)
    former: Signing = field(default_factory=dict)
    next: Signing = field(default_factory=dict)
    former_exchange: Mapping[AgencyId, bytes] = field(default_factory=dict)
    generation: int = 1
    """Of the signing keys in use; the next ones to be used have the next number."""
    exchange_generation: int = 1
    since: datetime | None = None
    """When the step of the change was taken in which the keys are; None when none is under way."""

    def kid(self, use: Use) -> str:
        """The id under which the node's card lists the key of this use."""
        return key_id(self.signing[use])

    @property
    def on_the_card(self) -> list[tuple[Use, Ed25519PublicKey]]:
        """Every signing key that other nodes believe, those in use first."""
        return [(use, keys[use]) for keys in (self.signing, self.announced, self.former) for use in keys]

    @property
    def later(self) -> int:
        """The generation of `next`."""
        return self.generation + (2 if self.announced else 1)


def promise(keys: Signing) -> str:
    """What a card says of the keys that come next: the SHA-256 (hex) of one line a key, in order.

    A line is the key's id, use and public half (base64), as a card writes them. The database computes it too
    (`exchange.promise`), so that no process can slip in keys that were not promised. After the pre-rotation of KERI
    (Smith 2019, arXiv:1907.02143): who steals today's keys cannot name tomorrow's.
    """
    lines = sorted(
        f"{key_id(key)} {use.value} {to_base64(key.public_bytes_raw())}" for use, key in keys.items()
    )
    return hashlib.sha256("\n".join(lines).encode("ascii")).hexdigest()


def path_in(folder: Path) -> Path:
    """Where the file lies."""
    return folder / FILE


def read(folder: Path) -> PublicKeys:
    """The public halves. Raises KeyFileRefused for a file that is missing, open to others or damaged."""
    path = path_in(folder)
    try:
        return _parsed(json.loads(files.read(path)))
    except (ValueError, BadKey):
        raise KeyFileRefused(f"The file {path} is damaged. Restore it from the backup.") from None


def write(folder: Path, keys: PublicKeys) -> PublicKeys:
    """Write them down, and give them back as they will be read."""
    content = {
        "v": 1,
        "node": keys.node,
        "made": made(keys),
        "signing": _hex(keys.signing),
        "exchange": {str(agency): half.hex() for agency, half in keys.exchange.items()},
        "announced": _hex(keys.announced),
        "former": _hex(keys.former),
        "next": _hex(keys.next),
        "former_exchange": {str(agency): half.hex() for agency, half in keys.former_exchange.items()},
        "generation": keys.generation,
        "exchange_generation": keys.exchange_generation,
        "since": keys.since.isoformat() if keys.since else None,
    }
    files.write(path_in(folder), json.dumps(content, indent=1).encode("ascii"))
    return _parsed(content)


def made(keys: PublicKeys) -> list[str]:
    """The names of the key files in use, by which a lost one is told from one that was never made."""
    return sorted(formats.names(keys.exchange, keys.generation, keys.exchange_generation))


def _hex(keys: Signing) -> dict[str, str]:
    return {use.value: key.public_bytes_raw().hex() for use, key in keys.items()}


def _parsed(content: object) -> PublicKeys:
    fields = Fields.of(content)
    if fields.number("v") != 1:
        raise ValueError("Another version.")
    keys = PublicKeys(
        node=node_id(fields.text("node")),
        signing=_signing(fields.inner("signing"), Use),
        exchange=_exchange(fields.inner("exchange")),
        announced=_some(fields, "announced"),
        former=_some(fields, "former"),
        next=_some(fields, "next"),
        former_exchange=_exchange(_inner(fields, "former_exchange")),
        generation=_number(fields, "generation"),
        exchange_generation=_number(fields, "exchange_generation"),
        since=_moment(fields.members.get("since")),
    )
    if sorted(fields.texts("made")) != made(keys):
        raise ValueError("The list of keys is not whole.")
    return keys


def _signing(fields: Fields, uses: Iterable[Use]) -> dict[Use, Ed25519PublicKey]:
    return {use: public_key(unhex(fields.text(use), 32)) for use in uses}


def _some(fields: Fields, name: str) -> dict[Use, Ed25519PublicKey]:
    """The keys of all uses, or of none; a file of before there were such keys has none."""
    inner = _inner(fields, name)
    return _signing(inner, Use) if inner.members else {}


def _exchange(fields: Fields) -> dict[AgencyId, bytes]:
    return {formats.agency_of(name): unhex(fields.text(name), PUBLIC_BYTES) for name in fields.members}


def _inner(fields: Fields, name: str) -> Fields:
    return fields.inner(name) if name in fields.members else Fields.of({})


def _number(fields: Fields, name: str) -> int:
    return fields.number(name) if name in fields.members else 1


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None
