"""The content of a file in the database: in parts of a mebibyte, each sealed and bound to its file and place."""

import hashlib
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.access.ring import ring
from safeconduct.cases.attachments.models import Attachment, AttachmentPart
from safeconduct.keys.keysets import DataKey
from safeconduct.keys.models import SectionKey
from safeconduct.keys.sections import associated, unwrap
from safeconduct.vocabulary.errors import NotFound

PART = 1024 * 1024
NOT_WHOLE = _(
    "This file is not whole any more, and is not shown. Tell whoever runs the node: a backup may have it."
)


def digest(data: bytes) -> str:
    """By which the content is known to be whole; it lies sealed beside the title."""
    return hashlib.sha256(data).hexdigest()


def put(file: Attachment, key: DataKey, data: bytes) -> None:
    """Store the content of a file whose row is there."""
    AttachmentPart.objects.bulk_create(
        AttachmentPart(
            attachment_id=file.id, case_id=file.case_id, section=file.section, generation=file.generation,
            number=number, sealed=key.encrypt(data[begin : begin + PART], _place(file.id, number)),
        )
        for number, begin in enumerate(range(0, len(data), PART))
    )  # fmt: skip


def get(file: Attachment, meta: dict[str, Any]) -> bytes:
    """The whole content. Raises NotFound where its key is gone or a part of it is missing."""
    row = SectionKey.objects.filter(
        case_id=file.case_id, section=file.section, generation=file.generation
    ).first()
    parts = AttachmentPart.objects.filter(attachment_id=file.id).order_by("number")
    if row is None:
        raise NotFound
    key = unwrap(ring(), row)
    data = b"".join(key.decrypt(bytes(part.sealed), _place(file.id, part.number)) for part in parts)
    if digest(data) != meta["digest"]:
        raise NotFound(NOT_WHOLE)
    return data


def _place(file: UUID, number: int) -> bytes:
    return associated("cases.attachment_part", "sealed", f"{file}/{number}")
