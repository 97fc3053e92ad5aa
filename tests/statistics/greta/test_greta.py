"""The tables of a report to GRETA: what is computed, what is entered, and what is hidden."""

from datetime import date
from typing import Any

import pytest

from safeconduct.rights.codes import Right
from safeconduct.statistics.greta.counting import ALONE, greta_tables
from safeconduct.statistics.greta.definitions import Source, figures, tables
from safeconduct.vocabulary.decisions import Refused
from tests.access.names import ID
from tests.access.rows import insert
from tests.conftest import ConnectAs
from tests.statistics.once.files import coordinator, named_by_both

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

YEAR = 2025
PERSONS = {
    "identified|ngo|F|Y_GE18|NEU|SEX": (14, 9), "identified|ngo|M|Y_GE18|NAT|LAB": (8, 8),
    "presumed|ngo|F|Y_LT18|NAT|SEX": (7, 6), "presumed|shelter|M|Y_GE18|EU|LAB": (6, 11),
}  # fmt: skip
PARTS = {"granted:residence": (5, 4), "granted:reflection_period": (2, 1), "paid": (12, 0), "claimed": (0, 0)}
"""What alfa and beta have counted of each."""


@pytest.fixture
def owner(connect_as: ConnectAs) -> Any:
    found = connect_as("owner")
    named_by_both(found)
    return found


def _counts(owner: Any) -> None:
    for agency, at in (("alfa", 0), ("beta", 1)):
        same = {"agency_id": ID(agency), "side": "person"}
        for value, numbers in PERSONS.items():
            insert(owner, "statistics.tally", **same, quarter=date(YEAR, 1, 1), dim="registered", value=value,
                   part="registered", number=numbers[at])  # fmt: skip
        for part, numbers in PARTS.items():
            if numbers[at]:
                insert(owner, "statistics.tally", **same, quarter=date(YEAR, 7, 1), dim="all", value="", part=part,
                       number=numbers[at])  # fmt: skip
        # of another year
        insert(owner, "statistics.tally", **same, quarter=date(YEAR + 1, 1, 1), dim="all", value="",
               part="granted:residence", number=50)  # fmt: skip


def _tables(**more: Any) -> Any:
    with coordinator() as read:
        return greta_tables(read, [str(ID("alfa")), str(ID("beta"))], YEAR, **more)


def test_every_computed_figure_has_a_word_of_the_tally_and_every_id_stands_once() -> None:
    words = {f"granted:{right}" for right in Right} | {"claimed", "awarded", "paid"}
    assert {one.part for one in figures() if one.source is Source.COMPUTED} <= words
    ids = [*(one.id for one in figures()), *(one.id for one in tables())]
    assert len(ids) == len(set(ids))
    assert all(one.definition and one.unit and one.period for one in figures())


def test_the_tables_have_the_shape_of_an_edition_and_hide_what_is_few(owner: Any) -> None:
    _counts(owner)
    found = {one["code"]: one for one in _tables(entered={"convictions": 3})}
    assert list(found) == ["G1", "G2", "G3", "G4", ALONE]
    for one in found.values():
        assert set(one) == {"code", "title", "dimensions", "codes", "numbers"}
        size = 1
        for codes in one["codes"]:
            size *= len(codes)
        assert len(one["numbers"]) == size
    assert found["G1"]["dimensions"] == ["status", "sex", "age"]
    assert 69 in found["G3"]["numbers"]
    said = dict(zip(found[ALONE]["codes"][0], found[ALONE]["numbers"], strict=True))
    assert said["residence_granted"] == 9
    assert said["reflection_granted"] is None  # three persons
    assert said["compensation_paid"] is None  # of one agency alone
    assert said["compensation_claimed"] == 0
    assert said["convictions"] == 3
    assert said["investigations"] is None  # nobody has entered it


def test_a_year_without_anybody_is_refused(owner: Any) -> None:
    assert isinstance(_tables(), Refused)
