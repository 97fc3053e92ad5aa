"""A risk assessment: which level counts, whether the danger is met, and when it asks for a look."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cases.contents import safety_holds
from safeconduct.cases.forms import questions
from safeconduct.cases.risk import (
    END_BEFORE_THE_ASSESSMENT,
    LESS_THAN_A_ROW,
    NEW_CONTACT,
    asks_for_a_look,
    contradictions,
    is_mitigated,
    level_of,
)
from safeconduct.vocabulary.codes import RiskLevel
from safeconduct.vocabulary.sections import Section

TODAY = date(2026, 3, 2)
DONE = {"what": "No calls.", "owner": "Casa Buna", "due": "2026-04-01"}


def risks(*levels: str) -> dict[str, Any]:
    return {"risk_rows": [{"type": "traffickers", "level": level} for level in levels]}


@pytest.mark.parametrize(
    "content, level",
    [
        ({}, None),
        ({"level": "low"}, "low"),
        ({"level": {"unanswered": "declined"}}, None),
        (risks("low", "high", "medium"), "high"),
        ({"level": "low", **risks("imminent")}, "imminent"),
        ({"level": "high", **risks("low")}, "high"),
        # what another node wrote
        ({"level": "a later code"}, None),
        ({"level": ["high"], "risk_rows": ["x", {"level": 7}]}, None),
    ],
)
def test_the_highest_level_that_is_said_anywhere_counts(content: dict[str, Any], level: str | None) -> None:
    assert level_of(content) == level


@pytest.mark.parametrize(
    "content, met",
    [
        ({}, False),
        # as an earlier release wrote it: one text
        ({"mitigation": "No calls."}, True),
        ({"mitigation": {"unanswered": "unknown"}}, False),
        # with rows: somebody, until a day
        ({"mitigations": [DONE]}, True),
        ({"mitigations": [{"what": "No calls."}, DONE]}, True),
        ({"mitigations": [{"what": "No calls.", "owner": "Casa Buna"}]}, False),
        ({"mitigations": [{"what": "No calls.", "due": "2026-04-01"}]}, False),
        ({"mitigations": {"unanswered": "not_asked"}}, False),
        # who has written rows is held to them
        ({"mitigation": "No calls.", **risks("high")}, False),
        ({"mitigation": "No calls.", "mitigations": [{"what": "No calls."}]}, False),
    ],
)
def test_a_danger_is_met_by_something_that_somebody_does_until_a_day(
    content: dict[str, Any], met: bool
) -> None:
    assert is_mitigated(content) is met


@pytest.mark.parametrize("level", list(RiskLevel))
@pytest.mark.parametrize("met", [True, False])
def test_only_a_high_or_imminent_risk_must_be_met_before_anything_is_sent(
    level: RiskLevel, met: bool
) -> None:
    content = {
        "level": level.value, "valid_until": "2026-04-01", **risks(level.value), "mitigations": [DONE] if met else [],
    }  # fmt: skip
    assert safety_holds(content, TODAY) is (met or level in (RiskLevel.LOW, RiskLevel.MEDIUM))


@given(st.lists(st.sampled_from(list(RiskLevel)), max_size=5), st.none() | st.sampled_from(list(RiskLevel)))
def test_no_level_of_the_whole_hides_a_higher_risk(rows: list[RiskLevel], whole: RiskLevel | None) -> None:
    order = list(RiskLevel)
    content = risks(*rows) | ({"level": whole.value} if whole else {})
    is_enough = not rows or (whole is not None and order.index(whole) >= max(map(order.index, rows)))
    assert list(contradictions(content)) == ([] if is_enough else [("level", LESS_THAN_A_ROW)])


def test_the_end_does_not_lie_before_the_assessment() -> None:
    content = {"assessed_on": "2026-03-02", "valid_until": "2026-03-01"}
    assert list(contradictions(content)) == [("valid_until", END_BEFORE_THE_ASSESSMENT)]


@pytest.mark.parametrize(
    "content, newest, why",
    [
        ({}, None, 0),
        ({"valid_until": "2026-03-02"}, None, 0),
        ({"valid_until": "2026-03-01"}, None, 1),
        ({"assessed_on": "2026-02-01"}, None, 0),
        ({"assessed_on": "2026-02-01"}, date(2026, 2, 1), 0),
        ({"assessed_on": "2026-02-01"}, date(2026, 2, 2), 1),
        ({"assessed_on": "2026-02-01", "valid_until": "2026-03-01"}, date(2026, 2, 2), 2),
        ({"assessed_on": {"unanswered": "unknown"}, "valid_until": "soon"}, date(2026, 2, 2), 0),
    ],
)
def test_it_asks_for_a_look_when_its_days_are_over_or_somebody_came_in(
    content: dict[str, Any], newest: date | None, why: int
) -> None:
    said = asks_for_a_look(content, today=TODAY, newest_contact=newest)
    assert len(said) == why
    assert (NEW_CONTACT in said) is (
        newest == date(2026, 2, 2) and content.get("assessed_on") == "2026-02-01"
    )


def test_what_an_earlier_release_asked_is_asked_only_where_it_was_answered() -> None:
    def asked(content: dict[str, Any], entered: Any = None) -> set[str]:
        return {one.name for one in questions(Section.SAFETY, content, entered)}

    assert not {"mitigation", "risks"} & asked({})
    assert "mitigation" in asked({"mitigation": "No calls."})
    assert "mitigation" in asked({}, {"mitigation": ["No calls."]})
    assert {"risk_rows", "mitigations", "trigger", "protective"} <= asked({})


def test_the_persons_own_view_is_asked_before_any_level() -> None:
    names = [one.name for one in questions(Section.SAFETY, {})]
    assert names.index("persons_view") < min(map(names.index, ("level", "risk_rows", "mitigations")))
