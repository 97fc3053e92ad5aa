"""What is wrong in a file is named by row and column, without repeating what stands there."""

import pytest

from safeconduct.cases.htcds import tables
from safeconduct.cases.htcds.reading import read
from tests.cases.htcds.files import MARIA, TODAY, as_csv, wrong


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
