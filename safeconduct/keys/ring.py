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

So a taken inbox opens no own case and sends no referral, and a taken worker reads no person's data. Signing and
exchange keys are changed with an overlap (`turning.py`): from the second generation on a file has its number in its
name, as in `object.2.key`. The signing keys that come next lie there too, and no process reads them.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from safeconduct.keys import files, formats, public
from safeconduct.keys.errors import KeyFileRefused, KeyNotHeld
from safeconduct.keys.formats import Process, exchange_name, signing_name
from safeconduct.keys.keysets import WrappingKey
from safeconduct.keys.parsing import node_id
from safeconduct.keys.public import PublicKeys
from safeconduct.keys.sealing import ExchangeKey
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.identifiers import AgencyId, NodeId

__all__ = ["HELD", "Process", "PublicKeys", "Ring", "load", "make", "stamp"]

HELD: Final[dict[Process, frozenset[str]]] = {
    "web": frozenset({"kek", "intake", "object", "receipt", "context-web"}),
    "inbox": frozenset({"intake", "receipt", "hop", "exchange", "context-inbox"}),
    "worker": frozenset({"clock", "hop", "context-worker"}),
}
"""The keys of each process; `exchange` stands for those of all agencies."""


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
        """Opens what is sealed to this agency, by the key that its card shows."""
        return self._held(f"exchange-{agency}", ExchangeKey)

    def exchange_keys(self, agency: AgencyId) -> tuple[ExchangeKey, ...]:
        """That key, and the one before it while it is still opened; none for an agency of another node."""
        held = (self._keys.get(name) for name in (f"exchange-{agency}", f"former-exchange-{agency}"))
        return tuple(key for key in held if isinstance(key, ExchangeKey))

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
    before = stamp(folder)
    try:
        return _read(folder, process)
    except KeyFileRefused:
        if stamp(folder) == before:
            raise
        return _read(folder, process)  # a step of a change was taken meanwhile, and former files went


def _read(folder: Path, process: Process) -> Ring:
    known = public.read(folder)
    named = _names(process, known)
    keys = {held: formats.read(folder, known.node, name) for held, name in named.items()}
    for held, name in named.items():
        _check_half(folder, name, keys[held], _published(known, held))
    return Ring(process, known, keys)


def stamp(folder: Path) -> tuple[int, int]:
    """What changes whenever keys are added: the file of the public halves is written last, and whole."""
    try:
        found = os.stat(_public_in(folder))  # noqa: PTH116 - asked some ten times for each message
    except OSError:
        return (0, 0)  # `load` says what is wrong
    return found.st_ino, found.st_mtime_ns


@lru_cache(8)
def _public_in(folder: Path) -> str:
    return str(public.path_in(folder))


def make(folder: Path, node: NodeId, agencies: Iterable[AgencyId]) -> PublicKeys:
    """Create the keys that were never made, keep the others, and write down the public halves.

    A key that was made once and is gone is never made anew: what it protected would be lost in silence.
    Raises KeyFileRefused for that, for another node's folder and for files that others can read.
    """
    node_id(node)
    with files.locked(folder):
        known = public.read(folder) if public.path_in(folder).exists() else None
        if known is not None and known.node != node:
            raise KeyFileRefused(f"The key folder {folder} is node {known.node}'s. Use another for {node}.")
        before = known or PublicKeys(node, {}, {})
        _refuse_lost(folder, before)
        wanted = {*agencies, *before.exchange}
        for name in formats.names(wanted, before.generation, before.exchange_generation):
            private(folder, node, name)
        return _written(folder, before, wanted)


def private(folder: Path, node: NodeId, name: str) -> object:
    """The key of this name, made when it is not there. The folder is locked."""
    if not formats.path_of(folder, name).exists():
        formats.create(folder, node, name)
    return formats.read(folder, node, name)


def signing_keys(folder: Path, node: NodeId, generation: int) -> dict[Use, Ed25519PublicKey]:
    """The public halves of a generation of signing keys, made when they are not there. The folder is locked."""
    made = {use: private(folder, node, signing_name(use, generation)) for use in Use}
    return {use: key.public_key() for use, key in made.items() if isinstance(key, Ed25519PrivateKey)}


def exchange_halves(
    folder: Path, node: NodeId, agencies: Iterable[AgencyId], generation: int
) -> dict[AgencyId, bytes]:
    """The public halves of these agencies' exchange keys, likewise."""
    made = {agency: private(folder, node, exchange_name(agency, generation)) for agency in agencies}
    return {agency: key.public_bytes() for agency, key in made.items() if isinstance(key, ExchangeKey)}


def _written(folder: Path, before: PublicKeys, agencies: set[AgencyId]) -> PublicKeys:
    after = replace(
        before,
        signing=signing_keys(folder, before.node, before.generation),
        exchange=exchange_halves(folder, before.node, agencies, before.exchange_generation),
        next=signing_keys(folder, before.node, before.later),
    )
    _refuse_other_halves(folder, before, after)
    return after if after == before else public.write(folder, after)


def _refuse_lost(folder: Path, known: PublicKeys) -> None:
    if not known.signing:
        return
    promised = [signing_name(use, known.later) for use in known.next]
    for name in [*public.made(known), *promised]:
        path = formats.path_of(folder, name)
        if not path.exists():
            raise KeyFileRefused(
                f"The key file {path} was made once and is gone. Restore it from the backup."
            )


def _refuse_other_halves(folder: Path, before: PublicKeys, after: PublicKeys) -> None:
    """A private key that peers know by another public half would sign and open in vain."""
    for use, key in before.signing.items():
        if after.signing[use] != key:
            raise _does_not_fit(folder, signing_name(use, before.generation))
    for use, key in before.next.items():
        if after.next[use] != key:
            raise _does_not_fit(folder, signing_name(use, before.later))
    for agency, half in before.exchange.items():
        if after.exchange[agency] != half:
            raise _does_not_fit(folder, exchange_name(agency, before.exchange_generation))


def _names(process: Process, known: PublicKeys) -> dict[str, str]:
    """What the process holds, and the name under which each lies in the folder."""
    held = HELD[process]
    every = {name: name for name in (*formats.names([]), "exchange") if name in held}
    every |= {use.value: signing_name(use, known.generation) for use in Use if use.value in held}
    if every.pop("exchange", None):
        every |= {f"exchange-{one}": exchange_name(one, known.exchange_generation) for one in known.exchange}
        every |= {
            f"former-exchange-{one}": exchange_name(one, known.exchange_generation - 1)
            for one in known.former_exchange
        }
    return every


def _check_half(folder: Path, name: str, key: object, known: bytes | None) -> None:
    half = formats.half(key)
    if half is not None and half != known:
        raise _does_not_fit(folder, name)


def _does_not_fit(folder: Path, name: str) -> KeyFileRefused:
    path = formats.path_of(folder, name)
    return KeyFileRefused(f"The key file {path} does not fit public.json. Restore both.")


def _published(known: PublicKeys, held: str) -> bytes | None:
    if held in Use:
        return known.signing[Use(held)].public_bytes_raw()
    kind, _exchange, agency = held.rpartition("exchange-")
    if not _exchange:
        return None
    halves = known.former_exchange if kind else known.exchange
    return halves[formats.agency_of(agency)]
