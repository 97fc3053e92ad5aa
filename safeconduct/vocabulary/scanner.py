"""What in a note looks like a name, a number, a date, an age, an address or a way to reach somebody. Pure.

It finds slips, not intentions: whoever wants to write around it can (docs/explanation/first-contact.md says what it
cannot find). It knows no person and asks nothing of any file, so the receiving node scans again and comes to the
same answer. Ages are admitted as bands only.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from safeconduct.vocabulary.known import GIVEN_NAMES, GIVEN_STEMS, KNOWN, KNOWN_STEMS, TITLES

LONGEST = 300
"""Characters of a note."""


class Kind(StrEnum):
    """What a piece of a text looks like."""

    CONTACT = "contact"
    DATE = "date"
    AGE = "age"
    NUMBER = "number"
    ADDRESS = "address"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text as it was read, and what it looks like."""

    kind: Kind
    text: str
    start: int


_MONTHS = (
    r"jan(?:uary|uarie|vier)?|feb(?:ruary|ruarie)?|f[ée]vrier|mar(?:ch|tie)|mars|apr(?:il|ilie)?|avril|(?-i:May)|mai|"
    r"jun(?:e|ie)|iunie|juin|jul(?:y)|iulie|juillet|aug(?:ust)?|ao[ûu]t|sep(?:t(?:ember|embre|embrie)?)?|"
    r"oct(?:ober|obre|ombrie)?|nov(?:ember|embre)?|noiembrie|dec(?:ember|embrie)?|d[ée]cembre|ianuarie|"
    r"січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|"
    r"января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
    r"януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември"
)
_YEARS = r"years?|yrs?|y\.?/?o\b\.?|ani|ans|Jahre?n?|лет|року|років|роки|рік|года|години"
_AGED = r"aged?|v[âa]rst[aă]|[âa]ge|вік(?:ом)?|возраст(?:ом)?|възраст"
_STREETS = (
    r"street|avenue|str\.|strada|bulevardul|blvd|b-dul|aleea|rue|boulevard|stra(?:ß|ss)e|"
    r"вулиц[яію]|вул\.|улиц[аеыу]|ул\.|проспект\w*|бул\."
)
_BAND = re.compile(r"(?<!\d)\d{1,2}\s?(?:-|–|to|până la|до)\s?\d{1,2}(?!\d)", re.IGNORECASE)
_TIME = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])|(?<![\d/])24/7(?![\d/])")

_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.CONTACT, re.compile(r"\S*@\S*")),
    (Kind.CONTACT, re.compile(r"(?:https?:|www\.)\S*", re.IGNORECASE)),
    (
        Kind.CONTACT,
        re.compile(
            r"\b[\w-]+\.(?:com|org|net|info|eu|ro|md|be|bg|ua|ru|de|fr|it|es|nl|se|al|uk|io|me)\b(?:/\S*)?",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.DATE,
        re.compile(rf"\d{{1,2}}(?:st|nd|rd|th|er)?\.?\s+(?:of\s+|de\s+)?(?:{_MONTHS})\b\.?", re.IGNORECASE),
    ),
    (Kind.DATE, re.compile(rf"\b(?:{_MONTHS})\.?\s+\d{{1,4}}", re.IGNORECASE)),
    (Kind.DATE, re.compile(r"(?<!\d)\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}(?!\d)")),
    (Kind.DATE, re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])(?!\d)")),
    (Kind.NUMBER, re.compile(r"\+?\w*\d(?:[\s.\-–/():+]*\d){4,}\w*")),
    (Kind.NUMBER, re.compile(r"\w*\d{3,}\w*")),
    (Kind.NUMBER, re.compile(r"\b(?=\w*[^\W\d_])(?=(?:\w*\d){3})\w+")),
    (Kind.AGE, re.compile(rf"(?<!\d)\d{{1,2}}\s?-?\s?(?:{_YEARS})(?!\w)(?:[ -]old)?", re.IGNORECASE)),
    (Kind.AGE, re.compile(rf"\b(?:{_AGED})\s?:?\s?(?:de\s)?\d{{1,2}}(?!\d)", re.IGNORECASE)),
    (Kind.ADDRESS, re.compile(rf"(?:\w+\s)?(?<!\w)(?:{_STREETS})(?!\w)(?:\s\w+)?", re.IGNORECASE)),
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ-][^\W\d_]+)*")
_OPENING = " \t\"'“”„«»‘’([*•–—-"
_LONGEST_ABBREVIATION = 5


def normal(text: str) -> str:
    """The text as it is scanned, kept and sent: one form for each character, nothing unseen in it."""
    seen = unicodedata.normalize("NFKC", text)
    return "".join(
        sign
        for sign in seen
        if sign in "\n\t" or unicodedata.category(sign) not in ("Cf", "Cc", "Co", "Cn", "Cs")
    )


def scan(text: str) -> tuple[Piece, ...]:
    """What in it looks like personal data, in the order of the text; empty when nothing does."""
    read = normal(text)
    taken = [False] * len(read)
    found = [*_by_pattern(read, taken), *_names(read, taken)]
    return tuple(sorted(found, key=lambda piece: piece.start))


def _by_pattern(read: str, taken: list[bool]) -> Iterator[Piece]:
    masked = _masked(_TIME, read)
    for kind, pattern in _PATTERNS:
        # A band of ages is no age; of a date or a number it is a part.
        for match in pattern.finditer(_masked(_BAND, masked) if kind is Kind.AGE else masked):
            start, end = match.span()
            if match.group().strip() and not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                yield Piece(kind, match.group().strip(), start)


def _masked(pattern: re.Pattern[str], read: str) -> str:
    """What is admitted, made invisible; everything else keeps its place."""
    return pattern.sub(lambda match: "·" * len(match.group()), read)


def _names(read: str, taken: list[bool]) -> Iterator[Piece]:
    """Capitalised words in the middle of a sentence that nobody knows, and frequent given names anywhere.

    The capitalised word before such a word belongs to it: it is the given name at the beginning of a sentence.
    """
    words = [word for word in _WORD.finditer(read) if not any(taken[word.start() : word.end()])]
    before: re.Match[str] | None = None
    end = -1
    for word in words:
        if not _is_name(read, word):
            before = word
            continue
        start = word.start()
        if before is not None and before.end() > end and _belongs(read, before, word):
            start = before.start()
        end, before = word.end(), word
        yield Piece(Kind.NAME, read[start:end], start)


def _belongs(read: str, before: re.Match[str], word: re.Match[str]) -> bool:
    said = before.group()
    is_beside = not read[before.end() : word.start()].strip(" ")
    return is_beside and said[0].isupper() and len(said) > 1 and not _is_known(said)


def _is_name(read: str, word: re.Match[str]) -> bool:
    said = word.group()
    low = said.casefold()
    if low in GIVEN_NAMES or low.removesuffix("'s").removesuffix("’s") in GIVEN_NAMES:
        return True
    if len(said) == 1 or not said[0].isupper() or _is_known(said):
        return False
    if said.isupper() and len(said) <= _LONGEST_ABBREVIATION:
        return False
    return _has_given_stem(low) or not _begins_a_sentence(read, word.start())


def _has_given_stem(low: str) -> bool:
    return any(low.startswith(stem) and len(low) - len(stem) <= 3 for stem in GIVEN_STEMS)


def _is_known(said: str) -> bool:
    low = said.casefold().removesuffix("'s").removesuffix("’s")
    parts = re.split(r"[’'ʼ-]", low)
    return low in KNOWN or all(_is_known_part(part) for part in parts if part)


def _is_known_part(part: str) -> bool:
    return part in KNOWN or any(part.startswith(stem) for stem in KNOWN_STEMS)


def _begins_a_sentence(read: str, start: int) -> bool:
    """After a title ("Dr. Ionescu") or an initial ("O. Petrenko") the point ends no sentence."""
    before = read[:start].rstrip(_OPENING)
    if not before or before[-1] == "\n":
        return True
    if before[-1] in "!?…":
        return True
    if before[-1] != ".":
        return False
    last = _WORD.findall(before)
    ends_with_word = bool(last) and before[:-1].endswith(last[-1])
    return not (ends_with_word and (len(last[-1]) == 1 or last[-1].casefold() in TITLES))
