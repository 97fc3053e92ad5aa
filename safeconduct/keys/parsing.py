"""Texts from disk and from other nodes, read strictly: one spelling for each value, else ValueError."""

import base64
import binascii
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from safeconduct.vocabulary.identifiers import NodeId

_NODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")


def node_id(text: str) -> NodeId:
    """A node's name: at most 32 lower-case letters, digits and inner hyphens, safe in any text."""
    if not _NODE.fullmatch(text):
        raise ValueError("A node's name has lower-case letters, digits and hyphens only, such as ro.")
    return NodeId(text)


def unhex(text: str, length: int) -> bytes:
    """Exactly `length` bytes from lower-case hex."""
    value = bytes.fromhex(text)
    if len(value) != length or value.hex() != text:
        raise ValueError(f"{length} bytes in lower-case hex are expected.")
    return value


def unbase64(text: str) -> bytes:
    """Bytes from standard base64 with padding, in the only spelling that writes them."""
    try:
        value = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("Base64 is expected.") from error
    if base64.b64encode(value).decode("ascii") != text:
        raise ValueError("Base64 with exact padding is expected.")
    return value


def to_base64(value: bytes) -> str:
    """Standard base64 with padding."""
    return base64.b64encode(value).decode("ascii")


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object whose members are asked for by kind; members never asked for are left alone."""

    members: Mapping[str, object]

    @classmethod
    def of(cls, value: object) -> "Fields":
        """The members of an object of `json.loads`."""
        return cls(_expect(value, dict, "An object with named members is expected."))

    def text(self, name: str) -> str:
        """A text."""
        return _expect(self.members.get(name), str, f"The member {name} must be a text.")

    def number(self, name: str) -> int:
        """A whole number."""
        value = _expect(self.members.get(name), int, f"The member {name} must be a whole number.")
        if isinstance(value, bool):  # an int to Python, not to JSON
            raise ValueError(f"The member {name} must be a whole number.")  # noqa: TRY004
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(
            _expect(value, str, f"The member {name} must hold texts only.") for value in self._list(name)
        )

    def each[T](self, name: str, read: "Callable[[Fields], T]") -> tuple[T, ...]:
        """The objects of a list, each read by `read`."""
        return tuple(read(Fields.of(value)) for value in self._list(name))

    def inner(self, name: str) -> "Fields":
        """An object within the object."""
        return Fields.of(self.members.get(name))

    def identifier(self, name: str) -> uuid.UUID:
        """A UUID in lower case with hyphens."""
        text = self.text(name)
        value = uuid.UUID(text)
        if str(value) != text:
            raise ValueError(f"The member {name} must be a UUID in its usual spelling.")
        return value

    def _list(self, name: str) -> list[object]:
        return _expect(self.members.get(name), list, f"The member {name} must be a list.")


def _expect[T](value: object, kind: type[T], sentence: str) -> T:
    if isinstance(value, kind):
        return value
    raise ValueError(sentence)
