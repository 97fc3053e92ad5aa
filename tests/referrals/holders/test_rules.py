"""Truth tables: when the sender may know who holds what over there, who says it, who asks and who answers."""

from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module

import pytest

from safeconduct.referrals.holders import rules
from safeconduct.referrals.holders.rules import Between, Naming
from safeconduct.referrals.moves import State
from safeconduct.referrals.tasks.rules import UNDER_WAY
from safeconduct.vocabulary.codes import AskFor, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

TODAY = date(2027, 3, 1)
GOOD = Between(
    state=State.IN_SERVICE,
    is_consent_live=True,
    has_consent=True,
    may_tell=True,
    sectors=frozenset({Sector.SHELTER, Sector.HEALTH}),
)
SAYS = Naming(has_file=True, is_held=True, is_yours=True, person_agrees=True)


def said(decision: Decision) -> Reason | None:
    return decision.reason if isinstance(decision, Refused) else None


@pytest.mark.parametrize("state", State)
def test_it_is_said_while_the_referral_is_under_way_and_in_no_other_state(state: State) -> None:
    expected = None if state in UNDER_WAY else rules.NOT_UNDER_WAY
    assert said(rules.may_know(replace(GOOD, state=state))) == expected


@pytest.mark.parametrize(("change", "reason"), [
    ({"is_consent_live": False}, rules.NOT_UNDER_WAY),
    ({"has_consent": False}, rules.NO_CONSENT),
    ({"may_tell": False}, rules.MAY_NOT_TELL),
    ({"sectors": frozenset({Sector.SHELTER, Sector.POLICE})}, rules.BEHIND_THE_FIREWALL),
    ({"sectors": frozenset({Sector.PROSECUTION, Sector.LEGAL})}, rules.BEHIND_THE_FIREWALL),
])  # fmt: skip
def test_each_thing_that_is_missing_stops_naming_asking_and_answering(
    change: dict[str, object], reason: Reason
) -> None:
    between = replace(GOOD, **change)  # type: ignore[arg-type]  # one of its members
    assert said(rules.may_name(between, SAYS)) == reason
    assert said(rules.may_ask(between, has_place=True, is_named=True, is_waiting=False)) == reason
    answered = rules.may_answer(between, holds_it=True, is_answered=False, until=TODAY, today=TODAY)
    assert said(answered) == reason


@pytest.mark.parametrize(("change", "reason"), [
    ({}, None),
    ({"has_file": False}, rules.NO_OWN_FILE),
    ({"is_held": False}, rules.NOT_HELD),
    ({"is_yours": False}, rules.NOT_YOURS),
    ({"person_agrees": False}, rules.PERSON_NOT_ASKED),
])  # fmt: skip
def test_the_holder_is_named_by_who_may_say_it_once_the_person_agrees(
    change: dict[str, bool], reason: Reason | None
) -> None:
    assert said(rules.may_name(GOOD, replace(SAYS, **change))) == reason


@pytest.mark.parametrize(("place", "named", "waits", "reason"), [
    (True, True, False, None),
    (False, True, False, rules.ASKS_WITHOUT_A_PLACE),
    (True, False, False, rules.NOT_NAMED),
    (True, True, True, rules.WAITS),
])  # fmt: skip
def test_the_team_asks_a_holder_that_was_named_and_waits_for_the_answer(
    place: bool, named: bool, waits: bool, reason: Reason | None
) -> None:
    assert said(rules.may_ask(GOOD, has_place=place, is_named=named, is_waiting=waits)) == reason


@pytest.mark.parametrize(("holds", "answered", "days", "reason"), [
    (True, False, 0, None),
    (False, False, 0, rules.NOT_THE_HOLDER),
    (True, True, 0, rules.ANSWERED),
    (True, False, -1, rules.OVER),
])  # fmt: skip
def test_the_holder_answers_once_and_in_time(
    holds: bool, answered: bool, days: int, reason: Reason | None
) -> None:
    until = TODAY + timedelta(days=days)
    decision = rules.may_answer(GOOD, holds_it=holds, is_answered=answered, until=until, today=TODAY)
    assert said(decision) == reason
    assert isinstance(decision, Allowed) is (reason is None)


def test_the_database_asks_the_same_states_and_codes() -> None:
    locks = import_module("safeconduct.referrals.migrations.0027_holders")
    assert set(locks.UNDER_WAY) == set(UNDER_WAY)
    assert set(locks.PURPOSES) == set(AskFor)
    assert set(locks.ANSWERS) == {"", *rules.HolderAnswer}
