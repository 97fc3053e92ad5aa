"""Opening and sealing letters with the node's keys for questions. The web process holds them, and no other."""

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from safeconduct.access.ring import ring
from safeconduct.keys import question_keys, sealing
from safeconduct.keys.errors import CannotOpen
from safeconduct.keys.question_keys import Generation
from safeconduct.referrals.letters.models import Letter, LetterThread
from safeconduct.vocabulary.letters import form


@dataclass(frozen=True, slots=True)
class Filed:
    """The file into which a conversation went, and the place of the last letter that stands there."""

    case: UUID
    place: int


def newest(today: date) -> Generation:
    """The key to which is sealed now; made when there is none, or when the last one is a month old."""
    keys = ring()
    assert settings.KEYS_FOLDER is not None  # noqa: S101  (else there is no ring)
    return question_keys.turn(settings.KEYS_FOLDER, keys.node, today)[0]


def sealed_file(thread: UUID, file: Filed, today: date) -> tuple[bytes, int]:
    """Into which file a conversation went, so that no row names it; with the number of the key."""
    key = newest(today)
    return sealing.seal(
        file.case.bytes + file.place.to_bytes(4, "big"), key.half, _of_file(thread)
    ), key.number


def file_of(row: LetterThread) -> Filed | None:
    """Into which file it went; None where it went into none. Raises CannotOpen."""
    if row.filed is None:
        return None
    keys = ring()
    assert settings.KEYS_FOLDER is not None  # noqa: S101  (else there is no ring)
    key = question_keys.key(settings.KEYS_FOLDER, keys.node, keys.process, row.filed_key)
    plain = sealing.unseal(bytes(row.filed), key, _of_file(row.id))
    return Filed(UUID(bytes=plain[:16]), int.from_bytes(plain[16:], "big"))


def _of_file(thread: UUID) -> bytes:
    return f"safeconduct file of a conversation, 1\0{thread}".encode("ascii")


def opened(row: Letter, mark: bytes) -> form.Letter | None:
    """What a letter says; None where its key is gone, or it is not what it should be.

    A question is of its conversation when it brings the public half of which the conversation has the mark. That half
    stands in sealed letters alone: whoever takes over the site later can lay no question of their own among these,
    and has no answer sealed to another key.
    """
    keys = ring()
    assert settings.KEYS_FOLDER is not None  # noqa: S101  (else there is no ring)
    kind = form.Kind.ANSWER if row.is_ours else form.Kind.QUESTION
    try:
        key = question_keys.key(settings.KEYS_FOLDER, keys.node, keys.process, row.key)
        said = form.unpacked(sealing.unseal(bytes(row.sealed), key, form.info(kind, row.thread_id)))
    except (CannotOpen, form.Malformed):
        return None
    is_theirs = row.is_ours or hashlib.sha256(said.reply).digest() == mark
    return said if is_theirs else None
