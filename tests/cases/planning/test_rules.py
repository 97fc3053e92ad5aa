"""What a plan must say, how it stands with the person, and when something in it is due."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cases.contents import cleaned
from safeconduct.cases.planning.rules import (
    BEFORE_THE_YES,
    DONE_OR_DROPPED,
    NO_DAY,
    NO_REVIEW,
    NOT_DONE_WHEN,
    NOTHING_SAID,
    STANDING_IN_WORDS,
    TWICE,
    Standing,
    contradictions,
    due,
    outlives_its_yes,
    standing,
)
from safeconduct.vocabulary.codes import ActionState, PlanConsent
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import Section

YES = {"plan_consent": "agreed", "plan_consent_on": "2026-03-02", "plan_reviews": [{"on": "2026-06-02"}]}


def action(**said: str) -> dict[str, str]:
    return {"what": "Find a room", "who": "Casa Buna, social worker"} | said


# --- The person's yes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said, expected",
    [
        (None, Standing.DRAFT),
        ("not_asked", Standing.DRAFT),
        ({"unanswered": "declined"}, Standing.DRAFT),
        ("agreed", Standing.AGREED),
        ("agreed_partly", Standing.AGREED_PARTLY),
        ("refused", Standing.REFUSED),
        # what another node wrote is no yes
        ("a later code", Standing.DRAFT),
        ({"unanswered": "a later way"}, Standing.DRAFT),
        (["agreed"], Standing.DRAFT),
    ],
)
def test_without_the_persons_yes_a_plan_is_a_draft(said: Any, expected: Standing) -> None:
    content = {} if said is None else {"plan_consent": said}
    assert standing(content) is expected


def test_every_standing_is_said_in_a_sentence() -> None:
    assert STANDING_IN_WORDS.keys() == set(Standing)


@pytest.mark.parametrize(
    "content, wrong",
    [
        ({}, []),
        (YES, []),
        ({**YES, "plan_consent": "agreed_partly"}, []),
        ({"plan_consent": "refused", "plan_consent_on": "2026-03-02"}, []),
        ({"plan_consent": "not_asked"}, []),
        # a yes or a no has its day, and a day has what was said on it
        ({"plan_consent": "refused"}, [("plan_consent_on", NO_DAY)]),
        ({**YES, "plan_consent_on": {"unanswered": "unknown"}}, [("plan_consent_on", NO_DAY)]),
        ({"plan_consent": "not_asked", "plan_consent_on": "2026-03-02"}, [("plan_consent", NOTHING_SAID)]),
        ({"plan_consent_on": "2026-03-02"}, [("plan_consent", NOTHING_SAID)]),
        # an agreed plan is looked at again; a draft and a refused one need not be
        ({**YES, "plan_reviews": {"unanswered": "not_asked"}}, [("plan_reviews", NO_REVIEW)]),
        ({"plan_consent": "agreed_partly", "plan_consent_on": "2026-03-02"}, [("plan_reviews", NO_REVIEW)]),
        ({"plan_reviews": [{"on": "2026-06-02"}, {"on": "2026-06-02"}]}, [("plan_reviews-1-on", TWICE)]),
    ],
)
def test_consent_and_reviews(content: dict[str, Any], wrong: list[tuple[str, Any]]) -> None:
    assert list(contradictions(content)) == wrong


@pytest.mark.parametrize(
    "said, wrong",
    [
        ({}, []),
        ({"state": "planned", "planned": "2026-03-02"}, []),
        ({"state": "under_way", "planned": "2026-04-01"}, []),
        ({"state": "done", "planned": "2026-02-01", "ended": "2026-02-01"}, []),
        ({"state": "dropped"}, []),
        ({"state": "dropped", "ended": "2026-03-05"}, []),
        ({"state": "done"}, [("ended", NOT_DONE_WHEN)]),
        ({"state": "planned", "ended": "2026-03-05"}, [("state", DONE_OR_DROPPED)]),
        ({"ended": "2026-03-05"}, [("state", DONE_OR_DROPPED)]),
        # what goes on does not end before the person has agreed to it; what has ended may have
        ({"planned": "2026-03-01"}, [("planned", BEFORE_THE_YES)]),
        ({"state": "under_way", "planned": "2026-03-01"}, [("planned", BEFORE_THE_YES)]),
        ({"state": "dropped", "planned": "2026-03-01"}, []),
    ],
)
def test_an_action(said: dict[str, str], wrong: list[tuple[str, Any]]) -> None:
    content = {**YES, "plan_actions": [action(), action(**said)]}
    assert list(contradictions(content)) == [(f"plan_actions-1-{part}", words) for part, words in wrong]


def test_before_the_person_has_agreed_no_day_is_too_early() -> None:
    refused = {"plan_consent": "refused", "plan_consent_on": "2026-03-02"}
    assert not list(contradictions({**refused, "plan_actions": [action(planned="2026-03-01")]}))


def test_what_is_wrong_with_an_action_is_named_by_its_place_in_the_form() -> None:
    entered = {
        "plan_actions-0-what": [""],
        "plan_actions-3-what": ["Find a room"],
        "plan_actions-3-who": ["Casa Buna"],
        "plan_actions-3-state": ["done"],
    }
    with pytest.raises(BadInput) as wrong:
        cleaned(Section.PLAN, entered)
    assert wrong.value.errors == {"plan_actions-3-ended": NOT_DONE_WHEN}


# --- Due --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content, day",
    [
        ({}, None),
        ({"plan_actions": [action()]}, None),
        ({"plan_actions": [action(planned="2026-05-01"), action(planned="2026-04-01")]}, "2026-04-01"),
        ({"plan_actions": [action(planned="2026-04-01", state="done")]}, None),
        ({"plan_actions": [action(planned="2026-04-01", state="dropped")]}, None),
        ({"plan_reviews": [{"on": "2026-06-02"}, {"on": "2026-03-02", "held": "2026-03-02"}]}, "2026-06-02"),
        ({**YES, "plan_actions": [action(planned="2026-07-01")]}, "2026-06-02"),
        ({"plan_reviews": {"unanswered": "unknown"}}, None),
        # of a plan that the person refuses nothing is due
        ({**YES, "plan_consent": "refused", "plan_actions": [action(planned="2026-04-01")]}, None),
    ],
)
def test_the_earliest_day_that_waits_is_due(content: dict[str, Any], day: str | None) -> None:
    assert due(content) == (date.fromisoformat(day) if day else None)


days = st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(date.isoformat)
actions = st.fixed_dictionaries(
    {"what": st.just("x"), "who": st.just("y")},
    optional={"planned": days, "ended": days, "state": st.sampled_from([str(code) for code in ActionState])},
)
plans = st.fixed_dictionaries(
    {},
    optional={
        "plan_actions": st.lists(actions, max_size=4),
        "plan_reviews": st.lists(st.fixed_dictionaries({"on": days}, optional={"held": days}), max_size=3),
        "plan_consent": st.sampled_from([str(code) for code in PlanConsent]),
        "plan_consent_on": days,
    },
)


@given(plans)
def test_whatever_is_due_stands_in_the_plan_and_is_not_over(content: dict[str, Any]) -> None:
    day = due(content)
    waiting = [
        row["planned"]
        for row in content.get("plan_actions", [])
        if row.get("planned") and row.get("state") not in ("done", "dropped")
    ] + [row["on"] for row in content.get("plan_reviews", []) if "held" not in row]
    if content.get("plan_consent") == "refused" or not waiting:
        assert day is None
    else:
        assert day == date.fromisoformat(min(waiting))


@given(plans)
def test_an_agreed_plan_without_contradictions_says_when_it_was_agreed_and_when_it_is_looked_at(
    content: dict[str, Any],
) -> None:
    if not list(contradictions(content)) and standing(content) in (Standing.AGREED, Standing.AGREED_PARTLY):
        assert content["plan_consent_on"]
        assert content["plan_reviews"]


YESTERDAY, TODAY = "2027-03-01", date(2027, 3, 2)
AGREED_PLAN: dict[str, Any] = {
    "persons_goals": "A room.", "plan_actions": [{"what": "Find one", "who": "Casa Buna"}], "plan_consent": "agreed",
    "plan_consent_on": YESTERDAY, "plan_reviews": [{"on": "2027-04-01"}],
}  # fmt: skip


@pytest.mark.parametrize(("changed", "outlives"), [
    ({}, False),
    ({"persons_goals": "A garden."}, True),
    ({"objectives": "Safety."}, True),
    ({"plan_actions": [{"what": "Find one", "who": "Casa Buna", "planned": "2027-03-09"}]}, True),
    ({"plan_actions": []}, True),
    # how far it is, and when it is looked at, changes nothing of what was agreed on
    ({"plan_actions": [{"what": "Find one", "who": "Casa Buna", "state": "done", "ended": "2027-03-02"}]}, False),
    ({"plan_reviews": [{"on": "2027-05-01"}]}, False),
    # the person was asked again, said something else, or was not asked yet
    ({"persons_goals": "A garden.", "plan_consent_on": "2027-03-02"}, False),
    ({"persons_goals": "A garden.", "plan_consent": "refused"}, False),
    ({"persons_goals": "A garden.", "plan_consent": None, "plan_consent_on": None}, False),
])  # fmt: skip
def test_a_yes_does_not_outlive_what_it_was_said_to(changed: dict[str, Any], outlives: bool) -> None:
    after = {name: said for name, said in {**AGREED_PLAN, **changed}.items() if said is not None}
    assert outlives_its_yes(AGREED_PLAN, after, TODAY) is outlives


def test_on_the_day_of_the_yes_the_plan_may_still_be_written() -> None:
    today = date.fromisoformat(YESTERDAY)
    assert not outlives_its_yes(AGREED_PLAN, {**AGREED_PLAN, "persons_goals": "A garden."}, today)


def test_a_first_yes_may_be_of_an_earlier_day() -> None:
    before = {"persons_goals": "A garden."}
    assert not outlives_its_yes(before, AGREED_PLAN, TODAY)
