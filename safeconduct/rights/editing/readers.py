"""What readers of the public site say is wrong with a card: kept for those who keep its rule, without who said it."""

from datetime import datetime

from django.db import connection

from safeconduct.audit.actions import Actor, record
from safeconduct.rights.editing.content import SUBJECT
from safeconduct.rights.editing.remarks import words_of_reader
from safeconduct.rights.editing.standing import book
from safeconduct.vocabulary.remarks import Remark

KEPT, KNOWN = "kept", "known"
BY = Actor(kind="clock", id="", role="clock")
"""The worker brings it; who said it is known to nobody."""


def keep(remark: Remark, name: str, *, at: datetime) -> bool:
    """Keep it, recorded; whether somebody of this node who keeps the rule has it now. As the worker.

    False where there is no such rule, nobody keeps it here, or five wait already: the editors of the site have it.
    Words in which a name or a number of somebody was found are not kept, only that something was said.
    """
    rule = next((rule for rule in book().rules if rule.id == name), None)
    if rule is None:
        return False
    words = words_of_reader(remark.text, rule)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT agencies.reader_remarks(%s, %s, %s, %s, %s, %s)",
            [remark.id, SUBJECT, name, rule.jurisdiction, words, remark.language],
        )
        became: str = cursor.fetchone()[0]
    if became == KEPT:
        record("content:reader_remarked", by=BY, at=at, detail={"subject": SUBJECT, "key": name})
    return became in (KEPT, KNOWN)
