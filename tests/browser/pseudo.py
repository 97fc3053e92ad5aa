"""The web process in a language that nobody speaks: every translated word with other letters and 40 % longer."""

import math
import re
import sys
from typing import Any

from django.utils import translation
from django.utils.translation import trans_real

KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{[^}]*\}|<[^>]+>|&\w+;|\s+)")
LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçđéƒǵħíĵķļɱñóþɋŕšţúṽŵẋýžÁƁÇĐÉƑǴĦÍĴĶĻṀÑÓÞɊŔŠŢÚṼŴẊÝŽ",
)


def pseudo(text: str) -> str:
    """The text in the pseudo language; placeholders, tags and spaces stay as they are."""
    return "".join(piece if KEPT.fullmatch(piece) else _longer(piece) for piece in KEPT.split(text) if piece)


def _longer(word: str) -> str:
    letters = sum(sign.isalpha() for sign in word)
    return word.translate(LETTERS) + "ö" * math.ceil(0.4 * letters)


def _speak() -> None:
    """Every text that Django is asked to translate goes through `pseudo`, lazily marked ones included."""
    # Django's own switchboard: set on first use, so what is set here before stays.
    switchboard: Any = translation._trans  # type: ignore[attr-defined]
    switchboard.gettext = lambda text: pseudo(str(trans_real.gettext(text)))
    switchboard.pgettext = lambda context, text: pseudo(str(trans_real.pgettext(context, text)))
    switchboard.ngettext = lambda one, more, n: pseudo(str(trans_real.ngettext(one, more, n)))
    switchboard.npgettext = lambda context, one, more, n: pseudo(
        str(trans_real.npgettext(context, one, more, n))
    )


def application(environ: Any, start_response: Any) -> Any:
    """The node's own application; the tests read `pseudo` from here without starting one."""
    from safeconduct.site import wsgi

    return wsgi.application(environ, start_response)


if "granian" in sys.modules:
    _speak()
