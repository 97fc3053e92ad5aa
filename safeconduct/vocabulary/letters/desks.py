"""What a node says to everybody about questions: who answers, and to which key they are sealed. Pure."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from safeconduct.vocabulary.letters.form import HALF, Malformed

MOST: Final = 200
LARGEST: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Desk:
    """Who answers: an agency, within how many working days it looks, and of which country it is the contact, if any."""

    id: UUID
    name: str
    country: str
    days: int
    contact_of: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """The desks of a node that are open, and the key of now."""

    node: str
    key: int
    half: bytes
    desks: tuple[Desk, ...]

    @property
    def fingerprint(self) -> str:
        """Of the key: SHA-256 as hex, by which two copies of it are compared."""
        return hashlib.sha256(self.half).hexdigest()

    def text(self) -> str:
        """As it is written down."""
        said = {
            "v": 1,
            "node": self.node,
            "key": {"number": self.key, "half": self.half.hex(), "fingerprint": self.fingerprint},
            "desks": [
                {
                    "id": str(each.id),
                    "name": each.name,
                    "country": each.country,
                    "days": each.days,
                    "contact_of": each.contact_of,
                }
                for each in self.desks
            ],
        }
        return json.dumps(said, ensure_ascii=False, indent=1)


def open_in(raw: bytes) -> Open:
    """What the file says. Raises Malformed."""
    try:
        said: Any = json.loads(raw) if len(raw) <= LARGEST else None
        found = Open(
            node=str(said["node"]),
            key=int(said["key"]["number"]),
            half=bytes.fromhex(said["key"]["half"]),
            desks=tuple(_desk(each) for each in said["desks"][:MOST]),
        )
    except (ValueError, OverflowError, KeyError, TypeError, AttributeError, RecursionError):
        raise Malformed("This does not say who answers.") from None
    if said.get("v") != 1 or len(found.half) != HALF or found.fingerprint != said["key"].get("fingerprint"):
        raise Malformed("This does not say who answers.")
    return found


def _desk(said: Any) -> Desk:
    return Desk(
        id=UUID(said["id"]),
        name=str(said["name"])[:200],
        country=str(said["country"])[:2],
        days=int(said["days"]),
        contact_of=str(said["contact_of"])[:2],
    )
