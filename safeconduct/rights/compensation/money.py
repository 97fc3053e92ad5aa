"""Amounts with their currency: exact, never a float, and never added across currencies. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words

NO_AMOUNT: Words = _("Write the amount in digits with at most two places, such as 1250.50.")
MOST = Decimal("999999999.99")

_WRITTEN = re.compile(r"[0-9]{1,9}([.,][0-9]{1,2})?", re.ASCII)
"""Neither sign nor exponent. “1.250” is refused and not guessed: it is two different amounts in two countries."""
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]{1,2}|(?:,[0-9]{3})+\.[0-9]{1,2})", re.ASCII)
"""As pages show it: where both signs are there, the last one is before the parts."""


class Currency(StrEnum):
    """Currencies of the countries of this release and what is paid beside them: codes of ISO 4217."""

    EUR = "EUR"
    ALL = "ALL"
    BGN = "BGN"
    """Until the end of 2025; older awards are in it."""
    CHF = "CHF"
    GBP = "GBP"
    MDL = "MDL"
    RON = "RON"
    SEK = "SEK"
    UAH = "UAH"
    USD = "USD"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency."""

    amount: Decimal
    currency: Currency

    def __str__(self) -> str:
        """As a page shows it, in the way of the language."""
        return f"{number_format(self.amount, 2, use_l10n=True, force_grouping=True)} {self.currency}"


def amount_in(text: str) -> Decimal | None:
    """The amount that somebody typed; None where it cannot be read without guessing."""
    plain = re.sub(r"[\s']", "", text)
    if _GROUPED.fullmatch(plain):
        plain = re.sub("[.,]", "", plain[:-3]) + plain[-3:]
    return Decimal(plain.replace(",", ".")).quantize(Decimal("0.01")) if _WRITTEN.fullmatch(plain) else None


def sums(amounts: Iterable[Money]) -> dict[Currency, Decimal]:
    """The sum of each currency by itself, in the order of the list."""
    found: dict[Currency, Decimal] = {}
    for one in amounts:
        found[one.currency] = found.get(one.currency, Decimal(0)) + one.amount
    return {one: found[one] for one in Currency if one in found}


def each(amounts: Iterable[Money]) -> list[Money]:
    """The same as amounts."""
    return [Money(total, currency) for currency, total in sums(amounts).items()]
