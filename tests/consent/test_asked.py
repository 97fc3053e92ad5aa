"""What the consent forms ask, word for word; and that a talk which is saved stands in them again as it was entered."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from safeconduct.consent.document import Document, read
from safeconduct.consent.entering import document, entered_from, ground_document
from safeconduct.consent.rules import Fact, Recipient, Shareable, Talk
from safeconduct.vocabulary.codes import Purpose, Sector
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import Section
from tests.consent.asked import EVERY, text

KEPT = Path(__file__).with_name("asked.txt")
TEAM, AGENCY = UUID(int=1), UUID(int=2)
TALK = {name: values for name, values in EVERY.items() if name != "ground"}
LONGEST = 60


def made(entered: dict[str, list[str]]) -> Document:
    """What was entered, for a shelter."""
    return document(entered, team=TEAM, agency=AGENCY, purpose=Purpose.REFERRAL_SERVICE)


def wrong(entered: dict[str, list[str]]) -> dict[str, str]:
    """The sentences at the fields of what cannot be read."""
    with pytest.raises(BadInput) as caught:
        made(entered)
    return {name: str(words) for name, words in caught.value.errors.items()}


def test_the_forms_ask_what_is_kept_here_word_for_word(tmp_path: Path) -> None:
    fresh = tmp_path / KEPT.name
    fresh.write_text(text())
    assert fresh.read_text() == KEPT.read_text(), (
        f"The forms have changed. Each line is something that is asked when a person says yes or no: "
        f"read the difference, and if it is meant, copy {fresh} to {KEPT}."
    )


def test_every_answer_reaches_the_document() -> None:
    said = made(TALK)
    assert said == Document(
        team=TEAM,
        agency=AGENCY,
        purpose=Purpose.REFERRAL_SERVICE,
        sections=[Section.PROFILE, Section.IDENTITY, Section.NEEDS],
        until=datetime(2026, 6, 1, 20, 59, 59, tzinfo=UTC),
        told=[Fact.INTERVIEW, Fact.WITHDRAWAL],
        limit_told=True,
        research="no",
        language="uk",
        presentation="read_aloud",
        method="signed",
        interpreter="RO-17",
        witness="a colleague",
        conditions=["not_police", "not_country:SE"],
        tell_outcome=True,
        follow_changes=True,
        guardian="GU-03",
        assents=True,
        copy="given",
        text_language="ro",
    )


def test_nothing_entered_is_a_document_that_says_nothing() -> None:
    assert made({}) == Document(team=TEAM, agency=AGENCY, purpose=Purpose.REFERRAL_SERVICE, sections=[])


def test_a_saved_talk_stands_in_the_form_as_it_was_entered() -> None:
    again = entered_from(made(TALK))
    assert {name: sorted(values) for name, values in again.items()} == {
        name: sorted(values) for name, values in TALK.items()
    }
    assert made(again) == made(TALK)


def test_of_a_talk_that_has_hardly_begun_nothing_is_invented() -> None:
    empty = entered_from(made({}))
    assert {name for name, values in empty.items() if values} == set()
    ticks = {"told", "limit", "sections", "assents", "until", "conditions", "tell_outcome", "follow_changes"}
    assert set(empty) == ticks


def test_a_text_that_follows_from_the_language_of_the_talk_stays_open() -> None:
    assert "text_language" not in entered_from(made({**TALK, "text_language": ["uk"]}))
    assert made({**TALK, "text_language": []}).text_language == "uk"
    assert made({"text_language": ["en"]}).text_language == "en"
    assert entered_from(made({"text_language": ["en"]}))["text_language"] == ["en"]


@pytest.mark.parametrize(
    "name, value, sentence",
    [
        ("told", "dinner", "Choose answers from the list."),
        ("research", "perhaps", "Choose answers from the list."),
        ("sections", "kitchen", "Choose answers from the list."),
        ("presentation", "sung", "Choose answers from the list."),
        ("method", "nodded", "Choose answers from the list."),
        ("conditions", "never", "Choose answers from the list."),
        ("copy", "lost", "Choose answers from the list."),
        ("language", "xx-none", "Choose the language from the list."),
        ("text_language", "la", "Choose the text from the list."),
        ("text_version", "0", "Open the page again: this text is not known."),
        ("until", "tomorrow", "Enter the date as year-month-day, for example 2026-12-31."),
        ("interpreter", "x" * 61, "Shorten this to 60 characters; a role or a code is enough."),
        ("witness", "x" * 61, "Shorten this to 60 characters; a role or a code is enough."),
        ("guardian", "x" * 61, "Shorten this to 60 characters; a role or a code is enough."),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(name: str, value: str, sentence: str) -> None:
    assert wrong({**TALK, name: [value]}) == {name: sentence}


@pytest.mark.parametrize("name", ["interpreter", "witness", "guardian"])
def test_sixty_characters_are_enough_and_allowed(name: str) -> None:
    assert getattr(made({**TALK, name: [f"  {'x' * LONGEST} "]}), name) == "x" * LONGEST


def test_a_ground_brings_its_purpose() -> None:
    said = ground_document({"ground": ["vital_interest"], "sections": ["safety"]}, team=TEAM, agency=AGENCY)
    assert (said.purpose, said.ground, said.sections) == (
        Purpose.PROTECTION,
        "vital_interest",
        [Section.SAFETY],
    )
    assert (said.team, said.agency) == (TEAM, AGENCY)


@pytest.mark.parametrize("entered", [{}, {"ground": []}, {"ground": ["curiosity"]}])
def test_a_ground_is_one_of_the_list(entered: dict[str, list[str]]) -> None:
    with pytest.raises(BadInput) as caught:
        ground_document(entered, team=TEAM, agency=AGENCY)
    assert {name: str(words) for name, words in caught.value.errors.items()} == {
        "ground": "Choose the ground from the list."
    }


# --- As it is kept --------------------------------------------------------------------------------------------


def test_a_document_is_read_as_it_was_written() -> None:
    for said in (made(TALK), made({})):
        assert read(said.members()) == said


def test_it_is_kept_as_texts_lists_and_booleans() -> None:
    members = made(TALK).members()
    assert members["until"] == "2026-06-01T23:59:59+03:00"
    assert members["told"] == ["interview", "withdrawal"]
    assert members["sections"] == ["profile", "identity", "needs"]
    assert (members["team"], members["agency"], members["purpose"]) == (
        str(TEAM),
        str(AGENCY),
        "referral_service",
    )
    assert made({}).members()["until"] is None


def test_the_rule_is_asked_about_all_that_was_said() -> None:
    said, shelter = made(TALK), Recipient(Sector.SHELTER, "BE")
    narrow = Shareable(with_them=frozenset({Section.NEEDS}))
    assert said.talk(is_child=True, recipient=shelter, shareable=narrow) == Talk(
        told=frozenset({Fact.INTERVIEW, Fact.WITHDRAWAL}),
        sections=frozenset({Section.PROFILE, Section.IDENTITY, Section.NEEDS}),
        until=said.until,
        language="uk",
        method="signed",
        witness="a colleague",
        names_recipient=True,
        is_limit_told=True,
        conditions=frozenset({"not_police", "not_country:SE"}),
        recipient=shelter,
        is_child=True,
        guardian="GU-03",
        assents=True,
        shareable=narrow,
    )
    assert said.talk(is_child=False).shareable == Shareable()
