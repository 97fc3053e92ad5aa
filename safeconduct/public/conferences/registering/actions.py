"""What somebody does with their registration. Each locks the edition first, asks the rule, changes, and mails."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from safeconduct.public.asking.secret_links import hash_of
from safeconduct.public.conferences.models import Edition, Needs, Registration, RegistrationState
from safeconduct.public.conferences.registering import mails, rules
from safeconduct.public.conferences.registering.personal import secret_for
from safeconduct.public.conferences.registering.queries import times_of
from safeconduct.public.conferences.registering.seats import kind_of, locked, offer_free
from safeconduct.public.post.sending import is_sent_here
from safeconduct.vocabulary.decisions import NotPossible, require

CHANGED = ("name", "organisation", "language", "wants_letter", "may_be_photographed")
ENTERED = (*CHANGED, "profession", "country")


@dataclass(frozen=True, kw_only=True)
class Changeable:
    """What somebody may change later."""

    name: str
    organisation: str
    language: str
    wants_letter: bool
    may_be_photographed: bool
    access: str
    diet: str


@dataclass(frozen=True, kw_only=True)
class Entered(Changeable):
    """What somebody entered; `email` is not known to be theirs."""

    email: str
    profession: str
    country: str


@transaction.atomic
def register(edition: Edition, entered: Entered, *, now: datetime) -> None:
    """Note it, unconfirmed, and mail how to confirm. Who is registered already learns it by mail, nobody else does.

    What was entered last is what will be confirmed: whoever sends the form once more has corrected it.

    Raises NotPossible with the sentence of `may_register`.
    """
    edition = locked(edition.pk)
    require(rules.may_register(times_of(edition), now=now, sends_mail=is_sent_here()))
    there = (
        Registration.objects.filter(edition=edition, email__iexact=entered.email)
        .exclude(state=RegistrationState.CANCELLED)
        .first()
    )
    if there is None:
        mails.to_confirm(edition, _new(edition, entered, now), now=now)
    elif there.state == RegistrationState.UNCONFIRMED:
        _enter(there, entered, ENTERED)
        mails.to_confirm(edition, there, now=now)
    else:
        mails.there_is_one(edition, there, now=now)


def _new(edition: Edition, entered: Entered, now: datetime) -> Registration:
    pk = uuid4()
    made = Registration.objects.create(
        id=pk,
        edition=edition,
        secret_hash=hash_of(secret_for(pk)),
        name=entered.name,
        email=entered.email,
        organisation=entered.organisation,
        profession=entered.profession,
        country=entered.country,
        language=entered.language,
        wants_letter=entered.wants_letter,
        may_be_photographed=entered.may_be_photographed,
        made_at=now,
    )
    if entered.access or entered.diet:
        _keep_needs(made, entered)
    return made


@transaction.atomic
def confirm(registration: Registration, *, now: datetime) -> None:
    """The address is theirs: a seat where one is free for them, else a place on the waiting list."""
    edition, registration = locked_with(registration)
    require(rules.may_change(times_of(edition), now=now))
    require(rules.may_confirm(registration.state))
    # Those who wait come first: seats or quotas may have been raised without anybody having been asked since.
    seats = offer_free(edition, now=now)
    if seats.is_free(kind_of(registration)):
        seat(edition, registration, now=now)
    else:
        registration.state = RegistrationState.WAITING
        registration.save(update_fields=["state"])
        mails.waiting(edition, registration, is_kept_out=seats.keeps_out(kind_of(registration)), now=now)


@transaction.atomic
def accept(registration: Registration, *, now: datetime) -> None:
    """Take the seat that is offered, before the offer ends."""
    edition, registration = locked_with(registration)
    require(rules.may_change(times_of(edition), now=now))
    require(rules.may_answer_offer(registration.state, registration.offered_until, now=now))
    seat(edition, registration, now=now)


@transaction.atomic
def decline(registration: Registration, *, now: datetime) -> None:
    """Leave the seat that is offered to the next; the registration ends."""
    edition, registration = locked_with(registration)
    require(rules.may_answer_offer(registration.state, registration.offered_until, now=now))
    mails.cancelled(edition, registration, now=now)
    leave(edition, registration, now=now)


@transaction.atomic
def cancel(registration: Registration, *, now: datetime) -> None:
    """Leave; the seat is offered to the next. What nobody confirmed is deleted: somebody else entered the address."""
    edition, registration = locked_with(registration)
    if registration.state == RegistrationState.UNCONFIRMED:
        registration.delete()
        return
    has_arrived = registration.arrived_at is not None
    require(rules.may_leave(times_of(edition), registration.state, has_arrived=has_arrived, now=now))
    mails.cancelled(edition, registration, now=now)
    leave(edition, registration, now=now)


@transaction.atomic
def change(registration: Registration, entered: Changeable, *, now: datetime) -> None:
    """Other words for the same person. Address, profession and country stay: seats are counted by them."""
    edition, registration = locked_with(registration)
    require(rules.may_change(times_of(edition), now=now))
    require(rules.may_cancel(registration.state))
    _enter(registration, entered, CHANGED)


def leave(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """End it: what the person needs is erased now, the seat is offered to the next. The edition is locked."""
    registration.state, registration.offered_until = RegistrationState.CANCELLED, None
    registration.save(update_fields=["state", "offered_until"])
    Needs.objects.filter(registration=registration).delete()
    offer_free(edition, now=now)


def locked_with(registration: Registration) -> tuple[Edition, Registration]:
    """Both as they are now: it may have changed, or gone, between the look-up and the lock."""
    edition = locked(registration.edition_id)
    found = Registration.objects.filter(edition=edition, pk=registration.pk).first()
    if found is None:
        raise NotPossible(rules.IS_OVER)
    return edition, found


def seat(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """Give them a seat that is free or held for them. The edition is locked."""
    registration.state, registration.offered_until = RegistrationState.SEATED, None
    registration.save(update_fields=["state", "offered_until"])
    mails.seated(edition, registration, now=now)


def _enter(registration: Registration, entered: Changeable, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(registration, name, getattr(entered, name))
    registration.save(update_fields=names)
    _keep_needs(registration, entered)


def _keep_needs(registration: Registration, entered: Changeable) -> None:
    if entered.access or entered.diet:
        needs = {"access": entered.access, "diet": entered.diet}
        Needs.objects.update_or_create(registration=registration, defaults=needs)
    else:
        Needs.objects.filter(registration=registration).delete()
