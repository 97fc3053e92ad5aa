"""A telephone number as it is dialled from abroad, where a country's way of writing is known. Pure.

Country codes: ITU-T E.164, from the public list datasets/country-codes. Which sign is left out from abroad is written
from memory, for countries where it is one 0 or none; of others a number in local form is refused. Awaits a check.
"""

import re

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.tables.problems import WrongCell

_ZERO = """
    AL=355 AM=374 AT=43 AZ=994 BA=387 BE=32 BG=359 CH=41 DE=49 FI=358 FR=33 GB=44 GE=995 HR=385 IE=353 MD=373 ME=382
    MK=389 NL=31 RO=40 RS=381 SE=46 SI=386 SK=421 TR=90 UA=380 XK=383
    """
WITH_A_ZERO: dict[str, str] = {pair[:2]: pair[3:] for pair in _ZERO.split()}
"""Where a 0 stands before a number inside the country, and not after the country's code."""
_NONE = """
    AD=376 CY=357 CZ=420 DK=45 EE=372 ES=34 GR=30 IS=354 IT=39 LU=352 LV=371 MC=377 MT=356 NO=47 PL=48 PT=351
    """
WITHOUT: dict[str, str] = {pair[:2]: pair[3:] for pair in _NONE.split()}
"""Where the number is the same from abroad, after the country's code."""

SHORTEST_WHOLE = 7
"""Digits; what is shorter is a short number of its country."""
_FREE = re.compile(r"0?(?:800|90[01]|70[0])[0-9]*")
"""Free and shared-cost numbers: from abroad most of them are not reached."""

NOT_A_NUMBER: Words = _("This is no telephone number: it holds letters, or fewer than three digits.")
NOT_FROM_HERE: Words = _(
    "It is not known how “{country}” is called from abroad. Write + and the country's number, for example "
    "+40 21 000 0000."
)
NO_COUNTRY: Words = _("Without a country this number calls nobody. Write + and the country's number.")


def number(text: str, country: str) -> str:
    """As it is dialled: with + from abroad, or the bare digits of a short or free number inside its country.

    `country` is alpha-2; "" where it is not known. Raises WrongCell.
    """
    bare = text.strip().strip("'\"").strip()
    # "(0)" is what people write for the zero that is left out from abroad.
    digits = re.sub(r"[ ()./‐‑–\-\u00a0]", "", re.sub(r"^(\+[0-9 ]+)\(0\)", r"\1", bare))
    if not re.fullmatch(r"\+?[0-9]{3,17}", digits):
        raise WrongCell(NOT_A_NUMBER)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+"):
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", digits):
            raise WrongCell(NOT_A_NUMBER)
        return digits
    return digits if is_short(digits) else _from_abroad(digits, country)


def is_short(digits: str) -> bool:
    """Whether a number is a short or free one, which works inside its country only."""
    return not digits.startswith("+") and (len(digits) < SHORTEST_WHOLE or bool(_FREE.fullmatch(digits)))


def _from_abroad(digits: str, country: str) -> str:
    if not country:
        raise WrongCell(NO_COUNTRY)
    if country in WITH_A_ZERO and digits.startswith("0"):
        return f"+{WITH_A_ZERO[country]}{digits[1:]}"
    if country in WITHOUT and not digits.startswith("00"):
        return f"+{WITHOUT[country]}{digits}"
    raise WrongCell(format_lazy(NOT_FROM_HERE, country=country))


def grouped(contact: str) -> str:
    """Numbers of a contact as they are read aloud: the country's number, then groups of three; the rest as it is."""
    return ", ".join(map(_grouped, contact.split(", ")))


def _grouped(one: str) -> str:
    if not re.fullmatch(r"\+[0-9]{7,15}", one):
        return one
    digits = one[1:]
    codes = [code for code in (*WITH_A_ZERO.values(), *WITHOUT.values()) if digits.startswith(code)]
    code = max(codes, key=len, default="")
    rest = digits.removeprefix(code)
    # A last group of one digit is read with the one before it.
    parts = [rest[at : at + 3] for at in range(0, len(rest), 3)]
    if len(parts) > 1 and len(parts[-1]) == 1:
        parts[-2:] = [parts[-2] + parts[-1]]
    return "+" + " ".join([*([code] if code else []), *parts])
