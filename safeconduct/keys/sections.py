"""One data key per case, section and generation: made, wrapped for the database, opened again.

The associated data say where a ciphertext belongs, so that a row copied to another place does not open.
The list of all such places is a contract: `safeconduct/v1|table|column|row-id`.
"""

from typing import Protocol
from uuid import UUID

from safeconduct.keys.keysets import DataKey, WrappingKey
from safeconduct.keys.models import SectionKey
from safeconduct.keys.ring import Ring
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section

__all__ = ["DataKey", "associated", "new_key", "unwrap"]


def associated(table: str, column: str, row_id: UUID | str) -> bytes:
    """The place of one value, such as ("cases.entry", "text", entry.id). Raises ValueError for a `|`."""
    parts = (table, column, str(row_id))
    if not all(parts) or any("|" in part for part in parts):
        raise ValueError("Table, column and row are named without a bar, and none is empty.")
    return "|".join(("safeconduct/v1", *parts)).encode("utf-8")


def new_key(
    ring: Ring, case: CaseId, section: Section, generation: int, intake: bool
) -> tuple[SectionKey, DataKey]:
    """A new key and its row, not yet saved. `intake` is true for a received case. Raises KeyNotHeld."""
    key = DataKey.generate()
    wrapped = _wrapping(ring, intake).wrap(key, _place(case, section, generation))
    row = SectionKey(
        case_id=case, section=section.value, generation=generation, intake=intake, wrapped=wrapped
    )
    return row, key


class Wrapped(Protocol):
    """The row of a key, or those of its columns that it takes to open it."""

    @property
    def case_id(self) -> UUID: ...
    @property
    def section(self) -> str: ...
    @property
    def generation(self) -> int: ...
    @property
    def intake(self) -> bool: ...
    @property
    def wrapped(self) -> bytes | memoryview: ...


def unwrap(ring: Ring, row: Wrapped) -> DataKey:
    """The key of a row. Raises KeyNotHeld, or CannotOpen when the row is not the one that was written."""
    place = _place(CaseId(row.case_id), Section(row.section), row.generation)
    return _wrapping(ring, row.intake).unwrap(row.wrapped, place)


def _wrapping(ring: Ring, intake: bool) -> WrappingKey:
    return ring.intake if intake else ring.kek


def _place(case: CaseId, section: Section, generation: int) -> bytes:
    return associated("keys.section_key", "wrapped", f"{case}/{section.value}/{generation}")
