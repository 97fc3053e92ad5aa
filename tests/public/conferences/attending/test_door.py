"""The door: organisers alone, each ticket once, and what was scanned without a network is sent afterwards."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.attending.invented import NOW, Invented, Person, over
from tests.public.reader import Answer, Browser, as_json, rows


def door(edition: Invented) -> str:
    return f"/edit/conferences/{edition.code}/door/"


def take(by: Browser, edition: Invented, ticket: str, session: object = "") -> Answer:
    return by.post(door(edition), {"ticket": ticket, "session": str(session)})


def send(by: Browser, edition: Invented, *entries: dict[str, Any]) -> list[dict[str, Any]]:
    """As the page does it once the network is back."""
    by.get(door(edition))
    whole = [{"key": str(number), "session": "", **entry} for number, entry in enumerate(entries)]
    answer = by.post(f"{door(edition)}send/", {"entries": json.dumps(whole)})
    assert answer.status == 200, answer.text
    return list(as_json(answer)["results"])


def arrived(site: Node, person: Person) -> datetime | None:
    found: datetime | None = rows(
        site, "SELECT arrived_at FROM conferences_registration WHERE id = %s", person.pk
    )[0]
    return found


def sessions_of(site: Node, person: Person) -> list[Any]:
    return rows(
        site, "SELECT session_id, at FROM conferences_attendance WHERE registration_id = %s", person.pk
    )


def test_a_ticket_lets_in_once_and_then_says_since_when(site: Node, organiser: Browser) -> None:
    edition = Invented(site)
    person = edition.person("Ana Inventata")
    first = take(organiser, edition, person.ticket)
    since = arrived(site, person)
    again = take(organiser, edition, person.ticket)
    assert "Ana Inventata" in first.text
    assert "Has arrived." in first.text
    assert since is not None
    assert f"Already here since {since:%-d %B %Y, %H:%M} (UTC)." in again.text
    assert arrived(site, person) == since
    changes = rows(
        site, 'SELECT "by", was_there FROM conferences_presencechange WHERE registration_id = %s', person.pk
    )
    assert changes == [("organiser", True)]


def test_a_conference_that_was_called_off_lets_nobody_in(site: Node, organiser: Browser) -> None:
    edition = Invented(site, state="cancelled")
    person = edition.person("Ana Inventata")
    assert "This conference is cancelled." in take(organiser, edition, person.ticket).text
    [sent] = send(organiser, edition, {"ticket": person.ticket, "at": NOW.isoformat()})
    assert "This conference is cancelled." in str(sent)
    assert arrived(site, person) is None


@pytest.mark.parametrize("state, sentence", [
    ("cancelled", "This ticket was cancelled."),
    ("waiting", "This person has no seat."),
    ("offered", "This person has no seat."),
    ("unconfirmed", "This person has no seat."),
])  # fmt: skip
def test_whoever_has_no_seat_is_not_let_in(site: Node, organiser: Browser, state: str, sentence: str) -> None:
    edition = Invented(site)
    person = edition.person("Bogdan Inventat", state=state)
    assert sentence in take(organiser, edition, person.ticket).text
    assert arrived(site, person) is None


def test_a_ticket_of_another_conference_is_refused_without_a_name(site: Node, organiser: Browser) -> None:
    here, there = Invented(site), Invented(site)
    person = there.person("Carmen Inventata")
    answer = take(organiser, here, person.ticket)
    assert "This ticket is not for this conference." in answer.text
    assert "Carmen" not in answer.text
    assert arrived(site, person) is None


@pytest.mark.parametrize(
    "ticket, typed",
    [
        ("k7m2p9xq4trn", "K7M2 P9XQ 4TRN"),
        ("Ab0OlI1-_xYz", "abOo 1l1 –_xyz"),
        ("oooooooooooo", "000000000000"),
    ],
)
def test_capitals_spaces_and_look_alikes_make_no_difference_to_whoever_types(
    site: Node, organiser: Browser, ticket: str, typed: str
) -> None:
    edition = Invented(site)
    person = edition.person("Corina Inventata", ticket=ticket)
    assert "Has arrived." in take(organiser, edition, typed).text
    assert arrived(site, person) is not None


def test_of_two_tickets_that_look_alike_only_the_exact_one_is_taken(site: Node, organiser: Browser) -> None:
    edition = Invented(site)
    small, large = (edition.person(name, ticket=name) for name in ("aaaabbbbcc0o", "AAAABBBBCC0O"))
    assert "This ticket is not known." in take(organiser, edition, "aaaabbbbccoo").text
    assert "Has arrived." in take(organiser, edition, "AAAABBBBCC0O").text
    assert (arrived(site, small) is None, arrived(site, large) is None) == (True, False)


def test_a_ticket_of_another_conference_is_taken_by_nobody_who_mistypes_it(
    site: Node, organiser: Browser
) -> None:
    Invented(site).person("Dan Inventat", ticket="dddd2222eeee")
    assert "This ticket is not known." in take(organiser, Invented(site), "DDDD2222EEEE").text


@pytest.mark.parametrize("typed", ["nothing-like-it", "<script>x</script>", "%00", "a" * 300, "http://["])
def test_an_unknown_ticket_is_said_to_be_unknown(site: Node, organiser: Browser, typed: str) -> None:
    answer = take(organiser, Invented(site), typed)
    assert answer.status == 200
    assert "This ticket is not known." in answer.text
    assert "<script>x" not in answer.text


def test_outside_its_days_nobody_is_let_in(site: Node, organiser: Browser) -> None:
    edition = Invented(site, NOW + timedelta(days=5), NOW + timedelta(days=6))
    person = edition.person("Dan Inventat")
    assert "This conference is not today." in take(organiser, edition, person.ticket).text
    assert arrived(site, person) is None


def test_a_session_is_entered_once_and_says_that_the_person_has_come(site: Node, organiser: Browser) -> None:
    edition = Invented(site)
    session, pause = edition.session("First talk", 0, 1), edition.session("Coffee", 1, 1, "break")
    person = edition.person("Elena Inventata")
    page = organiser.get(door(edition)).text
    take(organiser, edition, person.ticket, session)
    again = take(organiser, edition, person.ticket, session)
    assert f'<option value="{session}"' in page
    assert f'<option value="{pause}"' not in page
    assert "Already here since" in again.text
    assert [row[0] for row in sessions_of(site, person)] == [session]
    assert arrived(site, person) is not None


def test_a_name_is_found_and_stands_in_no_address(site: Node, organiser: Browser) -> None:
    edition, other = Invented(site), Invented(site)
    edition.person("Florin Inventat")
    other.person("Florin Altundeva")
    organiser.get(door(edition))
    answer = organiser.post(door(edition), {"name": "florin", "session": ""})
    assert "Florin Inventat" in answer.text
    assert "Altundeva" not in answer.text
    assert "florin" not in answer.address
    assert "Florin" not in organiser.get(f"{door(edition)}?name=florin").text


@pytest.fixture(scope="module")
def read(site: Node) -> Invented:
    """A conference that tests only look at."""
    edition = Invented(site)
    for name in ("Petra Novák", "Ștefania Țară-Lungă", "Łukasz Inventat", "Зорница Йорданова"):
        edition.person(name)
    return edition


@pytest.mark.parametrize("sought, found", [
    ("novak", "Petra Novák"),
    ("NOVÁK petra", "Petra Novák"),
    ("stefania tara", "Ștefania Țară-Lungă"),
    ("\u015ftefania", "Ștefania Țară-Lungă"),
    ("Țară-Lun", "Ștefania Țară-Lungă"),
    ("lukasz", "Łukasz Inventat"),
    ("йордан", "Зорница Йорданова"),
    ("novak inventat", None),
    ("Иордан", None),
    ("-", None),
])  # fmt: skip
def test_a_name_is_found_without_its_marks(
    organiser: Browser, read: Invented, sought: str, found: str | None
) -> None:
    organiser.get(door(read))
    shown = re.findall(r"<li><strong>(.*?)</strong>", organiser.post(door(read), {"name": sought}).text)
    assert shown == ([found] if found else [])


def test_a_session_stands_in_the_button_and_in_the_answer(site: Node, organiser: Browser) -> None:
    edition = Invented(site)
    session = edition.session("Law <b>first</b>", 0, 1)
    person = edition.person("Ana Inventata")
    organiser.get(door(edition))
    sought = organiser.post(door(edition), {"name": "ana", "session": str(session)}).text
    assert "Has arrived in: <span>Law &lt;b&gt;first&lt;/b&gt;</span>" in sought
    first, again = (take(organiser, edition, person.ticket, session).text for _time in range(2))
    assert "<p>Has arrived in: Law &lt;b&gt;first&lt;/b&gt;</p>" in first
    assert "<p>Law &lt;b&gt;first&lt;/b&gt;: Already here since" in again


def test_whoever_is_in_two_sessions_at_the_same_time_is_taken_and_it_is_said(
    site: Node, organiser: Browser
) -> None:
    edition = Invented(site)
    first, second = edition.session("First talk", 0, 1), edition.session("Second talk", 0.5, 1)
    after, pause = edition.session("Third talk", 1.5, 1), edition.session("Coffee", 0, 3, "break")
    person = edition.person("Ana Inventata")
    edition.was_in(person, pause)
    hint = "At the same time also in:"
    assert hint not in take(organiser, edition, person.ticket, first).text
    assert f"{hint} First talk" in take(organiser, edition, person.ticket, second).text
    assert hint not in take(organiser, edition, person.ticket, after).text, "it begins when the other ends"
    assert {row[0] for row in sessions_of(site, person)} == {first, second, after, pause}


@pytest.mark.parametrize("state, days, sentence", [
    ("closed", 0, None),
    ("open", 5, "This conference is not today."),
    ("held", 0, "This conference has taken place already."),
    ("cancelled", 0, "This conference is cancelled."),
])  # fmt: skip
def test_a_door_says_before_a_scan_that_it_is_not_its_time(
    site: Node, organiser: Browser, state: str, days: int, sentence: str | None
) -> None:
    begins = NOW - timedelta(hours=2) + timedelta(days=days)
    page = organiser.get(door(Invented(site, begins, begins + timedelta(hours=4), state))).text
    said = re.findall(r'<p class="doubts"><strong>(.*?)</strong>', page)
    assert said == ([sentence] if sentence else [])


def test_a_scanned_picture_shows_the_person_and_writes_nothing_yet(site: Node, organiser: Browser) -> None:
    edition = Invented(site)
    person = edition.person("Gabriela Inventata")
    answer = organiser.get(f"{door(edition)}?ticket={person.ticket}")
    assert "Gabriela Inventata" in answer.text
    assert arrived(site, person) is None
    whole = f"https://www.example.org{door(edition)}?ticket={person.ticket}"
    assert "Has arrived." in take(organiser, edition, whole).text, "a hand scanner types the whole address"


def test_nobody_but_organisers_comes_to_the_door(site: Node, reader: Browser, editor: Browser) -> None:
    edition = Invented(site)
    person = edition.person("Horia Inventat")
    for path in (f"{door(edition)}?ticket={person.ticket}", f"{door(edition)}send/"):
        for somebody in (reader, editor):
            assert "Horia" not in somebody.get(path).text
            somebody.post(path, {"ticket": person.ticket, "entries": "[]"})
    assert arrived(site, person) is None


def test_what_was_scanned_without_a_network_counts_when_it_was_scanned_and_once(
    site: Node, organiser: Browser
) -> None:
    edition = Invented(site)
    session = edition.session("First talk", 0, 1)
    person = edition.person("Ileana Inventata")
    scanned = NOW - timedelta(minutes=30)
    entry = {"ticket": person.ticket, "session": str(session), "at": scanned.isoformat()}
    later = entry | {"at": NOW.isoformat()}
    first = send(organiser, edition, entry, later, entry)
    again = send(organiser, edition, later)
    said = [each["sentence"] for each in (*first, *again)]
    assert said[0] == "Has arrived in: First talk"
    assert [each.startswith("First talk: Already here since ") for each in said[1:]] == [True] * 3
    assert [each["key"] for each in first] == ["0", "1", "2"]
    assert sessions_of(site, person) == [(session, scanned)]
    assert arrived(site, person) == scanned


def test_what_is_sent_after_the_conference_counts_for_its_day(site: Node, organiser: Browser) -> None:
    edition = over(site)
    person, late = edition.person("Jana Inventata"), edition.person("Karl Inventat")
    scanned = edition.starts_at + timedelta(minutes=5)
    found = send(
        organiser,
        edition,
        {"ticket": person.ticket, "at": scanned.isoformat()},
        {"ticket": late.ticket, "at": (edition.starts_at - timedelta(days=9)).isoformat()},
    )
    assert [each["is_here"] for each in found] == [True, False]
    assert arrived(site, person) == scanned
    assert arrived(site, late) is None


@pytest.mark.parametrize(
    "at", ["", "yesterday", "2026-13-45T99:00:00Z", "9999-01-01T00:00:00Z", "2026-05-12"]
)
def test_a_time_that_cannot_be_is_now(site: Node, organiser: Browser, at: str) -> None:
    edition = Invented(site)
    person = edition.person("Lia Inventata")
    before = datetime.now(UTC)
    send(organiser, edition, {"ticket": person.ticket, "at": at})
    found = arrived(site, person)
    assert found is not None
    assert before - timedelta(seconds=1) <= found <= datetime.now(UTC)


@pytest.mark.parametrize("entries", ["", "{}", "[1]", '[{"key": "1"}]', "null", "x"])
def test_what_is_no_scan_is_said_to_be_none(site: Node, organiser: Browser, entries: str) -> None:
    edition = Invented(site)
    organiser.get(door(edition))
    assert organiser.post(f"{door(edition)}send/", {"entries": entries}).status == 400
