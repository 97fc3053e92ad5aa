"""The texts for the person: complete in every language, with the same holes, and marked as not checked."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from safeconduct.cases.fields import FIELDS
from safeconduct.consent.document import Document, read
from safeconduct.consent.entering import document, entered_from
from safeconduct.consent.forms import questions
from safeconduct.consent.rules import COPY_LABELS, Copy, Fact
from safeconduct.consent.wording import (
    BLANK,
    LANGUAGES,
    TEXT_VERSION,
    day_in,
    filled,
    holes,
    nearest,
    versions,
    wording,
)
from safeconduct.vocabulary.codes import Condition, Purpose
from safeconduct.vocabulary.errors import BadInput, NotFound
from safeconduct.vocabulary.sections import OFFERED, Section

KNOWN = {
    "agency", "country", "team", "purpose", "sections", "until", "duty_number", "own_agency", "own_number",
    "conditions", "reference", "given_on", "taken_back", "parts", "answer_by",
    "review_on", "meet_at", "place",
}  # fmt: skip
ALL = [(version, language) for version in sorted(versions()) for language in LANGUAGES]


def shape(node: Any) -> Any:
    """What two translations must have in common: keys, lengths, and the holes of each sentence."""
    match node:
        case dict():
            return {key: shape(value) for key, value in node.items()}
        case list():
            return [shape(value) for value in node]
        case str():
            return holes(node)
    raise AssertionError(node)


@pytest.mark.parametrize("version, language", ALL)
def test_each_language_says_the_same_with_the_same_holes(version: str, language: str) -> None:
    english, other = wording("en", version).data, wording(language, version).data
    assert shape(other) == shape(english)


@pytest.mark.parametrize("version, language", ALL)
def test_a_text_names_its_own_version_and_language_and_says_that_nobody_checked_it(
    version: str, language: str
) -> None:
    text = wording(language, version)
    assert (text.data["version"], text.data["language"]) == (version, language)
    assert len(text.not_checked) > 40


@pytest.mark.parametrize("version, language", ALL)
def test_only_what_the_pages_know_is_put_in(version: str, language: str) -> None:
    def every(node: Any) -> set[str]:
        if isinstance(node, str):
            return holes(node)
        return set().union(*map(every, node.values() if isinstance(node, dict) else node), set())

    assert every(dict(wording(language, version).data)) <= KNOWN


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_seven_facts_and_all_that_can_be_agreed_have_words(language: str) -> None:
    text = wording(language)
    assert set(text.data["script"]["facts"]) == {fact.value for fact in Fact}
    assert set(text.data["sections"]) >= {section.value for section in OFFERED}
    assert set(text.data["purposes"]) == {purpose.value for purpose in Purpose}
    assert set(text.data["conditions"]) == {code.value for code in Condition} | {"none"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_says_who_receives_what_for_what_and_until_when(language: str) -> None:
    facts = wording(language).data["script"]["facts"]
    said = set().union(*(holes(sentence) for fact in facts.values() for sentence in fact["sentences"]))
    assert said >= {"agency", "team", "country", "sections", "purpose", "until", "own_number"}


def test_what_is_not_agreed_yet_stays_blank() -> None:
    assert filled(["Until {until}, to {agency}."], {"agency": "A", "until": ""}) == [f"Until {BLANK}, to A."]


def test_a_filling_with_braces_is_not_filled_again() -> None:
    assert filled(["To {agency}."], {"agency": "{until}", "until": "now"}) == ["To {until}."]


@pytest.mark.parametrize(
    "language, version", [("de", TEXT_VERSION), ("../en", TEXT_VERSION), ("en", ".."), ("en", "")]
)
def test_there_is_no_other_text(language: str, version: str) -> None:
    with pytest.raises(NotFound) as caught:
        wording(language, version)
    assert str(caught.value) == "There is no such text in this language."


@pytest.mark.parametrize("language, expected", [("uk", "uk"), ("ar", "en"), ("", "en")])
def test_a_language_without_a_text_is_read_from_the_english_one(language: str, expected: str) -> None:
    assert nearest(language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_seven_facts_come_in_their_order_with_what_is_agreed_put_in(language: str) -> None:
    kept = wording(language).data["script"]["facts"]
    said = wording(language).facts({"agency": "A-Nord"})
    assert [heading for heading, _sentences in said] == [kept[fact]["heading"] for fact in Fact]
    assert [len(sentences) for _heading, sentences in said] == [len(kept[fact]["sentences"]) for fact in Fact]
    sentences = " ".join(sentence for _heading, each in said for sentence in each)
    assert ("A-Nord" in sentences, BLANK in sentences, holes(sentences)) == (True, True, set())


def test_what_has_no_words_in_a_text_is_called_by_its_code() -> None:
    assert wording("en").named("sections", "needs") == wording("en").data["sections"]["needs"]
    assert wording("en").named("sections", "of_a_later_release") == "of_a_later_release"


@pytest.mark.parametrize(
    "condition, said",
    [
        ("not_police", "not to the police"),
        ("not_country:BE", ": Belgium"),
        ("not_country:JP", ": Japan"),
        ("not_after:2026-05-31", ": 31 May 2026"),
        ("something_new:else", "something_new"),
    ],
)
def test_a_limit_is_said_in_words_with_its_country_or_day(condition: str, said: str) -> None:
    found = wording("en").limit(condition)
    assert found.endswith(said)
    assert "_country" not in found


def test_a_country_is_called_as_the_text_calls_it_and_only_else_as_the_pages_do() -> None:
    """The pages are in English here: the name that they have is no word of an Albanian text."""
    assert wording("sq").country("BE") == "Belgjika"
    assert (wording("sq").country("JP"), wording("sq").country("")) == ("Japan", "")


def test_what_nobody_knows_of_stays_blank_too() -> None:
    assert filled(["At {place}."], {}) == [f"At {BLANK}."]


@pytest.mark.parametrize(
    "language, day, named",
    [
        ("en", "2 March 2026", "Monday, 2 March 2026"),
        ("bg", "2 март 2026", "понеделник, 2 март 2026"),
        ("es", "2 de marzo de 2026", "lunes, 2 de marzo de 2026"),
        ("fr", "2 mars 2026", "lundi 2 mars 2026"),
        ("ro", "2 martie 2026", "luni, 2 martie 2026"),
        ("sq", "2 mars 2026", "e hënë, 2 mars 2026"),
        ("sv", "2 mars 2026", "måndag 2 mars 2026"),
        ("uk", "2 березня 2026", "понеділок, 2 березня 2026"),
    ],
)
def test_a_day_is_written_as_its_language_writes_it(language: str, day: str, named: str) -> None:
    on = datetime(2026, 3, 2, 9, 5)  # noqa: DTZ001 - as it is at the place, where its hour is read
    assert day_in(language, date(2026, 3, 2)) == day
    assert day_in(language, date(2026, 3, 2), named=True) == named
    assert day_in(language, on, named=True, hour=True) == f"{named}, 09:05"


OF_THE_PROFILE = {
    "pseudonym": "alias", "age_band": "age group", "is_child": "child", "sex": "sex", "gender": "gender",
    "languages": "languages", "citizenships": "citizenship",
}  # fmt: skip


def test_the_text_names_every_answer_of_the_profile() -> None:
    """It goes with every offer, so a new question in it begins a new version of the text."""
    said = wording("en").named("sections", "profile")
    assert {field.name for field in FIELDS[Section.PROFILE]} == OF_THE_PROFILE.keys()
    assert [words for words in OF_THE_PROFILE.values() if words not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", ["profile", "needs"])
def test_no_language_was_left_with_the_text_that_said_less_than_is_sent(language: str, section: str) -> None:
    before = wording(language, "2026-11-1").named("sections", section)
    assert len(wording(language).named("sections", section)) > len(before)


# --- What is recorded of it -------------------------------------------------------------------------------


def recorded(**entered: str) -> Document:
    """A document made of these answers."""
    given = {name: [value] for name, value in {"sections": "needs", **entered}.items()}
    return document(given, team=uuid4(), agency=uuid4(), purpose=Purpose.REFERRAL_SERVICE)


def test_the_version_recorded_is_the_one_that_was_shown() -> None:
    assert recorded(text_version=TEXT_VERSION).text_version == TEXT_VERSION
    with pytest.raises(BadInput):
        recorded(text_version="2020-01-1")


def test_a_text_of_another_kept_version_is_recorded_as_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeconduct.consent.entering.versions", lambda: {TEXT_VERSION, "2027-01-1"})
    assert recorded(text_version="2027-01-1").text_version == "2027-01-1"


@pytest.mark.parametrize("name", ["presentation", "method", "copy", "research"])
def test_what_was_left_open_is_no_error(name: str) -> None:
    assert getattr(recorded(**{name: ""}), name) == ""


@pytest.mark.parametrize("copy", ["", *Copy])
def test_the_copy_is_recorded_and_may_stay_open(copy: str) -> None:
    made = recorded(copy=copy)
    assert read(made.members()).copy == copy
    assert entered_from(made).get("copy", [""]) == [copy]


def test_a_copy_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(BadInput):
        recorded(copy="sent_by_mail")


def test_not_given_for_safety_is_offered_as_an_answer() -> None:
    asked = next(question for question in questions()["how"] if question.name == "copy")
    assert [code for code, _words in asked.options] == [code.value for code in COPY_LABELS]
    assert asked.value == ""


def test_a_document_without_a_copy_from_an_earlier_release_can_be_read() -> None:
    members = recorded().members()
    del members["copy"]
    members["until"] = datetime(2027, 1, 1, tzinfo=UTC).isoformat()
    assert read(members).sections == [Section.NEEDS]
