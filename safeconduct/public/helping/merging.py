"""One agency with one number is one entry, with all its hours: nobody shall doubt whether to ring at night. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from safeconduct.public.helping.finding import Place


def one_of_each(places: Iterable[Place], *, is_whole: bool = False) -> list[Place]:
    """In the order in which they came; of those that answer together, the one that is open longest stands for all.

    Where the whole entry is shown, only those are laid together that differ in needs and hours alone.
    """
    found: dict[tuple[object, ...], list[Place]] = {}
    for place in places:
        numbers = frozenset(each.dialled for each in place.numbers)
        own = place.id if not numbers else ""
        rest = _rest(place) if is_whole else ()
        found.setdefault((place.agency, numbers, own, rest), []).append(place)
    return [_together(each) for each in found.values()]


def _rest(place: Place) -> tuple[object, ...]:
    who = (place.takes, place.ages, place.papers, place.intake, place.room)
    return (*who, place.areas, place.country, place.tongues, place.interpreters, place.mail, place.web)


def _together(places: list[Place]) -> Place:
    longest, *others = sorted(
        places, key=lambda each: each.hours.in_a_week if each.hours else 0, reverse=True
    )
    more = tuple(each.times[0] for each in others)
    languages = dict.fromkeys(name for each in places for name in each.languages)
    return replace(longest, more=more, languages=tuple(languages))
