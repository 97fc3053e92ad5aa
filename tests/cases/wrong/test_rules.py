"""What may be said, and who answers it with what, as a table."""

from enum import StrEnum
from itertools import product

import pytest

from safeconduct.cases.wrong.codes import LABELS, About, Answer, Kind
from safeconduct.cases.wrong.rules import (
    MOST_WAITING,
    NOT_SAID_TO_THE_PERSON,
    NOT_THIS_ANSWER,
    ONLY_THE_LEAD,
    TOO_MANY,
    WORD_ANSWERED,
    Answering,
    may_answer,
    may_say,
)
from safeconduct.vocabulary.decisions import Allowed, Refused

FITS = {(Kind.STOP, Answer.STOPPED)} | {(Kind.WRONG, one) for one in Answer if one is not Answer.STOPPED}


@pytest.mark.parametrize(
    "waiting, may", [(0, True), (MOST_WAITING - 1, True), (MOST_WAITING, False), (99, False)]
)
def test_a_word_is_taken_unless_a_heap_of_them_waits(waiting: int, may: bool) -> None:
    assert may_say(waiting) == (Allowed() if may else Refused(TOO_MANY))


@pytest.mark.parametrize("kind, said", list(product(Kind, Answer)))
def test_what_was_stopped_has_ended_and_what_is_wrong_has_not(kind: Kind, said: Answer) -> None:
    asked = Answering(kind, said, is_lead=True, is_answered=False, person_knows=True)
    assert may_answer(asked) == (Allowed() if (kind, said) in FITS else Refused(NOT_THIS_ANSWER))


def test_the_lead_answers_once_and_the_person_hears_it_first() -> None:
    def asked(*, is_lead: bool = True, is_answered: bool = False, person_knows: bool = True) -> object:
        return may_answer(Answering(Kind.WRONG, Answer.PARTLY, is_lead, is_answered, person_knows))

    assert asked() == Allowed()
    assert asked(is_lead=False) == Refused(ONLY_THE_LEAD)
    assert asked(is_answered=True) == Refused(WORD_ANSWERED)
    assert asked(person_knows=False) == Refused(NOT_SAID_TO_THE_PERSON)


@pytest.mark.parametrize("codes", [Kind, About, Answer])
def test_each_code_has_its_words(codes: type[StrEnum]) -> None:
    assert set(LABELS[codes]) == set(codes)
