"""The address of a confidential place goes before a row is kept anywhere, whatever the file says beside it."""

import json
from typing import Any

import pytest

from safeconduct.directory.bringing.proposed import Note, Proposed
from tests.directory.bringing.test_bad_input import attribute, fields, of_list, proposed, read, row, service

STREET = "Aleea Zambilelor"
AT = {"address_1": f"{STREET} 7", "city": "Iași", "postal_code": "700100", "country": "RO"}
AT_A_PLACE: dict[str, Any] = {
    "service_at_locations": [
        {
            "id": "sal", "phones": [{"id": "p", "number": "+40232000001"}],
            "location": {"id": "l", "latitude": 47.1, "longitude": 27.6, "addresses": [AT]},
        }
    ]
}  # fmt: skip


def everything(found: Proposed) -> str:
    return json.dumps(found.to_json(), ensure_ascii=False).casefold()


@pytest.mark.parametrize("cells", [
    {"place": "shelter"}, {"place": "safe_flat"}, {"place": "office", "name": "Women's shelter"},
    {"place": "", "name": "Adăpost de urgență"}, {"place": "office", "organisation": "Refuge of the North"},
], ids=["shelter", "safe flat", "called one", "called one in Romanian", "by its agency"])  # fmt: skip
def test_whatever_makes_it_confidential_takes_address_number_and_texts_away(cells: dict[str, str]) -> None:
    found = proposed(read(of_list(row(address=f"{STREET} 7", note=f"Ring twice at {STREET}", **cells)))[2])
    assert "zambilelor" not in everything(found)
    assert (found.address, found.contact, found.note) == ("", "", "")
    assert {Note.HIDDEN_ADDRESS, Note.HIDDEN_CONTACT, Note.HIDDEN_TEXT} <= set(found.notes)


def test_what_has_not_said_its_kind_has_no_address_either() -> None:
    found = proposed(read(of_list(row(address=f"{STREET} 7")))[2])
    assert "zambilelor" not in everything(found)
    assert Note.PLACE_NOT_SAID in found.notes


def test_an_office_keeps_its_address() -> None:
    assert proposed(read(of_list(row(address=f"{STREET} 7", place="office")))[2]).address == f"{STREET} 7"


@pytest.mark.parametrize("more", [
    {"attributes": [attribute("sc:location", "confidential")]},
    {"attributes": [attribute("sc:location", "confidential"), attribute("sc:location", "public_office")]},
    {"attributes": [attribute("service", "crisis_shelter"), attribute("sc:location", "public_office")]},
    {"attributes": [attribute("place_kind", "safe_flat")]},
], ids=["said so", "said both", "people live there", "a safe flat"])  # fmt: skip
def test_the_same_of_hsds(more: dict[str, Any]) -> None:
    record = service(
        **AT_A_PLACE, **more, description=f"Near {STREET}", phones=[{"id": "p", "number": "+40232000002"}]
    )
    found = proposed(read(json.dumps([record]).encode())[1])
    for piece in ("zambilelor", "700100", "47.1", "40232"):
        assert piece not in everything(found)


def test_a_name_that_gives_the_place_away_refuses_the_row() -> None:
    found = read(of_list(
        row(place="shelter", name="Casa Zambilelor", address=f"{STREET} 7"),
        row(id="2", place="shelter", name="Strada Mare 4"),
        row(id="3", place="shelter", organisation="House 700100", address=f"{STREET} 7, 700100 Iași"),
    ))  # fmt: skip
    assert [fields(found[n]) for n in (2, 3, 4)] == [["name"], ["name"], ["organisation"]]
    assert "zambilelor" not in json.dumps(found[2], ensure_ascii=False).casefold(), (
        "nor does the sentence say it"
    )
