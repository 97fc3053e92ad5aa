"""Who asks the matrix: an agency of each sector, a member of each profession in it, and those who may see nothing.

Every identifier follows from what it stands for, so that both readings name the same rows without asking each other.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import psycopg

from safeconduct.commands.measures.matrix import naive
from safeconduct.keys.context import member_token, peer_token
from safeconduct.keys.ring import Process, Ring
from safeconduct.vocabulary.identifiers import MemberId, MessageId, NodeId

PEER = NodeId("mt")
MINUTES = 3600


def named(*words: str) -> UUID:
    """The identifier of what these words stand for."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "|".join(("matrix", *words)))


AT_A_DESK = "matrix at a desk"
SIGN_IN = sha256(AT_A_DESK.encode()).hexdigest()
"""The mark of a sign-in that lasts, to which what is opened in an emergency is bound."""


@dataclass(frozen=True, slots=True)
class Asker:
    """One kind of member: `standing` is "" for who works here, else why this one sees nothing."""

    sector: str
    profession: str
    standing: str = ""

    @property
    def id(self) -> UUID:
        """The member."""
        return named("member", self.sector, self.profession, self.standing)

    @property
    def agency(self) -> UUID:
        """The agency in which the member has its place."""
        return named("agency", self.sector)


OUTSIDE = ("suspended", "without a seat", "seated elsewhere", "moved away")
"""Members who hold what others hold and see none of it: a closed place, no team, a team or a place elsewhere."""


def askers() -> list[Asker]:
    """Every sector with every profession, and in each sector one of each who is outside."""
    working = [Asker(sector, profession) for sector in naive.SECTORS for profession in naive.PROFESSIONS]
    outside = [Asker(sector, "social_worker", why) for sector in naive.SECTORS for why in OUTSIDE]
    return working + outside


@dataclass(slots=True)
class Base:
    """The database that is asked, as each of its roles, and the keys by which its processes say who acts."""

    connections: dict[str, psycopg.Connection]
    rings: dict[Process, Ring]

    @property
    def owner(self) -> psycopg.Connection:
        """Whom only the row policies for the owner let see anything; each statement commits."""
        return self.connections["owner"]

    def token(self, member: UUID) -> str:
        """As the web process would mint it, in the one sign-in that all of them share."""
        return member_token(self.rings["web"], MemberId(member), MINUTES, sign_in=SIGN_IN)

    def of_peer(self) -> str:
        """As the inbox would mint it for a message of the peer."""
        return peer_token(self.rings["inbox"], PEER, MessageId(named("message")), MINUTES)


@contextmanager
def unforced(owner: psycopg.Connection, *tables: str) -> Iterator[None]:
    """Inside, the owner writes rows of these tables; one transaction, and the locks stand again at its end."""
    with owner.transaction():
        for table in tables:
            owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        yield
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            owner.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def team_of(sector: str) -> UUID:
    """The team of a sector's agency: all professions have a seat in it."""
    return named("team", sector)


def settle(base: Base, node: str, everybody: list[Asker]) -> None:
    """Agencies, accounts, members, teams and seats of this node, and one agency of the peer."""
    owner = base.owner
    with owner.transaction():
        owner.execute("INSERT INTO django_session VALUES (%s, '', now() + interval '9 hours')", [AT_A_DESK])
        _agencies(owner, node)
        _members(owner, everybody)
        seats = [(one.id, team_of(_seat(one))) for one in everybody if one.standing != "without a seat"]
        owner.execute(
            "INSERT INTO agencies.seat (id, member_id, team_id) SELECT gen_random_uuid(), m, t "
            "FROM unnest(%s::uuid[], %s::uuid[]) AS s (m, t)",
            [[member for member, _ in seats], [team for _, team in seats]],
        )


def next_sector(sector: str) -> str:
    """Another sector, the same each time."""
    return naive.SECTORS[(naive.SECTORS.index(sector) + 1) % len(naive.SECTORS)]


def _seat(one: Asker) -> str:
    return next_sector(one.sector) if one.standing == "seated elsewhere" else one.sector


def _agencies(owner: psycopg.Connection, node: str) -> None:
    sectors = [*naive.SECTORS, "ngo"]
    ids = [*(named("agency", sector) for sector in naive.SECTORS), named("agency", "of the peer")]
    owner.execute(
        "INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number) "
        "SELECT i, n, 'Matrix ' || s, 'RO', s, '{en}', '' FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS a "
        "(i, n, s)",
        [ids, [node] * len(naive.SECTORS) + [PEER], sectors],
    )
    owner.execute(
        "INSERT INTO agencies.team (id, agency_id, name, professions, languages) "
        "SELECT t, a, 'Team', %s, '{en}' FROM unnest(%s::uuid[], %s::uuid[]) AS x (t, a)",
        [
            list(naive.PROFESSIONS),
            [*map(team_of, naive.SECTORS), named("team", "of the peer")],
            ids,
        ],
    )


def _members(owner: psycopg.Connection, everybody: list[Asker]) -> None:
    owner.execute(
        "INSERT INTO auth_user (username, password, first_name, last_name, email, is_superuser, is_staff, is_active, "
        "date_joined) SELECT m::text, '!', '', '', '', false, false, true, now() FROM unnest(%s::uuid[]) AS m",
        [[one.id for one in everybody]],
    )
    owner.execute(
        "INSERT INTO agencies.member (id, agency_id, user_id, name, profession, supervises) "
        "SELECT m, a, u.id, 'Somebody', p, true FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS x (m, a, p) "
        "JOIN auth_user u ON u.username = m::text",
        [
            [one.id for one in everybody],
            [one.agency for one in everybody],
            [one.profession for one in everybody],
        ],
    )


def put_outside(base: Base, everybody: list[Asker]) -> None:
    """After they were given what others have: places are closed, and members go to another agency."""
    closed = [one.id for one in everybody if one.standing == "suspended"]
    moved = [one for one in everybody if one.standing == "moved away"]
    with base.owner.transaction():
        base.owner.execute("UPDATE agencies.member SET suspended_at = now() WHERE id = ANY (%s)", [closed])
        base.owner.execute(
            "UPDATE agencies.member m SET agency_id = x.a FROM unnest(%s::uuid[], %s::uuid[]) AS x (i, a) WHERE "
            "m.id = x.i",
            [[one.id for one in moved], [named("agency", next_sector(one.sector)) for one in moved]],
        )
