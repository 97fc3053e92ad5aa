"""Remarks of readers on their way from the public site to those who keep what is meant: two files. Pure.

A remark has no name and no moment: words, their language, a day, and which service or which rule of law is meant. The
site lays what was not handed over yet; the node says what it kept, and what nobody here answers for.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from safeconduct.vocabulary.languages import LANGUAGES

LONGEST: Final = 1000
"""Characters of a remark."""
AT_ONCE: Final = 50
LARGEST: Final = 1024 * 1024
TO_NODE, TO_SITE = "remarks-to-node.json", "remarks-to-site.json"
"""In the folder of the site: what the site hands over, and what became of it."""
RULE: Final = re.compile(r"[A-Z][A-Z0-9-]{1,39}")
"""A name of a rule of law, such as RO-RP-01."""


class Malformed(ValueError):
    """What was read is no file of remarks."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on its way: about a service, by its id, or about a rule of law, by its name."""

    id: UUID
    about: UUID | str
    text: str
    language: str
    day: date


@dataclass(frozen=True, slots=True)
class Became:
    """Which remarks the node has kept, and which it has not: nobody here keeps what is meant, or enough wait."""

    kept: tuple[UUID, ...] = ()
    left: tuple[UUID, ...] = ()

    def text(self) -> str:
        """As it is written down."""
        said = {"v": 1, "kept": [str(each) for each in self.kept], "left": [str(each) for each in self.left]}
        return json.dumps(said, indent=1)


def written(remarks: Iterable[Remark]) -> str:
    """The site's file."""
    listed = [
        {
            "id": str(each.id), "rule" if isinstance(each.about, str) else "service": str(each.about),
            "text": each.text, "language": each.language, "day": each.day.isoformat(),
        }
        for each in remarks
    ]  # fmt: skip
    return json.dumps({"v": 1, "remarks": listed}, ensure_ascii=False, indent=1)


def read(raw: bytes | None) -> tuple[Remark, ...]:
    """What the site's file carries; nothing where there is none. Raises Malformed for anything that is not one."""
    if raw is None:
        return ()
    said = _object(raw)
    try:
        found = tuple(_remark(each) for each in said["remarks"])
    except (ValueError, OverflowError, KeyError, TypeError, AttributeError):
        raise Malformed("This is no file of remarks.") from None
    if len(found) > AT_ONCE:
        raise Malformed("This file holds too many remarks.")
    return found


def became(raw: bytes | None) -> Became:
    """What the node's file says; nothing where there is none. Raises Malformed."""
    if raw is None:
        return Became()
    said = _object(raw)
    try:
        return Became(tuple(map(UUID, said["kept"])), tuple(map(UUID, said["left"])))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Malformed("This is no file about remarks.") from None


def _remark(said: Any) -> Remark:
    text, language = said["text"], said["language"]
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST or language not in LANGUAGES:
        raise ValueError
    text.encode()
    about = _rule(said["rule"]) if "rule" in said else UUID(said["service"])
    return Remark(UUID(said["id"]), about, text, language, date.fromisoformat(said["day"]))


def _rule(name: str) -> str:
    if not RULE.fullmatch(name):
        raise ValueError
    return name


def _object(raw: bytes) -> Any:
    try:
        said = json.loads(raw) if len(raw) <= LARGEST else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or said.get("v") != 1:
        raise Malformed("This is no file of remarks.")
    return said
