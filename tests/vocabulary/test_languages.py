"""Languages as BCP 47 tags, to ISO 639 and back."""

import subprocess
import sys

import pytest
from django.utils import translation

from safeconduct.vocabulary.errors import BadCode
from safeconduct.vocabulary.languages import (
    INTERFACE,
    INTERFACE_NEXT,
    LANGUAGES,
    RIGHT_TO_LEFT,
    alpha2,
    alpha3,
    iso639_2,
    language,
    language_in_full,
    language_named,
)
from tests.vocabulary.tongue import speaking

EXPECTED = """
bg en de es fr nl ro sv sq uk ru ar
vi hu rom pl pt it sr hr bs mk sl sk cs lt lv et el tr ka hy be
yo ig ha bin pcm wo ff bm ti am so om sw ln
zh-Hans yue th fil tl id hi pa bn ur ne si ta mn km ko
fa prs ps ckb kmr uz ky tg
sgn gsg sfb vgt swl bqn rms ssp
"""


def test_the_list_holds_the_languages_of_the_field() -> None:
    assert list(LANGUAGES) == EXPECTED.split()
    assert list(LANGUAGES)[:12] == [*INTERFACE, *INTERFACE_NEXT]
    assert LANGUAGES.keys() > RIGHT_TO_LEFT


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_code_of_a_language_leads_back_to_it(tag: str) -> None:
    row = LANGUAGES[tag]

    assert row.english
    assert row.own or tag == "sgn"  # a group of languages calls itself nothing
    assert language(tag) == language(tag.upper()) == language(row.alpha3) == tag
    assert not row.alpha2 or language(row.alpha2) == tag
    assert (len(row.alpha2) in {0, 2}, len(row.alpha3), len(row.iso639_2)) == (True, 3, 3)


@pytest.mark.parametrize(
    ("given", "tag"),
    [("ron", "ro"), ("rum", "ro"), ("mo", "ro"), ("NLD", "nl"), ("dut", "nl"), ("alb", "sq"), ("per", "fa"),
     ("zh", "zh-Hans"), ("zh_hans", "zh-Hans"), ("chi", "zh-Hans"), (" uk ", "uk"), ("sgn-BE-NL", "vgt")],
)  # fmt: skip
def test_other_spellings_are_understood(given: str, tag: str) -> None:
    assert language(given) == tag


@pytest.mark.parametrize(
    ("tag", "two", "three", "exported"),
    [("ro", "ro", "ron", "ron"), ("sq", "sq", "sqi", "sqi"), ("nl", "nl", "nld", "nld"),
     ("rom", "", "rom", "rom"), ("pcm", "", "pcm", "cpe"), ("kmr", "", "kmr", "kur"),
     ("prs", "", "prs", "fas"), ("gsg", "", "gsg", "sgn")],
)  # fmt: skip
def test_what_an_export_writes(tag: str, two: str, three: str, exported: str) -> None:
    assert (alpha2(tag), alpha3(tag), iso639_2(tag)) == (two, three, exported)
    assert (LANGUAGES[tag].parent == "") == (three == exported)


@pytest.mark.parametrize("unknown", ["", "xx", "ku", "zh-Hant", "en-GB-oxendict", "klingon"])
def test_an_unknown_language_is_refused_with_a_sentence(unknown: str) -> None:
    with pytest.raises(BadCode, match=r"is not in our list\. Choose"):
        language(unknown)


def test_direction_of_writing() -> None:
    assert LANGUAGES["ar"].direction == "rtl"
    assert LANGUAGES["bg"].direction == "ltr"


def test_a_name_is_said_in_the_language_of_the_page() -> None:
    """Our catalogues go before Django's, which begin the name of a language with a capital."""
    with translation.override("ro"):
        assert language_in_full("uk") == "ucraineană"
        assert LANGUAGES["uk"].both_names == "українська (ucraineană)"
        assert LANGUAGES["uk"].english == "Ukrainian"
    assert language_in_full("uk") == "Ukrainian"
    assert LANGUAGES["sgn"].both_names == "Sign language (another)"
    assert language_in_full("tlh") == "tlh"


@pytest.mark.parametrize("typed", ["uk", "ukr", "Ukrainian", "українська", "ucraineană"])
def test_a_name_is_understood_in_english_its_own_and_that_of_the_page(typed: str) -> None:
    with translation.override("ro"):
        assert language_named(typed) == "uk"


def test_every_name_can_be_translated() -> None:
    with speaking(**{"Edo (Bini)": "едо"}):
        assert LANGUAGES["bin"].name == "едо"


def test_nothing_typed_names_no_language() -> None:
    with pytest.raises(BadCode):
        language_named("")


def test_the_tables_are_read_by_commands_that_have_no_settings() -> None:
    code = (
        "from safeconduct.vocabulary.countries import country_named\n"
        "from safeconduct.vocabulary.languages import language_named\n"
        "print(country_named('Romania'), language_named('Ukrainian'))"
    )
    said = subprocess.run([sys.executable, "-c", code], env={}, capture_output=True, text=True, check=False)
    assert said.stdout.split() == ["RO", "uk"], said.stderr
