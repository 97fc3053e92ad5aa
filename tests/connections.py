"""Connections to the test database by role, and Django's own as another role or process."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import tuple_row

from safeconduct.commands.nodes.databases import Address
from safeconduct.commands.places import secret
from safeconduct.vocabulary.roles import APP, INBOX, OWNER, STATISTICS, WORKER
from tests.home import HOME

type ConnectAs = Callable[[str], psycopg.Connection]

ROLES = {"app": APP, "inbox": INBOX, "worker": WORKER, "owner": OWNER, "statistics": STATISTICS}


@contextmanager
def as_owner() -> Iterator[None]:
    """Django's connection is the owner's inside, and the web process's again afterwards."""
    from django.db import connection

    own = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict |= {"USER": OWNER, "PASSWORD": secret(HOME, OWNER)}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= own


@contextmanager
def as_process(process: str) -> Iterator[None]:
    """Inside, this is another of the node's processes: its database role, its keys, its setting. Threads too."""
    from django.db import connection
    from django.test import override_settings

    from safeconduct.site.databases import ROLES as ROLE_OF

    role, settings, own = ROLE_OF[process], connection.settings_dict, connection.connection
    if own is not None and not is_resting(own):
        connection.close()
        own = None
    names = {name: settings[name] for name in ("USER", "PASSWORD")}
    settings |= {"USER": role, "PASSWORD": secret(HOME, role)}
    _becomes(OF_DJANGO.pop(role, None))
    try:
        with override_settings(PROCESS=process):
            yield
    finally:
        settings |= names
        _rests(role)
        _becomes(own)


OF_DJANGO: dict[str, Any] = {}
"""Django's connections as another process than the web's, while none of these is meant."""


def _becomes(driver: Any) -> None:
    """Django goes on with this connection, or makes one when it needs it; the one it had is left alone."""
    from django.db import connection

    connection.connection = driver
    connection.in_atomic_block = False


def _rests(role: str) -> None:
    from django.db import connection

    driver = connection.connection
    if driver is not None and is_resting(driver) and role not in OF_DJANGO:
        driver.execute("CLOSE ALL; UNLISTEN *; SELECT pg_advisory_unlock_all(); DISCARD TEMP")
        OF_DJANGO[role] = driver
    else:
        connection.close()


def connect(role: str) -> psycopg.Connection:
    """A plain connection to the test database, each statement a transaction of its own."""
    from django.db import connection

    address = replace(Address.read(HOME), name=connection.settings_dict["NAME"])
    return address.connect(role, os.environ.get(f"PASSWORD_OF_{role.upper()}") or secret(HOME, role))


RESTING: dict[str, list[psycopg.Connection]] = defaultdict(list)
"""Connections that a test has done with, by role: a new one costs more than most tests ask."""


AS_NEW = "RESET SESSION AUTHORIZATION; RESET ALL; CLOSE ALL; UNLISTEN *; SELECT pg_advisory_unlock_all(); DISCARD TEMP"


@contextmanager
def lent(role: str) -> Iterator[psycopg.Connection]:
    """A connection that nobody else has, as if it were new; kept for the next test where it is in order."""
    connection = RESTING[role].pop() if RESTING[role] else connect(role)
    try:
        yield connection
    finally:
        if is_resting(connection) and connection.autocommit:
            # All that DISCARD ALL does but the plans, which the driver believes to be there.
            connection.execute(AS_NEW)
            connection.row_factory = tuple_row
            RESTING[role].append(connection)
        else:
            connection.close()


def briefly(role: str) -> AbstractContextManager[psycopg.Connection]:
    """Inside, a raw connection as app, inbox, worker, statistics or owner, given back at the end of the block."""
    return lent(ROLES[role])


def is_resting(connection: psycopg.Connection) -> bool:
    return not connection.closed and connection.info.transaction_status is TransactionStatus.IDLE
