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
    "beds": """
SELECT json_build_array(
         (SELECT count(*) FROM referrals.bed_agreement g
           WHERE g.agency_id = (SELECT agency FROM acting) AND (me.supervises OR me.profession = 'administrator')
             AND (g.state = 'came' OR (g.state IN ('proposed', 'one_yes') AND g.first_by <> me.id))),
         (EXISTS (SELECT FROM directory.entry e WHERE e.team_id = ANY (%(teams)s) AND e.service = ANY (%(counted)s))
           AND EXISTS (SELECT FROM referrals.bed_agreement g
                        WHERE g.agency_id = (SELECT agency FROM acting) AND g.state = 'agreed')
           AND NOT EXISTS (SELECT FROM referrals.bed_count c
                            WHERE c.agency_id = (SELECT agency FROM acting) AND c.of_agency = c.agency_id
                              AND c.day >= %(today)s)))::text
  FROM agencies.member me WHERE me.id = (SELECT id FROM acting)
""",
    "kept": """
SELECT json_build_array(w.stale, w.wrong)::text
  FROM directory.waiting_for((SELECT id FROM acting), %(today)s, %(takes_days)s, %(reached_days)s, %(where_days)s) w
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

    beds_to_decide: int = 0
    """Agreements about the bed count that wait for a yes of this member."""
    is_to_count: bool = False
    """Others see the agency's free places, and nobody has counted them today."""

    def __bool__(self) -> bool:
        """Whether anything waits."""
        return bool(self.stale or self.wrong or self.beds_to_decide or self.is_to_count)


def values() -> dict[str, Any]:
    """What the statement takes beside days and teams."""
    return {"counted": COUNTED, **days()}


def of_services(found: Mapping[str, Any]) -> OfServices:
    """What the statement has given."""
    stale, wrong = found["kept"] or (0, 0)
    to_decide, is_to_count = found["beds"] or (0, False)
    places = [_of_team(*one) for one in found["places"]]
    return OfServices(places, stale, wrong, to_decide, bool(is_to_count))


def _of_team(entry: str, service: str, free: int | None, said: str | None, doubted: str | None) -> OfTeam:
    said_at = datetime.fromisoformat(said) if said else None
    places = Places(
        free, localdate(said_at) if said_at else None, datetime.fromisoformat(doubted) if doubted else None
    )
    return OfTeam(UUID(entry), service, places, said_at)
