"""The worker asks a peer for what changed of its services: what it answers, or does not, and what becomes of it."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import urllib3

from safeconduct.access.acting import working
from safeconduct.commands.rounds import services
from safeconduct.directory.federation.models import Feed
from safeconduct.directory.federation.taking import feeds_due
from safeconduct.exchange.road import NoAnswer, NotSpoken
from safeconduct.exchange.services.wire import Asked, Change, Page, read_question, write_page
from tests.conftest import ConnectAs, as_process
from tests.directory.federation.neighbour import Neighbour
from tests.directory.shelf import Shelf

type Answering = Callable[[Asked], bytes]


@pytest.fixture
def neighbour(transactional_db: None, connect_as: ConnectAs) -> Neighbour:
    """Node `at`, that is known here."""
    return Neighbour(Shelf(connect_as("owner")))


@pytest.fixture
def answers(neighbour: Neighbour, monkeypatch: pytest.MonkeyPatch) -> Callable[[Answering], Feed]:
    """One round in which the neighbour answers so; how its feed stands then."""

    def once(answering: Answering) -> Feed:
        def ask(_through: urllib3.PoolManager, _peer: str, _name: str, body: bytes) -> bytes:
            return answering(read_question(body))

        monkeypatch.setattr(services, "ask", ask)
        monkeypatch.setattr(services, "card_for", lambda _node: None)  # its card was not made by a node
        neighbour.shelf.owner.execute("UPDATE directory.feed SET next_try_at = now()")
        with as_process("worker"):
            with working():
                due = feeds_due()
            for feed in due:
                services.of_peer(feed)
        return Feed.objects.get(node="at")

    return once


def raises(what: Exception) -> Answering:
    def answering(_asked: Asked) -> bytes:
        raise what

    return answering


def log(*said: dict[str, Any], epoch: int = 3) -> Answering:
    """A neighbour whose log is these services, two to a page."""

    def answering(asked: Asked) -> bytes:
        after = asked.after if asked.epoch == epoch else 0
        until = min(after + 2, len(said))
        changes = [Change(nr, UUID(one["id"]), one) for nr, one in enumerate(said, 1) if after < nr <= until]
        return write_page(Page(epoch, after, until, more=until < len(said), changes=changes))

    return answering


def test_page_after_page_comes_until_there_is_no_more(
    neighbour: Neighbour, answers: Callable[[Answering], Feed]
) -> None:
    said = [neighbour.words(service=kind) for kind in ("peer_support", "legal_advice", "primary_care")]
    feed = answers(log(*said))
    assert (feed.epoch, feed.after, feed.is_whole, feed.problem, feed.state) == (3, 3, True, "", "on")
    assert feed.fresh_at is not None
    assert len(neighbour.here()) == 3


def test_a_cut_between_two_pages_goes_on_where_it_ended(
    neighbour: Neighbour, answers: Callable[[Answering], Feed]
) -> None:
    said = [neighbour.words(service=kind) for kind in ("peer_support", "legal_advice", "primary_care")]
    whole = log(*said)
    asked: list[Asked] = []

    def cut(one: Asked) -> bytes:
        asked.append(one)
        if len(asked) == 2:
            raise NoAnswer("the road is gone")
        return whole(one)

    first = answers(cut)
    assert (first.after, first.problem, first.fresh_at, first.attempts) == (2, "no_answer", None, 1)
    assert len(neighbour.here()) == 2
    assert answers(cut).after == 3
    assert [one.after for one in asked] == [0, 2, 2]


def test_a_peer_of_the_release_before_stands_with_what_its_card_says(
    neighbour: Neighbour, answers: Callable[[Answering], Feed]
) -> None:
    feed = answers(raises(NotSpoken()))
    assert (feed.state, feed.problem, feed.taken_at) == ("card", "", None)
    assert answers(log(neighbour.words())).state == "on"
    assert answers(raises(NotSpoken())).problem == "not_spoken"


def test_of_a_page_that_is_not_as_described_nothing_is_taken_in(
    neighbour: Neighbour, answers: Callable[[Answering], Feed]
) -> None:
    good, bad = neighbour.words(), neighbour.words(service="legal_advice")

    def twice_the_same_number(asked: Asked) -> bytes:
        page = json.loads(log(good, bad)(asked))
        page["changes"][1]["sequence"] = 1
        return json.dumps(page).encode()

    feed = answers(twice_the_same_number)
    assert (feed.problem, feed.after) == ("not_as_described", 0)
    assert neighbour.here() == set()


def test_a_restored_peer_is_heard_from_the_beginning_and_an_older_copy_of_it_not_at_all(
    neighbour: Neighbour, answers: Callable[[Answering], Feed]
) -> None:
    one, other = neighbour.words(), neighbour.words(service="legal_advice")
    answers(log(one, other, epoch=3))
    assert answers(log(one | {"hours": "Restored"}, epoch=4)).epoch == 4
    assert neighbour.here() == {UUID(one["id"])}
    older = answers(log(one, other, epoch=3))
    assert (older.epoch, older.problem) == (4, "older_epoch")
    assert neighbour.here() == {UUID(one["id"])}


def test_who_sends_too_many_is_asked_seldom_and_the_number_is_kept(
    neighbour: Neighbour, answers: Callable[[Answering], Feed], settings: Any
) -> None:
    settings.PEER_SERVICES = 1
    settings.DEMO = False
    said = [neighbour.words(service=kind) for kind in ("peer_support", "legal_advice", "primary_care")]
    feed = answers(log(*said))
    assert (feed.problem, feed.beyond, feed.after) == ("too_many", 2, 3)
    assert feed.asked_at is not None
    assert (feed.next_try_at - feed.asked_at).total_seconds() > 3000


def test_a_peer_that_never_ends_has_its_share_of_a_round(
    neighbour: Neighbour, answers: Callable[[Answering], Feed], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "PAGES", 5)
    feed = answers(lambda asked: write_page(Page(3, asked.after, asked.after + 1, more=True)))
    assert (feed.after, feed.fresh_at) == (5, None)


def test_a_fault_that_nobody_foresaw_has_its_pause_and_its_log_says_nothing_of_what_came(
    neighbour: Neighbour,
    answers: Callable[[Answering], Feed],
    settings: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.DEMO = False
    feed = answers(raises(RuntimeError("Planted-Marker")))
    assert (feed.problem, feed.attempts, feed.after) == ("not_taken_in", 1, 0)
    assert feed.asked_at is not None
    assert feed.next_try_at > feed.asked_at
    assert "could not be read" in caplog.text
    assert "Planted-Marker" not in caplog.text


def test_a_suspended_peer_is_not_asked(neighbour: Neighbour) -> None:
    neighbour.shelf.owner.execute("UPDATE exchange.peer SET suspended_at = now() WHERE node = 'at'")
    with as_process("worker"), working():
        assert feeds_due() == []
