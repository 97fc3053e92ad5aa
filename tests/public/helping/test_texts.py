"""Texts of the pages: the same keys and places in each language, and every code has its words."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from safeconduct.public.helping import asked, languages
from safeconduct.rights.plain.cards import ORDER
from safeconduct.rights.plain.words import LANGUAGES as OF_CARDS
from safeconduct.rights.reading import book
from safeconduct.vocabulary.hsds import terms
from safeconduct.vocabulary.languages import LANGUAGES

OTHERS = [tag for tag in languages.WRITTEN if tag != languages.SOURCE]
TELLING = re.compile(r"traffick|victim|exploit|abuse|торгівл|жертв|trafic|victim", re.IGNORECASE)


def _leaves(said: Any, way: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(said, str):
        yield way, said
        return
    items = said.items() if isinstance(said, dict) else enumerate(said)
    for name, inner in items:
        yield from _leaves(inner, f"{way}.{name}")


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("tag", OTHERS)
def test_a_language_says_all_that_the_first_one_says_with_the_same_places(tag: str) -> None:
    first, other = dict(_leaves(languages.text("en"))), dict(_leaves(languages.text(tag)))
    assert other.keys() == first.keys()
    assert [way for way in first if _places(first[way]) != _places(other[way])] == []
    same = [way for way, text in first.items() if text == other[way] and len(text) > 12]
    assert same == []


def test_every_language_of_the_ten_has_a_text_or_says_that_it_has_none() -> None:
    assert len(languages.TEN) == 10
    assert set(languages.WRITTEN) | set(languages.not_yet()) == set(languages.TEN)
    assert set(languages.WRITTEN) & set(languages.not_yet()) == set()
    assert all(LANGUAGES[tag].own for tag in languages.TEN)


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
