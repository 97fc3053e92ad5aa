"""Beginning a screening, saving a part of it, finishing it: each recorded, and never what was answered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localdate

from safeconduct.access.queries import Answer as Decided
from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import vault
from safeconduct.cases.actions import save_section
from safeconduct.cases.contents import answer as answered
from safeconduct.cases.interviews.actions import enter_screening
from safeconduct.cases.interviews.codes import InterviewSubject
from safeconduct.cases.interviews.queries import before
from safeconduct.cases.interviews.rules import may_ask_again
from safeconduct.cases.models import Screening
from safeconduct.cases.queries import read_sections
from safeconduct.cases.screening.codes import Agreed, Conclusion, Dimension, Next
from safeconduct.cases.screening.contents import Talk
from safeconduct.cases.screening.queries import (
    PLACE,
    SECTION,
    Read,
    compared_by,
    is_computed,
    may_be_child,
    one,
    opening,
    signs_of,
)
from safeconduct.cases.screening.rules import (
    BODY,
    NOT_FINISHED,
    RULE,
    STATUS,
    Answer,
    findings,
    may_ask_list,
    may_begin,
    may_finish,
    may_take_over,
    may_write,
)
from safeconduct.vocabulary.codes import Sector
from safeconduct.vocabulary.decisions import Refused, require
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.in_turn import wait_in_turn


@transaction.atomic
def begin(case: UUID, talk: Talk, *, by: Member, at: datetime, corrects: UUID | None = None) -> UUID:
    """Begin one; a no of the person is kept as that, without a word more. The new one's id.

    Raises NotFound, NotPossible with the rule's reason: closed, or a list for adults where the person may be a child.
    """
    opening(case, by=by)
    if talk.agreed is not Agreed.YES:
        return _add(case, talk.emptied(talk.agreed), by=by, at=at, what="declined", corrects=None)
    require(may_begin(talk.agreed))
    if corrects is None:
        require(may_ask_again(InterviewSubject.IDENTIFICATION, talk.again, before(case)))
    require(may_ask_list(talk.profile, may_be_child=may_be_child(case, by=by, at=at)))
    return _add(case, talk, by=by, at=at, what="begun", corrects=corrects)


def correct(screening: UUID, *, by: Member, at: datetime) -> UUID:
    """Begin another beside a finished one, with its answers and without its conclusion."""
    wrong = one(screening, by=by, at=at)
    if not wrong.is_finished or wrong.talk.agreed is not Agreed.YES:
        raise NotPossible(NOT_FINISHED)
    talk = replace(
        wrong.talk, conclusion=None, reasons="", next=(), results={}, rule="", compared="",
        version=signs_of(wrong.talk).version,
    )  # fmt: skip
    return begin(wrong.case, talk, by=by, at=at, corrects=wrong.id)


def save_about(screening: UUID, *, by: Member, at: datetime, **about: Any) -> None:
    """Save what is round the talk, and which list it asks. Answers to signs that stand in another list stay."""

    def changed(draft: Read) -> Talk:
        require(may_ask_list(about["profile"], may_be_child=may_be_child(draft.case, by=by, at=at)))
        return replace(draft.talk, **about)

    _save(screening, changed, by=by, at=at)


def save_part(
    screening: UUID, dimension: Dimension, answers: dict[str, Answer], note: str, *, by: Member, at: datetime
) -> None:
    """Save one dimension; the others stay as they are, whoever saves them meanwhile in another window."""

    def changed(draft: Read) -> Talk:
        others = {code: said for code, said in draft.talk.answers.items() if code[:2] != dimension}
        notes = {**draft.talk.notes, dimension.value: note}
        return replace(
            draft.talk, answers=others | answers, notes={side: text for side, text in notes.items() if text}
        )

    _save(screening, changed, by=by, at=at)


def save_conclusion(
    screening: UUID,
    conclusion: Conclusion | None,
    reasons: str,
    following: tuple[Next, ...],
    *,
    by: Member,
    at: datetime,
) -> None:
    """Save the conclusion as a draft: nothing of it is needed yet."""
    _save(
        screening,
        lambda draft: replace(draft.talk, conclusion=conclusion, reasons=reasons, next=following),
        by=by,
        at=at,
    )


def finish(
    screening: UUID, conclusion: Conclusion | None, reasons: str, following: tuple[Next, ...],
    *, by: Member, at: datetime,
) -> None:  # fmt: skip
    """Finish it with the professional's conclusion; from then on nobody changes it. It enters the register.

    Raises NotPossible with the rule's reason.
    """

    def changed(draft: Read) -> Talk:
        child = may_be_child(draft.case, by=by, at=at)
        require(may_finish(conclusion, reasons, draft.talk.profile, may_be_child=child))
        signs = signs_of(draft.talk)
        found = findings(signs, draft.talk.answers, is_computed=is_computed(signs))
        talk = replace(
            draft.talk, conclusion=conclusion, reasons=reasons, next=following, version=signs.version
        )
        if draft.corrects is None:  # a correction is no further talk
            enter_screening(draft.case, draft.id, on=_day(talk, at), again=talk.again, by=by, at=at)
        return talk.with_results(found, RULE, compared_by(signs))

    _save(screening, changed, by=by, at=at, is_end=True)


def stop(screening: UUID, *, by: Member, at: datetime) -> None:
    """The person ended the talk: what was answered is taken away, and that it was ended stays."""
    _save(
        screening, lambda draft: draft.talk.emptied(Agreed.STOPPED), by=by, at=at, is_end=True, what="stopped"
    )


@transaction.atomic
def take_over(screening: UUID, *, by: Member, at: datetime) -> None:
    """Write status and who decided into the section Exploitation, as a presumption. Raises NotPossible."""
    found = one(screening, by=by, at=at)
    stands = read_sections(found.case, [SECTION], by=by, at=at).get(SECTION)
    content = dict(stands.content) if stands else {}
    sector, conclusion = Sector(by.agency.sector), found.talk.conclusion
    status = str(answered(content, "status") or "")
    require(may_take_over(conclusion, sector, stands=status, is_finished=found.is_finished))
    if conclusion is None:
        raise NotPossible(NOT_FINISHED)
    content |= {"status": STATUS[conclusion].value, "decided_by": BODY[sector].value}
    base = stands.version if stands else 0
    save_section(case=CaseId(found.case), section=SECTION, content=content, base=base, by=by, at=at)
    record(
        "screening:taken_over", by=as_actor(by), at=at, case=found.case, section=SECTION,
        detail={"screening": str(screening)},
    )  # fmt: skip


def _day(talk: Talk, at: datetime) -> date:
    said = talk.head.get("talked_on")
    return date.fromisoformat(said) if said else localdate(at)


def _add(case: UUID, talk: Talk, *, by: Member, at: datetime, what: str, corrects: UUID | None) -> UUID:
    answer = _editing(case, by)
    generation, key = vault.key_for_writing(case, SECTION)
    row = Screening(
        id=uuid4(), case_id=case, agency_id=by.agency_id, section=SECTION, generation=generation, author_id=by.id,
        role=by.profession, corrects=corrects, begun_at=at, saved_at=at,
        finished_at=None if talk.agreed is Agreed.YES else at,
    )  # fmt: skip
    row.sealed = vault.sealed_at(key, PLACE, row.id, talk.sealed_form())
    row.save(force_insert=True)
    _record(what, case, row.id, answer, by=by, at=at)
    return row.id


@transaction.atomic
def _save(
    screening: UUID, changed: Callable[[Read], Talk], *, by: Member, at: datetime, is_end: bool = False, what: str = ""
) -> None:  # fmt: skip
    # Two windows may save two parts at once: the second waits, and then changes what the first one wrote.
    wait_in_turn(f"screening/{screening}")
    draft = one(screening, by=by, at=at)
    allowed = may_write(is_author=draft.is_mine, is_finished=draft.is_finished)
    if isinstance(allowed, Refused):
        raise NotPossible(allowed.reason)
    answer = _editing(draft.case, by)
    talk = changed(draft)
    generation, key = vault.key_for_writing(draft.case, SECTION)
    Screening.objects.filter(id=screening).update(
        generation=generation,
        sealed=vault.sealed_at(key, PLACE, screening, talk.sealed_form()),
        saved_at=at,
        finished_at=at if is_end else None,
    )
    _record(what or ("finished" if is_end else "saved"), draft.case, screening, answer, by=by, at=at)


def _editing(case: UUID, by: Member) -> Decided:
    answer = decide(by, held(case), SECTION, Action.EDIT)
    require(answer.decision)
    return answer


def _record(what: str, case: UUID, screening: UUID, answer: Decided, *, by: Member, at: datetime) -> None:
    record(
        f"screening:{what}", by=as_actor(by), at=at, case=case, section=SECTION, purpose=answer.purpose,
        policy=answer.policy, detail={"screening": str(screening)},
    )  # fmt: skip
