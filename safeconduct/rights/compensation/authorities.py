"""Who helps and who decides under Directive 2004/80/EC, by country: a file of the release, read strictly.

What is not known well enough stands beside no person, as with the rules of the packs: then no scheme is known.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.rights.compensation.reading import ASKED, Reader
from safeconduct.rights.reading import PackError
from safeconduct.rights.rule import SHOWN, Source
from safeconduct.vocabulary.codes import Confidence

FILE = Path(__file__).with_name("authorities.toml")


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority, and how sure it is that it is the one."""

    name: str
    confidence: Confidence
    sources: tuple[Source, ...]
    note: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether it may stand beside a person."""
        return self.confidence in SHOWN


@dataclass(frozen=True, slots=True)
class Scheme:
    """What is known of one country."""

    country: str
    is_bound: bool
    """By Directive 2004/80/EC."""
    assisting: Authority | None
    deciding: Authority | None
    languages: tuple[str, ...]
    note: str
    sources: tuple[Source, ...]

    @property
    def read_in(self) -> list[Source]:
        """Everything that was read of it, each once."""
        shown = [one for one in (self.assisting, self.deciding) if one and one.is_shown]
        sources = [*self.sources, *(source for one in shown for source in one.sources)]
        return list({source.key: source for source in sources}.values())


class Way(StrEnum):
    """How the law of the Union sees two countries."""

    ACROSS = "across"
    AT_HOME = "at_home"
    """It happened where the person lives: the directive is for another case."""
    NO_SCHEME = "no_scheme"
    """A country is not bound."""
    NOT_KEPT = "not_kept"
    """Of a country nothing is kept here."""


@dataclass(frozen=True, slots=True)
class Pair:
    """For somebody who lives in one country and was exploited in another: who helps, who decides; None is not known."""

    way: Way
    assisting: Authority | None
    deciding: Authority | None
    languages: tuple[str, ...] = ()
    """Of the deciding authority."""


@cache
def schemes() -> Mapping[str, Scheme]:
    """The countries of this release. Raises PackError."""
    return read(FILE.read_text())


def read(text: str) -> Mapping[str, Scheme]:
    """The same from a text. Raises PackError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise PackError(f"authorities: this is no TOML: {fault}.") from None
    reader = Reader("authorities")
    reader.known(data, {"source", "country"})
    reader.sources = {key: reader.source(key, told) for key, told in data.get("source", {}).items()}
    found: dict[str, Scheme] = {}
    for told in data.get("country", []):
        scheme = _scheme(reader, told)
        if scheme.country in found:
            raise reader.wrong("code", "this country stands there twice")
        found[scheme.country] = scheme
    return found


def between(happened: str, lives: str, known: Mapping[str, Scheme]) -> Pair:
    """Who helps where the person lives and who decides where it happened."""
    there, here = known.get(happened), known.get(lives)
    if there is None or here is None:
        return Pair(Way.NOT_KEPT, None, None)
    if happened == lives:
        return Pair(Way.AT_HOME, None, _shown(there.deciding), there.languages)
    if not (there.is_bound and here.is_bound):
        return Pair(Way.NO_SCHEME, None, None)
    return Pair(Way.ACROSS, _shown(here.assisting), _shown(there.deciding), there.languages)


def _shown(one: Authority | None) -> Authority | None:
    return one if one and one.is_shown else None


def _scheme(reader: Reader, told: Mapping[str, Any]) -> Scheme:
    reader.at = f"country {told.get('code', 'without a code')}"
    reader.known(told, {"code", "bound", "assisting", "deciding", "languages", "note", "source"})
    code, is_bound = reader.country(told, "code"), told.get("bound")
    if type(is_bound) is not bool:
        raise reader.wrong("bound", "say true or false")
    assisting, deciding = (_authority(reader, told.get(one), one) for one in ("assisting", "deciding"))
    if is_bound == (assisting is None or deciding is None):
        raise reader.wrong("assisting, deciding", "a country that is bound names both, another one neither")
    if not is_bound and not told.get("note"):
        raise reader.wrong("note", "say what was looked for and not found")
    languages: Sequence[str] = reader.languages(told, "languages")
    return Scheme(
        code, is_bound, assisting, deciding, tuple(languages), reader.text(told, "note", must=False),
        reader.cited(told.get("source", []), ASKED if not is_bound else Confidence.UNVERIFIED),
    )  # fmt: skip


def _authority(reader: Reader, told: Mapping[str, Any] | None, what: str) -> Authority | None:
    if told is None:
        return None
    if not isinstance(told, dict):
        raise reader.wrong(what, "write its name, confidence and source")
    reader.known(told, {"name", "confidence", "source", "note"})
    confidence = reader.code(Confidence, told.get("confidence"), f"confidence of {what}")
    return Authority(
        reader.text(told, "name"), confidence, reader.cited(told.get("source", []), confidence),
        reader.text(told, "note", must=False),
    )  # fmt: skip
