"""Words as they are compared: without accents, in one script, misspelt by two letters at most. Pure.

What is written in Latin, Cyrillic, Greek and Georgian letters is compared as one; Arabic is not, since it leaves vowels
out. The database does the same to what it keeps (`migrations/sql/0006_finding.sql`); a test compares the two.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import combinations

from rapidfuzz.distance import OSA


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(one, other) for one, _sign, other in (pair.partition("=") for pair in text.split())]


_FIRST = _pairs("ου=u αυ=av ευ=ev ξ=ks ψ=ps щ=st ю=iu я=ia љ=l њ=n џ=dz ß=ss æ=e œ=e")
_LETTERS = str.maketrans(
    "абвгдежзиклмнопрстуфхцчшъыэіґєјћђ"
    "αβγδεζηθικλμνοπρσςτυφχω"
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯ"
    "łøđıðþ",
    "abvgdezziklmnoprstufhccsaieigeicd" + "avgdezitiklmnoprsstifho" + "abgdevztiklmnopzrstupkgkscczcchi" + "lodidt",
    "ь'’ʼ`",
)  # fmt: skip
_SOUNDS = _pairs("sch=s sh=s zh=z ch=c ts=c tz=c kh=h gh=g ph=f th=t ck=k dz=z ou=u y=i j=i w=v q=k x=ks")
LONGEST = 16
"""Letters of a word that are looked at when it is misspelt."""
MOST_TYPED = 8
"""So many words of what somebody types are looked for."""
_ONE_FROM, _TWO_FROM = 4, 6


def folded(text: str) -> str:
    """The text in small Latin letters, digits and single spaces, as words are compared."""
    said = unicodedata.normalize("NFKD", text).lower()
    said = re.sub("[\u0300-\u036f]", "", said)
    for pair in _FIRST:
        said = said.replace(*pair)
    said = said.translate(_LETTERS)
    for pair in _SOUNDS:
        said = said.replace(*pair)
    said = re.sub(r"([a-z])\1+", r"\1", said)
    return re.sub(r"[\W_]+", " ", said).strip()


def words(text: str) -> list[str]:
    """The words of what somebody typed, each once, at most `MOST_TYPED`; single letters are none."""
    return [word for word in dict.fromkeys(folded(text).split()) if len(word) > 1][:MOST_TYPED]


def near(word: str) -> set[str]:
    """What the word is when none, one or two of its letters are left out; short words less."""
    whole = word[:LONGEST]
    left_out = (len(whole) >= _ONE_FROM) + (len(whole) >= _TWO_FROM)
    found = {whole}
    for most in range(1, left_out + 1):
        for places in combinations(range(len(whole)), most):
            found.add("".join(sign for place, sign in enumerate(whole) if place not in places))
    return found


def is_meant(typed: str, word: str) -> bool:
    """Whether somebody who typed this may have meant that word: it begins so, or differs by a letter or two."""
    if len(typed) > 2 and word.startswith(typed):
        return True
    shorter = min(len(typed), len(word))
    most = (shorter >= _ONE_FROM) + (shorter >= _TWO_FROM)
    return OSA.distance(typed[:LONGEST], word[:LONGEST], score_cutoff=most) <= most


def meant(typed: str, known: Iterable[str]) -> list[str]:
    """Those of the known words that may be meant, the nearest first."""
    found = [(OSA.distance(typed, word), word) for word in set(known) if is_meant(typed, word)]
    return [word for _distance, word in sorted(found)]
