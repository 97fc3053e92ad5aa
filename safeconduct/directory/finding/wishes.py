"""Whom the person wishes and whom they want to leave out, as somebody types it: the services and agencies so called.

A name that many have is said to be one: what was left out must not be there because only some were read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from safeconduct.directory.finding.asked import Wanted
from safeconduct.directory.models import Entry
from safeconduct.directory.reading import typed
from safeconduct.directory.reading.candidates import candidates
from safeconduct.directory.reading.folding import meant, words
from safeconduct.vocabulary.decisions import Words

MOST_NAMES = 5
BETWEEN = ";"
WISH, KEEP_OUT = "wish", "keep_out"
"""What an address says, and which field of the form asks for it."""


@dataclass(frozen=True, slots=True)
class Called:
    """The services whose team or agency is called like one typed name."""

    name: str
    entries: list[Entry]
    is_cut: bool
    """More are called so than were read."""
    is_near: bool = False
    """Nobody is called so; these are called nearly so."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What two typed texts mean; `wrong` says by field which name means nobody, or too many."""

    wish: frozenset[UUID]
    keep_out: frozenset[str]
    wrong: dict[str, Words]
    read_as: dict[str, Words] = field(default_factory=dict)
    """By field, of a name with a slip, who was meant."""

    def added_to(self, wanted: Wanted) -> Wanted:
        """A search with them; whom it leaves out already stays out."""
        apart = replace(wanted.apart, agencies=wanted.apart.agencies | self.keep_out)
        return replace(wanted, wish=wanted.wish | self.wish, apart=apart)


NOBODY = Wishes(frozenset(), frozenset(), {})


def read(wish: str, keep_out: str, *, at: datetime) -> Wishes:
    """Two texts of names with a semicolon between. Two questions for each name, none where nothing was typed."""
    if not wish and not keep_out:
        return NOBODY
    wished, kept_out = list(_called(wish, at)), list(_called(keep_out, at))
    wrong = {WISH: _wrong(wished), KEEP_OUT: _wrong(kept_out)}
    if kept_out and not any(called.entries for called in kept_out):
        wrong[KEEP_OUT] = f"{wrong[KEEP_OUT]} {_('Nobody was left out.')}"
    read_as = {WISH: _read_as(wished), KEEP_OUT: _read_as(kept_out)}
    names = {one.agency.name for called in kept_out for one in called.entries if _is_agency(called.name, one)}
    return Wishes(
        frozenset(_id(called.name, one) for called in wished for one in called.entries),
        # What was typed is kept out too: an agency may come whose service was not read.
        frozenset(names | {called.name for called in kept_out}),
        {name: words for name, words in wrong.items() if words},
        {name: words for name, words in read_as.items() if words},
    )


def _called(text: str, at: datetime) -> Iterator[Called]:
    for name in [part.strip() for part in text.split(BETWEEN) if part.strip()][:MOST_NAMES]:
        found = candidates(Wanted(), now=at, typed=typed.read(name)) if words(name) else None
        entries = found.entries if found else []
        exactly = [one for one in entries if set(words(name)) <= _held(one)]
        near = [one for one in entries if _is_near(name, _held(one))]
        yield Called(name, exactly or near, bool(found and found.is_cut), not exactly)


def _held(entry: Entry) -> set[str]:
    return set(words_of(entry.agency.name)) | set(words_of(entry.team.name))


def _is_near(name: str, held: set[str]) -> bool:
    return all(meant(word, held) for word in words(name))


def words_of(name: str) -> list[str]:
    """Every word of a name, however long it is."""
    return [word for part in name.split() for word in words(part)]


def _is_agency(name: str, entry: Entry) -> bool:
    return _is_near(name, set(words_of(entry.agency.name)))


def _id(name: str, entry: Entry) -> UUID:
    """The agency where that is called so; else the one service."""
    return entry.agency_id if _is_agency(name, entry) else entry.id


def _read_as(found: list[Called]) -> Words:
    """Of each name with a slip who was read in its place."""
    said = _("“%(typed)s” stands nowhere. It was read as: %(read_as)s.")
    parts = []
    for one in found:
        if one.is_near and one.entries:
            called = dict.fromkeys(_called_so(one.name, entry) for entry in one.entries)
            parts.append(said % {"typed": one.name, "read_as": ", ".join(list(called)[:MOST_NAMES])})
    return " ".join(parts)


def _called_so(name: str, entry: Entry) -> str:
    return entry.agency.name if _is_agency(name, entry) else entry.team.name


def _wrong(found: list[Called]) -> Words:
    for one in found:
        if not one.entries:
            return _("No service or agency here is called “%(name)s”.") % {"name": one.name}
        if one.is_cut:
            return _("Very many are called “%(name)s”. Write the whole name.") % {"name": one.name}
    return ""
