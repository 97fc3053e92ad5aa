"""A rule is proposed, signed, declined, compared; something about it is said and answered. Whoever computes is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from safeconduct.agencies.four_eyes import actions as eyes
from safeconduct.agencies.four_eyes.models import ContentProposal, ContentRemark
from safeconduct.agencies.four_eyes.rules import READ_AGAIN
from safeconduct.agencies.models import Member
from safeconduct.cases.asking.queries import today_of
from safeconduct.rights import reading
from safeconduct.rights.deadlines.asked import ask_what_moves
from safeconduct.rights.editing import standing
from safeconduct.rights.editing.content import SUBJECT, digest_of, rule_of_text, text_of
from safeconduct.rights.editing.judging import NO_TEXT, among_others, judged
from safeconduct.rights.editing.overlay import replaced_by
from safeconduct.rights.editing.queries import author_of, version_read
from safeconduct.rights.editing.remarks import answer_of, remark_of
from safeconduct.rights.editing.telling import changed
from safeconduct.rights.rule import Rule
from safeconduct.vocabulary.decisions import NotPossible
from safeconduct.vocabulary.errors import BadInput


@dataclass(frozen=True, slots=True)
class Proposed:
    """What somebody proposes: the content as a file says it, and what shows that it has to change."""

    id: UUID
    scope: str
    content: Mapping[str, Any]
    why: str
    is_new: bool


@transaction.atomic
def propose(one: Proposed, *, by: Member, at: datetime) -> Rule:
    """Propose a version of a rule, or write one's own anew. Raises BadInput by field, NotPossible."""
    stands, today = standing.book(at_once=True), today_of(at)
    why = " ".join(one.why.split())
    try:
        rule = judged(one.scope, one.content, stands, today, is_new=one.is_new)
    except BadInput as wrong:
        raise BadInput(wrong.errors | ({} if why else {"why": NO_TEXT})) from None
    if not why:
        raise BadInput({"why": NO_TEXT})
    before = replaced_by(stands, rule)
    content = eyes.Content(
        SUBJECT, rule.id, rule.jurisdiction, text_of(rule), digest_of(before) if before else "", why
    )
    eyes.propose(one.id, content, by=by, at=at)
    ask_what_moves(one.id, rule.id)
    return rule


@transaction.atomic
def sign(row: ContentProposal, *, read: str, on: date, by: Member, at: datetime) -> None:
    """Sign exactly what was read: from now on it holds, from the day that it names. Raises NotPossible."""
    today, stands = today_of(at), standing.book(at_once=True)
    rule = rule_of_text(row.scope, row.content)
    before = replaced_by(stands, rule)
    is_base = row.base == (digest_of(before) if before else "") and not among_others(rule, stands, today)
    eyes.sign(row, read=read, is_base=is_base, on=on, today=today, by=by, at=at)
    _beside_the_release(rule)
    standing.forget()
    changed.tell(frozenset({rule.id}), at)


@transaction.atomic
def compare(name: str, *, read: str, on: date, by: Member, at: datetime) -> None:
    """Say that a version was compared with the law and is still right. Raises NotPossible."""
    rule = version_read(name, read)
    if rule is None:
        raise NotPossible(READ_AGAIN)
    one = eyes.Compared(SUBJECT, rule.id, rule.jurisdiction, read, digest_of(rule), on, author_of(rule))
    eyes.compare(one, today=today_of(at), by=by, at=at)
    _beside_the_release(rule)
    standing.forget()


def _beside_the_release(rule: Rule) -> None:
    """What the release says in its place was beside who signed or compared it: it is nothing new from now on."""
    theirs = replaced_by(reading.book(), rule)
    if theirs is not None and digest_of(theirs) != digest_of(rule):
        eyes.note_beside(SUBJECT, rule.id, rule.jurisdiction, digest_of(theirs))


def say_wrong(rule: Rule, code: str, words: str, *, by: Member, at: datetime) -> None:
    """Tell those who keep a rule what is wrong with it. Raises BadInput."""
    wrong, said = remark_of(code, words, rule)
    row = ContentRemark(
        id=uuid4(), subject=SUBJECT, key=rule.id, scope=rule.jurisdiction, code=wrong.value, words=said
    )
    eyes.remark(row, by=by, at=at)


def answer(row: ContentRemark, words: str, rule: Rule, *, by: Member, at: datetime) -> None:
    """Answer whoever said it. Raises BadInput, NotPossible."""
    eyes.answer_remark(row, answer_of(words, rule), by=by, at=at)
