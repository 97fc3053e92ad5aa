"""What comes of another node's services: page by page, its own alone, none of it twice, and nothing half."""

import json
from uuid import UUID

import psycopg
import pytest
from django.db import ProgrammingError

from safeconduct.access.acting import working
from safeconduct.directory.federation import taking
from safeconduct.directory.federation.taking import Came
from tests.conftest import as_process
from tests.directory.federation.neighbour import NOW, Neighbour


def test_a_service_arrives_with_all_that_it_says(neighbour: Neighbour) -> None:
    said = neighbour.words(hours="By <b>day</b>", sc_future={"new": True})
    neighbour.tells(said)
    row = neighbour.value(
        "SELECT to_jsonb(e) || jsonb_build_object('further', h.further, 'version', h.version) FROM directory.entry e "
        "JOIN directory.heard h ON h.entry_id = e.id WHERE e.id = %s",
        said["id"],
    )
    assert row | {
        "hours": "By day", "address": "Lindengasse 3", "takes": ["women"], "spoken": ["de", "en"], "regions": ["BG-22"],
        "places_free": 2, "checked_on": "2026-11-01", "further": {"sc_future": {"new": True}}, "version": 1,
    } == row  # fmt: skip
    assert (
        neighbour.value(
            "SELECT count(*) FROM directory.spot WHERE entry_id = %s AND place = 'BG-22'", said["id"]
        )
        == 2
    )


def test_what_changed_there_changes_here_and_what_is_gone_is_gone(neighbour: Neighbour) -> None:
    one, other = neighbour.words(), neighbour.words(service="legal_advice")
    neighbour.tells(one, other)
    neighbour.tells(one | {"hours": "At night"}, UUID(other["id"]))
    assert neighbour.value("SELECT hours FROM directory.entry WHERE id = %s", one["id"]) == "At night"
    assert neighbour.here() == {UUID(one["id"])}


def test_a_page_that_does_not_begin_where_we_stand_is_taken_in_by_nobody(neighbour: Neighbour) -> None:
    said = neighbour.words()
    neighbour.tells(said)
    with as_process("worker"), pytest.raises(ProgrammingError, match="moved_on"), working():
        old = [Came(1, UUID(said["id"]), said | {"hours": "Old"})]
        taking.take_in("at", old, after=0, until=1, is_last=True, now=NOW)
    assert neighbour.value("SELECT hours FROM directory.entry WHERE id = %s", said["id"]) == "By day"


def test_services_of_somebody_else_are_neither_changed_nor_taken_away(neighbour: Neighbour) -> None:
    ours = neighbour.shelf.service(hours="Ours")
    team = neighbour.shelf.team("Other house")
    as_ours = neighbour.words(agency=str(team[1]), team=str(team[0]))
    neighbour.tells(neighbour.words(id=str(ours)), as_ours)
    neighbour.tells(ours)
    assert neighbour.value("SELECT hours FROM directory.entry WHERE id = %s", ours) == "Ours"
    assert neighbour.here() == set()
    assert sorted(neighbour.refused()) == [("agency", "not_theirs"), ("id", "not_theirs")]


def test_the_database_refuses_a_page_that_names_somebody_else_though_a_worker_hands_it_over(
    neighbour: Neighbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = neighbour.shelf.service(hours="Ours")
    monkeypatch.setattr(taking, "_row", lambda one, _around: {"id": str(one.id), "sequence": 1, "gone": True})
    with pytest.raises(ProgrammingError, match="belongs_to_another"):
        neighbour.tells(ours)
    assert neighbour.value("SELECT count(*) FROM directory.entry WHERE id = %s", ours) == 1


def test_one_bad_service_stops_none_of_its_page_and_what_stood_of_it_goes(neighbour: Neighbour) -> None:
    good, bad = neighbour.words(), neighbour.words(service="legal_advice")
    neighbour.tells(good, bad)
    neighbour.tells(good | {"hours": "New"}, bad | {"place": "shelter"})
    assert neighbour.here() == {UUID(good["id"])}
    assert neighbour.refused() == [("address", "secret_place")]
    neighbour.tells(bad | {"place": "shelter", "address": "", "contact": ""})
    assert neighbour.refused() == []
    assert neighbour.here() == {UUID(good["id"]), UUID(bad["id"])}


def test_what_is_beyond_the_quota_is_counted_and_what_is_here_goes_on(
    neighbour: Neighbour, settings: pytest.FixtureRequest
) -> None:
    settings.PEER_SERVICES = 2  # type: ignore[attr-defined]
    kinds = ["peer_support", "legal_advice", "primary_care", "interpreting"]
    said = [neighbour.words(service=kind) for kind in kinds]
    assert neighbour.tells(*said) == 2
    assert neighbour.here() == {UUID(one["id"]) for one in said[:2]}
    assert neighbour.tells(said[0] | {"hours": "New"}, UUID(said[1]["id"])) == 0
    assert neighbour.tells(said[3]) == 0
    assert neighbour.here() == {UUID(said[0]["id"]), UUID(said[3]["id"])}


def test_a_new_epoch_begins_anew_and_only_its_end_takes_away_what_it_did_not_bring(
    neighbour: Neighbour,
) -> None:
    one, other = neighbour.words(), neighbour.words(service="legal_advice")
    neighbour.tells(one, other)
    neighbour.tells(one | {"hours": "Restored"}, is_last=False, epoch=7)
    assert neighbour.here() == {UUID(one["id"]), UUID(other["id"])}
    neighbour.tells(is_last=True)
    assert neighbour.here() == {UUID(one["id"])}
    with pytest.raises(ProgrammingError, match="older_epoch"):
        neighbour.tells(one, epoch=6)


def test_two_services_that_change_places_both_arrive(neighbour: Neighbour) -> None:
    one, other = neighbour.words(), neighbour.words(service="legal_advice")
    neighbour.tells(one, other)
    neighbour.tells(one | {"service": "legal_advice"}, other | {"service": "peer_support"})
    kind = "SELECT service FROM directory.entry WHERE id = %s"
    assert neighbour.value(kind, one["id"]) == "legal_advice"
    assert neighbour.value(kind, other["id"]) == "peer_support"


def test_a_doubt_of_ours_stays_until_they_say_places_later(neighbour: Neighbour) -> None:
    said = neighbour.words(places_as_of="2026-11-28T08:00:00Z")
    neighbour.tells(said)
    neighbour.shelf.owner.execute(
        "INSERT INTO directory.doubt VALUES (%s, 'peer_support', '2026-11-29T08:00:00Z')", [neighbour.team]
    )
    doubted = "SELECT doubted_at IS NOT NULL FROM directory.entry WHERE id = %s"
    neighbour.tells(said | {"hours": "New"})
    assert neighbour.value(doubted, said["id"])
    neighbour.tells(said | {"places_as_of": "2026-11-29T09:00:00Z"})
    assert not neighbour.value(doubted, said["id"])
    neighbour.tells(said | {"doubted_at": "2026-11-29T10:00:00Z"})
    assert neighbour.value(doubted, said["id"])


def test_of_a_feed_that_came_the_card_says_no_services_any_more(neighbour: Neighbour) -> None:
    said = neighbour.words()
    neighbour.tells(said)
    agency = {
        "id": str(neighbour.agency), "name": "Neu", "country": "BG", "sector": "ngo", "languages": [],
        "duty_number": "", "teams": [], "services": [],
    }  # fmt: skip
    card = json.dumps({"node": "at", "agencies": [agency]})
    neighbour.shelf.owner.execute("SELECT exchange.keep_agencies(%s)", [card])
    assert neighbour.here() == {UUID(said["id"])}
    assert neighbour.value("SELECT name FROM agencies.agency WHERE id = %s", neighbour.agency) == "Neu"


def test_a_peer_that_is_removed_leaves_nothing_of_its_feed(neighbour: Neighbour) -> None:
    neighbour.tells(neighbour.words())
    neighbour.shelf.owner.execute("DELETE FROM exchange.peer WHERE node = 'at'")
    assert neighbour.value("SELECT count(*) FROM directory.feed WHERE node = 'at'") == 0


def test_only_the_worker_takes_in(neighbour: Neighbour) -> None:
    for role in ("web", "inbox"):
        with as_process(role), pytest.raises(ProgrammingError) as refused:
            taking.note_asked("at", "", NOW)
        assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
