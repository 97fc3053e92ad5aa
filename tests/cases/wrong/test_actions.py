"""What the person says is wrong waits for the lead until it is answered; words are sealed, none is recorded."""

from uuid import UUID

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.cases.actions import open_case
from safeconduct.cases.wrong import actions
from safeconduct.cases.wrong.codes import About, Answer, Kind
from safeconduct.cases.wrong.models import PersonsWord
from safeconduct.cases.wrong.queries import one, words_of
from safeconduct.cases.wrong.rules import MOST_WAITING, ONLY_THE_LEAD, TOO_MANY, WORD_ANSWERED
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.conftest import ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

MARK = "Nobody asked me about the school."


@pytest.fixture
def case() -> CaseId:
    """Ana leads it, and the nurse has a place."""
    with member_acts("ana") as by:
        made = open_case(by=by, at=timezone.now(), profile={"pseudonym": "Linden"})
        doors.place(made, ID("nora"))
    return made


def say(case: UUID, words: str = "", who: str = "ana") -> UUID:
    with member_acts(who) as by:
        return actions.say(case, Kind.WRONG, About.PLAN, words, by=by, at=timezone.now())


def answer(
    word: UUID, who: str = "ana", said: Answer = Answer.PUT_RIGHT, *, person_knows: bool = True
) -> None:
    with member_acts(who) as by:
        actions.answer(word, said, person_knows=person_knows, by=by, at=timezone.now())


def refusal(reason: Reason) -> "pytest.RaisesExc[NotPossible]":
    return pytest.raises(NotPossible, check=lambda error: error.reason == reason)


def test_a_word_waits_until_the_lead_has_answered_it(case: CaseId) -> None:
    word = say(case, MARK)
    with member_acts("ana"):
        assert [(found.id, found.answer) for found in words_of(case)] == [(word, None)]
        assert one(word).words == MARK
    with refusal(ONLY_THE_LEAD):
        answer(word, "nora")
    answer(word)
    with member_acts("ana"):
        assert words_of(case)[0].answer is Answer.PUT_RIGHT
    with refusal(WORD_ANSWERED):
        answer(word)


def test_who_has_not_the_case_in_hand_neither_reads_nor_writes_one(case: CaseId) -> None:
    word = say(case)
    for who in ("dan", "sara", "bea", "adam"):
        with pytest.raises(NotFound):
            say(case, who=who)
        with member_acts(who):
            assert words_of(case) == []
        with pytest.raises(NotFound):
            answer(word, who)


def test_what_is_typed_is_sealed_and_never_recorded(case: CaseId, connect_as: ConnectAs) -> None:
    word = say(case, MARK)
    answer(word)
    owner = connect_as("owner")
    with unforced(owner, "cases.persons_word"), unforced(owner, "audit.record"):
        sealed, text = owner.execute("SELECT sealed, w::text FROM cases.persons_word w").fetchone() or (
            b"",
            "",
        )
        records = owner.execute(
            "SELECT action, r::text FROM audit.record r WHERE action LIKE 'person:%' ORDER BY recorded_at"
        ).fetchall()
    assert MARK.encode() not in bytes(sealed)
    assert MARK not in text
    assert [action for action, _ in records] == ["person:wrong", "person:answered"]
    assert not any(MARK in text for _, text in records)


def test_past_the_rule_only_the_lead_answers(case: CaseId) -> None:
    say(case)
    with member_acts("nora") as by:
        changed = PersonsWord.objects.update(answer="stays", answered_by=by.id, answered_at=timezone.now())
    assert changed == 0


def test_nobody_writes_one_in_the_name_of_another(case: CaseId) -> None:
    for wrong in ({"written_by": ID("nora")}, {"written_by": None}, {"agency_id": ID("beta")}):
        with member_acts("ana") as by, pytest.raises(ProgrammingError, match="row-level security"):
            given = {"written_by": by.id, "agency_id": by.agency_id, **wrong}
            PersonsWord(case_id=case, kind="wrong", about="plan", written_at=timezone.now(), **given).save(
                force_insert=True
            )


def test_a_heap_is_refused_with_what_is_possible_instead(case: CaseId) -> None:
    for _ in range(MOST_WAITING):
        say(case)
    with refusal(TOO_MANY):
        say(case)
