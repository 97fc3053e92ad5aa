"""Setting the ground of a purpose, and what stands."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from safeconduct.agencies.models import Member
from safeconduct.agencies.processing.models import Ground
from safeconduct.agencies.processing.rules import may_rest_on
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.vocabulary.codes import Purpose, Sector
from safeconduct.vocabulary.decisions import require


@transaction.atomic
def rest_on(purpose: Purpose, ground: str, condition: str, law: str, *, by: Member, at: datetime) -> None:
    """From now on the agency processes for this purpose on this ground. The administrator's; the
    database asks it again."""
    require(may_rest_on(ground, condition, law, sector=Sector(by.agency.sector)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT agencies.set_ground(%s, %s, %s, %s)", [purpose.value, ground, condition, law])
    record(
        "agency:processing_ground", by=as_actor(by), at=at,
        detail={"purpose": purpose.value, "ground": ground, "condition": condition, "law": law},
    )  # fmt: skip


def standing(agency: UUID) -> dict[Purpose, Ground]:
    """What stands of an agency, purpose by purpose: of each the newest."""
    rows = Ground.objects.filter(agency_id=agency).order_by("purpose", "-set_at", "id").distinct("purpose")
    return {Purpose(row.purpose): row for row in rows}
