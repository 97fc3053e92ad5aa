"""What other rooms show of being there: who is written down in no session, and whether there is a certificate."""

from django import template
from django.utils import timezone

from safeconduct.public.conferences.attending import own, queries
from safeconduct.public.conferences.models import Edition, Registration
from safeconduct.vocabulary.decisions import Decision

register = template.Library()


@register.simple_tag
def in_no_session(edition: Edition) -> int:
    """How many have come and are written down in no session."""
    return queries.in_no_session(edition).count()


@register.simple_tag
def certificate_of(registration: Registration) -> Decision:
    """Whether this person can fetch a certificate now."""
    return own.decide(registration, queries.sessions_attended(registration).count(), now=timezone.now())
