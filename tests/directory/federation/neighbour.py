"""Another node in the directory of a test: its card's agency and team, and what it says of its services. Invented."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from safeconduct.access.acting import receiving, working
from safeconduct.directory.federation import giving, taking
from safeconduct.directory.federation.giving import Changed
from safeconduct.directory.federation.taking import Came
from safeconduct.exchange.services.wire import Asked, Page
from safeconduct.site.federating import give
from safeconduct.vocabulary.identifiers import MessageId, NodeId, uuid7
from tests.conftest import as_process
from tests.directory.shelf import Shelf

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def words(agency: UUID, team: UUID, /, **said: Any) -> dict[str, Any]:
    """A service as its node tells it."""
    return {
        "id": str(uuid4()), "agency": str(agency), "team": str(team), "service": "peer_support",
        "needs": ["psychological"],
        "purpose": "referral_service", "takes_children": False, "hours": "By day", "open_days": [0, 1],
        "opens": "09:00",
        "closes": "17:00", "jurisdictions": [], "proceeding_types": [], "place": "office", "address": "Lindengasse 3",
        "contact": "+43 00 100 200", "takes": ["women"], "min_age": 18, "max_age": None, "with_children": True,
        "step_free": None, "without_papers": True, "from_abroad": None, "spoken": ["de", "en"], "interpreters": True,
        "regions": ["BG-22"], "intake": "emergency_hours", "places_free": 2, "places_as_of": "2026-11-29T08:00:00Z",
        "doubted_at": None, "checked": {"takes": "2026-11-01", "reached": "2026-11-02", "where": "2026-11-03"},
    } | said  # fmt: skip


@dataclass
class Neighbour:
    """Node `at`, known here by its card."""

    shelf: Shelf
    node: str = "at"
    agency: UUID = field(default_factory=uuid4)
    team: UUID = field(default_factory=uuid4)
    after: int = 0

    def __post_init__(self) -> None:
        ask = self.shelf.owner.execute
        ask(
            "INSERT INTO exchange.peer (node, card, fingerprint, confirmed_at) VALUES (%s, %s, '1', now())",
            [self.node, '{"agencies": []}'],
        )
        ask(
            "INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number) "
            "VALUES (%s, %s, 'Haus Erfunden', 'BG', 'ngo', '{de}', '+43 00 1')",
            [self.agency, self.node],
        )
        ask(
            "INSERT INTO agencies.team (id, agency_id, name, professions, languages) "
            "VALUES (%s, %s, 'Beratung', '{social_worker}', '{de}')",
            [self.team, self.agency],
        )

    def words(self, **said: Any) -> dict[str, Any]:
        """A service of its own."""
        return words(self.agency, self.team, **said)

    def tells(self, *changes: dict[str, Any] | UUID, is_last: bool = True, epoch: int | None = None) -> int:
        """A page of it arrives: services, and the ids of those that are gone. How many were too many."""
        with as_process("worker"), working():
            taking.feeds_due()
            if epoch is not None:
                taking.begin_pass(self.node, epoch)
                self.after = 0
            came = [
                Came(self.after + nr, UUID(str(one["id"])), one)
                if isinstance(one, dict)
                else Came(self.after + nr, one, None)
                for nr, one in enumerate(changes, 1)
            ]
            until = self.after + len(came)
            beyond = taking.take_in(self.node, came, after=self.after, until=until, is_last=is_last, now=NOW)
        self.after = until
        return beyond

    def value(self, sql: str, *values: object) -> Any:
        """The one value of a statement of the owner."""
        row = self.shelf.owner.execute(sql, values).fetchone()
        return row[0] if row else None

    def here(self) -> set[UUID]:
        """Which of its services stand here."""
        rows = self.shelf.owner.execute(
            "SELECT e.id FROM directory.entry e JOIN agencies.agency a ON a.id = e.agency_id WHERE a.node = %s",
            [self.node],
        )
        return {row[0] for row in rows.fetchall()}

    def refused(self) -> list[tuple[str, str]]:
        """Fields that were not taken in, and why."""
        rows = self.shelf.owner.execute(
            "SELECT field, why FROM directory.unheard WHERE node = %s ORDER BY entry_id", [self.node]
        )
        return [(row[0], row[1]) for row in rows.fetchall()]


def told(peer: str, after: int = 0) -> list[Changed]:
    """What this node tells a peer that asks."""
    with as_process("inbox"), receiving(NodeId(peer), MessageId(uuid7())):
        return [one for one in giving.changes(after) if one.is_told]


def page(peer: str, epoch: int = 0, after: int = 0) -> Page:
    """The same as a page."""
    with as_process("inbox"), receiving(NodeId(peer), MessageId(uuid7())):
        return give(Asked(epoch, after))
