"""The texts of the person's pages: the same in each language, and none says in the frame what help this is."""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest

from safeconduct.cases.follow_up.codes import State
from safeconduct.cases.planning.rules import Standing
from safeconduct.cases.wrong.codes import About, Answer
from safeconduct.consent.wording import LANGUAGES
from safeconduct.referrals.persons_side.wording import PLAIN, TEXTS, Words, spoken, to_choose, words_in
from safeconduct.vocabulary.codes import ActionState, Profession
from safeconduct.vocabulary.sections import Section


def leaves(table: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence with its place."""
    if isinstance(table, str):
        yield path, table
        return
    for name, part in table.items() if isinstance(table, dict) else enumerate(table):
        yield from leaves(part, f"{path}.{name}")


def holes(language: str) -> dict[str, set[str]]:
    return {path: set(re.findall(r"\{(\w+)\}", text)) for path, text in leaves(words_in(language).data)}


def test_each_language_of_the_persons_texts_has_its_file() -> None:
    assert (
        {path.stem for path in TEXTS.glob("*.toml")} == set(LANGUAGES) == {tag for tag, _own in to_choose()}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_says_the_same_with_the_same_put_in(language: str) -> None:
    assert holes(language) == holes("en")
    assert all(text.strip() for _path, text in leaves(words_in(language).data))
    assert words_in(language).data["language"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_can_stand_there_has_its_words(language: str) -> None:
    words = words_in(language)
    assert set(words.data["roles"]) == {*Profession, "other"}
    assert set(words.data["plan"]["states"]) == set(ActionState)
    assert set(words.data["plan"]["standing"]) == set(Standing)
    assert set(words.data["wrong"]["answers"]) == set(Answer)
    assert all(words.say(about.value, "heading") for about in About)
    assert all(words.section(section.value) != section.value for section in Section)
    assert State.PLANNED


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_speaks_of_what_happened(language: str) -> None:
    frame = {path: text for path, text in leaves(words_in(language).data) if ".sections" not in path}
    told = [
        text
        for text in frame.values()
        if re.search(r"traffic|traite|victim|exploat|exploit|торг|жертв", text, re.IGNORECASE)
    ]
    assert told == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_paper_what_says_it_is_not_named(language: str) -> None:
    words: Words = words_in(language)
    for section in Section:
        said = words.sections([section.value], discreet=True)
        assert (said == words.section(section.value)) is (section.value in PLAIN)
    assert words.sections(["exploitation", "safety"], discreet=True) == words.say("consents", "unnamed")


@pytest.mark.parametrize("own, found", [
    (["uk"], ("uk", True)), (["ar", "fr"], ("fr", True)), (["ar"], ("en", False)), ([], ("en", True)),
])  # fmt: skip
def test_the_first_of_their_languages_that_is_here_else_english_and_it_says_so(
    own: list[str], found: tuple[str, bool]
) -> None:
    assert spoken(own) == found


@pytest.mark.parametrize("language, said", [
    ("en", "Friday, 27 November 2026"), ("ro", "vineri, 27 noiembrie 2026"), ("fr", "vendredi 27 novembre 2026"),
    ("uk", "п'ятниця, 27 листопада 2026"), ("es", "viernes, 27 de noviembre de 2026"),
    ("sv", "fredag 27 november 2026"),
    ("bg", "петък, 27 ноември 2026"), ("sq", "e premte, 27 nëntor 2026"),
])  # fmt: skip
def test_a_day_is_said_in_the_language(language: str, said: str) -> None:
    assert words_in(language).day(date(2026, 11, 27)) == said
    assert words_in(language).hour(time(9, 5)) == "09:05"
