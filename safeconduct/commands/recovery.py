"""The sealed copy of a node's keys: made when the node is set up, and anew at a start that finds other keys.

`recovery.json` holds the public half of the recovery key and the files sealed to it. The key itself is on paper only.
"""

import base64
import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from safeconduct.commands.faults import CannotRun
from safeconduct.keys import files
from safeconduct.keys.recovery import open_files, seal_files

FILE = "recovery.json"


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


def _kept(home: Path) -> dict[str, Any] | None:
    path = home / FILE
    found: dict[str, Any] | None = json.loads(files.read(path)) if path.exists() else None
    return found
