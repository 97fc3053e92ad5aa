"""Whatever comes is read or refused; what is right is read alike from CSV and JSON."""

import csv
import io
import json
import string
from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cases.fields import FIELDS
from safeconduct.cases.htcds import cells
from safeconduct.cases.htcds.columns import READ, SEVERAL, Kind
from safeconduct.cases.htcds.reading import File, read
from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.languages import LANGUAGES
from tests.cases.htcds.files import TODAY, as_csv


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
    Kind.CITIZENSHIPS: st.sampled_from(["XXA", *(land.alpha3 for land in COUNTRIES.values())]),
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
