"""The blind index: names as short marks that only this node can make, so that equal ones are found and none is read.

A mark is a keyed hash under the agency's own key, cut to three bytes: several names share one, so that a mark proves
nothing about anybody, not even to who holds the key. Two agencies mark one name differently.
Source: RFC 2104; docs/explanation/conflicts.md.
"""

from uuid import UUID

from django.db import IntegrityError, transaction

from safeconduct.keys.keysets import MarkingKey
from safeconduct.keys.models import BlindKey
from safeconduct.keys.ring import Ring
from safeconduct.keys.sections import associated

LENGTH = 3
"""Bytes of a mark: sixteen million different ones."""


def marking_key(ring: Ring, agency: UUID) -> MarkingKey:
    """The acting member's agency's key, made at its first use. Raises KeyNotHeld outside the web process."""
    row = BlindKey.objects.filter(agency_id=agency).first()
    return ring.kek.unwrap_marking(row.wrapped, _place(agency)) if row else _made(ring, agency)


def mark(key: MarkingKey, column: str, compound: str) -> bytes:
    """The mark of a compound, such as two parts of a name; `column` says what is compared with what."""
    return key.compute(f"{column}\0{compound}".encode(), LENGTH)


def _made(ring: Ring, agency: UUID) -> MarkingKey:
    key = MarkingKey.generate()
    made = BlindKey(agency_id=agency, wrapped=ring.kek.wrap(key, _place(agency)))
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        # Two first uses at once: both take the one that was written.
        row = BlindKey.objects.get(agency_id=agency)
        return ring.kek.unwrap_marking(row.wrapped, _place(agency))
    return key


def _place(agency: UUID) -> bytes:
    return associated("keys.blind_key", "wrapped", agency)
