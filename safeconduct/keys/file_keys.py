"""The data key of a file that a member brings in: made, wrapped for the database, opened again, destroyed."""

from datetime import datetime
from uuid import UUID

from safeconduct.keys.keysets import DataKey
from safeconduct.keys.models import FileKey
from safeconduct.keys.ring import Ring
from safeconduct.keys.sections import associated

__all__ = ["DataKey", "destroy_file_key", "file_key", "make_file_key"]


def make_file_key(ring: Ring, file: UUID, member: UUID, due: datetime) -> DataKey:
    """A new key, its row stored under the member's name. Raises KeyNotHeld outside the web process."""
    key = DataKey.generate()
    wrapped = ring.kek.wrap(key, _place(file))
    FileKey(id=file, member_id=member, wrapped=wrapped, due=due).save(force_insert=True)
    return key


def file_key(ring: Ring, file: UUID) -> DataKey | None:
    """The key of a file of the acting member; None when it is destroyed, or another member's."""
    row = FileKey.objects.filter(id=file).first()
    return ring.kek.unwrap(row.wrapped, _place(file)) if row is not None else None


def destroy_file_key(file: UUID) -> None:
    """Nobody reads the file any more, in no copy of the data."""
    FileKey.objects.filter(id=file).delete()


def _place(file: UUID) -> bytes:
    return associated("keys.file_key", "wrapped", file)
