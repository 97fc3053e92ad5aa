"""A seat that becomes free is offered to the next; two who want the last one at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.roles import PUBLIC
from tests.public.conferences.registering.story import Person, confirmed, edition
from tests.public.reader import rows


def test_two_people_who_take_the_last_seat_at_once_one_gets_it(site: Node) -> None:
    """Both are held up where each has seen that a seat is free, unless one waits before looking."""
    there = edition(site, seats=1)
    people = [Person(there), Person(there)]
    for person in people:
        person.registers()
    held = "SELECT id FROM conferences_registration WHERE edition_id = %s FOR UPDATE"
    with ThreadPoolExecutor(2) as at_once, closing(public.connect(site.home, PUBLIC)) as connection:
        with connection.transaction():
            connection.execute(held, [there.pk])
            pressed = [at_once.submit(person.does, "confirm") for person in people]
            _wait_until_blocked(site, 2)
        assert [each.result().status for each in pressed] == [200, 200]
    assert sorted(there.states()) == ["seated", "waiting"]


def test_many_people_at_once_get_as_many_seats_as_there_are(site: Node) -> None:
    there = edition(site, seats=3)
    people = [Person(there) for _ in range(10)]
    for person in people:
        person.registers()
    with ThreadPoolExecutor(10) as at_once:
        answers = list(at_once.map(lambda person: person.does("confirm"), people))
    assert {answer.status for answer in answers} == {200}
    assert sorted(there.states()) == ["seated"] * 3 + ["waiting"] * 7


def test_one_address_that_is_sent_several_times_at_once_is_registered_once(site: Node) -> None:
    there = edition(site)
    person = Person(there)
    with ThreadPoolExecutor(4) as at_once:
        answers = list(at_once.map(lambda _: person.registers(), range(4)))
    assert {answer.status for answer in answers} == {200}
    assert there.states() == ["unconfirmed"]


def test_a_seat_that_is_given_back_is_offered_to_the_next_who_takes_it(site: Node) -> None:
    there = edition(site, seats=1)
    first, second, third = (confirmed(there) for _ in range(3))
    first.does("cancel")
    assert [person.state for person in (first, second, third)] == ["cancelled", "offered", "waiting"]
    assert "a seat is free for you" in second.mails()[-1]
    assert "(Europe/Bucharest)" in second.mails()[-1]
    assert "Take the seat" in second.opens()
    assert "You have a seat" in second.does("accept").text
    assert third.state == "waiting"


def test_an_offer_that_is_declined_goes_to_the_next(site: Node) -> None:
    there = edition(site, seats=1)
    first, second, third = (confirmed(there) for _ in range(3))
    first.does("cancel")
    second.does("decline")
    assert [person.state for person in (first, second, third)] == ["cancelled", "cancelled", "offered"]


def test_whoever_waits_and_whose_quota_is_full_is_passed_over_and_keeps_the_place(site: Node) -> None:
    there = edition(site, seats=2)
    there.quota("lawyer", "", 1)
    lawyer, judge = confirmed(there), confirmed(there, profession="judge")
    other_lawyer, other_judge = confirmed(there), confirmed(there, profession="judge")
    judge.does("cancel")
    assert (other_lawyer.state, other_judge.state) == ("waiting", "offered")
    lawyer.does("cancel")
    assert other_lawyer.state == "offered"


def test_an_offered_seat_is_held_and_given_to_nobody_else(site: Node) -> None:
    there = edition(site, seats=1)
    first, second = confirmed(there), confirmed(there)
    first.does("cancel")
    late = confirmed(there)
    assert (second.state, late.state) == ("offered", "waiting")


def test_an_offer_that_is_over_is_taken_by_nobody(site: Node) -> None:
    there = edition(site, seats=1)
    first, second = confirmed(there), confirmed(there)
    first.does("cancel")
    _over(second)
    answer = second.does("accept")
    assert (answer.status, "it went to the next person" in answer.text) == (409, True)
    assert second.state == "offered"


def test_whoever_waits_comes_before_whoever_confirms_later_when_seats_were_added(site: Node) -> None:
    there = edition(site, seats=1)
    _first, second = confirmed(there), confirmed(there)
    there.set(seats=2)
    late = confirmed(there)
    assert (second.state, late.state) == ("offered", "waiting")


def test_whoever_cancelled_may_register_again_and_comes_last(site: Node) -> None:
    there = edition(site, seats=1)
    first, _second = confirmed(there), confirmed(there)
    first.does("cancel")
    first.registers()
    first.does("confirm")
    assert first.state == "waiting"
    assert there.states().count("cancelled") == 1


def _wait_until_blocked(site: Node, number: int) -> None:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    end = time.monotonic() + 10
    while rows(site, asked) != [number]:
        assert time.monotonic() < end, "nobody waits for a lock"
        time.sleep(0.02)


def _over(person: Person) -> None:
    ended = datetime.now(UTC) - timedelta(seconds=1)
    change = "UPDATE conferences_registration SET offered_until = %s WHERE email = %s"
    rows(person.of.site, change, ended, person.email)
