"""Texts of the pages: the same keys and places in each language, and every code has its words."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from safeconduct.public.helping import asked, languages, pseudo
from safeconduct.public.helping.easy import easy
from safeconduct.rights.plain.cards import ORDER
from safeconduct.rights.plain.words import LANGUAGES as OF_CARDS
from safeconduct.rights.reading import book
from safeconduct.vocabulary.hsds import terms
from safeconduct.vocabulary.languages import LANGUAGES

OTHERS = [tag for tag in languages.WRITTEN if tag != languages.SOURCE]
VICTIM = re.compile(r"victim|víctim|viktim|жертв|\bopfer|slachtoffer|\boffer\b|brottsoffer", re.IGNORECASE)
TELLING = re.compile(
    rf"{VICTIM.pattern}|traffick|trafi[ck]|exploit|abuse|торгівл|трафик|handel|\btrata\b|\btraite\b",
    re.IGNORECASE,
)
MAY_BE_EQUAL = {
    ".countries.AL": "ro es", ".countries.BG": "ro es", ".countries.UA": "de fr",
    ".asking.title": "nl", ".card.source": "fr", ".frame.listing": "fr", ".paper.outside": "fr",
    ".questions.title": "fr",
}  # fmt: skip
"""One word in both languages."""
BACK = {
    "bg": "Назад", "de": "Zurück", "en": "Back", "es": "Atrás", "fr": "Retour", "nl": "Terug", "ro": "Înapoi",
    "sq": "Prapa", "sv": "Bakåt", "uk": "Назад",
}  # fmt: skip
QUOTES = "„“”«»‘"
MARKS = {
    "bg": "„“", "de": "„“", "es": "«»", "fr": "«»", "nl": "‘", "ro": "„”", "sq": "“”", "sv": "”", "uk": "«»",
}  # fmt: skip


def _leaves(said: Any, way: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(said, str):
        yield way, said
        return
    items = said.items() if isinstance(said, dict) else enumerate(said)
    for name, inner in items:
        yield from _leaves(inner, f"{way}.{name}")


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("tag", OTHERS)
def test_a_language_says_all_that_the_first_one_says_with_the_same_places(tag: str) -> None:
    first, other = dict(_leaves(languages.text("en"))), dict(_leaves(languages.text(tag)))
    assert other.keys() == first.keys()
    assert [way for way in first if _places(first[way]) != _places(other[way])] == []
    assert {way for way, text in first.items() if text and text == other[way]} == {
        way for way, tags in MAY_BE_EQUAL.items() if tag in tags.split()
    }
    assert [way for way in first if _figures(first[way]) != _figures(other[way])] == []
    ends = [way for way in first if first[way][-1:] in tuple(".?!:") and other[way][-1:] != first[way][-1:]]
    assert ends == []


@pytest.mark.parametrize("tag", languages.WRITTEN)
def test_no_speaker_has_reviewed_a_language_and_nobody_is_called_a_victim(tag: str) -> None:
    said = dict(_leaves(languages.text(tag)))
    assert said[".reviewed_on"] == ""
    assert [way for way, text in said.items() if VICTIM.search(text)] == []


@pytest.mark.parametrize("tag", OTHERS)
def test_a_language_has_marks_of_its_own_and_no_stray_space(tag: str) -> None:
    said = dict(_leaves(languages.text(tag)))
    assert [
        way for way, text in said.items() if '"' in text or text != " ".join(text.split(" ")).strip()
    ] == []
    assert {mark for mark in QUOTES if mark in "".join(said.values())} == set(MARKS[tag])


def test_every_language_of_the_ten_has_a_text_or_says_that_it_has_none() -> None:
    assert len(languages.TEN) == 10
    assert [tag for tag in languages.TEN if not languages.is_written(tag)] == []
    assert all(LANGUAGES[tag].own for tag in languages.TEN)
    assert languages.known(is_demo=False) == languages.TEN


def test_a_pseudo_language_without_a_text_has_the_words_of_one_and_the_other_runs_from_the_right() -> None:
    first, mirrored = dict(_leaves(languages.text("en"))), dict(_leaves(languages.text(pseudo.FROM_RIGHT)))
    assert mirrored.keys() == first.keys()
    assert [way for way in first if _places(first[way]) != _places(mirrored[way])] == []
    assert [way for way, text in mirrored.items() if re.search("[a-z]", re.sub(r"\{\w+\}", "", text))] == []
    assert languages.language(pseudo.FROM_RIGHT).direction == "rtl"
    assert languages.is_written(pseudo.FROM_RIGHT)
    assert not languages.is_written(pseudo.UNWRITTEN)
    assert languages.not_yet(pseudo.UNWRITTEN).keys() == {
        "title",
        "sentence",
        "leave",
        "talk",
        "unnamed",
        "skip",
    }


def test_a_language_of_the_pages_has_words_for_the_cards() -> None:
    assert set(languages.WRITTEN) == set(OF_CARDS)


@pytest.mark.parametrize("tag", languages.WRITTEN)
def test_every_code_has_its_words(tag: str) -> None:
    text = languages.text(tag)
    assert set(text["needs"]) == {need.value for need in asked.NEEDS}
    assert set(text["rights"]) == {right.value for right in ORDER}
    assert set(text["countries"]) >= set(book().countries)
    for part, scheme in {"takes": terms.TAKES, "papers": terms.PAPERS, "intake": terms.INTAKE}.items():
        assert set(text[part]) == set(terms.SCHEMES[scheme].words)
    assert set(text["room"]) == set(terms.SCHEMES[terms.CAPACITY].words)


@pytest.mark.parametrize("tag", languages.WRITTEN)
def test_titles_are_neutral_and_each_is_another_one(tag: str) -> None:
    titles = [
        part["title"] for part in languages.text(tag).values() if isinstance(part, dict) and "title" in part
    ]
    assert len(titles) == len(set(titles)) >= 7
    assert [title for title in titles if TELLING.search(title)] == []


@pytest.mark.parametrize("tag", languages.WRITTEN)
def test_sentences_are_short(tag: str) -> None:
    sentences = [
        (len(sentence.split()), sentence)
        for _way, text in _leaves(languages.text(tag))
        for sentence in re.split(r"(?<=[.?!])\s", text)
    ]
    assert [sentence for words, sentence in sentences if words > 24] == []


@pytest.mark.parametrize("tag", languages.TEN)
def test_of_the_button_back_it_is_said_that_it_may_return_to_a_page_that_was_opened_before(tag: str) -> None:
    """The exit takes the place of one page; what was opened by its address before stays behind it in the history."""
    lines, short = languages.text(tag)["telephone"]["parts"][0]["lines"], easy(tag)
    assert [BACK[tag] in line for line in lines] == [False, True, True, True, False]
    assert short is not None
    assert BACK[tag] in short["telephone"][0]["lines"][-1]
