"""What a team says of its own services by itself; everything else in the directory is the administrator's."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.access.doors import AccessRefused, called
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.directory.models import Entry
from safeconduct.vocabulary.errors import NotFound

MOST_PLACES = 9999


@transaction.atomic
def say_capacity(*, entry: Entry, places: int | None, by: Member, at: datetime) -> Entry:
    """So many places are free now; None takes the word back. Raises NotFound unless `by` sits in the service's team."""
    try:
        said: datetime = called("SELECT directory.say_capacity(%s, %s)", [entry.id, places])
    except AccessRefused:
        raise NotFound(_("This service is not given by a team of yours.")) from None
    record("service:capacity", by=as_actor(by), at=at, detail={"service": str(entry.id)})
    entry.places_free, entry.places_as_of = places, None if places is None else said
    return entry
