"""What Today says of the own services: places free, for who says them, and what administrators are to check."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from safeconduct.directory.keeping.rules import Places
from safeconduct.directory.keeping.shown import days
from safeconduct.vocabulary.codes import Service

COUNTED = [
    service.value
    for service in (
        Service.CRISIS_SHELTER,
        Service.SHELTER,
        Service.SUPPORTED_HOUSING,
        Service.INDEPENDENT_HOUSING,
    )
]
"""Services whose places count before anybody has said how many there are."""

PARTS: dict[str, str] = {
    "places": """
SELECT json_agg(json_build_array(p.id, p.service, p.places_free, p.places_as_of, p.doubted_at)
                ORDER BY p.service, p.id)::text
  FROM (SELECT e.id, e.service, e.places_free, e.places_as_of, e.doubted_at
          FROM directory.entry e
         WHERE e.team_id = ANY (%(teams)s)
           AND (e.places_as_of IS NOT NULL OR e.doubted_at IS NOT NULL OR e.service = ANY (%(counted)s))
         ORDER BY e.service, e.id LIMIT 20) p
""",
    "kept": """
SELECT json_build_array(w.stale, w.wrong)::text
  FROM directory.waiting_for(access.current_member(), %(today)s, %(takes_days)s, %(reached_days)s, %(where_days)s) w
""",
}


@dataclass(frozen=True, slots=True)
class OfTeam:
    """A service of the member's team, and what it says of its places."""

    entry: UUID
    service: str
    places: Places
    said_at: datetime | None


@dataclass(frozen=True, slots=True)
class OfServices:
    """For the acting member. `places` is true work only when something is wrong; it stands there every day."""

    places: list[OfTeam] = field(default_factory=list)
    stale: int = 0
    """For an administrator: parts of the own services that were not checked for too long, or never."""
    wrong: int = 0
    """What others say is wrong, of the own services, and for who keeps the node of those of other nodes."""

    def __bool__(self) -> bool:
        """Whether anything waits."""
        return bool(self.stale or self.wrong)


def values() -> dict[str, Any]:
    """What the statement takes beside days and teams."""
    return {"counted": COUNTED, **days()}


def of_services(found: Mapping[str, Any]) -> OfServices:
    """What the statement has given."""
    stale, wrong = found["kept"] or (0, 0)
    return OfServices([_of_team(*one) for one in found["places"]], stale, wrong)


def _of_team(entry: str, service: str, free: int | None, said: str | None, doubted: str | None) -> OfTeam:
    said_at = datetime.fromisoformat(said) if said else None
    places = Places(
        free, localdate(said_at) if said_at else None, datetime.fromisoformat(doubted) if doubted else None
    )
    return OfTeam(UUID(entry), service, places, said_at)
