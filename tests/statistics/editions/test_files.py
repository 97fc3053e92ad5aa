"""The files of an edition: hidden is a word for people and a mark for machines, and unverified codes say so."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from safeconduct.statistics.editions import files
from safeconduct.statistics.editions.coverage import Coverage
from safeconduct.statistics.editions.document import About, Document, sheets
from safeconduct.statistics.editions.preparing import Prepared, Wanted, prepare
from safeconduct.statistics.editions.tables import counted


@pytest.fixture(scope="module")
def edition() -> Document:
    """59 persons, 3 of them of other forms."""
    tally = {
        (agency, f"identified|ngo|F|Y_GE18|NAT|{form}"): number
        for agency in ("a", "b")
        for form, number in (("SEX", 15), ("LAB", 13), ("OTH", 1 if agency == "a" else 2), ("UNK", 0))
    }
    found = prepare(counted(tally), Wanted("alone"), About("RO", 2025, 1, date(2026, 3, 1)), Coverage(2, 2))
    assert isinstance(found, Prepared)
    return found.document


def of(edition: Document, form: str, table: str = "A3") -> str:
    made = files.of_table(edition, form, table)
    assert made is not None
    return made[0].decode()


def test_a_csv_says_what_it_is_and_has_a_word_for_what_is_hidden(edition: Document) -> None:
    lines = list(csv.reader(StringIO(of(edition, "csv"))))
    assert lines[0] == ["Registered persons by form of exploitation"]
    assert ["Agencies", "2 of 2 agencies registered somebody"] in lines
    assert ["Other forms", "hidden"] in lines
    assert ["Total", "59"] in lines
    assert "not compared" not in of(edition, "csv"), "the forms were"


@pytest.mark.parametrize("form", ["csv", "json-stat", "sdmx-csv"])
def test_a_code_that_nobody_has_compared_with_its_source_says_so(edition: Document, form: str) -> None:
    said = "Codes that were not compared with Eurostat's own list: Registered by."
    assert said in of(edition, form, "A1")
    assert "not compared" not in of(edition, form, "A3")


def test_json_stat_has_null_and_a_mark_where_a_number_is_hidden(edition: Document) -> None:
    made = json.loads(of(edition, "json-stat"))
    assert made["id"] == ["form", "geo", "time"]
    assert made["size"] == [5, 1, 1]
    assert made["value"].count(None) == len(made["status"]) >= 2
    assert set(made["status"].values()) == {"c"}
    assert made["role"] == {"time": ["time"], "geo": ["geo"]}


def test_sdmx_csv_has_no_value_and_is_confidential_where_a_number_is_hidden(edition: Document) -> None:
    rows = list(csv.DictReader(StringIO(of(edition, "sdmx-csv"))))
    assert {row["TIME_PERIOD"] for row in rows} == {"2025"}
    assert {row["GEO"] for row in rows} == {"RO"}
    assert {row["CONF_STATUS"] for row in rows if not row["OBS_VALUE"]} == {"C"}
    assert next(row for row in rows if row["FORM"] == "TOTAL")["OBS_VALUE"] == "59"


def test_a_spreadsheet_has_numbers_words_and_no_formula(edition: Document) -> None:
    content, kind, ending = files.as_xlsx(edition)
    book = load_workbook(BytesIO(content))
    assert (kind, ending) == (files.XLSX, "xlsx")
    assert book.sheetnames == ["Edition", "A1", "A2", "A3"]
    cells = {row[0].value: row[1] for row in book["A3"].iter_rows()}
    assert cells["Total"].value == 59
    assert cells["Other forms"].value == "hidden"
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_paper_is_tagged_and_says_that_a_number_is_hidden(edition: Document) -> None:
    content, kind, _ending = files.as_pdf(edition)
    assert kind == "application/pdf"
    assert content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in content
    assert b"pdfuaid" in content or b"/Marked true" in content
    assert files.as_pdf(edition)[0] == content, "the same edition is the same paper"


def test_no_hidden_number_is_in_any_file(edition: Document) -> None:
    (form,) = (one for one in sheets(edition) if one.layout.name == "A3")
    shown = dict(form.places())
    assert shown["OTH",] is None
    assert sum(number is None for number in shown.values()) >= 2


@pytest.mark.parametrize("form", ["csv", "json-stat", "sdmx-csv"])
def test_a_file_of_what_is_not_released_says_so(edition: Document, form: str) -> None:
    assert "NOT RELEASED" in of({**edition, "draft": True}, form)
    assert "NOT RELEASED" not in of(edition, form)
