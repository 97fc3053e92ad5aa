"""Taking in a page of a peer's services: each row by the rules, the page in one transaction. In the worker."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from safeconduct.agencies.models import Agency, Team
from safeconduct.directory.federation.fields import NotTaken
from safeconduct.directory.federation.models import Feed
from safeconduct.directory.federation.rows import Around, read
from safeconduct.directory.models import Entry


@dataclass(frozen=True, slots=True)
class Came:
    """A change as it came: what a service says now, or None when it is gone there."""

    sequence: int
    id: UUID
    said: Mapping[str, object] | None


def feeds_due() -> list[Feed]:
    """The feeds of peers that are to be asked now."""
    return list(Feed.objects.raw("SELECT * FROM directory.feeds_due()"))


def begin_pass(node: str, epoch: int) -> None:
    """From the beginning. Raises AccessRefused (`older_epoch`) for a log that is older than the known one."""
    _call("SELECT directory.begin_pass(%s, %s)", [node, epoch])


def note_asked(node: str, problem: str, again: datetime) -> None:
    """What became of asking, and when to ask again."""
    _call("SELECT directory.note_asked(%s, %s, %s)", [node, problem, again])


def take_in(node: str, came: Sequence[Came], *, after: int, until: int, is_last: bool, now: datetime) -> int:
    """All of the page or nothing; how many services were beyond the quota."""
    around = _around(node, [one.id for one in came], now)
    rows = [_row(one, around) for one in came]
    values = [node, after, until, is_last, json.dumps(rows), settings.PEER_SERVICES]
    beyond: int = _call("SELECT directory.take_in_services(%s, %s, %s, %s, %s::jsonb, %s)", values)
    return beyond


def _row(one: Came, around: Around) -> dict[str, Any]:
    head: dict[str, Any] = {"id": str(one.id), "sequence": one.sequence}
    if one.id in around.others:  # somebody else's: neither written nor taken away
        return head | {"foreign": True, "field": "id", "why": "not_theirs"}
    if one.said is None:
        return head | {"gone": True}
    try:
        return head | read(one.said, around)
    except NotTaken as no:
        return head | {"refused": True, "field": no.field, "why": no.why}


def _around(node: str, ids: Sequence[UUID], now: datetime) -> Around:
    """What is known of the peer's agencies, in three questions."""
    countries = dict(Agency.objects.filter(node=node).values_list("id", "country"))
    teams = dict(Team.objects.filter(agency__node=node).values_list("id", "agency_id"))
    others = Entry.objects.filter(id__in=ids).exclude(agency__node=node).values_list("id", flat=True)
    return Around(teams, countries, frozenset(others), now=now)


def _call(sql: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else None
