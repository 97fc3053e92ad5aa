"""What a machine reads aloud: which texts, in which languages, and under which name each sound lies. Pure.

A sound is named by a hash of its text and its voice: a text that is changed has no sound until one is made of it.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from safeconduct.public.helping.easy import PAGES, easy
from safeconduct.public.helping.languages import Text, text

FOLDER = "voices"
"""Of the sounds, in the folder of the site."""
ENDING = ".mp3"
NAME = 32
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How a language is read aloud, and why it is or is not."""

    on: bool
    voice: str
    """As the engine calls it."""
    speed: int
    """Words a minute."""
    reason: str
    source: str


@cache
def voices() -> Mapping[str, Voice]:
    """By language."""
    said = tomllib.loads(Path(__file__).with_name("voices.toml").read_text(encoding="utf-8"))
    return {tag: Voice(**one) for tag, one in said.items()}


def name_of(tag: str, said: str) -> str:
    """Under which name its sound lies; "" in a language that no machine reads."""
    voice = voices().get(tag)
    if voice is None or not voice.on:
        return ""
    return hashlib.sha256(f"{tag}\n{voice.voice}\n{voice.speed}\n{said}".encode()).hexdigest()[:NAME]


def one(parts: Iterable[str]) -> str:
    """The parts of a section as one text: each ends as a sentence does."""
    return " ".join(part if part[-1:] in ".?!:…" else f"{part}." for part in parts if part)


def card(words: Text, said: Mapping[str, str]) -> str:
    """A card of rights; `words` are those of the pages."""
    labels = words["card"]
    return one([said["title"], said["what"], labels["who"], said["who"], labels["helps"], said["helps"]])


def lines(parts: Iterable[Mapping[str, Iterable[str]]]) -> str:
    """An easy page."""
    return one(line for part in parts for line in part["lines"])


def sections(tag: str, cards: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Every text of a language that has a sound beside it, where one was made."""
    said = text(tag)
    yield one([said["start"]["heading"], said["start"]["lead"]])
    asked = said["questions"]
    yield one([asked["heading"], asked["lead"]])
    yield from (one([each["question"], each["means"]]) for each in asked["asked"])
    yield one([asked["may"], asked["after"], asked["fault"], asked["danger"]])
    for page in ("asking", "telephone"):
        yield from (one([part["heading"], *part["lines"]]) for part in said[page]["parts"])
    yield from (card(said, each) for each in cards)
    short = easy(tag) or {}
    yield from (lines(short[name]) for name in PAGES if name in short)
