"""Counting an adult who refused: numbers rise by one, and the audit says that somebody notified, and no more."""

from datetime import datetime

from django.db import connection, transaction

from safeconduct.agencies.models import Coordination, Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals.counted.rules import Refusal, may_notify
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import require

_COUNT = "SELECT referrals.count_refusal(%s, %s, %s, %s, %s)"


@transaction.atomic
def notify(refusal: Refusal, *, by: Member, at: datetime) -> None:
    """Count it for the coordinators whom the agency has named. Raises NotPossible.

    The record names no case and none of the codes: it could otherwise say of whom the numbers rose.
    """
    has_coordinator = Coordination.objects.filter(agency_id=by.agency_id).exists()
    require(may_notify(Profession(by.profession), refusal, has_coordinator=has_coordinator))
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            [
                [refusal.part_of_country.value],
                [refusal.sex],
                sorted(refusal.exploitation),
                sorted(refusal.offered),
                sorted(refusal.refused),
            ],
        )
    record("refusal:counted", by=as_actor(by), at=at)
