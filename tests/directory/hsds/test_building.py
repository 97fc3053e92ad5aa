"""What is given out of a service: valid by the standard, nothing unknown, and nothing of where a hidden place is."""

import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.directory.hsds.building import service
from safeconduct.directory.hsds.documents import document, given_out
from safeconduct.directory.hsds.reaching import is_no_number_after_sms, reached, shared
from safeconduct.directory.hsds.told import Reader, Told
from safeconduct.vocabulary.codes import Intake, PlaceKind, Takes
from safeconduct.vocabulary.hsds.checking import GIVES_AWAY, faults, gives_away, is_confidential
from safeconduct.vocabulary.hsds.datapackage import packed, unpacked
from safeconduct.vocabulary.hsds.tables import in_tables, whole_services
from safeconduct.vocabulary.regions import REGIONS
from tests.directory.hsds.invented import NOW, OFFICE, SHELTER, STREET, changed
from tests.vocabulary.hsds import standard

READERS = list(Reader)
KINDS: list[PlaceKind | None] = [None, *PlaceKind]
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
CONTACTS = [
    "",
    "112",
    "=1+1",
    "help@example.org",
    "https://example.org/a",
    "javascript:alert(1)",
    "SMS +40 721 000 000; 112; a@example.org",
]


def tolds() -> st.SearchStrategy[Told]:
    """Services that say anything at all."""
    return st.builds(
        changed,
        st.sampled_from([OFFICE, SHELTER]),
        place=st.sampled_from(KINDS),
        address=WORDS,
        contact=st.sampled_from(CONTACTS),
        takes=st.lists(st.sampled_from(Takes), unique=True),
        with_children=st.sampled_from([None, True, False]),
        without_papers=st.sampled_from([None, True, False]),
        min_age=st.sampled_from([None, 0, 18]),
        languages=st.lists(st.sampled_from(["ro", "rom", "pcm", "zh-Hans", "kmr"]), unique=True),
        regions=st.lists(st.sampled_from(sorted(REGIONS)), unique=True, max_size=3),
        hours_in_words=WORDS,
        intake=st.sampled_from([None, *Intake]),
        places=st.sampled_from([None, 0, 2, 3]),
    )


@standard.is_there
@settings(max_examples=100, deadline=None)
@given(told=tolds(), reader=st.sampled_from(READERS))
def test_whatever_a_service_says_the_standard_takes_it(told: Told, reader: Reader) -> None:
    said = service(told, reader, now=NOW)
    assert standard.faults("service", said) == []


@settings(max_examples=100, deadline=None)
@given(told=tolds(), reader=st.sampled_from(READERS))
def test_it_passes_our_own_reading_too_and_nothing_is_lost_in_tables(told: Told, reader: Reader) -> None:
    said = service(told, reader, now=NOW)
    assert faults(said) == []
    assert whole_services(in_tables([said])) == [said]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("place", [None, PlaceKind.SHELTER, PlaceKind.SAFE_FLAT])
def test_a_hidden_place_has_nothing_that_says_where_it_is(place: PlaceKind | None, reader: Reader) -> None:
    told = changed(SHELTER, place=place, regions=("BE-VAN",))
    said = service(told, reader, now=NOW)
    assert gives_away(said) == set()
    assert is_confidential(said)
    assert said["application_process"] == "Ask the agency. Where the service is, is not given out."
    text = json.dumps(said, ensure_ascii=False)
    assert STREET not in text
    assert STREET.split()[1] not in text
    assert [area["extent"] for area in said["service_areas"]] == ["BE-VLG"]


def test_the_search_for_what_gives_a_place_away_would_find_it() -> None:
    """The same service with another kind of place: every key is found that the hidden one lacks."""
    said = service(changed(OFFICE, place=PlaceKind.OFFICE), Reader.EVERYBODY, now=NOW)
    assert {"service_at_locations", "location", "addresses", "postal_code"} <= gives_away(said)
    hidden = service(SHELTER, Reader.EVERYBODY, now=NOW) | {
        "service_at_locations": said["service_at_locations"]
    }
    assert any("a confidential place has none" in fault for fault in faults(hidden))
    assert gives_away(said) <= GIVES_AWAY


def test_numbers_of_places_are_for_members_alone() -> None:
    assert "capacities" not in service(OFFICE, Reader.EVERYBODY, now=NOW)
    [capacity] = service(OFFICE, Reader.PROFESSIONALS, now=NOW)["capacities"]
    assert (capacity["available"], capacity["updated"]) == (5, "2026-11-29T08:00:00.000Z")


@pytest.mark.parametrize(
    "reader, tells, expected",
    [(Reader.EVERYBODY, False, []), (Reader.EVERYBODY, True, ["planned_only"]),
     (Reader.PROFESSIONALS, False, ["planned_only"])],
)  # fmt: skip
def test_how_soon_somebody_can_come_is_public_only_when_the_agency_wants_it(
    reader: Reader, tells: bool, expected: list[str]
) -> None:
    assert coded(service(changed(OFFICE, tells_intake=tells), reader, now=NOW), "sc:intake") == expected


def test_an_office_says_everything_that_the_standard_has_a_field_for() -> None:
    said = service(OFFICE, Reader.EVERYBODY, now=NOW)
    assert said["name"] == "Legal advice"
    assert said["organization"]["name"] == "Lumina (invented)"
    assert said["assured_date"] == "2026-11-02"
    assert [each["code"] for each in said["languages"]] == ["ro", "uk", "rom"]
    assert said["phones"][0]["number"] == "+40 21 000 0001"
    [place] = said["service_at_locations"]
    assert place["location"]["addresses"][0]["city"] == "București"
    week, *closed = said["schedules"]
    assert (week["byday"], week["opens_at"], week["closes_at"], week["timezone"]) == (
        "MO,TU,FR",
        "09:00",
        "17:30",
        2,
    )
    assert "2026-12-01" in [each["valid_from"] for each in closed]  # the national day
    assert coded(said, "need") == ["legal_aid", "documents"]
    assert coded(said, "sc:takes") == ["women", "men", "children", "wheelchair"]
    assert coded(said, "sc:capacity_word") == ["free"]


@pytest.mark.parametrize(
    "text, goes_out", [("Mon to Fri, 9 to 17", True), (f"9 to 17; nights at {STREET}", False)]
)
def test_a_text_in_which_a_place_is_named_stays(text: str, goes_out: bool) -> None:
    """It may be that of a hidden place of the same agency."""
    week = service(changed(OFFICE, hours_in_words=text), Reader.EVERYBODY, now=NOW)["schedules"][0]
    assert ("notes" in week) is goes_out


def test_a_hidden_place_is_reached_by_a_number_and_by_no_address() -> None:
    reached = service(changed(SHELTER, contact="+40 21 000 0002"), Reader.EVERYBODY, now=NOW)
    assert reached["phones"][0]["number"] == "+40 21 000 0002"
    assert STREET not in str(service(changed(SHELTER, contact=STREET), Reader.EVERYBODY, now=NOW))


def test_numbers_to_which_one_writes_and_several_ways_are_told_apart() -> None:
    said = "+40 21 000 0002; SMS +40 721 000 003; ask@example.org; https://example.org/chat"
    found = service(changed(OFFICE, contact=said), Reader.EVERYBODY, now=NOW)
    assert [(each["number"], each.get("type")) for each in found["phones"]] == [
        ("+40 21 000 0002", None), ("+40 721 000 003", "text"),
    ]  # fmt: skip
    assert len({each["id"] for each in found["phones"]}) == 2
    assert (found["email"], found["url"]) == ("ask@example.org", "https://example.org/chat")


@pytest.mark.parametrize(("said", "numbers"), [
    ("sms: +40 721 000 003", [("+40 721 000 003", True)]),
    ("SMSURD, ask at the desk", [("SMSURD, ask at the desk", False)]),
    ("SMS ask us", [("SMS ask us", False)]),
    (" ; ", []),
])  # fmt: skip
def test_what_does_not_begin_with_sms_and_a_number_is_called(
    said: str, numbers: list[tuple[str, bool]]
) -> None:
    assert [(each.number, each.is_written_to) for each in reached(said).numbers] == numbers


@pytest.mark.parametrize(("said", "wrong"), [
    ("SMS 0722abc", True), ("SMS0722abc", True), ("+40 21 000 0002; sms: call us", True), ("SMS", True),
    ("SMS 1", True),
    ("SMS +40 721 000 003", False), ("sms:116 006", False), ("SMSURD, ask at the desk", False), ("112", False),
    ("", False),
])  # fmt: skip
def test_after_sms_there_is_a_number_alone(said: str, *, wrong: bool) -> None:
    assert is_no_number_after_sms(said) is wrong


@pytest.mark.parametrize(("said", "other", "both"), [
    ("+40 21 000 0002", "+40-21-000-0002; SMS +40 721 000 003", "+40 21 000 0002"),
    ("SMS +40721000003; +40 666", "+40 21 000 0002; sms: +40 721 000 003", "SMS +40721000003"),
    ("SMS +40 21 000 0002", "+40 21 000 0002", ""),
    ("", "", ""),
])  # fmt: skip
def test_ways_of_two_contacts_are_the_same_however_they_are_drawn(said: str, other: str, both: str) -> None:
    assert shared(said, other) == both


def test_day_and_night_is_written_as_seven_days() -> None:
    [week] = service(SHELTER, Reader.EVERYBODY, now=NOW)["schedules"]
    assert (week["byday"], week["opens_at"], week["closes_at"]) == ("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")


def test_the_offset_is_that_of_the_day_of_the_export() -> None:
    summer = service(OFFICE, Reader.EVERYBODY, now=NOW.replace(month=7))["schedules"][0]
    assert summer["timezone"] == 3


def test_the_same_services_are_the_same_document_and_package() -> None:
    one = document(given_out([OFFICE, SHELTER], Reader.EVERYBODY, now=NOW))
    other = document(given_out([SHELTER, OFFICE], Reader.EVERYBODY, now=NOW))
    assert json.dumps(one) == json.dumps(other)
    assert packed(one["services"]) == packed(other["services"])


def test_a_package_comes_back_as_it_was() -> None:
    services = given_out([changed(OFFICE, contact="=1+1"), SHELTER], Reader.PROFESSIONALS, now=NOW)
    assert unpacked(packed(services)) == services
    with zipfile.ZipFile(io.BytesIO(packed(services))) as archive:
        assert "'=1+1" in archive.read("phones.csv").decode(), "no program takes it for a formula"


def test_every_identifier_is_there_once_or_says_the_same() -> None:
    said = service(OFFICE, Reader.PROFESSIONALS, now=NOW)
    seen: dict[str, Any] = {}
    for part in parts(said):
        if "id" in part:
            assert seen.setdefault(part["id"], part) == part


def parts(said: Any) -> list[dict[str, Any]]:
    """Every object in it."""
    if isinstance(said, dict):
        return [said, *(each for value in said.values() for each in parts(value))]
    return [each for value in said for each in parts(value)] if isinstance(said, list) else []


def coded(said: dict[str, Any], scheme: str) -> list[str]:
    """The codes of one list."""
    terms = [each["taxonomy_term"] for each in said["attributes"] if "taxonomy_term" in each]
    return [each["code"] for each in terms if each["taxonomy"] == scheme]
