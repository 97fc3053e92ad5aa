"""How a part of a name sounds, as a few letters: the same in Latin, Cyrillic, Greek and Georgian letters. Pure.

A code of our own. The known ones (Soundex, Metaphone, the New York code, in libraries such as jellyfish) are made for
English spelling; they know no Cyrillic, and tear apart what is one name here (Olha and Olga, Serhii and Sergey, Iulia
and Yuliya). No speaker has checked this one either.

1. One spelling: accents off, one script, one letter for a sound that is written in many ways (`directory/folding.py`).
2. Of the vowels only the first stays, if the name begins with one: vowels are what two scribes write differently.
3. Consonants that are mistaken for each other are one: b f p v, d t, g h k, s z and all hissing sounds.
"""

import re
import unicodedata

from safeconduct.directory.reading.folding import folded

LONGEST = 8
"""Letters of a code: longer names differ before."""

_BEFORE = [
    ("χρ", "kr"), ("χλ", "kl"), ("χ", "ch"), ("shch", "st"), ("xh", "dz"), ("tch", "c"), ("tz", "c"), ("chr", "kr"),
    ("chl", "kl"),
]  # fmt: skip
"""In this order. Greek χ as passports write it (ELOT 743), Albanian xh, and a German or Ukrainian group of letters."""
_CLASSES = str.maketrans("bfpvwdtgkhqszcx", "BBBBBTTKKKKSSSS")
_GLIDE = re.compile("^i(?=e)")
_FIRST_VOWELS = {"a": "A", "e": "A", "o": "A", "i": "I", "u": "U"}


def sounding(part: str) -> str:
    """The code of one part of a name, of at most `LONGEST` letters; "" for what holds no letter.

    >>> sounding("Olha") == sounding("Ольга")
    True
    """
    word = _GLIDE.sub("", re.sub("[^a-z]", "", folded(_plainly(part))))
    if not word:
        return re.sub(r"\W", "", part.casefold())[
            :LONGEST
        ]  # a script that is not turned into Latin stays as it is
    first = _FIRST_VOWELS.get(word[0], "")
    return (first + re.sub("[aeiou]", "", word).translate(_CLASSES).upper())[:LONGEST]


def _plainly(part: str) -> str:
    """As it is written where a letter of Latin sounds differently by what follows it."""
    text = unicodedata.normalize("NFC", part.casefold())
    for written, sound in _BEFORE:
        text = text.replace(written, sound)
    # A Latin c is a k but before e, i, y and h: Victor is Viktor. One with a sign, as in č and ç, never is.
    return re.sub(r"c(?![hiey])", "k", text)
