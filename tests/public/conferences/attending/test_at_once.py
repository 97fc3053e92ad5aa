"""The same thing sent twice in the same moment: both wait for the person's row, and one has an effect."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.roles import PUBLIC
from tests.public.conferences.attending.invented import Invented, Person, over
from tests.public.reader import Answer, Browser, rows

SCALED = ("useful", "topics", "speakers", "network", "organised", "access")


def twice_at_once(
    site: Node, person: Person, send: Callable[[], Answer], other: Callable[[], Answer] | None = None
) -> list[Answer]:
    """Hold the person's row until two requests, one after the other, wait for it; then let them go."""
    with closing(public.connect(site.home, PUBLIC)) as holder, ThreadPoolExecutor(2) as threads:
        holder.autocommit = False
        holder.execute("SELECT 1 FROM conferences_registration WHERE id = %s FOR UPDATE", (person.pk,))
        sent = []
        for each in (send, other or send):
            sent.append(threads.submit(each))
            _wait_until_so_many_wait(site, len(sent))
        holder.rollback()
        return [each.result() for each in sent]


def _wait_until_so_many_wait(site: Node, number: int) -> None:
    end = time.monotonic() + 5
    while rows(site, "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted") != [number]:
        assert time.monotonic() < end, "each request should wait"
        time.sleep(0.02)


def test_a_ticket_scanned_at_two_doors_lets_in_once(site: Node, organiser: Browser) -> None:
    edition = Invented(site)
    session = edition.session("First talk", 0, 1)
    person = edition.person("Ana Inventata")
    door = f"/edit/conferences/{edition.code}/door/"
    organiser.get(door)
    fields = {"ticket": person.ticket, "session": str(session)}
    answers = twice_at_once(site, person, lambda: organiser.post(door, fields))
    assert [each.status for each in answers] == [200, 200]
    assert sorted("Already here since" in each.text for each in answers) == [False, True]
    counted = "SELECT count(*) FROM conferences_presencechange WHERE registration_id = %s"
    assert rows(site, counted, person.pk) == [1]


def test_a_ticket_scanned_while_everybody_is_written_down_counts_once(site: Node, organiser: Browser) -> None:
    edition = Invented(site)
    session = edition.session("First talk", 0, 1)
    person, other = edition.person("Ana Inventata"), edition.person("Bogdan Inventat")
    edition.was_in(person)
    edition.was_in(other)
    inside = f"/edit/conferences/{edition.code}/"
    organiser.get(f"{inside}door/")
    fields = {"ticket": person.ticket, "session": str(session)}
    answers = twice_at_once(
        site,
        person,
        lambda: organiser.post(f"{inside}door/", fields),
        lambda: organiser.post(f"{inside}attendance/{session}/all/", {}),
    )
    assert [each.status for each in answers] == [200, 200]
    counted = "SELECT count(*) FROM conferences_attendance WHERE session_id = %s"
    assert rows(site, counted, session) == [2]
    counted = "SELECT count(*) FROM conferences_presencechange WHERE registration_id = %s"
    assert rows(site, counted, person.pk) == [1]


def test_an_evaluation_sent_twice_is_kept_once(site: Node, reader: Browser) -> None:
    edition = over(site)
    person = edition.person("Ana Inventata")
    edition.was_in(person)
    path, fields = f"/en/conferences/mine/{person.secret}/evaluation/", dict.fromkeys(SCALED, "4")
    answers = twice_at_once(site, person, lambda: reader.post(path, fields))
    assert sorted(each.status for each in answers) == [200, 409]
    kept = "SELECT count(*) FROM conferences_evaluation WHERE edition_id = %s"
    assert rows(site, kept, edition.pk) == [1]
