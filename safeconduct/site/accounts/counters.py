"""What is remembered for minutes: attempts, for the limits on guessing, and codes that were used.

In the database, so that a restart or a second web process forgets nothing. Keys are hashed, since they are made
of addresses and names; values are JSON: what is read back is data, and can never be code.
"""

import hashlib
import json
import time
from collections.abc import Mapping
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

PUT = (
    "INSERT INTO site.remembered (key, value, until) VALUES (%s, %s::jsonb, to_timestamp(%s)) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value, until = excluded.until "
)
ONLY_IF_OVER = "WHERE site.remembered.until <= to_timestamp(%s) "
FOREVER = 10.0**10


class Counters(BaseCache):
    """Django's cache over one table."""

    def __init__(self, _location: str, params: Mapping[str, Any]) -> None:
        super().__init__(dict(params))

    def add(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Remember it unless it is remembered already: true for one of two that come at once."""
        values = (*self._row(key, value, timeout, version), time.time())
        with connection.cursor() as cursor:
            cursor.execute(PUT + ONLY_IF_OVER + "RETURNING true", values)
            return cursor.fetchone() is not None

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """What is remembered and not over, or `default`."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT value::text FROM site.remembered WHERE key = %s AND until > to_timestamp(%s)",
                [self._name(key, version), time.time()],
            )
            row = cursor.fetchone()
        return default if row is None else json.loads(row[0])

    def set(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Remember it, whatever was there."""
        with connection.cursor() as cursor:
            cursor.execute(PUT, self._row(key, value, timeout, version))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget it."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM site.remembered WHERE key = %s", [self._name(key, version)])
            return bool(cursor.rowcount)

    def forget_what_is_over(self) -> None:
        """Remove what nobody asks for any more."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM site.remembered WHERE until <= to_timestamp(%s)", [time.time()])

    def _name(self, key: str, version: int | None) -> str:
        return hashlib.sha256(self.make_key(key, version).encode()).hexdigest()

    def _row(
        self, key: str, value: Any, timeout: float | None, version: int | None
    ) -> tuple[str, str, float]:
        until = self.get_backend_timeout(timeout)
        return self._name(key, version), json.dumps(value), FOREVER if until is None else float(until)
