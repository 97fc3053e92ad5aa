"""What only the owner may write: the policy table, the context keys, the node's own row."""

from dataclasses import astuple
from pathlib import Path

import psycopg

from safeconduct.access.policy import allowed, policy
from safeconduct.commands.nodes.databases import compile_nothing
from safeconduct.keys.card import AgencyEntry
from safeconduct.keys.context import hmac_pads
from safeconduct.keys.ring import Process, load

PROCESSES: tuple[Process, ...] = ("web", "inbox", "worker")


def furnish(connection: psycopg.Connection, *, home: Path, node: str, demo: bool) -> None:
    """Bring the owner's tables up to this release and to the keys in `home`; safe to repeat, one transaction."""
    with connection.transaction():
        compile_nothing(connection)
        _load_policy(connection)
        _load_context_keys(connection, home / "keys")
        changed = connection.execute("UPDATE access.node SET id = %s, is_demo = %s", [node, demo])
        if changed.rowcount == 0:
            connection.execute("INSERT INTO access.node (id, is_demo) VALUES (%s, %s)", [node, demo])


def _load_policy(connection: psycopg.Connection) -> None:
    table = policy()
    found = connection.execute("SELECT hash FROM access.policy_version").fetchone()
    if found is not None and found[0] == table.hash:
        return
    connection.execute("DELETE FROM access.policy")
    connection.execute("DELETE FROM access.policy_version")
    columns = "number, sector, profession, purpose, section, action, basis"
    with connection.cursor() as cursor, cursor.copy(f"COPY access.policy ({columns}) FROM STDIN") as copy:
        for cell, row in allowed():
            copy.write_row((row.number, *map(str, astuple(cell))))
    connection.execute("INSERT INTO access.policy_version (hash) VALUES (%s)", [table.hash])


def _load_context_keys(connection: psycopg.Connection, keys: Path) -> None:
    for process in PROCESSES:
        inner, outer = hmac_pads(load(keys, process).context_key(process))
        connection.execute(
            "INSERT INTO access.context_key (process, inner_pad, outer_pad) VALUES (%s, %s, %s) ON CONFLICT (process) "
            "DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
            [process, inner, outer],
        )


def load_agencies(connection: psycopg.Connection, *, node: str, entries: list[AgencyEntry]) -> None:
    """Write agencies and their teams of one node, ours or a peer's; what is there already is brought up to date."""
    with connection.transaction():
        for entry in entries:
            _load_agency(connection, node, entry)


def _load_agency(connection: psycopg.Connection, node: str, entry: AgencyEntry) -> None:
    connection.execute(
        "INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
        "country = excluded.country, sector = excluded.sector, languages = excluded.languages, "
        "duty_number = excluded.duty_number WHERE agency.node = excluded.node",
        [
            entry["id"],
            node,
            entry["name"],
            entry["country"],
            entry["sector"],
            entry["languages"],
            entry["duty_number"],
        ],
    )
    for team in entry["teams"]:
        connection.execute(
            "INSERT INTO agencies.team (id, agency_id, name, professions, languages) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, professions = excluded.professions, "
            "languages = excluded.languages WHERE team.agency_id = excluded.agency_id",
            [team["id"], entry["id"], team["name"], team["professions"], team["languages"]],
        )
