"""What has its time: offers end, free seats are offered, people are told of a move, and all is erased on its day."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from safeconduct.public.conferences.attending.own import decide
from safeconduct.public.conferences.attending.queries import sessions_attended
from safeconduct.public.conferences.models import (
    Edition,
    EditionState,
    ErasedKind,
    Erasure,
    Needs,
    Registration,
    RegistrationState,
)
from safeconduct.public.conferences.registering import mails, rules
from safeconduct.public.conferences.registering.actions import leave
from safeconduct.public.conferences.registering.queries import times_of
from safeconduct.public.conferences.registering.seats import locked, offer_free

AT_ONCE = 200
"""Mails of one conference in a round; the rest in the next."""
TAKING_PART = (RegistrationState.SEATED, RegistrationState.OFFERED, RegistrationState.WAITING)


def end_offers(*, now: datetime) -> None:
    """Whoever did not answer in time leaves, and the next is asked."""
    over = Registration.objects.filter(state=RegistrationState.OFFERED, offered_until__lte=now)
    for pk in _editions(over):
        with transaction.atomic():
            edition = locked(pk)
            for registration in over.filter(edition=edition).order_by("made_at"):
                if rules.may_change(times_of(edition), now=now):
                    mails.offer_over(edition, registration, now=now)
                leave(edition, registration, now=now)


def offer_what_is_free(*, now: datetime) -> None:
    """Seats may have been added without anybody having left."""
    waiting = Registration.objects.filter(state=RegistrationState.WAITING, edition__ends_at__gt=now)
    for pk in _editions(waiting):
        with transaction.atomic():
            offer_free(locked(pk), now=now)


def tell_moved(*, now: datetime) -> None:
    """Days or place changed: everybody who takes part or waits is told, once for each change (`moved_told_at`)."""
    # The organiser read that everybody is told: also when it ended between that change and this round.
    is_of_now = Q(ends_at__gt=now) | Q(moved_at__gt=now - rules.DAY)
    changed = Edition.objects.filter(is_of_now, moved_at__isnull=False)
    changed = changed.filter(Q(moved_told_at=None) | Q(moved_told_at__lt=F("moved_at")))
    for pk in list(changed.values_list("pk", flat=True)):
        with transaction.atomic():
            edition = locked(pk)
            for registration in Registration.objects.filter(edition=edition, state__in=TAKING_PART):
                mails.moved(edition, registration, now=now)
            Edition.objects.filter(pk=pk).update(moved_told_at=edition.moved_at)


def tell_cancelled(*, now: datetime) -> None:
    """Nobody shall travel to a conference that does not take place."""
    cancelled = Edition.objects.filter(state=EditionState.CANCELLED, cancelled_told=False, ends_at__gt=now)
    for pk in list(cancelled.values_list("pk", flat=True)):
        with transaction.atomic():
            edition = locked(pk)
            for registration in Registration.objects.filter(edition=edition, state__in=TAKING_PART):
                mails.does_not_take_place(edition, registration, now=now)
            Edition.objects.filter(pk=pk).update(cancelled_told=True)


def tell_over(*, now: datetime) -> None:
    """Whoever was there is told once of certificate and evaluation; who is written down later, then."""
    ended = Edition.objects.filter(ends_at__gt=now - rules.TOLD_FOR, ends_at__lte=now)
    there = Registration.objects.filter(
        edition__in=ended, state=RegistrationState.SEATED, arrived_at__isnull=False, over_told=False
    )
    for pk in _editions(there):
        with transaction.atomic():
            edition = locked(pk)
            if not rules.may_be_told_it_is_over(times_of(edition), now=now):
                continue
            mine = list(there.filter(edition=edition).select_related("edition").order_by("pk")[:AT_ONCE])
            for registration in mine:
                sessions = sessions_attended(registration).count()
                has_certificate = bool(decide(registration, sessions, now=now))
                if has_certificate or not registration.has_evaluated:
                    mails.is_over(edition, registration, has_certificate=has_certificate, now=now)
            Registration.objects.filter(pk__in=[each.pk for each in mine]).update(over_told=True)


def forget_unconfirmed(*, now: datetime) -> None:
    """Nobody said that the address is theirs."""
    old = Registration.objects.filter(
        state=RegistrationState.UNCONFIRMED, made_at__lte=now - rules.TO_CONFIRM
    )
    for pk in _editions(old):
        with transaction.atomic():
            old.filter(edition=locked(pk)).delete()


def erase_needs(*, now: datetime) -> None:
    """What people needed to be there, as soon as it is over."""
    of_over = Edition.objects.filter(ends_at__lte=now, registrations__needs__isnull=False).distinct()
    for edition in of_over:
        if rules.needs_end(edition.ends_at) <= now:
            with transaction.atomic():
                _number, rows = Needs.objects.filter(registration__edition=edition).delete()
                _prove(edition, ErasedKind.NEEDS, rows.get("conferences.Needs", 0), now)


def erase_registrations(*, now: datetime) -> None:
    """All registrations of an edition on its day, and what hangs on them. How many there were is kept."""
    over = Edition.objects.filter(ends_at__lte=now, registrations__isnull=False).distinct()
    for edition in over:
        if rules.registrations_end(edition.ends_at, edition.keeps_days) <= now:
            with transaction.atomic():
                _number, rows = Registration.objects.filter(edition=locked(edition.pk)).delete()
                _prove(edition, ErasedKind.REGISTRATIONS, rows.get("conferences.Registration", 0), now)


def _editions(registrations: "QuerySet[Registration]") -> list[int]:
    return sorted(registrations.order_by().values_list("edition_id", flat=True).distinct())


def _prove(edition: Edition, what: ErasedKind, how_many: int, now: datetime) -> None:
    if how_many:
        Erasure.objects.create(edition=edition, what=what, how_many=how_many, at=now)
