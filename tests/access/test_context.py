"""Who is asking: nothing but a live token of the right process opens anything."""

import hashlib
import hmac
import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from safeconduct.keys.context import member_token
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID
from tests.access.rows import named_table
from tests.access.world import World, put

ASKING = {"app": "ana", "inbox": "peer be", "worker": "worker"}


READABLE = """
    SELECT n.nspname || '.' || c.relname, ARRAY(SELECT attname::text FROM pg_attribute a WHERE a.attrelid = c.oid)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND c.relrowsecurity AND has_any_column_privilege(c.oid, 'SELECT')
       AND has_schema_privilege(n.oid, 'USAGE')
"""


def readable(world: World, role: str) -> dict[str, list[str]]:
    """The tables under row policies of which this role may read anything, with their columns."""
    return dict(world.connections[role].execute(READABLE).fetchall())


def rows(connection: psycopg.Connection, table: str) -> int:
    """How many rows of the table are visible."""
    found = connection.execute(f"SELECT count(*) FROM {named_table(table)}").fetchone()
    return int(found[0]) if found else 0


def seen(world: World, role: str, token: str) -> dict[str, int]:
    """The tables of which this token shows anything, with the number of rows."""
    with world.with_token(role, token) as connection:
        counted = {table: rows(connection, table) for table in readable(world, role)}
    return {table: number for table, number in counted.items() if number}


def signed(world: World, text: str, process: str = "web") -> str:
    """A text with the right mac, whatever it says: what a careless minter could make."""
    key = world.rings[process].context_key(process)  # type: ignore[index, arg-type]
    return f"{text}|{hmac.new(key, text.encode(), hashlib.sha256).hexdigest()}"


def soon() -> int:
    """A moment in which a token still counts."""
    return int(time.time()) + 60


AUTHORITIES_ASK = "referrals.authority_ask"
OF_KEEPERS = {"directory.bringing", "directory.proposal", "directory.fault"}
"""Of no agency: only who keeps the node sees anything of them."""
EDITIONS = {"statistics.preparation", "statistics.edition", "statistics.said", "statistics.answer"}
"""Of a country and a year: only coordinators who were named, and rapporteurs, see anything of them."""
YEAR_KEY = "keys.year_key"
"""Of nobody: wrapped by a key of the process that asks."""
FOR_FEW = {
    *OF_KEEPERS, *EDITIONS,
    "referrals.refusal_count", "cases.conflict_question", "rights.claim", "counsel.matter", "counsel.sheet",
    "counsel.conflict_check", "counsel.link", "counsel.link_item",
}  # fmt: skip
"""Tables of which nobody but a coordinator whom an agency has named, who supervises, or a lawyer sees anything of the
agency."""


@pytest.mark.parametrize("role", ["app", "inbox", "worker"])
def test_a_live_token_of_the_process_shows_something_in_every_readable_table(world: World, role: str) -> None:
    """Otherwise the refusals below would prove nothing."""
    tables = readable(world, role)
    hidden = FOR_FEW if role == "app" else set()
    assert set(seen(world, role, world.token(ASKING[role]))) == set(tables) - hidden
    assert len(tables) >= 6


@pytest.mark.parametrize("role", ["app", "inbox", "worker"])
def test_without_a_token_nothing_is_seen(world: World, role: str) -> None:
    assert seen(world, role, "") == {}


def with_other_mac(token: str) -> str:
    """The same words under a mac that nobody has made."""
    return token[:-1] + ("0" if token[-1] != "0" else "1")


def with_end(token: str, end: int) -> str:
    """The same subject under the same mac, with another end."""
    subject, _, mac = token.rsplit("|", 2)
    return f"{subject}|{end}|{mac}"


def _renamed(world: World) -> str:
    return world.token("bea").replace(str(ID("bea")), str(ID("ana")))


def _outlived(world: World) -> str:
    return member_token(world.rings["web"], MemberId(ID("ana")), seconds=-1)


BAD: dict[str, Callable[[World], str]] = {
    "forged mac": lambda world: with_other_mac(world.token("ana")),
    "no mac": lambda world: world.token("ana").rpartition("|")[0] + "|",
    "another member under the mac of one": _renamed,
    "a later end under the mac of an earlier": lambda world: with_end(world.token("ana"), soon() + 3600),
    "outlived": _outlived,
    "ends now": lambda world: signed(world, f"{ID('ana')}|{int(time.time())}"),
    "suspended member": lambda world: world.token("sam"),
    "unknown member": lambda world: signed(world, f"{ID('nobody')}|{soon()}"),
    "member in capitals with a space": lambda world: f" {world.token('ana')}",
    "a sign-in added to the subject": lambda world: world.token("ana").replace("|", f"/{'0' * 64}|", 1),
    "separator in the subject": lambda world: signed(world, f"{ID('ana')}|x|{soon()}"),
    "separator before the subject": lambda world: signed(world, f"|{ID('ana')}|{soon()}"),
    "two tokens": lambda world: f"{world.token('ana')}|{world.token('ana')}",
    "end with a sign": lambda world: signed(world, f"{ID('ana')}|+{soon()}"),
    "end in letters": lambda world: signed(world, f"{ID('ana')}|infinity"),
    "end beyond all years": lambda world: signed(world, f"{ID('ana')}|{10**13}"),
    "without an end": lambda world: signed(world, str(ID("ana"))),
    "bare identifier": lambda _: str(ID("ana")),
    "of the inbox": lambda world: world.token("peer be"),
    "of the worker": lambda world: world.token("worker"),
    "a member named by the inbox": lambda world: signed(world, f"{ID('ana')}|{soon()}", "inbox"),
    "a member named by the worker": lambda world: signed(world, f"{ID('ana')}|{soon()}", "worker"),
    "only separators": lambda _: "||",
}


@pytest.mark.parametrize("kind", BAD)
def test_no_other_token_shows_a_member_anything(world: World, kind: str) -> None:
    assert seen(world, "app", BAD[kind](world)) == {}
    with world.with_token("app", BAD[kind](world)) as connection:
        assert connection.execute("SELECT access.current_member(), access.current_agency()").fetchone() == (
            None,
            None,
        )


@pytest.mark.parametrize(
    "role, who, call",
    [
        ("app", "peer be", "SELECT access.end_grants(%s, NULL, NULL, 'x')"),
        ("app", "peer be", "SELECT access.destroy_keys(%s, NULL)"),
        ("app", "worker", "SELECT access.end_grants(%s, NULL, NULL, 'x')"),
        ("inbox", "ana", "SELECT access.end_grants(%s, NULL, NULL, 'x')"),
        ("inbox", "ana", "SELECT access.destroy_keys(%s, NULL)"),
        ("inbox", "worker", "SELECT access.end_grants(%s, NULL, NULL, 'x')"),
        ("worker", "ana", "SELECT access.end_grants(%s, NULL, NULL, 'x')"),
        ("worker", "peer be", "SELECT access.end_grants(%s, NULL, NULL, 'x')"),
    ],
)
def test_a_stray_token_of_another_process_opens_no_door(world: World, role: str, who: str, call: str) -> None:
    """The functions ask for members, peers and the worker alike; a token counts for its own role only."""
    with (
        world.with_token(role, world.token(who)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="not_yours"),
    ):
        connection.execute(call, [ID("got_alfa")])


def test_a_token_outlasts_its_transaction_but_not_the_next(world: World) -> None:
    with world.with_token("app", world.token("ana")) as connection:
        assert rows(connection, "access.case") == 2
    connection = world.connections["app"]
    with connection.transaction():
        assert rows(connection, "access.case") == 0


def test_who_acts_can_change_within_a_transaction_and_the_old_sight_is_gone(world: World) -> None:
    with world.acting("ana") as connection:
        assert rows(connection, "keys.section_key") == 7
        world.switch(connection, "bea")
        found = connection.execute("SELECT DISTINCT case_id FROM keys.section_key").fetchall()
        assert {row[0] for row in found} == {ID("own_beta"), ID("got_beta")}
        put(connection, "")
        assert rows(connection, "keys.section_key") == 0


# --- injected SQL of somebody else's id ---

OF_A_CASE = [
    "keys.section_key",
    "cases.section_version",
    "cases.brought",
    "cases.ask",
    "cases.complaint",
    "cases.giving",
    "cases.given",
    "cases.screening",
    "cases.interview",
    "cases.party_mark",
    "cases.conference",
    "cases.conference_item",
    "cases.conference_entry",
    "cases.follow_up",
    "rights.sheet",
    "rights.claim",
    "rights.deadline",
    "counsel.matter",
    "counsel.sheet",
    "counsel.conflict_check",
    "counsel.link",
    "counsel.link_item",
    "cases.attachment",
    "cases.attachment_part",
    "cases.interpreting",
    "cases.persons_word",
    "cases.section_erasure",
    "cases.unsaved",
    "consent.version",
    "referrals.statement",
    "referrals.text",
    "referrals.named_holder",
    "referrals.holder_ask",
    "referrals.referral",
]


def test_a_member_reads_no_row_of_another_agency(world: World) -> None:
    """Whatever the statement asks for; every readable table says by some column whose row it is."""
    own_cases = [ID("own_alfa"), ID("got_alfa")]
    tried = []
    for table, columns in readable(world, "app").items():
        if table in OF_KEEPERS | EDITIONS:
            with world.acting("ana") as connection:
                assert rows(connection, table) == 0
            continue
        if table == YEAR_KEY:
            continue
        owner = next(name for name in ("agency_id", "sender", "case_id", "member_id") if name in columns)
        # A question names the agency of whoever asks: of the file in hand it is seen all the same.
        others = {"sender": [ID("gent")]}.get(owner, [ID("police")] if table == AUTHORITIES_ASK else [])
        of_agency = [ID("alfa"), *others]
        ours = {"case_id": own_cases, "member_id": [ID("ana")]}.get(owner, of_agency)
        with world.acting("ana") as connection:
            found: Any = connection.execute(
                f"SELECT count(*), count(*) FILTER (WHERE {owner} IS NULL OR {owner} <> ALL (%s)) "
                f"FROM {named_table(table)} WHERE true OR {owner} = %s",
                [ours, ID("beta")],
            ).fetchone()
        assert (found[0] > 0, found[1]) == (table not in FOR_FEW, 0), table
        tried.append(table)
    assert len(tried) >= 14


COLLEAGUES, STRANGERS = ["dan", "lea", "adam", "jude"], ["pavel", "bea"]
HIDDEN = [(table, who) for table in OF_A_CASE for who in COLLEAGUES + STRANGERS]
# Envelopes, which hold codes and dates, are open to the whole agency, but for who administers it.
OPEN_TO_COLLEAGUES = [("referrals.referral", who) for who in COLLEAGUES if who != "adam"]


@pytest.mark.parametrize("table, who", [pair for pair in HIDDEN if pair not in OPEN_TO_COLLEAGUES])
def test_who_holds_nothing_of_a_case_reads_nothing_sealed_of_it(world: World, table: str, who: str) -> None:
    with world.acting(who) as connection:
        found: Any = connection.execute(
            f"SELECT count(*) FROM {named_table(table)} WHERE case_id IN (%s, %s)",
            [ID("own_alfa"), ID("got_alfa")],
        ).fetchone()
        assert found == (0,)


def test_a_colleague_sees_what_of_a_case_the_agency_may_see_and_no_more(world: World) -> None:
    with world.acting("dan") as connection:
        counted = {table: rows(connection, table) for table in readable(world, "app")}
    hidden = {table for table, number in counted.items() if not number}
    assert hidden - FOR_FEW == {
        "access.case",
        "keys.section_key",
        "consent.version",
        "cases.section_version",
        "cases.brought",
        "cases.ask",
        "cases.complaint",
        "cases.giving",
        "cases.given",
        "cases.beside",
        "cases.copied",
        "cases.screening",
        "cases.interview",
        "cases.party_mark",
        "cases.conference",
        "cases.conference_item",
        "cases.conference_entry",
        "referrals.authority_ask",
        "referrals.letter_thread",  # a team's, and no case's: the team alone reads it
        "referrals.letter",
        "referrals.named_holder",
        "referrals.holder_ask",
        "referrals.statement",
        "cases.follow_up",
        "rights.sheet",
        "rights.deadline",
        "cases.attachment",
        "cases.attachment_part",
        "cases.interpreting",
        "cases.persons_word",
        "cases.section_erasure",
        "cases.unsaved",
        "cases.bringing",
        "cases.bringing_part",
        "keys.file_key",
        "referrals.text",
        "referrals.shared_item",
        "referrals.shared_entry",
    }


FOR_NEITHER = (
    "SELECT 1 FROM cases.section_version",
    "SELECT wrapped FROM keys.section_key",
    "SELECT 1 FROM consent.version",
    "SELECT 1 FROM referrals.text",
    "SELECT 1 FROM access.grants",
)
"""What the inbox may not read, nor the worker."""


def test_the_inbox_reads_no_section_no_wrapped_key_and_no_consent(world: World) -> None:
    for statement in (*FOR_NEITHER, "SELECT event FROM exchange.outgoing"):
        with world.acting("peer be") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def test_the_worker_reads_no_section_no_wrapped_key_and_no_consent(world: World) -> None:
    for statement in (*FOR_NEITHER, 'SELECT 1 FROM access."case"'):
        with world.acting("worker") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


@pytest.mark.parametrize("table", ["grants", "context_key", "policy", "node", "named", "break_glass_use"])
@pytest.mark.parametrize("role", ["app", "inbox", "worker"])
def test_the_tables_behind_the_doors_answer_to_no_serving_role(world: World, role: str, table: str) -> None:
    for statement in (
        f"SELECT 1 FROM access.{table}",
        f"DELETE FROM access.{table}",
        f"TRUNCATE access.{table}",
    ):
        with (
            world.with_token(role, world.token(ASKING[role])) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)
