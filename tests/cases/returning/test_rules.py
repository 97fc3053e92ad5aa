"""Whether a person may return: a part that is missing, a danger that is not met, no will of their own; and children."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cases.contents import cleaned
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.returning import rules
from safeconduct.cases.returning.facts import facts_of
from safeconduct.cases.returning.rules import MENDED_AT, ReturnFacts, Risk, may_return, missing_to_return
from safeconduct.vocabulary.codes import Answer3, ChildDecision, ReturnWill, RiskLevel
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import Section
from tests.cases.child.test_rules import MOTHER, OFFICE, WEIGHED, decision, of, view

TODAY = date(2026, 3, 2)
SAFE = Risk(RiskLevel.LOW, TODAY, is_met=False)
WHOLE = ReturnFacts(
    will="own_will", has_country=True, here=SAFE, there=SAFE, has_reception=True, has_plan=True, is_plan_common=True,
    is_fit=True, is_lawyer_settled=True, has_contacts=True, has_leaflet=True, has_monitoring=True, is_child=Answer3.NO,
    is_guarded=False, decision=None, decision_until=None,
)  # fmt: skip
CHILD = replace(
    WHOLE, is_child=Answer3.YES, is_guarded=True, decision=ChildDecision.RETURN.value, decision_until=TODAY
)
OLD = TODAY - timedelta(days=1)


def risk(level: RiskLevel, until: date = TODAY, *, is_met: bool = False) -> Risk:
    return Risk(level, until, is_met)


def test_with_everything_there_an_adult_and_a_child_may_return() -> None:
    assert may_return(WHOLE, today=TODAY) == Allowed()
    assert may_return(CHILD, today=TODAY) == Allowed()


ONE_BY_ONE: list[tuple[dict[str, Any], Reason]] = [
    ({"will": None}, rules.NOT_ASKED),
    ({"will": "undecided"}, rules.NOT_VOLUNTARY),
    ({"will": "no"}, rules.NOT_VOLUNTARY),
    ({"will": "taken_back"}, rules.NOT_VOLUNTARY),
    ({"will": "a later code"}, rules.NOT_VOLUNTARY),
    ({"has_country": False}, rules.NO_COUNTRY),
    ({"here": None}, rules.NO_RISK_HERE),
    ({"here": risk(RiskLevel.LOW, OLD)}, rules.RISK_HERE_OLD),
    ({"here": risk(RiskLevel.HIGH)}, rules.RISK_HERE_NOT_MET),
    ({"here": risk(RiskLevel.IMMINENT)}, rules.RISK_HERE_NOT_MET),
    ({"there": None}, rules.NO_RISK_THERE),
    ({"there": risk(RiskLevel.LOW, OLD)}, rules.RISK_THERE_OLD),
    ({"there": risk(RiskLevel.HIGH)}, rules.RISK_THERE_NOT_MET),
    ({"there": risk(RiskLevel.IMMINENT)}, rules.RISK_THERE_NOT_MET),
    ({"has_reception": False}, rules.NO_RECEPTION),
    ({"has_plan": False}, rules.NO_PLAN),
    ({"is_plan_common": False}, rules.PLAN_NOT_TOGETHER),
    ({"is_fit": False}, rules.NOT_FIT),
    ({"is_lawyer_settled": False}, rules.NO_LAWYER),
    ({"has_contacts": False}, rules.NO_CONTACTS),
    ({"has_leaflet": False}, rules.NO_LEAFLET),
    ({"has_monitoring": False}, rules.NO_MONITORING),
]


@pytest.mark.parametrize("facts", [WHOLE, CHILD])
@pytest.mark.parametrize("changed, expected", ONE_BY_ONE)
def test_each_part_alone_keeps_everybody_here(
    facts: ReturnFacts, changed: dict[str, Any], expected: Reason
) -> None:
    lacking = replace(facts, **changed)
    assert missing_to_return(lacking, today=TODAY) == [expected]
    assert may_return(lacking, today=TODAY) == Refused(expected)


def test_no_fact_is_without_a_row_in_this_table() -> None:
    of_children = {"is_child", "is_guarded", "decision", "decision_until"}
    assert {name for changed, _ in ONE_BY_ONE for name in changed} | of_children == {
        field.name for field in fields(ReturnFacts)
    }


@pytest.mark.parametrize("level", RiskLevel)
@pytest.mark.parametrize("side", ["here", "there"])
def test_a_danger_that_is_met_keeps_nobody_here(side: str, level: RiskLevel) -> None:
    facts = replace(WHOLE, **{side: risk(level, is_met=True)})  # type: ignore[arg-type]
    assert may_return(facts, today=TODAY) == Allowed()


@pytest.mark.parametrize("is_child", [Answer3.YES, Answer3.UNKNOWN])
@pytest.mark.parametrize(
    "changed, expected",
    [
        ({"is_guarded": False}, rules.NO_GUARDIAN),
        ({"decision": None}, rules.NO_CHILD_DECISION),
        ({"decision_until": None}, rules.NO_CHILD_DECISION),
        ({"decision": "integration"}, rules.CHILD_DECISION_OTHERWISE),
        ({"decision": "third_country"}, rules.CHILD_DECISION_OTHERWISE),
        ({"decision": "a later code"}, rules.CHILD_DECISION_OTHERWISE),
        ({"decision_until": OLD}, rules.CHILD_DECISION_OLD),
    ],
)
def test_a_child_or_who_may_be_one_needs_a_decision_in_its_best_interests(
    is_child: Answer3, changed: dict[str, Any], expected: Reason
) -> None:
    lacking = replace(CHILD, is_child=is_child, **changed)
    assert missing_to_return(lacking, today=TODAY) == [expected]
    assert missing_to_return(replace(lacking, is_child=Answer3.NO), today=TODAY) == []


LEVELS = st.builds(Risk, st.sampled_from(RiskLevel), st.sampled_from([OLD, TODAY]), st.booleans())
FACTS = st.builds(
    ReturnFacts,
    will=st.sampled_from([None, *map(str, ReturnWill)]),
    here=st.none() | LEVELS,
    there=st.none() | LEVELS,
    is_child=st.sampled_from(Answer3),
    decision=st.sampled_from([None, *map(str, ChildDecision)]),
    decision_until=st.sampled_from([None, OLD, TODAY]),
    **{name: st.booleans() for name, _ in ((f.name, f) for f in fields(ReturnFacts) if f.type in (bool, "bool"))},
)  # fmt: skip


@given(FACTS)
def test_whoever_may_return_wants_to_and_meets_no_open_danger(facts: ReturnFacts) -> None:
    if isinstance(may_return(facts, today=TODAY), Refused):
        return
    assert facts.will == ReturnWill.OWN_WILL
    for found in (facts.here, facts.there):
        assert found is not None
        assert found.until >= TODAY
        assert found.is_met or found.level in (RiskLevel.LOW, RiskLevel.MEDIUM)
    assert facts.is_child is Answer3.NO or (facts.is_guarded and facts.decision == ChildDecision.RETURN)
    assert all(getattr(facts, field.name) for field in fields(facts) if field.name.startswith("has_"))


def test_every_lack_says_where_it_is_mended_and_there_is_such_a_question() -> None:
    reasons = {one.code: one for one in vars(rules).values() if isinstance(one, Reason)}
    assert MENDED_AT.keys() == reasons.keys()
    asked = {field.name for field in FIELDS[Section.RETURN]}
    for section, question in MENDED_AT.values():
        assert section in FIELDS
        assert question in asked if question else section is not Section.RETURN
    assert all(str(one.instead) for one in reasons.values())


# --- What the file says -----------------------------------------------------------------------------------

DOSSIER: dict[str, Any] = {
    "country": "UA", "will": "own_will", "will_on": "2026-02-20", "there_by": "Dim, social worker",
    "there_level": "high", "there_on": "2026-02-25", "there_until": "2026-04-01",
    "there_risks": [{"type": "traffickers", "level": "high"}],
    "there_mitigations": [{"what": "Another town", "owner": "Dim", "due": "2026-03-10"}],
    "met_by": "Dim", "met_where": "The station", "met_on": "2026-03-10", "met_phone": "+380", "plan_with": "Dim",
    "plan_on": "2026-02-26", "lawyer": "goes_on", "contacts": [{"who": "Dim", "how": "+380"}], "leaflet": "given",
    "leaflet_on": "2026-03-01", "monitoring": [{"on": "2026-04-10"}],
}  # fmt: skip
FILE: dict[Section, dict[str, Any]] = {
    Section.PROFILE: {"is_child": "no"},
    Section.SAFETY: {"level": "low", "valid_until": "2026-04-01"},
    Section.PLAN: {"plan_consent": "agreed", "plan_consent_on": "2026-02-26"},
    Section.RETURN: DOSSIER,
}
CHILDS = {
    **FILE,
    Section.PROFILE: {"is_child": "yes"},
    Section.FAMILY: {
        **of(OFFICE), **WEIGHED, "views": [view("2026-02-01")],
        "decisions": [decision("2026-02-02", about="return", review="2026-06-02")],
    },
}  # fmt: skip


def lacks(file: dict[Section, dict[str, Any]]) -> list[Reason]:
    return missing_to_return(facts_of(file, today=TODAY), today=TODAY)


def test_a_whole_file_lets_the_person_go() -> None:
    assert lacks(FILE) == []
    assert lacks(CHILDS) == []


@pytest.mark.parametrize("without, expected", [
    ("country", rules.NO_COUNTRY), ("will", rules.NOT_ASKED), ("there_by", rules.NO_RISK_THERE),
    ("there_on", rules.NO_RISK_THERE), ("there_until", rules.NO_RISK_THERE), ("met_by", rules.NO_RECEPTION),
    ("met_where", rules.NO_RECEPTION), ("met_on", rules.NO_RECEPTION), ("met_phone", rules.NO_RECEPTION),
    ("there_mitigations", rules.RISK_THERE_NOT_MET), ("plan_with", rules.PLAN_NOT_TOGETHER),
    ("plan_on", rules.PLAN_NOT_TOGETHER), ("lawyer", rules.NO_LAWYER), ("contacts", rules.NO_CONTACTS),
    ("leaflet", rules.NO_LEAFLET), ("leaflet_on", rules.NO_LEAFLET), ("monitoring", rules.NO_MONITORING),
])  # fmt: skip
@pytest.mark.parametrize("value", [None, {"unanswered": "unknown"}, {"unanswered": "declined"}])
def test_what_is_not_answered_is_missing(without: str, expected: Reason, value: Any) -> None:
    dossier = {name: said for name, said in DOSSIER.items() if name != without}
    dossier |= {without: value} if value else {}
    assert lacks({**FILE, Section.RETURN: dossier}) == [expected]


@pytest.mark.parametrize(
    "section, content, expected",
    [
        (Section.SAFETY, {}, [rules.NO_RISK_HERE]),
        (Section.PLAN, {}, [rules.NO_PLAN]),
        (Section.PLAN, {"plan_consent": "refused", "plan_consent_on": "2026-02-26"}, [rules.NO_PLAN]),
        (Section.RETURN, DOSSIER | {"fit": "no"}, [rules.NOT_FIT]),
        (Section.RETURN, DOSSIER | {"lawyer": "not_arranged"}, [rules.NO_LAWYER]),
        (Section.FAMILY, {}, []),  # of an adult nobody asks
    ],
)
def test_what_another_section_says_counts(
    section: Section, content: dict[str, Any], expected: list[Reason]
) -> None:
    assert lacks({**FILE, section: content}) == expected


@pytest.mark.parametrize(
    "family, expected",
    [
        ({}, [rules.NO_GUARDIAN, rules.NO_CHILD_DECISION]),
        ({**CHILDS[Section.FAMILY], **of(MOTHER)}, [rules.NO_GUARDIAN]),
        (
            CHILDS[Section.FAMILY]
            | {"decisions": [decision("2026-02-02", about="return"), decision("2026-03-01", about="integration")]},
            [rules.CHILD_DECISION_OTHERWISE],
        ),
        (CHILDS[Section.FAMILY] | {"decisions": [decision(about="accommodation")]}, [rules.NO_CHILD_DECISION]),
    ],
)  # fmt: skip
def test_a_childs_file_says_whether_a_return_is_best(family: dict[str, Any], expected: list[Reason]) -> None:
    assert lacks({**CHILDS, Section.FAMILY: family}) == expected


@pytest.mark.parametrize(
    "entered, wrong",
    [
        ({"will": "own_will"}, "will_on"),
        ({"will_on": "2026-03-02"}, "will"),
        ({"there_on": "2026-03-02", "there_until": "2026-03-01"}, "there_until"),
        ({"there_level": "low", "there_risks-0-type": "debt", "there_risks-0-level": "high"}, "there_level"),
        ({"will": "own_will", "will_on": "2026-03-02", "left_on": "2026-03-01"}, "left_on"),
        ({"left_on": "2026-03-02", "met_on": "2026-03-01"}, "met_on"),
        ({"left_on": "2026-03-02", "met_on": "2026-03-06"}, "left_on"),
    ],
)
def test_what_cannot_be_so_is_said_at_its_question(entered: dict[str, str], wrong: str) -> None:
    with pytest.raises(BadInput) as refused:
        cleaned(Section.RETURN, {name: [value] for name, value in entered.items()})
    assert list(refused.value.errors) == [wrong]


@pytest.mark.parametrize("entered", [
    {"there_on": "2026-03-02", "there_until": "2026-03-02"}, {"there_on": "2026-03-02"}, {"there_until": "2026-03-02"},
    {"will": "own_will", "will_on": "2026-03-02", "left_on": "2026-03-02"},
    {"there_level": "high", "there_risks-0-type": "debt", "there_risks-0-level": "high"},
])  # fmt: skip
def test_two_things_of_one_day_and_a_level_as_its_gravest_row_are_no_contradiction(
    entered: dict[str, str],
) -> None:
    kept = cleaned(Section.RETURN, {name: [value] for name, value in entered.items()})
    assert dict(rules.contradictions(kept)) == {}


@pytest.mark.parametrize("met", ["2026-03-02", "2026-03-05"])
def test_who_leaves_may_be_on_the_way_for_three_days(met: str) -> None:
    entered = {"left_on": ["2026-03-02"], "met_on": [met]}
    assert cleaned(Section.RETURN, entered) == {"left_on": "2026-03-02", "met_on": met}


@pytest.mark.parametrize(
    "rows, expected",
    [
        ([{"on": "2026-05-01"}, {"on": "2026-04-01"}], date(2026, 4, 1)),
        ([{"on": "2026-04-01", "held": "2026-04-02"}, {"on": "2026-05-01", "held": ""}], date(2026, 5, 1)),
        ([{"held": ""}, {"on": ""}], None),
        ([], None),
    ],
)
def test_after_the_person_has_left_somebody_asks_on_the_earliest_day_that_waits(
    rows: list[dict[str, str]], expected: date | None
) -> None:
    assert rules.due({"left_on": "2026-03-01", "monitoring": rows}) == expected
    assert rules.due({"left_on": "", "monitoring": rows}) is None
    assert rules.due({"monitoring": rows}) is None
