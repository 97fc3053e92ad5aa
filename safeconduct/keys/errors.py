"""What can go wrong with keys, as one tree. No message holds key material, plain text or ciphertext.

SafeconductError
  KeysError
    KeyNotHeld(process, name)   this process must not have that key; a fault of the caller, never of a member
    KeyFileRefused              a file of the key folder is missing, open to others, or not what it should be
    BadKey                      bytes that are no key of the kind asked for
    BadSignature                the signature is not by this key over this payload
    CannotOpen                  wrong key, wrong place (associated data, info), changed bytes: all alike
    TooLarge                    more than the largest size class of a sealed object
    Malformed                   a text that is not written as it must be; a ValueError, and a card's `because`
    BadCard                     a node card that is incomplete, contradicts itself or was changed
    NotOnTheCard                an agency that a card does not name
    KeyMayNotSign(kid, type)    a card does not give this key that message type
"""

from typing import TYPE_CHECKING

from safeconduct.vocabulary.errors import SafeconductError

if TYPE_CHECKING:
    from safeconduct.vocabulary.decisions import Words


class KeysError(SafeconductError):
    """The root of this room's errors."""


class KeyNotHeld(KeysError):
    """A process asked for a key that is kept from it on purpose."""

    def __init__(self, process: str, name: str) -> None:
        super().__init__(f"The {process} process does not hold the key {name}: another does this work.")
        self.process = process
        self.name = name


class KeyFileRefused(KeysError):
    """A key file or the key folder cannot be used as it is; the sentence says how to put it right."""


class BadKey(KeysError):
    """Bytes that cannot be a key of this kind."""


class BadSignature(KeysError):
    """The signature does not belong to this key and payload."""

    def __init__(self) -> None:
        super().__init__("The signature is not by this key over this content. Do not use the content.")


class CannotOpen(KeysError):
    """One answer for every way of not opening, so that a stranger learns nothing from trying."""

    def __init__(self) -> None:
        super().__init__("This cannot be opened: it has another key, another place, or was changed.")


class TooLarge(KeysError):
    """A plain text that fits no size class."""


class Malformed(ValueError):
    """A text that is not written as it must be; the sentence has gaps for `values`, so that a page can translate it."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence % values if values else sentence)
        self.sentence = sentence
        self.values = values


class BadCard(KeysError):
    """A node card that must not be used; ask the peer for a new one. `because` says more, where there is more."""

    def __init__(self, sentence: "Words", because: KeysError | Malformed | None = None) -> None:
        super().__init__(sentence)
        self.because = because

    def __str__(self) -> str:
        return f"{self.sentence} {self.because or ''}".rstrip()


class NotOnTheCard(KeysError):
    """The node that issued the card does not answer for this agency."""


class KeyMayNotSign(KeysError):
    """The key is unknown to the card, or is not for messages of this type."""

    def __init__(self, kid: str, message_type: str) -> None:
        super().__init__(f"The card gives no key {kid} that may sign {message_type}. Do not use the message.")
        self.kid = kid
        self.message_type = message_type
