"""From bytes to rows: the formats and letters that lists are kept in, and one sentence for what cannot be read."""

import io
import json
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.vocabulary.tables import sheets, spreadsheets
from safeconduct.vocabulary.tables.problems import WrongFile
from safeconduct.vocabulary.tables.sheets import Sheet, sheet
from tests.cases.bringing_in.files import as_csv, as_xlsx

LINES = [["Nume", "Țară"], ["Ștefan", "RO"], ["Ana", ""]]


def cells(found: Sheet) -> list[list[str]]:
    return [found.columns, *(row.cells for row in found.rows)]


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_separator_and_the_letters_are_found_out(separator: str, encoding: str) -> None:
    assert cells(sheet(as_csv(LINES, separator=separator, encoding=encoding))) == LINES


def test_windows_1252_is_read_and_said() -> None:
    found = sheet(as_csv([["Name"], ["Zoë"]], encoding="cp1252"))
    assert cells(found) == [["Name"], ["Zoë"]]
    assert "read as Windows-1252" in str(found.notices[0])


def test_a_spreadsheet_is_read_as_it_would_be_typed() -> None:
    data = as_xlsx(
        [
            ["Name", "Born", "Age", "Child"],
            ["Ana", date(1996, 4, 2), 29.0, True],
            ["Dan", datetime(1990, 1, 2), 1.5, None],  # noqa: DTZ001 - as spreadsheets keep it
        ]
    )
    assert cells(sheet(data))[1:] == [["Ana", "1996-04-02", "29", "true"], ["Dan", "1990-01-02", "1.5", ""]]


def test_empty_rows_are_passed_over_and_numbers_stay_those_of_the_file() -> None:
    found = sheet(as_xlsx([[], ["Name"], ["Ana"], [], ["Dan"], [], []]))
    assert [(row.number, row.cells) for row in found.rows] == [(3, ["Ana"]), (5, ["Dan"])]


def test_columns_without_a_name_or_with_the_same_one_are_told_apart() -> None:
    assert sheet(b"Name,,Name,\nAna,x,Pop,\n").columns == ["Name", "(2)", "Name (3)"]


def test_json_is_a_list_of_objects() -> None:
    found = sheet(json.dumps([{"a": "x", "b": 1}, {"b": ["u", "v"], "c": True}]).encode())
    assert cells(found) == [["a", "b", "c"], ["x", "1", ""], ["", "u;v", "true"]]


@pytest.mark.parametrize("data, sentence", [
    (b"", "There is nothing in this file."),
    (b"  \n \n", "There is nothing in this file."),
    (b"Name,Born\n", "There is a header and no row below it."),
    (b"Name\n\x81\x8d\n", "The letters of this file cannot be read"),
    (b"\x00\x01\x02\x00", "This is no text"),
    (b"\xff\xfe\x00\x00N\x00\x00\x00", "The letters of this file cannot be read"),
    (b"PK\x03\x04 and nothing more", "This spreadsheet cannot be read."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "This is a spreadsheet of the old format, or one with"),
    (b'Name\n"Ana\n', "From here on this is no CSV"),
    (b'{"a": 1', "This is no JSON"),
    (b"[[[[", "This is no JSON"), (b"[" * 200_000, ""), (b"[1, 2]", "Expected is an object"),
    (as_xlsx([]), "There is nothing in this spreadsheet."),
], ids=lambda value: value if isinstance(value, str) else "")  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(WrongFile) as wrong:
        list(sheet(data).rows)
    assert [str(problem.sentence).startswith(sentence) for problem in wrong.value.problems] == [True]


def test_a_row_with_too_many_cells_is_wrong_by_itself() -> None:
    rows = list(sheet(b"a,b\n1,2,3\n1,2\n").rows)
    assert [bool(row.wrong) for row in rows] == [True, False]


@pytest.mark.parametrize("limit, data", [
    ("MOST_ROWS", b"a\n1\n2\n3\n"), ("MOST_BYTES", b"a\nxx\n"), ("MOST_COLUMNS", b"a,b,c\n1,2,3\n"),
], ids=["rows", "bytes", "columns"])  # fmt: skip
def test_too_much_is_refused_before_anything_is_kept(
    monkeypatch: pytest.MonkeyPatch, limit: str, data: bytes
) -> None:
    assert list(sheet(data).rows)
    monkeypatch.setattr(sheets, limit, 2)
    with pytest.raises(WrongFile):
        list(sheet(data).rows)


def test_a_bundle_that_grows_when_unpacked_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_UNPACKED", 1024 * 1024)
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b" " * (2 * 1024 * 1024))
    with pytest.raises(WrongFile) as wrong:
        sheet(bundle.getvalue())
    assert "becomes larger than 1 MiB" in str(wrong.value.problems[0].sentence)


def test_xml_with_entities_is_refused() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    old = zipfile.ZipFile(io.BytesIO(as_xlsx([["Name"], ["Ana"]])))
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as made:
        for name in old.namelist():
            made.writestr(name, evil if name.startswith("xl/worksheets/") else old.read(name))
    with pytest.raises(WrongFile) as wrong:
        list(sheet(bundle.getvalue()).rows)
    assert str(wrong.value.problems[0].sentence).startswith(
        "This spreadsheet holds XML that is made to do harm."
    )


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_sentence(data: bytes) -> None:
    found, said = [], []
    try:
        found = list(sheet(data).rows)
    except WrongFile as wrong:
        said = [str(problem.sentence) for problem in wrong.problems]
    assert bool(found) is not bool(said)
    assert all(isinstance(cell, str) for row in found for cell in row.cells)


SIGNS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)


@given(st.lists(st.lists(SIGNS, min_size=3, max_size=3), min_size=1, max_size=5))
def test_what_is_written_is_read_again(lines: list[list[str]]) -> None:
    kept = [line for line in lines if any(cell.strip() for cell in line)]
    if kept:
        rows = list(sheet(as_csv([["a", "b", "c"], *lines])).rows)
        assert [row.cells for row in rows] == kept
