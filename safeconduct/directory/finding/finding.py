"""A search from beginning to end: candidates, the node's weights, how services answer, their order and its reasons."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from safeconduct.agencies.models import Member
from safeconduct.directory import handlers
from safeconduct.directory.finding.asked import Answered, Wanted, Who
from safeconduct.directory.finding.matching import Nearly, Ranked, match, nearly
from safeconduct.directory.finding.refusing import refusals
from safeconduct.directory.finding.soft import USUAL, Soft
from safeconduct.directory.models import Entry
from safeconduct.directory.reading.candidates import candidates, offered, weights_of
from safeconduct.directory.reading.typed import Typed


@dataclass(frozen=True, slots=True)
class Line:
    """A service that fits, in its place."""

    entry: Entry
    ranked: Ranked


@dataclass(frozen=True, slots=True)
class Placed:
    """A service where one is chosen: with the words for its place, or with why it does not fit."""

    entry: Entry
    reasons: list[str] = field(default_factory=list)
    fits_less: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Result:
    """What was found; `is_cut` when more services may fit than were compared today."""

    lines: list[Line]
    is_cut: bool
    wished: "list[Close]" = field(default_factory=list)
    """What the person wishes, where nothing of it fits."""


@dataclass(frozen=True, slots=True)
class Close:
    """A service that does not fit, and what would have to change."""

    entry: Entry
    nearly: Nearly


def search(
    wanted: Wanted,
    *,
    by: Member,
    at: datetime,
    typed: Typed | None = None,
    but: frozenset[UUID] = frozenset(),
) -> Result:
    """The services that fit, in their order; those that are named as they were typed stand first. Two questions."""
    found = candidates(wanted, now=at, typed=typed, but=but, with_weights=True)
    answered = handlers.answered(found.entries, by, at)
    lines = ordered(found.entries, wanted, at=at, weights=weights_of(found.entries), answered=answered)
    return Result(named_first(lines, typed), found.is_cut, _wished(wanted, found.entries, lines, at))


def _wished(wanted: Wanted, entries: list[Entry], lines: list[Line], at: datetime) -> list["Close"]:
    """Why what the person wishes does not fit; nothing where some of it does."""
    if not wanted.wish or any(line.ranked.is_wished for line in lines):
        return []
    theirs = [one for one in entries if not wanted.wish.isdisjoint((one.id, one.agency_id))]
    return closest(wanted, theirs, at=at)


def named_first(lines: list[Line], typed: Typed | None) -> list[Line]:
    """The same; those that are called as somebody typed stand before others, but never before a wish.

    Where nothing is called so without a slip, each agency stands there once before any stands there twice: one with
    many services would hide the one that was meant.
    """
    if typed is None:
        return lines
    times: Counter[UUID] = Counter()
    placed = []
    for line in lines:
        placed.append((line, times[line.entry.agency_id]))
        times[line.entry.agency_id] += 1

    def place(one: tuple[Line, int]) -> tuple[bool, bool, int, int]:
        line, before = one
        is_named = typed.is_named(line.entry.words)
        return (
            not line.ranked.is_wished, not is_named, 0 if is_named else before, typed.distance(line.entry.words)
        )  # fmt: skip

    return [line for line, _before in sorted(placed, key=place)]


def ordered(
    entries: list[Entry],
    wanted: Wanted,
    *,
    at: datetime,
    weights: Mapping[Soft, int] = USUAL,
    answered: Mapping[UUID, Answered] | None = None,
) -> list[Line]:
    """Those of these services that fit, in their order."""
    by_id = {entry.id: entry for entry in entries}
    ranked = match(wanted, map(offered, entries), now=at, weights=weights, answered=answered)
    return [Line(by_id[one.offered.id], one) for one in ranked]


def placed_by(
    entries: list[Entry],
    wanted: Wanted,
    *,
    at: datetime,
    weights: Mapping[Soft, int],
    answered: Mapping[UUID, Answered],
    first_for: str = "",
) -> list[Placed]:
    """All of these services: those that fit in their order, then the others by how much they do not fit.

    Whoever answers to the need `first_for` stands before all who do not: what somebody else offers is no help for it.
    """
    lines = ordered(entries, wanted, at=at, weights=weights, answered=answered)
    fitting = {line.entry.id for line in lines}
    rest = [
        Placed(entry, fits_less=[str(why.sentence) for why in refusals(wanted, offered(entry), now=at)])
        for entry in entries
        if entry.id not in fitting
    ]
    rest.sort(key=lambda one: (len(one.fits_less), one.entry.id))
    found = [*(Placed(line.entry, line.ranked.reasons) for line in lines), *rest]
    return sorted(found, key=lambda one: bool(first_for) and first_for not in one.entry.needs)


def around(wanted: Wanted, *, at: datetime, but: frozenset[UUID] = frozenset()) -> list[Entry]:
    """When nothing fits: services for the first of the needs, anywhere and in the country. Two questions at most."""
    open_wide = replace(
        wanted, country="", region="", languages=frozenset(), who=Who(), urgency=None, open_now=False,
        from_abroad=False, needs=frozenset(sorted(wanted.needs)[:1]), wish=frozenset(),
    )  # fmt: skip
    entries = candidates(open_wide, now=at, but=but).entries
    if wanted.country:
        here = replace(open_wide, country=wanted.country)
        known = {entry.id for entry in entries}
        entries += [one for one in candidates(here, now=at, but=but).entries if one.id not in known]
    return entries


def close(wanted: Wanted, *, at: datetime, but: frozenset[UUID] = frozenset()) -> list[Close]:
    """When nothing fits: services for the same needs, or for one of them, and what would have to change."""
    return closest(wanted, around(wanted, at=at, but=but), at=at)


def closest(wanted: Wanted, entries: list[Entry], *, at: datetime) -> list[Close]:
    """Those of these services that fail by the fewest conditions."""
    by_id = {entry.id: entry for entry in entries}
    return [Close(by_id[one.offered.id], one) for one in nearly(wanted, map(offered, entries), now=at)]
