"""A claim begun, known better, a step, a payment: a new version, sealed, and recorded without its words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import saved, vault
from safeconduct.cases.answering import answer
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.queries import read_sections
from safeconduct.rights.compensation import rules
from safeconduct.rights.compensation.claim import Claim, Known, Loss, OneClaim, Step, days_of, stored
from safeconduct.rights.compensation.models import CompensationClaim
from safeconduct.rights.compensation.queries import NO_SUCH_CLAIM, PLACE, SECTION, Stands, deciding, newest
from safeconduct.rights.deadlines.days import still_settled, waiting
from safeconduct.rights.sheet import Struck
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.in_turn import wait_in_turn
from safeconduct.vocabulary.sections import Section

NOTHING = Claim(Known("", ""))
LONG_BACK = 5
"""A day so many years back is held against the day of birth, where the writer may open it."""


def begin(case: UUID, known: Known, *, by: Member, at: datetime) -> UUID:
    """Write down a new claim. Raises NotFound, NotPossible with the rule's reason."""

    def changed(_claim: Claim) -> Claim:
        require(rules.may_know(known, today=today_of(at), born=_born(case, known.sample_on, by=by, at=at)))
        return Claim(known)

    return _save(case, None, changed, "begun", by=by, at=at)


def know(case: UUID, claim: UUID, known: Known, *, by: Member, at: datetime) -> None:
    """Write down where and how it is claimed. Raises NotFound, NotPossible with the rule's reason."""

    def changed(before: Claim) -> Claim:
        require(rules.may_know(known, today=today_of(at), born=_born(case, known.sample_on, by=by, at=at)))
        return replace(before, known=known)

    _save(case, claim, changed, "known", by=by, at=at)


def lose(case: UUID, claim: UUID, losses: tuple[Loss, ...], *, by: Member, at: datetime) -> None:
    """Write down what was lost. Raises NotFound, NotPossible with the rule's reason."""

    def changed(before: Claim) -> Claim:
        require(rules.may_lose(losses))
        return replace(before, losses=losses)

    _save(case, claim, changed, "losses", by=by, at=at)


def step(case: UUID, claim: UUID, to: Step, *, by: Member, at: datetime) -> None:
    """Write down how far it has come. Raises NotFound, NotPossible with the rule's reason."""

    def changed(before: Claim) -> Claim:
        born = _born(case, to.on, by=by, at=at)
        require(rules.may_step(before, to, today=today_of(at), born=born))
        return rules.stepped(before, to)

    _save(case, claim, changed, "stepped", by=by, at=at)


def pay(case: UUID, claim: UUID, payment: Step, *, by: Member, at: datetime) -> None:
    """Write down a payment. Raises NotFound, NotPossible with the rule's reason."""

    def changed(before: Claim) -> Claim:
        born = _born(case, payment.on, by=by, at=at)
        require(rules.may_pay(before, payment, today=today_of(at), born=born))
        return rules.stepped(before, rules.paid(before, payment))

    _save(case, claim, changed, "paid", by=by, at=at)


def strike(case: UUID, claim: UUID, number: int, how: Struck, *, by: Member, at: datetime) -> None:
    """Write down that a step or a payment was written in error. Raises NotFound, NotPossible with the rule's reason."""

    def changed(before: Claim) -> Claim:
        require(rules.may_strike(before, number))
        return rules.struck(before, number, how)

    _save(case, claim, changed, "struck", by=by, at=at)


def settle(case: UUID, claim: UUID, day: date, *, by: Member, at: datetime) -> None:
    """A day that waits is settled: nobody is told of it any more. Raises NotFound."""

    def changed(before: Claim) -> Claim:
        if day not in _stands(case, claim).days:
            raise NotFound(NO_SUCH_CLAIM)
        return replace(before, settled=(*before.settled, day))

    _save(case, claim, changed, "settled", by=by, at=at)


@transaction.atomic
def _save(
    case: UUID, claim: UUID | None, changed: Callable[[Claim], Claim], what: str, *, by: Member, at: datetime
) -> UUID:
    decided = deciding(case, Action.EDIT, by=by)
    # Two may write at once: the second waits, and then changes what the first one wrote.
    wait_in_turn(f"claims/{case}")
    stands = None if claim is None else _stands(case, claim)
    before = stands.claim if stands else NOTHING
    after = changed(before)
    after = replace(after, settled=still_settled(after.settled, before=days_of(before), after=days_of(after)))
    generation, key = vault.key_for_writing(case, SECTION)
    row = CompensationClaim(
        id=uuid4(), case_id=case, claim_id=stands.id if stands else uuid4(), agency_id=by.agency_id, section=SECTION,
        version=stands.version + 1 if stands else 1, generation=generation, saved_by=by.id, role=by.profession,
        saved_at=at, days=waiting(days_of(after), after.settled, before=_told(stands, what), today=today_of(at)),
    )  # fmt: skip
    row.sealed = vault.sealed_at(key, PLACE, row.id, stored(after))
    row.save(force_insert=True)
    saved.tell(saved.Saved(case, "claim", OneClaim(row.claim_id, after)), by=by)
    record(
        f"claim:{what}", by=as_actor(by), at=at, case=case, section=SECTION, purpose=decided.purpose,
        policy=decided.policy, detail={"version": row.version},
    )  # fmt: skip
    return row.claim_id


def _told(stands: Stands | None, what: str) -> list[date]:
    """The days that waited; and the last one to claim, where it turns out that nothing was filed by it."""
    if stands is None:
        return []
    deadline = stands.claim.known.deadline
    return [*stands.days, deadline] if what == "struck" and deadline else list(stands.days)


def _stands(case: UUID, claim: UUID) -> Stands:
    for stands in newest(case):
        if stands.id == claim:
            return stands
    raise NotFound(NO_SUCH_CLAIM)


def _born(case: UUID, day: date | None, *, by: Member, at: datetime) -> date | None:
    """The day of birth, where a day is so far back that it matters and the writer may open it: a recorded reading."""
    if day is None or day.year > at.year - LONG_BACK:
        return None
    found = read_sections(case, [Section.IDENTITY], by=by, at=at).get(Section.IDENTITY)
    said = answer(found.content, "birth_date") if found else None
    try:
        return date.fromisoformat(str(said)) if said else None
    except ValueError:
        return None
