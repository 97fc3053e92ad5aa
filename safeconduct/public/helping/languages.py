"""The languages of these pages: ten, each by its own name and kept in the address. A text is there or it is not."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.vocabulary.languages import LANGUAGES, Language

TEN = ("bg", "de", "en", "es", "fr", "nl", "ro", "sq", "sv", "uk")
"""In the order of their tags; each is shown by its own name."""
WRITTEN = TEN
"""Those of them that have a text."""
SOURCE = "en"
FOLDER = Path(__file__).with_name("texts")

type Text = Mapping[str, Any]


@cache
def text(tag: str) -> Text:
    """Everything that the pages say in a language that is written."""
    return tomllib.loads((FOLDER / f"{tag}.toml").read_text(encoding="utf-8"))


@cache
def not_yet() -> Mapping[str, Mapping[str, str]]:
    """What is said in a language that has no text: that it has none, and the way out."""
    return tomllib.loads((FOLDER / "not_yet.toml").read_text(encoding="utf-8"))


def listed() -> list[Language]:
    """All ten."""
    return [LANGUAGES[tag] for tag in TEN]


def other_written(tag: str) -> list[Language]:
    """What is offered where a language has no text: all that have one, and no guess."""
    return [LANGUAGES[each] for each in WRITTEN if each != tag]
