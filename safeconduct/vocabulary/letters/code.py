"""The six words that a person keeps: read from what was typed, and what is derived from them. Pure.

A code is chosen by the system's randomness, so it has no weak one; Argon2id (RFC 9106) is used all the same, since
2^64 plain hashes can be bought, and 2^64 times 32 MB cannot. The salt is the node's name: the same words belong to
different letters on different nodes, and a table made in advance serves against one of them only.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from safeconduct.vocabulary.letters.words import WORDS

LENGTH: Final = 6
SEEDS: Final = 96
"""Bytes from which a pair of keys is made: 64 for ML-KEM-768 and 32 for X25519."""
_TAG: Final = 32
_SALT: Final = "safeconduct code of a letter, 1: "
_PASSES, _MEMORY = 3, 32 * 1024
_NUMBERS: Final = {word: number for number, word in enumerate(WORDS, start=1)}
_BEGINNINGS: Final = {word[:4]: number for word, number in _NUMBERS.items()}
_TYPED = re.compile(r"[a-z]+|[0-9]+")
_MOST_TYPED, _FIGURES = 200, 4


@dataclass(frozen=True, slots=True)
class Code:
    """Six words by their numbers in the list, the first of which is 1. Whoever has it has the letters."""

    numbers: tuple[int, ...]

    @property
    def words(self) -> str:
        """As it is written down."""
        return " ".join(WORDS[number - 1] for number in self.numbers)

    @property
    def figures(self) -> str:
        """The same for whoever has no Latin letters to type: six numbers of four figures."""
        return " ".join(f"{number:04d}" for number in self.numbers)

    def __repr__(self) -> str:
        return "<Code>"


@dataclass(frozen=True, slots=True, repr=False)
class Derived:
    """What one code gives on one node: `tag` finds the letters on the site, `seeds` open the answers."""

    tag: bytes
    seeds: bytes


def read(typed: str) -> Code | None:
    """The code in what somebody typed; None unless it is exactly six of our words or numbers.

    Small letters or large, any sign between them; four letters of a word are enough, and its number does as well.
    Figures need no space between them: each four are a number.
    """
    typed_pieces = _TYPED.findall(typed.casefold()) if len(typed) <= _MOST_TYPED else []
    pieces = [each for piece in typed_pieces for each in apart(piece)]
    numbers = tuple(number_of(piece) for piece in pieces)
    return Code(numbers) if len(numbers) == LENGTH and all(numbers) else None


def of_form(secret: bytes) -> Code:
    """The code of the form that carries this secret of 32 random bytes: always the same, and kept nowhere."""
    made = hmac.digest(secret, b"safeconduct code of a form, 1", hashlib.sha512)
    rest, numbers = int.from_bytes(made, "big"), []
    for _place in range(LENGTH):
        rest, number = divmod(rest, len(WORDS))
        numbers.append(number + 1)
    return Code(tuple(numbers))


def thread_of_form(secret: bytes) -> UUID:
    """The number of its conversation, from which neither the secret nor the code can be had."""
    return UUID(
        bytes=hmac.digest(secret, b"safeconduct conversation of a form, 1", hashlib.sha256)[:16], version=4
    )


def derived(code: Code, node: str) -> Derived:
    """Tag and seeds of a code on this node. Takes some tenths of a second and 32 MB on purpose."""
    made = Argon2id(
        salt=(_SALT + node).encode(), length=_TAG + SEEDS, iterations=_PASSES, lanes=1, memory_cost=_MEMORY
    ).derive(code.words.encode("ascii"))
    return Derived(made[:_TAG], made[_TAG:])


def apart(piece: str) -> list[str]:
    """The numbers of four figures in figures that were typed without a space; anything else as it is."""
    if not piece.isdecimal() or len(piece) % _FIGURES:
        return [piece]
    return [piece[start : start + _FIGURES] for start in range(0, len(piece), _FIGURES)]


def number_of(piece: str) -> int:
    """The number of a word in small letters, of its four first ones, or in figures; 0 for what is none of ours."""
    if piece.isdecimal():
        return int(piece) if 1 <= int(piece) <= len(WORDS) else 0
    return _NUMBERS.get(piece) or (_BEGINNINGS.get(piece, 0) if len(piece) == 4 else 0)
