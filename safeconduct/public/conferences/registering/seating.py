"""Seats and quotas: for whom a seat is free, and who of those who wait is next. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused


@dataclass(frozen=True, slots=True)
class Kind:
    """What counts of a person: profession and country, by their codes."""

    profession: str
    country: str


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many seats for those of a profession and a country; "" is any."""

    profession: str
    country: str
    seats: int

    def counts(self, kind: Kind) -> bool:
        """Whether somebody of this kind takes one of these seats."""
        return self.profession in ("", kind.profession) and self.country in ("", kind.country)


type Holders = Mapping[Kind, int]
"""How many of each kind hold a seat: those who have one and those to whom one is offered."""


def matching(limits: Sequence[Limit], kind: Kind) -> list[Limit]:
    """The quotas in which this person counts: of profession and country, of either, of all."""
    return [limit for limit in limits if limit.counts(kind)]


def held_in(limit: Limit, holders: Holders) -> int:
    """How many hold a seat of this quota."""
    return sum(number for kind, number in holders.items() if limit.counts(kind))


def is_free(kind: Kind, *, seats: int, limits: Sequence[Limit], holders: Holders) -> bool:
    """Whether a seat is free for this person: of the edition and of every quota in which they count."""
    if sum(holders.values()) >= seats:
        return False
    return all(held_in(limit, holders) < limit.seats for limit in matching(limits, kind))


def is_kept_out(kind: Kind, *, seats: int, limits: Sequence[Limit], holders: Holders) -> bool:
    """Whether a quota alone keeps a seat from this person: others of the edition are free."""
    free = sum(holders.values()) < seats
    return free and not is_free(kind, seats=seats, limits=limits, holders=holders)


def full_for(
    *,
    seats: int,
    limits: Sequence[Limit],
    holders: Holders,
    professions: Collection[str],
    countries: Collection[str],
) -> list[Kind] | None:
    """For whom no seat is left although the edition has some, each as a quota says it ("" is any); None is for all.

    `professions` and `countries` are all that somebody can have. Asked are those that a quota names and one other of
    each: whatever else there is stands like that one.
    """
    asked = [
        Kind(profession, country)
        for profession in _named_and_another((each.profession for each in limits), professions)
        for country in _named_and_another((each.country for each in limits), countries)
    ]
    if not any(is_free(kind, seats=seats, limits=limits, holders=holders) for kind in asked):
        return None
    return [Kind(each.profession, each.country) for each in limits if held_in(each, holders) >= each.seats]


def _named_and_another(named: Iterable[str], of: Collection[str]) -> list[str]:
    found = set(named) - {""}
    return [*sorted(found), *[each for each in of if each not in found][:1]]


def next_of(waiting: Sequence[Kind], *, seats: int, limits: Sequence[Limit], holders: Holders) -> int | None:
    """Who of the waiting list is next, by their place in it (it is in order of registration); None is nobody.

    Somebody whose quota is full is passed over, and keeps the place.
    """
    free: dict[Kind, bool] = {}
    for place, kind in enumerate(waiting):
        if kind not in free:
            free[kind] = is_free(kind, seats=seats, limits=limits, holders=holders)
        if free[kind]:
            return place
    return None


def may_have_seats(seats: int, *, holders: Holders) -> Decision:
    """Whether an edition may have so many seats: not fewer than are held."""
    return _not_below(seats, sum(holders.values()))


def may_have_limit(limit: Limit, *, holders: Holders) -> Decision:
    """Whether a quota may be so: not smaller than those of it who hold a seat already."""
    return _not_below(limit.seats, held_in(limit, holders))


def _not_below(seats: int, held: int) -> Decision:
    if seats >= held:
        return Allowed()
    sentence = ngettext(
        "%(n)d person holds a seat here already, so it cannot be fewer.",
        "%(n)d people hold a seat here already, so it cannot be fewer.",
        held,
    ) % {"n": held}
    return Refused(
        Reason("below_those_seated", sentence, _("Cancel somebody first, or choose a higher number."))
    )


def kept_out() -> str:
    """Why somebody waits although the conference has free seats."""
    return gettext("Seats are free, but those for your profession or your country are taken.")


def time_to_answer(hours: int) -> str:
    """How long an offered seat is kept."""
    return ngettext(
        "When a seat is offered to you, you have up to %(n)d hour to take it.",
        "When a seat is offered to you, you have up to %(n)d hours to take it.",
        hours,
    ) % {"n": hours}
