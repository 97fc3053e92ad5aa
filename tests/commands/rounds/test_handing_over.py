"""What the node's worker hands over to its public site: what agencies of this node let everybody know, and no more."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from safeconduct.commands.rounds.handing_over import hand_over, hand_over_cards, hand_over_editions
from safeconduct.public.helping.rules import Handed
from safeconduct.public.helping.rules import read as read_cards
from safeconduct.public.services.rules import read
from safeconduct.vocabulary import cards_of_rights
from safeconduct.vocabulary.hsds.handing_over import FILE
from safeconduct.vocabulary.released import handing_over as editions
from tests.conftest import ConnectAs, as_process
from tests.directory.shelf import Shelf

CHECKED: dict[str, Any] = {"audience": "public", "checked_on": date(2026, 11, 2)}


@pytest.fixture
def shelf(transactional_db: None, connect_as: ConnectAs) -> Shelf:
    """The owner's hand; no service yet."""
    return Shelf(connect_as("owner"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Of a node with a public site."""
    (tmp_path / "public").mkdir()
    return tmp_path


def handed(home: Path) -> list[dict[str, Any]]:
    """What the site would take from the file that the worker writes now."""
    with as_process("worker"):
        hand_over(home)
    found = read((home / "public" / FILE).read_bytes())
    assert isinstance(found, list), found
    return found


def test_only_what_its_agency_lets_everybody_know_and_has_checked(shelf: Shelf, home: Path) -> None:
    entry = shelf.service("Everybody's", **CHECKED)
    shelf.service("Nobody said", checked_on=date(2026, 11, 2))
    shelf.service("Not checked", audience="public")
    shelf.service("Professionals", **CHECKED | {"audience": "professionals"})
    other = shelf.service("Of a peer", **CHECKED)
    shelf.owner.execute(
        "UPDATE agencies.agency SET node = 'be' WHERE id = (SELECT agency_id FROM directory.entry WHERE id = %s)",
        [other],
    )
    assert [each["id"] for each in handed(home)] == [str(entry)]


def test_a_shelter_is_handed_over_without_where_it_is_and_without_a_word_that_somebody_typed(
    shelf: Shelf, home: Path
) -> None:
    shelf.service(place="shelter", hours="Ring at the green gate", regions=["RO-B"], **CHECKED)
    shelf.service(
        "Open house", place="office", address="Strada Lunga 3", contact="+40 21 000 0001", **CHECKED
    )
    [house, shelter] = sorted(handed(home), key=lambda each: str(each["organization"]["name"]), reverse=True)
    assert "green gate" not in json.dumps(shelter)
    assert "service_at_locations" not in shelter
    assert "phones" not in shelter
    assert house["service_at_locations"][0]["location"]["description"] == "Strada Lunga 3"
    assert house["phones"][0]["number"] == "+40 21 000 0001"


def test_a_hidden_place_is_reached_by_what_its_agency_made_public(shelf: Shelf, home: Path) -> None:
    shelf.service(place="safe_flat", public_contact="help@casa.example", **CHECKED)
    assert handed(home)[0]["email"] == "help@casa.example"


def test_the_file_is_written_when_it_changed_whole_and_closed_to_others(shelf: Shelf, home: Path) -> None:
    entry = shelf.service(**CHECKED)
    with as_process("worker"):
        assert hand_over(home)
        assert not hand_over(home)
        shelf.owner.execute("UPDATE directory.entry SET audience = 'members_only' WHERE id = %s", [entry])
        assert hand_over(home)
    assert handed(home) == []
    [file] = (home / "public").iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == (FILE, 0o600)


def test_places_that_somebody_was_declined_for_are_asked(shelf: Shelf, home: Path) -> None:
    said = {"places_free": 3, "places_as_of": "2026-11-29T08:00:00Z"}
    entry = shelf.service(place="remote", **CHECKED | said)
    shelf.owner.execute("UPDATE directory.entry SET doubted_at = now() WHERE id = %s", [entry])
    words = [
        each["taxonomy_term"]["code"] for each in handed(home)[0]["attributes"] if "taxonomy_term" in each
    ]
    assert "ask" in words
    assert "free" not in words


def test_a_node_without_a_site_writes_nothing(shelf: Shelf, tmp_path: Path) -> None:
    shelf.service(**CHECKED)
    with as_process("worker"):
        assert not hand_over(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_audience_that_is_no_audience_is_refused_by_the_database(shelf: Shelf) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="audiences_are_listed"):
        shelf.service(audience="everybody")


def test_cards_are_those_of_the_countries_of_our_agencies_and_of_no_peer(shelf: Shelf, home: Path) -> None:
    shelf.service("Ours")
    entry = shelf.service("Of a peer")
    shelf.owner.execute(
        "UPDATE agencies.agency SET node = 'be', country = 'BE'"
        " WHERE id = (SELECT agency_id FROM directory.entry WHERE id = %s)",
        [entry],
    )
    with as_process("worker"):
        assert hand_over_cards(home)
        assert not hand_over_cards(home)
    found = read_cards((home / "public" / cards_of_rights.FILE).read_bytes())
    assert isinstance(found, Handed)
    assert [each.code for each in found.countries] == ["RO"]
    assert "RO-SUP-01" in {card.rule for card in found.countries[0].cards}


def test_a_node_without_a_site_writes_no_cards(shelf: Shelf, tmp_path: Path) -> None:
    with as_process("worker"):
        assert not hand_over_cards(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_edition_is_handed_over_when_its_embargo_has_passed_and_nothing_of_it_before(
    transactional_db: None, home: Path
) -> None:
    now = datetime.now(UTC)
    free, past, ahead = (
        {"document": {"id": "free"}},
        {"document": {"id": "past"}},
        {"document": {"id": "ahead"}},
    )
    listed = [
        {"signed": ahead, "embargo": (now + timedelta(days=365)).isoformat()},
        {"signed": {"document": {"id": "unreadable"}}, "embargo": "soon"},
        {"signed": past, "embargo": (now - timedelta(days=365)).isoformat()},
        {"signed": free, "embargo": ""},
    ]
    with as_process("worker"):
        assert hand_over_editions(home, lambda: listed)
        assert not hand_over_editions(home, lambda: listed)
    file = home / "public" / editions.FILE
    assert json.loads(file.read_text()) == {"format": editions.FORMAT, "editions": [past, free]}
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_node_without_a_site_hands_over_no_edition(transactional_db: None, tmp_path: Path) -> None:
    with as_process("worker"):
        assert not hand_over_editions(tmp_path, lambda: pytest.fail("nobody has to be asked"))
    assert list(tmp_path.iterdir()) == []
