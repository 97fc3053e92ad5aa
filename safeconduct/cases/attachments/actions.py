"""Attaching a file, taking one out, taking one away: each recorded, and each no with its reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Detail, record
from safeconduct.cases import vault
from safeconduct.cases.attachments import scanning, store
from safeconduct.cases.attachments.codes import RemovedWhy
from safeconduct.cases.attachments.kinds import Kind, kind_of, named_as, plain
from safeconduct.cases.attachments.models import Attachment, AttachmentPart
from safeconduct.cases.attachments.queries import PLACE, File, Rights, content_of, one, rights_in
from safeconduct.cases.attachments.remaking import Remade, remade
from safeconduct.cases.attachments.rules import (
    GONE,
    MEBIBYTE,
    NO_FILE,
    UNREADABLE,
    may_add,
    may_remove,
    may_take_in,
    may_take_out,
)
from safeconduct.cases.attachments.texts import pages_of
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.in_turn import wait_in_turn
from safeconduct.vocabulary.sections import Section


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent. `size` counts also where nothing of it was read."""

    name: str
    size: int
    data: bytes = b""


def most_bytes() -> int:
    """The node's limit for one file."""
    return int(settings.ATTACHMENT_MEBIBYTES) * MEBIBYTE


def add(
    case: UUID, section: Section, sent: Sent | None, title: str, seen: str, *, by: Member, at: datetime,
    key: UUID | None = None,
) -> UUID:  # fmt: skip
    """Attach a file; its id. Nothing of it is kept but what was made anew of it, and not its name.

    `key` comes with the form, and becomes that id: a form that is sent twice attaches one file.
    Raises NotFound, NotPossible: with the rule's reason, which is recorded here, as the page goes on after it.
    """
    rights = rights_in(case, section, by=by)
    try:
        with transaction.atomic():
            return _add(rights, sent, title, seen, by=by, at=at, key=key)
    except NotPossible as refused:
        _record("refused", rights, {}, by=by, at=at, refused=refused.reason.code)
        raise


def _add(
    rights: Rights, sent: Sent | None, title: str, seen: str, *, by: Member, at: datetime, key: UUID | None
) -> UUID:
    require(may_add(edits=rights.edits))
    if sent is None:
        raise NotPossible(NO_FILE)
    wait_in_turn(f"files/{rights.case}/{rights.section}")
    here = Attachment.objects.filter(case_id=rights.case, section=rights.section)
    if key and here.filter(id=key, added_by=by.id).exists():
        return key
    files = here.filter(removed_at=None).count()
    kind = kind_of(sent.data)
    require(may_take_in(sent.size, kind, named_as(sent.name), most=most_bytes(), files=files))
    assert kind is not None  # noqa: S101 - the rule has said so
    scanning.look(sent.data)
    made = _made(sent.data, kind)
    generation, section_key = vault.key_for_writing(rights.case, rights.section)
    row = Attachment(
        id=key or uuid4(), case_id=rights.case, agency_id=by.agency_id, section=rights.section, generation=generation,
        added_by=by.id, role=by.profession, added_at=at,
    )  # fmt: skip
    meta = {
        "title": title, "seen": seen, "kind": kind.value, "pages": made.pages, "size": len(made.data),
        "digest": store.digest(made.data), "scanned": scanning.is_set(),
    }  # fmt: skip
    row.sealed = vault.sealed_at(section_key, PLACE, row.id, meta)
    row.save(force_insert=True)
    store.put(row, section_key, made.data)
    _record(
        "added",
        rights,
        {"attachment": str(row.id), "kind": kind.value, "scanned": scanning.is_set()},
        by=by,
        at=at,
    )
    return row.id


def _made(data: bytes, kind: Kind) -> Remade:
    if kind is not Kind.TEXT:
        return remade(data, kind)
    text = plain(data)
    if text is None:
        raise NotPossible(UNREADABLE)
    return Remade(text.encode(), len(pages_of(text)))


def take_out(attachment: UUID, *, by: Member, at: datetime) -> tuple[File, bytes]:
    """A file to be kept outside. Raises NotFound, NotPossible where the policy lets the member only look."""
    file = one(attachment, by=by)
    require(may_take_out(edits=file.rights.edits))
    data = content_of(file, {"taken_out": True}, by=by, at=at)
    _record("taken_out", file.rights, {"attachment": str(file.id)}, by=by, at=at)
    return file, data


@transaction.atomic
def remove(attachment: UUID, why: RemovedWhy | None, *, by: Member, at: datetime) -> File:
    """Take a file away: content and title go, when and why stays. Raises NotFound, NotPossible."""
    file = one(attachment, by=by)
    require(may_remove(why, edits=file.rights.edits))
    assert why is not None  # noqa: S101 - the rule has said so
    standing = Attachment.objects.filter(id=attachment, removed_at=None)
    if not standing.update(removed_by=by.id, removed_at=at, removed_why=why, sealed=b""):
        raise NotPossible(GONE)
    AttachmentPart.objects.filter(attachment_id=attachment).delete()
    _record("removed", file.rights, {"attachment": str(attachment), "why": why.value}, by=by, at=at)
    return file


def _record(
    what: str, rights: Rights, detail: Detail, *, by: Member, at: datetime, refused: str = ""
) -> None:
    record(
        f"attachment:{what}", by=as_actor(by), at=at, case=rights.case, section=rights.section,
        purpose=rights.opening.purpose, policy=rights.opening.policy, refused=refused, detail=detail,
    )  # fmt: skip
