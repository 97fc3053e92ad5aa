"""The seats of an edition, always under the lock of its row: who wants the last one at once comes one by one."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from safeconduct.public.conferences.models import Edition, Quota, Registration, RegistrationState
from safeconduct.public.conferences.models.participants import HOLDING
from safeconduct.public.conferences.registering import mails, rules, seating
from safeconduct.public.conferences.registering.queries import times_of
from safeconduct.public.conferences.registering.seating import Kind, Limit


@dataclass
class Seats:
    """What is taken and what is not. Holds for as long as the edition is locked."""

    edition: Edition
    limits: list[Limit]
    holders: Counter[Kind]

    def is_free(self, kind: Kind) -> bool:
        """Whether somebody of this kind can have a seat."""
        return seating.is_free(kind, seats=self.edition.seats, limits=self.limits, holders=self.holders)

    def keeps_out(self, kind: Kind) -> bool:
        """Whether a quota alone keeps a seat from them."""
        return seating.is_kept_out(kind, seats=self.edition.seats, limits=self.limits, holders=self.holders)


def kind_of(registration: Registration) -> Kind:
    """Likewise."""
    return Kind(registration.profession, registration.country)


def limit_of(quota: Quota) -> Limit:
    """Likewise."""
    return Limit(quota.profession, quota.country, quota.seats)


def locked(edition_pk: int) -> Edition:
    """The edition, for us alone until the transaction ends. Whoever takes or gives back a seat does this first."""
    return Edition.objects.select_for_update().get(pk=edition_pk)


def seats_of(edition: Edition) -> Seats:
    """How its seats stand. Two questions, however many people there are."""
    limits = [limit_of(quota) for quota in Quota.objects.filter(edition=edition)]
    return Seats(edition, limits, holders_of(edition))


def holders_of(edition: Edition) -> Counter[Kind]:
    """How many of each kind hold a seat."""
    held = Registration.objects.filter(edition=edition, state__in=HOLDING)
    counted = held.values_list("profession", "country").annotate(Count("pk")).order_by()
    return Counter({Kind(profession, country): number for profession, country, number in counted})


def offer_free(edition: Edition, *, now: datetime) -> Seats:
    """Offer what is free to those who wait, in their order; how seats stand afterwards. The edition is locked."""
    seats = seats_of(edition)
    if not rules.may_change(times_of(edition), now=now):
        return seats
    queue = Registration.objects.filter(edition=edition, state=RegistrationState.WAITING).order_by(
        "made_at", "pk"
    )
    waiting = [(pk, Kind(*kind)) for pk, *kind in queue.values_list("pk", "profession", "country")]
    chosen = []
    while (place := _next(waiting, seats)) is not None:
        pk, kind = waiting.pop(place)
        seats.holders[kind] += 1
        chosen.append(pk)
    until = rules.offer_ends(times_of(edition), hours=edition.offer_hours, now=now)
    for registration in Registration.objects.filter(edition=edition, pk__in=chosen):
        registration.state, registration.offered_until = RegistrationState.OFFERED, until
        registration.save(update_fields=["state", "offered_until"])
        mails.offered(edition, registration, now=now)
    return seats


def _next(waiting: list[tuple[UUID, Kind]], seats: Seats) -> int | None:
    kinds = [kind for _pk, kind in waiting]
    return seating.next_of(kinds, seats=seats.edition.seats, limits=seats.limits, holders=seats.holders)
