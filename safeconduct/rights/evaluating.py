"""What applies to one person: a pure function of the packs, what is known of the person, and the day.

Three answers are kept apart: a rule applies, it may apply (something is not known), it does not cover the person.
Of a right of which nothing is known in the country that is said, with the minimum of a layer above where there is one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from safeconduct.rights.codes import Citizenship, Counting, Exploited, Person, Right, Trigger
from safeconduct.rights.counting import end_of
from safeconduct.rights.facts import Facts, Part
from safeconduct.rights.rule import COE, EU, SHOWN, Book, Pack, Rule
from safeconduct.vocabulary.codes import Answer3, Confidence


class Answer(StrEnum):
    """How a right stands for a person, the surest first."""

    APPLIES = "applies"
    MAY = "may"
    """Something is not known that the rule asks for."""
    NOT_YET = "not_yet"
    """Nothing is written of what opens it."""
    NOT_COVERED = "not_covered"
    NOT_KNOWN = "not_known"
    """No rule that may be shown."""


@dataclass(frozen=True, slots=True)
class End:
    """The end of a period: a day of a document, or counted from a rule."""

    day: date
    rule: Rule
    started: date | None
    """None where the day stands in a document."""
    confidence: Confidence
    """The weakest of what it was made from."""


@dataclass(frozen=True, slots=True)
class Found:
    """One rule held against one person."""

    rule: Rule
    answer: Answer
    missing: frozenset[Part] = frozenset()
    """What is not known, where that decides."""
    end: End | None = None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """One right: its rules, the country's own first."""

    right: Right
    answer: Answer
    found: tuple[Found, ...]
    """Those that apply, may apply or open later."""
    excluded: tuple[Found, ...] = ()
    """Those that do not cover this person."""
    is_own: bool = False
    """Whether a rule of the country itself is among all these."""

    @property
    def is_minimum(self) -> bool:
        """Whether only the Council of Europe says how long: less may not be given, more may be."""
        long = [one.rule for one in self.found if one.rule.duration is not None]
        return any(rule.jurisdiction == COE for rule in long) and all(
            rule.jurisdiction == COE for rule in long
        )

    @property
    def end(self) -> End | None:
        """The day to act on: that of the document, else the earliest that is counted."""
        ends = [one.end for one in self.found if one.end is not None]
        return min(ends, key=lambda end: (end.started is not None, end.day), default=None)


def evaluate(book: Book, facts: Facts, on: date) -> list[Entitlement]:
    """Every right of the list, in its order, as it stands for this person on this day."""
    union = book.packs[EU]
    by: dict[Right, list[Found]] = {right: [] for right in Right}
    for pack in book.layers(facts.country):
        for rule in pack.rules:
            if rule.is_shown and rule.is_valid(facts.events.get(rule.trigger, on)):
                by[rule.right].append(_found(rule, facts, union))
    return [_entitlement(right, found, facts.country) for right, found in by.items()]


def _entitlement(right: Right, found: list[Found], country: str) -> Entitlement:
    inside = tuple(one for one in found if one.answer is not Answer.NOT_COVERED)
    excluded = tuple(one for one in found if one.answer is Answer.NOT_COVERED)
    answers = {one.answer for one in found}
    best = next((answer for answer in Answer if answer in answers), Answer.NOT_KNOWN)
    return Entitlement(right, best, inside, excluded, any(one.rule.jurisdiction == country for one in found))


def _found(rule: Rule, facts: Facts, union: Pack) -> Found:
    missing: set[Part] = set()
    for ask in (_age, _citizenship, _exploited):
        said = ask(rule, facts, union)
        if said is False:
            return Found(rule, Answer.NOT_COVERED)
        if isinstance(said, Part):
            missing.add(said)
    if rule.on_cooperation is not False:
        missing.add(Part.COOPERATION)
    if not facts.has_happened(rule.trigger):
        return Found(rule, Answer.NOT_YET, frozenset(missing))
    answer = Answer.MAY if missing or rule.beneficiary.also else Answer.APPLIES
    return Found(rule, answer, frozenset(missing), _end(rule, facts))


type Said = bool | Part
"""Yes, no, or what is not known."""
type Ask = Callable[[Rule, Facts, Pack], Said]


def _age(rule: Rule, facts: Facts, _union: Pack) -> Said:
    wanted = rule.beneficiary.person
    if wanted is Person.ANY:
        return True
    if facts.is_presumed_child:
        # Helped as a child meanwhile; whether a rule for adults holds is not known.
        return wanted is Person.CHILD or Part.AGE
    return (facts.child is Answer3.YES) is (wanted is Person.CHILD)


def _citizenship(rule: Rule, facts: Facts, union: Pack) -> Said:
    wanted, held = rule.beneficiary.citizenship, facts.citizenships
    if wanted is Citizenship.ANY:
        return True
    if not held:
        return Part.CITIZENSHIP
    is_national, is_union = facts.country in held, bool(held & union.members) or facts.country in held
    match wanted:
        case Citizenship.NATIONAL:
            return is_national
        case Citizenship.FOREIGN:
            return not is_national
        case Citizenship.EU:
            return is_union or (Part.TREATED_ALIKE if held & union.near else False)
        case Citizenship.THIRD_COUNTRY:
            return not is_union and (Part.TREATED_ALIKE if held & union.near else True)


def _exploited(rule: Rule, facts: Facts, union: Pack) -> Said:
    wanted, where = rule.beneficiary.exploited, facts.exploited_in
    if wanted is Exploited.ANYWHERE:
        return True
    if not where:
        return Part.EXPLOITED_IN
    if wanted is Exploited.HERE:
        return facts.country in where
    return bool((where & union.members) - {facts.country})


def _end(rule: Rule, facts: Facts) -> End | None:
    if rule.duration is None or rule.starts is None or rule.counting is None:
        return None
    written = facts.events.get(Trigger.REFLECTION_UNTIL)
    if rule.right is Right.REFLECTION_PERIOD and written:
        return End(written, rule, None, rule.confidence)
    started = facts.events.get(rule.starts)
    day = end_of(started, rule.duration, rule.counting, facts.country) if started else None
    if day is None or started is None:
        return None
    confidence = weakest(rule.confidence, COUNTED_BY[rule.counting])
    return End(day, rule, started, confidence) if confidence in SHOWN else None


COUNTED_BY: dict[Counting, Confidence] = {
    Counting.REGULATION_1182_71: Confidence.UNVERIFIED,
    Counting.NOT_KNOWN: Confidence.VERIFIED,
}
"""How sure a way of counting is: Article 3(1) of the Regulation was not read; the earliest reading claims nothing."""


def weakest(*parts: Confidence) -> Confidence:
    """What is made from several facts is as sure as the least sure of them."""
    order = list(Confidence)
    return max(parts, key=order.index)
