"""Four eyes as a truth table: who may propose, write anew, sign, decline and compare, whatever the content is."""

from datetime import date
from itertools import product
from uuid import UUID, uuid4

import pytest

from safeconduct.agencies.four_eyes import rules
from safeconduct.agencies.four_eyes.rules import Outcome, Stands
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Refused

TODAY = date(2026, 11, 29)
ONE, OTHER = uuid4(), uuid4()
READ = "a" * 64


def code(decision: object) -> str:
    return decision.reason.code if isinstance(decision, Refused) else "allowed"


SIGNING = [
    # outcome, who signs, checks, what was read, base stands, compared on, answer, why
    (
        Outcome.WAITS,
        OTHER,
        True,
        READ,
        True,
        TODAY,
        "allowed",
        "a second person with the capacity, who read this",
    ),
    (Outcome.WAITS, ONE, True, READ, True, TODAY, "own_proposal", "who proposes cannot sign"),
    (
        Outcome.WAITS,
        OTHER,
        False,
        READ,
        True,
        TODAY,
        "not_a_reviewer",
        "no capacity for this subject and scope",
    ),
    (
        Outcome.WAITS,
        OTHER,
        True,
        "b" * 64,
        True,
        TODAY,
        "proposal_read_again",
        "it was changed after it was read",
    ),
    (Outcome.WAITS, OTHER, True, "", True, TODAY, "proposal_read_again", "nothing says what was read"),
    (
        Outcome.WAITS,
        OTHER,
        True,
        READ,
        False,
        TODAY,
        "proposal_read_again",
        "what it would change has changed",
    ),
    (Outcome.WAITS, OTHER, True, READ, True, date(2026, 11, 30), "compared_ahead", "a day to come"),
    (Outcome.SIGNED, OTHER, True, READ, True, TODAY, "proposal_answered", "signed once"),
    (Outcome.DECLINED, OTHER, True, READ, True, TODAY, "proposal_answered", "declined is over"),
    (Outcome.WITHDRAWN, OTHER, True, READ, True, TODAY, "proposal_answered", "taken back is over"),
]


@pytest.mark.parametrize(
    "outcome, by, checks, read, is_base, on, said, why", SIGNING, ids=[row[-1] for row in SIGNING]
)
def test_who_signs(
    outcome: Outcome, by: UUID, checks: bool, read: str, is_base: bool, on: date, said: str, why: str
) -> None:
    stands = Stands(outcome, ONE, READ, is_base)
    assert code(rules.may_sign(stands, by=by, checks=checks, read=read, on=on, today=TODAY)) == said


def test_of_everything_that_can_be_so_one_row_only_is_signed() -> None:
    signed = [
        (outcome, by, checks, read, is_base)
        for outcome, by, checks, read, is_base in product(
            Outcome, (ONE, OTHER), (True, False), (READ, ""), (True, False)
        )
        if rules.may_sign(
            Stands(outcome, ONE, READ, is_base), by=by, checks=checks, read=read, on=TODAY, today=TODAY
        )
    ]
    assert signed == [(Outcome.WAITS, OTHER, True, READ, True)]


@pytest.mark.parametrize("edits, waits, said", [
    (True, False, "allowed"), (True, True, "proposal_waits"), (False, False, "not_an_editor"),
    (False, True, "not_an_editor"),
])  # fmt: skip
def test_who_proposes(edits: bool, waits: bool, said: str) -> None:
    assert code(rules.may_propose(edits=edits, waits=waits)) == said


@pytest.mark.parametrize("outcome, by, edits, said", [
    (Outcome.WAITS, ONE, True, "allowed"), (Outcome.WAITS, OTHER, True, "not_your_proposal"),
    (Outcome.WAITS, ONE, False, "not_an_editor"), (Outcome.SIGNED, ONE, True, "proposal_answered"),
])  # fmt: skip
def test_only_who_proposed_writes_it_anew_and_only_while_it_waits(
    outcome: Outcome, by: UUID, edits: bool, said: str
) -> None:
    assert code(rules.may_change(Stands(outcome, ONE, READ), by=by, edits=edits)) == said


@pytest.mark.parametrize("why, said", [("It is 90 days.", "allowed"), (" ", "declined_without_why")])
def test_declining_says_why(why: str, said: str) -> None:
    stands = Stands(Outcome.WAITS, ONE, READ, is_base=False)
    assert code(rules.may_decline(stands, by=OTHER, checks=True, read=READ, why=why)) == said
    assert code(rules.may_decline(stands, by=ONE, checks=True, read=READ, why=why)) == "own_proposal"


@pytest.mark.parametrize("author, checks, stands, on, said", [
    (None, True, READ, TODAY, "allowed"), (ONE, True, READ, TODAY, "allowed"),
    (OTHER, True, READ, TODAY, "own_proposal"),
    (None, False, READ, TODAY, "not_a_reviewer"), (None, True, "", TODAY, "proposal_read_again"),
    (None, True, READ, date(2027, 1, 1), "compared_ahead"),
])  # fmt: skip
def test_what_stands_is_compared_by_somebody_else_than_who_proposed_it(
    author: UUID | None, checks: bool, stands: str, on: date, said: str
) -> None:
    decision = rules.may_compare(
        proposed_by=author,
        by=OTHER,
        checks=checks,
        read=READ,
        stands=stands,
        on=on,
        today=TODAY,
    )
    assert code(decision) == said


def test_rules_of_law_are_checked_by_lawyers_and_other_subjects_by_whoever_is_named() -> None:
    assert [one for one in Profession if rules.may_check("rule", one)] == [Profession.LAWYER]
    assert all(rules.may_check("page", one) for one in Profession)
