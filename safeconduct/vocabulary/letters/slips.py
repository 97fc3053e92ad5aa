"""Which of six typed words is none of ours, and what it is nearest to. Pure.

Only the list of words is looked at, which everybody may know: never whether there is a conversation. The same typed
words have the same answer on every node and whatever lies there, so nothing is told to whoever guesses.
"""

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

from safeconduct.vocabulary.letters.code import LENGTH, apart, number_of
from safeconduct.vocabulary.letters.words import WORDS

MOST: Final = 2 * LENGTH
"""Words that are looked at: whoever typed more has typed something else."""
MOST_NEAR: Final = 3
_LONGEST: Final = 24
"""Characters of a word as it is shown."""
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_SHORT: Final = 4


@dataclass(frozen=True, slots=True, repr=False)
class Slip:
    """One word that is in no list; `place` is 1 for the first that was typed."""

    place: int
    typed: str
    near: tuple[str, ...]
    """The words of the list that are nearest; none where nothing is near."""


@dataclass(frozen=True, slots=True, repr=False)
class Slips:
    """All of what was typed that cannot be a code."""

    many: int
    """Words that were typed; more than `MOST` are not counted."""
    words: tuple[Slip, ...]

    @property
    def is_six(self) -> bool:
        """Whether so many words were typed as a code has."""
        return self.many == LENGTH


def slips(typed: str) -> Slips:
    """What is wrong with what somebody typed, by the list of words alone."""
    pieces = [each for piece in _PIECE.findall(typed) for each in apart(piece)][:MOST]
    wrong = [
        Slip(place, piece[:_LONGEST], _near(piece.casefold()[:_LONGEST]))
        for place, piece in enumerate(pieces, start=1)
        if not number_of(piece.casefold())
    ]
    return Slips(len(pieces), tuple(wrong))


def _near(piece: str) -> tuple[str, ...]:
    """Those with the fewest slips, the same first letter before others: a short word has one slip, a longer one two."""
    if not piece.isalpha():
        return ()
    most = 1 if len(piece) <= _SHORT else 2
    found = sorted(
        (OSA.distance(piece, word, score_cutoff=most), word[0] != piece[0], word) for word in WORDS
    )
    fewest = min(found[0][0], most)
    return tuple(word for far, _other, word in found if far == fewest)[:MOST_NEAR]
