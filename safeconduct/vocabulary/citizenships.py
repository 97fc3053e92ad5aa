"""Citizenships: those of a country, and that of no state, which is an answer and no gap.

Stored is the alpha-2 code of the country, or `stateless` (`codes.NoCitizenship`). Machine-readable travel documents say
XXA for a stateless person (ICAO Doc 9303, part 3), and lists that were made from documents have it.
"""

from collections.abc import Callable
from functools import lru_cache

from django.utils.translation import get_language, override

from safeconduct.vocabulary.codes import NoCitizenship
from safeconduct.vocabulary.countries import country, country_in_full, country_named
from safeconduct.vocabulary.labels import label

STATELESS = NoCitizenship.STATELESS.value
ICAO_STATELESS = "XXA"
OTHER_WORDS = frozenset({
    "no state", "stateless person", "apatrid", "apatridă", "apatrida", "apátrida", "apatride", "fără cetățenie",
    "sin nacionalidad",
    "sans nationalité", "апатрид", "апатридка", "без гражданство", "без громадянства", "staatenlos", "staatloos",
    "statslös", "pa shtetësi",
})  # fmt: skip
"""What people write for it in the ten languages, in forms that no label has. Written by developers."""


def citizenship(code: str) -> str:
    """The stored code for a code in any case: alpha-2, alpha-3, XXA or `stateless`. Raises BadCode."""
    return _read(code, country)


def citizenship_named(text: str) -> str:
    """The same for a name as people write it, in English or in the language of the page. Raises BadCode."""
    return _read(text, country_named)


def citizenship_in_full(code: str) -> str:
    """What it is called in the language of the page; a code that a newer version sent stays as it is."""
    return str(label(NoCitizenship(code))) if code in set(NoCitizenship) else country_in_full(code)


def _read(text: str, otherwise: Callable[[str], str]) -> str:
    return STATELESS if text.strip().casefold() in _stateless(get_language()) else otherwise(text)


@lru_cache(maxsize=16)
def _stateless(_language: str | None) -> frozenset[str]:
    """Every word for it in the language of the page: a long list asks for each of its rows."""
    words = label(NoCitizenship.STATELESS)
    here = str(words)
    with override("en"):
        named = (STATELESS, ICAO_STATELESS, here, str(words))
    return OTHER_WORDS | frozenset(one.casefold() for one in named)
