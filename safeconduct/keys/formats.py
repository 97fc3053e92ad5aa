"""How each key is written in its file: wrapping keys as Tink keysets, all others as named hex in JSON."""

import json
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.keys import files
from safeconduct.keys.errors import BadKey, KeyFileRefused
from safeconduct.keys.keysets import WrappingKey
from safeconduct.keys.parsing import Fields, unhex
from safeconduct.keys.sealing import ExchangeKey
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.identifiers import AgencyId, NodeId

type Process = Literal["web", "inbox", "worker"]

PROCESSES: Final[tuple[Process, ...]] = ("web", "inbox", "worker")

_WRAPPING = ("kek", "intake")


def names(agencies: Iterable[AgencyId], generation: int = 1, exchange_generation: int = 1) -> list[str]:
    """The names of all keys in use of a node with these agencies."""
    contexts = [f"context-{process}" for process in PROCESSES]
    exchange = sorted(exchange_name(agency, exchange_generation) for agency in agencies)
    return [*_WRAPPING, *(signing_name(use, generation) for use in Use), *contexts, *exchange]


def signing_name(use: Use, generation: int) -> str:
    """The name of a signing key; from the second generation on with its number."""
    return use.value if generation == 1 else f"{use.value}.{generation}"


def exchange_name(agency: AgencyId, generation: int) -> str:
    """The name of an agency's exchange key, likewise."""
    return f"exchange-{agency}" if generation == 1 else f"exchange-{agency}.{generation}"


def path_of(folder: Path, name: str) -> Path:
    """Where the key of this name lies."""
    return folder / (f"{name}.json" if name in _WRAPPING else f"{name}.key")


def agency_of(name: str) -> AgencyId:
    """The agency of `ID`, as public.json writes it."""
    return AgencyId(UUID(name))


def create(folder: Path, node: NodeId, name: str) -> None:
    """Make a key and write its file."""
    files.write(path_of(folder, name), _new(node, name).encode("ascii"))


def read(folder: Path, node: NodeId, name: str) -> object:
    """A WrappingKey, Ed25519PrivateKey, ExchangeKey or 32 bytes. Raises KeyFileRefused."""
    path = path_of(folder, name)
    text = files.read(path)
    try:
        return _parsed(node, name, text.decode("ascii"))
    except (ValueError, BadKey):  # without the cause: its message could quote the file
        raise KeyFileRefused(
            f"The key file {path} is damaged or not node {node}'s. Restore it from the backup."
        ) from None


def half(key: object) -> bytes | None:
    """The public half of a key that has one."""
    match key:
        case Ed25519PrivateKey():
            return key.public_key().public_bytes_raw()
        case ExchangeKey():
            return key.public_bytes()
        case _:
            return None


def _new(node: NodeId, name: str) -> str:
    if name in _WRAPPING:
        return WrappingKey.generate().to_json()
    return json.dumps({"v": 1, "node": node, "name": name, **_new_secret(name)}, indent=1)


def _new_secret(name: str) -> dict[str, str]:
    if _is_signing(name):
        return {"ed25519": Ed25519PrivateKey.generate().private_bytes_raw().hex()}
    if name.startswith("context-"):
        return {"hmac": secrets.token_hex(32)}
    mlkem, x25519 = ExchangeKey.generate().seeds()
    return {"mlkem768": mlkem.hex(), "x25519": x25519.hex()}


def _parsed(node: NodeId, name: str, text: str) -> object:
    if name in _WRAPPING:
        return WrappingKey.from_json(text)
    fields = Fields.of(json.loads(text))
    if (fields.number("v"), fields.text("node"), fields.text("name")) != (1, node, name):
        raise ValueError("Another key, or another node's.")
    return _parsed_secret(name, fields)


def _is_signing(name: str) -> bool:
    return name.partition(".")[0] in Use


def _parsed_secret(name: str, fields: Fields) -> object:
    if _is_signing(name):
        return Ed25519PrivateKey.from_private_bytes(unhex(fields.text("ed25519"), 32))
    if name.startswith("context-"):
        return unhex(fields.text("hmac"), 32)
    return ExchangeKey.from_seeds(unhex(fields.text("mlkem768"), 64), unhex(fields.text("x25519"), 32))
