"""Packs read from their files, strictly: what is not understood is refused with the file, the rule and what to mend."""

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.rights.codes import (
    Addressee,
    Also,
    Citizenship,
    Counting,
    Ends,
    Exploited,
    Kind,
    Person,
    Right,
    Status,
    Trigger,
    Unit,
)
from safeconduct.rights.rule import Ask, Book, Duration, For, NotExpressed, Objecting, Pack, Rule, Source
from safeconduct.vocabulary.codes import Confidence

FOLDER = Path(__file__).with_name("packs")
LAYERS = ("be", "bg", "ro", "es", "se", "de", "ua", "al", "eu", "coe")
"""The files of a release, in the order in which they are listed."""

_PACK = {
    "jurisdiction",
    "version",
    "ask",
    "bound",
    "members",
    "near",
    "unknown",
    "source",
    "rule",
    "not_expressed",
    "objecting",
}
_SOURCE = {"cites", "read_on", "limits"}
_RULE = {
    "id", "right", "instrument", "article", "says", "for", "trigger", "duration", "starts", "counting", "ends",
    "on_cooperation", "addressee", "status", "confidence", "source", "rests_on", "checked_on", "checked_by",
    "valid_from", "valid_to", "note",
}  # fmt: skip


class PackError(ValueError):
    """A pack cannot be used; the sentence names the file, the rule and what to mend.

    `what` is the field, "" where it is the file as a whole; `mend` what to do.
    """

    def __init__(self, sentence: str, what: str = "", mend: str = "") -> None:
        super().__init__(sentence)
        self.what, self.mend = what, mend


@cache
def book() -> Book:
    """The packs of this release. Raises PackError."""
    return read_all({name: (FOLDER / f"{name}.toml").read_text() for name in LAYERS})


def read_all(files: Mapping[str, str]) -> Book:
    """Packs from the texts of their files, by the name of the file. Raises PackError."""
    packs = {}
    for name, text in files.items():
        pack = read(name, text)
        if pack.jurisdiction.lower() != name:
            raise PackError(f"{name}: the jurisdiction is {pack.jurisdiction}. Name the file after it.")
        packs[pack.jurisdiction] = pack
    return Book(packs)


def read(name: str, text: str) -> Pack:
    """One pack. Raises PackError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise PackError(f"{name}: this is no TOML: {fault}.") from None
    return read_data(name, data)


def read_data(name: str, data: Mapping[str, Any]) -> Pack:
    """One pack from what its file says. Raises PackError."""
    reader = _Reader(name)
    reader.known(data, _PACK)
    sources = {key: reader.source(key, told) for key, told in data.get("source", {}).items()}
    jurisdiction = reader.text(data, "jurisdiction")
    version = data.get("version")
    if not isinstance(version, int) or version < 1:
        raise reader.wrong("version", "write a whole number from 1")
    return Pack(
        jurisdiction,
        version,
        tuple(_Reader(name, sources).rule(told, jurisdiction) for told in data.get("rule", [])),
        _Reader(name, sources).ask(data.get("ask")),
        frozenset(data.get("bound", [])),
        frozenset(data.get("members", [])),
        frozenset(data.get("near", [])),
        {reader.code(Right, key, "unknown"): str(said) for key, said in data.get("unknown", {}).items()},
        tuple(_Reader(name, sources).not_expressed(told) for told in data.get("not_expressed", [])),
        _Reader(name, sources).objecting(data.get("objecting")),
    )


class _Reader:
    """Reads the parts of one file and says where a fault is."""

    def __init__(self, name: str, sources: Mapping[str, Source] | None = None) -> None:
        self.name = name
        self.sources = sources or {}
        self.at = ""

    def wrong(self, what: str, mend: str) -> PackError:
        where = f"{self.name}, {self.at}" if self.at else self.name
        return PackError(f"{where}: {what}: {mend}.", what, mend)

    def known(self, told: Mapping[str, Any], names: set[str]) -> None:
        if more := sorted(set(told) - names):
            raise self.wrong(more[0], "there is no such field; look at docs/explanation/rights.md")

    def text(self, told: Mapping[str, Any], what: str, *, must: bool = True) -> str:
        value = told.get(what, "")
        if not isinstance(value, str) or (must and not value.strip()):
            raise self.wrong(what, "write a text")
        return value

    def day(self, told: Mapping[str, Any], what: str) -> date | None:
        value = told.get(what)
        if value is not None and type(value) is not date:
            raise self.wrong(what, "write a day, such as 2026-11-25 without quotation marks")
        return value

    def code[C: StrEnum](self, codes: type[C], value: Any, what: str) -> C:
        if value not in set(codes):
            raise self.wrong(what, f"“{value}” is not one of {', '.join(codes)}")
        return codes(value)

    def source(self, key: str, told: Mapping[str, Any]) -> Source:
        self.at = f"source {key}"
        self.known(told, _SOURCE)
        cites, read_on = told.get("cites"), self.day(told, "read_on")
        if not isinstance(cites, list) or not cites or not all(isinstance(one, str) and one for one in cites):
            raise self.wrong("cites", "list at least one address or citation")
        if read_on is None:
            raise self.wrong("read_on", "say on which day it was read")
        self.at = ""
        return Source(key, tuple(cites), read_on, self.text(told, "limits", must=False))

    def cited(self, told: Mapping[str, Any], confidence: Confidence) -> tuple[Source, ...]:
        keys = told.get("source", [])
        if dangling := [key for key in keys if key not in self.sources]:
            raise self.wrong("source", f"“{dangling[0]}” is not among the sources of this file")
        if not keys and confidence is not Confidence.UNVERIFIED:
            raise self.wrong("source", "name one, or say that the rule is unverified")
        return tuple(self.sources[key] for key in keys)

    def ask(self, told: Mapping[str, Any] | None) -> Ask | None:
        if told is None:
            return None
        self.at = "ask"
        self.known(told, {"name", "confidence", "source"})
        confidence = self.code(Confidence, told.get("confidence"), "confidence")
        return Ask(self.text(told, "name"), confidence, self.cited(told, confidence))

    def objecting(self, told: Mapping[str, Any] | None) -> Objecting | None:
        if told is None:
            return None
        self.at = "objecting"
        self.known(told, {"in_total", "says", "confidence", "source"})
        if type(told.get("in_total")) is not bool:
            raise self.wrong("in_total", "say true or false")
        confidence = self.code(Confidence, told.get("confidence"), "confidence")
        return Objecting(told["in_total"], self.text(told, "says"), confidence, self.cited(told, confidence))

    def not_expressed(self, told: Mapping[str, Any]) -> NotExpressed:
        self.at = f"not_expressed “{str(told.get('says', ''))[:40]}”"
        self.known(told, {"right", "says", "why", "instead", "confidence", "source"})
        confidence = self.code(Confidence, told.get("confidence"), "confidence")
        return NotExpressed(
            self.code(Right, told.get("right"), "right"),
            self.text(told, "says"),
            self.text(told, "why"),
            self.text(told, "instead"),
            confidence,
            self.cited(told, confidence),
        )

    def rule(self, told: Mapping[str, Any], jurisdiction: str) -> Rule:
        self.at = f"rule {told.get('id', 'without an id')}"
        self.known(told, _RULE)
        tied = told.get("on_cooperation")
        if type(tied) is not bool and tied != "not_known":
            raise self.wrong("on_cooperation", "say true, false or “not_known”")
        confidence = self.code(Confidence, told.get("confidence"), "confidence")
        duration, starts, counting = self.duration(told)
        return Rule(
            id=self.text(told, "id"),
            jurisdiction=jurisdiction,
            right=self.code(Right, told.get("right"), "right"),
            instrument=self.text(told, "instrument"),
            article=self.text(told, "article", must=False),
            says=self.text(told, "says"),
            trigger=self.code(Trigger, told.get("trigger"), "trigger"),
            addressee=self.code(Addressee, told.get("addressee"), "addressee"),
            confidence=confidence,
            status=self.code(Status, told.get("status", "in_force"), "status"),
            on_cooperation=None if tied == "not_known" else bool(tied),
            beneficiary=self.beneficiary(told.get("for", {})),
            duration=duration,
            starts=starts,
            counting=counting,
            ends=tuple(self.code(Ends, one, "ends") for one in told.get("ends", [])),
            sources=self.cited(told, confidence),
            rests_on=tuple(told.get("rests_on", [])),
            checked_on=self.day(told, "checked_on"),
            checked_by=self.text(told, "checked_by", must=False),
            valid_from=self.day(told, "valid_from"),
            valid_to=self.day(told, "valid_to"),
            note=self.text(told, "note", must=False),
        )

    def beneficiary(self, told: Mapping[str, Any]) -> For:
        self.known(told, {"person", "citizenship", "exploited", "also"})
        return For(
            self.code(Person, told.get("person", "any"), "person"),
            self.code(Citizenship, told.get("citizenship", "any"), "citizenship"),
            self.code(Exploited, told.get("exploited", "anywhere"), "exploited"),
            tuple(self.code(Also, one, "also") for one in told.get("also", [])),
        )

    def duration(self, told: Mapping[str, Any]) -> tuple[Duration | None, Trigger | None, Counting | None]:
        if "duration" not in told:
            if "starts" in told or "counting" in told:
                raise self.wrong("duration", "what starts or is counted needs a length")
            return None, None, None
        length = told["duration"]
        self.known(length, {"n", "unit", "kind"})
        n = length.get("n")
        if type(n) is not int or n < 1:
            raise self.wrong("duration", "n is a whole number from 1")
        made = Duration(
            n, self.code(Unit, length.get("unit"), "unit"), self.code(Kind, length.get("kind"), "kind")
        )
        return (
            made,
            self.code(Trigger, told.get("starts"), "starts"),
            self.code(Counting, told.get("counting"), "counting"),
        )
