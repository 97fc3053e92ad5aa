"""Which services a round may ask: those that fit, in the directory's order, with its reasons."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.http import QueryDict

from safeconduct.agencies.models import Member
from safeconduct.directory.finding import finding
from safeconduct.directory.finding.asked import Wanted
from safeconduct.directory.finding.finding import Line
from safeconduct.directory.finding.refusing import refusals, says_all
from safeconduct.directory.finding.search_form import LABELS, Asked, asked, wanted
from safeconduct.directory.finding.shown import names_of
from safeconduct.directory.finding.wishes import KEEP_OUT, NOBODY, WISH, Wishes
from safeconduct.directory.finding.wishes import read as read_wishes
from safeconduct.directory.models import Entry
from safeconduct.directory.reading import typed
from safeconduct.directory.reading.candidates import offered
from safeconduct.directory.reading.putting_right import PutRight, put_right
from safeconduct.referrals.pages.person_known import Known
from safeconduct.vocabulary.codes import Need
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.identifiers import NO_NODE
from safeconduct.vocabulary.labels import label

NEAREST = 3
"""So many services are shown with what stands in their way, where nothing fits."""
KEPT = 50
"""So many services that fit are remembered for the next five."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """What fits and can be asked, the best first."""

    services: list[Line]
    is_cut: bool = False
    """Not all services were compared: more may fit."""
    wishes: Wishes = NOBODY
    """Who is meant by the names that were typed, and what is wrong with them."""
    put_right: Sequence[PutRight] = ()
    """Words with a slip, of a search that brought words along."""

    @property
    def lines(self) -> list[Line]:
        """Of a team the better service alone: the same people would read two questions."""
        return best_of_each_team(self.services)


def fitting(search: Asked, *, known: Known | None, by: Member, at: datetime) -> Fitting:
    """The services of other agencies that fit and can be asked, the best first.

    With `known` they fit this person, and nobody whom the person keeps out is among them.
    """
    wishes = read_wishes(search.values[WISH], search.values[KEEP_OUT], at=at)
    looked_for = wishes.added_to(wanted(search, near=by.agency.country))
    if known is not None:
        looked_for = known.added_to(looked_for)
    words, own = typed.read(search.text), frozenset({UUID(str(by.agency_id))})
    found = finding.search(looked_for, by=by, at=at, typed=words, but=own)
    lines = [one for one in found.lines if _can_be_asked(one, known)]
    slips = put_right(search.text, words, names_of(lines[:KEPT]))
    return Fitting(lines, found.is_cut, wishes, slips)


def best_of_each_team(lines: Iterable[Line]) -> list[Line]:
    """The first line of each team, in their order."""
    found: dict[UUID, Line] = {}
    for line in lines:
        found.setdefault(line.entry.team_id, line)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Way:
    """One thing left out of a search for which nothing fits: its name, how many fit then, and the address."""

    name: Words
    number: int
    address: str
    is_language: bool


def instead(
    search: Asked, *, known: Known | None, by: Member, at: datetime
) -> tuple[list[Way], list[finding.Close]]:
    """What excludes all: each thing without which something fits, one by one; and the nearest services with what stands
    in their way. Four questions at most."""
    own = frozenset({UUID(str(by.agency_id))})

    def looked_for(one: Asked) -> Wanted:
        wishes = read_wishes(one.values[WISH], one.values[KEEP_OUT], at=at)
        found = wishes.added_to(wanted(one, near=by.agency.country))
        return known.added_to(found) if known is not None else found

    first, *others = sorted(search.needs)
    near_by = finding.around(looked_for(search), at=at, but=own)
    if others:
        near_by += finding.around(looked_for(replace(search, needs=tuple(others))), at=at, but=own)
    among = {entry.id: entry for entry in near_by if _may_be_asked(entry, known)}.values()

    def way(name: Words, rest: Asked, *, is_language: bool = False) -> Way:
        whom = looked_for(rest)
        number = sum(not refusals(whom, offered(entry), now=at) for entry in among)
        return Way(name, number, rest.address(), is_language)

    said = [name for name in search.said if name not in ("need", "q")]
    found = [way(LABELS[name], search.without(name), is_language=name == "language") for name in said]
    for need in (first, *others) if others else ():
        rest = tuple(one for one in search.needs if one != need)
        found.append(way(label(Need(need)), replace(search, needs=rest)))
    ways = [one for one in found if one.number]
    return ways, [] if ways else finding.closest(looked_for(search), list(among), at=at)[:NEAREST]


def next_of(
    query: str,
    among: Collection[UUID],
    asked_already: Collection[UUID],
    *,
    by: Member,
    at: datetime,
) -> list[Line]:
    """Of the services that fitted when a round began those that still fit, of teams that were not asked."""
    found = fitting(asked(QueryDict(query)), known=None, by=by, at=at).services
    return best_of_each_team(
        one for one in found if one.entry.id in among and one.entry.team_id not in asked_already
    )


def sure(lines: list[Line], search: Asked, *, known: Known | None, by: Member) -> frozenset[UUID]:
    """Those of the services that have said something of all that must hold for the person: only they come ticked."""
    looked_for = wanted(search, near=by.agency.country)
    if known is not None:
        looked_for = known.added_to(looked_for)
    return frozenset(line.entry.id for line in lines if says_all(looked_for, offered(line.entry)))


def kept(search: Asked) -> str:
    """The search as a round keeps it: codes, without the words that somebody typed and what a person wishes."""
    return search.without("q").without(WISH).without(KEEP_OUT).address()


def _can_be_asked(line: Line, known: Known | None) -> bool:
    return _may_be_asked(line.entry, known)


def _may_be_asked(entry: Entry, known: Known | None) -> bool:
    is_kept_out = known is not None and known.never.keeps_out(entry.agency) is not None
    return entry.agency.node != NO_NODE and not is_kept_out
