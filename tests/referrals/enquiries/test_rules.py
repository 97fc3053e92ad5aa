"""Who may ask and answer without a name, and where an enquiry stands: as truth tables."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from safeconduct.referrals.enquiries import rules
from safeconduct.referrals.enquiries.rules import Asked, Facts, Standing
from safeconduct.referrals.moves import Side, State
from safeconduct.vocabulary.codes import Answer3, Feasibility, Profession, Urgency
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
S, R = Side.SENDER, Side.RECEIVER
YES, NO, NOBODY_KNOWS = Answer3.YES, Answer3.NO, Answer3.UNKNOWN
SOCIAL, JUDGE, TRAINER = Profession.SOCIAL_WORKER, Profession.JUDGE, Profession.TRAINER
TAKES, ADULTS, OWN = Asked(False, True), Asked(False, False), Asked(True, True)
GUARDIAN = Asked(False, True, is_for_minors=True)


def code(decision: Decision) -> str:
    assert isinstance(decision, get_args(Decision.__value__))
    return decision.reason.code if isinstance(decision, Refused) else ""


def facts(side: Side, state: str) -> Facts:
    """An enquiry in this state at NOW, on this side."""
    answer = {"yes": Feasibility.POSSIBLE, "from": Feasibility.POSSIBLE_FROM, "no": Feasibility.NOT_POSSIBLE,
              "other": Feasibility.ASK_OTHER}.get(state)  # fmt: skip
    return Facts(
        side, NOW if state == "lapsed" else LATER, answer or (Feasibility.POSSIBLE if "yes" in state else None),
        is_withdrawn="withdrawn" in state, is_converted="converted" in state, is_taken="taken" in state,
    )  # fmt: skip


@pytest.mark.parametrize(("state", "expected"), [
    ("open", Standing.OPEN),
    ("lapsed", Standing.LAPSED),
    ("yes", Standing.ANSWERED),
    ("no", Standing.ANSWERED),
    ("withdrawn", Standing.WITHDRAWN),
    ("yes withdrawn", Standing.WITHDRAWN),
    ("yes converted", Standing.CONVERTED),
])  # fmt: skip
def test_what_somebody_did_comes_before_what_time_did(state: str, expected: Standing) -> None:
    assert rules.standing(facts(S, state), NOW) is expected


def test_an_answer_that_comes_late_is_one() -> None:
    late = Facts(S, NOW - timedelta(days=1), Feasibility.POSSIBLE)
    assert rules.standing(late, NOW) is Standing.ANSWERED


@pytest.mark.parametrize(("profession", "services", "is_child", "note", "expected"), [
    # one or several, at home or abroad
    (SOCIAL, [TAKES], NO, "", ""),
    (SOCIAL, [TAKES] * 10, NO, "Needs a ramp.", ""),
    (SOCIAL, [TAKES] * 11, NO, "", "too_many_services"),
    (SOCIAL, [], NO, "", "no_service_chosen"),
    (SOCIAL, [TAKES, OWN], NO, "", "own_service"),
    # doubt is treated as a child
    (SOCIAL, [ADULTS], NO, "", ""),
    (SOCIAL, [ADULTS], YES, "", "not_for_children"),
    (SOCIAL, [ADULTS], NOBODY_KNOWS, "", "not_for_children"),
    (SOCIAL, [TAKES, ADULTS], NOBODY_KNOWS, "", "not_for_children"),
    # and a guardian for minors is asked for no adult
    (SOCIAL, [GUARDIAN], YES, "", ""),
    (SOCIAL, [GUARDIAN], NOBODY_KNOWS, "", ""),
    (SOCIAL, [TAKES, GUARDIAN], NO, "", "not_for_adults"),
    # who opens no case asks nothing
    (JUDGE, [TAKES], NO, "", "enquiry_not_your_work"),
    (TRAINER, [TAKES], NO, "", "enquiry_not_your_work"),
    # a note about somebody
    (SOCIAL, [TAKES], NO, "A bed for Zdravka", "personal_data"),
    (SOCIAL, [TAKES], NO, "a" * 301, "note_too_long"),
    (SOCIAL, [TAKES], NO, "a" * 300, ""),
])  # fmt: skip
def test_who_may_ask_whom(
    profession: Profession, services: list[Asked], is_child: Answer3, note: str, expected: str
) -> None:
    assert code(rules.may_ask(profession, services, is_child=is_child, note=note)) == expected


@pytest.mark.parametrize(("state", "by_asked", "by_asker", "converts"), [
    # may the asked side answer?           may the asker take it back?   may the asker refer?
    ("open", "", "", "enquiry_not_a_yes"),
    ("lapsed", "", "", "enquiry_not_a_yes"),
    ("yes", "enquiry_answered_already", "", ""),
    ("from", "enquiry_answered_already", "", ""),
    ("no", "enquiry_answered_already", "", "enquiry_not_a_yes"),
    ("other", "enquiry_answered_already", "", "enquiry_not_a_yes"),
    ("taken", "", "", "enquiry_not_a_yes"),
    ("yes taken", "enquiry_answered_already", "", ""),
    ("withdrawn", "enquiry_is_over", "enquiry_is_over", "enquiry_is_over"),
    ("yes withdrawn", "enquiry_is_over", "enquiry_is_over", "enquiry_is_over"),
    ("yes converted", "enquiry_is_over", "enquiry_is_over", "enquiry_is_over"),
])  # fmt: skip
def test_who_may_do_what_with_it(state: str, by_asked: str, by_asker: str, converts: str) -> None:
    assert code(rules.may_answer(facts(R, state), NOW)) == by_asked
    assert code(rules.may_withdraw(facts(S, state), NOW)) == by_asker
    assert code(rules.may_convert(facts(S, state), NOW)) == converts


@pytest.mark.parametrize("state", ["open", "lapsed", "yes", "withdrawn"])
def test_neither_side_acts_for_the_other(state: str) -> None:
    assert code(rules.may_answer(facts(S, state), NOW)) == "not_asked_of_you"
    assert code(rules.may_withdraw(facts(R, state), NOW)) == "not_the_asker"
    assert code(rules.may_convert(facts(R, state), NOW)) == "not_the_asker"


@pytest.mark.parametrize(("answer", "day", "expected"), [
    (Feasibility.POSSIBLE, None, ""),
    (Feasibility.POSSIBLE, NOW.date(), "no_day_of_possible"),
    (Feasibility.NOT_POSSIBLE, None, ""),
    (Feasibility.POSSIBLE_FROM, None, "no_day_of_possible"),
    (Feasibility.POSSIBLE_FROM, NOW.date(), ""),
    (Feasibility.POSSIBLE_FROM, NOW.date() - timedelta(days=1), "no_day_of_possible"),
    (Feasibility.POSSIBLE_FROM, NOW.date() + rules.LATEST, ""),
    (Feasibility.POSSIBLE_FROM, NOW.date() + rules.LATEST + timedelta(days=1), "no_day_of_possible"),
])  # fmt: skip
def test_only_possible_from_has_a_day_and_it_needs_one(
    answer: Feasibility, day: date | None, expected: str
) -> None:
    assert code(rules.is_answer_whole(answer, possible_from=day, today=NOW.date())) == expected


@pytest.mark.parametrize("profession", list(Profession))
def test_everybody_who_can_have_a_case_takes_part(profession: Profession) -> None:
    can = profession.value not in {"judge", "trainer", "editor", "administrator"}
    assert isinstance(rules.may_take_part(profession), Allowed) is can


@pytest.mark.parametrize("urgency", Urgency)
def test_in_an_emergency_an_answer_is_waited_for_by_the_hour(urgency: Urgency) -> None:
    expected = State.SENT if urgency is Urgency.EMERGENCY else State.ACKNOWLEDGED
    assert rules.clock_of(urgency) is expected


@pytest.mark.parametrize(("is_child", "takes_children", "refused"), [
    (YES, False, True), (NOBODY_KNOWS, False, True), (NO, False, False),
    (YES, True, False), (NOBODY_KNOWS, True, False), (NO, True, False),
])  # fmt: skip
def test_of_a_child_or_who_may_be_one_only_a_service_for_children_is_asked(
    is_child: Answer3, takes_children: bool, refused: bool
) -> None:
    decision = rules.may_be_for(is_child, takes_children=takes_children)
    assert decision == (Refused(rules.NOT_FOR_CHILDREN) if refused else Allowed())
