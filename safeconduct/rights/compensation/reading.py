"""What reads the file of authorities piece by piece, and says where a fault is."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from safeconduct.rights.reading import PackError
from safeconduct.rights.rule import Source
from safeconduct.vocabulary.codes import Confidence
from safeconduct.vocabulary.countries import country
from safeconduct.vocabulary.errors import BadCode
from safeconduct.vocabulary.languages import language

ASKED = Confidence.VERIFIED
"""That a country is not bound needs a source as a verified rule does."""


class Reader:
    """Reads the parts of one file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.at = ""
        self.sources: Mapping[str, Source] = {}

    def wrong(self, what: str, mend: str) -> PackError:
        """The error to raise: the file, the part, and what to mend."""
        where = f"{self.name}, {self.at}" if self.at else self.name
        return PackError(f"{where}: {what}: {mend}.")

    def known(self, told: Mapping[str, Any], names: set[str]) -> None:
        """Nothing but these fields. Raises PackError, as all below."""
        if more := sorted(set(told) - names):
            raise self.wrong(
                more[0], "there is no such field; look at safeconduct/rights/compensation/README.md"
            )

    def text(self, told: Mapping[str, Any], what: str, *, must: bool = True) -> str:
        """A text."""
        value = told.get(what, "")
        if not isinstance(value, str) or (must and not value.strip()):
            raise self.wrong(what, "write a text")
        return value

    def code[C: StrEnum](self, codes: type[C], value: Any, what: str) -> C:
        """One of a list."""
        if value not in set(codes):
            raise self.wrong(what, f"“{value}” is not one of {', '.join(codes)}")
        return codes(value)

    def country(self, told: Mapping[str, Any], what: str) -> str:
        """A country of ISO 3166-1, by its two letters."""
        try:
            return country(self.text(told, what))
        except BadCode as fault:
            raise self.wrong(what, str(fault.sentence)) from None

    def languages(self, told: Mapping[str, Any], what: str) -> list[str]:
        """Languages by their codes."""
        value = told.get(what, [])
        if not isinstance(value, list):
            raise self.wrong(what, 'list codes, such as ["fr", "nl"]')
        try:
            return [language(one) for one in value]
        except BadCode as fault:
            raise self.wrong(what, str(fault.sentence)) from None

    def source(self, key: str, told: Mapping[str, Any]) -> Source:
        """Something that was read."""
        self.at = f"source {key}"
        self.known(told, {"cites", "read_on", "limits"})
        cites, read_on = told.get("cites"), told.get("read_on")
        if not isinstance(cites, list) or not cites or not all(isinstance(one, str) and one for one in cites):
            raise self.wrong("cites", "list at least one address or citation")
        if type(read_on) is not date:
            raise self.wrong("read_on", "say on which day it was read, such as 2026-11-25")
        self.at = ""
        return Source(key, tuple(cites), read_on, self.text(told, "limits", must=False))

    def cited(self, keys: list[str], confidence: Confidence) -> tuple[Source, ...]:
        """Sources by their keys; only what is unverified may have none."""
        if dangling := [key for key in keys if key not in self.sources]:
            raise self.wrong("source", f"“{dangling[0]}” is not among the sources of this file")
        if not keys and confidence is not Confidence.UNVERIFIED:
            raise self.wrong("source", "name one, or say that it is unverified")
        return tuple(self.sources[key] for key in keys)
