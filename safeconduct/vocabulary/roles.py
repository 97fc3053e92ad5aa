"""The database roles, and the few statements that every room's migrations repeat.

Tables are written "room.table". Each function returns the SQL as a text that also knows its reverse:
`operations = [create_schema("keys", APP).operation(), ..., force_rows("keys.section_key").operation()]`.
Only constants of the code may be passed in; names are checked, conditions are taken as they are.
"""

import re
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from django.db.migrations import RunSQL

OWNER = "safeconduct_owner"
APP = "safeconduct_app"
INBOX = "safeconduct_inbox"
WORKER = "safeconduct_worker"
STATISTICS = "safeconduct_statistics"
"""Reads the facts and tallies of the room statistics, and no table of a case, a referral or a person."""
PUBLIC_OWNER = "safeconduct_public_owner"
PUBLIC = "safeconduct_public"
"""Those of the public site. They may enter its database and no other one of ours; none of the others may enter it."""

SERVING = (APP, INBOX, WORKER)
"""The roles of running processes; they own nothing and live under forced row-level security."""

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_COMMANDS = frozenset({"ALL", "SELECT", "INSERT", "UPDATE", "DELETE"})


class Sql(str):
    """A statement and, in `reverse`, the one that takes it back."""

    __slots__ = ("reverse",)
    reverse: str

    def __new__(cls, forward: str, reverse: str) -> Self:
        statement = super().__new__(cls, forward)
        statement.reverse = reverse
        return statement

    def operation(self) -> "RunSQL":
        """The statement as a step of a migration."""
        from django.db.migrations import RunSQL  # here: settings import the constants above

        return RunSQL(str(self), reverse_sql=self.reverse)


def create_schema(name: str, *roles: str) -> Sql:
    """A room's schema, owned by who migrates; the named roles may look into it."""
    schema = _quoted(name)
    forward = f"CREATE SCHEMA IF NOT EXISTS {schema};"
    if roles:
        forward += f" GRANT USAGE ON SCHEMA {schema} TO {', '.join(map(_quoted, roles))};"
    return Sql(forward, f"DROP SCHEMA IF EXISTS {schema};")


def force_rows(table: str) -> Sql:
    """Row-level security for everybody, the table's owner too: without a policy no row is seen."""
    name = _quoted(table)
    return Sql(
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY; ALTER TABLE {name} FORCE ROW LEVEL SECURITY;",
        f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {name} DISABLE ROW LEVEL SECURITY;",
    )


def grant(table: str, role: str, privileges: str) -> Sql:
    """Privileges such as "SELECT, INSERT" or "SELECT (id, due)" on one table to one role."""
    what, who = f"{privileges} ON TABLE {_quoted(table)}", _quoted(role)
    return Sql(f"GRANT {what} TO {who};", f"REVOKE {what} FROM {who};")


def policy(name: str, table: str, role: str, command: str, using: str = "", check: str = "") -> Sql:
    """A permissive policy: `using` chooses the rows seen, `check` the rows that may be written."""
    if command.upper() not in _COMMANDS:
        raise ValueError(f"{command!r} is no command of a policy; use one of {', '.join(sorted(_COMMANDS))}.")
    where = f" USING ({using})" if using else ""
    written = f" WITH CHECK ({check})" if check else ""
    target = f"{_quoted(name)} ON {_quoted(table)}"
    return Sql(
        f"CREATE POLICY {target} FOR {command.upper()} TO {_quoted(role)}{where}{written};",
        f"DROP POLICY IF EXISTS {target};",
    )


def _quoted(name: str) -> str:
    parts = name.split(".")
    if len(parts) > 2 or not all(_NAME.fullmatch(part) for part in parts):
        raise ValueError(f"{name!r} is not a plain name such as keys.section_key.")
    return ".".join(f'"{part}"' for part in parts)
