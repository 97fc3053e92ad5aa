"""The card that takes back: what each tick does besides is said beforehand, and what was done is said after it."""

import pytest

from safeconduct.referrals.history import Flag
from safeconduct.referrals.models import Referral
from safeconduct.referrals.pages.taking_back import (
    CODE_WORD_GOES,
    ENDED_ALL,
    ENDED_UNSENT,
    LEAVES_THE_NUMBER,
    NUMBER_LEFT,
    PART_ENDED,
    _besides,
    leaves_the_number,
    said_of,
)
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section

ALL = [Section.PROFILE, Section.SAFETY, Section.NEEDS, Section.IDENTITY, Section.SAFE_CONTACT]


def referral(*kept: Section, is_over: bool = False) -> Referral:
    """A referral that carries these sections still."""
    flags = [Flag.CONSENT_WITHDRAWN.value] if is_over else []
    return Referral(at_once=[], held_back=[section.value for section in kept], flags=flags)


@pytest.mark.parametrize(
    "gone, kept, is_left",
    [
        ([Section.SAFE_CONTACT], ALL, True),
        ([Section.SAFE_CONTACT], [Section.NEEDS, Section.IDENTITY], True),
        ([Section.SAFE_CONTACT, Section.IDENTITY], ALL, False),
        ([Section.SAFE_CONTACT], [Section.NEEDS], False),
        ([Section.SAFETY], ALL, False),
    ],
)
def test_safe_contact_that_goes_alone_leaves_the_number_without_its_warning(
    gone: list[Section], kept: list[Section], is_left: bool
) -> None:
    assert leaves_the_number(gone, referral(*kept)) is is_left


@pytest.mark.parametrize("kept, said", [(ALL, f"{LEAVES_THE_NUMBER} {CODE_WORD_GOES}"), ([], CODE_WORD_GOES)])
def test_with_safe_contact_the_code_word_goes_and_it_is_said_beforehand(
    kept: list[Section], said: Words
) -> None:
    assert str(_besides(Section.SAFE_CONTACT, referral(*kept))) == said
    assert _besides(Section.SAFETY, referral(*kept)) == ""


@pytest.mark.parametrize(
    "gone, row, said",
    [
        ([Section.SAFETY], referral(Section.NEEDS, Section.IDENTITY), PART_ENDED),
        ([Section.SAFE_CONTACT], referral(Section.NEEDS, Section.IDENTITY), NUMBER_LEFT),
        ([Section.NEEDS], referral(is_over=True), ENDED_ALL),
        ([Section.IDENTITY], referral(is_over=True), ENDED_UNSENT),
    ],
)
def test_what_was_done_is_said_as_it_was_done(gone: list[Section], row: Referral, said: Words) -> None:
    assert said_of(row, gone) == said
