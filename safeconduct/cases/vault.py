"""Sealing and opening the content of a section: the third lock.

The key rows lie under row policies of their own, so a query that leaks a version leaks ciphertext.
"""

import json
from collections.abc import Iterable
from uuid import UUID

from safeconduct.access.ring import ring
from safeconduct.cases.contents import Content
from safeconduct.cases.models import SectionVersion
from safeconduct.keys.keysets import DataKey
from safeconduct.keys.models import SectionKey
from safeconduct.keys.sections import associated, new_key, unwrap
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section

COLUMN = ("cases.section_version", "sealed")


def key_for_writing(case: UUID, section: Section) -> tuple[int, DataKey]:
    """Generation and key of the newest generation of an own section; made at the first save."""
    row = SectionKey.objects.filter(case_id=case, section=section).order_by("-generation").first()
    if row is not None:
        return row.generation, unwrap(ring(), row)
    return 1, made(case, section, 1, intake=False)


def made(case: UUID, section: Section, generation: int, *, intake: bool) -> DataKey:
    """A new key for a generation, its row stored."""
    row, key = new_key(ring(), CaseId(case), section, generation, intake=intake)
    row.save(force_insert=True)
    return key


def sealed(key: DataKey, version: SectionVersion, content: Content) -> bytes:
    """The ciphertext that belongs into this row and no other."""
    return key.encrypt(canonical(content), associated(*COLUMN, version.id))


def opened(versions: Iterable[SectionVersion]) -> dict[UUID, Content]:
    """The content of each version whose key the caller may read, by row id; erased ones are left out."""
    rows = list(versions)
    keys = SectionKey.objects.filter(
        case_id__in={row.case_id for row in rows}, section__in={row.section for row in rows}
    )
    by_place = {(key.case_id, key.section, key.generation): key for key in keys}
    contents: dict[UUID, Content] = {}
    for row in rows:
        key = by_place.get((row.case_id, row.section, row.generation))
        if key is not None:
            contents[row.id] = json.loads(
                unwrap(ring(), key).decrypt(bytes(row.sealed), associated(*COLUMN, row.id))
            )
    return contents
