"""What an agency says in public of a text of the network, and the bytes that its node signs. Pure.

A signature is made over a purpose and the canonical form of what is said. No object of the exchange protocol begins
with these purposes (objects begin with a brace, requests with a quotation mark), so neither stands for the other.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from safeconduct.vocabulary.canonical import canonical

SAYS: Final = b"safeconduct public statement of an agency, 1\0"
HAS_KEYS: Final = b"safeconduct public statement of keys, 1\0"
MOST_KEYS: Final = 4
"""In use, announced, former: never more at once."""
_CODE = re.compile(r"[a-z0-9-]{1,64}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NODE = re.compile(r"[A-Za-z0-9._-]{1,64}")
_MOST = 2**31 - 1


class Kind(StrEnum):
    """Which texts can be signed or adopted."""

    AGREEMENT = "agreement"
    RECOMMENDATION = "recommendation"


class Says(StrEnum):
    """Whether the agency stands to it."""

    STANDS = "stands"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Subject:
    """One wording of one text: `code` names it everywhere, `version` is 0 where a text has none."""

    kind: Kind
    code: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Statement:
    """An agency, under its public name, stands to a text or takes that back. Nobody who works there is named."""

    node: str
    agency: str
    name: str
    subject: Subject
    says: Says
    number: int
    """Rises with each statement of this agency about this text: an older one never comes back."""
    day: date

    def members(self) -> dict[str, Any]:
        """As it is written down."""
        return {
            "v": 1,
            "node": self.node,
            "agency": {"id": self.agency, "name": self.name},
            "kind": self.subject.kind.value,
            "code": self.subject.code,
            "version": self.subject.version,
            "digest": self.subject.digest,
            "says": self.says.value,
            "number": self.number,
            "day": self.day.isoformat(),
        }

    def payload(self) -> bytes:
        """The bytes that are signed."""
        return SAYS + canonical(self.members())


@dataclass(frozen=True, slots=True)
class NodeKeys:
    """The keys by which a node signs, public halves as hex: in use, announced, and former ones still believed."""

    node: str
    keys: tuple[str, ...]

    def members(self) -> dict[str, Any]:
        """As it is written down."""
        return {"v": 1, "node": self.node, "keys": list(self.keys)}

    def payload(self) -> bytes:
        """The bytes that are signed, by one of these keys or by one that was believed before."""
        return HAS_KEYS + canonical(self.members())


def statement_in(said: object) -> Statement | None:
    """The statement that somebody wrote down; None for anything that is not exactly one."""
    if not isinstance(said, Mapping) or not isinstance(said.get("agency"), Mapping):
        return None
    try:
        found = Statement(
            node=_text(said["node"], _NODE),
            agency=_text(said["agency"]["id"], _CODE),
            name=_name(said["agency"]["name"]),
            subject=subject_in(said),
            says=Says(said["says"]),
            number=_number(said["number"], least=1),
            day=date.fromisoformat(said["day"]),
        )
    except (KeyError, TypeError, ValueError):
        return None
    return found if found.members() == said else None


def subject_in(said: Mapping[str, Any]) -> Subject:
    """Kind, code, version and digest. Raises KeyError, TypeError or ValueError for anything else."""
    return Subject(
        Kind(said["kind"]),
        _text(said["code"], _CODE),
        _number(said["version"], least=0),
        _text(said["digest"], _DIGEST),
    )


def keys_in(said: object) -> NodeKeys | None:
    """The keys that somebody wrote down; None for anything that is not exactly a list of them."""
    if not isinstance(said, Mapping) or not isinstance(said.get("keys"), list):
        return None
    try:
        found = NodeKeys(_text(said["node"], _NODE), tuple(_text(key, _DIGEST) for key in said["keys"]))
    except (KeyError, TypeError, ValueError):
        return None
    return found if found.members() == said and 0 < len(found.keys) <= MOST_KEYS else None


def fingerprint(keys: NodeKeys) -> str:
    """Of a node's keys, to be read aloud: eight groups of four signs. Both sides work it out from the same list."""
    digits = hashlib.sha256(keys.payload()).hexdigest()[:32]
    return " ".join(digits[start : start + 4] for start in range(0, 32, 4))


def in_groups(digest: str) -> str:
    """A digest, to be compared by eye: groups of eight signs."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _text(said: object, form: re.Pattern[str]) -> str:
    if not isinstance(said, str) or form.fullmatch(said) is None:
        raise ValueError("It is not written as it must be.")
    return said


def _name(said: object) -> str:
    if not isinstance(said, str) or not said.strip() or len(said) > 200 or not said.isprintable():
        raise ValueError("It is no name.")
    return said


def _number(said: object, *, least: int) -> int:
    if type(said) is not int or not least <= said <= _MOST:
        raise ValueError("It is no number that counts.")
    return said
