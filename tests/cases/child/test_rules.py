"""Whose yes counts for a child, what a decision must have, when it is looked at again, and what the page says."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cases.child.rules import (
    ENDS_BEFORE_IT_BEGINS,
    GUARDIAN_IN_CONFLICT,
    NO_FACTOR,
    NO_OPTION,
    NO_VIEW,
    NOBODY_TO_CALL,
    NOT_HEARD,
    NOT_THE_INDEPENDENT_ONE,
    REVIEW_BEFORE,
    SAID,
    Guarded,
    contradictions,
    counts,
    due,
    guarded,
    says,
)
from safeconduct.cases.contents import cleaned
from safeconduct.consent.rules import OF_THE_GUARDIAN
from safeconduct.vocabulary.codes import GuardianConflict, GuardianMandate
from safeconduct.vocabulary.decisions import Allowed, Refused
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import Section

TODAY = date(2026, 3, 2)


def guardian(who: str = "Guardianship office, GU-03", conflict: Any = "no", **said: str) -> dict[str, Any]:
    return {"who": who, "mandate": "appointed", "conflict": conflict, "why": "Asked."} | said


def of(*guardians: dict[str, Any]) -> dict[str, Any]:
    return {"guardians": list(guardians)}


MOTHER = guardian("The mother", "suspected", mandate="parent")
OFFICE = guardian()

# --- Whose yes counts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content, named, expected",
    [
        # The file names nobody: it says nothing against anybody.
        ({}, "appointed guardian, GU-03", None),
        ({"guardians": {"unanswered": "unknown"}}, "GU-03", None),
        (of(OFFICE), "somebody else", None),
        # A conflict, and a doubt, is enough.
        (of(MOTHER), "The mother", GUARDIAN_IN_CONFLICT),
        (of(guardian("The mother", "yes")), "The mother", GUARDIAN_IN_CONFLICT),
        (of(MOTHER), "the social worker, who is no guardian", GUARDIAN_IN_CONFLICT),
        (of(MOTHER), "", GUARDIAN_IN_CONFLICT),
        # What another release or nobody said is no plain no.
        (of(guardian("The mother", "a later code")), "The mother", GUARDIAN_IN_CONFLICT),
        (of({"who": "The mother", "mandate": "parent"}), "The mother", GUARDIAN_IN_CONFLICT),
        # Somebody independent beside: it must be they who say yes, in the words of the file.
        (of(MOTHER, OFFICE), "guardianship office,  gu-03 ", None),
        (of(MOTHER, OFFICE), "The mother", NOT_THE_INDEPENDENT_ONE),
        (of(MOTHER, OFFICE), "GU-03", NOT_THE_INDEPENDENT_ONE),
        # A guardian whose name is missing in the file is nobody whom a word could name.
        (of(MOTHER, {"mandate": "appointed", "conflict": "no"}), "", NOT_THE_INDEPENDENT_ONE),
        (of(MOTHER, {"mandate": "appointed", "conflict": "no"}), "None", NOT_THE_INDEPENDENT_ONE),
        # A mandate that is over, or has not begun, is none; one for proceedings gives no permission.
        (of(MOTHER | {"until": "2026-03-01"}, OFFICE), "whoever", None),
        (of(MOTHER | {"until": "2026-03-02"}, OFFICE), "The mother", NOT_THE_INDEPENDENT_ONE),
        (of(MOTHER, OFFICE | {"since": "2026-03-03"}), "Guardianship office, GU-03", GUARDIAN_IN_CONFLICT),
        (of(MOTHER, OFFICE | {"mandate": "proceedings_only"}), OFFICE["who"], GUARDIAN_IN_CONFLICT),
    ],
)
def test_the_yes_of_a_guardian_in_conflict_counts_for_nothing(
    content: dict[str, Any], named: str, expected: Any
) -> None:
    assert counts(content, named, today=TODAY) == (Refused(expected) if expected else Allowed())


ROWS = st.tuples(
    st.sampled_from(["The mother", "Guardianship office, GU-03", "An aunt"]),
    st.sampled_from([*map(str, GuardianConflict), "a later code"]),
    st.sampled_from(list(map(str, GuardianMandate))),
).map(lambda said: guardian(said[0], said[1], mandate=said[2]))


@given(st.lists(ROWS, max_size=4), st.sampled_from(["The mother", "Guardianship office, GU-03", "x"]))
def test_nobody_of_whom_a_conflict_is_known_ever_counts(rows: list[dict[str, Any]], named: str) -> None:
    barred = [
        row
        for row in rows
        if row["conflict"] != GuardianConflict.NO and row["mandate"] != GuardianMandate.PROCEEDINGS_ONLY
    ]
    free = {row["who"] for row in rows if row["conflict"] == GuardianConflict.NO}
    if barred and named not in free - {row["who"] for row in barred}:
        assert isinstance(counts(of(*rows), named, today=TODAY), Refused)


def test_the_consent_form_knows_where_each_of_these_reasons_is_mended() -> None:
    assert {GUARDIAN_IN_CONFLICT.code, NOT_THE_INDEPENDENT_ONE.code} == set(OF_THE_GUARDIAN)


@pytest.mark.parametrize(
    "content, expected",
    [
        ({}, Guarded.BY_NOBODY),
        (of(OFFICE | {"mandate": "proceedings_only"}), Guarded.BY_NOBODY),
        (of(OFFICE), Guarded.INDEPENDENTLY),
        (of(MOTHER, OFFICE), Guarded.INDEPENDENTLY),
        (of(MOTHER), Guarded.IN_CONFLICT),
    ],
)
def test_how_a_child_is_guarded(content: dict[str, Any], expected: Guarded) -> None:
    assert guarded(content, today=TODAY) is expected


# --- Decisions --------------------------------------------------------------------------------------------

WEIGHED = {
    "factors": [{"factor": "care_and_safety", "what": "The uncle was seen near the school."}],
    "options": [{"option": "The aunt in another town"}, {"option": "A foster family here"}],
}


def decision(on: str = "2026-03-02", **said: str) -> dict[str, str]:
    return {
        "about": "accommodation", "what": "A foster family.", "on": on, "reasons": "She feels safe there.",
        "review": "2026-06-02",
    } | said  # fmt: skip


def view(on: str) -> dict[str, str]:
    return {"on": on, "how": "talk", "words": "I want to stay with Mira."}


def wrong(content: dict[str, Any]) -> dict[str, Any]:
    return dict(contradictions(content))


@pytest.mark.parametrize(
    "views, decisions, expected",
    [
        (["2026-03-01"], [decision()], {}),
        (["2026-03-02"], [decision()], {}),
        ([], [decision()], {"decisions-0-no_view": NO_VIEW}),
        (["2026-03-03"], [decision()], {"decisions-0-no_view": NO_VIEW}),
        ([], [decision(no_view="She is two months old.")], {}),
        # What the child said before the last decision is no word on the next one.
        (["2026-03-01"], [decision(), decision("2026-05-02")], {"decisions-1-no_view": NO_VIEW}),
        (["2026-03-02"], [decision(), decision("2026-05-02")], {"decisions-1-no_view": NO_VIEW}),
        (["2026-03-01", "2026-04-02"], [decision(), decision("2026-05-02")], {}),
        (["2026-04-02"], [decision("2026-05-02"), decision()], {"decisions-1-no_view": NO_VIEW}),
        # Two decisions of one day rest on one talk.
        (["2026-03-01"], [decision(), decision(about="statement")], {}),
    ],
)
def test_before_each_decision_the_child_is_heard_or_it_says_why_not(
    views: list[str], decisions: list[dict[str, str]], expected: dict[str, Any]
) -> None:
    assert wrong({**WEIGHED, "views": [view(on) for on in views], "decisions": decisions}) == expected


@pytest.mark.parametrize(
    "without, expected",
    [
        ({"factors": []}, {"factors": NO_FACTOR}),
        ({"options": []}, {"options": NO_OPTION}),
        ({"options": WEIGHED["options"][:1]}, {"options": NO_OPTION}),
        ({"decisions": [decision(review="2026-03-02")]}, {"decisions-0-review": REVIEW_BEFORE}),
        (of(OFFICE | {"since": "2026-03-02", "until": "2026-03-01"}), {"guardians-0-until": ENDS_BEFORE_IT_BEGINS}),
    ],
)  # fmt: skip
def test_a_decision_weighs_something_between_options_and_is_looked_at_again(
    without: dict[str, Any], expected: dict[str, Any]
) -> None:
    whole = {**WEIGHED, "views": [view("2026-03-01")], "decisions": [decision()]}
    assert wrong(whole) == {}
    assert wrong(whole | without) == expected


def test_what_was_weighed_stands_without_a_decision() -> None:
    assert wrong({"factors": WEIGHED["factors"]}) == {}


@pytest.mark.parametrize("said", [
    {"since": "2026-03-02", "until": "2026-03-02"}, {"since": "2026-03-02", "until": "2026-03-03"},
    {"since": "2026-03-02"}, {"until": "2026-03-02"},
])  # fmt: skip
def test_a_mandate_lasts_a_day_at_least_and_one_of_its_days_may_be_missing(said: dict[str, str]) -> None:
    assert wrong(of(OFFICE | said)) == {}


WITHOUT_VIEW = {"about": "accommodation", "no_view": "She is two months old."}


@pytest.mark.parametrize("row, expected", [
    (WITHOUT_VIEW | {"on": "2026-03-02"}, {"decisions-0-review": REVIEW_BEFORE}),
    (WITHOUT_VIEW | {"review": "2026-03-02"}, {}),
    (WITHOUT_VIEW, {"decisions-0-review": REVIEW_BEFORE}),
    # Of a day that is not known nobody can say that the child was heard before it.
    ({"about": "accommodation", "review": "2026-03-02"}, {"decisions-0-no_view": NO_VIEW}),
])  # fmt: skip
def test_a_decision_that_came_without_its_days_is_read_and_never_counts_as_heard(
    row: dict[str, str], expected: dict[str, Any]
) -> None:
    assert wrong({**WEIGHED, "views": [view("2026-03-01")], "decisions": [row]}) == expected


def test_neither_a_view_nor_an_earlier_decision_without_a_day_stands_in_the_way() -> None:
    rows = {**WEIGHED, "views": [{"words": "I want to stay."}, view("2026-03-01")]}
    assert wrong(rows | {"decisions": [decision(), WITHOUT_VIEW | {"review": "2026-06-02"}]}) == {}


def test_the_slip_is_said_at_its_place_in_the_form() -> None:
    entered = {
        f"{name}-{place}-{part}": [value]
        for name, rows in {**WEIGHED, "decisions": [decision()]}.items()
        for place, row in enumerate(rows)
        for part, value in row.items()
    }
    with pytest.raises(BadInput) as refused:
        cleaned(Section.FAMILY, entered)
    assert dict(refused.value.errors) == {"decisions-0-no_view": NO_VIEW}


@pytest.mark.parametrize("lacking", ["conflict", "why", "who", "mandate"])
def test_a_guardian_is_not_written_down_without_the_question_of_a_conflict(lacking: str) -> None:
    entered = {f"guardians-0-{part}": [value] for part, value in OFFICE.items() if part != lacking}
    with pytest.raises(BadInput) as refused:
        cleaned(Section.FAMILY, entered)
    assert list(refused.value.errors) == [f"guardians-0-{lacking}"]


@pytest.mark.parametrize(
    "decisions, expected",
    [
        ([], None),
        ([decision()], date(2026, 6, 2)),
        ([decision(), decision(about="statement", review="2026-04-02")], date(2026, 4, 2)),
        ([decision(review="2026-04-02"), decision("2026-04-01", review="2026-09-02")], date(2026, 9, 2)),
        ([decision("2026-04-01", review="2026-09-02"), decision(review="2026-04-02")], date(2026, 9, 2)),
        # One of which the day is missing is no later one.
        ([decision(), {"about": "accommodation", "review": "2026-12-02"}], date(2026, 6, 2)),
        ([decision(), {"review": "2026-04-02"}], date(2026, 4, 2)),
        # One durable solution takes another's place.
        (
            [decision(about="return"), decision("2026-04-01", about="integration", review="2026-09-02")],
            date(2026, 9, 2),
        ),
    ],
)  # fmt: skip
def test_the_latest_decision_about_each_thing_is_looked_at_again(
    decisions: list[dict[str, str]], expected: date | None
) -> None:
    assert due({"decisions": decisions}) == expected


# --- What the page says -----------------------------------------------------------------------------------

WHOLE = {
    **of(OFFICE), **WEIGHED, "authority": "Child protection, duty officer", "views": [view("2026-03-01")],
    "decisions": [decision()],
}  # fmt: skip


def test_a_whole_file_says_nothing_more() -> None:
    assert says(WHOLE, today=TODAY) == []


@pytest.mark.parametrize(
    "changed, expected",
    [
        ({"guardians": []}, SAID[Guarded.BY_NOBODY]),
        (of(MOTHER), SAID[Guarded.IN_CONFLICT]),
        ({"views": []}, NOT_HEARD),
        ({"authority": ""}, NOBODY_TO_CALL),
    ],
)
def test_what_is_missing_in_a_childs_file_is_said_in_a_sentence(
    changed: dict[str, Any], expected: Any
) -> None:
    assert says(WHOLE | changed, today=TODAY) == [expected]


def test_it_says_when_somebody_independent_was_asked_for_until_there_is_one() -> None:
    asked = WHOLE | of(MOTHER) | {"independent_asked": "2026-03-01"}
    assert str(says(asked, today=TODAY)[1]) == "Somebody independent was asked for on Sun 1 Mar 2026."
    assert says(asked | of(MOTHER, OFFICE), today=TODAY) == []


def test_a_review_that_is_over_is_said_from_the_day_after() -> None:
    day = date(2026, 6, 2)
    assert says(WHOLE, today=day) == []
    assert "2 Jun 2026" in str(says(WHOLE, today=day + timedelta(days=1))[0])
