"""The node's key folder: which keys there are, and which of them each process gets.

    kek.json        wraps the section keys of own cases         web
    intake.json     wraps the section keys of received cases    web, inbox
    object.key      signs what a member sends                   web
    receipt.key     signs receipts                              web, inbox
    clock.key       signs what the clock does, no content       worker
    hop.key         signs HTTP requests and answers             inbox, worker
    exchange-ID.key opens what is sealed to the agency ID       inbox
    context-X.key   makes the context tokens of process X       X
    public.json     public halves, and what was ever made       all

So a taken inbox opens no own case and sends no referral, and a taken worker reads no person's data.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from safeconduct.keys import files, formats
from safeconduct.keys.errors import BadKey, KeyFileRefused, KeyNotHeld
from safeconduct.keys.formats import Process
from safeconduct.keys.keysets import WrappingKey
from safeconduct.keys.parsing import Fields, node_id, unhex
from safeconduct.keys.sealing import PUBLIC_BYTES, ExchangeKey
from safeconduct.keys.signing import key_id, public_key
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.identifiers import AgencyId, NodeId

__all__ = ["HELD", "Process", "PublicKeys", "Ring", "load", "make", "stamp"]

HELD: Final[dict[Process, frozenset[str]]] = {
    "web": frozenset({"kek", "intake", "object", "receipt", "context-web"}),
    "inbox": frozenset({"intake", "receipt", "hop", "exchange", "context-inbox"}),
    "worker": frozenset({"clock", "hop", "context-worker"}),
}
"""The keys of each process; `exchange` stands for those of all agencies."""


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """The public halves of a node's keys; no secret."""

    node: NodeId
    signing: Mapping[Use, Ed25519PublicKey]
    exchange: Mapping[AgencyId, bytes]

    def kid(self, use: Use) -> str:
        """The id under which the node's card lists the key of this use."""
        return key_id(self.signing[use])


class Ring:
    """The keys that one process holds. Asking for any other raises KeyNotHeld."""

    __slots__ = ("_keys", "process", "public")

    def __init__(self, process: Process, public: PublicKeys, keys: Mapping[str, object]) -> None:
        self.process: Final = process
        self.public: Final = public
        self._keys: Final = dict(keys)

    @property
    def node(self) -> NodeId:
        """The node whose keys these are."""
        return self.public.node

    @property
    def kek(self) -> WrappingKey:
        """Wraps the section keys of own cases."""
        return self._held("kek", WrappingKey)

    @property
    def intake(self) -> WrappingKey:
        """Wraps the section keys of received cases."""
        return self._held("intake", WrappingKey)

    @property
    def object_key(self) -> Ed25519PrivateKey:
        """Signs objects that carry content, and the node's card."""
        return self._signing("object")

    @property
    def receipt_key(self) -> Ed25519PrivateKey:
        """Signs receipts and `erase.done`."""
        return self._signing("receipt")

    @property
    def clock_key(self) -> Ed25519PrivateKey:
        """Signs what happens because time has passed."""
        return self._signing("clock")

    @property
    def hop_key(self) -> Ed25519PrivateKey:
        """Signs HTTP requests and answers between nodes."""
        return self._signing("hop")

    def exchange_key(self, agency: AgencyId) -> ExchangeKey:
        """Opens what was sealed to this agency."""
        return self._held(f"exchange-{agency}", ExchangeKey)

    def context_key(self, process: Process) -> bytes:
        """The 32 bytes behind the context tokens of that process; only the process itself has them."""
        return self._held(f"context-{process}", bytes)

    def _held[T](self, name: str, kind: type[T]) -> T:
        key = self._keys.get(name)
        if not isinstance(key, kind):
            raise KeyNotHeld(self.process, name)
        return key

    def _signing(self, name: str) -> Ed25519PrivateKey:
        key = self._keys.get(name)
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyNotHeld(self.process, name)
        return key

    def __repr__(self) -> str:
        return f"<Ring of {self.process} on {self.node}>"


def load(folder: Path, process: Process) -> Ring:
    """Read the files of this process and no other. Raises KeyFileRefused with what to do."""
    if process not in HELD:
        raise ValueError(f"No keys are for a process {process!r}; there are {', '.join(HELD)}.")
    files.check_folder(folder)
    public = _read_public(folder).keys
    keys = {name: formats.read(folder, public.node, name) for name in _names(process, public)}
    _check_halves(folder, public, keys)
    return Ring(process, public, keys)


def stamp(folder: Path) -> tuple[int, int]:
    """What changes whenever keys are added: the file of the public halves is written last, and whole."""
    try:
        found = _public_path(folder).stat()
    except OSError:
        return (0, 0)  # `load` says what is wrong
    return found.st_ino, found.st_mtime_ns


def make(folder: Path, node: NodeId, agencies: Iterable[AgencyId]) -> PublicKeys:
    """Create the keys that were never made, keep the others, and write down the public halves.

    A key that was made once and is gone is never made anew: what it protected would be lost in silence.
    Raises KeyFileRefused for that, for another node's folder and for files that others can read.
    """
    node_id(node)
    with files.locked(folder):
        known = _read_public(folder) if _public_path(folder).exists() else None
        _refuse_other_node(folder, node, known)
        wanted = formats.names({*agencies, *(known.keys.exchange if known else ())})
        _create_missing(folder, node, wanted, known.made if known else frozenset())
        keys = {name: formats.read(folder, node, name) for name in wanted}
        if known is not None:
            _check_halves(folder, known.keys, {name: keys[name] for name in known.made})
        return _write_public(folder, node, keys)


def _names(process: Process, public: PublicKeys) -> list[str]:
    held = HELD[process]
    every = formats.names(public.exchange)
    return [name for name in every if name in held or ("exchange" in held and name.startswith("exchange-"))]


def _refuse_other_node(folder: Path, node: NodeId, known: "_Public | None") -> None:
    if known is not None and known.keys.node != node:
        raise KeyFileRefused(f"The key folder {folder} is node {known.keys.node}'s. Use another for {node}.")


def _create_missing(folder: Path, node: NodeId, wanted: list[str], made: frozenset[str]) -> None:
    missing = [name for name in wanted if not formats.path_of(folder, name).exists()]
    for lost in made.intersection(missing):
        path = formats.path_of(folder, lost)
        raise KeyFileRefused(f"The key file {path} was made once and is gone. Restore it from the backup.")
    for name in missing:
        formats.create(folder, node, name)


# --- public.json --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Public:
    keys: PublicKeys
    made: frozenset[str]


def _public_path(folder: Path) -> Path:
    return folder / "public.json"


def _read_public(folder: Path) -> _Public:
    path = _public_path(folder)
    try:
        return _parsed_public(json.loads(files.read(path)))
    except (ValueError, BadKey):
        raise KeyFileRefused(f"The file {path} is damaged. Restore it from the backup.") from None


def _parsed_public(content: object) -> _Public:
    fields = Fields.of(content)
    if fields.number("v") != 1:
        raise ValueError("Another version.")
    signing, exchange = fields.inner("signing"), fields.inner("exchange")
    keys = PublicKeys(
        node=node_id(fields.text("node")),
        signing={use: public_key(unhex(signing.text(use), 32)) for use in Use},
        exchange={
            formats.agency_of(key): unhex(exchange.text(key), PUBLIC_BYTES) for key in exchange.members
        },
    )
    made = frozenset(fields.texts("made"))
    if made != frozenset(formats.names(keys.exchange)):
        raise ValueError("The list of keys is not whole.")
    return _Public(keys, made)


def _write_public(folder: Path, node: NodeId, keys: Mapping[str, object]) -> PublicKeys:
    halves = {name: half.hex() for name, key in keys.items() if (half := formats.half(key)) is not None}
    content = {
        "v": 1,
        "node": node,
        "made": sorted(keys),
        "signing": {use.value: halves[use.value] for use in Use},
        "exchange": {str(formats.agency_of(name)): half for name, half in halves.items() if name not in Use},
    }
    files.write(_public_path(folder), json.dumps(content, indent=1).encode("ascii"))
    return _parsed_public(content).keys


def _check_halves(folder: Path, public: PublicKeys, keys: Mapping[str, object]) -> None:
    """A private key that peers know by another public half would sign and open in vain."""
    for name, key in keys.items():
        half = formats.half(key)
        if half is not None and half != _published(public, name):
            path = formats.path_of(folder, name)
            raise KeyFileRefused(f"The key file {path} does not fit public.json. Restore both.")


def _published(public: PublicKeys, name: str) -> bytes:
    if name in Use:
        return public.signing[Use(name)].public_bytes_raw()
    return public.exchange[formats.agency_of(name)]
