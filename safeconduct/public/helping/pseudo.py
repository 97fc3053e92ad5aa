"""Two languages that nobody speaks, by which one sees how the pages stand in others. Pure.

`ar-xb` (a tag of CLDR) says what English says, in letters that run from right to left; `qaa` has no text. They answer
under their address on a demonstration's site, and no page names them.
"""

import re
from collections.abc import Mapping
from typing import Any

from safeconduct.vocabulary.languages import Language

FROM_RIGHT, UNWRITTEN = "ar-xb", "qaa"
LANGUAGES: Mapping[str, Language] = {
    FROM_RIGHT: Language(FROM_RIGHT, "From right to left", "لا لغة", "", "und"),
    UNWRITTEN: Language(UNWRITTEN, "Without a text", "Ñò ļàñgúàgé", "", "und"),
}
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LETTERS = {
    FROM_RIGHT: str.maketrans(_LATIN + _LATIN.upper(), "ابجدهوزحطيكلمنسعفصقرشتثخذض" * 2),
    UNWRITTEN: str.maketrans(_LATIN + _LATIN.upper(), "àƀçďéƒĝĥíĵķļɱñòƥǫřšţúṽŵẋýžÀƁÇĎÉƑĜĤÍĴĶĻṀÑÒƤǪŘŠŢÚṼŴẊÝŽ"),
}
_PLACE = re.compile(r"(\{\w+\})")


def told(tag: str, said: Any) -> Any:
    """All texts within, in the letters of this language; places for values stay."""
    if isinstance(said, str):
        parts = _PLACE.split(said)
        return "".join(part if _PLACE.fullmatch(part) else part.translate(_LETTERS[tag]) for part in parts)
    if isinstance(said, Mapping):
        return {name: told(tag, inner) for name, inner in said.items()}
    return [told(tag, inner) for inner in said]
