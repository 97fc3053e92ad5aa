"""What applies to one person: the tables of `tests/spec/rights`, and a second, naive evaluator."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from safeconduct.rights.codes import Right, Trigger
from safeconduct.rights.evaluating import Answer, Entitlement, Found, evaluate, weakest
from safeconduct.rights.facts import Facts, Part
from safeconduct.rights.reading import book
from safeconduct.rights.rule import Rule
from safeconduct.vocabulary.codes import Answer3, Confidence
from tests.rights.naive import covers
from tests.rights.spec import Row, rows

TODAY = date(2026, 11, 26)
TRIED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
COUNTRIES = some.sampled_from(["BE", "BG", "RO", "ES", "SE", "DE", "UA", "AL"])
CODES = some.one_of(
    some.none(), some.frozensets(some.sampled_from(["RO", "ES", "UA", "VN", "BG"]), min_size=1)
)
DAYS = some.dates(date(2025, 1, 1), TODAY)
FACTS = some.builds(
    Facts, COUNTRIES, some.sampled_from(Answer3), CODES, CODES, some.booleans(),
    events=some.dictionaries(some.sampled_from(Trigger), DAYS, max_size=3),
)  # fmt: skip


def right_of(facts: Facts, right: Right) -> Entitlement:
    return next(one for one in evaluate(book(), facts, TODAY) if one.right is right)


@pytest.mark.parametrize("row", rows(), ids=str)
def test_the_tables_hold(row: Row) -> None:
    entitled = right_of(row.facts, row.right)
    if row.rule == "-":
        assert entitled.answer == row.answer
        return
    found = {one.rule.id: one for one in (*entitled.found, *entitled.excluded)}
    assert (found[row.rule].answer if row.rule in found else "absent") == row.answer
    end = found[row.rule].end if row.rule in found else None
    assert (end.day if end else None) == row.last_day


def test_every_rule_with_a_length_and_every_one_that_is_not_shown_has_its_row() -> None:
    tested = {row.rule for row in rows()}
    own = {
        rule.id for rule in book().rules if rule.duration or rule.confidence not in {"verified", "secondary"}
    }
    # Of the layers these are tested by their confidence alone.
    assert own - tested <= {rule.id for rule in book().rules if rule.jurisdiction == "EU"} | {"UA-SUP-02"}


@TRIED
@given(FACTS)
def test_a_second_evaluator_agrees(facts: Facts) -> None:
    for entitled in evaluate(book(), facts, TODAY):
        for one in (*entitled.found, *entitled.excluded):
            said = {"no": Answer.NOT_COVERED, "open": Answer.MAY, "yes": Answer.APPLIES}[
                covers(one.rule, facts)
            ]
            assert _without_time(one) == said, one.rule.id


def _without_time(one: Found) -> Answer:
    """The answer as far as it is about whom the rule covers."""
    if one.answer is Answer.NOT_COVERED:
        return Answer.NOT_COVERED
    is_open = one.missing - {Part.COOPERATION} or one.rule.beneficiary.also
    return Answer.MAY if is_open else Answer.APPLIES


@TRIED
@given(FACTS)
def test_what_is_unverified_or_uncertain_reaches_nobody(facts: Facts) -> None:
    for entitled in evaluate(book(), facts, TODAY):
        for one in (*entitled.found, *entitled.excluded):
            assert one.rule.confidence in {Confidence.VERIFIED, Confidence.SECONDARY}
        assert (entitled.end is None) or entitled.end.confidence in {"verified", "secondary"}


@TRIED
@given(FACTS)
def test_knowing_more_never_loses_a_right_that_applies(facts: Facts) -> None:
    """What applies while a fact is not known applies whatever it turns out to be."""
    vague = Facts(facts.country, facts.child, None, None, facts.is_identified, events=facts.events)
    sure = {one.right for one in evaluate(book(), vague, TODAY) if one.answer is Answer.APPLIES}
    known = {one.right for one in evaluate(book(), facts, TODAY) if one.answer is Answer.APPLIES}
    assert sure <= known


def test_the_minimum_of_the_council_of_europe_says_that_it_is_one() -> None:
    grounds = {Trigger.REASONABLE_GROUNDS: date(2026, 3, 1)}
    for country, is_minimum in (("UA", True), ("AL", True), ("RO", False), ("BE", False)):
        facts = Facts(country, Answer3.NO, frozenset({"NG"}), events=grounds)
        assert right_of(facts, Right.REFLECTION_PERIOD).is_minimum is is_minimum, country


def test_a_country_without_a_pack_has_nothing_that_is_known() -> None:
    assert {one.answer for one in evaluate(book(), Facts("FR"), TODAY)} == {Answer.NOT_KNOWN}


def test_a_case_has_the_rule_that_held_on_its_own_day() -> None:
    early = Facts("BG", Answer3.NO, frozenset({"BG"}), events={Trigger.FIRST_CONTACT: date(2023, 8, 31)})
    late = Facts("BG", Answer3.NO, frozenset({"BG"}), events={Trigger.FIRST_CONTACT: date(2023, 9, 1)})
    assert "BG-ASSESS-01" not in _ids(right_of(early, Right.ASSESSMENT))
    assert "BG-ASSESS-01" in _ids(right_of(late, Right.ASSESSMENT))


def _ids(entitled: Entitlement) -> set[str]:
    rules: list[Rule] = [one.rule for one in entitled.found]
    return {rule.id for rule in rules}


def test_of_two_ends_the_earlier_is_to_act_on() -> None:
    facts = Facts("BG", Answer3.NO, frozenset({"MD"}), events={Trigger.IDENTIFIED: date(2026, 7, 1)})
    ends = {one.end.day for right in Right for one in right_of(facts, right).found if one.end}
    assert ends == {date(2026, 7, 30), date(2026, 7, 31)}


def test_what_is_made_of_several_facts_is_as_sure_as_the_least_sure() -> None:
    assert weakest(Confidence.VERIFIED, Confidence.SECONDARY) is Confidence.SECONDARY
    assert weakest(Confidence.UNVERIFIED, Confidence.SECONDARY) is Confidence.UNVERIFIED
