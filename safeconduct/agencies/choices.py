"""Writing what a member chooses for themself: only through the database's own functions, only the own row."""

from datetime import datetime

from django.db import connection, transaction

from safeconduct.agencies.models import Member
from safeconduct.agencies.preferences import Digest
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record


@transaction.atomic
def prefer_digest(choice: Digest, hour: int | None, *, by: Member, at: datetime, way: str) -> None:
    """When the daily mail comes; `hour` None leaves the hour. `way`: "account" or "link"."""
    _call("SELECT agencies.prefer_digest(%s, %s)", [choice.value, hour])
    record("member:chose_mails", by=as_actor(by), at=at, detail={"digest": choice.value, "way": way})


@transaction.atomic
def prefer_shortcuts(*, wanted: bool, by: Member, at: datetime) -> None:
    """Whether single keys act on the member's pages."""
    _call("SELECT agencies.prefer_shortcuts(%s)", [wanted])
    record("member:chose_keys", by=as_actor(by), at=at, detail={"shortcuts": wanted})


def _call(statement: str, values: list[str | int | None]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
