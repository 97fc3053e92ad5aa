"""What readers of the public site say is wrong: kept for the agency that edits the service, without who said it."""

from datetime import datetime

from django.db import connection

from safeconduct.audit.actions import anonymous, record
from safeconduct.vocabulary.looks_like import why_not
from safeconduct.vocabulary.remarks import Remark
from safeconduct.vocabulary.scanner import normal

KEPT = "kept"


def keep(remark: Remark, *, at: datetime) -> bool:
    """Keep it, recorded; whether an agency of this node has it now. As the worker.

    Words in which a name, a number or an address was found are not kept: only that something was said. They stay with
    the editors of the site, who are told what is theirs.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT directory.readers_say(%s, %s, %s, %s)",
            [remark.id, remark.service, words_of(remark.text), remark.language],
        )
        is_kept: bool = cursor.fetchone()[0] == KEPT
    if is_kept:
        record("service:readers_said", by=anonymous(), at=at, detail={"service": str(remark.service)})
    return is_kept


def words_of(text: str) -> str:
    """What is kept of a reader's words; nothing where a person may be in them."""
    said = normal(text).strip()
    return "" if why_not(said) else said
