"""What other agencies sent about the person of an own file, as far as rules ask for it. Pure.

The own file goes first. Where it does not answer, what was received does, with the name of who sent it; where two
senders say different things, it is not known. What another node wrote in a form that is not known here is no answer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from safeconduct.cases.answering import Content, answer
from safeconduct.cases.contents import child_by
from safeconduct.rights.facts import Facts
from safeconduct.vocabulary.codes import Answer3, VictimStatus
from safeconduct.vocabulary.sections import Section


class Fact(StrEnum):
    """What is looked for in what was received."""

    CHILD = "child"
    CITIZENSHIPS = "citizenships"
    EXPLOITED_IN = "exploited_in"
    IDENTIFIED = "identified"


@dataclass(frozen=True, slots=True)
class From:
    """What one agency sent, opened as far as the reader may read it now."""

    agency: str
    country: str
    contents: Mapping[Section, Content]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known with what was received, and who said what of it."""

    facts: Facts
    by: Mapping[Fact, Sequence[str]]
    """Whose answer stands where the own file has none."""
    contested: frozenset[Fact] = frozenset()
    """Of what they say different things."""
    identified_elsewhere: tuple[From, ...] = ()
    """Who says that the person was identified in another country: that opens nothing here by itself."""


def with_received(
    own: Facts, received: Sequence[From], *, is_status_open: bool, is_child_open: bool
) -> Known:
    """The person by the own file and by what was received.

    `is_status_open`: nothing own says how they stand; `is_child_open`: nor whether it is a child. An own answer that
    it is not known stands: whoever may be a child is treated as one (Article 13(2) of Directive 2011/36/EU).
    """
    child = _said(received, _child) if own.child is Answer3.UNKNOWN and is_child_open else {}
    held = _said(received, _codes(Section.PROFILE, "citizenships")) if own.citizenships is None else {}
    where = _said(received, _codes(Section.EXPLOITATION, "countries")) if own.exploited_in is None else {}
    identified = [one for one in received if _is_identified(one)] if is_status_open else []
    here = [one.agency for one in identified if one.country == own.country]
    facts = replace(
        own,
        child=_only(child, own.child),
        citizenships=_only(held, own.citizenships),
        exploited_in=_only(where, own.exploited_in),
        is_identified=own.is_identified or bool(here),
    )
    answers = ((Fact.CHILD, child), (Fact.CITIZENSHIPS, held), (Fact.EXPLOITED_IN, where))
    by = {fact: next(iter(said.values())) for fact, said in answers if len(said) == 1}
    return Known(
        facts,
        by | ({Fact.IDENTIFIED: here} if here else {}),
        frozenset(fact for fact, said in answers if len(said) > 1),
        tuple(one for one in identified if one.country != own.country),
    )


type _Said = dict[Any, list[str]]
"""Each answer that was given, and by whom."""


def _said(received: Sequence[From], look: Callable[[From], Any]) -> _Said:
    found: _Said = {}
    for one in received:
        try:
            value = look(one)
        except (TypeError, ValueError):
            continue  # a form of another release
        if value is not None:
            found.setdefault(value, []).append(one.agency)
    return found


def _only[V](said: _Said, otherwise: V) -> V:
    """The one answer that was given; what stands here where there is none, or where they differ."""
    found: V = next(iter(said)) if len(said) == 1 else otherwise
    return found


def _child(one: From) -> Answer3 | None:
    child = child_by(one.contents.get(Section.PROFILE))
    return None if child is Answer3.UNKNOWN else child


def _codes(section: Section, name: str) -> Callable[[From], frozenset[str] | None]:
    def look(one: From) -> frozenset[str] | None:
        codes = answer(one.contents.get(section, {}), name)
        is_read = isinstance(codes, list) and codes and all(isinstance(code, str) for code in codes)
        return frozenset(codes) if is_read else None

    return look


def _is_identified(one: From) -> bool:
    try:
        return bool(answer(one.contents.get(Section.EXPLOITATION, {}), "status") == VictimStatus.IDENTIFIED)
    except ValueError:
        return False
