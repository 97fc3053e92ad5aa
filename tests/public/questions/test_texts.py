"""What the pages say: the same in every language, with the same places for values, and every reason of a rule."""

import re
import string

import pytest

from safeconduct.public.helping.languages import TEN, text
from safeconduct.public.questions import rules
from safeconduct.public.questions.texts import tongues

ENGLISH = tongues()["en"]
VICTIM = re.compile(r"v[ií][ck]tim|жертв|\bopfer|slachtoffer|\boffer\b|brottsoffer", re.IGNORECASE)


def test_titles_in_a_history_say_nothing_and_nobody_is_called_a_victim() -> None:
    for tongue in tongues().values():
        assert tongue.texts["page_title"] == text(tongue.tag)["start"]["title"]
        assert VICTIM.search(" ".join([*tongue.texts.values(), *tongue.reasons.values()])) is None


def figures(text: str) -> list[str]:
    """Its numbers, however a language writes thousands."""
    return re.findall(r"\d+", re.sub(r"(?<=\d)[.,\u00a0](?=\d{3})", "", text))


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_languages_are_these_and_english_is_first() -> None:
    assert list(tongues()) == ["en", *(tag for tag in TEN if tag != "en")]
    assert all(each.name for each in tongues().values())
    assert {each.checked_by for each in tongues().values()} == {""}


@pytest.mark.parametrize("tag", sorted(tongues()))
def test_every_language_says_everything_with_the_same_places(tag: str) -> None:
    tongue = tongues()[tag]
    assert tongue.texts.keys() == ENGLISH.texts.keys()
    assert {name: places(text) for name, text in tongue.texts.items()} == {
        name: places(text) for name, text in ENGLISH.texts.items()
    }
    assert tongue.reasons.keys() == {reason.code for reason in rules.REASONS}
    assert all(text.strip() for text in [*tongue.texts.values(), *tongue.reasons.values()])


@pytest.mark.parametrize("tag", [tag for tag in tongues() if tag != "en"])
def test_no_text_was_left_in_english(tag: str) -> None:
    tongue = tongues()[tag]
    assert [name for name, text in tongue.texts.items() if text == ENGLISH.texts[name]] == []
    assert [code for code, text in tongue.reasons.items() if text == ENGLISH.reasons[code]] == []
    assert [
        name for name, text in tongue.texts.items() if figures(text) != figures(ENGLISH.texts[name])
    ] == []
