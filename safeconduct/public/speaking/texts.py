"""Texts by their keys: a file of texts laid flat, and the same file with other words in it. Pure."""

import hashlib
import string
from collections.abc import Iterator, Mapping
from typing import Any

PICTURE = "picture"
"""Of an easy line: the name of a drawing, and no text."""
MARK = 16
"""Characters of a mark of a text."""


def mark_of(text: str) -> str:
    """A mark of exactly this text: kept beside a review, it says later whether the source is still the same."""
    return hashlib.sha256(text.encode()).hexdigest()[:MARK]


def flat(said: Mapping[str, Any]) -> dict[str, str]:
    """Every text of a file by its way through it; what stands above all parts is about the file, and no text."""
    return {
        way: text
        for name, part in said.items()
        if not isinstance(part, str)
        for way, text in _leaves(part, name)
    }


def laid_over(said: Mapping[str, Any], words: Mapping[str, str]) -> Mapping[str, Any]:
    """The same file, with these words in the place of its own."""
    if not words:
        return said
    return {name: part if isinstance(part, str) else _laid(part, name, words) for name, part in said.items()}


def section_of(way: str) -> str:
    """The part of its file in which a text stands."""
    return way.partition(".")[0]


def places(text: str) -> list[str] | None:
    """The places of a text that are filled when it is shown, such as `{day}`; None where its braces make no sense.

    With all that Python's formatting would do there: `{day.year}` and `{day!r}` are other places than `{day}`.
    """
    try:
        parsed = [part for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return None
    return sorted(f"{name}|{spec}|{kind}" for _text, name, spec, kind in parsed)


def _leaves(said: Any, way: str) -> Iterator[tuple[str, str]]:
    if isinstance(said, str):
        yield way, said
        return
    items = said.items() if isinstance(said, Mapping) else enumerate(said)
    for name, inner in items:
        if name == PICTURE:
            continue
        yield from _leaves(inner, f"{way}.{name}")


def _laid(said: Any, way: str, words: Mapping[str, str]) -> Any:
    if isinstance(said, str):
        return words.get(way, said)
    if isinstance(said, Mapping):
        return {name: _laid(inner, f"{way}.{name}", words) for name, inner in said.items()}
    return [_laid(inner, f"{way}.{number}", words) for number, inner in enumerate(said)]
