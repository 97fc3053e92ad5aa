"""A file of texts as readers have it in a language, and which of its parts speakers have reviewed whole. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from safeconduct.public.speaking.rules import Reviewed
from safeconduct.public.speaking.texts import flat, laid_over, section_of


@dataclass(frozen=True, slots=True)
class Spoken:
    """The texts, and the sections of them in which a speaker has checked everything beside the source of now."""

    texts: Mapping[str, Any]
    checked: frozenset[str]


def spoken(source: Mapping[str, Any], shipped: Mapping[str, Any], reviewed: Mapping[str, Reviewed]) -> Spoken:
    """The release's texts, with what was reviewed laid over them. What is no longer of its source is left out."""
    sources = flat(source)
    holds = {way: each.text for way, each in reviewed.items() if way in sources and each.is_of(sources[way])}
    open_ = {section_of(way) for way in sources.keys() - holds.keys()}
    return Spoken(laid_over(shipped, holds), frozenset(map(section_of, sources)) - open_)


def words_of_card(
    words: Mapping[str, Mapping[str, str]], tag: str, source: str, rule: str, reviewed: Mapping[str, Reviewed]
) -> tuple[Mapping[str, str] | None, bool]:
    """A card in a language, and whether a speaker has checked all of it; None where something of it is missing."""
    if source not in words:
        return words.get(tag), False
    own = words.get(tag, {})
    holds = {
        part: each.text
        for part, text in words[source].items()
        if (each := reviewed.get(f"{rule}.{part}")) is not None and each.is_of(text)
    }
    whole = {part: holds.get(part) or own.get(part, "") for part in words[source]}
    return (whole if all(whole.values()) else None), len(holds) == len(words[source])
