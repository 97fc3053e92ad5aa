"""What the site's worker does in one round: mails, offers that end, people who are told, and all that is erased."""

import email
import email.policy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from tests.mail_sink import Sink, listening
from tests.public.conferences.registering.story import DAY, Edition, Person, confirmed, edition
from tests.public.reader import Browser, rows
from tests.public.working import work

PREFIX = "SAFECONDUCT_PUBLIC_MAIL_"


@dataclass
class Stories:
    """Several editions, and what people wrote down before the round."""

    ended: list[Person]
    added: list[Person]
    moved: Person
    moved_at: datetime
    moved_at_its_end: Person
    off: Person
    unconfirmed: list[Person]
    over: Edition
    erased: Edition


@pytest.fixture(scope="module")
def stories(site: Node) -> Stories:
    """All that is due, and then one round. It sends no more than some at once, so those of other tests go first."""
    rows(site, "DELETE FROM post_mail")
    now = datetime.now(UTC)
    told = Stories(
        ended=_an_offer_that_ended(site),
        added=[confirmed(there := edition(site, seats=1)), confirmed(there)],
        moved=confirmed(edition(site)),
        moved_at=now,
        moved_at_its_end=confirmed(edition(site)),
        off=confirmed(edition(site)),
        unconfirmed=[Person(edition(site)), Person(edition(site))],
        over=edition(site, seats=5),
        erased=edition(site, seats=5),
    )
    there.set(seats=2)
    told.moved.of.set(place="Another Hall", moved_at=now)
    told.moved_at_its_end.of.set(moved_at=now, starts_at=now - DAY, ends_at=now)
    told.off.of.set(state="cancelled")
    for person in told.unconfirmed:
        person.registers()
    made = "UPDATE conferences_registration SET made_at = %s WHERE email = %s"
    rows(site, made, now - timedelta(hours=48), told.unconfirmed[0].email)
    rows(site, made, now - timedelta(hours=47), told.unconfirmed[1].email)
    for each in (told.over, told.erased):
        for _person in range(2):
            confirmed(each, access="A place for a wheelchair")
    told.over.set(starts_at=now - 2 * DAY, ends_at=now - timedelta(minutes=1))
    told.erased.set(starts_at=now - 200 * DAY, ends_at=now - 181 * DAY, opens_at=now - 300 * DAY)
    work(site)
    return told


def _an_offer_that_ended(site: Node) -> list[Person]:
    there = edition(site, seats=1)
    people = [confirmed(there) for _ in range(3)]
    people[0].does("cancel")
    ended = "UPDATE conferences_registration SET offered_until = %s WHERE email = %s"
    rows(site, ended, datetime.now(UTC) - timedelta(seconds=1), people[1].email)
    return people


def test_an_offer_that_ended_goes_to_the_next_and_both_are_told(site: Node, stories: Stories) -> None:
    _first, second, third = stories.ended
    assert (second.state, third.state) == ("cancelled", "offered")
    assert "the offered seat is gone" in laid(site, second)[-1]
    assert "a seat is free for you" in laid(site, third)[-1]


def test_seats_that_were_added_are_offered_to_those_who_wait(stories: Stories) -> None:
    assert [person.state for person in stories.added] == ["seated", "offered"]


def test_whoever_takes_part_is_told_of_another_day_or_place_once_for_each_change(
    site: Node, stories: Stories
) -> None:
    told = [mail for mail in laid(site, stories.moved) if "day, hour or place have changed" in mail]
    assert len(told) == 1
    assert "Another Hall" in told[0]
    known = rows(site, "SELECT moved_told_at FROM conferences_edition WHERE id = %s", stories.moved.of.pk)
    assert known == [stories.moved_at]


def test_what_was_changed_shortly_before_the_end_is_told_after_it(site: Node, stories: Stories) -> None:
    assert "day, hour or place have changed" in laid(site, stories.moved_at_its_end)[-1]


def test_whoever_takes_part_is_told_that_a_conference_is_cancelled(site: Node, stories: Stories) -> None:
    assert sum("this conference is cancelled" in mail for mail in laid(site, stories.off)) == 1
    assert rows(site, "SELECT cancelled_told FROM conferences_edition WHERE id = %s", stories.off.of.pk) == [
        True
    ]


def test_what_nobody_confirmed_in_48_hours_is_forgotten(stories: Stories) -> None:
    late, in_time = stories.unconfirmed
    assert late.of.states() == []
    assert in_time.of.states() == ["unconfirmed"]


def test_what_people_need_is_erased_when_it_is_over_and_they_stay(site: Node, stories: Stories) -> None:
    assert _needs(site, stories.over) == 0
    assert len(stories.over.states()) == 2
    assert _proofs(site, stories.over) == [("needs", 2)]


def test_registrations_are_erased_on_their_day_and_a_row_without_a_person_proves_it(
    site: Node, stories: Stories
) -> None:
    assert stories.erased.states() == []
    assert _needs(site, stories.erased) == 0
    assert sorted(_proofs(site, stories.erased)) == [("needs", 2), ("registrations", 2)]


def test_what_was_sent_leaves_no_address_and_no_text(site: Node, stories: Stories) -> None:
    assert laid(site, stories.ended[0])
    left = "SELECT count(*) FROM post_mail WHERE sent_at IS NOT NULL AND \"to\" || subject || text <> ''"
    assert rows(site, left) == [0]
    assert stories.ended[0].mails() == []


def test_a_mail_says_its_language_that_a_program_wrote_it_and_nothing_of_the_person(
    site: Node, stories: Stories
) -> None:
    mail = email.message_from_string(laid(site, stories.moved)[0], policy=email.policy.default)
    assert (mail["Content-Language"], mail["Auto-Submitted"]) == ("en", "auto-generated")
    assert "Invented Person" not in str(mail)


@pytest.fixture
def mail_server(site: Node) -> Iterator[Sink]:
    """A mail server that the site is told of; no mail of another test waits."""
    rows(site, "DELETE FROM post_mail")
    with listening() as there:
        before = site.settings
        told = {
            "HOST": "127.0.0.1",
            "PORT": str(there.port),
            "SECURITY": "none",
            "SENDER": "us@house.example",
        }
        site.settings = {**before, **{PREFIX + name: value for name, value in told.items()}}
        yield there
        site.settings = before


def test_mails_go_by_the_server_that_was_named_and_what_it_never_takes_is_given_up(
    site: Node, mail_server: Sink
) -> None:
    there = edition(site)
    taken, unknown = Person(there), Person(there)
    mail_server.refused.add(unknown.email)
    for person in (taken, unknown):
        person.registers()
    work(site)
    assert [to for to, _text in mail_server.mails if taken.email in to] == [[taken.email]]
    given_up = 'SELECT given_up_at IS NOT NULL, tries, "to" || text FROM post_mail ORDER BY id DESC LIMIT 1'
    assert rows(site, given_up) == [(True, 1, "")]


def test_an_address_that_no_server_can_be_told_is_given_up_and_keeps_no_other_mail_waiting(
    site: Node, mail_server: Sink
) -> None:
    there = edition(site)
    never, taken = Person(there), Person(there)
    for person in (never, taken):
        person.registers()
    rows(site, 'UPDATE post_mail SET "to" = %s WHERE "to" = %s', "aydın@people.example", never.email)
    work(site)
    assert [to for to, _text in mail_server.mails] == [[taken.email]]
    given_up = 'SELECT given_up_at IS NOT NULL, tries, "to" || text FROM post_mail WHERE sent_at IS NULL'
    assert rows(site, given_up) == [(True, 1, "")]


def test_while_the_sites_own_address_is_wrong_the_mails_wait(site: Node, mail_server: Sink) -> None:
    site.settings = {**site.settings, PREFIX + "SENDER": "aydın@house.example"}
    people = [Person(there := edition(site)), Person(there)]
    for person in people:
        person.registers()
    work(site)
    assert rows(site, "SELECT tries, given_up_at FROM post_mail") == [(1, None)] * 2
    rows(site, "DELETE FROM post_mail")


def test_an_organiser_is_shown_that_a_mail_was_given_up(
    site: Node, mail_server: Sink, sign_in: Callable[[str], Browser]
) -> None:
    there = edition(site)
    person = Person(there)
    mail_server.refused.add(person.email)
    person.registers()
    pk = rows(site, "SELECT id FROM conferences_registration WHERE edition_id = %s", there.pk)[0]
    work(site)
    page = sign_in("organiser").get(f"/edit/conferences/{there.code}/registrations/{pk}/")
    assert "could not be delivered" in page.text


def test_a_mail_that_no_server_takes_waits_and_is_tried_again(site: Node, mail_server: Sink) -> None:
    site.settings = {**site.settings, PREFIX + "PORT": "1"}
    person = Person(edition(site))
    person.registers()
    work(site)
    asked = 'SELECT tries, due > made_at FROM post_mail WHERE "to" = %s'
    assert rows(site, asked, person.email) == [(1, True)]
    rows(site, 'UPDATE post_mail SET due = made_at WHERE "to" = %s', person.email)


def test_the_worker_is_one_of_the_processes_of_a_node_with_a_site(site: Node) -> None:
    planned = {service.name: service for service in site.planned()}
    told = planned[public.WORKER].environment
    assert told == planned[public.PROCESS].environment
    assert "work" in planned[public.WORKER].command


def laid(site: Node, person: Person) -> list[str]:
    """The mails to somebody that lie in the demonstration's folder, the oldest first, readable as they are."""
    folder = public.folder_of(site.home) / "mails"
    assert folder.stat().st_mode & 0o077 == 0
    texts = [path.read_text() for path in sorted(folder.glob("*.eml"))]
    return [text for text in texts if f"To: {person.email}" in text]


def _needs(site: Node, of: Edition) -> int:
    counted = (
        "SELECT count(*) FROM conferences_needs n JOIN conferences_registration r ON r.id = n.registration_id"
    )
    return int(rows(site, f"{counted} WHERE r.edition_id = %s", of.pk)[0])


def _proofs(site: Node, of: Edition) -> list[tuple[str, int]]:
    return rows(site, "SELECT what, how_many FROM conferences_erasure WHERE edition_id = %s", of.pk)
