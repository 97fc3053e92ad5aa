"""The one way to figures: a connection of their own role, which can look into no room of cases, referrals or persons.

The web process reads by it and writes nothing. Who reads is told by the same token as everywhere; the row policies show
the facts of the agencies that named this coordinator, and of no other.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg.rows import TupleRow

from safeconduct.access.ring import ring
from safeconduct.keys.context import member_token
from safeconduct.vocabulary.declared import secret_of
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.roles import STATISTICS

_OF_DJANGO = frozenset(
    {"server_side_binding", "prepare_threshold", "options", "isolation_level", "assume_role", "pool"}
)

type Reader = psycopg.Connection[TupleRow]


@contextmanager
def reading(member: MemberId) -> Iterator[Reader]:
    """A transaction that only reads, as this coordinator. Raises WrongSetting, psycopg.Error."""
    with psycopg.connect(**_address()) as own:
        own.read_only = True
        with own.transaction():
            own.execute("SELECT set_config('safeconduct.context', %s, true)", [member_token(ring(), member)])
            yield own


def _address() -> dict[str, Any]:
    """Where Django's own connection goes, by another name."""
    of = connection.settings_dict
    options = {name: value for name, value in of["OPTIONS"].items() if name not in _OF_DJANGO}
    password = secret_of(settings.NODE_HOME, STATISTICS, "")
    return options | {
        "host": of["HOST"], "port": of["PORT"], "dbname": of["NAME"], "user": STATISTICS, "password": password,
    }  # fmt: skip
