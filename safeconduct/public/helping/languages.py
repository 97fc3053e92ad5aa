"""The languages of these pages: ten, each by its own name and kept in the address. A text is there or it is not."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.public.helping import pseudo
from safeconduct.vocabulary.languages import LANGUAGES, Language

TEN = ("bg", "de", "en", "es", "fr", "nl", "ro", "sq", "sv", "uk")
"""In the order of their tags; each is shown by its own name."""
WRITTEN = TEN
"""Those of them that have a text."""
SOURCE = "en"
FOLDER = Path(__file__).with_name("texts")

type Text = Mapping[str, Any]


def known(*, is_demo: bool) -> tuple[str, ...]:
    """Tags that an address may have: on a demonstration's site those of two more, which no page names."""
    return (*TEN, *pseudo.LANGUAGES) if is_demo else TEN


def is_written(tag: str) -> bool:
    """Whether the pages have a text in this language."""
    return tag in WRITTEN or tag == pseudo.FROM_RIGHT


def language(tag: str) -> Language:
    """Its names and its direction."""
    return pseudo.LANGUAGES.get(tag) or LANGUAGES[tag]


@cache
def text(tag: str) -> Text:
    """Everything that the pages say in a language that is written."""
    if tag == pseudo.FROM_RIGHT:
        told: dict[str, Any] = pseudo.told(tag, text(SOURCE))
        return told | {"reviewed_on": ""}
    said = tomllib.loads((FOLDER / f"{tag}.toml").read_text(encoding="utf-8"))
    return said | {"wrong": said["wrong"] | _who_reads()[tag]}


@cache
def _who_reads() -> Mapping[str, Mapping[str, str]]:
    """What is said beside a remark about a place or a card: who else reads it."""
    return tomllib.loads(FOLDER.with_name("who_reads.toml").read_text(encoding="utf-8"))


@cache
def not_yet(tag: str) -> Mapping[str, str]:
    """What is said in a language that has no text: that it has none, and the way out."""
    said = tomllib.loads((FOLDER / "not_yet.toml").read_text(encoding="utf-8"))
    own: Mapping[str, str] = pseudo.told(tag, said[SOURCE]) if tag in pseudo.LANGUAGES else said[tag]
    return own


def listed() -> list[Language]:
    """All ten."""
    return [LANGUAGES[tag] for tag in TEN]


def other_written(tag: str) -> list[Language]:
    """What is offered where a language has no text: all that have one, and no guess."""
    return [LANGUAGES[each] for each in WRITTEN if each != tag]
