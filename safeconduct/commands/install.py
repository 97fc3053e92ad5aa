"""The door `install`: migrate and furnish one node's database. Runs as the process `owner`; nodes call it."""

import json

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from safeconduct.agencies.models import Agency
from safeconduct.commands.examine import ahead, behind
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.furnish import furnish, load_agencies
from safeconduct.exchange import own_card


def main(arguments: list[str]) -> int:
    """Bring the database up to this release; says nothing when all is well. With `--as-it-is` it must be so already."""
    home, node = settings.NODE_HOME, settings.NODE
    if home is None or node is None or settings.PROCESS != "owner":
        raise CannotRun("The command install runs as the owner of a node: use it through the node.")
    if arguments == ["--as-it-is"]:
        _refuse_another_release()
    else:
        _migrate()
    connection.ensure_connection()
    raw: psycopg.Connection = connection.connection
    furnish(raw, home=home, node=node, demo=settings.DEMO)
    entries = home / "agencies.json"
    if entries.exists():
        load_agencies(raw, node=node, entries=json.loads(entries.read_text()))
    if not (settings.DEMO or settings.SETUP) and Agency.objects.filter(node=node).exists():
        own_card.publish_as_owner()  # before anybody asks for it
    return 0


def _migrate() -> None:
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as fault:
        # Its name and kind; what the server says besides may hold a value of a row.
        kind = type(fault.__cause__ or fault).__name__
        connection.close()
        raise CannotRun(f"The migration {behind()[0]} failed ({kind}).") from fault


def _refuse_another_release() -> None:
    """A node in service is brought up by a command that has a way back, and never by its start."""
    if ahead():
        raise CannotRun("The database of this node was brought up by a newer release: start that one.")
    if behind():
        raise CannotRun("The database of this node is of an older release: bring it up with ./run upgrade.")
