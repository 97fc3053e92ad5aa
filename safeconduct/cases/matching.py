"""Does a free text give away who the person is? Compared with the identity section before anything is sent.

A help for the one who sends, never a gate: a hit is shown, and the member decides. Pure.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from safeconduct.cases.contents import Content, answer
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.kinds import Kind
from safeconduct.cases.rows import texts
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section

SHORTEST_NAME = 3
SHORTEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of the identity found in a text: which section and field, and the piece as it stands there."""

    section: Section
    field: str
    piece: str


def hits(identity: Content, contents: Mapping[Section, Content]) -> list[Hit]:
    """Every name, telephone or document number of the identity that a text of another section contains.

    Names match as whole words, without case and accents; numbers by their digits, however they are grouped.
    """
    names, numbers = _names(identity), _numbers(identity)
    found: list[Hit] = []
    for section, content in contents.items():
        if section is Section.IDENTITY:
            continue
        for name, text in _texts(section, content):
            found += [Hit(section, name, piece) for piece in _found(text, names, numbers)]
    return found


def _texts(section: Section, content: Content) -> Iterable[tuple[str, str]]:
    for field in FIELDS[section]:
        value = answer(content, field.name)
        if field.kind is Kind.TEXT and isinstance(value, str):
            yield field.name, value
        if field.kind is Kind.ROWS:
            yield from ((field.name, text) for _part, text in texts(field, value))


def _found(text: str, names: frozenset[str], numbers: frozenset[str]) -> list[str]:
    words = {_plain(word): word for word in re.findall(r"\w+", text)}
    pieces = [written for plain, written in words.items() if plain in names]
    for run in re.findall(r"\+?\d[\d\s().\-/]{4,}\d", text):
        digits = re.sub(r"\D", "", run)
        if any(
            number in digits or (len(digits) >= SHORTEST_NUMBER and digits in number) for number in numbers
        ):
            pieces.append(run)
    return pieces


def _names(identity: Content) -> frozenset[str]:
    written = answer(identity, "names") or ""
    return frozenset(_plain(word) for word in re.findall(r"\w+", written) if len(word) >= SHORTEST_NAME)


def _numbers(identity: Content) -> frozenset[str]:
    """Digit runs of telephone and documents, without a country's prefix zero so that both spellings match."""
    written = [str(answer(identity, name) or "") for name in ("phone", "documents")]
    runs = [re.sub(r"\D", "", run) for text in written for run in re.findall(r"[\d\s().\-/+]{6,}", text)]
    return frozenset(run[-9:] for run in runs if len(run) >= SHORTEST_NUMBER)


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def field_label(hit: Hit) -> Words:
    """The question under which the piece stands."""
    return next(field.label for field in FIELDS[hit.section] if field.name == hit.field)
