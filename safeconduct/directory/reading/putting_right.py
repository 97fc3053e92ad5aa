"""What was read in the place of a word that stands nowhere as it was typed: said wherever something was found. Pure.

Names are shown as they are written, and not as they are compared.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from safeconduct.directory.reading.folding import folded
from safeconduct.directory.reading.typed import Typed

AROUND = "().,;:“”„\"'"
MOST = 3
"""Words that are named in the place of one."""


@dataclass(frozen=True, slots=True)
class PutRight:
    """One typed word, and the words that were found in its place."""

    typed: str
    read_as: tuple[str, ...]


def put_right(text: str, typed: Typed | None, shown: Iterable[str]) -> list[PutRight]:
    """The slips in a text of which something came. `shown` are the names and labels of what was found."""
    slips = [one for one in typed.words if not _stands_there(one.typed, one.meant)] if typed else []
    if not slips:
        return []
    written, names = _by_part([text]), _by_part(shown)
    found = []
    for one in slips:
        read_as = dict.fromkeys(names[word] for word in one.meant if word in names)
        if read_as:
            found.append(PutRight(written.get(one.typed, one.typed), tuple(read_as)[:MOST]))
    return found


def _by_part(texts: Iterable[str]) -> dict[str, str]:
    """By a word as it is compared the word as it is written."""
    found: dict[str, str] = {}
    for text in texts:
        for word in text.split():
            for part in folded(word).split():
                found.setdefault(part, word.strip(AROUND))
    return found


def _stands_there(word: str, meant: Collection[str]) -> bool:
    """Whether it is a word of the directory or of our lists, or the beginning of one."""
    return any(one.startswith(word) for one in meant)
