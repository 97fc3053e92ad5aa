"""A few accounts for the tests of signing in, written by the owner as an installation does, and what they do."""

import time
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import psycopg
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.test.utils import override_settings

PASSWORD = "a quiet river at noon"
SECRET = "JBSWY3DPEHPK3PXP"
HERE = {"Sec-Fetch-Site": "same-origin"}
"""What a browser sends with a form of ours."""


@cache
def kept_password() -> str:
    """As the database keeps it; slow to make on purpose, so it is made once."""
    return make_password(PASSWORD)


@dataclass
class People:
    """The owner's hand."""

    owner: psycopg.Connection

    def agency(self, name: str = "Casa Salcia") -> UUID:
        """A new agency of this node."""
        agency = uuid4()
        self.owner.execute(
            "INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number) "
            "VALUES (%s, 'ro', %s, 'RO', 'ngo', '{en}', '')",
            [agency, name],
        )
        return agency

    def account(self, name: str, email: str = "") -> int:
        """A new account that no password opens."""
        row = self.owner.execute(
            "INSERT INTO auth_user (username, password, is_superuser, first_name, last_name, email, is_staff, "
            "is_active, date_joined) VALUES (%s, '!', false, '', '', %s, false, true, now()) RETURNING id",
            [name, email],
        ).fetchone()
        assert row is not None
        return int(row[0])

    def place(self, account: int, agency: UUID, profession: str = "social_worker", name: str = "Ana") -> UUID:
        """A place of the account in the agency."""
        member = uuid4()
        self.owner.execute(
            "INSERT INTO agencies.member (id, agency_id, user_id, name, profession, supervises) "
            "VALUES (%s, %s, %s, %s, %s, false)",
            [member, agency, account, name, profession],
        )
        return member

    def ana(self, profession: str = "social_worker", *, email: str = "") -> UUID:
        """An account named ana with a password and one place."""
        return self.with_password(self.place(self.account("ana", email), self.agency(), profession))

    def dan(self) -> UUID:
        """Another account with the same password, in an agency of its own."""
        return self.with_password(self.place(self.account("dan"), self.agency("Other"), "editor", "Dan"))

    def with_password(self, member: UUID) -> UUID:
        """Give the member's account the password of all these tests."""
        statement = "UPDATE auth_user SET password = %s WHERE id = (SELECT user_id FROM agencies.member WHERE id = %s)"
        self.owner.execute(statement, [kept_password(), member])
        return member

    def suspend(self, member: UUID) -> None:
        """Close the place."""
        self.owner.execute("UPDATE agencies.member SET suspended_at = now() WHERE id = %s", [member])

    def recorded(self, action: str) -> list[dict[str, Any]]:
        """The audit's records of one action, oldest first."""
        columns = ("actor_kind", "actor_id", "outcome", "reason", "detail")
        with self.owner.transaction(force_rollback=True):
            # Nobody reads the audit yet, the owner neither: its row policies are lifted for this look.
            self.owner.execute("ALTER TABLE audit.record NO FORCE ROW LEVEL SECURITY")
            rows = self.owner.execute(
                f"SELECT {', '.join(columns)} FROM audit.record WHERE action = %s ORDER BY recorded_at",
                [action],
            ).fetchall()
        return [dict(zip(columns, row, strict=True)) for row in rows]


def sign_in(client: Client, name: str = "ana", password: str = PASSWORD, **more: str) -> Any:
    """Send the sign-in form; the client's answer."""
    return client.post("/account/sign-in/", {"login": name, "password": password, **more})


def code(secret: str = SECRET, steps: int = 0) -> str:
    """What an app with this secret shows, now or some steps of 30 seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def give_app(account: int) -> None:
    """Enrol an app as if it had been done at an earlier sign-in."""
    from allauth.mfa.totp.internal.auth import TOTP
    from django.contrib.auth import get_user_model

    TOTP.activate(get_user_model().objects.get(pk=account), SECRET)


def with_app(client: Client, steps: int = 0) -> None:
    """Sign in as ana with password and code."""
    sign_in(client)
    answer = client.post("/account/sign-in/proof/", {"code": code(steps=steps)})
    assert answer.status_code == 302


def works(client: Client) -> bool:
    """Whether this sign-in still opens a page."""
    return client.get("/account/").status_code == 200


def confirm(client: Client, *, steps: int = 1, after: str = "/account/") -> str:
    """Confirm once more with password and code; where that leads."""
    answer = client.post(
        "/account/confirm/", {"password": PASSWORD, "code": code(steps=steps), "next": after}
    )
    return answer.headers.get("Location", "")


def one_click(client: Client, people: People) -> int:
    """Press the demonstration's button beside the first member; the answer's status."""
    (member,) = people.owner.execute("SELECT id FROM agencies.member LIMIT 1").fetchone() or (None,)
    with override_settings(DEMO=True):
        return client.post("/sign-in/", {"member": str(member)}).status_code
