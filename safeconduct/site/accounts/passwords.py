"""How passwords are kept, and which are refused.

No rule asks for kinds of signs. Refused is what somebody who guesses tries first: what was breached, what is put
together of it, and what is named after this house or its account.
"""

import re
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_PIECES = 4
SHORTEST_PIECE = 4
FILLER = re.compile(r"[\d\W_]{1,4}|(.)\1+")
"""A few digits or signs, or one sign again and again: added to a well-known password they make no other one."""
HOUSE = ("safeconduct", "referral", "trafficking", "consent", "shelter")
"""Words of this house. With them count the names of the node, the account's own name and its address."""
LEFT = 8
"""So many letters and digits must be left of a password without those words."""

PUT_TOGETHER = _(
    "This password is put together of ones that are tried first. Take words that do not belong together."
)
OF_THIS_HOUSE = _(
    "This password is named after the node or the account. Take words that do not belong together."
)


class Argon2(Argon2PasswordHasher):
    """Argon2id with the second set of values that RFC 9106 recommends: 64 MiB, three passes, four lanes.

    A password that was kept with other values is not kept anew at sign-in: the web process may not write
    passwords, but for the acting member's own when they change it.
    """

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 4

    def must_update(self, encoded: str) -> bool:  # noqa: ARG002 - Django's signature
        """Never at sign-in."""
        return False


class NotPutTogether:
    """Refuses a password that falls into at most four pieces, each a breached one or a few digits or signs."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django's signature
        """Raises ValidationError."""
        if _pieces(password.casefold()) <= MOST_PIECES:
            raise ValidationError(PUT_TOGETHER, code="put_together")

    def get_help_text(self) -> str:
        """Nothing: a page says what to do when it is asked."""
        return ""


class NotOfThisHouse:
    """Refuses a password that is little more than a word that everybody here knows."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        left = password.casefold()
        for word in sorted(_words_around(user), key=len, reverse=True):
            left = left.replace(word, "")
        if left != password.casefold() and len(re.sub(r"[\W_]", "", left)) < LEFT:
            raise ValidationError(OF_THIS_HOUSE, code="of_this_house")

    def get_help_text(self) -> str:
        """Nothing: a page says what to do when it is asked."""
        return ""


@cache
def breached() -> frozenset[str]:
    """The list that Django brings."""
    return frozenset(CommonPasswordValidator().passwords)


@cache
def _longest() -> int:
    return max(map(len, breached()))


def _pieces(text: str) -> int:
    """Into how few breached passwords and fillers the text falls; more than any bound when it does not."""
    never, longest = MOST_PIECES + 1, _longest()
    may_fill = not text.isdigit()  # a number is no well-known password with a number behind it
    least = [0, *[never] * len(text)]
    for end in range(1, len(text) + 1):
        for begin in range(max(0, end - longest), end):
            part = text[begin:end]
            if least[begin] < never and (_is_breached(part) or (may_fill and FILLER.fullmatch(part))):
                least[end] = min(least[end], least[begin] + 1)
    return least[-1]


def _is_breached(part: str) -> bool:
    return len(part) >= SHORTEST_PIECE and part in breached()


def _words_around(user: Any) -> set[str]:
    names = [*HOUSE, settings.NODE or "", settings.NODE_NAME or ""]
    if user is not None:
        names += [user.get_username(), user.email]
    words = {word for name in names for word in re.split(r"[\W_]+", name.casefold())}
    return {word for word in words if len(word) >= SHORTEST_PIECE}
