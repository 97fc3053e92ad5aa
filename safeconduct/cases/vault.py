"""Sealing and opening what belongs to a section: the third lock.

The key rows lie under row policies of their own, so a query that leaks a version leaks ciphertext.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from safeconduct.access.models import Case
from safeconduct.access.ring import ring
from safeconduct.cases.contents import Content
from safeconduct.cases.models import SectionVersion
from safeconduct.keys.keysets import DataKey
from safeconduct.keys.models import SectionKey
from safeconduct.keys.sections import associated, new_key, unwrap
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.ready import insert
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.together import asked

__all__ = [
    "DataKey",
    "key_for_writing",
    "made",
    "made_all",
    "made_next",
    "made_next_of",
    "opened",
    "opened_at",
    "opened_by",
    "opened_in",
    "sealed",
    "sealed_at",
]

type Place = tuple[str, str]
"""Table and column, as in the associated data."""

AT_ONCE = 7000
"""Rows of keys or versions in one statement, near the most that a statement takes: each asks the row policies once."""

VERSIONS: Place = ("cases.section_version", "sealed")

_KEYS = """SELECT o.case_id, o.section, o.generation, o.intake, o.wrapped FROM keys.section_key o
 WHERE o.case_id = ANY(%s) AND o.section = ANY(%s)
"""
_ERASED = """
    SELECT section, max(generation) FROM cases.section_erasure
     WHERE case_id = %s AND section = ANY(%s) AND generation IS NOT NULL GROUP BY section
"""
"""What was erased counts on: else what still lies under an old key of that number would seem to have one."""
_NEWEST = """
    SELECT section, max(generation) FROM keys.section_key WHERE case_id = %s AND section = ANY(%s) GROUP BY section
"""


class Sealed(Protocol):
    """A row whose content lies under a section's key."""

    @property
    def id(self) -> UUID: ...
    @property
    def case_id(self) -> UUID: ...
    @property
    def section(self) -> str: ...
    @property
    def generation(self) -> int: ...
    @property
    def sealed(self) -> bytes | memoryview: ...


class SealedRow(NamedTuple):
    """These columns of a row, for lists: a model of Django's costs more than to open it."""

    id: UUID
    case_id: UUID
    section: str
    generation: int
    sealed: bytes


class _Key(NamedTuple):
    case_id: UUID
    section: str
    generation: int
    intake: bool
    wrapped: bytes


def key_for_writing(case: UUID, section: Section) -> tuple[int, DataKey]:
    """Generation and key of the newest generation of a section; of an own one made at the first save.

    In an own case never a key that the inbox made: a taken inbox may have kept it.
    """
    rows = SectionKey.objects.filter(case_id=case, section=section).order_by("-generation")
    is_own = not Case.objects.filter(id=case, kind="received").exists()
    row = (rows.filter(intake=False) if is_own else rows).first()
    if row is not None:
        return row.generation, unwrap(ring(), row)
    return made_next(case, section, intake=False)


def made_next(case: UUID, section: Section, *, intake: bool = True) -> tuple[int, DataKey]:
    """A key of the next generation; with `intake` it is wrapped as the inbox can."""
    return made_next_of(case, [section], intake=intake)[section]


def made_next_of(
    case: UUID, sections: Sequence[Section], *, intake: bool = True
) -> dict[Section, tuple[int, DataKey]]:
    """The same for several sections of a case, in two statements."""
    names = [section.value for section in sections]
    newest: dict[str, int] = dict(asked(_NEWEST, [case, names]))
    if not intake:
        erased = asked(_ERASED, [case, names])
        newest |= {name: max(last, newest.get(name, 0)) for name, last in erased}
    generations = {section: newest.get(section, 0) + 1 for section in sections}
    own = ring()
    made = {
        section: new_key(own, CaseId(case), section, generation, intake=intake)
        for section, generation in generations.items()
    }
    insert(*(row for row, _key in made.values()))
    return {section: (generations[section], key) for section, (_row, key) in made.items()}


def made(case: UUID, section: Section, generation: int, *, intake: bool) -> DataKey:
    """A new key for a generation, its row stored."""
    row, key = new_key(ring(), CaseId(case), section, generation, intake=intake)
    row.save(force_insert=True)
    return key


def made_all(places: Iterable[tuple[UUID, Section]]) -> dict[tuple[UUID, Section], DataKey]:
    """The first keys of many sections of own cases, their rows stored in few statements."""
    own = ring()
    made = {place: new_key(own, CaseId(place[0]), place[1], 1, intake=False) for place in places}
    SectionKey.objects.bulk_create((row for row, _key in made.values()), batch_size=AT_ONCE)
    return {place: key for place, (_row, key) in made.items()}


def sealed(key: DataKey, version: SectionVersion, content: Content) -> bytes:
    """The ciphertext that belongs into this version and no other."""
    return sealed_at(key, VERSIONS, version.id, content)


def sealed_at(key: DataKey, place: Place, row_id: UUID, content: Content) -> bytes:
    """The ciphertext that belongs into this row of this table and column, and no other."""
    return key.encrypt(canonical(content), associated(*place, row_id))


def opened(
    versions: Iterable[Sealed],
    *,
    inside: AbstractContextManager[None] | None = None,
    keys: Callable[[], list[tuple[Any, ...]]] | None = None,
) -> dict[UUID, Content]:
    """The content of each version whose key the caller may read, by row id; erased ones are left out.

    With the keys at hand nothing more is asked: `inside` this they are opened (`vocabulary.ahead`). `keys` gives them
    where somebody has asked `keys_of` already.
    """
    return opened_in({VERSIONS: list(versions)}, inside=inside, keys=keys)


def keys_of(cases: Sequence[UUID], sections: Sequence[str]) -> tuple[str, list[Any]]:
    """The statement that gives the keys of these sections of these cases, and its values."""
    return _KEYS, [list(cases), list(sections)]


KEY = ("intake", "wrapped")
"""What of a key stands behind the columns of its version (`with_keys`)."""


def with_keys(versions: str) -> str:
    """The statement that gives these versions, each with its key behind it: nothing where that is gone or closed.

    The lock on keys stands in front of these as in front of a statement of their own.
    """
    return (
        f"SELECT n.*, k.intake, k.wrapped FROM ({versions}) n LEFT JOIN keys.section_key k "  # noqa: S608 - our own text  # nosemgrep: sql-built-from-text
        "ON (k.case_id, k.section, k.generation) = (n.case_id, n.section, n.generation)"
    )


def keys_beside(
    versions: Iterable[Sealed], rows: Iterable[Sequence[Any]]
) -> Callable[[], list[tuple[Any, ...]]]:
    """The keys that stand behind these versions in the rows of such a statement, for `opened`."""
    found = [
        (version.case_id, version.section, version.generation, *row[-len(KEY) :])
        for version, row in zip(versions, rows, strict=True)
        if row[-1] is not None
    ]
    return lambda: found


def opened_at(place: Place, rows: Iterable[Sealed]) -> dict[UUID, Content]:
    """The content of each row whose key the caller may read, by row id, with one query for the keys."""
    return opened_in({place: rows})


def opened_in(
    places: Mapping[Place, Iterable[Sealed]],
    *,
    inside: AbstractContextManager[None] | None = None,
    keys: Callable[[], list[tuple[Any, ...]]] | None = None,
) -> dict[UUID, Content]:
    """The same for rows of several tables, with one query for the keys of all."""
    found = [(place, row) for place, rows in places.items() for row in rows]
    wanted = list({row.case_id for _, row in found}), list({row.section for _, row in found})
    given = (keys() if keys else asked(*keys_of(*wanted))) if found else []
    by_place = {(key.case_id, key.section, key.generation): key for key in map(_Key._make, given)}
    contents: dict[UUID, Content] = {}
    own, unwrapped = ring(), dict[tuple[UUID, str, int], DataKey]()
    with inside or nullcontext():
        for place, row in found:
            of = (row.case_id, row.section, row.generation)
            if (key := by_place.get(of)) is not None:
                if of not in unwrapped:  # many rows of one section lie under one key
                    unwrapped[of] = unwrap(own, key)
                contents[row.id] = opened_by(unwrapped[of], place, row)
    return contents


def opened_by(key: DataKey, place: Place, row: Sealed) -> Content:
    """The content of one row by its key, wherever the caller has that from."""
    content: Content = json.loads(key.decrypt(bytes(row.sealed), associated(*place, row.id)))
    return content
