"""Two real nodes: a service changes in Belgium, and Romania finds it as it is there, whose it is and how old."""

from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any

import urllib3

from safeconduct.exchange import hop
from safeconduct.exchange.services.wire import Asked, read_page, write_question
from safeconduct.vocabulary.roles import OWNER
from tests.nodes.peers import Peer
from tests.nodes.town import Town, until


def heard(town: Town, entry: object) -> list[tuple[Any, ...]]:
    return town.ask("ro", "SELECT hours, takes, places_free FROM directory.entry WHERE id = %s", entry)


def of_belgium(town: Town) -> Any:
    """A service that Belgium offers every node, as it stands there."""
    return town.value(
        "be",
        "SELECT e.id FROM directory.entry e JOIN agencies.agency a ON a.id = e.agency_id "
        "WHERE a.node = 'be' AND e.offered_to = 'peers' ORDER BY e.id LIMIT 1",
    )


def as_owner(town: Town, sql: str, *values: object) -> None:
    with town.node("be").connect(OWNER) as connection:
        connection.execute(sql, values)


def test_a_service_that_changes_in_belgium_is_found_so_in_romania_and_goes_when_it_goes(town: Town) -> None:
    entry = of_belgium(town)
    [before] = town.ask("be", "SELECT hours, takes FROM directory.entry WHERE id = %s", entry)
    as_owner(
        town, "UPDATE directory.entry SET hours = 'Only on Sundays', takes = '{men}' WHERE id = %s", entry
    )
    until("Romania has heard of it", lambda: heard(town, entry)[0][0] == "Only on Sundays")
    assert heard(town, entry)[0][1] == ["men"]
    as_owner(
        town, "UPDATE directory.entry SET hours = %s, takes = %s WHERE id = %s", before[0], before[1], entry
    )
    until("and as it was before", lambda: heard(town, entry)[0][0] == before[0])


def test_a_service_is_taken_from_a_peer_that_it_is_not_offered_any_more(town: Town) -> None:
    entry = of_belgium(town)
    until("Romania knows it", lambda: bool(heard(town, entry)))
    as_owner(
        town, "UPDATE directory.entry SET offered_to = 'named', offered_nodes = '{fr}' WHERE id = %s", entry
    )
    until("Romania knows it no more", lambda: not heard(town, entry))
    as_owner(
        town, "UPDATE directory.entry SET offered_to = 'named', offered_nodes = '{ro}' WHERE id = %s", entry
    )
    until("it is offered to Romania by name", lambda: bool(heard(town, entry)))
    as_owner(
        town, "UPDATE directory.entry SET offered_to = 'peers', offered_nodes = '{}' WHERE id = %s", entry
    )


def test_of_two_who_write_at_once_neither_is_passed_over_whoever_ends_first(town: Town) -> None:
    """The number of a change is taken when its transaction ends: a later one that was heard first would hide it."""
    slow, quick = town.ask(
        "be",
        "SELECT e.id, e.hours FROM directory.entry e JOIN agencies.agency a ON a.id = e.agency_id "
        "WHERE a.node = 'be' AND e.offered_to = 'peers' ORDER BY e.id LIMIT 2",
    )
    change = "UPDATE directory.entry SET hours = %s WHERE id = %s"
    ended = Event()

    def write() -> None:
        as_owner(town, change, "Quick", quick[0])
        ended.set()

    waits = "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE directory.entry%%'"
    with town.node("be").connect(OWNER) as connection, connection.transaction():
        connection.execute(change, ["Slow", slow[0]])
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")  # it has its number, and is not committed
        other = Thread(target=write)
        other.start()
        until("the other one has ended or waits", lambda: ended.is_set() or town.value("be", waits))
        if ended.is_set():
            until("Romania has heard the other one", lambda: heard(town, quick[0])[0][0] == "Quick")
    other.join()
    both = ["Slow", "Quick"]
    until("Romania has heard both", lambda: [heard(town, one[0])[0][0] for one in (slow, quick)] == both)
    for entry, before in (slow, quick):
        as_owner(town, change, before, entry)


def test_both_nodes_are_whole_and_fresh(town: Town) -> None:
    until(
        "each has all of the other's services",
        lambda: all(
            town.value(node, "SELECT is_whole AND problem = '' FROM directory.feed WHERE node = %s", other)
            for node, other in (("ro", "be"), ("be", "ro"))
        ),
    )
    age = town.value("ro", "SELECT now() - fresh_at FROM directory.feed WHERE node = 'be'")
    assert age < timedelta(seconds=30)


def test_a_stranger_is_told_nothing_and_a_peer_only_what_it_is_offered(town: Town, mx: Peer) -> None:
    entry = of_belgium(town)
    as_owner(
        town, "UPDATE directory.entry SET offered_to = 'named', offered_nodes = '{ro}' WHERE id = %s", entry
    )
    url = mx.url.removesuffix("messages") + "services"
    body = write_question(Asked(0, 0))
    plain = {"content-type": "application/json"}
    with urllib3.PoolManager(retries=False, timeout=30) as client:
        assert client.request("POST", url, body=body, headers=plain).status == 401
        headers = hop.sign_request("POST", url, plain, body, mx.rings["worker"], now=datetime.now(UTC))
        answer = client.request("POST", url, body=body, headers=headers)
    assert answer.status == 200
    told = [change.id for change in read_page(answer.data, asked=Asked(0, 0)).changes if change.service]
    assert entry not in told
    assert told
    as_owner(
        town, "UPDATE directory.entry SET offered_to = 'peers', offered_nodes = '{}' WHERE id = %s", entry
    )
