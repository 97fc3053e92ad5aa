"""What is recorded beside the facts: the limit, the text that was read, the answer about figures, the end."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from safeconduct.consent.document import Document, read
from safeconduct.consent.entering import document, entered_from
from safeconduct.consent.forms import questions, untouched
from safeconduct.consent.rules import RESEARCH_LABELS, Fact, Research, may_give
from safeconduct.consent.wording import LANGUAGES
from safeconduct.referrals.envelope import Extract
from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHOLE = {
    "told": [fact.value for fact in Fact],
    "limit": ["yes"],
    "sections": ["needs"],
    "language": ["ar"],
    "method": ["signed"],
    "until": ["2026-05-01"],
}


def recorded(**answers: str) -> Document:
    """A document of a whole talk, with these answers in it."""
    given = WHOLE | {name: [value] for name, value in answers.items()}
    return document(given, team=uuid4(), agency=uuid4(), purpose=Purpose.REFERRAL_SERVICE)


def asked(part: str, name: str, given: Any = None) -> Question:
    """A question of the form, as it stands with what was entered."""
    return next(question for question in questions(given)[part] if question.name == name)


# --- Figures without names --------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["", *Research])
def test_the_answer_about_figures_never_decides_whether_a_consent_is_given(answer: str) -> None:
    made = recorded(research=answer)
    assert may_give(made.talk(is_child=False), now=NOW) == Allowed()
    assert made.talk(is_child=False) == recorded().talk(is_child=False)


@pytest.mark.parametrize("answer", ["", *Research])
def test_the_answer_is_signed_with_the_record_and_stands_in_the_form_again(answer: str) -> None:
    made = recorded(research=answer)
    assert made.members()["research"] == answer
    assert read(made.members()).research == answer
    assert entered_from(made).get("research", [""]) == [answer]


def test_nobody_is_asked_until_somebody_asks() -> None:
    shown = asked("ends", "research", untouched(NOW))
    assert (shown.value, [code for code, _words in shown.options]) == ("not_asked", list(RESEARCH_LABELS))


def test_another_answer_about_figures_is_refused() -> None:
    with pytest.raises(BadInput):
        recorded(research="maybe")


def test_what_travels_has_no_answer_about_figures() -> None:
    assert not {"research", "limit_told", "text_language"} & set(Extract.__dataclass_fields__)


# --- The guardian -----------------------------------------------------------------------------------------


def test_a_reason_against_the_guardian_of_a_child_reaches_the_rule() -> None:
    against = Reason("guardian_in_conflict", "They are in conflict.")
    made = recorded(guardian="GU-03", assents="yes")
    assert may_give(made.talk(is_child=True), now=NOW) == Allowed()
    assert may_give(made.talk(is_child=True, guardian_refused=against), now=NOW) == Refused(against)


# --- The text that was read -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "talk, chosen, kept",
    [
        ("uk", "", "uk"),
        # an interpreter carries the English text, or another one that was chosen
        ("ar", "", "en"),
        ("ar", "ro", "ro"),
        ("uk", "fr", "fr"),
        # the talk has not come to its language yet
        ("", "", ""),
        ("", "ro", "ro"),
    ],
)
def test_the_text_is_kept_apart_from_the_language_of_the_talk(talk: str, chosen: str, kept: str) -> None:
    made = recorded(language=talk, text_language=chosen)
    assert (made.language, made.text_language) == (talk, kept)
    assert made.members()["text_language"] == kept
    assert entered_from(made).get("text_language", [""]) == [chosen]


def test_a_text_that_only_follows_from_the_talk_follows_it_when_it_changes() -> None:
    again = entered_from(recorded(language="uk")) | {"language": ["ro"]}
    made = document(again, team=uuid4(), agency=uuid4(), purpose=Purpose.REFERRAL_SERVICE)
    assert made.text_language == "ro"


def test_only_our_own_texts_can_have_been_read() -> None:
    assert [code for code, _own in asked("how", "text_language").options] == list(LANGUAGES)
    with pytest.raises(BadInput) as refused:
        recorded(text_language="de")
    assert list(refused.value.errors) == ["text_language"]


@pytest.mark.parametrize("talk, text", [("uk", "uk"), ("ar", "en"), ("", "en")])
def test_a_document_that_kept_no_text_can_be_read_and_means_the_nearest(talk: str, text: str) -> None:
    members = recorded(language=talk).members()
    for later in ("text_language", "limit_told", "research"):
        del members[later]
    earlier = read(members)
    assert (earlier.text_language, earlier.read_in) == ("", text)
    assert not earlier.limit_told


# --- The limit and the end --------------------------------------------------------------------------------


@pytest.mark.parametrize("answer, told", [("yes", True), ("", False)])
def test_the_limit_is_a_tick_of_its_own_beside_the_seven(answer: str, told: bool) -> None:
    made = recorded(limit=answer)
    assert (made.limit_told, len(made.told)) == (told, 7)
    assert read(made.members()).limit_told is told
    assert entered_from(made)["limit"] == (["yes"] if told else [])
    assert [question.name for question in questions()["told"]] == ["told"] * 7 + ["limit"]


def test_an_untouched_form_offers_an_end_and_one_that_was_filled_in_keeps_its_own() -> None:
    assert asked("ends", "until", untouched(NOW)).value == "2026-08-29"
    assert asked("ends", "until", WHOLE).value == "2026-05-01"
    assert asked("ends", "until", {"language": ["uk"]}).value == ""
