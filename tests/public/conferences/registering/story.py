"""An edition of a test's own, and people who register for it in a browser."""

import re
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from safeconduct.commands.nodes.node import Node
from tests.public.reader import Answer, Browser, rows

DAY = timedelta(days=1)
WHO = {
    "name": "Invented Person",
    "organisation": "Invented House",
    "profession": "lawyer",
    "country": "RO",
    "language": "en",
}
COLUMNS = {
    "series": "Invented series",
    "scope": "local",
    "state": "open",
    "country": "RO",
    "place": "Invented Hall",
    "time_zone": "Europe/Bucharest",
    "interpretation": "[]",
    "organiser": "Invented House",
    "contact": "questions@house.example",
    "offer_hours": 48,
    "keeps_days": 180,
    "funding": "",
}


@dataclass
class Edition:
    """One conference in a running site."""

    site: Node
    code: str
    pk: int

    def set(self, **values: Any) -> None:
        """Change its row, as an organiser would."""
        named = ", ".join(f"{name} = %s" for name in values)
        rows(self.site, f"UPDATE conferences_edition SET {named} WHERE id = %s", *values.values(), self.pk)

    def quota(self, profession: str, country: str, seats: int) -> None:
        """Give it one."""
        rows(
            self.site,
            "INSERT INTO conferences_quota (edition_id, profession, country, seats) VALUES (%s, %s, %s, %s)",
            self.pk, profession, country, seats,
        )  # fmt: skip

    def is_called(self, language: str, name: str) -> None:
        """Give it a name in another language."""
        rows(
            self.site,
            "INSERT INTO conferences_editiontext (edition_id, language, name, introduction, funding) "
            "VALUES (%s, %s, %s, '', '')",
            self.pk, language, name,
        )  # fmt: skip

    def states(self) -> list[str]:
        """How all registrations stand, in the order of registering."""
        found = "SELECT state FROM conferences_registration WHERE edition_id = %s ORDER BY made_at, id"
        return rows(self.site, found, self.pk)


def edition(site: Node, *, seats: int = 1, begins: timedelta = 30 * DAY, **values: Any) -> Edition:
    """A new one, open, with so many seats; what was counted of earlier tests against the limits is forgotten."""
    rows(site, "DELETE FROM asking_sent")
    code, now = f"t-{secrets.token_hex(4)}", datetime.now(UTC)
    row = COLUMNS | {
        "code": code, "name": f"Conference {code}", "seats": seats, "starts_at": now + begins,
        "ends_at": now + begins + DAY, "opens_at": now - 30 * DAY, "closes_at": now + begins - timedelta(hours=1),
    } | values  # fmt: skip
    names, marks = ", ".join(row), ", ".join(["%s"] * len(row))
    made = f"INSERT INTO conferences_edition ({names}) VALUES ({marks}) RETURNING id"
    return Edition(site, code, rows(site, made, *row.values())[0])


@dataclass
class Person:
    """Somebody with a mail address of their own."""

    of: Edition
    email: str = field(default_factory=lambda: f"{secrets.token_hex(6)}@people.example")
    who: dict[str, str] = field(default_factory=dict)

    def registers(self) -> Answer:
        """Send the form."""
        sent = {**WHO, "email": self.email, **self.who}
        return Browser(self.of.site).post(f"/en/conferences/{self.of.code}/register/", sent)

    def mails(self) -> list[str]:
        """Subjects and texts of what waits to be sent to them, the oldest first."""
        asked = "SELECT subject || E'\\n\\n' || text FROM post_mail WHERE \"to\" = %s ORDER BY id"
        return rows(self.of.site, asked, self.email)

    def page(self) -> str:
        """The address of their page, out of their last mail."""
        found = re.search(r"http://[^/]+(/\S*/conferences/mine/\S+)", self.mails()[-1])
        assert found, "no mail names a page"
        return found[1]

    def opens(self) -> str:
        """What their page says."""
        answer = Browser(self.of.site).get(self.page())
        assert answer.status == 200
        return answer.text

    def does(self, what: str) -> Answer:
        """Press one of its buttons."""
        return Browser(self.of.site).post(self.page(), {"do": what})

    @property
    def state(self) -> str:
        """How it stands."""
        asked = (
            "SELECT state FROM conferences_registration WHERE edition_id = %s AND email = %s ORDER BY made_at"
        )
        return str(rows(self.of.site, asked, self.of.pk, self.email)[-1])


def confirmed(of: Edition, **who: str) -> Person:
    """Somebody who has registered and confirmed."""
    person = Person(of, who=who)
    person.registers()
    person.does("confirm")
    return person
