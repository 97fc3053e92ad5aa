"""Reading a file with the columns of HTCDS 2.0. All people are invented."""

import csv
import io
import json
import string
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cases import htcds
from safeconduct.cases.contents import FIELDS, cleaned
from safeconduct.cases.htcds import cells, tables
from safeconduct.cases.htcds.columns import KNOWN, NOT_TAKEN_OVER, PERPETRATOR, READ, SEVERAL, Kind
from safeconduct.cases.htcds.reading import File, Person, age, read
from safeconduct.vocabulary.codes import Answer3, Need
from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.languages import LANGUAGES
from safeconduct.vocabulary.sections import Section

TODAY = date(2026, 11, 25)
MARIA = {
    "prs_FirstName": "Maria",
    "prs_SecondName": "Invented",
    "prs_Birthdate": "1996-04-02",
    "prs_Gender": "Feminine",
    "prs_Citizenship": "UKR;RO",
    "prs_PrimaryLanguage": "ukr",
    "prs_SecondaryLanguage": "ro",
    "prs_MobilePhone": "+40 000 555 0101",
    "vic_TypeOfExploitation": "ForcedLabour;Servitude",
    "vic_TraffickingStatus": "PossibleVictimOfTrafficking",
    "spl_Type": "SocialCare",
    "con_Consent": "true",
}
DICTIONARY = Path(__file__).resolve().parents[3] / "shared" / "standards" / "htcds" / "htcds_2.0_fields.csv"


def as_csv(*rows: Mapping[str, str], separator: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=separator, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def one(row: Mapping[str, str]) -> Person:
    found = read(as_csv(row), today=TODAY)
    assert found.problems == []
    return found.persons[0]


def wrong(data: bytes) -> list[tuple[int, str, str]]:
    found = read(data, today=TODAY)
    assert found.problems
    return [(problem.row, problem.field, str(problem.sentence)) for problem in found.problems]


# --- What is read -----------------------------------------------------------------------------------------


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


# --- What is never read -----------------------------------------------------------------------------------


def test_the_columns_are_those_of_the_dictionary() -> None:
    if not DICTIONARY.exists():
        pytest.skip("the dictionary of IOM is not beside this repository")
    with DICTIONARY.open(encoding="utf-8-sig", newline="") as file:
        names = {row["Field Name including Prefix"].strip() for row in csv.DictReader(file)}
    published = {name for name in names if "_" in name}
    assert published <= KNOWN
    assert KNOWN - published == {"per_Organisation"}  # without a name in that column


def test_nothing_about_perpetrators_is_read() -> None:
    about = {name for name in KNOWN if name.startswith("per_")}
    assert {name for name, why in NOT_TAKEN_OVER.items() if why is PERPETRATOR} == about
    assert not about & READ.keys()


@pytest.mark.parametrize("column", sorted(NOT_TAKEN_OVER))
def test_a_column_that_is_not_taken_over_leaves_no_trace_and_is_named(column: str) -> None:
    found = read(as_csv({**MARIA, column: "=marker, whatever it is"}), today=TODAY)
    assert found.problems == []
    assert found.persons == [one(MARIA)]
    assert found.left_out == {column: NOT_TAKEN_OVER[column]}
    assert "marker" not in repr(found)


# --- What is wrong ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "column, value, says",
    [
        # dates
        ("prs_Birthdate", "2026-11-26", "lies in the future"),
        ("prs_Birthdate", "2025-02-30", "no calendar has"),
        ("prs_Birthdate", "1996-13-01", "no calendar has"),
        ("prs_Birthdate", "02.04.1996", "is no date"),
        ("prs_Birthdate", "1996-W01-1", "is no date"),
        ("prs_Birthdate", "1896-04-02", "more than 120 years"),
        ("hte_Date", "2027-01-01", "lies in the future"),
        # codes
        ("prs_Gender", "Female", "is not in the list"),
        ("prs_Gender", "feminine", "is Feminine meant?"),
        ("vic_TraffickingStatus", "Victim", "is not in the list"),
        ("vic_TypeOfExploitation", "ForcedLabour;Slavery", "“Slavery” is not in the list"),
        ("spl_Type", "Housing", "is not in the list"),
        ("prs_Citizenship", "ROM", "is no country code"),
        ("prs_Citizenship", "Romania", "is no country code"),
        ("prs_PrimaryLanguage", "xx", "is no language code"),
        ("con_Consent", "perhaps", "neither true nor false"),
        ("vic_AgeWhenTrafficked", "121", "no age"),
        ("vic_AgeWhenTrafficked", "sixteen", "no age"),
        ("prs_MobilePhone", "no number", "no telephone number"),
        # what contradicts
        ("vic_AgeWhenTrafficked", "40", "does not fit the date of birth"),
        ("prs_Deceased", "true", "has died"),
        ("cas_Status", "ClosedReferred", "is closed"),
        # formulas
        ("prs_FirstName", "=HYPERLINK(A1)", "like a formula"),
        ("prs_FirstName", "+1+1", "like a formula"),
        ("prs_FirstName", "-1", "like a formula"),
        ("prs_FirstName", "@SUM(A1)", "like a formula"),
        ("prs_FirstName", "\tMaria", "like a formula"),
        ("prs_FirstName", " '=1", "like a formula"),
        ("prs_MobilePhone", "+40 000;=1", "like a formula"),
        ("prs_Citizenship", "=1", "like a formula"),
        # what cannot be shown
        ("prs_FirstName", "Ma\x07ria", "cannot be shown"),
        ("prs_FirstName", "Ma\u202eria", "cannot be shown"),
        ("prs_FirstName", "M" * 201, "longer than 200"),
        ("prs_FirstName", "M" * 2001, "longer than 2000"),
        ("prs_Citizenship", ";".join(["RO"] * 21), "more than 20 values"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(column: str, value: str, says: str) -> None:
    found = wrong(
        as_csv(MARIA, {**MARIA, column: value}) if column in MARIA else as_csv({**MARIA, column: value})
    )
    ((row, field, sentence),) = found
    assert (row, field) == (3 if column in MARIA else 2, column)
    assert says in sentence


def test_the_right_rows_stand_beside_the_wrong_ones() -> None:
    found = read(as_csv(MARIA, {**MARIA, "prs_Gender": "?"}, MARIA), today=TODAY)
    assert [person.row for person in found.persons] == [2, 4]
    assert [problem.row for problem in found.problems] == [3]


def test_a_wrong_row_is_described_in_full() -> None:
    found = wrong(as_csv({**MARIA, "prs_Gender": "?", "prs_Birthdate": "2030-01-01", "con_Consent": "?"}))
    assert [field for _row, field, _sentence in found] == ["prs_Birthdate", "prs_Gender", "con_Consent"]


def test_a_name_is_never_repeated_in_a_sentence() -> None:
    found = wrong(as_csv({**MARIA, "prs_SecondName": "=Secret", "prs_MobilePhone": "Secret"}))
    assert len(found) == 2
    assert "Secret" not in repr(found)


@pytest.mark.parametrize(
    "data, says",
    [
        (b"", "nothing in this file"),
        (b"\xef\xbb\xbf \n", "nothing in this file"),
        (b"[]", "nothing in this file"),
        (b"prs_FirstName\n", "no row below it"),
        (b"prs_FirstName\n\n,\n", "no row below it"),
        ("prs_FirstName\nRomânia\n".encode("cp1250"), "byte 0xE2 in line 2"),
        ("prs_FirstName\nMaria\n".encode("utf-16"), "UTF-16"),
        ("prs_FirstName\nMaria\n".encode("utf-16-le"), "zero bytes"),
        (b"PK\x03\x04\x00\x00", "zero bytes"),
        (b'prs_FirstName\n"Maria\n', "no CSV"),
        (b'[{"prs_FirstName": "Maria"}', "no JSON"),
        (b'[{"prs_FirstName": NaN}]', "no JSON"),
        (b"[" * 100_000, "list of objects"),
        (b'"Maria"', "no column of HTCDS"),
        (b"[1]", "object with columns"),
        (b'[["prs_FirstName"]]', "object with columns"),
        (b'[{"prs_FirstName": 1.5}]', "text, a number, true or false"),
        (b'[{"prs_FirstName": {"a": 1}}]', "text, a number, true or false"),
        (b'[{"prs_FirstName": [["a"]]}]', "text, a number, true or false"),
        (b'[{"prs_FirstName": "\\ud800"}]', "cannot be shown"),
        (b'[{"prs_FirstName": "a", "prs_FirstName": "b"}]', "there twice"),
        (b"x" * (tables.MOST_BYTES + 1), "larger than 2 MiB"),
        (b"prs_FirstName\n" + b"Maria\n" * (tables.MOST_ROWS + 1), "more than 1000 rows"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, says: str) -> None:
    assert read(data, today=TODAY).persons == []
    assert says.lower() in " ".join(sentence for _row, _field, sentence in wrong(data)).lower()


def test_a_thousand_rows_are_read() -> None:
    assert len(read(as_csv(*[MARIA] * tables.MOST_ROWS), today=TODAY).persons) == tables.MOST_ROWS


def test_a_foreign_header_names_its_columns_and_what_is_expected() -> None:
    found = wrong(b"First name,Surname,Gender\nMaria,Invented,f\n")
    assert [(row, field) for row, field, _sentence in found] == [
        (1, ""),
        (1, "First name"),
        (1, "Surname"),
        (1, "Gender"),
    ]
    assert "prs_FirstName, prs_MiddleName" in found[0][2]


@pytest.mark.parametrize(
    "data, row",
    [
        (b'{"prs_FirstName": "Maria"}\n[1]', 2),
        (b'[{"prs_FirstName": "Maria"}, {}]', 2),
        (b'[{"prs_FirstName": "Maria"}, {"prs_Citizenship": " ; "}]', None),
        (b'[{"prs_FirstName": "Maria"}, {"per_RoleDetails": "x"}]', 2),
        (b"prs_FirstName,cco_CaseComment\nMaria,\n,x\n", 3),
    ],
)
def test_a_row_with_nothing_to_take_over_is_named(data: bytes, row: int | None) -> None:
    found = read(data, today=TODAY)
    assert [problem.row for problem in found.problems] == ([] if row is None else [row])


def test_a_misspelt_column_is_answered_with_the_one_that_is_meant() -> None:
    ((row, field, sentence),) = wrong(as_csv({**MARIA, "prs_BirthDate": "1996-04-02"}))
    assert (row, field) == (1, "prs_BirthDate")
    assert "prs_Birthdate" in sentence


def test_too_many_cells_in_a_row_are_not_guessed_at() -> None:
    ((row, field, sentence),) = wrong(b"prs_FirstName;prs_Citizenship\nMaria;RO;UA\n")
    assert (row, field) == (2, "")
    assert "3 cells for 2 columns" in sentence


# --- Whatever comes ---------------------------------------------------------------------------------------


def is_well_formed(found: File) -> None:
    assert found.persons or found.problems
    assert not {person.row for person in found.persons} & {problem.row for problem in found.problems}
    for problem in found.problems:
        assert str(problem.sentence)
        assert len(problem.field) <= 60


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    is_well_formed(read(data, today=TODAY))


@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=4), min_size=1, max_size=4))
def test_any_cells_below_a_right_header_are_read_or_refused(rows: Sequence[Sequence[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["prs_FirstName", "prs_Birthdate", "prs_Citizenship"], *rows])
    is_well_formed(read(text.getvalue().encode("utf-8", "surrogatepass"), today=TODAY))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(READ)), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON)
def test_any_json_is_read_or_refused(value: Any) -> None:
    is_well_formed(read(json.dumps(value).encode(), today=TODAY))


NAMES = st.text(alphabet=string.ascii_letters + "ăâîșțéïіїєґ -'", min_size=1, max_size=20).filter(
    lambda name: name.strip() and name.strip()[0].isalpha()
)
VALUES: dict[Kind, st.SearchStrategy[str]] = {
    Kind.NAME: NAMES,
    Kind.BIRTH_DATE: st.dates(date(1930, 1, 1), TODAY).map(str),
    Kind.DAY: st.dates(date(2000, 1, 1), TODAY).map(str),
    Kind.GENDER: st.sampled_from(sorted(cells.GENDERS)),
    Kind.YES_NO: st.sampled_from(["true", "false"]),
    Kind.LANGUAGES: st.sampled_from([tongue.alpha3 for tongue in LANGUAGES.values()]),
    Kind.COUNTRIES: st.sampled_from([land.alpha3 for land in COUNTRIES.values()]),
    Kind.COUNTRY: st.sampled_from([land.alpha2 for land in COUNTRIES.values()]),
    Kind.PHONES: st.integers(10**6, 10**12).map(lambda number: f"+4{number}"),
    Kind.STATUS: st.sampled_from(sorted(cells.STATUSES)),
    Kind.DECIDED_BY: st.sampled_from(sorted(cells.DECIDING)),
    Kind.FORMS: st.sampled_from(sorted(cells.EXPLOITATIONS)),
    Kind.PLACE_IN_STORY: st.sampled_from(sorted(cells.PLACES_IN_STORY)),
    Kind.PLAN: st.sampled_from(sorted(cells.NEEDS)),
}
CELLS = {
    column: st.lists(VALUES[kind], min_size=1, max_size=3).map(";".join) if kind in SEVERAL else VALUES[kind]
    for column, kind in READ.items()
    if kind in VALUES and column != "prs_Deceased"
}


@given(st.fixed_dictionaries({}, optional=CELLS).filter(bool))
def test_whatever_is_right_is_read_alike_from_csv_and_json(row: dict[str, str]) -> None:
    from_csv, from_json = (read(data, today=TODAY) for data in (as_csv(row), json.dumps([row]).encode()))
    assert from_csv.problems == from_json.problems == []
    assert from_csv.persons[0].sections == from_json.persons[0].sections
    for section, content in from_csv.persons[0].sections.items():
        assert set(content) <= {field.name for field in FIELDS[section]}


@given(st.sampled_from(sorted(READ)), st.sampled_from("=@\t"), st.text(max_size=10))
def test_a_formula_is_read_in_no_column(column: str, start: str, rest: str) -> None:
    data = json.dumps([{column: start + rest}]).encode()
    assert read(data, today=TODAY).persons == []


def test_every_kind_has_a_reader() -> None:
    assert {*cells.READERS, Kind.BIRTH_DATE, Kind.DAY} == set(Kind)
    assert set(READ.values()) == set(Kind)
    assert "IOM does not endorse" in (htcds.__doc__ or "")
