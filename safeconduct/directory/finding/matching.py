"""Who can help, in an order that says its reasons. Pure.

First the hard conditions (`refusing.py`): what does not fit is not ranked. Then a wish of the person, which outranks
everything; then how many of the known needs it answers; then the soft reasons (`weighing.py`) by the node's weights.
Those that are equal take turns by the day, so that each of n stands first on one of n days and none starves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from safeconduct.directory.finding.asked import Answered, Offered, Wanted
from safeconduct.directory.finding.refusing import NOT_TO_BE_LIFTED, refusals
from safeconduct.directory.finding.soft import USUAL, Soft
from safeconduct.directory.finding.weighing import BEST, RULES, Weighed
from safeconduct.vocabulary.decisions import Reason

NONE_ANSWERED = Answered()


@dataclass(frozen=True, slots=True)
class Ranked:
    """One service in its place, with the words for it."""

    offered: Offered
    is_wished: bool
    points: int
    most: int
    """How many points there could be."""
    weighed: Mapping[Soft, Weighed] = field(default_factory=dict)

    @property
    def reasons(self) -> list[str]:
        """Why it stands where it stands."""
        wish = [_("the person wishes it")] if self.is_wished else []
        return wish + [words for one in self.weighed.values() if (words := one.words)]


@dataclass(frozen=True, slots=True)
class Nearly:
    """A service that does not fit, and everything that would have to change."""

    offered: Offered
    reasons: tuple[Reason, ...]


def match(
    wanted: Wanted,
    services: Iterable[Offered],
    *,
    now: datetime,
    weights: Mapping[Soft, int] = USUAL,
    answered: Mapping[UUID, Answered] | None = None,
) -> list[Ranked]:
    """Those that fit, in their order. The same services in any order give the same."""
    fitting = [one for one in services if not refusals(wanted, one, now=now)]
    ranked = [
        _ranked(wanted, one, now, weights, (answered or {}).get(one.id, NONE_ANSWERED)) for one in fitting
    ]
    asked = wanted.needs | wanted.known_needs

    def place(one: Ranked) -> tuple[bool, int, int]:
        return not one.is_wished, -len(asked & one.offered.needs), -one.points

    ranked.sort(key=lambda one: (place(one), one.offered.id))
    groups = groupby(ranked, key=place)
    return [one for _key, group in groups for one in in_turn(list(group), now)]


def _ranked(
    wanted: Wanted, offered: Offered, now: datetime, weights: Mapping[Soft, int], answered: Answered
) -> Ranked:
    weighed = {soft: rule(wanted, offered, answered, now) for soft, rule in RULES.items()}
    points = sum(weights.get(soft, USUAL[soft]) * one.level for soft, one in weighed.items())
    most = sum(weights.get(soft, USUAL[soft]) * BEST for soft in weighed)
    is_wished = not wanted.wish.isdisjoint((offered.id, offered.agency))
    return Ranked(offered, is_wished, points, most, weighed)


def in_turn[One](equals: Sequence[One], now: datetime) -> list[One]:
    """Equals, each first on one day of as many days as there are."""
    first = now.date().toordinal() % len(equals) if equals else 0
    return [*equals[first:], *equals[:first]]


def nearly(wanted: Wanted, services: Iterable[Offered], *, now: datetime, most: int = 5) -> list[Nearly]:
    """Those that fail by the fewest conditions, without any that the person keeps out or that has a conflict."""
    found = [Nearly(one, tuple(refusals(wanted, one, now=now))) for one in services]
    left = [
        one for one in found if one.reasons and not any(why.code in NOT_TO_BE_LIFTED for why in one.reasons)
    ]
    return sorted(left, key=lambda one: (len(one.reasons), one.offered.id))[:most]
