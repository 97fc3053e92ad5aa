"""Saying that a part is still right, noting how a service answered, and what somebody says is wrong. Each recorded."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.access.doors import AccessRefused, called
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Detail, record
from safeconduct.directory.keeping import queries
from safeconduct.directory.keeping.models import Wrong
from safeconduct.directory.keeping.parts import Part
from safeconduct.directory.keeping.rules import Answer, may_answer, may_say_wrong
from safeconduct.directory.models import Entry
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.together import asked


@transaction.atomic
def say_checked(entry: Entry, parts: Sequence[Part], *, by: Member, at: datetime) -> None:
    """These parts are still right today. Raises NotFound unless `by` edits the service."""
    try:
        called("SELECT directory.say_checked(%s, %s)", [entry.id, [part.value for part in parts]])
    except AccessRefused:
        raise NotFound(_("This service is not one of your agency's.")) from None
    said: Detail = {"service": str(entry.id), "parts": [part.value for part in parts]}
    record("service:checked", by=as_actor(by), at=at, detail=said)


def note_answer(*, team: UUID, service: str, is_full: bool) -> None:
    """A referral to this service was declined for want of a place, or it has said yes since: in doubt, or no more.

    Runs in the transaction of the answer, on both nodes, by members and by the inbox; the answer itself is recorded.
    """
    asked("SELECT directory.note_answer(%s, %s, %s)", [team, service, is_full])


@transaction.atomic
def say_wrong(entry: Entry, part: Part, words: str, *, by: Member, at: datetime) -> UUID:
    """Somebody says that a part is wrong; its id. The words were searched for persons (`forms.wrong_of`).

    Raises NotPossible when enough of this member waits already.
    """
    require(may_say_wrong(queries.waiting_of(entry.id, by=by.id)))
    word = uuid4()
    called("SELECT directory.say_wrong(%s, %s, %s, %s)", [word, entry.id, part.value, words])
    record(
        "service:said_wrong", by=as_actor(by), at=at, detail={"service": str(entry.id), "part": part.value}
    )
    return word


@transaction.atomic
def answer_wrong(word: Wrong, answer: Answer, *, by: Member, at: datetime) -> None:
    """What became of it. Raises NotPossible with the rule's reason."""
    answers = queries.answers(word, by)
    require(may_answer(answer, is_edited_here=word.is_here, answers=answers, is_answered=bool(word.answer)))
    called("SELECT directory.answer_wrong(%s, %s)", [word.id, answer.value])
    said: Detail = {"service": str(word.entry_id), "word": str(word.id), "answer": answer.value}
    record("service:wrong_answered", by=as_actor(by), at=at, detail=said)
