"""What the owner writes before people can work: members of the node's own agencies, and the cards of its peers."""

from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from safeconduct.keys.card import NodeCard, fingerprint, verify_card

NO_PASSWORD = "!"  # noqa: S105  (Django's mark for an account that no password opens)


def load_members(connection: psycopg.Connection, agency: UUID, members: list[dict[str, Any]]) -> None:
    """Write an agency's members with an account each, and their seats; safe to repeat. No password opens them."""
    with connection.transaction():
        for entry in members:
            user = _account(connection, f"member-{entry['id']}", entry.get("email", ""))
            connection.execute(
                "INSERT INTO agencies.member (id, agency_id, user_id, name, profession, supervises, keeps_node) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
                "profession = excluded.profession, supervises = excluded.supervises, "
                "keeps_node = excluded.keeps_node",
                [
                    entry["id"],
                    agency,
                    user,
                    entry["name"],
                    entry["profession"],
                    entry["supervises"],
                    entry.get("keeps_node", False),
                ],
            )
            for team in entry["teams"]:
                connection.execute(
                    "INSERT INTO agencies.seat (id, member_id, team_id) VALUES (gen_random_uuid(), %s, %s) "
                    "ON CONFLICT (member_id, team_id) DO NOTHING",
                    [entry["id"], team],
                )


def load_coordinators(connection: psycopg.Connection, agency: UUID, coordinators: list[str]) -> None:
    """Write which coordinators an agency has named; safe to repeat. They are members of the node already."""
    with connection.transaction():
        for member in coordinators:
            connection.execute(
                "INSERT INTO agencies.coordination (id, agency_id, coordinator_id) VALUES (gen_random_uuid(), %s, %s) "
                "ON CONFLICT (agency_id, coordinator_id) DO NOTHING",
                [agency, member],
            )


def set_password(connection: psycopg.Connection, member: UUID, password: str) -> None:
    """Give a member's account its first password. Raises ValidationError when it is too weak to be one.

    No door leads here yet: an administrator never chooses a member's password, the member does, by invitation.
    """
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.password_validation import validate_password

    validate_password(password)
    connection.execute(
        "UPDATE auth_user SET password = %s WHERE id = (SELECT user_id FROM agencies.member WHERE id = %s)",
        [make_password(password), member],
    )


def _account(connection: psycopg.Connection, username: str, email: str) -> int:
    row = connection.execute(
        "INSERT INTO auth_user (username, password, is_superuser, first_name, last_name, email, is_staff, is_active, "
        "date_joined) VALUES (%s, %s, false, '', '', %s, false, true, now()) "
        "ON CONFLICT (username) DO UPDATE SET is_active = true, email = excluded.email RETURNING id",
        [username, NO_PASSWORD, email],
    ).fetchone()
    assert row is not None  # noqa: S101  (the statement always returns its row)
    return int(row[0])


def offer_card(connection: psycopg.Connection, card: NodeCard) -> bool:
    """Take in a card that came from somewhere: True when it changes no key of a peer that is known.

    A card with other keys is kept beside the confirmed one and the peer is held: nothing goes to it and nothing
    is believed of it until two people have compared the new fingerprint, and `load_card` is called. A node that
    is not known yet is not taken in at all. Raises BadCard.
    """
    said = connection.execute("SELECT exchange.offer_card(%s, %s)", _checked(card)).fetchone()
    return said == ("renewed",)


def load_card(connection: psycopg.Connection, card: NodeCard) -> None:
    """Take a node's card as confirmed: the peer, its agencies and teams, and its services. Raises BadCard.

    Who calls this says that two people have compared the fingerprint by voice; the demo does it for its own two.
    """
    connection.execute("SELECT exchange.keep_peer(%s, %s)", _checked(card))


def _checked(card: NodeCard) -> tuple[Jsonb, str]:
    return Jsonb(card), fingerprint(verify_card(card))
