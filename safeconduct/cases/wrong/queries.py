"""The words of the person of a case: which wait, and what became of the others. The row policies choose."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from safeconduct.cases import vault
from safeconduct.cases.wrong.codes import About, Answer, Kind
from safeconduct.cases.wrong.models import PersonsWord
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.lines import LineName

PLACE: vault.Place = ("cases.persons_word", "sealed")
MOST = 100


@dataclass(frozen=True, slots=True)
class Word:
    """One of them. `words` is "" where there are none, or the reader may not open the plan."""

    id: UUID
    case: UUID
    kind: Kind
    about: About
    consent: UUID | None
    line: LineName | None
    """Which line of it; None for the part as a whole."""
    by_paper: bool
    at: datetime
    answer: Answer | None
    answered_at: datetime | None
    words: str = ""


def words_of(case: UUID, *, opened: bool = False) -> list[Word]:
    """Those of a case in hand, or of the paper by which the person looks; the newest first. With `opened` also what was
    typed."""
    rows = list(PersonsWord.objects.filter(case_id=case).order_by("-written_at", "id")[:MOST])
    return _read(rows, opened=opened)


def one(word: UUID) -> Word:
    """One of them, opened. Raises NotFound for what is not of a case in hand."""
    rows = list(PersonsWord.objects.filter(id=word))
    if not rows:
        raise NotFound(_("There is no such word of a person for you."))
    return _read(rows, opened=True)[0]


def sent_before(case: UUID, once: UUID) -> Word | None:
    """The word of this case that the same form brought before, opened."""
    found = _read(list(PersonsWord.objects.filter(id=once, case_id=case)), opened=True)
    return found[0] if found else None


def waiting(case: UUID) -> int:
    """How many of them wait."""
    return PersonsWord.objects.filter(case_id=case, answer=None).count()


def _read(rows: list[PersonsWord], *, opened: bool) -> list[Word]:
    sealed: list[Any] = [row for row in rows if row.sealed is not None] if opened else []
    contents = vault.opened_at(PLACE, sealed) if sealed else {}
    return [
        Word(
            row.id, row.case_id, Kind(row.kind), About(row.about), row.consent_id, LineName.read(row.line),
            row.written_by is None, row.written_at, Answer(row.answer) if row.answer else None, row.answered_at,
            str(contents.get(row.id, {}).get("words", "")),
        )
        for row in rows
    ]  # fmt: skip
