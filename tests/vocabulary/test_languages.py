"""Languages as BCP 47 tags, to ISO 639 and back."""

import pytest

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
)

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
    assert row.own
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
    assert LANGUAGES[tag].is_exact == (three == exported)


@pytest.mark.parametrize("unknown", ["", "xx", "ku", "zh-Hant", "en-GB-oxendict", "klingon"])
def test_an_unknown_language_is_refused_with_a_sentence(unknown: str) -> None:
    with pytest.raises(BadCode, match=r"is not in our list\. Choose"):
        language(unknown)


def test_direction_of_writing() -> None:
    assert LANGUAGES["ar"].direction == "rtl"
    assert LANGUAGES["bg"].direction == "ltr"
