"""Writing down what the person says, with them or by their paper code, and answering it; recorded without words."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.access.papers import Looking
from safeconduct.access.queries import held
from safeconduct.access.rules import Basis
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Actor, record
from safeconduct.cases import vault
from safeconduct.cases.queries import own_case_in_hand
from safeconduct.cases.wrong.codes import About, Answer, Kind
from safeconduct.cases.wrong.models import PersonsWord
from safeconduct.cases.wrong.queries import PLACE, Word, one, sent_before, waiting
from safeconduct.cases.wrong.rules import Answering, may_answer, may_say
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.in_turn import wait_in_turn
from safeconduct.vocabulary.lines import LineName
from safeconduct.vocabulary.sections import Section

LONGEST = 1000


@transaction.atomic
def say(
    case: UUID, kind: Kind, about: About, words: str = "", *, consent: UUID | None = None,
    line: LineName | None = None, once: UUID | None = None, by: Member, at: datetime,
) -> UUID:  # fmt: skip
    """Said beside a member, on their device, of a part or of one line of it; the word's id.

    `once` is the number that the form brought: sent twice, it is one word. Words lie under the plan's key, which `by`
    must hold. The line is one of `lines.py`; the database asks it again.

    Raises NotFound for a case that is not in hand, BadInput for words that are too long, NotPossible with the rule's
    reason.
    """
    own_case_in_hand(case)
    words = words.strip()
    if len(words) > LONGEST:
        raise BadInput({"words": format_lazy(_("Shorten this text to {most} characters."), most=LONGEST)})
    row = PersonsWord(written_by=by.id, agency_id=by.agency_id, consent_id=consent, line=_named(line))
    return _write(row, case, kind, about, words, once, by=as_actor(by), at=at)


@transaction.atomic
def say_by_paper(
    look: Looking, kind: Kind, about: About, *, consent: UUID | None = None, line: LineName | None = None,
    once: UUID | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Said by whoever looks with a paper code: codes and a line that was chosen, nothing is typed there.

    `once` as above. Raises NotPossible.
    """
    row = PersonsWord(written_by=None, agency_id=look.agency, consent_id=consent, line=_named(line))
    return _write(row, look.case, kind, about, "", once, by=look.as_actor(), at=at)


def in_turn(case: UUID) -> None:
    """What is said of one case is written one after the other: a second press at once waits, and sees the first."""
    wait_in_turn(f"words/{case}")


def _write(
    row: PersonsWord, case: UUID, kind: Kind, about: About, words: str, once: UUID | None, *, by: Actor, at: datetime
) -> UUID:  # fmt: skip
    in_turn(case)
    row.id, row.case_id, row.kind, row.about, row.written_at = once or uuid4(), case, kind, about, at
    if before := sent_before(case, row.id):
        if _is_same(before, row, words):
            return before.id
        row.id = uuid4()
    require(may_say(waiting(case)))
    row.section = Section.PLAN
    if words:
        row.generation, key = vault.key_for_writing(case, Section.PLAN)
        row.sealed = vault.sealed_at(key, PLACE, row.id, {"words": words})
    row.save(force_insert=True)
    record(
        f"person:{kind}",
        by=by,
        at=at,
        case=case,
        detail={"word": str(row.id), "about": about.value, "line": row.line},
    )
    return row.id


def _is_same(before: Word, row: PersonsWord, words: str) -> bool:
    """Whether a form was only sent twice. With other words it was changed in between, and those are kept, too."""
    said = (before.kind, before.about, before.consent, _named(before.line), before.words)
    return said == (row.kind, row.about, row.consent_id, row.line, words)


def _named(line: LineName | None) -> str:
    return str(line) if line is not None else ""


@transaction.atomic
def answer(word: UUID, said: Answer, *, person_knows: bool, by: Member, at: datetime) -> UUID:
    """What became of it; the case. Raises NotFound for what is not of a case in hand, NotPossible with the reason."""
    found = one(word)
    is_lead = any(grant.basis is Basis.LEAD for grant in held(found.case))
    asked = Answering(found.kind, said, is_lead, found.answer is not None, person_knows)
    require(may_answer(asked))
    # Two presses of one button: the second finds no row that waits.
    changed = PersonsWord.objects.filter(id=word, answer=None).update(
        answer=said, answered_by=by.id, answered_at=at
    )
    require(may_answer(Answering(found.kind, said, is_lead, not changed, person_knows)))
    record(
        "person:answered", by=as_actor(by), at=at, case=found.case,
        detail={"word": str(word), "answer": said.value},
    )  # fmt: skip
    return found.case
