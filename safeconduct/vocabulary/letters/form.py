"""What is sealed, and the two files that carry it: written and read without trust. Pure.

Every letter has one length before it is sealed, so that its size says nothing. `info` binds it to its conversation:
a letter that is laid into another one does not open.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

LONGEST: Final = 3000
"""Characters of a letter."""
PADDED: Final = 16 * 1024
"""Bytes of every letter before it is sealed."""
SEALED: Final = PADDED + 1136
"""And after it: an encapsulated key and a mark more."""
HALF: Final = 1216
"""Bytes of a public key: ML-KEM-768, then X25519, as `keys.sealing` has it."""
LARGEST: Final = 8 * 1024 * 1024
"""Bytes of a file that carries letters."""
AT_ONCE: Final = 100
"""Letters in one file; the others wait for the next."""
_LENGTH: Final = 4
_LANGUAGE: Final = re.compile(r"[A-Za-z0-9-]{0,16}")

OPEN, TO_NODE, TO_SITE = "questions-open.json", "questions-to-node.json", "questions-to-site.json"
"""In the folder of the site: what the node says to everybody, what the site hands over, and what the node does."""


class Kind(StrEnum):
    """What a letter is."""

    QUESTION = "question"
    ANSWER = "answer"
    LAST = "last"
    """An answer after which this conversation takes no more."""


class Malformed(ValueError):
    """What was read is no letter, or no file of letters."""


@dataclass(frozen=True, slots=True, repr=False)
class Letter:
    """What somebody wrote, in which language; a question also says to which public key the answer is sealed."""

    kind: Kind
    text: str
    language: str
    reply: bytes = b""
    number: int = 0
    """Which answer it is: the order is known to whoever opens them, and to nobody else."""

    def packed(self) -> bytes:
        """As it is sealed: one length. Raises Malformed for a text that is too long."""
        reply = base64.b64encode(self.reply).decode("ascii")
        said = {
            "v": 1,
            "kind": self.kind.value,
            "text": self.text,
            "language": self.language,
            "reply": reply,
            "number": self.number,
        }
        raw = json.dumps(said, ensure_ascii=False).encode()
        if len(self.text) > LONGEST or _LENGTH + len(raw) > PADDED:
            raise Malformed("This is too long for one letter.")
        return len(raw).to_bytes(_LENGTH, "big") + raw + bytes(PADDED - _LENGTH - len(raw))


def unpacked(padded: bytes) -> Letter:
    """What `packed` was made of. Raises Malformed."""
    length = int.from_bytes(padded[:_LENGTH], "big")
    if len(padded) != PADDED or length > PADDED - _LENGTH:
        raise Malformed("This is no letter.")
    try:
        said = json.loads(padded[_LENGTH : _LENGTH + length])
        found = Letter(
            Kind(said["kind"]),
            str(said["text"]),
            str(said["language"]),
            base64.b64decode(said["reply"]),
            int(said["number"]),
        )
        found.text.encode()
    except (ValueError, OverflowError, KeyError, TypeError, RecursionError, binascii.Error):
        raise Malformed("This is no letter.") from None
    if said.get("v") != 1 or len(found.text) > LONGEST or not _LANGUAGE.fullmatch(found.language):
        raise Malformed("This is no letter.")
    if len(found.reply) not in (0, HALF):
        raise Malformed("This is no letter.")
    return found


def info(kind: Kind, thread: UUID) -> bytes:
    """To what a letter is bound."""
    way = "question" if kind is Kind.QUESTION else "answer"
    return f"safeconduct {way} without a name, 1\0{thread}".encode("ascii")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A letter on its way. `desk` and `mark` are empty on the way back; `key` is the generation it is sealed to.

    `is_worked` says that it came with work, and is not held back by a flood of those without.
    """

    id: UUID
    thread: UUID
    sealed: bytes
    desk: UUID | None = None
    mark: bytes = b""
    key: int = 0
    is_worked: bool = False

    def members(self) -> dict[str, Any]:
        """As it is written down."""
        return {
            "id": str(self.id),
            "thread": str(self.thread),
            "sealed": base64.b64encode(self.sealed).decode("ascii"),
            "desk": str(self.desk) if self.desk else "",
            "mark": self.mark.hex(),
            "key": self.key,
            **({"worked": True} if self.is_worked else {}),
        }


@dataclass(frozen=True, slots=True)
class Carried:
    """A file of letters: those on their way, what of the other side's arrived, conversations that were ended, and on
    which day this side looked. `tried` says that somebody tries codes at the site."""

    letters: tuple[Sealed, ...] = ()
    arrived: tuple[UUID, ...] = ()
    ended: tuple[UUID, ...] = ()
    looked_on: date | None = None
    tried: bool = False

    def text(self) -> str:
        """As it is written down."""
        said = {
            "v": 1,
            "letters": [each.members() for each in self.letters],
            "arrived": [str(each) for each in self.arrived],
            "ended": [str(each) for each in self.ended],
            "looked_on": self.looked_on.isoformat() if self.looked_on else "",
            "tried": self.tried,
        }
        return json.dumps(said, indent=1)


def carried_in(raw: bytes | None) -> Carried:
    """What a file carries; nothing where there is none. Raises Malformed for anything that is not exactly one."""
    if raw is None:
        return Carried()
    said = _object(raw)
    try:
        found = Carried(
            letters=tuple(_sealed(each) for each in said["letters"]),
            arrived=tuple(UUID(each) for each in said["arrived"]),
            ended=tuple(UUID(each) for each in said["ended"]),
            looked_on=date.fromisoformat(said["looked_on"]) if said["looked_on"] else None,
            tried=said["tried"] is True,
        )
    except (ValueError, OverflowError, KeyError, TypeError, AttributeError):
        raise Malformed("This is no file of letters.") from None
    if said.get("v") != 1 or len(found.letters) > AT_ONCE:
        raise Malformed("This is no file of letters.")
    return found


def _sealed(said: Mapping[str, Any]) -> Sealed:
    sealed = base64.b64decode(said["sealed"], validate=True)
    mark = bytes.fromhex(said["mark"])
    if len(sealed) != SEALED or len(mark) not in (0, 32) or not 0 <= int(said["key"]) < 2**31:
        raise ValueError
    desk = UUID(said["desk"]) if said["desk"] else None
    worked = said.get("worked") is True
    return Sealed(UUID(said["id"]), UUID(said["thread"]), sealed, desk, mark, int(said["key"]), worked)


def _object(raw: bytes) -> Mapping[str, Any]:
    if len(raw) > LARGEST:
        raise Malformed("This file is too large.")
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError):
        raise Malformed("This is no file of letters.") from None
    if not isinstance(said, dict):
        raise Malformed("This is no file of letters.")
    return said
