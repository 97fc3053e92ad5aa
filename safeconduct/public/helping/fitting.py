"""Who fits what was chosen: who says so first, then who has not said; left out is only who says otherwise. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from safeconduct.public.helping.asked import WHO, Asked
from safeconduct.public.helping.finding import Place

SAID_OF_WHO = frozenset((*WHO, "trans_and_nonbinary"))


@dataclass(frozen=True, slots=True)
class Fitting:
    """What is shown."""

    saying: Sequence[Place]
    asking: Sequence[Place]
    """They have not said one of the chosen things."""
    is_without_language: bool
    """Nobody of all says to speak the language that was chosen."""


def fitting(places: Iterable[Place], wanted: Asked) -> Fitting:
    """Of places in the chosen country and for the chosen need."""
    kept = [
        each
        for each in places
        if False not in (_who(each, wanted), _papers(each, wanted), _open(each, wanted))
    ]
    speaking = [each for each in kept if wanted.language in each.tongues]
    is_without = bool(wanted.language) and not speaking
    if wanted.language and not is_without:
        kept = [each for each in kept if each in speaking or not each.tongues or each.interpreters]
    sure = [each for each in kept if _is_sure(each, wanted)]
    return Fitting(sure, [each for each in kept if each not in sure], is_without)


def _is_sure(place: Place, wanted: Asked) -> bool:
    speaks = not wanted.language or wanted.language in place.tongues
    return speaks and None not in (_who(place, wanted), _papers(place, wanted), _open(place, wanted))


def _who(place: Place, wanted: Asked) -> bool | None:
    """None where it has not said; who takes people with children may take a child."""
    if not wanted.who or wanted.who in place.takes:
        return True
    is_near = wanted.who == "children" and "with_children" in place.takes
    return None if is_near or not SAID_OF_WHO & set(place.takes) else False


def _papers(place: Place, wanted: Asked) -> bool | None:
    if not wanted.no_papers:
        return True
    return {"not_required": True, "required": False}.get(place.papers)


def _open(place: Place, wanted: Asked) -> bool | None:
    return place.is_open if wanted.is_open else True
