"""What of a name is compared: each two of its parts, in one alphabet, and one letter for sounds written in many ways.

Pure. A part alone fits too many people; the order of the parts differs from list to list.
"""

import re
import unicodedata
from itertools import combinations

MOST_PARTS = 6
_LETTERS = dict(zip(
    "абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя",
    ("a", "b", "v", "g", "g", "d", "e", "e", "e", "z", "z", "i", "i", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s",
     "t", "u", "f", "g", "t", "c", "s", "st", "a", "i", "", "e", "u", "a"),
    strict=True,
))  # fmt: skip
"""Cyrillic as it sounds, already folded: г and х are one letter, since g, h and kh are."""
_SOUNDS = [
    ("shch", "st"), ("sht", "st"), ("tch", "c"), ("sch", "s"), ("kh", "g"), ("zh", "z"), ("sh", "s"), ("ch", "c"),
    ("ts", "t"), ("tz", "t"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("w", "v"),
    ("y", "i"), ("j", "i"), ("h", "g"), ("ia", "a"), ("iu", "u"), ("ie", "e"), ("io", "o"),
]  # fmt: skip


def compounds(names: str) -> frozenset[str]:
    """Each two parts of these names, folded; none where there are not two parts.

    >>> sorted(compounds("Shevchenko Olha")) == sorted(compounds("Ольга Шевченко"))
    True
    """
    parts = sorted({folded for part in re.findall(r"[^\W\d_]+", names) if len(folded := _folded(part)) > 1})
    return frozenset(f"{one} {other}" for one, other in combinations(parts[:MOST_PARTS], 2))


def _folded(part: str) -> str:
    # A Latin c is a k but before e, i and h: Victor is Viktor. One with a sign, as in č and ç, never is.
    part = re.sub(r"c(?![hiey])", "k", unicodedata.normalize("NFC", part.casefold()))
    # The short i of Ukrainian and Bulgarian would lose its sign and stay an i: which is what it sounds like.
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", part) if not unicodedata.combining(sign))
    text, before = "".join(_LETTERS.get(letter, letter) for letter in bare), ""
    while text != before:  # one sound may only show when another is written plainly, as in Iuliia
        before = text
        for written, sound in _SOUNDS:
            text = text.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", text)
