"""What may be given out, to whom; how much room there is in words; how small an area may be."""

from datetime import datetime, timedelta

import pytest

from safeconduct.directory.hsds.rules import (
    FOR_OTHERS,
    NOT_CHECKED,
    NOT_SURE,
    OF_THE_AGENCY,
    SEEN_BY_TWO,
    TO_BE_CHECKED,
    areas,
    capacity_word,
    contact,
    is_confidential,
    may_be_contact,
    may_be_given_out,
    may_be_said,
)
from safeconduct.directory.hsds.told import Reader
from safeconduct.vocabulary.codes import Confidence, PlaceKind
from safeconduct.vocabulary.codes.audiences import Audience
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused
from tests.directory.hsds.invented import NOW, OFFICE, SHELTER, STREET, changed

EVERYBODY, PROFESSIONALS = Reader.EVERYBODY, Reader.PROFESSIONALS


@pytest.mark.parametrize(
    "audience, reader, expected",
    [
        (Audience.PUBLIC, EVERYBODY, Allowed()),
        (Audience.PUBLIC, PROFESSIONALS, Allowed()),
        (Audience.PROFESSIONALS, EVERYBODY, Refused(FOR_OTHERS)),
        (Audience.PROFESSIONALS, PROFESSIONALS, Allowed()),
        (Audience.MEMBERS_ONLY, EVERYBODY, Refused(FOR_OTHERS)),
        (Audience.MEMBERS_ONLY, PROFESSIONALS, Refused(FOR_OTHERS)),
    ],
)
def test_its_agency_says_who_may_be_told(audience: Audience, reader: Reader, expected: Decision) -> None:
    assert may_be_given_out(changed(OFFICE, audience=audience), reader) == expected


@pytest.mark.parametrize("reader", list(Reader))
def test_what_nobody_has_checked_goes_to_nobody(reader: Reader) -> None:
    assert may_be_given_out(changed(OFFICE, checked_on=None), reader) == Refused(NOT_CHECKED)


@pytest.mark.parametrize(
    "confidence, reader, expected",
    [
        (Confidence.SECONDARY, EVERYBODY, Allowed()),
        (Confidence.UNVERIFIED, EVERYBODY, Refused(NOT_SURE)),
        (Confidence.UNVERIFIED, PROFESSIONALS, Allowed()),
        (Confidence.UNCERTAIN, EVERYBODY, Refused(NOT_SURE)),
        (Confidence.UNCERTAIN, PROFESSIONALS, Refused(NOT_SURE)),
    ],
)
def test_what_is_not_sure_stays(confidence: Confidence, reader: Reader, expected: Decision) -> None:
    assert may_be_given_out(changed(OFFICE, confidence=confidence), reader) == expected


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PROFESSIONALS])
def test_others_are_told_only_by_who_has_checked(audience: Audience) -> None:
    assert may_be_said(audience, is_checked=False) == Refused(TO_BE_CHECKED)
    assert may_be_said(audience, is_checked=True) == Allowed()
    assert may_be_said(Audience.MEMBERS_ONLY, is_checked=False) == Allowed()


@pytest.mark.parametrize(
    "places, age, word",
    [
        (0, timedelta(), "full"),
        (1, timedelta(), "few"),
        (2, timedelta(days=7), "few"),
        (3, timedelta(days=1), "free"),
        (9999, timedelta(), "free"),
        (0, timedelta(days=7, seconds=1), "ask"),
        (3, timedelta(days=8), "ask"),
    ],
)
def test_room_is_a_word_and_old_words_are_asked(places: int, age: timedelta, word: str) -> None:
    assert capacity_word(places, NOW - age, now=NOW) == word


@pytest.mark.parametrize("places, as_of", [(None, None), (None, NOW), (3, None)])
def test_what_was_not_said_is_asked(places: int | None, as_of: datetime | None) -> None:
    assert capacity_word(places, as_of, now=NOW) == "ask"


@pytest.mark.parametrize("place", [None, PlaceKind.SHELTER, PlaceKind.SAFE_FLAT])
def test_what_has_not_said_its_kind_is_as_closed_as_a_shelter(place: PlaceKind | None) -> None:
    assert is_confidential(place)


def test_an_office_names_the_small_parts_and_a_hidden_place_the_largest_alone() -> None:
    flanders = ("BE-VAN", "BE-VLI")  # two provinces
    assert areas(changed(OFFICE, regions=flanders)) == ["BE-VAN", "BE-VLI"]
    assert areas(changed(SHELTER, regions=flanders)) == ["BE-VLG"]
    assert areas(changed(SHELTER, regions=())) == ["RO"]
    assert areas(changed(SHELTER, regions=("RO-XX",))) == ["RO"]  # a part that we do not know may be small


@pytest.mark.parametrize(
    "contact, seen, is_hidden, is_agencys, expected",
    [
        ("", None, True, False, Allowed()),
        ("112", None, False, False, Allowed()),
        ("112", None, True, False, Refused(OF_THE_AGENCY)),
        ("112", None, True, True, Allowed()),
        ("", "112", False, False, Allowed()),
        ("112", "112", False, False, Allowed()),
        ("113", "112", False, True, Refused(SEEN_BY_TWO)),
        ("112", "", True, True, Refused(SEEN_BY_TWO)),
    ],
)
def test_others_are_told_a_number_that_two_have_seen_or_that_is_the_agencys(
    contact: str, seen: str | None, is_hidden: bool, is_agencys: bool, expected: Decision
) -> None:
    asked = {"seen": seen, "is_hidden": is_hidden, "is_agencys": is_agencys}
    assert may_be_contact(contact, Audience.PUBLIC, **asked) == expected  # type: ignore[arg-type]


def test_taking_a_service_back_asks_nothing_of_its_number() -> None:
    given = may_be_contact("112", Audience.MEMBERS_ONLY, seen=None, is_hidden=True, is_agencys=False)
    assert given == Allowed()


@pytest.mark.parametrize("place, said, told", [
    (PlaceKind.OFFICE, " +40 21 000 0001 ", "+40 21 000 0001"),
    (PlaceKind.OFFICE, "Strada Vizibilă 3, at the desk", "Strada Vizibilă 3, at the desk"),
    (PlaceKind.SHELTER, "+40 21 000 0001", "+40 21 000 0001"),
    (PlaceKind.SHELTER, f"Ring at {STREET}", ""),
    (None, f"Ring at {STREET}", ""),
])  # fmt: skip
def test_how_a_hidden_place_is_reached_names_no_street(place: PlaceKind | None, said: str, told: str) -> None:
    assert contact(changed(OFFICE, place=place, contact=said)) == told
