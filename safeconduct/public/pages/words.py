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
_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """The text in small letters without accents."""
    return "".join(map(_plain, unicodedata.normalize("NFC", text.casefold()))).translate(OTHERS)


def words_of(asked: str) -> list[str]:
    """The words of a question, plain. Each holds letters and digits only, so it can stand in a query as it is."""
    return _WORD.findall(plain(asked))


def _plain(sign: str) -> str:
    parts = unicodedata.normalize("NFKD", sign)
    if len(parts) > 1 and unicodedata.name(parts[0], "").startswith(("LATIN", "GREEK")):
        return "".join(part for part in parts if not unicodedata.combining(part))
    return sign
