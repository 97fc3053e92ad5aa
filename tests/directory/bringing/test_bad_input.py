"""Every kind of bad input: the row and the field are named, nothing else of the file is lost, and nothing runs."""

import io
import json
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest

from safeconduct.directory.bringing.proposed import Defaults, Note, Proposed
from safeconduct.directory.bringing.reading import looked_at, mapping_of
from safeconduct.directory.bringing.reading import read as read_file
from safeconduct.vocabulary.tables.problems import WrongFile

TODAY = date(2026, 11, 30)
COLUMNS = (
    "id organisation name country phone source_date note place address latitude longitude min_age max_age "
    "languages"
)
HEADER = COLUMNS.replace(" ", ";")
RIGHT = {
    "id": "1", "organisation": "Centrul Salcia", "name": "Advice", "country": "RO", "phone": "021 000 0001",
    "source_date": "2026-02-28", "languages": "ro, uk",
}  # fmt: skip


def row(**cells: str) -> str:
    return ";".join('"' + (RIGHT | cells).get(name, "") + '"' for name in HEADER.split(";"))


def of_list(*rows: str, encoding: str = "utf-8") -> bytes:
    return "\n".join([HEADER, *rows]).encode(encoding)


def read(data: bytes, defaults: Defaults | None = None) -> dict[int, Proposed | list[tuple[str, str]]]:
    """By row: the proposal, or field and sentence of everything that is wrong."""
    file = io.BytesIO(data)
    mapping = mapping_of(looked_at(file))
    return {
        one.row: one.found
        if isinstance(one.found, Proposed)
        else [(wrong.field, str(wrong.sentence)) for wrong in one.found]
        for one in read_file(file, mapping, defaults or Defaults(), today=TODAY)
    }


def fields(found: Proposed | list[tuple[str, str]]) -> list[str]:
    assert isinstance(found, list)
    return [field for field, _sentence in found]


def proposed(found: Proposed | list[tuple[str, str]]) -> Proposed:
    assert isinstance(found, Proposed), found
    return found


@pytest.mark.parametrize("cells, field, said", [
    ({"source_date": "2026-02-31"}, "source_date", "a day that no calendar has"),
    ({"source_date": "31.02.2026"}, "source_date", "a day that no calendar has"),
    ({"source_date": "2030-01-01"}, "source_date", "lies in the future"),
    ({"note": "<script>alert(1)</script>"}, "note", "HTML"),
    ({"note": "<b>bold</b>"}, "note", "HTML"),
    ({"name": "Advice &lt;i&gt;"}, "name", "HTML"),
    ({"name": "=HYPERLINK(1)"}, "name", "formula"),
    ({"name": "@SUM(A1)"}, "name", "formula"),
    ({"note": "safe\u202etxt.exe"}, "note", "cannot be shown"),
    ({"note": "x" * 5_000_000}, "note", "longer than 5000"),
    ({"name": "x" * 201}, "name", "longer than 200"),
    ({"country": "Atlantis"}, "country", "no country"),
    ({"languages": "ro, klingon"}, "languages[1]", "no language"),
    ({"place": "castle"}, "place", "is not in this list"),
    ({"phone": "call Ana"}, "phone", "no telephone number"),
    ({"phone": "8 495 000 00 00", "country": "RU"}, "phone", "not known how “RU” is called"),
    ({"min_age": "30", "max_age": "18"}, "max_age", "older than the oldest"),
    ({"min_age": "soon"}, "min_age", "no age"),
    ({"organisation": ""}, "organisation", "missing"),
])  # fmt: skip
def test_one_wrong_cell_is_named_and_the_next_row_is_read(
    cells: dict[str, str], field: str, said: str
) -> None:
    found = read(of_list(row(**cells), row(id="2")))
    wrong = found[2]
    assert isinstance(wrong, list)
    assert [name.split("[")[0] for name, _sentence in wrong] == [field.split("[", maxsplit=1)[0]]
    assert said in wrong[0][1]
    assert len(wrong[0][1]) < 400, "a sentence repeats no long cell"
    assert proposed(found[3]).contact == "+40210000001"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_letters_are_read_in_what_encoding_they_come(encoding: str) -> None:
    found = read(of_list(row(organisation="Associação João"), encoding=encoding))
    assert proposed(found[2]).organisation == "Associação João"


def test_what_is_no_text_is_refused_as_a_whole() -> None:
    with pytest.raises(WrongFile):
        read(b"\x00\x01\x02\x03" * 100)
    with pytest.raises(WrongFile):
        read(b'[{"id": "1"}, {"id"')


def test_a_number_in_local_form_is_dialled_as_in_its_country_and_short_ones_stay() -> None:
    found = read(of_list(
        row(phone="021 000 0001"), row(id="2", phone="0040 21 000 0001"), row(id="3", phone="+40 (0)21 000 0001"),
        row(id="4", country="ES", phone="910 00 00 01"), row(id="5", phone="116 006"),
            row(id="6", phone="0800 800 678"),
    ))  # fmt: skip
    numbers = [proposed(found[n]).contact for n in range(2, 8)]
    assert numbers == ["+40210000001"] * 3 + ["+34910000001", "116006", "0800800678"]
    assert Note.SHORT_NUMBER in proposed(found[6]).notes
    assert fields(read(of_list(row(country="EU", phone="021 000 0001")))[2]) == ["phone"]


def test_a_number_that_was_there_before_is_wrong_in_its_second_row() -> None:
    found = read(of_list(row(), row(name="Another")))
    assert found[3] == [("id", "This number was in row 2 already. A service has one number.")]


def test_swapped_coordinates_are_said_and_no_point_is_taken_over() -> None:
    found = read(of_list(
        row(latitude="44.43", longitude="26.10"), row(id="2", latitude="26.10", longitude="44.43"),
        row(id="3", latitude="444", longitude="26"),
    ))  # fmt: skip
    notes = [proposed(found[n]).notes for n in (2, 3, 4)]
    assert notes == [("coordinates",), ("coordinates_wrong",), ("coordinates_wrong",)]
    assert "44.43" not in json.dumps([proposed(one).to_json() for one in found.values()])


def test_a_formula_of_a_spreadsheet_is_not_followed() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["organisation", "name", "country"])
    sheet.append(["Centrul", '=HYPERLINK("https://example.org","Advice")', "RO"])
    sheet.append(["Centrul", "Advice", "RO"])
    file = io.BytesIO()
    book.save(file)
    found = read(file.getvalue())
    assert fields(found[2]) == ["name"]
    assert proposed(found[3]).name == "Advice"


def service(**more: Any) -> dict[str, Any]:
    return {
        "id": "ac148810-d857-441c-9679-408f346de14b", "name": "Advice", "status": "active",
        "organization": {"id": "o1", "name": "Centrul", "description": "x"},
        "service_areas": [{"id": "a", "name": "RO", "extent": "RO", "extent_type": "text"}],
    } | more  # fmt: skip


def attribute(scheme: str, code: str) -> dict[str, Any]:
    return {
        "id": "t",
        "taxonomy_term": {"id": "x", "code": code, "name": code, "taxonomy_detail": {"name": scheme}},
    }


@pytest.mark.parametrize("more, field", [
    ({"status": "open"}, "status"), ({"status": "defunct"}, "status"), ({"name": ""}, "name"), ({"id": None}, "id"),
    ({"phones": [{"id": "p"}]}, "phones[0].number"), ({"phones": "many"}, "phones"),
    ({"organization": "Centrul"}, "organization"), ({"languages": [{"code": "ro"}, {"code": "qqx"}]}, "languages[1]"),
    ({"schedules": [{"freq": "DAILY"}]}, "schedules[0].freq"),
    ({"schedules": [{"freq": "WEEKLY", "byday": "MO,XX"}]}, "schedules[0].byday"),
    ({"schedules": [{"valid_from": "2026-02-31"}]}, "schedules[0].valid_from"),
    ({"attributes": [attribute("sc:takes", "martians")]}, "attributes[0]"),
    ({"attributes": [attribute("sc:location", "moon")]}, "attributes[0]"),
    ({"url": "javascript:alert(1)"}, "url"), ({"email": "no mail"}, "email"), ({"minimum_age": "x"}, "minimum_age"),
    ({"description": "<img src=x>"}, "description"), ({"description": "x" * 5_000_000}, "description"),
])  # fmt: skip
def test_one_wrong_property_of_hsds_is_named_by_its_path(more: dict[str, Any], field: str) -> None:
    found = read(json.dumps([service(**more), service(id="2")]).encode())
    assert fields(found[1]) == [field]
    assert proposed(found[2]).country == "RO"


def test_organisations_that_are_each_others_parents_are_named() -> None:
    circle = {"o1": "o2", "o2": "o3", "o3": "o1"}
    records = [
        service(id=child, organization={"id": child, "name": child, "parent_organization_id": parent})
        for child, parent in circle.items()
    ]
    found = read(json.dumps([*records, service(id="9")]).encode())
    assert fields(found[3]) == ["organization.parent_organization_id"]
    proposed(found[4])


def zipped(**tables: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, text in tables.items():
            bundle.writestr(f"{name}.csv", text)
    return file.getvalue()


def test_terms_that_are_each_others_parents_are_named_and_a_bundle_is_read_whole() -> None:
    found = read(zipped(
        services="id,organization_id,name,status\ns1,o1,Advice,active\ns2,o1,Shelter,active\ns3,o1,Talks,active\n",
        organizations="id,name\no1,Centrul\n",
        phones="id,service_id,number\np1,s1,+40 21 000 0001\np2,s3,+40 21 000 0003\n",
        service_areas="id,service_id,extent,extent_type\na1,s1,RO,text\na2,s3,RO,text\n",
        attributes="id,link_id,taxonomy_term_id\nx1,s2,t1\nx2,s3,t3\n",
        taxonomies="id,name\ny,sc:takes\n",
        taxonomy_terms="id,code,name,parent_id,taxonomy_id\nt1,women,w,t2,y\nt2,men,m,t1,y\nt3,women,w,,y\n",
    ))  # fmt: skip
    assert proposed(found[2]).contact == "+40210000001"
    assert fields(found[3]) == ["attributes[0].taxonomy_term.parent_id"]
    assert proposed(found[4]).takes == ("women",)


def test_a_bundle_without_services_or_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongFile):
        read(zipped(organizations="id,name\no1,Centrul\n"))
    monkeypatch.setattr("safeconduct.directory.bringing.zipped.MOST_UNPACKED", 10)
    with pytest.raises(WrongFile):
        read(zipped(services="id,name,status\n" + "x" * 100))


def test_one_broken_line_of_many_is_wrong_by_itself() -> None:
    lines = [json.dumps(service()), '{"id": ', json.dumps(service(id="3"))]
    found = read("\n".join(lines).encode())
    proposed(found[1])
    assert fields(found[2]) == [""]
    proposed(found[3])
