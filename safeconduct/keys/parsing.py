"""Texts from disk and from other nodes, read strictly: one spelling for each value, else Malformed, a ValueError."""

import base64
import binascii
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from safeconduct.keys.errors import Malformed
from safeconduct.vocabulary.identifiers import NodeId
from safeconduct.vocabulary.marking import mark as _

_NODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")


def node_id(text: str) -> NodeId:
    """A node's name: at most 32 lower-case letters, digits and inner hyphens, safe in any text."""
    if not _NODE.fullmatch(text):
        raise Malformed(_("A node's name has lower-case letters, digits and hyphens only, such as ro."))
    return NodeId(text)


def unhex(text: str, length: int) -> bytes:
    """Exactly `length` bytes from lower-case hex."""
    value = bytes.fromhex(text)
    if len(value) != length or value.hex() != text:
        raise Malformed(_("%(length)s bytes in lower-case hex are expected."), length=length)
    return value


def unbase64(text: str) -> bytes:
    """Bytes from standard base64 with padding, in the only spelling that writes them."""
    try:
        value = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise Malformed(_("Base64 is expected.")) from error
    if base64.b64encode(value).decode("ascii") != text:
        raise Malformed(_("Base64 with exact padding is expected."))
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
        return cls(_expect(value, dict, _("An object with named members is expected.")))

    def text(self, name: str) -> str:
        """A text."""
        return _expect(self.members.get(name), str, _("The member %(name)s must be a text."), name=name)

    def number(self, name: str) -> int:
        """A whole number."""
        return _number(self.members.get(name), name)

    def numbers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        return tuple(_number(value, name) for value in self._list(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(
            _expect(value, str, _("The member %(name)s must hold texts only."), name=name)
            for value in self._list(name)
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
            raise Malformed(_("The member %(name)s must be a UUID in its usual spelling."), name=name)
        return value

    def _list(self, name: str) -> list[object]:
        return _expect(self.members.get(name), list, _("The member %(name)s must be a list."), name=name)


def _number(value: object, name: str) -> int:
    number = _expect(value, int, _("The member %(name)s must be a whole number."), name=name)
    if isinstance(number, bool):  # an int to Python, not to JSON
        raise Malformed(_("The member %(name)s must be a whole number."), name=name)
    return number


def _expect[T](value: object, kind: type[T], sentence: str, **values: object) -> T:
    if isinstance(value, kind):
        return value
    raise Malformed(sentence, **values)
