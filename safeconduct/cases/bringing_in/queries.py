"""What the acting member may see of an import: where it stands, its first rows, faults and possible duplicates."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.bringing_in import rows, store
from safeconduct.cases.bringing_in.mapping import MOST_WORDS
from safeconduct.cases.bringing_in.rules import State
from safeconduct.cases.bringing_in.store import Meta, Twin, Wrong
from safeconduct.cases.bringing_in.twins import WHY_IN_WORDS, Why
from safeconduct.cases.models import Bringing, BringingPart, Brought
from safeconduct.cases.queries import aliases
from safeconduct.keys.file_keys import DataKey
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.tables.sheets import Row

MOST = 50
PREVIEW = 5


def bringing(row_id: UUID) -> Bringing:
    """An import that the acting member answers for. Raises NotFound."""
    row = Bringing.objects.filter(id=row_id).first()
    if row is None:
        raise NotFound(_("There is no such import for you."))
    return row


def bringings(most: int = 20) -> list[Bringing]:
    """The member's own, and a supervisor's agency's, newest first."""
    return list(Bringing.objects.order_by("-begun_at")[:most])


def unfinished(digest: str, by: Member) -> Bringing | None:
    """The member's own import of this very file that was confirmed and has not come to its end."""
    return Bringing.objects.filter(digest=digest, member_id=by.id, state=State.TAKING).first()


def first_rows(row_id: UUID, key: DataKey) -> list[Row]:
    """The first rows of the file, for a preview."""
    part = store.part_after(row_id, 0)
    return store.rows_of(part, key)[:PREVIEW] if part else []


type Meant = dict[str, dict[str, str]]


def meant_words(row_id: UUID, key: DataKey, meta: Meta) -> Meant:
    """For each target with coded cells its words in their order, and what each means ("" when nobody knows).

    At most two hundred words that nobody knows for each target, before as many that are known.
    """
    found: tuple[Meant, Meant] = ({}, {})
    if meta.form != store.MAPPED:
        return {}
    mapping = meta.rules()
    for part in _parts(row_id):
        for row in store.rows_of(part, key):
            for target, word, code in rows.meant_words(row, meta.columns, mapping):
                kept = found[bool(code)].setdefault(target, {})
                if len(kept) < MOST_WORDS:
                    kept.setdefault(word[:60], code)
    unknown, known = found
    return {target: unknown.get(target, {}) | known.get(target, {}) for target in unknown | known}


def unknown_words(row_id: UUID, key: DataKey, meta: Meta) -> dict[str, list[str]]:
    """For each target with coded cells the words that nobody knows yet, in their order, at most two hundred."""
    by_target = {
        target: [word for word, code in words.items() if not code]
        for target, words in meant_words(row_id, key, meta).items()
    }
    return {target: words for target, words in by_target.items() if words}


def faults(row_id: UUID, key: DataKey, most: int | None = MOST) -> list[Wrong]:
    """The faults in the order of the rows; all of them without `most`."""
    found: list[Wrong] = []
    for part in _findings(row_id):
        found += store.finding_of(part, key).wrong
        if most is not None and len(found) >= most:
            return found[:most]
    return found


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that may be somebody who is here, as the one who decides sees it. `is_in` is what was said of it."""

    row: int
    why: Why
    cells: list[tuple[str, str]]
    like: int
    like_cells: list[tuple[str, str]]
    case: str
    alias: str
    is_in: bool | None

    @property
    def because(self) -> Words:
        """What the two have in common, as a sentence."""
        return WHY_IN_WORDS[self.why]


def doubts(
    row: Bringing, key: DataKey, meta: Meta, *, skip: int = 0, by: Member, at: datetime
) -> list[Doubt]:
    """The possible duplicates from the `skip`-th on, at most fifty. The cases that they name are recorded as seen."""
    chosen: list[tuple[Twin, bool | None]] = []
    for part in _findings(row.id):
        answers = store.answers_of(part, key) if part.answers else {}
        chosen += [(twin, answers.get(twin.row)) for twin in store.finding_of(part, key).twins]
        if len(chosen) >= skip + MOST:
            break
    chosen = chosen[skip : skip + MOST]
    cells = _cells(row.id, key, {n for twin, _said in chosen for n in (twin.row, twin.like)}, meta)
    cases = [UUID(twin.case) for twin, _said in chosen if twin.case]
    names = aliases(cases, by=by) if cases else {}
    if cases:
        record("list:people", by=as_actor(by), at=at, detail={"cases": [str(case) for case in cases]})
    return [
        Doubt(
            twin.row, twin.why, cells.get(twin.row, []), twin.like, cells.get(twin.like, []), twin.case,
            names.get(UUID(twin.case), "") if twin.case else "", said,
        )
        for twin, said in chosen
    ]  # fmt: skip


SAME_ROW = _("Left out: it may be the person of row {row}. {why}")
SAME_CASE = _("Left out: it may be a person who is here already. {why}")


def left_out(row_id: UUID, key: DataKey, meta: Meta) -> Iterator[tuple[Row, list[Wrong]]]:
    """The rows that did not come in, or will not as it stands, each with its faults or with whom it may be."""
    for part in store.parts_of(row_id):
        found = store.finding_of(part, key)
        faults_of: dict[int, list[Wrong]] = defaultdict(list)
        for one in found.wrong:
            faults_of[one.row].append(one)
        answers = store.answers_of(part, key)
        for twin in found.twins:
            if not answers.get(twin.row, meta.rest == "in"):
                words = SAME_ROW if twin.like else SAME_CASE
                sentence = str(words).format(row=twin.like, why=WHY_IN_WORDS[twin.why])
                faults_of[twin.row].append(Wrong(twin.row, "", sentence))
        for row in store.rows_of(part, key):
            if row.number in faults_of or part.is_taken:
                yield row, faults_of[row.number]


def stayed(row_id: UUID, most: int = MOST) -> list[Brought]:
    """The cases of an import that are still there and that the member holds, by row."""
    return list(Brought.objects.filter(bringing_id=row_id).order_by("row")[:most])


def _parts(row_id: UUID) -> Iterator[BringingPart]:
    return BringingPart.objects.filter(bringing_id=row_id).order_by("number").iterator(chunk_size=10)


def _findings(row_id: UUID) -> Iterator[BringingPart]:
    return BringingPart.objects.filter(bringing_id=row_id).defer("rows").order_by("number").iterator()


def _cells(row_id: UUID, key: DataKey, numbers: set[int], meta: Meta) -> dict[int, list[tuple[str, str]]]:
    """The cells of these rows that are compared, by column; their parts are read in one query."""
    wanted = _compared(meta)
    found: dict[int, list[tuple[str, str]]] = {}
    if not numbers:
        return found
    for part in _parts(row_id):
        for row in store.rows_of(part, key):
            if row.number in numbers:
                pairs = zip(meta.columns, row.cells, strict=True)
                found[row.number] = [(name, text) for name, text in pairs if name in wanted and text.strip()]
        if len(found) == len(numbers):
            break
    return found


COMPARED = frozenset(
    {"identity.names", "identity.birth_date", "profile.citizenships", "case_number", "profile.pseudonym"}
)
COMPARED_HTCDS = frozenset(
    {"prs_FirstName", "prs_MiddleName", "prs_SecondName", "prs_Birthdate", "prs_Citizenship"}
)


def _compared(meta: Meta) -> frozenset[str]:
    if meta.form == store.HTCDS:
        return COMPARED_HTCDS
    return frozenset(name for name, target in meta.rules().columns.items() if target in COMPARED)
