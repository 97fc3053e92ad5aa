"""The files of a released table: the same hidden cells in each, and no word of why."""

import csv
import json
from io import StringIO

from safeconduct.statistics.protecting.dimension import Dimension
from safeconduct.statistics.protecting.tables import Facts, Layout
from safeconduct.statistics.protecting.writing.sheet import Sheet, sheet
from safeconduct.vocabulary.released import writing
from safeconduct.vocabulary.released.writing import for_people, json_stat, sdmx_csv
from tests.statistics.protecting.making import release

SEX = Dimension("sex", ("F", "M", "UNK"), (("T", ("F", "M", "UNK")),))
TIME = Dimension("time", ("2025", "2026"))
TABLE = Layout("A1", (("time", ("2026",)), ("sex", ("T", "F", "M", "UNK"))))
COUNTS: dict[tuple[str, ...], int] = {
    ("2026", "F"): 12,
    ("2026", "M"): 3,
    ("2026", "UNK"): 9,
    ("2025", "F"): 1,
}


def written() -> Sheet:
    released = release(Facts((TIME, SEX), COUNTS), TABLE)
    return sheet(
        released.pattern, "A1", title="Registered victims", source="An invented state", updated="2027-09-30",
        labels={"sex": "Sex", "sex.T": "=Total", "sex.F": "Women"},
    )  # fmt: skip


def lines(hidden: str, count: str) -> str:
    return writing.written(for_people(written().dataset(), hidden=hidden, count=count))


def test_json_stat_has_null_and_a_mark_for_both_kinds_of_hidden_cells() -> None:
    data = json.loads(json_stat(written().dataset(time="time")))
    assert (data["version"], data["class"], data["id"], data["size"]) == (
        "2.0",
        "dataset",
        ["time", "sex"],
        [1, 4],
    )
    assert data["value"] == [24, 12, None, None]
    assert data["status"] == {"2": "c", "3": "c"}
    assert data["dimension"]["sex"]["category"]["index"] == ["T", "F", "M", "UNK"]
    assert data["dimension"]["sex"]["category"]["label"]["F"] == "Women"
    assert data["role"] == {"time": ["time"]}


def test_sdmx_csv_leaves_the_number_empty_and_says_confidential() -> None:
    rows = list(csv.reader(StringIO(sdmx_csv(written().dataset(time="time"), "SC:A1(1.0)"))))
    assert rows == [
        ["DATAFLOW", "SEX", "TIME_PERIOD", "OBS_VALUE", "CONF_STATUS"],
        ["SC:A1(1.0)", "T", "2026", "24", "F"],
        ["SC:A1(1.0)", "F", "2026", "12", "F"],
        ["SC:A1(1.0)", "M", "2026", "", "C"],
        ["SC:A1(1.0)", "UNK", "2026", "", "C"],
    ]


def test_the_file_for_people_says_it_in_words_and_holds_no_formula() -> None:
    rows = list(csv.reader(StringIO(lines("suppressed", "Persons"))))
    assert rows[0] == ["time", "Sex", "Persons"]
    assert [row[1:] for row in rows[1:]] == [
        ["'=Total", "24"],
        ["Women", "12"],
        ["M", "suppressed"],
        ["UNK", "suppressed"],
    ]


def test_no_file_says_why_a_cell_is_hidden() -> None:
    files = (
        json_stat(written().dataset()).decode(),
        sdmx_csv(written().dataset(), "SC:A1(1.0)"),
        lines("hidden", "n"),
    )
    assert not any(word in text for text in files for word in ("small", "second", "line", "few"))
