"""The head of a backup file: what can be known of it without any key. No count of cases, no name of a person.

A file is HEAD_BYTES of JSON, padded with spaces, and behind it the sealed content (age). The head carries a mark (HMAC)
under a secret of the node: whoever can write to the folder of the backups cannot make one that is believed.
"""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from safeconduct.commands.faults import CannotRun
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.errors import NotCanonical

HEAD_BYTES = 64 * 1024
FORMAT = "safeconduct.backup"
VERSION, WITH_SITE = 1, 2
"""How the content is put together: one stream behind the first line, or the parts of a node with a public site."""
_CHUNK = 1024 * 1024


class Kind(StrEnum):
    """Which of the two files."""

    DATA = "data"
    KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Head:
    """Of which node, from when, of which snapshot; how long the content is, its hash, and what opens it.

    `pair` is the same in the two files of one snapshot. `migrations` are those of the database, as `room.name`.
    `lock` is for the recovery key. Times are UTC in ISO 8601.
    """

    kind: Kind
    node: str
    pair: str
    taken_at: str
    migrations: tuple[str, ...]
    lock: str
    size: int = 0
    sha256: str = ""
    mark: str = ""
    version: int = VERSION

    @property
    def at(self) -> datetime:
        """When the snapshot was taken."""
        return datetime.fromisoformat(self.taken_at)

    @property
    def sealed_lock(self) -> bytes:
        """For the recovery key."""
        return base64.b64decode(self.lock)

    def marked(self, secret: bytes) -> "Head":
        """The same under the node's mark."""
        return replace(self, mark=self._mark(secret))

    def is_marked(self, secret: bytes) -> bool:
        """Whether the node that holds this secret wrote the head, as it stands here."""
        return hmac.compare_digest(self._mark(secret), self.mark)

    def _mark(self, secret: bytes) -> str:
        return hmac.new(secret, canonical(self._members("")), hashlib.sha256).hexdigest()

    def _members(self, mark: str) -> dict[str, Any]:
        said = asdict(self) | {"kind": self.kind.value, "migrations": list(self.migrations), "mark": mark}
        version = said.pop("version")
        return {"format": FORMAT, "v": version, **said}

    def written(self) -> bytes:
        """As it stands at the beginning of the file."""
        text = json.dumps(self._members(self.mark)).encode("ascii")
        if len(text) > HEAD_BYTES:
            raise ValueError("The head of a backup has grown beyond its place.")
        return text.ljust(HEAD_BYTES)


def read_head(path: Path) -> Head:
    """The head of a file. Raises CannotRun with one sentence when it is none that this release reads."""
    try:
        with path.open("rb") as file:
            raw = file.read(HEAD_BYTES)
    except OSError as fault:
        raise CannotRun(f"The file {path} cannot be read: {fault.strerror}.") from fault
    try:
        said = json.loads(raw)
        if said.pop("format") != FORMAT:
            raise ValueError(FORMAT)
        version = said.pop("v")
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise CannotRun(f"The file {path} is no backup, or its beginning is damaged: take another.") from None
    if version not in (VERSION, WITH_SITE):
        raise CannotRun(
            f"The backup {path} is written in version {version}, and this release reads up to version {WITH_SITE}: use "
            "the release that wrote it."
        )
    return _head(path, said | {"version": version})


def _head(path: Path, said: dict[str, Any]) -> Head:
    try:
        head = Head(**said | {"kind": Kind(said["kind"]), "migrations": tuple(said["migrations"])})
        _require_kinds(head)
        head.at, head.sealed_lock  # noqa: B018  (both are read, so that a damaged one is found here)
        head.is_marked(b"")
    except (KeyError, TypeError, ValueError, binascii.Error, NotCanonical):
        raise CannotRun(f"The beginning of the backup {path} is damaged: take another.") from None
    return head


def _require_kinds(head: Head) -> None:
    """Raises TypeError: a number where a text should be would be found only when it is used."""
    texts = (head.node, head.pair, head.taken_at, *head.migrations, head.lock, head.sha256, head.mark)
    if not all(isinstance(text, str) for text in texts) or type(head.size) is not int:
        raise TypeError("a member of another kind")


def check_content(path: Path, head: Head) -> None:
    """Raise CannotRun when the content is not what was written: cut short, or a byte of it changed. Reads it all."""
    seen, length = hashlib.sha256(), 0
    with path.open("rb") as file:
        file.seek(HEAD_BYTES)
        while chunk := file.read(_CHUNK):
            seen.update(chunk)
            length += len(chunk)
    if length < head.size:
        raise CannotRun(
            f"The backup {path} was cut short: {length} bytes of {head.size} are there. Take another, or copy it again."
        )
    if length > head.size or seen.hexdigest() != head.sha256:
        raise CannotRun(
            f"The backup {path} was changed after it was written: take another, or copy it again."
        )
