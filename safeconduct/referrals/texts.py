"""Free texts of a referral: a question, an answer, news, a reason, a note to the outcome, words with a handover.

Codes and dates always travel; a text only under a grant of the section that it names, and what came of it only
when the person agreed that they may tell us.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from safeconduct.access.queries import open_to, open_to_a
from safeconduct.agencies.models import Member
from safeconduct.cases import vault
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.referrals.envelope import Extract
from safeconduct.referrals.models import Referral, Text
from safeconduct.referrals.moves import Event, Side
from safeconduct.referrals.tasks.models import Task
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.errors import BadCode
from safeconduct.vocabulary.languages import language
from safeconduct.vocabulary.ready import Ready
from safeconduct.vocabulary.sections import NEVER_SENT, Section

LONGEST = 2000
TABLE = ("referrals.text", "sealed")


class Kind(StrEnum):
    """What a text is for."""

    QUESTION = "question"
    ANSWER = "answer"
    NEWS = "news"
    REASON = "reason"
    OUTCOME = "outcome"
    HANDOVER = "handover"
    TASK = "task"
    """What is to be done, of a task in common."""
    CONFERENCE = "conference"
    """Of a case conference: an item, the decision on it, or minutes."""
    PROPOSAL = "proposal"
    """What a profession of the other agency proposes to an item. Read by whoever may read the others' proposals."""
    TOLD_BY = "told_by"
    """Who it was, at a partner without a node. It never travels."""


KIND_OF: dict[Event, Kind] = {
    Event.ASK: Kind.QUESTION,
    Event.ANSWER: Kind.ANSWER,
    Event.RECORD_OUTCOME: Kind.OUTCOME,
    Event.DECLINE: Kind.REASON,
    Event.PROPOSE_REROUTE: Kind.REASON,
    Event.HOLD: Kind.REASON,
    Event.DISPUTE: Kind.REASON,
    Event.PROPOSE_HANDOVER: Kind.HANDOVER,
}
"""The moves that a text may go with."""

OF_THEIR_OWN: frozenset[Kind] = frozenset({Kind.TASK, Kind.CONFERENCE, Kind.PROPOSAL})
"""They come in a message of their own type, and stand on a page of their own."""

OF_A_HANDOVER: frozenset[Section] = frozenset({Section.NEEDS, Section.LOGISTICS})
"""What the words of a handover are about: the way there. They are no news, and tell nothing of what came of it."""

NOT_SHARED = Reason(
    "text_of_a_section_not_shared",
    _("The section that this text is about is not shared with them, so the text cannot go."),
    _("Choose a section that is shared, or ask the person."),
)
MAY_NOT_TELL = Reason(
    "may_not_tell_what_came_of_it",
    _("No consent of the person says that what came of it may be told in words."),
    _("Record the codes and dates; they go without the text."),
)
NOT_OF_A_HANDOVER = Reason(
    "words_not_of_a_handover",
    _("The words with a handover are about the way there, and about nothing else of the person."),
    _("Say that they are about the needs or the practical side, and leave the rest out."),
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text before it is sealed, or as a message brought it."""

    kind: Kind
    section: Section
    language: str
    text: str

    def members(self) -> dict[str, object]:
        """As it travels, inside the sealed object."""
        return {
            "kind": self.kind.value,
            "section": self.section.value,
            "language": self.language,
            "text": self.text,
        }


def may_tell(words: Words, side: Side, consent: Extract) -> Decision:
    """Whether this text may go to the other side under this consent."""
    if words.section in NEVER_SENT or words.section not in consent.sections:
        return Refused(NOT_SHARED)
    if words.kind is Kind.HANDOVER and words.section not in OF_A_HANDOVER:
        return Refused(NOT_OF_A_HANDOVER)
    if side is Side.RECEIVER and words.kind in (Kind.NEWS, Kind.OUTCOME) and not consent.tell_outcome:
        return Refused(MAY_NOT_TELL)
    return Allowed()


def read(data: object) -> Words:
    """A text from a message's body. Raises RefuseMessage."""
    try:
        assert isinstance(data, dict)  # noqa: S101  (an AssertionError is caught with the others)
        text = data["text"]
        if not isinstance(text, str) or not 0 < len(text) <= LONGEST:
            raise ValueError("no text")
        if data["kind"] == Kind.TOLD_BY:
            raise ValueError("not of a message")
        return Words(Kind(data["kind"]), Section(data["section"]), language(data["language"]), text)
    except (AssertionError, AttributeError, KeyError, ValueError, TypeError, BadCode) as error:
        raise RefuseMessage("malformed_body") from error


def keep_own(row: Referral, words: Words, *, role: str, at: datetime) -> UUID:
    """Store what a member here wrote, under the newest key of the section; its id."""
    assert row.case_id is not None  # noqa: S101  (who writes has a case to write in)
    generation, key = vault.key_for_writing(row.case_id, words.section)
    return _store(row, words, Side(row.side), role, at, generation, key)


def keep_told(row: Referral, words: Words, *, role: str, at: datetime) -> UUID:
    """Store what a partner without a node said, as a member here entered it; its id."""
    assert row.case_id is not None  # noqa: S101  (a sender's referral has its case)
    generation, key = vault.key_for_writing(row.case_id, words.section)
    return _store(row, words, Side(row.side).other, role, at, generation, key)


def keep_theirs(row: Referral, words: Words, *, role: str, at: datetime) -> UUID:
    """Store what a message brought, as the inbox: under a key of a new generation, which it cannot read; its id."""
    if row.case_id is None:
        raise RefuseMessage("consent_ended")
    generation, key = vault.made_next(row.case_id, words.section)
    return _store(row, words, Side(row.side).other, role, at, generation, key)


def _store(
    row: Referral, words: Words, side: Side, role: str, at: datetime, generation: int, key: vault.DataKey
) -> UUID:
    assert row.case_id is not None  # noqa: S101  (both callers have looked)
    text = Text(
        referral=row,
        agency_id=row.agency_id,
        case_id=row.case_id,
        section=words.section,
        generation=generation,
        kind=words.kind,
        language=words.language,
        side=side,
        role=role,
        at=at,
    )
    text.sealed = vault.sealed_at(key, TABLE, text.id, {"text": words.text})
    text.save(force_insert=True)
    return text.id


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that the member may read."""

    kind: Kind
    section: Section
    language: str
    side: Side
    role: str
    at: datetime
    text: str
    task: Task | None = None
    """What is known of the task whose words these are."""
    id: UUID | None = None


def readable(row: Referral, *, by: Member) -> list[Reading]:
    """The texts of a referral that `by`, who acts, may open, oldest first; erased ones are not there.

    They lie in the case of their referral. It is named so that of what `by` holds only this case is looked through.
    """
    if row.case_id is None:
        return []
    return _opened(_texts(by.agency.sector, by.profession).all(referral=row.id, case=row.case_id))


@cache
def _texts(sector: str, profession: str) -> Ready[Text]:
    def query(referral: UUID, case: UUID) -> QuerySet[Text]:
        rows = Text.objects.filter(open_to_a(sector, profession), referral_id=referral, case_id=case)
        rows = rows.select_related("task")
        return rows.order_by("at", "id")[:200]

    return Ready(query)


def tasks_of(case: UUID, *, by: Member, most: int) -> list[Reading]:
    """The words of the tasks of all referrals of a case that `by`, who acts, may open.

    The open ones first, the earliest day before the others; then what ended, the last first.
    """
    rows = Text.objects.filter(open_to(by), case_id=case, task__isnull=False).select_related("task")
    standing = F("task__ended_at").desc(nulls_first=True)
    return _opened(rows.order_by(standing, F("task__due").asc(nulls_last=True), "at", "id")[:most])


def _opened(found: Iterable[Text]) -> list[Reading]:
    rows = list(found)
    contents: dict[UUID, Any] = vault.opened_at(TABLE, rows)
    return [
        Reading(
            Kind(r.kind),
            Section(r.section),
            r.language,
            Side(r.side),
            r.role,
            r.at,
            contents[r.id]["text"],
            getattr(r, "task", None),
            r.id,
        )
        for r in rows
        if r.id in contents
    ]
