"""The database's functions of administration are called here: what they refuse is raised with its reason.

Each asks who is acting. Reasons are those of `agencies/rights.py`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import ProgrammingError, connection, transaction
from django.utils.translation import gettext_lazy as _

from safeconduct.access.doors import INSUFFICIENT_PRIVILEGE
from safeconduct.agencies.rights import REASONS
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible


@contextmanager
def _said() -> Iterator[None]:
    try:
        # No savepoint: whoever is refused here does nothing more in this transaction.
        with transaction.atomic(savepoint=False):
            yield
    except ProgrammingError as error:
        cause = error.__cause__
        if getattr(cause, "sqlstate", None) != INSUFFICIENT_PRIVILEGE:
            raise
        code = str(cause).splitlines()[0].removeprefix("access: ")
        otherwise = Reason(
            code if code.isidentifier() else "no_privilege",
            _("This is not open to you, and the database refuses it."),
            _("Ask the administrator of your agency."),
        )
        raise NotPossible(REASONS.get(code, otherwise)) from None


def call(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """The rows of one of the functions. Raises NotPossible with the database's reason."""
    with _said(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
