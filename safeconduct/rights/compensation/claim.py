"""One claim for compensation, as it is sealed: where, what was lost, and every step with its amount. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from safeconduct.cases.answering import Content
from safeconduct.rights.codes import Error
from safeconduct.rights.compensation.codes import Above, Head, Hearing, Route, State
from safeconduct.rights.compensation.money import Currency, Money, each
from safeconduct.rights.sheet import Struck


@dataclass(frozen=True, slots=True)
class Loss:
    """One head of loss; without an amount as long as nobody has counted it."""

    head: Head
    money: Money | None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What happened on a day. An award and a payment have an amount."""

    state: State
    on: date
    role: str
    evidence: str = ""
    money: Money | None = None
    counts: Money | None = None
    """Of a payment in another currency: how much of the award it settles, by the paper of who paid. Never computed."""
    above: Above | None = None

    @property
    def settles(self) -> Money | None:
        """What a payment settles, where that is known in the currency of the award."""
        return (self.counts or self.money) if self.state in PAYMENTS else None


PAYMENTS = frozenset({State.PAID_PARTLY, State.PAID})


@dataclass(frozen=True, slots=True)
class Known:
    """Where and how it is claimed."""

    happened: str
    """The country where it happened: its authority or court decides."""
    lives: str
    """The country where the person lives: its authority helps."""
    routes: tuple[Route, ...] = ()
    before: str = ""
    deadline: date | None = None
    deadline_rule: str = ""
    """The identifier of the rule by which somebody counted it; "" where a document or a lawyer says it."""
    language: str = ""
    hearing: Hearing | None = None
    sample_on: date | None = None
    """When a sample application was handed over."""
    next_on: date | None = None
    """The next day on which something has to happen, as the lawyer has it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with its steps, the earliest first."""

    known: Known
    losses: tuple[Loss, ...] = ()
    steps: tuple[Step, ...] = ()
    struck: Mapping[int, Struck] = field(default_factory=dict)
    """What was written in error, by its number from 0. It stays in its place, and counts no more."""
    settled: tuple[date, ...] = ()
    """Days of which nobody has to be told any more."""

    @property
    def counting(self) -> tuple[Step, ...]:
        """The steps that count."""
        return tuple(step for number, step in enumerate(self.steps) if number not in self.struck)

    @property
    def award(self) -> Money | None:
        """What stands awarded: the last decision, where it was not refused afterwards."""
        for step in reversed(self.counting):
            if step.state is State.REFUSED:
                return None
            if step.state is State.AWARDED:
                return step.money
        return None

    @property
    def payments(self) -> tuple[Step, ...]:
        """What was paid, each on its day."""
        return tuple(step for step in self.counting if step.state in PAYMENTS)

    @property
    def paid(self) -> list[Money]:
        """What was paid, by the currency in which it was."""
        return each(step.money for step in self.payments if step.money)

    @property
    def unpaid(self) -> Money | None:
        """How much of the award nobody has paid; None where nothing stands awarded.

        A payment in another currency lowers it only where somebody wrote down how much of the award it settles.
        """
        if (award := self.award) is None:
            return None
        settled = settled_of(self.payments, award.currency)
        return Money(max(award.amount - settled, Decimal(0)), award.currency)

    @property
    def state(self) -> State | None:
        """How far it has come; None where no step is written. What is settled is paid, whatever was written last."""
        if not self.counting:
            return None
        if (unpaid := self.unpaid) is not None:
            if not unpaid.amount:
                return State.PAID
            if self.counting[-1].state is State.PAID:
                return State.PAID_PARTLY
        return self.counting[-1].state

    @property
    def since(self) -> date | None:
        """Since when it stands so."""
        return self.counting[-1].on if self.counting else None

    @property
    def is_over(self) -> bool:
        """Whether nothing is waited for: paid, or the person goes no further. An award without payment never is."""
        return self.state in (State.PAID, State.ENDED)


@dataclass(frozen=True, slots=True)
class OneClaim:
    """A claim with its own id: a person may have several."""

    id: UUID
    claim: Claim


def days_of(claim: Claim) -> list[date]:
    """The days of which its lawyer is told: the last one to claim until it is filed, the next one until it is over."""
    known, days = claim.known, list[date]()
    if known.deadline and _is_to_file(claim, known.deadline):
        days.append(known.deadline)
    return [*days, known.next_on] if known.next_on and not claim.is_over else days


def _is_to_file(claim: Claim, deadline: date) -> bool:
    """Whether it still has to be filed by this day: after a refusal by a later one, for instance against it."""
    if claim.state is State.REFUSED:
        return claim.since is None or deadline >= claim.since
    return claim.state in (None, State.INFORMATION_GIVEN, State.PREPARED)


def settled_of(payments: Iterable[Step], currency: Currency) -> Decimal:
    """How much of an award in this currency these payments settle."""
    settled = [step.settles for step in payments]
    return sum((one.amount for one in settled if one and one.currency is currency), Decimal(0))


def stored(claim: Claim) -> Content:
    """The claim as it is sealed. Amounts are texts: a float would lose a cent."""
    known = claim.known
    return {
        "happened": known.happened, "lives": known.lives, "routes": [one.value for one in known.routes],
        "before": known.before, "deadline": _iso(known.deadline), "deadline_rule": known.deadline_rule,
        "language": known.language, "hearing": known.hearing.value if known.hearing else "",
        "sample_on": _iso(known.sample_on), "next_on": _iso(known.next_on),
        "settled": [day.isoformat() for day in claim.settled],
        "losses": [
            {"head": one.head.value, "money": _money(one.money), "evidence": one.evidence} for one in claim.losses
        ],
        "steps": [
            {
                "state": one.state.value, "on": one.on.isoformat(), "role": one.role, "evidence": one.evidence,
                "money": _money(one.money), "counts": _money(one.counts),
                "above": one.above.value if one.above else "",
            }
            for one in claim.steps
        ],
        "struck": [
            {"number": number, "why": one.why.value, "on": one.on.isoformat(), "role": one.role}
            for number, one in claim.struck.items()
        ],
    }  # fmt: skip


def claim_of(content: Content) -> Claim:
    """The claim that was sealed."""
    return Claim(
        Known(
            content["happened"],
            content["lives"],
            tuple(map(Route, content["routes"])),
            content["before"],
            _day(content["deadline"]),
            content["deadline_rule"],
            content["language"],
            Hearing(content["hearing"]) if content["hearing"] else None,
            _day(content["sample_on"]),
            _day(content.get("next_on", "")),
        ),
        tuple(Loss(Head(row["head"]), _money_of(row["money"]), row["evidence"]) for row in content["losses"]),
        tuple(map(_step_of, content["steps"])),
        {
            row["number"]: Struck(Error(row["why"]), date.fromisoformat(row["on"]), row["role"])
            for row in content["struck"]
        },
        tuple(map(date.fromisoformat, content.get("settled", ()))),
    )


def _step_of(row: Mapping[str, Any]) -> Step:
    return Step(
        State(row["state"]), date.fromisoformat(row["on"]), row["role"], row["evidence"], _money_of(row["money"]),
        _money_of(row["counts"]), Above(row["above"]) if row["above"] else None,
    )  # fmt: skip


def _money(money: Money | None) -> list[str]:
    return [str(money.amount), money.currency.value] if money else []


def _money_of(row: list[str]) -> Money | None:
    return Money(Decimal(row[0]), Currency(row[1])) if row else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
