"""Where the rooms above register what to do with a message, and with what became of one of ours.

A handler runs inside the inbox's own transaction, as the peer whose message it is. It may refuse: then its
changes are undone, the number is used up all the same, and the sender is told the code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from safeconduct.exchange.wire import Opened
from safeconduct.vocabulary.errors import SafeconductError
from safeconduct.vocabulary.identifiers import NodeId


class RefuseMessage(SafeconductError):
    """This message cannot take effect; the code travels back to the sender."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Handled:
    """What a message did: the referral it belongs to, and whether it now stands in a team's list."""

    referral: UUID | None = None
    in_a_list: bool = False


type Handler = Callable[[Opened, NodeId, datetime], Handled]

_handlers: dict[str, Handler] = {}


def register(message_type: str, handler: Handler) -> None:
    """Let a room take in messages of this type. One handler a type."""
    if message_type in _handlers:
        raise ValueError(f"Messages of type {message_type} have a handler already.")
    _handlers[message_type] = handler


def handler_for(message_type: str) -> Handler:
    """The handler of a type. Raises RefuseMessage for a type that nobody knows."""
    handler = _handlers.get(message_type)
    if handler is None:
        raise RefuseMessage("unknown_type")
    return handler
