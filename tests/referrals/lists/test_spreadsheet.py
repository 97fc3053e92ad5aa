"""A list that is taken out: no cell runs, nobody reads it without the password, nothing plain lies on the disk."""

import csv
import tempfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msoffcrypto.exceptions import InvalidKeyError
from openpyxl import load_workbook

from safeconduct.referrals.lists.spreadsheet import (
    GROUPS,
    OF_A_GROUP,
    SIGNS,
    new_password,
    opened,
    safe_cell,
    sealed,
)
from safeconduct.vocabulary.cells import RUNS_AS_A_FORMULA

HEADS = ["Reference", "Other agency"]
ROWS = [["RO-7F3K-9Q2X", '=HYPERLINK("http://x.example")'], ["RO-AAAA-0001", "Casa Șalcia"]]
RUNS = st.builds("{}{}".format, st.sampled_from(RUNS_AS_A_FORMULA), st.text(max_size=30))


@given(st.text(max_size=40) | RUNS)
def test_no_cell_begins_with_what_a_program_would_run(text: str) -> None:
    said = safe_cell(text)
    assert not said.startswith(RUNS_AS_A_FORMULA)
    assert said.removeprefix("'") in text or said in text or "\x00" <= min(text) < " "


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\x00=1"])
def test_a_formula_stays_a_text_also_when_the_sheet_becomes_a_csv(text: str) -> None:
    written = StringIO()
    csv.writer(written).writerow([safe_cell(text)])
    (read,) = next(iter(csv.reader(StringIO(written.getvalue(), newline=""))))
    assert read.startswith("'")


@pytest.fixture(scope="module")
def made() -> tuple[bytes, str]:
    """One file and its password: making one takes a moment, on purpose of its encryption."""
    password = new_password()
    return sealed(HEADS, ROWS, password), password


def test_with_its_password_it_is_the_list_and_every_cell_is_text(made: tuple[bytes, str]) -> None:
    sheet: Any = load_workbook(BytesIO(opened(*made))).active
    cells = [[cell.value for cell in row] for row in sheet.rows]
    assert cells == [
        HEADS,
        ["RO-7F3K-9Q2X", '\'=HYPERLINK("http://x.example")'],
        ["RO-AAAA-0001", "Casa Șalcia"],
    ]
    assert {cell.data_type for row in sheet.rows for cell in row} == {"s"}


def test_without_it_nothing_of_the_list_is_readable(made: tuple[bytes, str]) -> None:
    content, password = made
    with pytest.raises(InvalidKeyError):
        opened(content, password[:-1] + ("a" if password[-1] != "a" else "b"))
    for word in ("RO-7F3K", "Casa", "xl/worksheets", "PK\x03\x04"):
        assert word.encode() not in content


def test_nothing_is_written_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A temporary file of the library would be the list, in plain."""
    monkeypatch.setattr(tempfile, "_get_candidate_names", lambda: iter(()))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    sealed(HEADS, ROWS, "abc")
    assert list(tmp_path.iterdir()) == []


def test_passwords_are_long_and_never_the_same() -> None:
    made = {new_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        groups = password.split("-")
        assert [len(group) for group in groups] == [OF_A_GROUP] * GROUPS
        assert set("".join(groups)) <= set(SIGNS)
