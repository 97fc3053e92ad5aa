"""What organisers decide: how many seats there are and for whom, and about one person. Under the same lock."""

from datetime import datetime

from django.db import transaction

from safeconduct.public.conferences.models import Edition, Quota, Registration, RegistrationState
from safeconduct.public.conferences.registering import mails, rules, seating
from safeconduct.public.conferences.registering.actions import leave, locked_with, seat
from safeconduct.public.conferences.registering.queries import times_of
from safeconduct.public.conferences.registering.seating import Limit
from safeconduct.public.conferences.registering.seats import (
    holders_of,
    kind_of,
    locked,
    offer_free,
    seats_of,
)
from safeconduct.vocabulary.decisions import Refused, require


@transaction.atomic
def set_seats(edition: Edition, seats: int, *, now: datetime) -> None:
    """So many seats; what becomes free by it is offered. Raises NotPossible when more are held."""
    edition = locked(edition.pk)
    require(seating.may_have_seats(seats, holders=holders_of(edition)))
    edition.seats = seats
    edition.save(update_fields=["seats"])
    offer_free(edition, now=now)


@transaction.atomic
def set_quota(edition: Edition, limit: Limit, *, now: datetime) -> None:
    """A new quota, or another number for the same people. Raises NotPossible when more of them hold a seat."""
    edition = locked(edition.pk)
    require(seating.may_have_limit(limit, holders=holders_of(edition)))
    Quota.objects.update_or_create(
        edition=edition,
        profession=limit.profession,
        country=limit.country,
        defaults={"seats": limit.seats},
    )
    offer_free(edition, now=now)


@transaction.atomic
def drop_quota(edition: Edition, pk: int, *, now: datetime) -> None:
    """No quota for these people any more; whoever it kept out is offered what is free."""
    edition = locked(edition.pk)
    Quota.objects.filter(edition=edition, pk=pk).delete()
    offer_free(edition, now=now)


@transaction.atomic
def seat_by_hand(registration: Registration, *, now: datetime) -> bool:
    """A seat for somebody who waits or is asked, whatever their turn; no more seats than there are. They are told."""
    edition, registration = locked_with(registration)
    require(rules.may_change(times_of(edition), now=now))
    require(rules.may_seat_by_hand(registration.state))
    if registration.state != RegistrationState.OFFERED and not seats_of(edition).is_free(
        kind_of(registration)
    ):
        require(Refused(rules.FULL))
    seat(edition, registration, now=now)
    return True


@transaction.atomic
def cancel_by_hand(registration: Registration, *, now: datetime) -> bool:
    """The registration ends, and the seat is offered to the next; whether the person is told.

    Not where they have not confirmed their address: it may be somebody else's.
    """
    edition, registration = locked_with(registration)
    require(rules.may_cancel(registration.state))
    is_told = registration.state != RegistrationState.UNCONFIRMED
    if is_told:
        mails.cancelled_by_organiser(edition, registration, now=now)
    leave(edition, registration, now=now)
    return is_told
