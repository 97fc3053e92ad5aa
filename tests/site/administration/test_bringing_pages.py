"""Who keeps the node brings in a file on the pages: chosen, mapped, looked at, opened, accepted, undone."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from safeconduct.directory.queries import find
from tests.site.administration.conftest import Office
from tests.site.administration.test_bringing_work import HEADER, line

ACCEPTED = {
    "professions": ["social_worker"], "ways": ["telephone"], "languages": "Romanian", "purpose": "referral_service",
    "sector": "ngo",
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work is done in the request's own thread, once its transaction is committed."""
    from safeconduct.site.administration.bringing import runner

    monkeypatch.setattr(runner, "_begin", lambda _bringing, does: does())


def sent(office: Office, *rows: str, header: str = HEADER, **more: Any) -> Any:
    file = SimpleUploadedFile("list.csv", "\n".join([header, *rows]).encode())
    return office.post("services/", file=file, source="A list", **more)


def the_import(answer: Any) -> UUID:
    assert answer.status_code == 302, answer.content.decode()
    return UUID(answer["Location"].strip("/").split("/")[-1])


def test_a_list_goes_from_the_file_into_the_directory_and_back(office: Office) -> None:
    before = {entry.id for entry in find()}
    bringing = the_import(sent(office, line(1), line(2, country="Atlantis"), line(3), line(4)))
    page = office.get(f"services/{bringing}/").content.decode()
    assert 'data-good="3" data-wrong="1"' in page
    assert "“Atlantis” is no country." in page
    assert "Open this import" in page
    assert "Atlantis" in office.get(f"services/{bringing}/wrong.csv").content.decode()
    first, *others = [row[0] for row in office.people.owner.execute(
        "SELECT id FROM directory.proposal WHERE bringing_id = %s ORDER BY row", [bringing]
    ).fetchall()]  # fmt: skip
    form = office.get(f"services/{bringing}/proposals/{first}/").content.decode()
    assert "The import is not open yet" in form
    assert office.post(f"services/{bringing}/open/").status_code == 302
    form = office.get(f"services/{bringing}/proposals/{first}/").content.decode()
    assert 'value="Asociația Salcia 1"' in form
    lacking = office.post(f"services/{bringing}/proposals/{first}/", into="new", name="Asociația Salcia 1")
    assert lacking.status_code == 422
    assert "Say what kind of place it is" in lacking.content.decode()
    given = ACCEPTED | {
        "into": "new", "name": "Asociația Salcia 1", "country": "RO", "team": "Advice", "duty_number": "+40210000001",
        "service": "legal_advice", "needs": ["legal_aid"], "place": "office", "address": "Strada Mare 1, Cluj",
    }  # fmt: skip
    assert office.post(f"services/{bringing}/proposals/{first}/", **given).status_code == 302
    (entry,) = [one for one in find() if one.id not in before]
    assert (entry.address, entry.ways, entry.checked_on) == ("Strada Mare 1, Cluj", ["telephone"], None)
    # Several at once: what lacks something is named and waits.
    office.post(f"services/{bringing}/answer/", proposal=others, do="accept", **ACCEPTED | {"sector": ""})
    assert len([one for one in find() if one.id not in before]) == 1
    said = office.get(f"services/{bringing}/").content.decode()
    assert "Choose the sector." in said
    assert office.post(f"services/{bringing}/answer/", proposal=others[:1], do="decline").status_code == 302
    assert "Declined (1)" in office.get(f"services/{bringing}/").content.decode()
    asked = office.get(f"services/{bringing}/undo/").content.decode()
    assert "1 service that was accepted, unless it stays" in asked
    assert "1 proposal that waits" in asked
    assert "1 proposal that was declined" in asked
    assert {one.id for one in find()} != before
    assert office.post(f"services/{bringing}/undo/").status_code == 302
    assert {one.id for one in find()} == before
    undone = office.get(f"services/{bringing}/").content.decode()
    assert "Undone" in undone
    assert "1 proposal had become a service. 1 of them was taken back." in undone
    assert "2 proposals had waited or were declined; they are deleted." in undone


def test_columns_that_nobody_knows_are_asked_and_likely_doubles_are_shown(office: Office) -> None:
    rows = ["Centrul Unu|Consiliere|RO|+40 21 000 0001", "Centrul Unu|Consiliere|RO|+40 21 000 0001"]
    asked = sent(office, *(row.replace("|", ";") for row in rows), header="Cine;Ce;Unde;Cum")
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "What is in each column?" in page
    assert "Centrul Unu" in page
    mapped = {"column-0": "organisation", "column-1": "name", "column-2": "country", "column-3": "phone"}
    twice = sent(office, *(row.replace("|", ";") for row in rows), header="Cine;Ce;Unde;Cum", **{
        "columns-seen": "1", **mapped, "column-3": "name"})  # fmt: skip
    assert twice.status_code == 422
    answer = sent(
        office, rows[0].replace("|", ";"), rows[1].replace("|", ";").replace("Consiliere", "Sfaturi"),
        header="Cine;Ce;Unde;Cum", **{"columns-seen": "1", **mapped},
    )  # fmt: skip
    bringing = the_import(answer)
    page = office.get(f"services/{bringing}/").content.decode()
    assert "May be here already" in page
    assert "It is reached under the same number or address." in page
    again = office.get(f"services/{bringing}/columns/").content.decode()
    assert f'name="instead" value="{bringing}"' in again


def test_the_contact_of_a_hotline_is_said_to_wait(office: Office) -> None:
    bringing = the_import(sent(office, line(1, place="remote", address="")))
    office.post(f"services/{bringing}/open/")
    proposal = office.row("SELECT id FROM directory.proposal")[0]
    given = ACCEPTED | {
        "into": "new", "name": "Linia", "country": "RO", "team": "Advice", "duty_number": "+40210000001",
        "service": "legal_advice", "needs": ["legal_aid"], "place": "remote", "contact": "+40210000001",
    }  # fmt: skip
    assert office.post(f"services/{bringing}/proposals/{proposal}/", **given).status_code == 302
    assert "waits for a second person" in office.get(f"services/{bringing}/").content.decode()


def test_a_wrong_file_is_said_and_nobody_else_reaches_the_pages(office: Office) -> None:
    assert office.get("services/").status_code == 200
    empty = office.post("services/", source="A list")
    assert empty.status_code == 422
    assert "Choose the file with the services." in empty.content.decode()
    zipped = office.post("services/", source="x", file=SimpleUploadedFile("x.zip", b"PK\x03\x04 nothing"))
    assert zipped.status_code == 422
    bringing = the_import(sent(office, line(1)))
    office.people.owner.execute("UPDATE agencies.member SET keeps_node = false")
    assert office.get("services/").status_code == 404
    assert office.get(f"services/{bringing}/").status_code == 404
    assert office.post(f"services/{bringing}/open/").status_code == 404


NAMED = "organisation;name;country;place;address;phone;need"


def test_a_name_that_is_a_label_of_our_list_presets_the_service_and_several_are_accepted_at_once(
    office: Office,
) -> None:
    rows = (
        "Centrul Unu;Consiliere juridică;RO;office;Strada Mare 1, Cluj;+40 21 000 0001;",
        "Centrul Doi;Legal advice;RO;office;Strada Mare 2, Cluj;+40 21 000 0002;",
    )
    before = len(find())
    bringing = the_import(sent(office, *rows, header=NAMED))
    office.post(f"services/{bringing}/open/")
    ids = [
        row[0]
        for row in office.people.owner.execute("SELECT id FROM directory.proposal ORDER BY row").fetchall()
    ]
    form = office.get(f"services/{bringing}/proposals/{ids[1]}/").content.decode()
    assert '<option value="legal_advice" selected' in form
    assert "+40 210 000 002" in form
    wrong = ACCEPTED | {"sector": "ngo", "purpose": ""}
    refused = office.post(f"services/{bringing}/proposals/{ids[1]}/", into="new", **wrong).content.decode()
    assert "Choose a purpose that an agency of this sector may have: “" in refused
    office.post(f"services/{bringing}/answer/", proposal=ids, do="accept", **ACCEPTED | {"purpose": ""})
    assert len(find()) == before + 2


def test_the_sector_of_an_organisation_that_is_here_is_preset(office: Office) -> None:
    rows = [
        f"Centrul Unu;{name};RO;office;Strada Mare 1, Cluj;;" for name in ("Legal advice", "Interpreting")
    ]
    bringing = the_import(sent(office, *rows, header=NAMED))
    office.post(f"services/{bringing}/open/")
    ids = [
        row[0]
        for row in office.people.owner.execute("SELECT id FROM directory.proposal ORDER BY row").fetchall()
    ]
    given = ACCEPTED | {
        "into": "new", "name": "Centrul Unu", "country": "RO", "team": "Legal advice", "duty_number": "+40210000001",
        "service": "legal_advice", "needs": ["legal_aid"], "place": "office", "address": "Strada Mare 1, Cluj",
    }  # fmt: skip
    assert office.post(f"services/{bringing}/proposals/{ids[0]}/", **given).status_code == 302
    form = office.get(f"services/{bringing}/proposals/{ids[1]}/").content.decode()
    for preset in ('<option value="ngo" selected', '<option value="referral_service" selected'):
        assert preset in form
    assert re.search(r'value="social_worker"[^>]* checked', form)


def test_codes_that_nobody_knows_stand_among_the_faults_by_row_and_field(office: Office) -> None:
    rows = ("Centrul Unu;Sprijin;RO;office;;;Teleportation", "Centrul Doi;Sprijin;RO;office;;;")
    page = office.get(f"services/{the_import(sent(office, *rows, header=NAMED))}/").content.decode()
    assert re.search(r'<th scope="row">2</th><td>need</td><td>“Teleportation” is not in this list', page)
    only = office.get(
        f"services/{the_import(sent(office, 'Centrul Trei;Teleportation;RO', header='organisation;service;country'))}/"
    ).content.decode()
    assert "what this file calls a service is none of our list" in only


def test_the_file_is_asked_for_again_when_something_else_is_wrong(office: Office) -> None:
    file = SimpleUploadedFile("list.csv", HEADER.encode())
    page = office.post("services/", file=file, source="").content.decode()
    assert "Choose the file again" in page
