"""Services between nodes: to which nodes one is offered, and how the feeds of other nodes stand, in words."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.directory.shelf import Shelf
from tests.site.administration.conftest import Office

STANDS = "SELECT offered_to, offered_nodes FROM directory.entry WHERE id = %s"
FEED = "SELECT state, pass, after, fresh_at IS NULL FROM directory.feed WHERE node = 'at'"


@pytest.fixture
def entry(office: Office) -> UUID:
    """A service of the agency."""
    shelf = Shelf(office.people.owner)
    team, _agency = shelf.team()
    shelf.owner.execute("UPDATE agencies.team SET agency_id = %s WHERE id = %s", [office.agency, team])
    return shelf.service(of=(team, office.agency))


@pytest.fixture
def peer(office: Office) -> str:
    """Node `at`, that is known."""
    card = json.dumps({"node": "at", "name": "Österreich", "agencies": []})
    office.people.owner.execute(
        "INSERT INTO exchange.peer (node, card, fingerprint, confirmed_at) VALUES ('at', %s, '1', now())",
        [card],
    )
    return "at"


def fed(office: Office, **said: Any) -> None:
    columns = {
        "node": "at",
        "fresh_at": datetime.now(UTC),
        "taken_at": datetime.now(UTC),
        "is_whole": True,
    } | said
    names, marks = ", ".join(columns), ", ".join(["%s"] * len(columns))
    office.people.owner.execute(
        f"INSERT INTO directory.feed ({names}) VALUES ({marks})", list(columns.values())
    )


def test_a_service_is_offered_to_every_node_until_its_agency_says_otherwise(
    office: Office, entry: UUID
) -> None:
    assert office.row(STANDS, entry) == ("peers", [])
    assert b"Every node that we know" in office.get("agency/").content


def test_it_is_offered_to_the_nodes_that_are_ticked_and_the_change_is_recorded(
    office: Office, entry: UUID, peer: str
) -> None:
    said = office.post(f"agency/services/{entry}/offering/", offered="named", nodes=peer)
    assert said.status_code == 302
    assert office.row(STANDS, entry) == ("named", [peer])
    assert office.people.recorded("service:offered")[0]["detail"]["nodes"] == [peer]
    office.post(f"agency/services/{entry}/offering/", offered="own")
    assert office.row(STANDS, entry) == ("own", [])


def test_named_nodes_are_nodes_that_are_known_and_at_least_one(
    office: Office, entry: UUID, peer: str
) -> None:
    for nodes in ({}, {"nodes": "nowhere"}):
        refused = office.post(f"agency/services/{entry}/offering/", offered="named", **nodes)
        assert refused.status_code == 422
        assert b"Tick at least one node" in refused.content
    assert office.row(STANDS, entry) == ("peers", [])


def test_nobody_says_it_of_a_service_of_another_agency(office: Office) -> None:
    other = Shelf(office.people.owner).service("Other house")
    assert office.post(f"agency/services/{other}/offering/", offered="own").status_code == 404


def test_a_feed_that_is_well_is_up_to_date(office: Office, peer: str) -> None:
    fed(office)
    assert "Up to date" in office.get("peers/services/").content.decode()


def test_a_feed_that_was_not_heard_for_days_is_old_and_says_so(office: Office, peer: str) -> None:
    fed(office, fresh_at=datetime.now(UTC) - timedelta(days=3), problem="no_answer")
    page = office.get("peers/services/at/").content.decode()
    assert "it may be old" in page
    assert "Telephone when it lasts" in page


def test_too_many_services_are_a_sentence_with_what_to_do(office: Office, peer: str) -> None:
    fed(office, beyond=980_000, problem="too_many")
    page = office.get("peers/services/at/").content.decode()
    assert "980,000" in page or "980000" in page
    assert "SAFECONDUCT_PEER_SERVICES" in page


def test_what_was_not_taken_in_is_named_by_its_field(office: Office, peer: str, entry: UUID) -> None:
    fed(office)
    office.people.owner.execute(
        "INSERT INTO directory.unheard (node, entry_id, field, why, pass) "
        "VALUES ('at', %s, 'address', 'secret_place', 1)",
        [entry],
    )
    page = office.get("peers/services/at/").content.decode()
    assert "address: it would say where a place is that must not be found" in page


def test_stopped_it_is_the_card_again_and_again_it_begins_anew(office: Office, peer: str) -> None:
    fed(office, after=7)
    assert office.post("peers/services/at/act/", do="stop").status_code == 302
    assert office.row(FEED) == ("stopped", 2, 0, True)
    assert "Stopped here" in office.get("peers/services/at/").content.decode()
    office.post("peers/services/at/act/", do="again")
    assert office.row(FEED) == ("on", 3, 0, True)
    assert [len(office.people.recorded(f"peer:services_{word}")) for word in ("stopped", "again")] == [1, 1]


def test_no_other_button_and_no_other_node(office: Office, peer: str) -> None:
    assert office.get("peers/services/nowhere/").status_code == 404
    assert office.post("peers/services/at/act/", do="erase").status_code == 404


def test_only_who_keeps_the_node_sees_it(office: Office, peer: str) -> None:
    office.people.owner.execute("UPDATE agencies.member SET keeps_node = false")
    assert office.get("peers/services/").status_code in (403, 404)
