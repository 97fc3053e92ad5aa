"""Arranging, changing and ending talks with an interpreter: recorded without whom, when and where.

No function here takes a reason. That the person does not want somebody again is kept in their own file, sealed; the
record says "changed" for it, as for anything else.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import vault
from safeconduct.cases.answering import Content
from safeconduct.cases.conflicts.actions import Found, ask
from safeconduct.cases.conflicts.pages import said
from safeconduct.cases.conflicts.rules import Standing
from safeconduct.cases.interpreters import contents, rules
from safeconduct.cases.interpreters.codes import State, Tie
from safeconduct.cases.interpreters.models import Interpreting
from safeconduct.cases.interpreters.queries import (
    PLACE,
    SECTION,
    Read,
    case_of_talk,
    deciding,
    helper,
    standing,
)
from safeconduct.cases.interpreters.rules import Assignment, Meeting
from safeconduct.vocabulary.decisions import Reason, Refused, require
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.in_turn import wait_in_turn


class Chosen:
    """Who is asked: one of the register, or one of another service in words; and what was said of them."""

    __slots__ = ("agrees", "helper", "names", "tie", "words")

    def __init__(
        self, helper: UUID | None, words: str = "", *, tie: Tie | None, agrees: bool = False, names: str = ""
    ) -> None:
        self.helper, self.words, self.tie = helper, words.strip(), tie
        self.agrees = agrees
        """The person knows what speaks against it, and agrees."""
        self.names = names.strip()
        """Their name, where a conflict of interest is asked for: compared, never kept."""


@transaction.atomic
def assign(case: UUID, chosen: Chosen, meeting: Meeting, *, by: Member, at: datetime) -> UUID | Refused:
    """Arrange a talk; its id, or the refusal that a question for a conflict has led to: that question counts.

    Raises NotFound, NotPossible with the rule's reason, BadInput for a name of one part.
    """
    _begin(case, by=by)
    made = uuid4()
    one = _allowed(made, chosen, meeting, standing(case, by=by, at=at))
    if conflict := _conflict(chosen.names, by=by, at=at):
        return Refused(conflict)
    _insert(case, made, contents.stored(one), by=by, at=at)
    _record("arranged", case, made, by=by, at=at)
    return made


@transaction.atomic
def change(
    talk: UUID, chosen: Chosen, meeting: Meeting, *, again: bool = True, by: Member, at: datetime
) -> UUID | Refused:
    """Arrange it otherwise, as the person wishes. Not `again`: whoever was asked before is not offered any more.

    Answers and raises as `assign`.
    """
    case = case_of_talk(talk)
    _begin(case, by=by)
    read = standing(case, by=by, at=at)
    before = read.talk(talk)
    require(rules.may_change(before))
    if not again and before.helper is not None and chosen.helper == before.helper:
        require(Refused(rules.NOT_OFFERED))
    one = _allowed(talk, chosen, meeting, read)
    if conflict := _conflict(chosen.names, by=by, at=at):
        return Refused(conflict)
    if not again:
        _keep_apart(case, before, read, by=by, at=at)
    _update(case, talk, contents.stored(one), at=at)
    _record("changed", case, talk, by=by, at=at)
    return talk


@transaction.atomic
def end(talk: UUID, *, again: bool = True, by: Member, at: datetime) -> None:
    """It does not take place, or is over. Not `again`: this one is not offered for the person any more."""
    case = case_of_talk(talk)
    _begin(case, by=by)
    read = standing(case, by=by, at=at)
    before = read.talk(talk)
    require(rules.may_change(before))
    if not again:
        _keep_apart(case, before, read, by=by, at=at)
    _update(case, talk, contents.stored(replace(before, state=State.ENDED)), at=at)
    _record("changed", case, talk, by=by, at=at)


@transaction.atomic
def keep_apart(case: UUID, wanted: UUID, *, by: Member, at: datetime) -> None:
    """Somebody is not offered for this person: they do not want them, or a conflict is known. Which, nobody writes."""
    _begin(case, by=by)
    found = helper(wanted)
    if wanted not in standing(case, by=by, at=at).apart:
        made = uuid4()
        _insert(case, made, contents.apart(wanted, found.reference), by=by, at=at)
        _record("changed", case, made, by=by, at=at)


@transaction.atomic
def offer_again(case: UUID, wanted: UUID, *, by: Member, at: datetime) -> None:
    """The person wishes it otherwise: they may be asked again. Nothing happens where they were offered."""
    _begin(case, by=by)
    row = standing(case, by=by, at=at).apart.get(wanted)
    if row is not None:
        Interpreting.objects.filter(case_id=case, id=row[0]).delete()
        _record("changed", case, row[0], by=by, at=at)


def _begin(case: UUID, *, by: Member) -> None:
    deciding(case, Action.EDIT, by=by)
    # Two who change one talk at once: the second waits, and is judged by what the first one wrote.
    wait_in_turn(f"interpreting/{case}")


def _allowed(talk: UUID, chosen: Chosen, meeting: Meeting, read: Read) -> Assignment:
    """The assignment as it may be. Raises NotPossible with the rule's reason."""
    if chosen.helper is None:
        require(rules.may_assign_other(chosen.words, meeting, chosen.tie, read.whom, agrees=chosen.agrees))
        reference = chosen.words
    else:
        found = helper(chosen.helper)
        require(rules.may_assign(found, meeting, chosen.tie, read.whom, agrees=chosen.agrees))
        reference = found.reference
    return Assignment(talk, chosen.helper, reference, meeting, State.PLANNED, read.whom.contact.country)


def _conflict(names: str, *, by: Member, at: datetime) -> Reason | None:
    """Whether this name may be in conflict: with somebody against a person of the agency, or with whom it helps.

    Each of the two questions counts, whatever comes of the other: nobody tries names by being refused.
    """
    if not names:
        return None
    for standing_of in Standing:
        try:
            found: Found = ask(names, standing_of, by=by, at=at)
        except NotPossible as refused:
            return refused.reason
        if found.is_possible:
            return Reason(rules.POSSIBLE_CONFLICT.code, said(found), rules.POSSIBLE_CONFLICT.instead)
    return None


def _keep_apart(case: UUID, one: Assignment, read: Read, *, by: Member, at: datetime) -> None:
    if one.helper is not None and one.helper not in read.apart:
        _insert(case, uuid4(), contents.apart(one.helper, one.reference), by=by, at=at)


def _insert(case: UUID, row_id: UUID, content: Content, *, by: Member, at: datetime) -> None:
    generation, key = vault.key_for_writing(case, SECTION)
    Interpreting(
        id=row_id, case_id=case, agency_id=by.agency_id, section=SECTION, generation=generation,
        sealed=vault.sealed_at(key, PLACE, row_id, content), made_by=by.id, role=by.profession, made_at=at,
        changed_at=at,
    ).save(force_insert=True)  # fmt: skip


def _update(case: UUID, row_id: UUID, content: Content, *, at: datetime) -> None:
    generation, key = vault.key_for_writing(case, SECTION)
    sealed = vault.sealed_at(key, PLACE, row_id, content)
    Interpreting.objects.filter(id=row_id).update(sealed=sealed, generation=generation, changed_at=at)


def _record(what: str, case: UUID, talk: UUID, *, by: Member, at: datetime) -> None:
    detail: dict[str, str | int | bool | list[str]] = {"talk": str(talk)}
    record(f"interpreting:{what}", by=as_actor(by), at=at, case=case, section=SECTION, detail=detail)
