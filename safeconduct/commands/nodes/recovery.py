"""What the recovery key opens: the sealed copy of a node's keys, and the key of its backups.

`recovery.json` holds the public half of the recovery key and what is sealed to it. The key itself is on paper only. The
copy is made when the node is set up, and anew at a start that finds other keys; the key of the backups once.
"""

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from pyrage import x25519

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.places import keep_secret
from safeconduct.keys import files
from safeconduct.keys.recovery import open_files, seal_files

FILE = "recovery.json"
MARK = "backup"
"""The secret with which the node marks its backups as its own."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What a node needs to make backups. It can close them, and open none."""

    recipient: str
    """The public half that backups are sealed to (age)."""
    mark: bytes
    sealed: bytes
    """The other half and the mark, for the recovery key; it travels with each backup."""


@dataclass(frozen=True, slots=True)
class Opener:
    """What the recovery key brings out of a backup's head: the key that opens it, and the mark of the node."""

    identity: x25519.Identity
    mark: bytes

    def __repr__(self) -> str:
        return "<Opener>"


def seal(home: Path) -> bool:
    """Seal the key files to the recovery key when the copy is not of these; False where there is nothing to do."""
    kept = _kept(home)
    contents = {path.name: files.read(path) for path in sorted((home / "keys").iterdir()) if path.is_file()}
    mark = sha256(b"".join(name.encode() + b"\0" + text for name, text in contents.items())).hexdigest()
    if kept is None or kept.get("of") == mark:
        return False
    sealed = seal_files(contents, bytes.fromhex(kept["recipient"]))
    kept |= {
        "v": 1,
        "of": mark,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "sealed": base64.b64encode(sealed).decode("ascii"),
    }
    files.write(home / FILE, json.dumps(kept, indent=1).encode("ascii"))
    return True


def open_copy(home: Path, key: bytes) -> dict[str, bytes]:
    """The key files in the sealed copy. Raises CannotOpen for another key, CannotRun where there is no copy."""
    kept = _kept(home)
    if kept is None or "sealed" not in kept:
        raise CannotRun(f"There is no sealed copy of the keys in {home}: it is made when a node is set up.")
    return open_files(base64.b64decode(kept["sealed"]), key)


def lock_of(home: Path) -> Lock:
    """With what this node closes its backups; made at the first one. Raises CannotRun where nobody could open them."""
    kept = _kept(home)
    if kept is None:
        raise CannotRun(
            f"The node in {home} has no recovery key, so nobody could open its backup: set it up with ./run init."
        )
    mark = home / "secrets" / MARK
    if "backup" not in kept or not mark.exists():
        kept["backup"] = _new_lock(home, bytes.fromhex(kept["recipient"]))
        files.write(home / FILE, json.dumps(kept, indent=1).encode("ascii"))
    return Lock(
        kept["backup"]["recipient"],
        bytes.fromhex(mark.read_text()),
        base64.b64decode(kept["backup"]["sealed"]),
    )


def open_lock(sealed: bytes, key: bytes) -> Opener:
    """The other half, by the recovery key. Raises CannotOpen for another key."""
    found = open_files(sealed, key)
    return Opener(x25519.Identity.from_str(found["identity"].decode()), found["mark"])


def _new_lock(home: Path, recovery_key: bytes) -> dict[str, str]:
    """The half that opens is sealed and forgotten: from here on the node itself cannot open what it closes."""
    identity, mark = x25519.Identity.generate(), secrets.token_bytes(32)
    (home / "secrets" / MARK).unlink(missing_ok=True)
    keep_secret(home, MARK, mark.hex())
    sealed = seal_files({"identity": str(identity).encode(), "mark": mark}, recovery_key)
    return {"recipient": str(identity.to_public()), "sealed": base64.b64encode(sealed).decode("ascii")}


def _kept(home: Path) -> dict[str, Any] | None:
    path = home / FILE
    found: dict[str, Any] | None = json.loads(files.read(path)) if path.exists() else None
    return found
