"""What the person was told of their rights, in their language. Which rights there are, another room knows."""

from collections.abc import Iterable
from dataclasses import dataclass

from safeconduct.cases.persons_rights import Told
from safeconduct.referrals.persons_side.said import Line
from safeconduct.referrals.persons_side.wording import Words


@dataclass(frozen=True, slots=True)
class Rights:
    """This part of the page. Nothing in it has a button: what is wrong is said to whoever works with the person."""

    heading: str
    lead: str
    none: str
    lines: list[Line]


def rights_of(found: Iterable[Told], words: Words) -> Rights:
    """Each right with when the person was told and what came of it."""
    return Rights(
        words.say("rights", "heading"),
        words.say("rights", "lead"),
        words.say("rights", "none"),
        [_line(one, words) for one in found],
    )


def _line(one: Told, words: Words) -> Line:
    told = [words.say("rights", "told", day=words.day(one.on))] if one.on else []
    steps = [words.said("rights", "steps", code).format(day=words.day(on)) for code, on in one.steps]
    return Line(words.said("rights", "names", one.right), [*told, *steps])
