"""Editions for programs: a list, the signed document, and each table in three forms; a hidden cell is never a zero."""

import csv
import hashlib
import io
import json
import urllib.error
import urllib.request

import openpyxl
import pytest

from tests.public.conferences.attending.papers import words
from tests.public.editions.conftest import Desk
from tests.public.reader import Browser, as_json
from tests.vocabulary.released.invented import BY_SEX_AND_AGE, canonical, document

HERE = "/statistics/19a-RO-2025-1"


def test_the_list_names_each_edition_and_what_corrects_it(released: Desk, reader: Browser) -> None:
    said = as_json(reader.get("/statistics/"))
    assert [(each["id"], each["corrected_by"]) for each in said["contents"]] == [
        ("19a-RO-2025-2", ""), ("19a-RO-2025-1", "19a-RO-2025-2"), ("greta-RO-2024-2025-1", ""), ("19a-RO-2024-1", ""),
        ("greta-RO-2023-1", ""),
    ]  # fmt: skip
    assert as_json(reader.get("/statistics/?per_page=1&page=2"))["contents"][0]["id"] == "19a-RO-2025-1"


def test_the_document_is_what_the_node_signed_byte_for_byte(released: Desk, reader: Browser) -> None:
    answer = reader.get(f"{HERE}.json")
    assert answer.text.encode() == canonical(released.signed(document()))
    assert as_json(answer)["digest"] == hashlib.sha256(canonical(document())).hexdigest()


def test_json_stat_has_null_and_a_status_for_what_is_hidden(released: Desk, reader: Browser) -> None:
    said = as_json(reader.get(f"{HERE}/A1.json?language=ro"))
    assert (said["version"], said["class"], said["size"]) == ("2.0", "dataset", [1, 1, 3, 3])
    assert said["value"] == BY_SEX_AND_AGE
    assert said["status"] == {"3": "c", "4": "c", "6": "c", "7": "c"}
    assert said["dimension"]["sex"]["category"]["label"]["F"] == "Femei"
    assert said["label"].endswith("2025. După sex și vârstă")
    assert said["dimension"]["time"]["category"]["index"] == ["2025"]


CORRECTED = "This edition was corrected on 1 June 2026 by edition 19a-RO-2025-2: "
CORRECTS = "This edition corrects edition 19a-RO-2025-1."
NOT_THE_COUNTRY = "These are not the figures of the whole country."


@pytest.mark.parametrize("ending", ["/A1.csv", "/A1.json", "/A1.sdmx.csv", ".xlsx"])
def test_each_file_of_a_corrected_edition_says_so_and_whose_numbers_these_are(
    released: Desk, reader: Browser, ending: str
) -> None:
    """The files are made now; the document that was signed stays as it was."""
    old, new = (_words(reader, f"/statistics/19a-RO-2025-{number}{ending}") for number in (1, 2))
    for said in (
        CORRECTED,
        "/en/statistics/19a-RO-2025-2/",
        "An agency had sent a list twice.",
        "3 printed numbers changed.",
    ):
        assert said in old
    assert CORRECTS in new
    assert "3 printed numbers changed." in new
    assert CORRECTED not in new
    assert NOT_THE_COUNTRY in old
    assert "11 take part" in old


def test_json_stat_says_to_programs_which_edition_corrects_which(released: Desk, reader: Browser) -> None:
    old, new = (as_json(reader.get(f"/statistics/19a-RO-2025-{number}/A1.json")) for number in (1, 2))
    assert old["extension"] == {"edition": "19a-RO-2025-1", "table": "A1", "corrected_by": "19a-RO-2025-2"}
    assert new["extension"] == {"edition": "19a-RO-2025-2", "table": "A1", "corrects": "19a-RO-2025-1"}
    assert old["label"] == "Persons registered by agencies that take part: Romania, 2025. By sex and age"


def test_an_edition_over_several_years_says_so_to_programs(released: Desk, reader: Browser) -> None:
    here = "/statistics/greta-RO-2024-2025-1"
    contents = as_json(reader.get("/statistics/"))["contents"]
    (listed,) = (each for each in contents if each["id"] == "greta-RO-2024-2025-1")
    assert (listed["year"], listed["years"]) == (2025, 2)
    said = as_json(reader.get(f"{here}/A1.json"))
    assert said["dimension"]["time"]["category"]["index"] == ["2024-2025"]
    first = next(csv.DictReader(io.StringIO(reader.get(f"{here}/A1.sdmx.csv").text)))
    assert first["TIME_PERIOD"] == "2024-01-01/P2Y"
    assert first["DATAFLOW"] == "SAFECONDUCT:GRETA_A1(1.0)"
    assert (
        "Table for GRETA from agencies that take part: Romania, 2024-2025" in reader.get(f"/en{here}/").text
    )


def test_sdmx_csv_has_no_value_and_says_confidential(released: Desk, reader: Browser) -> None:
    lines = list(csv.DictReader(io.StringIO(reader.get(f"{HERE}/A1.sdmx.csv").text)))
    hidden = [each for each in lines if (each["SEX"], each["AGE"]) == ("M", "Y_LT18")]
    assert [(each["OBS_VALUE"], each["CONF_STATUS"], each["TIME_PERIOD"]) for each in hidden] == [
        ("", "C", "2025")
    ]
    assert lines[0]["DATAFLOW"] == "SAFECONDUCT:ARTICLE_19A_A1(1.0)"
    assert (lines[0]["OBS_VALUE"], lines[0]["COMMENT_DSET"][-5:]) == ("12", " Age.")


def test_tables_in_words_say_hidden_and_hold_no_formula(released: Desk, reader: Browser) -> None:
    lines = list(csv.reader(io.StringIO(reader.get(f"{HERE}/A1.csv").text.removeprefix("\ufeff"))))
    assert lines[:2] == [["Persons registered by agencies that take part: Romania, 2025"], ["19a-RO-2025-1"]]
    assert ["Codes that were not compared with their source: Age."] in lines
    assert lines[lines.index([]) + 1] == ["Sex", "Age", "Persons"]
    assert ["Male", "Under 18", "hidden, not said"] in lines
    assert ["'=Other", "0"] in list(csv.reader(io.StringIO(reader.get(f"{HERE}/A3.csv").text)))


def test_the_spreadsheet_holds_all_tables_and_is_the_same_bytes_each_time(
    released: Desk, reader: Browser
) -> None:
    first, second = (_bytes(reader, f"{HERE}.xlsx") for _ in range(2))
    book = openpyxl.load_workbook(io.BytesIO(first))
    assert book.sheetnames == ["19a-RO-2025-1", "A1", "A3"]
    assert [cell.value for cell in book["A1"][5]] == ["Male", "Under 18", "hidden, not said"]
    assert first == second


def test_the_paper_is_a_tagged_pdf(released: Desk, reader: Browser) -> None:
    made = _bytes(reader, f"{HERE}.pdf?language=ro")
    assert made.startswith(b"%PDF-")
    assert b"/MarkInfo" in made
    assert b"/StructTreeRoot" in made


def test_the_paper_of_a_corrected_edition_says_so_first(released: Desk, reader: Browser) -> None:
    old, new = (words(_bytes(reader, f"/statistics/19a-RO-2025-{number}.pdf")) for number in (1, 2))
    assert old.index(CORRECTED.strip()) < old.index("By sex and age")
    assert NOT_THE_COUNTRY in old
    assert CORRECTED.strip() not in new
    assert new.index(CORRECTS) < new.index("Female · Under 18") < new.index("By sex and age")


MEASURES = "/statistics/greta-RO-2023-1"
OF_ZERO = (
    "Of measures 0 means that none was written down in the files of these agencies, not that there was none."
)
UNITED = "Labour exploitation. 3 classes: Labour exploitation, Domestic servitude, Child labour"


@pytest.mark.parametrize("ending", ["/{}.csv", "/{}.json", "/{}.sdmx.csv"])
def test_each_file_of_the_measures_says_what_a_zero_means_and_no_other_file_does(
    released: Desk, reader: Browser, ending: str
) -> None:
    assert OF_ZERO in _words(reader, MEASURES + ending.format("G5"))
    assert OF_ZERO not in _words(reader, MEASURES + ending.format("L1"))


def test_a_spreadsheet_says_what_a_zero_means_where_it_has_measures(released: Desk, reader: Browser) -> None:
    assert OF_ZERO in _words(reader, f"{MEASURES}.xlsx")
    assert OF_ZERO not in _words(reader, f"{HERE}.xlsx")


def test_the_paper_names_each_measure_also_where_all_are_zero_below_what_that_means(
    released: Desk, reader: Browser
) -> None:
    said = words(_bytes(reader, f"{MEASURES}.pdf"))
    table = said[said.index("Measures") :]
    assert "Nobody was counted" not in table
    assert table.index(OF_ZERO) < table.index("as the file says 0 Reflection period granted 0")


def test_the_paper_says_which_lines_are_in_the_files_alone_only_where_there_are_some(
    released: Desk, reader: Browser
) -> None:
    long, short = (words(_bytes(reader, f"{each}.pdf")) for each in (MEASURES, HERE))
    assert "1 line in which nobody was counted is left out here; it is in the files." in long
    assert "Lines that are in the files alone: 35." in long
    assert "left out here" not in short
    assert "files alone" not in short
    assert "=Other 0" in short, "few lines, each of them said"


def test_the_paper_says_of_which_kind_it_is_what_classes_unite_and_what_is_not_promised(
    released: Desk, reader: Browser
) -> None:
    of_19a, greta = (
        words(_bytes(reader, f"{each}.pdf")) for each in (HERE, "/statistics/greta-RO-2024-2025-1")
    )
    kind = "Tables of Article 19a of Directive 2011/36/EU. Counted by agencies of this network"
    assert of_19a.index(kind) < of_19a.index("By sex and age")
    assert "Here they do not stand in each, because with them more would have to be hidden." in of_19a
    assert "What classes unite" not in of_19a, "its Sexual is not what is called so here"
    assert "Tables for GRETA, the experts of the Council of Europe. Counted by" in greta
    assert "Article 19a" not in greta
    assert UNITED in greta
    for said in (of_19a, greta):
        bounds = said[said.index("What is not promised") :]
        assert "not all persons who were trafficked" in bounds
        assert "Nothing is said about how likely a hidden number is." in bounds


def test_what_somebody_has_already_is_not_sent_again(released: Desk, reader: Browser) -> None:
    answer = reader.get(f"{HERE}/A1.json")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    there, headers = f"{reader.base}{HERE}/A1.json", {"If-None-Match": answer.headers["ETag"]}
    again = urllib.request.Request(there, headers=headers)  # noqa: S310 - our own process
    with pytest.raises(urllib.error.HTTPError) as found:
        urllib.request.urlopen(again, timeout=30)  # noqa: S310 - likewise
    with found.value as same:
        assert same.code == 304


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/statistics/19a-RO-1999-1.json", 404), (f"{HERE}/A9.json", 404), (f"{HERE}/A1.xml", 404),
        ("/statistics/?page=0", 422), ("/statistics/?page=x", 422), ("/statistics/?secret=1", 422),
        (f"{HERE}/A1.csv?language=xx", 422), (f"{HERE}/A1.csv?language=en&language=ro", 422),
        (f"{HERE}.json?language=en", 422),
    ],
)  # fmt: skip
def test_what_is_not_offered_is_a_problem_in_words(
    released: Desk, reader: Browser, path: str, status: int
) -> None:
    answer = reader.get(path)
    assert answer.status == status
    if status == 422:
        assert json.loads(answer.text)["detail"]


def test_it_describes_itself(released: Desk, reader: Browser) -> None:
    said = as_json(reader.get("/statistics/openapi.json"))
    assert said["openapi"] == "3.1.0"
    for path in said["paths"]:
        asked = path.replace("{id}", "19a-RO-2025-1").replace("{table}", "A1")
        assert reader.get(f"/statistics{asked}").status == 200


def _words(reader: Browser, path: str) -> str:
    """All texts of a file."""
    if not path.endswith(".xlsx"):
        return reader.get(path).text
    book = openpyxl.load_workbook(io.BytesIO(_bytes(reader, path)))
    return "\n".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)


def _bytes(reader: Browser, path: str) -> bytes:
    with urllib.request.urlopen(reader.base + path, timeout=60) as answer:  # noqa: S310 - our own process
        found: bytes = answer.read()
    return found
