"""Words are found without their accents, and by their beginnings."""

import re
from urllib.parse import quote

import pytest

from safeconduct.public.pages.words import alternatives, plain, words_of
from tests.public.reader import Browser


@pytest.mark.parametrize("written, expected", [
    ("Hotărăște", "hotaraste"),
    ("hotărăşte", "hotaraste"),  # with the cedilla of older keyboards
    ("NIÑO", "nino"), ("Straße", "strasse"), ("Łódź", "lodz"), ("smörgås", "smorgas"), ("œuvre", "oeuvre"),
    # of a Cyrillic letter what stands above it makes another letter
    ("Йордан", "йордан"), ("ѝ", "ѝ"), ("ЁЖ", "ёж"),
    ("Άνθρωπος", "ανθρωποσ"),
])  # fmt: skip
def test_a_word_is_looked_for_without_its_accents(written: str, expected: str) -> None:
    assert plain(written) == expected


@pytest.mark.parametrize("asked, expected", [
    ("", []), ("  -- ", []), ("Cine hotărăște?", ["cine", "hotaraste"]), ("a:* | !b & (c)", ["a", "b", "c"]),
    ("snake_case", ["snake", "case"]), ("T-visa 2026", ["t", "visa", "2026"]),
])  # fmt: skip
def test_of_a_question_only_letters_and_digits_are_left(asked: str, expected: list[str]) -> None:
    assert words_of(asked) == expected


@pytest.mark.parametrize("word, stem, expected", [
    ("granita", "granit", "(granita:* | granit:*)"), ("policy", "polici", "(policy:* | polici:*)"),
    ("police", "polic", "police:*"),  # else who looks for the police finds policies
    ("ninas", "nin", "ninas:*"), ("drept", "drept", "drept:*"), ("the", "", "the:*"), ("word", "wo'rd", "word:*"),
])  # fmt: skip
def test_another_form_of_a_word_is_looked_for_by_its_stem(word: str, stem: str, expected: str) -> None:
    assert alternatives(word, stem) == expected


@pytest.mark.parametrize("asked, is_found", [
    ("hotaraste", True), ("hotărăște", True), ("HOTĂR", True), ("dincolo granit", True), ("indruma", True),
    ("graniță", True), ("granițele", True),
    ("otaraste", False), ("hotaraste zzz", False),
])  # fmt: skip
def test_a_page_is_found_by_the_beginnings_of_words_with_or_without_accents(
    reader: Browser, asked: str, is_found: bool
) -> None:
    found = reader.get(f"/ro/search/?q={quote(asked)}").text
    assert ("Ajutor dincolo" in found) is is_found


@pytest.mark.parametrize("asked", ["zzz", "':*", "&&", "\0", "a" * 300, "<b>"])
def test_whatever_is_asked_is_answered(reader: Browser, asked: str) -> None:
    assert reader.get(f"/en/search/?q={quote(asked)}").status == 200


def test_a_page_with_the_word_in_its_title_comes_first(reader: Browser) -> None:
    found = re.findall(
        r'<li><a href="([^"]+)"', reader.get("/en/search/?q=romania").text.partition('"below"')[2]
    )
    assert len(found) > 1
    assert found[0] == "/en/countries/romania/"
