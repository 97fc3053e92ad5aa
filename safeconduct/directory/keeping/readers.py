"""What readers of the public site say is wrong: kept for the agency that edits the service, without who said it."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from safeconduct.audit.actions import Actor, record
from safeconduct.vocabulary.looks_like import why_not
from safeconduct.vocabulary.remarks import Remark
from safeconduct.vocabulary.scanner import normal

KEPT, KNOWN = "kept", "known"
BY = Actor(kind="clock", id="", role="clock")
"""The worker brings it; who said it is known to nobody."""


def keep(remark: Remark, service: UUID, *, at: datetime) -> bool:
    """Keep it, recorded; whether an agency of this node has it now. As the worker.

    Words in which a name, a number or an address was found are not kept: only that something was said. They stay with
    the editors of the site, who are told what is theirs.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT directory.readers_say(%s, %s, %s, %s)",
            [remark.id, service, words_of(remark.text), remark.language],
        )
        became: str = cursor.fetchone()[0]
    if became == KEPT:
        record("service:readers_said", by=BY, at=at, detail={"service": str(service)})
    return became in (KEPT, KNOWN)


def words_of(text: str) -> str:
    """What is kept of a reader's words; nothing where a person may be in them."""
    said = normal(text).strip()
    return "" if why_not(said) else said
