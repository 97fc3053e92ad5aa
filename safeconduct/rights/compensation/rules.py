"""What may be written of a claim: moves that follow one another, days in their order, amounts that can be so. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from safeconduct.rights.compensation.claim import PAYMENTS, Claim, Known, Loss, Step, settled_of
from safeconduct.rights.compensation.codes import Route, State
from safeconduct.rights.compensation.money import MOST, Money
from safeconduct.rights.rules import AHEAD, LONG_AGO, NO_LINE, RESTS_ON_IT, STRUCK, YEARS_BACK
from safeconduct.rights.sheet import Struck
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

NO_MOVE = Reason(
    "claim_no_such_move", _("This cannot follow what is written of this claim."), _("Look at what stands there.")
)  # fmt: skip
BEFORE_LAST = Reason(
    "claim_before_the_last",
    _("This day lies before the last thing that is written of this claim."),
    _("Enter that day or a later one."),
)
BEFORE_BIRTH = Reason(
    "claim_before_birth", _("This day lies before the person was born."), _("Look at the year.")
)
NO_AWARD = Reason(
    "claim_no_award", _("How much was awarded is missing."), _("Enter the amount and its currency.")
)
NOT_POSITIVE = Reason("claim_not_positive", _("An amount is more than nothing."), _("Enter what was paid."))
TOO_MUCH = Reason("claim_too_much", _("No amount is this high here."), _("Look at the digits."))
NOT_AWARDED = Reason(
    "claim_not_awarded", _("Nothing stands awarded that could be paid."), _("Write down the award first.")
)
ABOVE_AWARD = Reason(
    "claim_above_award",
    _("This is more than is still unpaid of the award."),
    _("Look at the amount. If it is right, say why more was paid."),
)
COUNTS_ELSE = Reason(
    "claim_counts_else",
    _("What a payment settles is asked only where it was paid in another currency than the award."),
    _("Leave it empty, or enter it in the currency of the award."),
)
NOT_BOUND = Reason(
    "claim_one_country",
    _("Directive 2004/80/EC is for a crime in another state than the one where the person lives."),
    _("Choose another way, or look at the two countries."),
)

FOLLOWS: Mapping[State | None, frozenset[State]] = {
    None: frozenset(
        {
            State.INFORMATION_GIVEN, State.PREPARED, State.FILED, State.ACKNOWLEDGED, State.AWARDED, State.REFUSED,
        }
    ),
    State.INFORMATION_GIVEN: frozenset({State.PREPARED, State.FILED, State.ENDED}),
    State.PREPARED: frozenset({State.FILED, State.ENDED}),
    State.FILED: frozenset({State.ACKNOWLEDGED, State.AWARDED, State.REFUSED, State.ENDED}),
    State.ACKNOWLEDGED: frozenset({State.AWARDED, State.REFUSED, State.ENDED}),
    State.AWARDED: frozenset({State.AWARDED, State.REFUSED, State.ENFORCEMENT}),
    State.REFUSED: frozenset({State.FILED, State.AWARDED, State.ENDED}),
    State.PAID_PARTLY: frozenset({State.AWARDED, State.ENFORCEMENT}),
    State.PAID: frozenset({State.AWARDED}),
    State.ENFORCEMENT: frozenset({State.AWARDED, State.REFUSED}),
    State.ENDED: frozenset({State.PREPARED, State.FILED}),
}  # fmt: skip
"""What may follow, payments apart. A claim that others began is entered where it stands; an award that is changed is
awarded again. From an award nothing leads to an end but payment, or a decision that takes it away."""

PAYABLE = frozenset({State.AWARDED, State.PAID_PARTLY, State.PAID, State.ENFORCEMENT})
"""Where a payment can be written down; when all is paid, only what was paid beyond it, with why."""


def may_know(known: Known, *, today: date, born: date | None = None) -> Decision:
    """Whether this may be written of where and how it is claimed. A deadline may lie ahead; it should."""
    if known.sample_on and (wrong := _day_wrong(known.sample_on, today=today, born=born)):
        return Refused(wrong)
    if Route.CROSS_BORDER_2004_80 in known.routes and known.happened == known.lives:
        return Refused(NOT_BOUND)
    return Allowed()


def may_lose(losses: Iterable[Loss]) -> Decision:
    """Whether these amounts can be so."""
    return _amounts([one.money for one in losses if one.money])


def may_step(claim: Claim, step: Step, *, today: date, born: date | None = None) -> Decision:
    """Whether this may be the next step; payments are asked of `may_pay`."""
    if step.state not in FOLLOWS[claim.state]:
        return Refused(NO_MOVE)
    if wrong := _step_wrong(claim, step, today=today, born=born):
        return Refused(wrong)
    if step.state is not State.AWARDED:
        return Allowed()
    return _amounts([step.money]) if step.money else Refused(NO_AWARD)


def may_pay(claim: Claim, step: Step, *, today: date, born: date | None = None) -> Decision:
    """Whether this may be written as a payment: in the currency of the award, or in another with what that settles."""
    award, unpaid = claim.award, claim.unpaid
    if claim.state not in PAYABLE or award is None or unpaid is None:
        return Refused(NOT_AWARDED)
    if wrong := _step_wrong(claim, step, today=today, born=born):
        return Refused(wrong)
    if step.money is None:
        return Refused(NOT_POSITIVE)
    if step.counts and (step.money.currency is award.currency or step.counts.currency is not award.currency):
        return Refused(COUNTS_ELSE)
    amounts = _amounts([step.money, *([step.counts] if step.counts else [])])
    if isinstance(amounts, Refused):
        return amounts
    settles = step.counts or step.money
    if settles.currency is award.currency and settles.amount > unpaid.amount and step.above is None:
        return Refused(ABOVE_AWARD)
    return Allowed()


def stepped(claim: Claim, step: Step) -> Claim:
    """The claim with one more step."""
    return replace(claim, steps=(*claim.steps, step))


def may_strike(claim: Claim, number: int) -> Decision:
    """Whether a step may be said to be wrong: it is there, nobody said so yet, and what is left follows one another."""
    if not 0 <= number < len(claim.steps):
        return Refused(NO_LINE)
    if number in claim.struck:
        return Refused(STRUCK)
    left = Claim(claim.known)
    for at, step in enumerate(claim.steps):
        if at == number or at in claim.struck:
            continue
        follows = left.state in PAYABLE if step.state in PAYMENTS else step.state in FOLLOWS[left.state]
        if not follows:
            return Refused(RESTS_ON_IT)
        left = stepped(left, step)
    return Allowed()


def struck(claim: Claim, number: int, how: Struck) -> Claim:
    """The claim with one step that counts no more."""
    return replace(claim, struck={**claim.struck, number: how})


def paid(claim: Claim, payment: Step) -> Step:
    """The payment as a step: paid, or paid in part. Ask `may_pay` first."""
    settled = settled_of((*claim.payments, payment), claim.award.currency) if claim.award else Decimal(0)
    is_all = claim.award is not None and settled >= claim.award.amount
    return replace(payment, state=State.PAID if is_all else State.PAID_PARTLY)


def _amounts(amounts: Iterable[Money]) -> Decision:
    for one in amounts:
        if one.amount <= Decimal(0):
            return Refused(NOT_POSITIVE)
        if one.amount > MOST:
            return Refused(TOO_MUCH)
    return Allowed()


def _step_wrong(claim: Claim, step: Step, *, today: date, born: date | None) -> Reason | None:
    if wrong := _day_wrong(step.on, today=today, born=born):
        return wrong
    return BEFORE_LAST if claim.since and step.on < claim.since else None


def _day_wrong(day: date, *, today: date, born: date | None) -> Reason | None:
    if day > today:
        return AHEAD
    if born and day < born:
        return BEFORE_BIRTH
    return LONG_AGO if day.year < today.year - YEARS_BACK else None
