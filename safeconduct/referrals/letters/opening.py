"""Opening and sealing letters with the node's keys for questions. The web process holds them, and no other."""

import hashlib
from datetime import date

from django.conf import settings

from safeconduct.access.ring import ring
from safeconduct.keys import question_keys, sealing
from safeconduct.keys.errors import CannotOpen
from safeconduct.keys.question_keys import Generation
from safeconduct.referrals.letters.models import Letter
from safeconduct.vocabulary.letters import form


def newest(today: date) -> Generation:
    """The key to which is sealed now; made when there is none, or when the last one is a month old."""
    keys = ring()
    assert settings.KEYS_FOLDER is not None  # noqa: S101  (else there is no ring)
    return question_keys.turn(settings.KEYS_FOLDER, keys.node, today)[0]


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
