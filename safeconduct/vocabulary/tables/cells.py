"""Texts in the cells of a foreign table: what is refused everywhere, and how words are compared. Pure."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.tables.problems import WrongCell

FORMULA = _("This begins like a formula (= + - @ or a tab). Formulas are not read; enter the value itself.")
UNSEEN = _("There are characters in it that cannot be shown. Remove them.")

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Signs that turn the direction of what follows: a text with them does not say what it shows.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain_text(bare: str) -> str:
    """A text without spaces around it. Raises WrongCell for what begins like a formula or cannot be shown."""
    if bare.removeprefix("'").lstrip(" ").startswith(_STARTS):
        raise WrongCell(FORMULA)
    # What is printable holds none of these; to look at each sign of a hundred thousand rows takes time.
    if not bare.isprintable() and any(
        unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn") or sign in _TURNING for sign in bare
    ):
        raise WrongCell(UNSEEN)
    return bare.strip()


def plain(text: str) -> str:
    """Letters and digits alone, without case, accents and signs: how names of columns and codes are compared."""
    folded = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", folded))
