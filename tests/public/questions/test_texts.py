"""What the pages say: the same in every language, with the same places for values, and every reason of a rule."""

import string

import pytest

from safeconduct.public.questions import rules
from safeconduct.public.questions.texts import tongues

ENGLISH = tongues()["en"]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_languages_are_these_and_english_is_first() -> None:
    assert list(tongues()) == ["en", "ro", "uk"]
    assert [each.name for each in tongues().values()] == ["English", "română", "українська"]


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
    same = [name for name, text in tongues()[tag].texts.items() if text == ENGLISH.texts[name]]
    assert same == []
