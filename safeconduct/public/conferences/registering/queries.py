"""What pages ask about registrations."""

from django.db.models import Q

from safeconduct.public.asking.secret_links import hash_of
from safeconduct.public.conferences.models import Registration, RegistrationState
from safeconduct.public.conferences.registering.personal import ticket_for


def of_a_secret(secret: str) -> Registration | None:
    """Whose page has this address, with edition and needs."""
    found = Registration.objects.select_related("edition", "needs").filter(secret_hash=hash_of(secret))
    return found.first()


def of_a_ticket(edition_pk: int, ticket: str) -> Registration | None:
    """Whose ticket this is, among those who have a seat at this edition. One question, and a hash for each of them."""
    seated = Registration.objects.filter(edition_id=edition_pk, state=RegistrationState.SEATED)
    found = next((pk for pk in seated.values_list("pk", flat=True) if ticket_for(pk) == ticket), None)
    return seated.get(pk=found) if found is not None else None


def place_in_queue(registration: Registration) -> int:
    """The place on the waiting list; 1 is the first."""
    before = Q(made_at__lt=registration.made_at) | Q(made_at=registration.made_at, pk__lt=registration.pk)
    waiting = Registration.objects.filter(edition_id=registration.edition_id, state=RegistrationState.WAITING)
    return waiting.filter(before).count() + 1
