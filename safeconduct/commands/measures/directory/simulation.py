"""Three orders over a year of an invented network: ours, the nearest first, and at random. Everything from a seed.

Twenty-four shelters in two countries with two to twelve places. People come in each region; each is asked for at the
first service of the order, then at the second and third, and waits at the first where all three are full. A service
says on two days of three how many places it has. Nobody is refused for anything else, so only the order differs.
"""

import statistics
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from safeconduct.directory.finding.asked import Offered, Wanted
from safeconduct.directory.finding.matching import match
from safeconduct.directory.finding.refusing import works_in
from safeconduct.vocabulary.regions import country_of

REGIONS = ("RO-B", "RO-CJ", "RO-IS", "RO-TM", "BG-22", "BG-03", "BG-02", "BG-16")
POPULAR = (9, 3, 2, 2, 8, 3, 2, 1)
"""In which regions people come, by parts: mostly where the capitals are."""
DAYS, STAY, LOAD = 365, (20, 90), 0.88
SAYS = 0.67
ASKED = 3
BEGIN = datetime(2026, 1, 1, 9, tzinfo=UTC)

type Order = Callable[[Wanted, Sequence[Offered], datetime, Random], list[UUID]]


@dataclass(slots=True)
class House:
    """One shelter: its places, when those in it leave, and who waits for it."""

    offered: Offered
    beds: int
    leaves: list[int] = field(default_factory=list)
    waits: deque[int] = field(default_factory=deque)


@dataclass(frozen=True, slots=True)
class Year:
    """What came of it."""

    occupancy: float
    """Part of the places that are used, mean of the days."""
    longest_queue: int
    longest_wait: int
    """Days of who waited longest."""
    asks: float
    """How many services were asked for a person, mean."""
    in_region: float
    """Part of the people who found a place in their region."""


def ours(wanted: Wanted, offered: Sequence[Offered], now: datetime, _random: Random) -> list[UUID]:
    """The order of matching, with the usual weights."""
    return [one.offered.id for one in match(wanted, offered, now=now)]


def nearest(wanted: Wanted, offered: Sequence[Offered], _now: datetime, _random: Random) -> list[UUID]:
    """The region, then the country, then the others; always in the same order."""

    def far(one: Offered) -> tuple[int, UUID]:
        return (
            0 if works_in(one, wanted.near) else 1 if one.country == country_of(wanted.near) else 2
        ), one.id

    return [one.id for one in sorted(offered, key=far)]


def at_random(_wanted: Wanted, offered: Sequence[Offered], _now: datetime, random: Random) -> list[UUID]:
    """Any order."""
    return [one.id for one in random.sample(list(offered), len(offered))]


ORDERS: dict[str, Order] = {"ours": ours, "nearest first": nearest, "at random": at_random}


def simulated(order: Order, seed: int) -> Year:
    """A year with this order; the same people come in each."""
    random, people = Random(seed), Random(seed + 1)  # noqa: S311  (a simulation)
    houses = _houses(random)
    by_id = {house.offered.id: house for house in houses}
    beds = sum(house.beds for house in houses)
    a_day = beds * LOAD / (sum(STAY) / 2)
    used, asks, near, came, longest, wait = 0, 0, 0, 0, 0, 0
    for day in range(DAYS):
        now = BEGIN + timedelta(days=day)
        for house in houses:
            house.leaves = [one for one in house.leaves if one > day]
            while house.waits and len(house.leaves) < house.beds:
                wait = max(wait, day - house.waits.popleft())
                house.leaves.append(day + random.randint(*STAY))
            if random.random() < SAYS:
                free = house.beds - len(house.leaves)
                house.offered = replace(house.offered, places=free, places_as_of=now)
        for _person in range(int(a_day) + (people.random() < a_day % 1)):
            region = people.choices(REGIONS, POPULAR)[0]
            stay = people.randint(*STAY)
            first = [
                by_id[one] for one in order(Wanted(near=region), [h.offered for h in houses], now, random)
            ][:ASKED]
            came += 1
            at = next((number for number, house in enumerate(first) if len(house.leaves) < house.beds), None)
            asks += ASKED if at is None else at + 1
            if at is None:
                first[0].waits.append(day)
                longest = max(longest, len(first[0].waits))
            else:
                first[at].leaves.append(day + stay)
                near += works_in(first[at].offered, region)
        used += sum(len(house.leaves) for house in houses)
    return Year(round(used / beds / DAYS, 3), longest, wait, round(asks / came, 2), round(near / came, 2))


def years(seed: int, number: int = 7) -> dict[str, dict[str, float]]:
    """Medians of so many years for each order, seed by seed the same people."""
    found = {}
    for name, order in ORDERS.items():
        every = [simulated(order, seed + one) for one in range(number)]
        found[name] = {
            words: float(statistics.median(getattr(year, words.replace(" ", "_")) for year in every))
            for words in ("occupancy", "longest queue", "longest wait", "asks", "in region")
        }
    return found


def _houses(random: Random) -> list[House]:
    found = []
    for number in range(24):
        region = REGIONS[number % len(REGIONS)]
        offered = Offered(
            UUID(int=random.getrandbits(128), version=4), UUID(int=number + 1), f"House {number}", country_of(region),
            "shelter", frozenset({"housing"}), regions=frozenset({region}), takes_children=True,
        )  # fmt: skip
        found.append(House(offered, random.randint(2, 12)))
    return found
