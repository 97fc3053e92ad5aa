"""One agency with one number is one entry, with all its hours: nobody shall doubt whether to ring at night. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from safeconduct.public.helping.finding import Place


def one_of_each(places: Iterable[Place]) -> list[Place]:
    """In the order in which they came; of those that answer together, the one that is open longest stands for all."""
    found: dict[tuple[object, ...], list[Place]] = {}
    for place in places:
        numbers = frozenset(each.dialled for each in place.numbers)
        own = place.id if not numbers else ""
        found.setdefault((place.agency, numbers, own), []).append(place)
    return [_together(each) for each in found.values()]


def _together(places: list[Place]) -> Place:
    longest, *others = sorted(
        places, key=lambda each: each.hours.in_a_week if each.hours else 0, reverse=True
    )
    more = tuple(each.times[0] for each in others)
    languages = dict.fromkeys(name for each in places for name in each.languages)
    return replace(longest, more=more, languages=tuple(languages))
