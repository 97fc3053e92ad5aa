"""The door `examine`: whether a node's database is as this release wants it. Runs as the owner; nodes call it.

Prints JSON: `pending` and `unknown` migrations, `faults` as sentences, how many keys were `tried` and `opened`.
"""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from safeconduct.commands.backups.shape import Shape, differences, shape_of
from safeconduct.commands.faults import CannotRun
from safeconduct.keys.errors import CannotOpen
from safeconduct.keys.models import SectionKey
from safeconduct.keys.ring import Ring, load
from safeconduct.keys.sections import unwrap
from safeconduct.vocabulary.roles import SERVING, STATISTICS

SAMPLE = 200
_TOO_MUCH = """
    SELECT rolname FROM pg_roles
     WHERE rolname = ANY (%s) AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
"""


def main(arguments: list[str]) -> int:
    """0 also when something is found: whoever calls reads it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shape", action="store_true", help="compare with a fresh database of this release")
    asked = parser.parse_args(arguments)
    if settings.PROCESS != "owner" or settings.KEYS_FOLDER is None:
        raise CannotRun("The command examine runs as the owner of a node: use it through the node.")
    pending, unknown = behind(), ahead()
    found: dict[str, Any] = {"pending": pending, "unknown": unknown, "faults": [], "tried": 0, "opened": 0}
    if not pending and not unknown:
        found["tried"], found["opened"] = _open_sample()
        found["faults"] = [*_roles(), *(_shape() if asked.shape else [])]
    print(json.dumps(found))
    return 0


def behind() -> list[str]:
    """The migrations of this release that the database has not had."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def ahead() -> list[str]:
    """The migrations that it has had and that this release does not know: a newer one was here."""
    known = MigrationExecutor(connection).loader.disk_migrations
    return sorted(
        f"{app}.{name}"
        for app, name in MigrationRecorder(connection).applied_migrations()
        if (app, name) not in known
    )


def _open_sample() -> tuple[int, int]:
    """How many keys were tried and how many opened. Nobody acts here, so the owner's plain connection is asked."""
    assert settings.KEYS_FOLDER is not None  # noqa: S101  (looked at above)
    ring = load(settings.KEYS_FOLDER, "web")
    columns = ("case_id", "section", "generation", "intake", "wrapped")
    found = _raw().execute(
        sql.SQL("SELECT {} FROM keys.section_key ORDER BY random() LIMIT {}").format(
            sql.SQL(", ").join(map(sql.Identifier, columns)), SAMPLE
        )
    )
    rows = [SectionKey(**dict(zip(columns, row, strict=True))) for row in found.fetchall()]
    return len(rows), sum(_opens(ring, row) for row in rows)


def _opens(ring: Ring, row: SectionKey) -> bool:
    try:
        unwrap(ring, row)
    except CannotOpen:
        return False
    return True


def _roles() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_TOO_MUCH, [[*SERVING, STATISTICS]])
        return [f"The role {name} may do more than serve." for (name,) in cursor.fetchall()]


def _shape() -> list[str]:
    found = shape_of(_raw())
    with _fresh() as wanted:
        return differences(found, wanted)


@contextmanager
def _fresh() -> Iterator[Shape]:
    """The shape of a database that this release has made just now; it is gone afterwards."""
    own = connection.settings_dict["NAME"]
    fresh = f"{own}_reference"
    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(fresh))
    _raw().execute(drop)
    _raw().execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(fresh)))
    try:
        _turn_to(fresh)
        call_command("migrate", interactive=False, verbosity=0)
        yield shape_of(_raw())
    finally:
        _turn_to(own)
        _raw().execute(drop)


def _turn_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _raw() -> psycopg.Connection:
    connection.ensure_connection()
    raw: psycopg.Connection = connection.connection
    return raw
