"""What somebody typed: each word with the words and codes of the directory that may be meant by it."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from django.utils.translation import get_language

from safeconduct.directory.reading.folding import folded, meant, near, words
from safeconduct.vocabulary.codes import Need, Service
from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.regions import REGIONS
from safeconduct.vocabulary.together import asked

MOST_WORDS = 400
NEAREST = 12
"""So many words of the directory are looked for in the place of one that was typed."""
LONGEST = 80
LAST = chr(0x10FFFF)
"""Behind every letter: words that begin with some lie before them with this."""
# Each half by its own index; in one condition the server reads all words.
HELD = """
WITH alike AS MATERIALIZED (SELECT w.word FROM directory.word w WHERE w.near && %s::text[])
(SELECT a.word FROM alike a LIMIT %s) UNION
SELECT begun.word FROM unnest(%s::text[]) AS s (start), LATERAL (
  SELECT w.word FROM directory.word w WHERE w.word >= s.start AND w.word < s.start || %s::text
   ORDER BY w.word LIMIT %s) begun
"""


@dataclass(frozen=True, slots=True)
class One:
    """A typed word as it is compared, and what may be meant, the nearest first."""

    typed: str
    meant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """All words that were typed."""

    words: tuple[One, ...]

    @property
    def is_known(self) -> bool:
        """Whether the directory knows something like every word."""
        return bool(self.words) and all(one.meant for one in self.words)

    def fits(self, held: list[str]) -> bool:
        """Whether a service with these words is meant by every word that was typed."""
        return all(not set(one.meant).isdisjoint(held) for one in self.words)

    def is_named(self, held: list[str]) -> bool:
        """Whether every word that was typed stands in the name of a service with these words, without a slip."""
        return all(one.typed in held for one in self.words)

    def distance(self, held: list[str]) -> int:
        """How far the words of a service are from what was typed; 0 when each stands there as typed."""
        own = set(held)
        return sum(
            next((place for place, word in enumerate(one.meant) if word in own), len(one.meant))
            for one in self.words
        )


def read(text: str) -> Typed | None:
    """What was typed, in one question; None when nothing was."""
    found = words(text[:LONGEST])
    if not found:
        return None
    held = held_words(found, [word for word in found if len(word) > 2])
    of_lists = _of_lists(get_language() or "en")
    return Typed(tuple(One(word, _meant(word, held, of_lists)) for word in found))


def held_words(like: Sequence[str], starts: Sequence[str]) -> list[str]:
    """Words of the directory that are spelt like these, or begin with those. One question."""
    shared = sorted({part for word in like for part in near(word)})
    return [word for (word,) in asked(HELD, [shared, MOST_WORDS, list(starts), LAST, MOST_WORDS])]


def _meant(word: str, held: list[str], of_lists: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    nearest = meant(word, [*held, *of_lists])[:NEAREST]
    return tuple(dict.fromkeys(code for one in nearest for code in (one, *of_lists.get(one, ()))))


@lru_cache(maxsize=16)
def _of_lists(_language: str) -> Mapping[str, tuple[str, ...]]:
    """The words of our lists, in English and in the language of the page; what people call a need in any of the ten."""
    named: list[tuple[str, str]] = [
        *((f"need:{one.value}", str(label(one))) for one in Need),
        *((f"need:{need}", text) for need, text in also_called().items()),
        *((f"service:{one.value}", str(label(one))) for one in Service),
        *((f"country:{one.alpha2}", f"{one.english} {one.name}") for one in COUNTRIES.values()),
        *((f"region:{one.code}", one.name) for one in REGIONS.values()),
    ]
    found: dict[str, list[str]] = defaultdict(list)
    for code, text in named:
        for word in set(folded(text).split()):
            if len(word) > 2:
                found[word].append(code)
    return {word: tuple(codes) for word, codes in found.items()}


@cache
def also_called() -> Mapping[str, str]:
    """By the code of a need the words that people type for it, which are not in its name."""
    return tomllib.loads(Path(__file__).with_name("also_called.toml").read_text(encoding="utf-8"))
