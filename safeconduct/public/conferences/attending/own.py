"""What somebody finds behind the secret of their registration."""

from datetime import datetime

from django.http import Http404

from safeconduct.public.asking.secret_links import hash_of
from safeconduct.public.conferences.attending.rules import may_have_certificate
from safeconduct.public.conferences.models import Registration
from safeconduct.vocabulary.decisions import Decision


def person_of(secret: str) -> Registration:
    """Whose secret it is. Raises Http404: of a wrong one nothing is said."""
    found = Registration.objects.select_related("edition").filter(secret_hash=hash_of(secret)).first()
    if found is None:
        raise Http404
    return found


def decide(person: Registration, sessions: int, *, now: datetime) -> Decision:
    """Whether this person, who was in so many sessions, gets a certificate."""
    return may_have_certificate(
        state=person.edition.state,
        ends_at=person.edition.ends_at,
        has_arrived=person.arrived_at is not None,
        sessions=sessions,
        now=now,
    )
