"""Services in the directory of a test, as the owner writes them. All of them are invented."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg


@dataclass
class Shelf:
    """The owner's hand."""

    owner: psycopg.Connection

    def team(self, agency: str = "Casa Salcia", country: str = "RO", **more: Any) -> tuple[UUID, UUID]:
        """A team of a new agency, and the agency."""
        agency_id, team = uuid4(), uuid4()
        self.owner.execute(
            "INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number) "
            "VALUES (%s, 'ro', %s, %s, %s, '{en}', '+40 00 10 00 01')",
            [agency_id, agency, country, more.get("sector", "ngo")],
        )
        self.owner.execute(
            "INSERT INTO agencies.team (id, agency_id, name, professions, languages) "
            "VALUES (%s, %s, %s, '{social_worker}', %s)",
            [team, agency_id, more.get("team", "Reception"), list(more.get("languages", ["en"]))],
        )
        return team, agency_id

    def service(
        self,
        agency: str = "Casa Salcia",
        country: str = "RO",
        *,
        of: tuple[UUID, UUID] | None = None,
        **said: Any,
    ) -> UUID:
        """A service of a team; of a new one unless `of` names it. `said` are columns."""
        about = {name: said.pop(name) for name in ("sector", "team", "languages") if name in said}
        team, agency_id = of or self.team(agency, country, **about)
        row: dict[str, Any] = {
            "id": uuid4(), "team_id": team, "agency_id": agency_id, "service": "shelter", "needs": ["housing"],
            "purpose": "referral_service", "takes_children": False, "hours": "", "open_days": [],
        } | said  # fmt: skip
        names, marks = ", ".join(row), ", ".join(["%s"] * len(row))
        self.owner.execute(f"INSERT INTO directory.entry ({names}) VALUES ({marks})", list(row.values()))
        return UUID(str(row["id"]))

    def weigh(self, **points: int) -> None:
        """The weights of this node."""
        for what, number in points.items():
            self.owner.execute(
                "INSERT INTO directory.weight VALUES (%s, %s) "
                "ON CONFLICT (what) DO UPDATE SET points = excluded.points",
                [what, number],
            )


def in_json(said: dict[str, Any]) -> str:
    """As a function of the database takes it."""
    return json.dumps(said)
