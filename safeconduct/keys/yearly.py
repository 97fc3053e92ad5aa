"""The key of one year: persons registered in it are compared by marks under this key, so that each counts once.

A secret of the node for one year and one use. It is made at its first use, lies in no backup, and is destroyed when the
count of its year is closed (`statistics.close_count`). A year whose key was destroyed has none ever again.
Source: RFC 2104; docs/explanation/counted-once.md.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from safeconduct.keys.keysets import MarkingKey
from safeconduct.keys.models import YearKey
from safeconduct.keys.ring import Ring
from safeconduct.keys.sections import associated

LENGTH = 4
"""Bytes of a mark: of twenty thousand persons about two pairs meet by chance, and people look at each pair."""


@dataclass(frozen=True, slots=True)
class OfYear:
    """The key of a year; `id` says which one, should the node have lost it and made another."""

    id: UUID
    key: MarkingKey

    def mark(self, compound: str) -> bytes:
        """The mark of a compound."""
        return self.key.compute(compound.encode(), LENGTH)


def year_key(ring: Ring, year: int) -> OfYear | None:
    """The key of a year; None when it was destroyed. Raises KeyNotHeld outside the web process."""
    row = YearKey.objects.filter(year=year).first() or _made(ring, year)
    if row.wrapped is None:
        return None
    return OfYear(row.id, ring.kek.unwrap_marking(row.wrapped, _place(row.id)))


def _made(ring: Ring, year: int) -> YearKey:
    made = YearKey(year=year, id=uuid4())
    made.wrapped = ring.kek.wrap(MarkingKey.generate(), _place(made.id))
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return YearKey.objects.get(year=year)  # two first uses at once: both take the one that was written
    return made


def _place(key: UUID) -> bytes:
    return associated("keys.year_key", "wrapped", key)
