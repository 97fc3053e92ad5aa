"""A small world for the locks: three agencies of this node, two of peers, and a case of each kind.

Every name stands for one fixed id: `ID("ana")`. Connections are raw ones of the real roles, with tokens that
the real process would mint; whatever a test does in one is rolled back, so the world stays as it is.

    alfa    ngo       ana leads own_alfa; dan, sara (supervises), nora (nurse), lea (lawyer), lou and lin (lawyers with
                      a place there), adam (administrator, supervises), jude (judge), sam (suspended), cora
                      (coordinator, named by beta)
                      team_alfa: ana, nora, lea, sam
    beta    shelter   bea leads own_beta; team_beta: bea
    police  police    pavel (supervises); team_police lists social workers too
    gent    ngo of peer be, sent got_alfa          lund    ngo of peer se, sent got_beta
"""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import psycopg
import pytest

from safeconduct.keys.context import look_token, member_token, peer_token, worker_token
from safeconduct.keys.ring import Process, Ring, load
from safeconduct.vocabulary.identifiers import MemberId, MessageId, NodeId
from tests.access.contents import content
from tests.access.names import (
    AGENCIES,
    ID,
    MEMBERS,
    SHARED,
    TEAMS,
    UNTIL,
)
from tests.access.rows import insert
from tests.connections import ROLES, ConnectAs, connect
from tests.emptying import empty_tables
from tests.home import HOME

OF_FIGURES = "figures of "
"""The role by which pages with figures read, with the token of whoever reads them."""


class World:
    """The people, and connections as any of them."""

    def __init__(self, connections: dict[str, psycopg.Connection]) -> None:
        self.connections = connections
        processes: tuple[Process, ...] = ("web", "inbox", "worker")
        self.rings: dict[Process, Ring] = {process: load(HOME / "keys", process) for process in processes}

    def token(self, who: str, seconds: int = 60, *, sign_in: str = "") -> str:
        """The token of a member ("ana"), a peer ("peer be") or the worker; empty for "nobody" and "owner"."""
        who = who.removeprefix(OF_FIGURES)
        if who in MEMBERS:
            return member_token(self.rings["web"], MemberId(ID(who)), seconds, sign_in=sign_in)
        if who.startswith("peer "):
            peer, message = NodeId(who.removeprefix("peer ")), MessageId(ID("message"))
            return peer_token(self.rings["inbox"], peer, message, seconds)
        if who.startswith("look at "):
            return look_token(self.rings["web"], ID(who), seconds)
        return worker_token(self.rings["worker"], seconds) if who == "worker" else ""

    @contextmanager
    def with_token(self, role: str, token: str) -> Iterator[psycopg.Connection]:
        """A transaction as this role, with this token; rolled back at the end."""
        connection = self.connections[role]
        with connection.transaction(force_rollback=True):
            put(connection, token)
            yield connection

    @contextmanager
    def acting(self, who: str, *, sign_in: str = "") -> Iterator[psycopg.Connection]:
        """A transaction of a member, a peer, the worker or the owner; "nobody app" is a role without a token."""
        role = who.removeprefix("nobody ") if who.startswith("nobody ") else role_of(who)
        token = "" if who.startswith("nobody ") else self.token(who, sign_in=sign_in)
        with self.with_token(role, token) as connection:
            yield connection

    def switch(self, connection: psycopg.Connection, who: str, *, sign_in: str = "") -> None:
        """Somebody else acts from here on, in the same transaction."""
        put(connection, self.token(who, sign_in=sign_in))

    def signed_in(self, key: str = "at the desk") -> str:
        """The mark of a sign-in that lasts; the same for the same `key`."""
        self.owner.execute(
            "INSERT INTO django_session VALUES (%s, '', now() + interval '9 hours') ON CONFLICT (session_key) "
            "DO UPDATE SET expire_date = excluded.expire_date",
            [key],
        )
        return hashlib.sha256(key.encode()).hexdigest()

    def signed_out(self, key: str = "at the desk") -> None:
        """What a sign-out does to the database, and nothing else."""
        self.owner.execute("DELETE FROM django_session WHERE session_key = %s", [key])

    @property
    def owner(self) -> psycopg.Connection:
        """The owner's connection; each statement commits."""
        return self.connections["owner"]


def role_of(who: str) -> str:
    """The database role in which somebody acts."""
    if who in MEMBERS or who.startswith("look at "):
        return "app"
    if who.startswith(OF_FIGURES):
        return "statistics"
    return "inbox" if who.startswith("peer ") else who


def put(connection: psycopg.Connection, token: str) -> None:
    """Set the context token of this transaction."""
    connection.execute("SELECT set_config('safeconduct.context', %s, true)", [token])


def people(owner: psycopg.Connection) -> None:
    """Agencies, accounts, members, teams and seats."""
    for name, (node, sector) in AGENCIES.items():
        insert(owner, "agencies.agency", id=ID(name), node=node, name=name, sector=sector)
    for name, (agency, profession, more) in MEMBERS.items():
        user = _account(owner, name)
        insert(
            owner,
            "agencies.member",
            id=ID(name),
            agency_id=ID(agency),
            user_id=user,
            name=name,
            profession=profession,
            **more,
        )
    for name, (agency, professions, seats) in TEAMS.items():
        insert(owner, "agencies.team", id=ID(name), agency_id=ID(agency), name=name, professions=professions)
        for member in seats:
            insert(owner, "agencies.seat", member_id=ID(member), team_id=ID(name))
    # One by profession, one who was named and is none.
    for member in ("cora", "dan"):
        insert(owner, "agencies.coordination", agency_id=ID("beta"), coordinator_id=ID(member))


def _account(owner: psycopg.Connection, name: str) -> int:
    row = owner.execute(
        "INSERT INTO auth_user (username, password, first_name, last_name, email, is_superuser, is_staff, "
        "is_active, date_joined) VALUES (%s, '!', '', '', '', false, false, true, now()) RETURNING id",
        [name],
    ).fetchone()
    assert row is not None
    return int(row[0])


OPEN = "SELECT access.open_case(%s, 'assessment')"
RECEIVE = "SELECT access.receive(%s, %s, %s, %s, %s, 'referral_service', %s, 'consent', NULL, %s, 1)"


def cases(world: World) -> None:
    """One own and one received case at alfa and at beta, through the doors."""
    for case, lead in (("own_alfa", "ana"), ("own_beta", "bea")):
        app = world.connections["app"]
        with app.transaction():
            put(app, world.token(lead))
            app.execute(OPEN, [ID(case)])
    for peer, agency in (("be", "alfa"), ("se", "beta")):
        inbox = world.connections["inbox"]
        with inbox.transaction():
            put(inbox, world.token(f"peer {peer}"))
            given = [
                ID(f"got_{agency}"),
                f"handle_{agency}",
                ID(f"referral_got_{agency}"),
                ID(f"team_{agency}"),
                SHARED,
                UNTIL,
                ID("consent"),
            ]
            inbox.execute(RECEIVE, given)


def built(connections: dict[str, psycopg.Connection]) -> World:
    """People, cases and content, committed."""
    world = World(connections)
    people(world.owner)
    cases(world)
    content(world.owner)
    return world


@pytest.fixture(scope="module")
def world(django_db_setup: None) -> Iterator[World]:
    """The world of one file; whoever uses it may not use Django's connection beside it."""
    with ExitStack() as open_ones:
        connections = {role: open_ones.enter_context(closing(connect(of))) for role, of in ROLES.items()}
        yield built(connections)
    empty_tables()


@pytest.fixture
def staff(connect_as: ConnectAs) -> None:
    """The people only, committed, for tests that go through Django; emptied again after the test."""
    owner = connect_as("owner")
    with owner.transaction():
        people(owner)
