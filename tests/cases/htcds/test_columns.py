"""Which columns of HTCDS 2.0 are read, and which never are."""

import csv
from pathlib import Path

import pytest

from safeconduct.cases import htcds
from safeconduct.cases.htcds import cells
from safeconduct.cases.htcds.columns import KNOWN, NOT_TAKEN_OVER, PERPETRATOR, READ, Kind
from safeconduct.cases.htcds.reading import read
from tests.cases.htcds.files import MARIA, TODAY, as_csv, one

DICTIONARY = Path(__file__).resolve().parents[4] / "shared" / "standards" / "htcds" / "htcds_2.0_fields.csv"


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


def test_every_kind_has_a_reader() -> None:
    assert {*cells.READERS, Kind.BIRTH_DATE, Kind.DAY} == set(Kind)
    assert set(READ.values()) == set(Kind)
    assert "IOM does not endorse" in (htcds.__doc__ or "")
