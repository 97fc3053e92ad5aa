"""The file of an import in the database: in parts, sealed under a key of its own, gone when the key is.

A part is a thousand rows, so that no step holds more than that in memory, and none takes long.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from safeconduct.access.ring import ring
from safeconduct.cases.bringing_in.mapping import Mapping, parsed
from safeconduct.cases.bringing_in.rules import FILE_IS_GONE
from safeconduct.cases.bringing_in.twins import Why
from safeconduct.cases.models import Bringing, BringingPart
from safeconduct.keys.file_keys import DataKey, file_key
from safeconduct.keys.sections import associated
from safeconduct.vocabulary.decisions import NotPossible
from safeconduct.vocabulary.tables.sheets import Row

PART = 1000
"""Rows in one part: one step, one transaction, and the most that `doors.open_cases` takes."""

HTCDS, MAPPED = "htcds", "mapped"


@dataclass(slots=True)
class Meta:
    """What is known of a file as a whole. `base` numbers the aliases of those who bring none."""

    columns: list[str]
    notices: list[str]
    form: str
    mapping: dict[str, Any] = field(default_factory=dict)
    today: str = ""
    language: str = "en"
    rest: str = "out"
    base: int = 0

    def rules(self) -> Mapping:
        """The mapping as it was checked."""
        return Mapping() if not self.mapping else parsed(self.mapping)

    def day(self) -> date:
        """The day on which the rows were looked at: what was right then stays right."""
        return date.fromisoformat(self.today)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fault as it is shown: row, field, sentence in the language of the one who brings in."""

    row: int
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Twin:
    """A row that may be a person who is here (`case`), or another row of the file (`like`)."""

    row: int
    why: Why
    like: int = 0
    case: str = ""


@dataclass(slots=True)
class Finding:
    """What was found in the rows of one part; `good` are those that can be taken in, `words` what the words of coded
    columns became, by target."""

    good: list[int] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    words: dict[str, dict[str, str]] = field(default_factory=dict)


def digest(data: bytes) -> str:
    """By which a file is known again; it says nothing of what is in it."""
    return hashlib.sha256(b"safeconduct import|" + data).hexdigest()


def key_of(bringing: UUID) -> DataKey:
    """The key of the file. Raises NotPossible when it is gone."""
    key = file_key(ring(), bringing)
    if key is None:
        raise NotPossible(FILE_IS_GONE)
    return key


def seal_meta(row: Bringing, key: DataKey, meta: Meta) -> None:
    """Put it into the row, unsaved."""
    plain = {name: getattr(meta, name) for name in Meta.__slots__}
    row.sealed = _sealed(key, "cases.bringing", "sealed", row.id, plain)


def meta_of(row: Bringing, key: DataKey) -> Meta:
    """What `seal_meta` was given. Raises NotPossible when it is gone."""
    if row.sealed is None:
        raise NotPossible(FILE_IS_GONE)
    return Meta(**_opened(key, "cases.bringing", "sealed", row.id, row.sealed))


def seal_rows(part: BringingPart, key: DataKey, rows: Iterable[Row]) -> None:
    """Put rows into the part, unsaved."""
    plain = [[row.number, row.cells, str(row.wrong)] for row in rows]
    part.rows = _sealed(key, "cases.bringing_part", "rows", part.id, plain)


def rows_of(part: BringingPart, key: DataKey) -> list[Row]:
    """The rows of a part."""
    return [Row(*row) for row in _opened(key, "cases.bringing_part", "rows", part.id, part.rows)]


def seal_finding(part: BringingPart, key: DataKey, found: Finding) -> None:
    """Put what was found into the part, unsaved."""
    plain = {
        "good": found.good,
        "wrong": [[one.row, one.field, one.sentence] for one in found.wrong],
        "twins": [[one.row, one.why.value, one.like, one.case] for one in found.twins],
        "words": found.words,
    }
    part.found = _sealed(key, "cases.bringing_part", "found", part.id, plain)


def finding_of(part: BringingPart, key: DataKey) -> Finding:
    """What was found in a part; nothing where nobody has looked."""
    if part.found is None:
        return Finding()
    plain = _opened(key, "cases.bringing_part", "found", part.id, part.found)
    return Finding(
        plain["good"],
        [Wrong(*one) for one in plain["wrong"]],
        [Twin(row, Why(why), like, case) for row, why, like, case in plain["twins"]],
        plain.get("words", {}),
    )


def seal_answers(part: BringingPart, key: DataKey, answers: dict[int, bool]) -> None:
    """Put what was said of its possible duplicates into the part, unsaved: row by row, bring in or leave out."""
    plain = {str(row): is_in for row, is_in in answers.items()}
    part.answers = _sealed(key, "cases.bringing_part", "answers", part.id, plain)


def answers_of(part: BringingPart, key: DataKey) -> dict[int, bool]:
    """What was said so far."""
    if part.answers is None:
        return {}
    plain = _opened(key, "cases.bringing_part", "answers", part.id, part.answers)
    return {int(row): is_in for row, is_in in plain.items()}


def parts_of(bringing: UUID, *, after: int = 0) -> Iterator[BringingPart]:
    """The parts in their order, one at a time."""
    while (part := part_after(bringing, after)) is not None:
        yield part
        after = part.number


def part_after(bringing: UUID, number: int) -> BringingPart | None:
    """The next part behind this number; they begin with 1."""
    return BringingPart.objects.filter(bringing_id=bringing, number__gt=number).order_by("number").first()


def _sealed(key: DataKey, table: str, column: str, row_id: UUID, plain: Any) -> bytes:
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return key.encrypt(text.encode(), associated(table, column, row_id))


def _opened(key: DataKey, table: str, column: str, row_id: UUID, sealed: bytes | memoryview) -> Any:
    return json.loads(key.decrypt(sealed, associated(table, column, row_id)))
