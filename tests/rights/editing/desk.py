"""An editor, a lawyer who checks, and a social worker at their browsers, on one node."""

import html
import re
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from django.test import Client

from tests.site.people import People

RULE = "RO-RP-01"


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def fields(page: str) -> dict[str, Any]:
    """What a browser would send of the forms of a page, as they stand."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        name, kind = _mark(tag, "name"), _mark(tag, "type")
        if kind in ("radio", "checkbox"):
            if " checked" in tag:
                found.setdefault(name, []).append(_mark(tag, "value"))
        elif name:
            found[name] = _mark(tag, "value")
    for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', page):
        found[name] = html.unescape(text)
    for name, inside in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)"[^>]* selected', inside)
        found[name] = chosen[1] if chosen else ""
    return found


def _mark(tag: str, name: str) -> str:
    value = re.search(rf' {name}="([^"]*)"', tag)
    return html.unescape(value[1]) if value else ""


@dataclass
class Someone:
    """A member at their browser."""

    member: UUID
    client: Client

    def see(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.headers.get("Location"))
        return answer.content.decode()

    def send(self, path: str, expected: int = 302, /, **given: Any) -> str:
        answer = self.client.post(path, given)
        assert answer.status_code == expected, (
            path,
            answer.status_code,
            words(answer.content.decode())[:600],
        )
        return answer.headers.get("Location", "") if expected == 302 else answer.content.decode()


@dataclass
class Desk:
    """Who is there."""

    owner: psycopg.Connection
    people: People

    def somebody(self, name: str, profession: str, *, keeps: str = "", scope: str = "RO") -> Someone:
        """A member with a place in an agency of their own, and a capacity."""
        member = self.people.place(
            self.people.account(name), self.people.agency(f"House of {name}"), profession, name
        )
        if keeps:
            self.owner.execute(
                "INSERT INTO agencies.member_capacity (id, member_id, capacity, subject, scope) "
                "VALUES (gen_random_uuid(), %s, %s, 'rule', %s)", [member, keeps, scope],
            )  # fmt: skip
        client = Client()
        assert client.post("/sign-in/", {"member": str(member)}).status_code == 302
        session = client.session
        session["stepped_up_at"] = time.time()
        session.save()
        return Someone(member, client)

    def forget_confirmation(self, of: Someone) -> None:
        """As if more than five minutes had gone by."""
        session = of.client.session
        del session["stepped_up_at"]
        session.save()

    def proposed(self, by: Someone, rule: str = RULE, **changed: Any) -> str:
        """A change of a rule, proposed; the address of the proposal."""
        path = f"/rights/rules/{rule}/change/"
        return by.send(path, **fields(by.see(path)) | {"why": "The law was changed"} | changed)

    def recorded(self, action: str) -> list[tuple[Any, ...]]:
        """What the audit keeps of it."""
        with self.owner.transaction():
            self.owner.execute("ALTER TABLE audit.record NO FORCE ROW LEVEL SECURITY")
            rows = self.owner.execute(
                "SELECT actor_role, case_id, detail FROM audit.record WHERE action = %s ORDER BY at", [action]
            ).fetchall()
            self.owner.execute("ALTER TABLE audit.record FORCE ROW LEVEL SECURITY")
        return rows
