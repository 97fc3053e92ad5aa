"""The catalogues of the frame, in numbers: how many texts, how many without translation, how many unreviewed.

They are the release's and are translated in its files; here they are only counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from safeconduct.vocabulary.languages import TRANSLATED, UNREVIEWED

FOLDER = Path(__file__).parents[2] / "locale"
SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Counted:
    """One language: what its catalogue holds, and whether a speaker has reviewed it. None: there is no catalogue."""

    tag: str
    texts: int
    missing: int
    unreviewed: int


@cache
def counted() -> dict[str, Counted]:
    """By language; read once, since the files change with a release only."""
    return {each.tag: each for each in _counts()}


def _counts() -> Iterator[Counted]:
    for tag in TRANSLATED:
        path = FOLDER / tag / "LC_MESSAGES" / "django.po"
        if tag == SOURCE or not path.exists():
            continue
        with path.open("rb") as file:
            found = [each for each in read_po(file, locale=tag) if each.id]
        done = sum(not each.fuzzy and _is_whole(each.string) for each in found)
        yield Counted(tag, len(found), len(found) - done, done if tag in UNREVIEWED else 0)


def _is_whole(said: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(said if isinstance(said, str) else said and all(said))
