"""What may be written of a claim, as truth tables."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from safeconduct.rights.codes import Error
from safeconduct.rights.compensation.claim import Claim, Known, Loss, Step, claim_of, stored
from safeconduct.rights.compensation.codes import Above, Head, Hearing, Route, State
from safeconduct.rights.compensation.money import MOST, Currency, Money, amount_in, sums
from safeconduct.rights.compensation.rules import (
    ABOVE_AWARD,
    BEFORE_BIRTH,
    BEFORE_LAST,
    COUNTS_ELSE,
    FOLLOWS,
    NO_AWARD,
    NO_MOVE,
    NOT_AWARDED,
    NOT_BOUND,
    NOT_POSITIVE,
    PAYABLE,
    TOO_MUCH,
    may_know,
    may_lose,
    may_pay,
    may_step,
    may_strike,
    paid,
    stepped,
    struck,
)
from safeconduct.rights.compensation.shown import steps
from safeconduct.rights.rules import AHEAD, LONG_AGO, NO_LINE, RESTS_ON_IT, STRUCK
from safeconduct.rights.sheet import Struck
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

TODAY = date(2026, 11, 29)
EARLIER = TODAY - timedelta(days=30)
KNOWN = Known("BE", "RO")
ERROR = Struck(Error.DETAIL, TODAY, "lawyer")
EUR, RON = Currency.EUR, Currency.RON


def money(amount: str, currency: Currency = EUR) -> Money:
    return Money(Decimal(amount), currency)


def step(state: State, on: date = EARLIER, amount: str = "") -> Step:
    return Step(state, on, "lawyer", money=money(amount) if amount else None)


def payment(
    amount: str, currency: Currency = EUR, counts: Money | None = None, above: Above | None = None
) -> Step:
    return Step(State.PAID_PARTLY, TODAY, "lawyer", "", money(amount, currency), counts, above)


def claim(*steps: Step) -> Claim:
    return Claim(KNOWN, (), steps)


def after(*states: State) -> Claim:
    return claim(*(step(one, amount="1000.00" if one is State.AWARDED else "") for one in states))


def reason(decision: Decision) -> Reason | None:
    return decision.reason if isinstance(decision, Refused) else None


AWARDED = after(State.FILED, State.AWARDED)


def with_payments(before: Claim, *payments: Step) -> Claim:
    for one in payments:
        assert isinstance(may_pay(before, one, today=TODAY), Allowed)
        before = stepped(before, paid(before, one))
    return before


# --- moves ---

_ = State
TABLE: list[tuple[State | None, Sequence[State]]] = [
    # a claim that others began is entered where it stands; nothing begins with an end or with enforcement
    (None, [_.INFORMATION_GIVEN, _.PREPARED, _.FILED, _.ACKNOWLEDGED, _.AWARDED, _.REFUSED]),
    (_.INFORMATION_GIVEN, [_.PREPARED, _.FILED, _.ENDED]),
    (_.PREPARED, [_.FILED, _.ENDED]),
    (_.FILED, [_.ACKNOWLEDGED, _.AWARDED, _.REFUSED, _.ENDED]),
    (_.ACKNOWLEDGED, [_.AWARDED, _.REFUSED, _.ENDED]),
    # an award is changed by another, taken away by a court, enforced, or paid: nobody writes it off
    (_.AWARDED, [_.AWARDED, _.REFUSED, _.ENFORCEMENT]),
    (_.ENFORCEMENT, [_.AWARDED, _.REFUSED]),
    (_.REFUSED, [_.FILED, _.AWARDED, _.ENDED]),
    (_.ENDED, [_.PREPARED, _.FILED]),
]  # fmt: skip


@pytest.mark.parametrize("before, may", TABLE)
def test_what_may_follow(before: State | None, may: Sequence[State]) -> None:
    stands = {
        None: claim(),
        _.ENFORCEMENT: after(_.AWARDED, _.ENFORCEMENT),
        _.ENDED: after(_.FILED, _.ENDED),
    }.get(before) or after(*([before] if before else []))
    given = {one: step(one, TODAY, "5" if one is _.AWARDED else "") for one in State}
    allowed = {one for one, to in given.items() if isinstance(may_step(stands, to, today=TODAY), Allowed)}
    assert allowed == set(may)


def test_every_state_says_what_may_follow() -> None:
    assert FOLLOWS.keys() == {None, *State}
    assert not any(one in may for may in FOLLOWS.values() for one in (State.PAID, State.PAID_PARTLY))


def test_what_was_awarded_is_never_over_before_it_is_paid() -> None:
    for state in (State.AWARDED, State.ENFORCEMENT, State.PAID_PARTLY):
        assert State.ENDED not in FOLLOWS[state]
    assert not AWARDED.is_over
    assert not with_payments(AWARDED, payment("999.99")).is_over
    assert with_payments(AWARDED, payment("999.99"), payment("0.01")).is_over


@pytest.mark.parametrize(
    "to, why",
    [
        (step(State.ACKNOWLEDGED, TODAY), None),
        (step(State.ACKNOWLEDGED, TODAY + timedelta(days=1)), AHEAD),
        (step(State.ACKNOWLEDGED, EARLIER), None),
        (step(State.ACKNOWLEDGED, EARLIER - timedelta(days=1)), BEFORE_LAST),
        (step(State.ACKNOWLEDGED, date(1990, 1, 1)), LONG_AGO),
        (step(State.ACKNOWLEDGED, date(1995, 12, 31)), LONG_AGO),
        (step(State.ACKNOWLEDGED, date(1996, 1, 1)), BEFORE_LAST),
        (step(State.ACKNOWLEDGED, date(1998, 1, 1)), BEFORE_BIRTH),
        (step(State.AWARDED, TODAY), NO_AWARD),
        (step(State.AWARDED, TODAY, "0"), NOT_POSITIVE),
        (step(State.AWARDED, TODAY, "-1"), NOT_POSITIVE),
        (step(State.AWARDED, TODAY, "1000000000"), TOO_MUCH),
        (step(State.AWARDED, TODAY, str(MOST)), None),
        (step(State.AWARDED, TODAY, "0.01"), None),
        (step(State.PAID, TODAY, "5"), NO_MOVE),
    ],
)
def test_days_and_amounts_of_a_step(to: Step, why: Reason | None) -> None:
    born = date(1999, 1, 1) if why is BEFORE_BIRTH else None
    assert reason(may_step(after(State.FILED), to, today=TODAY, born=born)) == why


def test_whoever_was_born_on_a_day_may_have_been_harmed_on_it_and_not_before() -> None:
    born = date(1999, 1, 1)
    for day, why in ((born, None), (born - timedelta(days=1), BEFORE_BIRTH)):
        assert reason(may_know(replace(KNOWN, sample_on=day), today=TODAY, born=born)) == why
        assert reason(may_pay(after_birth(day), replace(payment("5"), on=day), today=TODAY, born=born)) == why


# --- payments ---


def after_birth(day: date) -> Claim:
    """An award whose days lie before any that a test asks for."""
    return claim(step(State.AWARDED, day - timedelta(days=2), "1000.00"))


@pytest.mark.parametrize(
    "stands, pays, why",
    [
        (AWARDED, payment("1000"), None),
        (AWARDED, payment("0.01"), None),
        (AWARDED, payment("0"), NOT_POSITIVE),
        (AWARDED, payment("-5"), NOT_POSITIVE),
        (AWARDED, payment("1000.01"), ABOVE_AWARD),
        (AWARDED, payment("1000.01", above=Above.INTEREST), None),
        # another currency is taken as it came; what it settles only by somebody's word, in the currency of the award
        (AWARDED, payment("9999", RON), None),
        (AWARDED, payment("5000", RON, money("1000")), None),
        (AWARDED, payment("5000", RON, money("1000.01")), ABOVE_AWARD),
        (AWARDED, payment("5000", RON, money("0")), NOT_POSITIVE),
        (AWARDED, payment("5000", RON, money("5000", RON)), COUNTS_ELSE),
        (AWARDED, payment("500", EUR, money("500")), COUNTS_ELSE),
        # only what was awarded is paid
        (after(State.FILED), payment("5"), NOT_AWARDED),
        (after(State.FILED, State.AWARDED, State.REFUSED), payment("5"), NOT_AWARDED),
        (after(State.AWARDED, State.ENFORCEMENT), payment("5"), None),
        (with_payments(AWARDED, payment("400")), payment("600"), None),
        (with_payments(AWARDED, payment("400")), payment("600.01"), ABOVE_AWARD),
        (with_payments(AWARDED, payment("1000")), payment("1"), ABOVE_AWARD),
        (with_payments(AWARDED, payment("1000")), payment("1", above=Above.COSTS), None),
        (AWARDED, replace(payment("5"), on=TODAY + timedelta(days=1)), AHEAD),
        (AWARDED, replace(payment("5"), on=EARLIER - timedelta(days=1)), BEFORE_LAST),
    ],
)
def test_what_may_be_paid(stands: Claim, pays: Step, why: Reason | None) -> None:
    assert reason(may_pay(stands, pays, today=TODAY)) == why


def test_a_payment_without_an_amount_is_none() -> None:
    assert may_pay(AWARDED, replace(payment("5"), money=None), today=TODAY) == Refused(NOT_POSITIVE)


def test_what_ended_is_not_paid_though_its_award_was_never_taken_away() -> None:
    """No step leads there; a claim that came from another release may stand so."""
    ended = after(State.AWARDED, State.ENDED)
    assert ended.award == money("1000.00")
    assert may_pay(ended, payment("5"), today=TODAY) == Refused(NOT_AWARDED)


def test_payments_are_subtracted_in_the_currency_of_the_award_and_never_across() -> None:
    part = with_payments(AWARDED, payment("250.10"), payment("1000", RON))
    assert (part.state, part.unpaid) == (State.PAID_PARTLY, money("749.90"))
    assert part.paid == [money("250.10"), money("1000", RON)]
    whole = with_payments(part, payment("3700", RON, money("749.90")))
    assert (whole.state, whole.unpaid) == (State.PAID, money("0"))


def test_the_step_itself_says_whether_all_is_paid_with_it() -> None:
    part = with_payments(AWARDED, payment("250.10"))
    assert paid(part, payment("749.89")).state is State.PAID_PARTLY
    assert paid(part, replace(payment("749.90"), state=State.PAID_PARTLY)).state is State.PAID
    assert paid(part, replace(payment("749.89"), state=State.PAID)).state is State.PAID_PARTLY
    assert paid(part, payment("749.90", RON)).state is State.PAID_PARTLY
    assert paid(replace(part, steps=()), payment("1")).state is State.PAID_PARTLY, "nothing was awarded"


def test_an_award_that_is_raised_is_open_again_and_one_that_is_lowered_may_be_paid_already() -> None:
    whole = with_payments(AWARDED, payment("1000"))
    raised = stepped(whole, step(State.AWARDED, TODAY, "1500"))
    assert (whole.state, raised.state, raised.unpaid) == (State.PAID, State.AWARDED, money("500"))
    part = with_payments(AWARDED, payment("400"))
    assert stepped(part, step(State.AWARDED, TODAY, "300")).state is State.PAID


def test_enforcement_goes_on_after_a_payment_in_part() -> None:
    part = with_payments(after(State.AWARDED, State.ENFORCEMENT), payment("400"))
    again = stepped(part, step(State.ENFORCEMENT, TODAY))
    assert (part.state, again.state, again.unpaid) == (State.PAID_PARTLY, State.ENFORCEMENT, money("600"))
    assert State.ENFORCEMENT in FOLLOWS[State.PAID_PARTLY]


def test_where_it_can_be_paid_something_is_awarded() -> None:
    assert {State.AWARDED, State.PAID_PARTLY, State.PAID, State.ENFORCEMENT} == PAYABLE


# --- written in error ---


def without(stands: Claim, *numbers: int) -> Claim:
    for number in numbers:
        stands = struck(stands, number, ERROR)
    return stands


PAID_IN_TWO = with_payments(AWARDED, payment("400"), payment("600"))


@pytest.mark.parametrize(
    "stands, number, why",
    [
        (AWARDED, 1, None),
        (AWARDED, 0, None),
        (AWARDED, 2, NO_LINE),
        (AWARDED, -1, NO_LINE),
        (without(AWARDED, 1), 1, STRUCK),
        # a payment rests on an award, and enforcement too
        (PAID_IN_TWO, 1, RESTS_ON_IT),
        (after(State.AWARDED, State.ENFORCEMENT), 0, RESTS_ON_IT),
        (without(PAID_IN_TWO, 2, 3), 1, None),
        (PAID_IN_TWO, 2, None),
        (PAID_IN_TWO, 3, None),
        (after(State.FILED, State.ENDED), 0, RESTS_ON_IT),
    ],
)
def test_what_may_be_said_to_be_wrong(stands: Claim, number: int, why: Reason | None) -> None:
    assert reason(may_strike(stands, number)) == why


def test_what_was_paid_in_error_is_unpaid_again_and_stays_to_be_read() -> None:
    wrong = without(PAID_IN_TWO, 2)
    assert (PAID_IN_TWO.state, wrong.state, wrong.unpaid) == (State.PAID, State.PAID_PARTLY, money("400"))
    assert not wrong.is_over
    assert wrong.steps == PAID_IN_TWO.steps
    assert [str(line.name) for line in steps(wrong)][:2] == ["Paid in part", "Paid in part"]
    assert [bool(line.struck) for line in steps(wrong)] == [False, True, False, False]
    again = with_payments(wrong, payment("400"))
    assert (again.state, again.struck) == (State.PAID, wrong.struck)
    assert without(AWARDED, 1).award is None
    assert claim_of(stored(wrong)) == wrong


# --- what is known ---


@pytest.mark.parametrize(
    "known, why",
    [
        (Known("BE", "RO", (Route.CROSS_BORDER_2004_80,)), None),
        (Known("BE", "BE", (Route.CROSS_BORDER_2004_80,)), NOT_BOUND),
        (Known("BE", "BE", (Route.STATE_FUND,)), None),
        (Known("BE", "RO", deadline=TODAY + timedelta(days=365)), None),
        (Known("BE", "RO", sample_on=TODAY + timedelta(days=1)), AHEAD),
        (Known("BE", "RO", sample_on=TODAY), None),
    ],
)
def test_what_may_be_known(known: Known, why: Reason | None) -> None:
    assert reason(may_know(known, today=TODAY)) == why


@pytest.mark.parametrize(
    "amount, why", [(None, None), ("0.01", None), ("0", NOT_POSITIVE), ("-1", NOT_POSITIVE)]
)
def test_what_was_lost_is_more_than_nothing_or_not_counted_yet(
    amount: str | None, why: Reason | None
) -> None:
    assert reason(may_lose([Loss(Head.WAGES, money(amount) if amount else None)])) == why


# --- amounts ---


@pytest.mark.parametrize(
    "typed, amount",
    [
        ("1250", "1250.00"), ("1250.5", "1250.50"), ("1250,50", "1250.50"), ("1 250,50", "1250.50"),
        ("1'250.50", "1250.50"), ("14.000,50", "14000.50"), ("1,250,000.5", "1250000.50"), ("0", "0.00"),
        # two different amounts in two countries: not guessed
        ("1.250", None), ("1,250", None), ("1.250,50", "1250.50"),
        ("-5", None), ("+5", None), ("1e3", None), ("٣", None), ("", None), ("5.", None), ("EUR 5", None),
        ("1234567890", None), ("NaN", None),
    ],
)  # fmt: skip
def test_an_amount_is_read_or_refused_and_never_guessed(typed: str, amount: str | None) -> None:
    assert amount_in(typed) == (Decimal(amount) if amount else None)


def test_sums_are_exact_and_each_currency_by_itself() -> None:
    found = sums([money("0.10"), money("0.20"), money("1", RON), money("0.70")])
    assert found == {EUR: Decimal("1.00"), RON: Decimal(1)}


def test_a_claim_comes_out_as_it_went_in() -> None:
    known = Known(
        "BE", "RO", (Route.STATE_FUND, Route.CRIMINAL_COURT), "Court of X, 12/26", TODAY, "BE-CO-01", "fr",
        Hearing.VIDEO, EARLIER,
    )  # fmt: skip
    losses = (Loss(Head.WAGES, money("0.30"), "Pay slips"), Loss(Head.OTHER, None, "A letter"))
    steps = (*AWARDED.steps, payment("5000", RON, money("1000"), Above.INTEREST))
    assert claim_of(stored(Claim(known, losses, steps))) == Claim(known, losses, steps)
    assert claim_of(stored(Claim(KNOWN))) == Claim(KNOWN)
