"""Where somebody lives in safety stands nowhere: in no table, page or dump, not in the API, on no card of a node."""

from html import unescape
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.test import Client

from safeconduct.directory.api import Service
from safeconduct.directory.models import Entry
from safeconduct.exchange.own_card import _service
from safeconduct.vocabulary.codes import CONFIDENTIAL, WITH_AN_ADDRESS, PlaceKind
from tests.conftest import ConnectAs
from tests.directory.shelf import Shelf
from tests.site.administration.conftest import Office, office

__all__ = ["office"]

STREET = "Strada Salcamului 12"
SECRET = ["", *sorted(CONFIDENTIAL)]
SAID: dict[str, Any] = {
    "service": "shelter", "needs": ["housing"], "purpose": "referral_service", "hours": "Day and night",
}  # fmt: skip


@pytest.fixture
def of_office(office: Office) -> tuple[Office, UUID]:
    """An administrator, and a team of their agency."""
    shelf = Shelf(office.people.owner)
    team, _agency = shelf.team()
    shelf.owner.execute("UPDATE agencies.team SET agency_id = %s WHERE id = %s", [office.agency, team])
    return office, team


def everywhere(owner: psycopg.Connection) -> str:
    """Every row of every table as text, as a dump of the database would hold it."""
    tables = owner.execute(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
        "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    ).fetchall()
    found = []
    with owner.transaction(force_rollback=True):
        for (table,) in tables:
            owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            found += [row[0] for row in owner.execute(f"SELECT t::text FROM {table} t").fetchall()]
    return "\n".join(found)


@pytest.mark.parametrize("kind", sorted({"", *PlaceKind} - WITH_AN_ADDRESS))
def test_the_database_refuses_an_address_of_anything_but_an_office(shelf: Shelf, kind: str) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="only_a_public_place_has_an_address"):
        shelf.service(place=kind, address=STREET)


@pytest.mark.parametrize("kind", SECRET)
def test_the_database_refuses_a_contact_of_a_secret_place(shelf: Shelf, kind: str) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="a_secret_place_has_no_contact_of_its_own"):
        shelf.service(place=kind, contact="+40 00 10 00 77")


def test_an_office_with_an_address_becomes_a_shelter_only_without_it(shelf: Shelf) -> None:
    entry = shelf.service(place="office", address=STREET, contact="+40 00 10 00 77")
    assert STREET in everywhere(shelf.owner)
    with pytest.raises(psycopg.errors.CheckViolation):
        shelf.owner.execute("UPDATE directory.entry SET place = 'shelter' WHERE id = %s", [entry])
    shelf.owner.execute(
        "UPDATE directory.entry SET place = 'shelter', address = '', contact = '' WHERE id = %s", [entry]
    )
    assert STREET not in everywhere(shelf.owner)


@pytest.mark.parametrize("kind", SECRET)
@pytest.mark.parametrize("field", ["address", "contact"])
def test_no_form_takes_it_and_it_is_kept_nowhere(
    of_office: tuple[Office, UUID], kind: str, field: str
) -> None:
    office, team = of_office
    answer = office.post("agency/services/new/", team=str(team), place=kind, **{**SAID, field: STREET})
    assert answer.status_code == 422
    said = unescape(answer.content.decode())
    assert "is entered nowhere" in said
    assert ("The address of a place where people live in safety" in said) is (field == "address")
    assert STREET not in everywhere(office.people.owner)


def test_no_text_beside_takes_it_either(of_office: tuple[Office, UUID]) -> None:
    office, team = of_office
    said = SAID | {"hours": f"Day and night, {STREET}"}
    answer = office.post("agency/services/new/", team=str(team), place="shelter", **said)
    assert answer.status_code == 422
    assert STREET not in everywhere(office.people.owner)


def test_a_shelter_is_saved_with_its_region_and_shown_with_its_agencys_number_alone(
    of_office: tuple[Office, UUID],
) -> None:
    office, team = of_office
    facts = {
        "place": "shelter",
        "regions": ["RO-B", "XX-1"],
        "takes": ["women"],
        "min_age": "18",
        "step_free": "no",
    }
    answer = office.post("agency/services/new/", team=str(team), **SAID, **facts)
    assert answer.status_code == 302, answer.content.decode()
    entry = Entry.objects.get(team_id=team)
    assert (entry.place, entry.regions, entry.min_age, entry.step_free) == ("shelter", ["RO-B"], 18, False)
    html = office.client.get("/directory/").content.decode()
    assert "A shelter: its address is kept secret" in html
    assert "București" in html
    page = office.get(f"agency/services/{entry.id}/").content.decode()
    assert 'value="18"' in page


def test_the_address_of_an_office_is_shown_to_members_and_goes_into_no_card_and_no_answer_of_the_api(
    of_office: tuple[Office, UUID],
) -> None:
    office, team = of_office
    facts = {"place": "office", "address": STREET, "contact": "+40 00 10 00 77"}
    answer = office.post("agency/services/new/", team=str(team), **SAID, **facts)
    assert answer.status_code == 302, answer.content.decode()
    assert STREET in office.client.get("/directory/").content.decode()
    entry = Entry.objects.select_related("agency", "team").get(team_id=team)
    assert STREET not in str(_service(entry))
    assert not {"address", "contact", "place"} & set(Service.model_fields)
    assert STREET not in Client().get("/directory/").content.decode()


def test_the_database_refuses_it_whoever_says_it(shelf: Shelf, connect_as: ConnectAs) -> None:
    entry = shelf.service(place="shelter")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as("app").execute("UPDATE directory.entry SET address = %s WHERE id = %s", [STREET, entry])
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as("app").execute("SELECT directory.say_facts(%s, '{}')", [entry])
