"""Who keeps the register, who may interpret, and when; nothing of it needs a database."""

import uuid
from dataclasses import replace
from datetime import date, time, timedelta
from inspect import signature
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cases.answering import Content
from safeconduct.cases.interpreters import rules
from safeconduct.cases.interpreters.codes import LABELS, Conflict, Role, State, Tie, WishedWay
from safeconduct.cases.interpreters.contents import assignment, stored
from safeconduct.cases.interpreters.entering import entered_as, questions
from safeconduct.cases.interpreters.rules import Assignment, For, Helper, Meeting
from safeconduct.cases.interpreters.wishes import WISHES, Wishes, wishes
from safeconduct.cases.safe_hours import NOT_BY_TELEPHONE, OUTSIDE, SafeContact, safe_contact
from safeconduct.vocabulary.codes import Answer3, Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.languages import language_in_full

TODAY = date(2026, 11, 26)
WEEK = TODAY + timedelta(days=7)
IN_A_WEEK = Meeting(WEEK, time(10, 30), "uk", place="The small room")
KNOWN = Helper(
    id=uuid.uuid5(uuid.NAMESPACE_OID, "INT-07"), reference="INT-07", role=Role.INTERPRETER, sex="f",
    languages=frozenset({"uk", "ru"}), dialects="", countries=frozenset({"UA"}), vetted_on=date(2026, 1, 1),
    vetted_by="The coordinator", vetted_until=WEEK, signed_on=date(2026, 1, 2), conflicts=frozenset(), note="",
    is_active=True,
)  # fmt: skip
SOMEBODY = For(SafeContact(), Wishes(), frozenset(), TODAY)
MORNINGS: Content = {
    "safe_hours": [{"days": "every_day", "from": "09:00", "until": "10:00"}], "hours_country": "RO",
}  # fmt: skip


def ask(
    helper: Helper = KNOWN, meeting: Meeting = IN_A_WEEK, tie: Tie | None = Tie.NONE, whom: For = SOMEBODY,
    *, agrees: bool = False,
) -> Decision:  # fmt: skip
    return rules.may_assign(helper, meeting, tie, whom, agrees=agrees)


def why(decision: Decision) -> str:
    assert isinstance(decision, Refused)
    return decision.reason.code


def test_whoever_is_fit_and_nothing_to_the_person_may() -> None:
    assert ask() == Allowed()


@pytest.mark.parametrize("agrees", [True, False])
@pytest.mark.parametrize("tie", [*Tie, None])
def test_only_who_is_nothing_to_the_person_interprets_and_no_yes_mends_it(
    tie: Tie | None, agrees: bool
) -> None:
    expected = {Tie.NONE: None, None: rules.NOT_ASKED}.get(tie, rules.TIED)
    for decision in (
        ask(tie=tie, agrees=agrees),
        rules.may_interpret(tie),
        rules.may_be_named("Another service", tie),
        rules.may_assign_other("Another service", IN_A_WEEK, tie, SOMEBODY, agrees=agrees),
    ):
        assert (decision.reason if isinstance(decision, Refused) else None) == expected


UNFIT: list[tuple[dict[str, Any], Reason | str]] = [
    ({"is_active": False}, rules.NOT_IN_THE_REGISTER),
    ({"conflicts": frozenset({Conflict.EXPLOITERS})}, rules.CLOSE_TO_EXPLOITERS),
    ({"vetted_on": None, "vetted_until": None}, rules.NOT_VETTED),
    ({"vetted_on": WEEK + timedelta(days=1), "vetted_until": WEEK + timedelta(days=9)}, rules.NOT_VETTED),
    ({"vetted_until": WEEK - timedelta(days=1)}, rules.NOT_VETTED),
    ({"signed_on": None}, rules.NOT_SIGNED),
    ({"signed_on": WEEK + timedelta(days=1)}, rules.NOT_SIGNED),
    ({"languages": frozenset({"ro"})}, rules.OTHER_LANGUAGE),
]


@pytest.mark.parametrize("agrees", [True, False])
@pytest.mark.parametrize("said, reason", UNFIT)
def test_what_no_yes_of_the_person_mends(said: dict[str, Any], reason: Reason | str, agrees: bool) -> None:
    code = reason if isinstance(reason, str) else reason.code
    assert why(ask(replace(KNOWN, **said), agrees=agrees)) == code


def test_a_vetting_holds_on_its_first_and_its_last_day() -> None:
    assert ask(replace(KNOWN, vetted_on=WEEK, vetted_until=WEEK)) == Allowed()


def test_who_signs_on_the_day_of_the_talk_has_signed() -> None:
    assert ask(replace(KNOWN, signed_on=WEEK)) == Allowed()


def test_which_languages_they_do_interpret_is_said() -> None:
    refused = ask(meeting=replace(IN_A_WEEK, language="ro"))
    assert isinstance(refused, Refused)
    ours = [language_in_full(tag) for tag in ("ro", "ru", "uk")]
    assert refused.reason.whole == (
        "They do not interpret {}. In the register stands: {}, {}. Choose somebody who does.".format(*ours)
    )


@pytest.mark.parametrize("agrees", [True, False])
def test_who_is_not_offered_for_the_person_stays_so(agrees: bool) -> None:
    assert (
        why(ask(whom=replace(SOMEBODY, apart=frozenset({KNOWN.id})), agrees=agrees)) == rules.NOT_OFFERED.code
    )


@pytest.mark.parametrize("on, at, reason", [
    (TODAY - timedelta(days=1), time(9), rules.DAY_IS_OVER), (TODAY + timedelta(days=367), time(9), rules.TOO_FAR),
    (TODAY + timedelta(days=366), time(9), None),
    (None, time(9), rules.NO_TIME), (WEEK, None, rules.NO_TIME), (WEEK, time(10), OUTSIDE), (TODAY, time(9), None),
])  # fmt: skip
def test_a_talk_is_on_a_day_to_come_in_the_hours_of_the_person(
    on: date | None, at: time | None, reason: Reason | None
) -> None:
    whom = replace(SOMEBODY, contact=safe_contact(MORNINGS, "RO"))
    meeting = replace(IN_A_WEEK, on=on, at=at)
    for decision in (
        rules.may_meet(meeting, whom),
        rules.may_assign_other("Another service", meeting, Tie.NONE, whom, agrees=True),
    ):
        assert (decision.reason if isinstance(decision, Refused) else None) == reason


@pytest.mark.parametrize("on, at, reason", [
    (TODAY - timedelta(days=1), time(9), rules.DAY_IS_OVER), (WEEK, time(10), OUTSIDE), (WEEK, None, rules.NO_TIME),
])  # fmt: skip
def test_nobody_of_the_register_interprets_at_such_a_time_either(
    on: date, at: time | None, reason: Reason
) -> None:
    whom = replace(SOMEBODY, contact=safe_contact(MORNINGS, "RO"))
    assert ask(meeting=replace(IN_A_WEEK, on=on, at=at), whom=whom, agrees=True) == Refused(reason)


WISHED: list[tuple[Wishes, dict[str, Any], bool]] = [
    (Wishes(sex="f"), {"sex": "f"}, True),
    (Wishes(sex="f"), {"sex": "m"}, False),
    (Wishes(sex="f"), {"sex": ""}, False),
    (Wishes(not_from=frozenset({"UA"})), {}, False),
    (Wishes(not_from=frozenset({"MD"})), {}, True),
    (Wishes(way=WishedWay.TELEPHONE), {}, False),
    (Wishes(way=WishedWay.PRESENT), {}, True),
    (Wishes(dialect="of the west", never="The sister"), {}, True),
    (Wishes(), {"conflicts": frozenset({Conflict.AUTHORITIES})}, False),
    (Wishes(), {"conflicts": frozenset({Conflict.CONSULATE})}, False),
    (Wishes(), {"conflicts": frozenset({Conflict.OTHER_SIDE})}, False),
    (Wishes(), {"conflicts": frozenset({Conflict.COMMUNITY})}, False),
]


@pytest.mark.parametrize("wished, said, holds", WISHED)
def test_what_the_person_wishes_holds_until_they_agree_otherwise(
    wished: Wishes, said: dict[str, Any], holds: bool
) -> None:
    helper, whom = replace(KNOWN, **said), replace(SOMEBODY, wishes=wished)
    assert ask(helper, whom=whom, agrees=True) == Allowed()
    decision = ask(helper, whom=whom)
    assert (decision == Allowed()) is holds
    if not holds:
        assert why(decision) == rules.AGAINST_WISHES


def test_each_wish_that_does_not_hold_is_a_sentence_and_the_person_is_asked_about_all_of_them() -> None:
    whom = replace(SOMEBODY, wishes=Wishes(sex="m", way=WishedWay.TELEPHONE))
    helper = replace(KNOWN, conflicts=frozenset({Conflict.COMMUNITY}))
    sentences = [str(one) for one in rules.to_know(helper, IN_A_WEEK, whom)]
    refused = ask(helper, whom=whom)
    assert isinstance(refused, Refused)
    assert len(sentences) == 3
    assert str(refused.reason.sentence) == " ".join(sentences)
    assert refused.reason.instead == rules.ASK_THEM


def test_whom_it_is_not_safe_to_call_is_not_interpreted_for_by_telephone() -> None:
    whom = replace(SOMEBODY, contact=replace(SOMEBODY.contact, call=Answer3.NO))
    assert rules.may_meet(IN_A_WEEK, whom) == Allowed()
    assert rules.may_meet(replace(IN_A_WEEK, by_telephone=True), whom) == Refused(NOT_BY_TELEPHONE)


def test_of_one_of_another_service_only_the_way_is_known() -> None:
    whom = replace(SOMEBODY, wishes=Wishes(sex="f", way=WishedWay.TELEPHONE))
    named = ("Another service", IN_A_WEEK, Tie.NONE, whom)
    assert why(rules.may_assign_other(*named, agrees=False)) == rules.AGAINST_WISHES
    assert rules.may_assign_other(*named, agrees=True) == Allowed()
    by_telephone = replace(IN_A_WEEK, by_telephone=True)
    assert rules.may_assign_other("Another service", by_telephone, Tie.NONE, whom, agrees=False) == Allowed()
    assert why(rules.may_assign_other(" ", IN_A_WEEK, Tie.NONE, SOMEBODY, agrees=True)) == rules.NO_NAME.code


@pytest.mark.parametrize("profession", Profession)
@pytest.mark.parametrize("supervises", [True, False])
def test_who_supervises_or_coordinates_keeps_the_register(profession: Profession, supervises: bool) -> None:
    does = profession is Profession.COORDINATOR or (supervises and profession is not Profession.ADMINISTRATOR)
    expected = Allowed() if does else Refused(rules.NOT_THE_KEEPER)
    assert rules.may_keep_register(profession, supervises=supervises) == expected


def test_a_change_asks_whether_it_still_stands_and_nothing_else() -> None:
    one = Assignment(uuid.uuid4(), KNOWN.id, "INT-07", IN_A_WEEK, State.PLANNED, "RO")
    assert rules.may_change(one) == Allowed()
    assert why(rules.may_change(replace(one, state=State.ENDED))) == rules.IS_OVER.code
    assert len(signature(rules.may_change).parameters) == 1, "no reason is taken"


@given(st.dictionaries(st.sampled_from([one.name for one in WISHES]), st.one_of(
    st.text(max_size=5), st.integers(), st.lists(st.one_of(st.text(max_size=3), st.integers()), max_size=3),
    st.just({"unanswered": "declined"}), st.none()), max_size=5))  # fmt: skip
def test_wishes_that_another_node_wrote_are_read_whatever_they_are(content: Content) -> None:
    found = wishes(content)
    assert isinstance(found.never, str)
    assert all(isinstance(code, str) for code in found.not_from)
    assert list(found.words) is not None


@given(st.booleans(), st.booleans(), st.text(max_size=9), st.sampled_from(State))
def test_what_is_sealed_is_read_again(is_other: bool, telephone: bool, place: str, state: State) -> None:
    meeting = replace(IN_A_WEEK, by_telephone=telephone, place=place)
    one = Assignment(uuid.uuid4(), None if is_other else KNOWN.id, "INT-07", meeting, state, "RO")
    assert assignment(one.id, stored(one)) == one


@pytest.mark.parametrize("codes", LABELS)
def test_every_code_has_words(codes: Any) -> None:
    assert LABELS[codes].keys() == set(codes)


# --- where a talk is written down: identification support ---


def test_of_the_register_the_reference_is_kept_and_of_others_the_words() -> None:
    assert entered_as([KNOWN], "", {"helper": [str(KNOWN.id)], "tie": ["none"]}) == "INT-07"
    said = {"helper": ["other"], "interpreter": ["Telephone service"], "tie": ["none"]}
    assert entered_as([KNOWN], "", said) == "Telephone service"
    assert entered_as([KNOWN], "", said | {"helper": [""]}) == "Telephone service", (
        "nothing that is typed is lost"
    )
    assert entered_as([KNOWN], "", {"helper": [""]}) == ""


@pytest.mark.parametrize("tie", ["relative", "came_along", ""])
@pytest.mark.parametrize("helper", [str(KNOWN.id), "other"])
def test_a_relative_is_refused_there_too(helper: str, tie: str) -> None:
    with pytest.raises(BadInput) as wrong:
        entered_as([KNOWN], "", {"helper": [helper], "interpreter": ["Her sister"], "tie": [tie]})
    assert set(wrong.value.errors) == {"tie"}


@pytest.mark.parametrize("stands", ["INT-07", "Telephone service"])
def test_what_stands_unchanged_is_not_asked_again_and_another_is(stands: str) -> None:
    asked = {one.name: [one.value] for one in questions([KNOWN], stands, None, {}) if one.value}
    assert entered_as([KNOWN], stands, asked) == stands
    with pytest.raises(BadInput):
        entered_as([KNOWN], stands, {"helper": ["other"], "interpreter": ["Her sister"]})


def test_who_is_not_in_the_register_is_chosen_by_nobody() -> None:
    for helper in (str(uuid.uuid4()), "x"):
        with pytest.raises(BadInput) as wrong:
            entered_as([KNOWN], "", {"helper": [helper], "tie": ["none"]})
        assert set(wrong.value.errors) == {"helper"}
