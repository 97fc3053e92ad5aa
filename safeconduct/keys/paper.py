"""Marks of paper codes: a keyed hash under a key that lies in no database in clear.

A code has few enough digits to be typed by hand. A plain or slow hash of it could be searched through by whoever takes
the database; a mark cannot, without the node's key folder. And what is compared in the database is the mark: whoever
tries codes does not know the key, so how long a comparison takes says nothing of the code. Source: RFC 2104.
"""

import secrets

from django.db import IntegrityError, transaction

from safeconduct.keys.keysets import MarkingKey
from safeconduct.keys.models import PaperKey
from safeconduct.keys.ring import Ring
from safeconduct.keys.sections import associated

NAME = "paper"
CODE, ADDRESS = 32, 16
"""Bytes of a mark of a code, and of the address of whoever types one."""


def mark_to_keep(ring: Ring, code: str) -> bytes:
    """The mark of a new code; a member acts, and the first one makes the key. Raises KeyNotHeld outside the web process."""
    return (_key(ring) or _made(ring)).compute(f"code\0{code}".encode(), CODE)


def marks(ring: Ring, code: str, address: str) -> tuple[bytes, bytes]:
    """Of a code that somebody types, and of their address. Where no code was ever given, marks that nothing has."""
    key = _key(ring)
    if key is None:
        return secrets.token_bytes(CODE), bytes(ADDRESS)
    return key.compute(f"code\0{code}".encode(), CODE), key.compute(f"address\0{address}".encode(), ADDRESS)


def _key(ring: Ring) -> MarkingKey | None:
    row = PaperKey.objects.filter(name=NAME).first()
    return ring.kek.unwrap_marking(row.wrapped, _PLACE) if row else None


def _made(ring: Ring) -> MarkingKey:
    key = MarkingKey.generate()
    try:
        with transaction.atomic():
            PaperKey(name=NAME, wrapped=ring.kek.wrap(key, _PLACE)).save(force_insert=True)
    except IntegrityError:
        made = _key(ring)  # two first codes at once: both take the key that was written
        assert made is not None  # noqa: S101  (it was just refused as a second one)
        return made
    return key


_PLACE = associated("keys.paper_key", "wrapped", NAME)
