"""Beginning a round, asking the next five, taking another one, and taking all back. The asker's side alone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.directory.models import Entry
from safeconduct.exchange.models import Outgoing
from safeconduct.referrals.enquiries import actions as enquiries
from safeconduct.referrals.enquiries.message import Question, question_of
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.enquiries.rules import may_take_part
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.rounds import rules
from safeconduct.referrals.rounds.deciding import asked, take
from safeconduct.referrals.rounds.models import Round
from safeconduct.referrals.transfers.rules import NO_TRANSFER, Transfer
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound, NotPossible


@transaction.atomic
def begin(
    *, services: list[Entry], question: Question, search: str, fitting: list[UUID], transfer: Transfer = NO_TRANSFER,
    key: UUID | None = None, by: Member, at: datetime,
) -> Round:  # fmt: skip
    """Ask up to five at once. `search` is a query of codes, `fitting` what fitted. Raises NotPossible.

    `key` comes with the form: a form that is sent twice begins one round.
    """
    key = key or uuid4()
    enquiries.wait_for(key)
    if there := Round.objects.filter(id=key, agency_id=by.agency_id).first():
        return there
    if len(services) > rules.AT_ONCE:
        raise NotPossible(rules.TOO_MANY)
    begun = Round(id=key, agency_id=by.agency_id, asked_at=at, until=at, search=search, fitting=fitting)
    rows = enquiries.ask(
        services=services, question=question, transfer=transfer, together=begun.id, by=by, at=at
    )
    begun.until = max(row.until for row in rows)
    begun.save(force_insert=True)
    return begun


@transaction.atomic
def ask_next(
    *, name: UUID, services: list[Entry], transfer: Transfer = NO_TRANSFER, by: Member, at: datetime
) -> None:
    """Ask up to five more what was asked before. Raises NotFound, NotPossible."""
    # Who holds a round waits for no enquiry: the members are read without a lock, and the new ones are new.
    found = Round.objects.select_for_update().filter(id=name, agency_id=by.agency_id).first()
    rows = members(name, by=by)
    if found is None or not rows:
        raise NotFound(_("There is no such round for you."))
    require(rules.may_ask_next([asked(row) for row in rows], found.won_by, at))
    if len(services) > rules.AT_ONCE:
        raise NotPossible(rules.TOO_MANY)
    new = enquiries.ask(
        services=services, question=_asked_of_all(rows), transfer=transfer, together=found.id, by=by, at=at
    )
    found.until = max(found.until, *(row.until for row in new))
    found.save(update_fields=["until"])


@transaction.atomic
def take_this(*, name: UUID, enquiry: UUID, by: Member, at: datetime) -> None:
    """Take this one, first or in the place of another; who had it is told. Raises NotFound, NotPossible."""
    require(may_take_part(Profession(by.profession)))
    row = enquiries.locked(enquiry, by=by)
    if row.together != name:
        raise NotFound(_("There is no such round for you."))
    require(rules.may_take(asked(row)))
    take(row, at)
    row.changed_at = at
    row.save(update_fields=["changed_at"])
    record("enquiry:preferred", by=as_actor(by), at=at, detail={"enquiry": str(row.shared)})


@transaction.atomic
def fell_through(*, name: UUID, enquiry: UUID, by: Member, at: datetime) -> None:
    """Whoever has it cannot after all: they are told, nobody has it, and another yes or the next five may follow.

    A draft that was begun stays. Raises NotFound, NotPossible.
    """
    require(may_take_part(Profession(by.profession)))
    row = enquiries.locked(enquiry, by=by)
    if row.together != name:
        raise NotFound(_("There is no such round for you."))
    winner = Round.objects.filter(id=name).values_list("won_by", flat=True).first()
    made = referral_of([row]).get(row.shared)
    require(rules.may_let_go(row.shared, winner, State(made.state) if made else None))
    enquiries.take_back(row, by=by, at=at)
    record("enquiry:fell_through", by=as_actor(by), at=at, detail={"enquiry": str(row.shared)})


@transaction.atomic
def stop(*, name: UUID, by: Member, at: datetime) -> int:
    """Take back all that wait for something and cannot be told otherwise; how many. Raises NotFound."""
    found = Round.objects.filter(id=name, agency_id=by.agency_id).first()
    if found is None:
        raise NotFound(_("There is no such round for you."))
    rows = members(name, by=by)
    unheard = refused(rows)
    seen = [
        (row, replace(asked(row), is_told=row.taken_at is not None and row.closing not in unheard))
        for row in rows
    ]
    open_ones = [row for row, one in seen if rules.may_wait(one) and row.shared != found.won_by]
    for row in open_ones:
        enquiries.withdraw(enquiry=row.shared, by=by, at=at)
    return len(open_ones)


def members(name: UUID, *, by: Member) -> list[Enquiry]:
    """The enquiries of a round, the first asked first."""
    rows = Enquiry.objects.filter(together=name, agency_id=by.agency_id)
    return list(rows.order_by("asked_at", "reference"))


def referral_of(rows: Iterable[Enquiry]) -> dict[UUID, Referral]:
    """The newest referral made of each of these enquiries; a member sees the envelopes of the own agency."""
    names = [row.shared for row in rows]
    found = Referral.objects.filter(enquiry__in=names, side=Side.SENDER).order_by("created_at")
    return {row.enquiry: row for row in found if row.enquiry is not None}


def refused(rows: list[Enquiry]) -> set[UUID]:
    """Of the messages that somebody else was taken those which the other node did not take: of an earlier release."""
    sent = [row.closing for row in rows if row.closing is not None]
    if not sent:
        return set()
    return set(Outgoing.objects.filter(id__in=sent, state=Outgoing.REFUSED).values_list("id", flat=True))


def _asked_of_all(rows: list[Enquiry]) -> Question:
    """What was asked of every one. A service's own kind was added for it alone, and is not told to the next."""
    question, own = question_of(rows[0]), {row.service for row in rows}
    added = own if len(own) == 1 else set()
    services = [
        one for one in question.services if one not in added and all(one in row.services for row in rows)
    ]
    return replace(question, services=tuple(services))
