"""The questions of a move, as the side that makes it reads them."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from safeconduct.referrals.envelope import Extract
from safeconduct.referrals.forms import codes, questions, word_questions, words
from safeconduct.referrals.labels import NEXT, RECORD
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.pages.lines import next_of
from safeconduct.referrals.texts import LONGEST, Kind
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section

CONSENT = Extract(
    id=UUID(int=1),
    version=1,
    hash="0" * 64,
    sections=(Section.NEEDS,),
    until=datetime(2026, 12, 1, tzinfo=UTC),
    conditions=(),
    tell_outcome=True,
    follow_changes=True,
)


def row(state: State, side: Side = Side.RECEIVER) -> Referral:
    """A referral that no table holds."""
    return Referral(
        state=state, side=side, service="shelter", at_once=["profile", "needs"],
        held_back=["logistics", "identity"], consent=CONSENT.members(), flags=[],
    )  # fmt: skip


def asked(state: State, event: Event, side: Side = Side.RECEIVER) -> dict[str, Question]:
    """The questions by their names."""
    found = questions(row(state, side), event, colleagues=[], agencies=[], country="RO")
    return {question.name: question for question in found}


@pytest.mark.parametrize("side, by_whom", [(Side.SENDER, "brought_by"), (Side.RECEIVER, "met_by")])
def test_each_side_says_who_it_sends_to_the_handover(side: Side, by_whom: str) -> None:
    assert set(asked(State.ACCEPTED, Event.PROPOSE_HANDOVER, side)) == {"where", "when", by_whom}
    assert set(asked(State.ACCEPTED, Event.CONFIRM_HANDOVER, side)) == {by_whom}


def test_the_hour_is_asked_and_read_on_the_clock_of_the_own_country() -> None:
    assert str(asked(State.ACCEPTED, Event.PROPOSE_HANDOVER)["when"].hint) == "Your time, in Romania"
    typed = {"when": "2026-12-01T12:00"}
    made = codes(row(State.ACCEPTED), Event.PROPOSE_HANDOVER, typed, country="RO")
    assert made["when"] == "2026-12-01T10:00:00.000000Z"


def test_how_the_person_was_found_is_asked_in_these_words() -> None:
    reason = asked(State.NO_SHOW, Event.ARRIVE_LATE)["reason"]
    assert str(reason.label) == "How was the person found"
    assert [str(words) for _code, words in reason.options] == ["Found, at risk", "Found, safe"]
    assert str(asked(State.NO_SHOW, Event.RECORD_OUTCOME)["reason"].label) == "What the search has found"
    assert str(asked(State.SENT, Event.DECLINE)["reason"].label) == "Reason"


def test_a_question_is_answered_unless_the_sender_says_otherwise() -> None:
    assert asked(State.INFO_REQUESTED, Event.ANSWER, Side.SENDER)["answer"].value == "given"


def test_words_with_a_handover_are_about_the_needs_or_the_practical_side() -> None:
    about = {
        question.name: question
        for question in word_questions(row(State.ACCEPTED), Kind.HANDOVER, None, prefix="")
    }
    assert [code for code, _words in about["about"].options] == ["needs", "logistics"]


def test_without_news_in_words_the_next_step_is_the_outcome() -> None:
    serving = row(State.IN_SERVICE)
    assert next_of(serving) == NEXT[State.IN_SERVICE]
    serving.consent = replace(CONSENT, tell_outcome=False).members()
    assert next_of(serving) == RECORD


def test_a_line_break_of_a_browser_counts_as_one_sign() -> None:
    typed = {"text": "x" * (LONGEST - 3) + "\r\n" + "yy", "about": "needs", "spoken": "en"}
    said = words(row(State.ACCEPTED), Kind.NEWS, typed)
    assert said is not None
    assert said.text == "x" * (LONGEST - 3) + "\nyy"
