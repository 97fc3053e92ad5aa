"""Whose word a service is stands beside it wherever it is found, with its age; an old one is marked."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeconduct.directory.federation.origin import origin
from safeconduct.directory.finding.asked import Wanted
from safeconduct.directory.finding.finding import Line
from safeconduct.directory.finding.matching import match
from safeconduct.directory.finding.shown import line
from safeconduct.directory.models import Entry
from safeconduct.directory.queries import entry as one_entry
from safeconduct.directory.reading.candidates import candidates, offered
from tests.directory.federation.neighbour import NOW, Neighbour


def found(entry: UUID | str) -> Entry:
    """As a search gives it."""
    return next(one for one in candidates(Wanted(), now=NOW).entries if str(one.id) == str(entry))


def facts(entry: Entry) -> str:
    """What its card says, in one text."""
    [ranked] = match(Wanted(), [offered(entry)], now=NOW)
    return " ".join(f"{name}: {words}" for name, words in line(Line(entry, ranked)).facts)


def test_a_service_of_a_peer_says_its_node_and_when_it_was_heard(neighbour: Neighbour) -> None:
    said = neighbour.words()
    neighbour.tells(said)
    assert "Whose word this is: Node at, heard on" in facts(found(said["id"]))
    assert "Telephone before you refer" not in facts(found(said["id"]))
    assert origin(one_entry(UUID(said["id"]))) == origin(found(said["id"]))


def test_an_old_one_is_marked_and_says_what_to_do(neighbour: Neighbour, settings: Any) -> None:
    said = neighbour.words()
    neighbour.tells(said)
    neighbour.shelf.owner.execute("UPDATE directory.feed SET fresh_at = now() - interval '3 days'")
    assert "Telephone before you refer" in facts(found(said["id"]))
    settings.STALE_PEER_DAYS = 5
    assert "Telephone before you refer" not in facts(found(said["id"]))


def test_a_service_of_ours_and_of_a_partner_without_a_node_say_no_node(neighbour: Neighbour) -> None:
    ours, partner = neighbour.shelf.service(), neighbour.shelf.service("By telephone")
    neighbour.shelf.owner.execute(
        "UPDATE agencies.agency SET node = '-' WHERE id = (SELECT agency_id FROM directory.entry WHERE id = %s)",
        [partner],
    )
    assert [origin(found(ours)), origin(found(partner))] == [None, None]


def test_of_a_peer_that_speaks_by_its_card_it_says_so(neighbour: Neighbour) -> None:
    entry = neighbour.shelf.service(of=(neighbour.team, neighbour.agency))
    assert "Node at, as its card says" in facts(found(entry))


@pytest.mark.parametrize("number", [1, 5])
def test_no_statement_is_asked_for_each_service(neighbour: Neighbour, number: int) -> None:
    kinds = ["peer_support", "legal_advice", "primary_care", "interpreting", "material_aid"]
    neighbour.tells(*(neighbour.words(service=kind) for kind in kinds[:number]))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert all(origin(one) for one in candidates(Wanted(), now=NOW).entries)
    assert len(asked) == 1
