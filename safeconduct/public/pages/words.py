"""Words as they are looked for: without accents, in small letters. Pure.

The same on both sides, in the index and in the question. Accents go from Latin and Greek letters alone: of a Cyrillic
letter what stands above it makes another letter (й is not и). PostgreSQL's `unaccent` would do for the Latin ones, but
not every server has it, and a backup would need it wherever it is restored.
"""

import re
import unicodedata

OTHERS = str.maketrans({
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h",
})  # fmt: skip
"""Latin letters that Unicode does not take apart."""
STEMMERS = {
    "en": "english_stem", "es": "spanish_stem", "fr": "french_stem", "ro": "romanian_stem", "sv": "swedish_stem",
}  # fmt: skip
"""PostgreSQL's dictionaries of the languages of the site; it has none of Bulgarian."""
SHORTEST_STEM = 4
"""A shorter beginning is the beginning of too many other words."""
_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """The text in small letters without accents."""
    return "".join(map(_plain, unicodedata.normalize("NFC", text.casefold()))).translate(OTHERS)


def words_of(asked: str) -> list[str]:
    """The words of a question, plain. Each holds letters and digits only, so it can stand in a query as it is."""
    return _WORD.findall(plain(asked))


def alternatives(word: str, stem: str) -> str:
    """A part of a raw question of PostgreSQL: what begins with this plain word, or with its plain stem.

    So another form of the word is found, and the index needs to know no language. A word that has lost its last e alone
    is no other form in English: who looks for the police does not look for policies.
    """
    is_another = len(stem) >= SHORTEST_STEM and stem.isalnum() and stem not in (word, word.removesuffix("e"))
    return f"({word}:* | {stem}:*)" if is_another else f"{word}:*"


def _plain(sign: str) -> str:
    parts = unicodedata.normalize("NFKD", sign)
    if len(parts) > 1 and unicodedata.name(parts[0], "").startswith(("LATIN", "GREEK")):
        return "".join(part for part in parts if not unicodedata.combining(part))
    return sign
