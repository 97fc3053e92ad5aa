"""What every code list is: a class of texts, entered under the id of its scheme."""

from collections.abc import Callable
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.errors import BadCode


class Code(StrEnum):
    """A member of a code list."""

    @property
    def scheme(self) -> str:
        """The id of the list, kept beside the code wherever a coded value is stored."""
        return SCHEME_OF[type(self)]


SCHEMES: dict[str, type[Code]] = {}
"""Scheme id to code list: what `scheme` + `code` of a stored value mean."""

SCHEME_OF: dict[type[Code], str] = {}


def listed[Codes: type[Code]](scheme: str) -> Callable[[Codes], Codes]:
    """Enter a list under this id; a list without one could not be stored."""

    def enter(codes: Codes) -> Codes:
        SCHEMES[scheme], SCHEME_OF[codes] = codes, scheme
        return codes

    return enter


def code(scheme: str, value: str) -> Code:
    """The member that scheme + code name. Raises BadCode for an unknown list or code."""
    try:
        return SCHEMES[scheme](value)
    except (KeyError, ValueError) as error:
        raise BadCode(
            _("This code is in none of our lists. Choose one from the list on the page.")
        ) from error
