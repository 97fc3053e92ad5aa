"""What a rule means, in plain words. Pure.

Words belong to exactly one content of a rule: they carry its mark. When a rule is changed or signed anew with another
content, its words are no longer shown until somebody has looked at them.
"""

import base64
import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.rights.reading import PackError
from safeconduct.rights.rule import Rule
from safeconduct.vocabulary.cards_of_rights import PARTS

FOLDER = Path(__file__).parent
LANGUAGES = ("bg", "de", "en", "es", "fr", "nl", "ro", "sq", "sv", "uk")
SOURCE = "en"
MARK = 12
"""Characters of a mark."""


@dataclass(frozen=True, slots=True)
class Said:
    """One rule in one language."""

    mark: str
    """Of the content that they were written for."""
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Everything in one language, and on which day a speaker reviewed it: "" where nobody has."""

    reviewed_on: str
    rules: Mapping[str, Said]


def mark_of(rule: Rule) -> str:
    """A mark of what a rule says, for whom and how long: what of it would change its plain words."""
    about, time = rule.beneficiary, rule.duration
    said = [
        rule.right, rule.says, rule.on_cooperation, rule.addressee, rule.trigger, sorted(rule.ends),
        [about.person, about.citizenship, about.exploited, *about.also],
        [time.n, time.unit, time.kind] if time else [],
    ]  # fmt: skip
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).digest()
    return base64.b32encode(digest).decode().lower()[:MARK]


@cache
def spoken() -> Mapping[str, Spoken]:
    """The words of this release by language. Raises PackError."""
    return {tag: read(tag, (FOLDER / f"{tag}.toml").read_text(encoding="utf-8")) for tag in LANGUAGES}


def read(tag: str, text: str) -> Spoken:
    """The words of one language, strictly. Raises PackError, which names the rule and what to mend."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise PackError(f"plain words, {tag}: this is no TOML: {fault}.") from None
    reviewed = told.pop("reviewed_on", None)
    if not isinstance(reviewed, str):
        raise PackError(f'plain words, {tag}: reviewed_on: write a day, or "" where nobody has reviewed it.')
    return Spoken(reviewed, {name: _said(tag, name, said) for name, said in told.items()})


def _said(tag: str, name: str, told: Any) -> Said:
    wanted = {"mark", *PARTS}
    if not isinstance(told, dict) or set(told) != wanted:
        raise PackError(f"plain words, {tag}, {name}: write {', '.join(sorted(wanted))}, and nothing else.")
    if any(not isinstance(text, str) or not text.strip() for text in told.values()):
        raise PackError(f"plain words, {tag}, {name}: write a text in each.")
    return Said(told["mark"], {part: told[part] for part in PARTS})
