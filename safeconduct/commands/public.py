"""The door `public`: what a node has done to its public site. Runs under the site's own settings; nodes call it."""

import argparse
import json
import os
import signal
import threading
from types import FrameType

from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.databases import compile_nothing
from safeconduct.commands.places import READY, closed_folder

DOES = ("writes", "approves", "organises")
"""What an account of the site is for."""
SPOKEN = "ro"
"""In this language accounts of the demonstration review the words for the person: who approves, and who organises."""


def main(arguments: list[str]) -> int:
    """One of the words below. Raises CannotRun outside the public site's own process."""
    parser = argparse.ArgumentParser(prog="public", description=__doc__)
    words = parser.add_subparsers(dest="word", required=True)
    words.add_parser("install").add_argument("--as-it-is", action="store_true")
    words.add_parser("pending")
    words.add_parser("work").add_argument("--once", action="store_true")
    people = words.add_parser("seed")
    for does in DOES:
        people.add_argument(does)
    account = words.add_parser("account")
    account.add_argument("name")
    account.add_argument("does", choices=DOES)
    speaks = words.add_parser("speaks")
    speaks.add_argument("name")
    speaks.add_argument("tag")
    words.add_parser("reset").add_argument("name")
    asked = parser.parse_args(arguments)
    if getattr(django_settings, "AUTH_USER_MODEL", "") != "editors.Editor":
        raise CannotRun("The command public runs as the public site of a node: use it through the node.")
    match asked.word:
        case "install":
            _install(as_it_is=asked.as_it_is)
        case "pending":
            print(json.dumps(_pending()))
        case "work":
            return _work(once=asked.once)
        case "seed":
            _seed({getattr(asked, does): does for does in DOES})
        case "reset":
            from safeconduct.public.pages.accounts import reset_account

            print(reset_account(asked.name))
        case "speaks":
            from safeconduct.public.pages.accounts import let_speak

            print(let_speak(asked.name, asked.tag))
        case _:
            from safeconduct.public.pages.accounts import make_account

            print(make_account(asked.name, asked.does))
    return 0


def _work(*, once: bool) -> int:
    """Mails, offers and erasing until SIGTERM or Ctrl-C, or one round of it; the exit code."""
    from safeconduct.public import settings, working

    if once:
        working.once()
        return 0
    if settings.HOME is None:
        raise CannotRun("The worker belongs to a public site: start its node.")
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, stop)
    # The node that started us waits for this: a worker that does not come up must not go unnoticed.
    working.reach()
    mark = closed_folder(settings.HOME / READY) / str(os.getpid())
    mark.touch(mode=0o600)
    try:
        working.run(stopping)
    finally:
        mark.unlink(missing_ok=True)
    return 0


def _seed(accounts: dict[str, str]) -> None:
    """The pages of the demonstration, and these accounts by what they are for; prints their passwords."""
    from safeconduct.public.pages.accounts import let_speak, make_account
    from safeconduct.public.pages.seeding.demo import seed

    seed()
    made = {name: make_account(name, does) for name, does in accounts.items()}
    for name in (name for name, does in accounts.items() if does != "writes"):
        let_speak(name, SPOKEN)
    print(json.dumps(made))


def _install(*, as_it_is: bool) -> None:
    """Bring the database up to this release; with `as_it_is` one that is filled must be so already."""
    pending = _pending()
    if pending and as_it_is and connection.introspection.table_names():
        raise CannotRun("The public site's database is of an older release: bring it up with ./run upgrade.")
    if pending:
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except DatabaseError as fault:
            kind = type(fault.__cause__ or fault).__name__
            connection.close()
            raise CannotRun(f"A migration of the public site failed ({kind}).") from fault
        call_command("update_index", verbosity=0)  # a release may look for other words
    from safeconduct.public.pages.furnishing import furnish

    furnish()
    connection.ensure_connection()
    compile_nothing(connection.connection)


def _pending() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
