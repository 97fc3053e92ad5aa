"""An edition of its own for a test, made with the site's own role: sessions, and people with tickets."""

import hashlib
import json
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from safeconduct.commands.nodes.node import Node
from tests.public.reader import rows

NOW = datetime.now(UTC).replace(microsecond=0)
ZONE = "UTC"


@dataclass(frozen=True)
class Person:
    """Somebody invented, with what opens their page."""

    pk: uuid.UUID
    name: str
    ticket: str
    secret: str


@dataclass
class Invented:
    """A conference; it runs now unless it is said otherwise."""

    site: Node
    starts_at: datetime = field(default_factory=lambda: NOW - timedelta(hours=2))
    ends_at: datetime = field(default_factory=lambda: NOW + timedelta(hours=2))
    state: str = "closed"
    funding: str = ""
    code: str = field(default_factory=lambda: f"invented-{secrets.token_hex(4)}")
    pk: int = 0

    def __post_init__(self) -> None:
        self.pk = _insert(
            self.site,
            "conferences_edition",
            series="Invented series",
            name=f"Invented conference {self.code}",
            code=self.code,
            scope="local",
            state=self.state,
            country="RO",
            place="Invented hall, Cluj-Napoca",
            time_zone=ZONE,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            opens_at=self.starts_at - timedelta(days=60),
            closes_at=self.starts_at - timedelta(days=1),
            seats=100,
            interpretation=json.dumps([]),
            organiser="Invented organiser",
            contact="contact@example.org",
            offer_hours=48,
            keeps_days=180,
            funding=self.funding,
        )

    def session(
        self, title: str, begins: float, length: float, kind: str = "talk", language: str = "en"
    ) -> int:
        """So many hours after the beginning, so many hours long."""
        starts_at = self.starts_at + timedelta(hours=begins)
        pk: int = _insert(
            self.site,
            "conferences_session",
            edition_id=self.pk,
            kind=kind,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=length),
            spoken=json.dumps(["en"]),
        )
        _insert(
            self.site,
            "conferences_sessiontext",
            session_id=pk,
            language=language,
            title=title,
            about="Invented.",
        )
        return pk

    def person(self, name: str, **other: Any) -> Person:
        """Somebody with a seat."""
        return self.people(name, **other)[0]

    def people(self, *names: str, **other: Any) -> list[Person]:
        """Several, in one statement."""
        made = [self._person(name, **other) for name in names]
        _insert_all(self.site, "conferences_registration", [columns for _person, columns in made])
        return [person for person, _columns in made]

    def _person(self, name: str, **other: Any) -> tuple[Person, dict[str, Any]]:
        secret = secrets.token_urlsafe(24)
        person = Person(uuid.uuid4(), name, secrets.token_urlsafe(9), secret)
        return person, {
            "id": person.pk,
            "edition_id": self.pk,
            "secret_hash": hashlib.sha256(secret.encode()).digest(),
            "ticket": person.ticket,
            "name": name,
            "email": f"{secrets.token_hex(6)}@example.org",
            "organisation": "Invented house",
            "profession": "lawyer",
            "country": "RO",
            "language": "en",
            "wants_letter": False,
            "may_be_photographed": False,
            "state": "seated",
            "made_at": self.starts_at - timedelta(days=30),
            **other,
        }

    def was_in(self, person: Person, *sessions: int) -> None:
        """They came, and were in these."""
        self.were_in([person], *sessions)

    def were_in(self, people: list[Person], *sessions: int) -> None:
        """Likewise for several."""
        pks = [person.pk for person in people]
        came = "UPDATE conferences_registration SET arrived_at = %s WHERE id = ANY(%s)"
        rows(self.site, came, self.starts_at, pks)
        written = [
            {"registration_id": pk, "session_id": session, "at": self.starts_at}
            for pk in pks
            for session in sessions
        ]
        if written:
            _insert_all(self.site, "conferences_attendance", written)


def over(site: Node, **other: Any) -> Invented:
    """A conference whose day is over in every zone."""
    return Invented(site, NOW - timedelta(hours=38), NOW - timedelta(hours=30), **other)


def _insert(site: Node, table: str, **columns: Any) -> Any:
    return _insert_all(site, table, [columns])[0]


def _insert_all(site: Node, table: str, lines: list[dict[str, Any]]) -> list[Any]:
    """Rows with the same columns; a connection for each would take longer than the test."""
    names, line = ", ".join(lines[0]), f"({', '.join(['%s'] * len(lines[0]))})"
    values = [value for each in lines for value in each.values()]
    places = ", ".join([line] * len(lines))
    return rows(site, f"INSERT INTO {table} ({names}) VALUES {places} RETURNING id", *values)
