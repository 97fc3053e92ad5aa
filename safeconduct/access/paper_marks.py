"""Marks of paper codes: a keyed hash under a key that lies in no database in clear.

A code has few enough digits to be typed by hand. A plain or slow hash of it could be searched through by whoever takes
the database; a mark cannot, without the node's key folder. And what the database compares is the mark: whoever tries
codes does not know the key, so how long a comparison takes says nothing of a code. Source: RFC 2104.
"""

import secrets

from django.db import connection

from safeconduct.access.doors import called
from safeconduct.access.ring import ring
from safeconduct.keys.keysets import MarkingKey
from safeconduct.keys.sections import associated

CODE, ADDRESS = 32, 16
"""Bytes of a mark of a code, and of the address of whoever types one."""

_PLACE = associated("access.paper_key", "wrapped", "paper")


def to_keep(code: str) -> bytes:
    """The mark of a new code. A member acts; the first one makes the key. Raises KeyNotHeld outside the web process."""
    return _of_code(_key() or _made(), code)


def of(code: str, address: str) -> tuple[bytes, bytes]:
    """Of a code that somebody types, and of their address. Where no code was ever given, a mark that nothing has."""
    key = _key()
    if key is None:
        return secrets.token_bytes(CODE), bytes(ADDRESS)
    return _of_code(key, code), key.compute(f"address\0{address}".encode(), ADDRESS)


def _of_code(key: MarkingKey, code: str) -> bytes:
    return key.compute(f"code\0{code}".encode(), CODE)


def _key() -> MarkingKey | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.paper_key()")
        row = cursor.fetchone()
    return ring().kek.unwrap_marking(row[0], _PLACE) if row and row[0] is not None else None


def _made() -> MarkingKey:
    made = ring().kek.wrap(MarkingKey.generate(), _PLACE)
    return ring().kek.unwrap_marking(called("SELECT access.keep_paper_key(%s)", [made]), _PLACE)
