"""What a place shows of itself: an area and never an address; whether it is open; who is the police."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from safeconduct.directory.hsds.building import service
from safeconduct.directory.hsds.told import Reader, Told
from safeconduct.public.helping import asked, finding
from safeconduct.public.helping.merging import one_of_each
from safeconduct.public.services.rules import coded
from safeconduct.vocabulary.codes import Need
from tests.directory.hsds.invented import AGENCY, NOW, OFFICE, SHELTER, changed


def place(told: Told, now: datetime = NOW, **more: Any) -> finding.Place:
    said = service(told, Reader.EVERYBODY, now=NOW) | more
    return finding.place(said, coded(said), now=now)


def _of(sector: str, **more: Any) -> Told:
    agency = changed(OFFICE).agency
    return changed(OFFICE, agency=type(agency)(agency.id, f"{sector} (invented)", "RO", sector), **more)


def test_an_office_is_shown_by_its_area_and_never_by_its_street() -> None:
    shown = place(OFFICE)
    assert (shown.areas, shown.country) == (("București",), "RO")
    assert "Vizibilă" not in str(shown)


@pytest.mark.parametrize("sector, expected", [
    ("Shelter", False), ("Non-governmental organisation", False), ("Police", True), ("Border guard", True),
    ("Prosecution", True), ("Asylum and migration", True), ("Court", True), ("Government", True),
    ("Something new", None),
])  # fmt: skip
def test_whether_they_are_an_authority_is_told_by_the_kind_of_their_agency(
    sector: str, expected: bool | None
) -> None:
    assert place(_of(sector)).is_authority is expected


def test_whom_to_talk_to_is_never_an_authority_nor_somebody_of_whom_that_is_not_known() -> None:
    places = [place(_of(sector)) for sector in ("Police", "Something new", "Health", "Government")]
    assert [each.agency for each in finding.to_call(places, 9)] == ["Health (invented)"]


def test_who_is_closed_now_is_named_last_and_left_out_where_there_is_no_word_for_it() -> None:
    morning = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
    closed, unknown, always = (
        replace(each, agency=name, is_authority=False)
        for name, each in {
            "A": place(OFFICE, morning),
            "B": place(OFFICE, morning, schedules=[]),
            "C": place(SHELTER, morning),
        }.items()
    )
    phone = (finding.Number("0800 1", is_written_to=False),)
    named = finding.to_call([replace(each, numbers=phone) for each in (closed, unknown, always)], 9)
    assert [each.agency for each in named] == ["C", "B", "A"]
    assert [each.agency for each in finding.not_closed(named)] == ["C", "B"]
    assert finding.not_closed([closed]) == [closed]


def test_an_authority_stands_last_in_the_list() -> None:
    places = [place(_of("Police")), place(SHELTER), place(_of("Court")), place(OFFICE)]
    assert [each.is_authority for each in finding.in_order(places)] == [False, False, True, True]


@pytest.mark.parametrize("at, expected", [
    (datetime(2026, 11, 23, 7, 0, tzinfo=UTC), True),  # Monday, nine there
    (datetime(2026, 11, 23, 6, 59, tzinfo=UTC), False),
    (datetime(2026, 11, 23, 15, 30, tzinfo=UTC), True),
    (datetime(2026, 11, 23, 15, 31, tzinfo=UTC), False),
    (datetime(2026, 11, 25, 10, 0, tzinfo=UTC), False),  # Wednesday
    (datetime(2026, 11, 30, 10, 0, tzinfo=UTC), None),  # Saint Andrew, a holiday there
    (datetime(2026, 11, 30, 5, 0, tzinfo=UTC), False),  # before their hours, so on a holiday too
])  # fmt: skip
def test_open_now_by_the_clock_there(at: datetime, expected: bool | None) -> None:
    assert place(OFFICE, at).is_open is expected


def test_a_place_whose_hours_are_not_known_is_neither_open_nor_closed() -> None:
    assert place(OFFICE, schedules=[]).is_open is None


def test_day_and_night_is_always_open() -> None:
    shown = place(SHELTER)
    assert shown.hours is not None
    assert shown.hours.is_always
    assert shown.is_open is True


def test_a_number_to_which_one_writes_is_told_from_one_that_is_called() -> None:
    phones = [
        {"id": "1", "number": "+40 (700) 1", "type": "text"},
        {"id": "2", "number": "0800 1", "type": "voice"},
    ]
    shown = place(OFFICE, phones=phones)
    assert [(each.dialled, each.is_written_to) for each in shown.numbers] == [
        ("+407001", True),
        ("08001", False),
    ]


def test_languages_stand_by_their_own_names() -> None:
    assert place(OFFICE).languages[:2] == ("română", "українська")
    assert finding.own_name("zz") == "zz"


@pytest.mark.parametrize("said, tags", [
    ({}, []),
    ({"n": "2", "c": "RO", "l": "uk"}, ["country:RO", "need:housing"]),
    ({"w": "1", "p": "1"}, []),
    ({"n": "0", "w": "9", "c": "ZZ", "l": "'", "p": "2"}, []),
    ({"n": "x" * 5000, "w": "²", "c": ""}, []),
])  # fmt: skip
def test_what_is_asked_is_read_and_nothing_else_is(said: dict[str, str], tags: list[str]) -> None:
    assert asked.read(said, countries=["RO"], languages=["uk"]).tags == tags


def test_what_a_form_sends_of_a_need_is_its_number() -> None:
    for number, need in enumerate(Need, 1):
        found = asked.read({"n": str(number), "p": "1"}, countries=[], languages=[])
        assert found.need == need.value
        assert found.fields == {"n": str(number), "p": "1"}


def test_the_agency_of_the_tests_is_no_authority() -> None:
    assert AGENCY.sector_words == "Shelter"


def test_one_agency_with_one_number_is_one_entry_and_the_longest_hours_come_first() -> None:
    office = place(OFFICE)
    night = replace(office, id="night", hours=place(SHELTER).hours, is_open=True, needs=("safety",))
    other = replace(office, id="other", agency="Another (invented)")
    both, alone = one_of_each([office, night, other])
    assert [each.needs for each in both.times] == [("safety",), office.needs]
    assert both.hours is not None
    assert both.hours.is_always
    assert (alone.agency, alone.more) == (other.agency, ())


def test_who_has_no_number_is_not_laid_together() -> None:
    silent = replace(place(OFFICE), numbers=())
    assert len(one_of_each([silent, replace(silent, id="other")])) == 2
