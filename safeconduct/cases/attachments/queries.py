"""The files of a section as far as the member may look at them. Each list and each page is a recorded reading."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.access.queries import Answer, Held, decide, held
from safeconduct.access.rules import Action, Basis
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Detail, record
from safeconduct.cases import vault
from safeconduct.cases.attachments import store
from safeconduct.cases.attachments.codes import LABELS, RemovedWhy
from safeconduct.cases.attachments.kinds import Kind
from safeconduct.cases.attachments.models import Attachment
from safeconduct.cases.queries import case_in_hand
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Words, require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section

NOTHING = _("There is no such file for you.")
IN_THE_TEAM = frozenset({Basis.LEAD, Basis.PLACE})
PLACE: vault.Place = ("cases.attachment", "sealed")
AT_ONCE = 20
LAST_GONE = 10


@dataclass(frozen=True, slots=True)
class Rights:
    """What the member may do with the files of one section of an own case."""

    case: UUID
    section: Section
    opening: Answer
    edits: bool


@dataclass(frozen=True, slots=True)
class File:
    """A file with what stands sealed beside it, opened; its content is not."""

    row: Attachment
    title: str
    seen: str
    kind: Kind
    pages: int
    size: int
    meta: dict[str, Any]
    rights: Rights

    @property
    def id(self) -> UUID:
        """Its identifier."""
        return self.row.id

    @property
    def role(self) -> Words:
        """In which role it was added."""
        return label(Profession(self.row.role))


@dataclass(frozen=True, slots=True)
class Gone:
    """What stands of a file that was taken away: no title."""

    at: datetime
    why: Words


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the files of a section, and what was taken away of late."""

    rights: Rights
    files: list[File]
    total: int
    first: int
    gone: list[Gone]

    @property
    def following(self) -> int:
        """Where the next page begins; 0 where there is none."""
        return self.first + AT_ONCE if self.first + AT_ONCE < self.total else 0

    @property
    def earlier(self) -> int:
        """Where the page before begins."""
        return max(0, self.first - AT_ONCE)


def rights_in(case: UUID, section: Section, *, by: Member) -> Rights:
    """By leading the own case or by a place in it, never in an emergency. Raises NotFound, NotPossible."""
    grants: list[Held] = [one for one in held(case) if one.basis in IN_THE_TEAM]
    if case_in_hand(case).kind != "own" or not grants:
        raise NotFound(NOTHING)
    opening = decide(by, grants, section, Action.OPEN)
    require(opening.decision)
    edits = isinstance(decide(by, grants, section, Action.EDIT).decision, Allowed)
    return Rights(case, section, opening, edits)


def files_of(case: UUID, section: Section, first: int, *, by: Member, at: datetime) -> Listing:
    """Twenty files of a section from the `first` on, newest first; one recorded reading. Raises as `rights_in`."""
    rights = rights_in(case, section, by=by)
    here = Attachment.objects.filter(case_id=case, section=section)
    standing = here.filter(removed_at=None).order_by("-added_at", "id")
    total = standing.count()
    rows = list(standing[first : first + AT_ONCE])
    files = _opened(rows, rights)
    if files:
        record_reading(rights, {"attachments": [str(file.id) for file in files]}, by=by, at=at)
    gone = here.exclude(removed_at=None).order_by("-removed_at")[:LAST_GONE]
    said = [
        Gone(row.removed_at, LABELS[RemovedWhy(row.removed_why)])
        for row in gone
        if row.removed_at and row.removed_why
    ]
    return Listing(rights, files, total, first, said)


def one(attachment: UUID, *, by: Member) -> File:
    """One file that stands. Raises NotFound for what is closed, erased or taken away. The caller records."""
    row = Attachment.objects.filter(id=attachment, removed_at=None).first()
    if row is None:
        raise NotFound(NOTHING)
    found = _opened([row], rights_in(row.case_id, Section(row.section), by=by))
    if not found:
        raise NotFound(NOTHING)
    return found[0]


def opened(attachment: UUID, *, by: Member, at: datetime) -> File:
    """The same for a page that shows its title, recorded."""
    file = one(attachment, by=by)
    record(
        "attachment:opened", by=as_actor(by), at=at, case=file.rights.case, section=file.rights.section,
        purpose=file.rights.opening.purpose, policy=file.rights.opening.policy, detail={"attachment": str(file.id)},
    )  # fmt: skip
    return file


def content_of(file: File, how: Detail, *, by: Member, at: datetime) -> bytes:
    """The content, as a recorded reading of the section. Raises NotFound."""
    data = store.get(file.row, file.meta)
    record_reading(file.rights, {"attachment": str(file.id), **how}, by=by, at=at)
    return data


def record_reading(rights: Rights, detail: Detail, *, by: Member, at: datetime) -> None:
    """So that the person is told of it as of any other reading of the section."""
    record(
        "section:read", by=as_actor(by), at=at, case=rights.case, section=rights.section,
        purpose=rights.opening.purpose, policy=rights.opening.policy, detail=detail,
    )  # fmt: skip


def _opened(rows: list[Attachment], rights: Rights) -> list[File]:
    contents = vault.opened_at(PLACE, rows)
    return [
        File(
            row, meta["title"], meta["seen"], Kind(meta["kind"]), meta["pages"], meta["size"], meta, rights
        )
        for row in rows
        if (meta := contents.get(row.id)) is not None
    ]  # fmt: skip
