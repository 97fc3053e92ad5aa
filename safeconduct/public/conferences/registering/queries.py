"""What pages ask about registrations."""

from django.db.models import Q

from safeconduct.public.asking.secret_links import hash_of
from safeconduct.public.conferences.models import Registration, RegistrationState


def of_a_secret(secret: str) -> Registration | None:
    """Whose page has this address, with edition and needs."""
    found = Registration.objects.select_related("edition", "needs").filter(secret_hash=hash_of(secret))
    return found.first()


def place_in_queue(registration: Registration) -> int:
    """The place on the waiting list; 1 is the first."""
    before = Q(made_at__lt=registration.made_at) | Q(made_at=registration.made_at, pk__lt=registration.pk)
    waiting = Registration.objects.filter(edition_id=registration.edition_id, state=RegistrationState.WAITING)
    return waiting.filter(before).count() + 1
