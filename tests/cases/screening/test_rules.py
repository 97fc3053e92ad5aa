"""What one dimension shows by its answers, and when a screening begins, ends and is taken over."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.cases.screening.codes import (
    OF_CHILDREN,
    Agreed,
    Conclusion,
    Dimension,
    Evidence,
    Profile,
    Result,
    Value,
    Weight,
)
from safeconduct.cases.screening.lists import Signs, lists
from safeconduct.cases.screening.rules import (
    BODY,
    FORMAL,
    FORMALLY_DECIDED,
    IS_FINISHED,
    KNOWN,
    NO_BODY,
    NO_CONCLUSION,
    NO_REASONS,
    NOT_AGREED,
    NOT_FINISHED,
    NOT_THE_AUTHOR,
    NOTHING_TO_TAKE_OVER,
    OPEN,
    PRESUMED_CHILD,
    STATUS,
    Answer,
    finding,
    findings,
    is_labour_case,
    is_positive,
    may_ask_list,
    may_begin,
    may_finish,
    may_take_over,
    may_write,
)
from safeconduct.vocabulary.codes import Sector, VictimStatus
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

WEIGHTS = {"S": Weight.STRONG, "M": Weight.MEDIUM, "W": Weight.WEAK}
ADULT = lists()[Profile.LABOUR_ADULT]
WEIGHED = [one for one in lists().values() if one.has_weights]

answers = st.one_of(
    st.builds(Answer, st.sampled_from(sorted(KNOWN)), st.sampled_from(Evidence)),
    st.builds(Answer, st.sampled_from(sorted(OPEN))),
)


def answered(signs: Signs) -> st.SearchStrategy[dict[str, Answer]]:
    """Any answers to any of the signs of a list."""
    return st.dictionaries(st.sampled_from(list(signs.indicators)), answers)


any_answers = st.sampled_from(WEIGHED).flatmap(lambda signs: st.tuples(st.just(signs), answered(signs)))


def yes(*codes: str) -> dict[str, Answer]:
    return dict.fromkeys(codes, Answer(Value.YES, Evidence.TOLD))


def reason(decision: Decision) -> Reason | None:
    return decision.reason if isinstance(decision, Refused) else None


# --- one dimension ---


@pytest.mark.parametrize("weights, expected", [
    ("", False), ("S", False), ("M", False), ("W", False),
    ("SS", True), ("SM", True), ("SW", True), ("SSS", True),
    ("MM", False), ("MW", False), ("WW", False),
    ("MMM", True), ("MMW", True), ("MWW", False), ("WWW", False), ("WWWWWW", False),
])  # fmt: skip
def test_which_weights_make_a_dimension_positive(weights: str, expected: bool) -> None:
    assert is_positive([WEIGHTS[one] for one in weights]) is expected


def test_every_other_mix_follows_from_those() -> None:
    """Up to four signs of each weight, against the rule as it is written down: 2 S; 1 S + 1; 3 M; 2 M + 1 W."""
    for strong, medium, weak in product(range(5), repeat=3):
        expected = (
            strong >= 2 or (strong == 1 and medium + weak > 0) or medium >= 3 or (medium == 2 and weak > 0)
        )
        assert (
            is_positive([Weight.STRONG] * strong + [Weight.MEDIUM] * medium + [Weight.WEAK] * weak)
            is expected
        )


@settings(deadline=None)
@given(st.lists(st.sampled_from(list(WEIGHTS.values()))), st.sampled_from(list(WEIGHTS.values())))
def test_a_further_yes_never_takes_a_positive_back(weights: list[Weight], more: Weight) -> None:
    assert not is_positive(weights) or is_positive([*weights, more])


@settings(deadline=None)
@given(any_answers)
def test_what_stays_open_is_never_a_no(given: tuple[Signs, dict[str, Answer]]) -> None:
    """A dimension is negative only where every sign that could still turn it has a no."""
    signs, said = given
    for side in signs.dimensions:
        found = finding(signs, side, said, is_computed=True)
        hopeful = {code: Answer(Value.YES, Evidence.TOLD) for code in found.open} | {
            code: said[code] for code in (*found.yes, *found.no)
        }
        could_be = finding(signs, side, hopeful, is_computed=True).result
        assert (found.result is Result.NEGATIVE) == (could_be is Result.NEGATIVE)
        assert found.result is not Result.INCOMPLETE or (found.open and could_be is Result.POSITIVE)


@settings(deadline=None)
@given(any_answers, st.sampled_from(sorted(OPEN)))
def test_the_three_open_answers_and_none_at_all_come_to_the_same_result(
    given: tuple[Signs, dict[str, Answer]], way: Value
) -> None:
    signs, said = given
    opened = {code: Answer(way) if one.value in OPEN else one for code, one in said.items()}
    left_out = {code: one for code, one in said.items() if one.value not in OPEN}
    results = [
        [one.result for one in findings(signs, those, is_computed=True)] for those in (said, opened, left_out)
    ]
    assert results[0] == results[1] == results[2]


@settings(deadline=None)
@given(any_answers)
def test_every_sign_stands_behind_its_dimension_once(given: tuple[Signs, dict[str, Answer]]) -> None:
    signs, said = given
    behind = [
        code for one in findings(signs, said, is_computed=True) for code in (*one.yes, *one.no, *one.open)
    ]
    assert sorted(behind) == sorted(signs.indicators)


@settings(deadline=None)
@given(any_answers, st.sampled_from(Evidence))
def test_how_it_is_known_does_not_change_what_is_found(
    given: tuple[Signs, dict[str, Answer]], evidence: Evidence
) -> None:
    signs, said = given
    other = {code: Answer(one.value, evidence) if one.evidence else one for code, one in said.items()}
    assert findings(signs, said, is_computed=True) == findings(signs, other, is_computed=True)


@pytest.mark.parametrize("open_way", sorted(OPEN))
def test_two_medium_and_an_open_one_are_incomplete(open_way: Value) -> None:
    no = dict.fromkeys(ADULT.of(Dimension.VD), Answer(Value.NO, Evidence.TOLD))
    said = no | yes("VD1", "VD2")
    assert finding(ADULT, Dimension.VD, said, is_computed=True).result is Result.NEGATIVE
    said["VD3"] = Answer(open_way)
    assert finding(ADULT, Dimension.VD, said, is_computed=True).result is Result.INCOMPLETE
    said |= yes("VD3")
    assert finding(ADULT, Dimension.VD, said, is_computed=True).result is Result.POSITIVE


def test_a_list_that_nobody_compared_computes_nothing_and_shows_the_answers() -> None:
    found = finding(ADULT, Dimension.CD, yes("CD1", "CD2"), is_computed=False)
    assert (found.result, found.yes) == (Result.NOT_COMPUTED, ("CD1", "CD2"))


@pytest.mark.parametrize("profile", [one.profile for one in lists().values() if not one.has_weights])
def test_a_list_without_weights_computes_nothing_even_when_it_was_compared(profile: Profile) -> None:
    signs = lists()[profile]
    said = yes(*signs.indicators)
    assert {one.result for one in findings(signs, said, is_computed=True)} == {Result.NOT_COMPUTED}


def test_the_same_sign_speaks_more_strongly_where_it_happened_than_on_the_way() -> None:
    assert finding(ADULT, Dimension.CR, yes("CR4", "CR5"), is_computed=True).result is Result.INCOMPLETE
    assert finding(ADULT, Dimension.CD, yes("CD2", "CD1"), is_computed=True).result is Result.POSITIVE


def test_exploitation_without_means_is_a_matter_of_labour_rights() -> None:
    worked, adult = yes("EX1", "EX2"), Profile.LABOUR_ADULT
    assert is_labour_case(adult, findings(ADULT, worked, is_computed=True))
    assert not is_labour_case(adult, findings(ADULT, worked | yes("CD1", "CD2"), is_computed=True))
    assert not is_labour_case(adult, findings(ADULT, {}, is_computed=True))
    assert not is_labour_case(adult, findings(ADULT, worked, is_computed=False))


def test_of_a_child_that_is_never_said_since_no_means_is_needed() -> None:
    child = lists()[Profile.LABOUR_CHILD]
    assert not is_labour_case(child.profile, findings(child, yes("EX1", "EX2"), is_computed=True))


@pytest.mark.parametrize("value, evidence, is_right", [
    (value, evidence, (value in KNOWN) == (evidence is not None))
    for value in Value
    for evidence in (None, *Evidence)
])  # fmt: skip
def test_a_yes_or_a_no_needs_its_evidence(value: Value, evidence: Evidence | None, is_right: bool) -> None:
    if is_right:
        assert Answer(value, evidence).value is value
    else:
        with pytest.raises(ValueError, match="evidence"):
            Answer(value, evidence)


# --- beginning, writing, finishing, taking over ---


@pytest.mark.parametrize("profile", list(Profile))
def test_who_may_be_a_child_is_asked_the_list_for_children(profile: Profile) -> None:
    asked = may_ask_list(profile, may_be_child=True)
    assert reason(asked) == (None if profile in OF_CHILDREN else PRESUMED_CHILD)
    assert may_ask_list(profile, may_be_child=False)


@pytest.mark.parametrize("agreed", [None, *Agreed])
def test_only_the_persons_own_yes_begins_a_talk(agreed: Agreed | None) -> None:
    assert reason(may_begin(agreed)) == (None if agreed is Agreed.YES else NOT_AGREED)


@pytest.mark.parametrize("is_author, is_finished, expected", [
    (True, False, None), (False, False, NOT_THE_AUTHOR), (True, True, IS_FINISHED), (False, True, IS_FINISHED),
])  # fmt: skip
def test_who_writes_a_draft(is_author: bool, is_finished: bool, expected: Reason | None) -> None:
    assert reason(may_write(is_author=is_author, is_finished=is_finished)) == expected


@pytest.mark.parametrize("conclusion, reasons, profile, is_child, expected", [
    (None, "Because.", Profile.LABOUR_ADULT, False, NO_CONCLUSION),
    (Conclusion.YES, " \n", Profile.LABOUR_ADULT, False, NO_REASONS),
    (Conclusion.YES, "Because.", Profile.LABOUR_ADULT, True, PRESUMED_CHILD),
    *((one, "Because.", Profile.LABOUR_ADULT, False, None) for one in Conclusion),
    *((one, "Because.", Profile.LABOUR_CHILD, True, None) for one in Conclusion),
])  # fmt: skip
def test_a_conclusion_has_reasons_and_may_be_any(
    conclusion: Conclusion | None, reasons: str, profile: Profile, is_child: bool, expected: Reason | None
) -> None:
    assert reason(may_finish(conclusion, reasons, profile, may_be_child=is_child)) == expected


@pytest.mark.parametrize("sector", list(Sector))
@pytest.mark.parametrize("conclusion", [None, *Conclusion])
@pytest.mark.parametrize("stands", ["", *VictimStatus])
def test_what_is_taken_over_into_the_file(sector: Sector, conclusion: Conclusion | None, stands: str) -> None:
    said = may_take_over(conclusion, sector, stands=stands, is_finished=True)
    if conclusion is None:
        assert reason(said) == NOT_FINISHED
    elif sector not in BODY:
        assert reason(said) == NO_BODY
    elif conclusion is Conclusion.NO:
        assert reason(said) == NOTHING_TO_TAKE_OVER
    else:
        assert reason(said) == (FORMALLY_DECIDED if stands in FORMAL else None)
    assert reason(may_take_over(conclusion, sector, stands=stands, is_finished=False)) == NOT_FINISHED


def test_no_conclusion_ever_becomes_an_identification() -> None:
    assert set(STATUS.values()).isdisjoint(FORMAL)
    assert isinstance(may_begin(Agreed.YES), Allowed)
