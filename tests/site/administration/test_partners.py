"""Who keeps the node enters partners without one; nobody else does, and no agency of a node is touched."""

import re
from typing import Any
from uuid import UUID

import pytest

from safeconduct.directory.queries import find
from tests.site.administration.conftest import Office

PARTNER = {
    "name": "Haven", "country": "Bulgaria", "sector": "shelter", "duty_number": "+359 700 00 000",
    "languages": "Bulgarian", "professions": ["social_worker"],
}  # fmt: skip
SERVICE = {
    "service": "crisis_shelter", "needs": ["safety"], "purpose": "referral_service", "hours": "Day and night",
    "ways": ["telephone", "paper"],
}  # fmt: skip


def added(office: Office) -> UUID:
    answer = office.post("partners/new/", **PARTNER)
    assert answer.status_code == 302, answer.content.decode()
    found: UUID = office.row("SELECT id FROM agencies.agency WHERE node = '-'")[0]
    assert office.post(f"partners/{found}/services/new/", **SERVICE).status_code == 302
    return found


def keeps(office: Office, does: bool = True) -> None:
    office.people.owner.execute(
        "UPDATE agencies.member SET keeps_node = %s WHERE id = %s", [does, office.administrator]
    )


def test_a_partner_and_its_service_stand_in_the_directory(office: Office) -> None:
    keeps(office)
    partner = added(office)
    (entry,) = [item for item in find() if item.agency_id == partner]
    assert (entry.service, entry.ways, entry.agency.node) == ("crisis_shelter", ["telephone", "paper"], "-")
    page = office.get(f"partners/{partner}/").content.decode()
    assert "By telephone, On paper" in page
    assert "Haven, BG" in office.get("partners/").content.decode()
    (said,) = office.people.recorded("partner:service_saved")
    assert said["detail"]["ways"] == ["telephone", "paper"]
    assert {one["by"] for one in entry.checks.values()} == {str(office.agency)}, (
        "checked by who keeps the node"
    )
    assert office.row("SELECT count(*) FROM directory.version") == (1,)


def test_country_and_sector_stay_as_they_were_entered(office: Office) -> None:
    keeps(office)
    partner = added(office)
    office.post(
        f"partners/{partner}/", **{**PARTNER, "name": "Haven house", "country": "Greece", "sector": "police"}
    )
    row = office.row("SELECT name, country, sector FROM agencies.agency WHERE id = %s", partner)
    assert row == ("Haven house", "BG", "shelter")


def test_what_is_missing_is_said_and_nothing_typed_is_lost(office: Office) -> None:
    keeps(office)
    answer = office.post("partners/new/", **{**PARTNER, "duty_number": "", "professions": []})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Enter a number that somebody answers." in page
    assert "Tick at least one profession." in page
    assert 'value="Haven"' in page
    partner = added(office)
    lacking = office.post(f"partners/{partner}/services/new/", **{**SERVICE, "ways": [], "hours": ""})
    assert lacking.status_code == 422
    assert "Tick how they are reached." in lacking.content.decode()
    assert "Say when somebody is there." in lacking.content.decode()


def test_a_service_goes_out_of_the_directory(office: Office) -> None:
    keeps(office)
    partner = added(office)
    (entry,) = [item for item in find() if item.agency_id == partner]
    assert office.post(f"partners/{partner}/services/{entry.id}/remove/").status_code == 302
    assert not [item for item in find() if item.agency_id == partner]


def test_only_who_keeps_the_node_reaches_it_and_no_agency_of_a_node_is_a_partner(office: Office) -> None:
    keeps(office)
    assert office.get(f"partners/{office.agency}/").status_code == 404
    keeps(office, False)
    assert office.get("partners/").status_code == 404
    assert office.post("partners/new/", **PARTNER).status_code == 404


@pytest.mark.parametrize("path, node", [("partners/", "-"), ("agencies/", "ro"), ("keepers/", "ro")])
def test_of_many_agencies_each_can_be_reached(office: Office, path: str, node: str) -> None:
    keeps(office)
    office.people.owner.execute(
        "INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number) "
        "SELECT gen_random_uuid(), %s, 'Z ' || n, 'RO', 'ngo', '{}', '' FROM generate_series(101, 220) n",
        [node],
    )
    seen: set[str] = set()
    place: str | None = path
    while place:
        page = office.get(place).content.decode()
        seen |= set(re.findall(r"Z \d{3}", page))
        found = re.search(r'href="\?from=(\d+)"', page)
        place = f"{path}?from={found[1]}" if found else None
    assert len(seen) == 120


@pytest.mark.parametrize("place", ["", "x", "²", "-1", "9" * 5000])
def test_a_place_that_is_none_is_the_first(office: Office, place: str) -> None:
    keeps(office)
    assert office.client.get("/administration/partners/", {"from": place}).status_code == 200


def test_the_second_of_two_who_keep_the_node_sees_both_versions_of_a_partners_service(office: Office) -> None:
    keeps(office)
    partner = added(office)
    (entry,) = [item.id for item in find() if item.agency_id == partner]
    path = f"partners/{partner}/services/{entry}/"
    read = version_in(office.get(path))
    first = {**SERVICE, "hours": "9 to 12", "min_age": "18"}
    assert office.post(path, **first, version=read).status_code == 302
    mine = {**SERVICE, "hours": "10 to 14", "ways": ["file"]}
    answer = office.post(path, **mine, version=read)
    assert answer.status_code == 409
    stands = "SELECT hours, min_age, ways FROM directory.entry WHERE id = %s"
    assert office.row(stands, entry) == ("9 to 12", 18, ["telephone", "paper"]), "nothing is written over"
    page = answer.content.decode()
    assert "What stands now: 9 to 12" in page
    assert "What you wrote, as it stands in the form: 10 to 14" in page
    assert 'value="18"' in page, "what only the other changed is in the form"
    assert 'value="file" checked' in page, "and what only this one wrote"
    sent = {**mine, "min_age": "18", "clash": "hours", "version": version_in(answer)}
    assert office.post(path, **sent).status_code == 409, "one of the two is chosen"
    assert office.post(path, **sent, **{"take-hours": "theirs"}).status_code == 302
    assert office.row(stands, entry) == ("9 to 12", 18, ["file"])


def version_in(page: Any) -> str:
    found = re.search(r'name="version" value="(\d+)"', page.content.decode())
    return found[1] if found else ""


def test_a_second_press_adds_no_second_partner(office: Office) -> None:
    keeps(office)
    page = office.get("partners/new/").content.decode()
    key = re.search(r'name="key" value="([0-9a-f-]+)"', page)
    form = {**PARTNER, "key": key[1] if key else ""}
    first = office.post("partners/new/", **form)
    assert first.status_code == 302
    assert office.post("partners/new/", **form)["Location"] == first["Location"], (
        "it leads to where the first led"
    )
    assert office.row("SELECT count(*) FROM agencies.agency WHERE node = '-'") == (1,)
    assert len(office.people.recorded("partner:saved")) == 1
    (agency,) = office.row("SELECT id FROM agencies.agency WHERE id = %s", office.agency)
    refused = office.post("partners/new/", **{**form, "key": agency})
    assert refused.status_code not in (200, 302), "and takes no agency of a node for a partner"
