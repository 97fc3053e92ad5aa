"""Reading a file with the columns of HTCDS 2.0. All people are invented."""

import json
from datetime import date
from typing import Any

import pytest

from safeconduct.cases.contents import cleaned
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.htcds.reading import age, read
from safeconduct.vocabulary.codes import Answer3, Need
from safeconduct.vocabulary.sections import Section
from tests.cases.htcds.files import MARIA, TODAY, as_csv, one


def test_a_row_becomes_the_contents_of_five_sections() -> None:
    assert one(MARIA).sections == {
        Section.PROFILE: {
            "age_band": "26_35",
            "is_child": "no",
            "gender": "woman",
            "languages": ["uk", "ro"],
            "citizenships": ["UA", "RO"],
        },
        Section.IDENTITY: {
            "names": "Maria Invented",
            "birth_date": "1996-04-02",
            "phone": "+40 000 555 0101",
        },
        Section.SAFE_CONTACT: {"safe_to_call": {"unanswered": "not_asked"}},
        Section.EXPLOITATION: {"forms": ["labour_exploitation", "domestic_servitude"], "status": "presumed"},
        Section.NEEDS: {"needs": ["housing"]},
    }


def test_what_is_read_is_what_the_pages_would_store() -> None:
    for section, content in one(MARIA).sections.items():
        assert set(content) <= {field.name for field in FIELDS[section]}
        entered: dict[str, list[str]] = {}
        for name, value in content.items():
            if isinstance(value, dict):
                entered[f"{name}__open"] = [value["unanswered"]]
            else:
                entered[name] = value if isinstance(value, list) else [value]
        assert cleaned(section, entered) == content


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_byte_order_mark_and_either_separator_change_nothing(start: bytes, separator: str) -> None:
    found = read(start + as_csv(MARIA, separator=separator), today=TODAY)
    assert found.persons == [one(MARIA)]


def test_json_says_the_same_as_csv() -> None:
    plain: dict[str, Any] = {**MARIA, "prs_Citizenship": ["UKR", "RO"], "con_Consent": True}
    (person,) = read(json.dumps([plain]).encode(), today=TODAY).persons
    (line,) = read(json.dumps(plain).encode(), today=TODAY).persons
    assert person.sections == line.sections == one(MARIA).sections
    assert person.has_consent
    assert person.row == 1


@pytest.mark.parametrize("tick", ["true", "TRUE", "1", "yes"])
def test_a_tick_is_a_tick(tick: str) -> None:
    assert one({**MARIA, "con_Consent": tick}).has_consent


@pytest.mark.parametrize("tick", ["false", "0", "no", ""])
def test_no_tick_is_no_consent(tick: str) -> None:
    assert not one({**MARIA, "con_Consent": tick}).has_consent


def test_a_file_without_the_column_of_consent_has_no_consent() -> None:
    assert not one({"prs_FirstName": "Maria"}).has_consent


@pytest.mark.parametrize(
    "born, band, is_child",
    [
        ("2008-11-26", "16_17", "yes"),
        ("2008-11-25", "18_20", "no"),
        ("2026-11-25", "0_11", "yes"),
        ("1975-01-01", "51_plus", "no"),
    ],
)
def test_the_age_band_comes_from_the_date_of_birth(born: str, band: str, is_child: str) -> None:
    profile = one({"prs_Birthdate": born}).sections[Section.PROFILE]
    assert profile == {"age_band": band, "is_child": is_child}


def test_without_a_date_of_birth_nobody_is_taken_for_an_adult() -> None:
    assert one({"prs_FirstName": "Maria"}).is_child is Answer3.UNKNOWN
    assert one({"prs_FirstName": "Maria", "vic_AgeWhenTrafficked": "16"}).is_child is Answer3.UNKNOWN
    assert one({"prs_FirstName": "Maria", "vic_AgeWhenTrafficked": "18"}).is_child is Answer3.NO


def test_who_was_born_on_the_29th_of_february_is_older_on_the_first_of_march() -> None:
    assert age(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_the_request_is_as_much_as_the_file_says() -> None:
    request = one(
        {**MARIA, "spl_Type": "Legal;Livelihood", "cas_ReferredOrganisation": "Maison Lierre"}
    ).request
    assert request.needs == (Need.LEGAL_AID, Need.EMPLOYMENT)
    assert request.recipient == "Maison Lierre"
    assert one({"prs_FirstName": "Maria"}).request.needs == ()


def test_of_an_address_only_the_country_is_taken_over() -> None:
    row = {**MARIA, "prs_MailingCountry": "BE", "prs_MailingStreet": "Street 1", "prs_MailingCity": "Town"}
    assert one(row).sections[Section.IDENTITY]["address"] == "Belgium"


def test_a_place_of_transit_is_no_place_of_exploitation() -> None:
    row = {"hte_Type": "Transit", "hte_Country": "HU", "hte_Date": "2026-01-09", "prs_FirstName": "Maria"}
    assert Section.EXPLOITATION not in one(row).sections
    there = one({**row, "hte_Type": "Exploitation"}).sections[Section.EXPLOITATION]
    assert there == {"countries": ["HU"], "from_month": "2026-01"}


def test_not_specified_comes_back_as_unknown_and_as_nothing_else() -> None:
    """Three answers went into one code of the standard; the trip loses which."""
    gender = one({"prs_Gender": "NonSpecifiedUnknown"}).sections[Section.PROFILE]["gender"]
    assert gender == {"unanswered": "unknown"}
