"""Who reads in an emergency and who is the second person: truth tables over the real policy."""

import itertools

import pytest

from safeconduct.access.policy import policy
from safeconduct.cases.emergency.rules import (
    BLOCKS,
    BY_SOFTWARE,
    NO_SECTION,
    NOT_FOR_YOU,
    NOT_THE_SECOND,
    NOT_THIS_SECTION,
    NOT_YOUR_OWN,
    NOTHING_TO_READ,
    OPEN_ALREADY,
    Reader,
    Second,
    could_read,
    may_ask,
    may_read,
    may_review,
)
from safeconduct.vocabulary.codes import FIREWALLED, Profession, Sector
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused
from safeconduct.vocabulary.sections import Section

SAVING = frozenset({Section.PROFILE, Section.SAFE_CONTACT, Section.SAFETY})
CLOSED = dict.fromkeys(SAVING, False)
WORKER = Reader(Sector.NGO, Profession.SOCIAL_WORKER, has_sign_in=True)


def refused(reason: Reason | None) -> Allowed | Refused:
    return Refused(reason) if reason else Allowed()


def test_what_saves_the_person_is_all_that_can_be_read() -> None:
    assert could_read(policy(), WORKER) == SAVING


@pytest.mark.parametrize("sector", sorted(FIREWALLED))
def test_nobody_behind_the_firewall_reads_anything_in_an_emergency(sector: Sector) -> None:
    for profession in Profession:
        reader = Reader(sector, profession, has_sign_in=True)
        assert could_read(policy(), reader) == frozenset()
        assert may_ask(policy(), reader, CLOSED, block="") == Refused(NOT_FOR_YOU)


@pytest.mark.parametrize("profession", [
    Profession.ADMINISTRATOR, Profession.JUDGE, Profession.LAWYER, Profession.INTERPRETER, Profession.COORDINATOR,
])  # fmt: skip
def test_other_professions_are_told_so(profession: Profession) -> None:
    reader = Reader(Sector.NGO, profession, has_sign_in=True)
    assert may_ask(policy(), reader, {}, block="") == Refused(NOT_FOR_YOU)


@pytest.mark.parametrize("has_sign_in, offered, block, reason", [
    (True, CLOSED, "", None),
    (True, {Section.PROFILE: True, Section.SAFETY: False}, "", None),
    # software, nothing agreed to any more, nothing closed
    (False, CLOSED, "", BY_SOFTWARE),
    (True, {}, "", NOTHING_TO_READ),
    (True, dict.fromkeys(SAVING, True), "", OPEN_ALREADY),
    # what of earlier stands against it
    *((True, CLOSED, code, reason) for code, reason in BLOCKS.items()),
])  # fmt: skip
def test_when_the_page_offers_something(
    has_sign_in: bool, offered: dict[Section, bool], block: str, reason: Reason | None
) -> None:
    reader = Reader(Sector.NGO, Profession.SOCIAL_WORKER, has_sign_in)
    assert may_ask(policy(), reader, offered, block=block) == refused(reason)


@pytest.mark.parametrize("chosen, reason", [
    (SAVING, None),
    ({Section.SAFETY}, None),
    (set(), NO_SECTION),
    ({Section.IDENTITY}, NOT_THIS_SECTION),
    ({Section.SAFETY, Section.NARRATIVE}, NOT_THIS_SECTION),
])  # fmt: skip
def test_only_named_sections_of_those_that_are_offered(chosen: set[Section], reason: Reason | None) -> None:
    assert may_read(policy(), WORKER, CLOSED, frozenset(chosen), block="") == refused(reason)


@pytest.mark.parametrize("reader, offered, block, reason", [
    (Reader(Sector.NGO, Profession.SOCIAL_WORKER, has_sign_in=False), CLOSED, "", BY_SOFTWARE),
    (Reader(Sector.NGO, Profession.LAWYER, has_sign_in=True), CLOSED, "", NOT_FOR_YOU),
    (WORKER, {}, "", NOTHING_TO_READ),
    *((WORKER, CLOSED, code, reason) for code, reason in BLOCKS.items()),
])  # fmt: skip
def test_who_may_not_even_ask_opens_nothing(
    reader: Reader, offered: dict[Section, bool], block: str, reason: Reason
) -> None:
    assert may_read(policy(), reader, offered, SAVING, block=block) == Refused(reason)


def test_a_section_that_is_open_or_not_agreed_to_is_not_opened() -> None:
    for offered in ({Section.PROFILE: True, Section.SAFETY: False}, {Section.SAFETY: False}):
        decision = may_read(policy(), WORKER, offered, frozenset({Section.PROFILE}), block="")
        assert decision == Refused(NOT_THIS_SECTION)


def test_the_rule_knows_each_block_by_its_code() -> None:
    assert {code: reason.code for code, reason in BLOCKS.items()} == {code: code for code in BLOCKS}


@pytest.mark.parametrize("is_reader, is_of_agency, profession, supervises, has_in_hand", list(itertools.product(
    (False, True), (False, True), (Profession.SOCIAL_WORKER, Profession.ADMINISTRATOR), (False, True), (False, True),
)))  # fmt: skip
def test_who_is_the_second_person(
    is_reader: bool, is_of_agency: bool, profession: Profession, supervises: bool, has_in_hand: bool
) -> None:
    """Every combination against the sentence: never oneself; of the agency; supervises or has it in hand."""
    second = Second(is_reader, is_of_agency, profession, supervises, has_in_hand)
    may = is_of_agency and profession is not Profession.ADMINISTRATOR and (supervises or has_in_hand)
    expected = NOT_YOUR_OWN if is_reader else None if may else NOT_THE_SECOND
    assert may_review(second) == refused(expected)
