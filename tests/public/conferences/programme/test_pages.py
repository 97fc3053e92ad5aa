"""What a reader sees of conferences."""

import json
import re
from collections.abc import Callable

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.within import within
from tests.public.reader import Browser


def _section(text: str, name: str) -> str:
    """What stands under this heading, to the end of its section or of the page."""
    return text.partition(f">{name}<")[2]


def test_conferences_to_come_stand_by_series_above_those_that_are_past(site: Node, reader: Browser) -> None:
    within(
        site,
        """
        edition("list-late", days=40, series="Local circle")
        edition("list-soon", days=20, series="Local circle")
        edition("list-past", days=-60, state="held", series="Local circle")
        """,
    )
    text = reader.get("/en/conferences/").text
    ahead, _, past = text.partition("Past conferences")
    assert ahead.index("Conference list-soon") < ahead.index("Conference list-late")
    assert ahead.count(">Local circle</h2>") == 1
    assert "Conference list-past" in past
    assert "Conference list-past" not in ahead


def test_a_draft_is_seen_by_nobody(site: Node, reader: Browser) -> None:
    within(site, 'edition("hidden", state="draft")')
    assert "Conference hidden" not in reader.get("/en/conferences/").text
    assert reader.get("/en/conferences/hidden/").status == 404


def test_past_conferences_come_in_pages(site: Node, reader: Browser) -> None:
    within(
        site,
        "for number in range(25): edition(f'old-{number}', days=-400 - number, state='held')",
    )
    first = reader.get("/en/conferences/").text
    assert 'rel="next"' in first
    assert "Conference old-24" not in first
    assert "Conference old-24" in reader.get("/en/conferences/?page=2").text


def test_a_conference_says_when_in_its_own_time_zone_and_names_the_zone(site: Node, reader: Browser) -> None:
    within(
        site,
        """
        at = datetime(2031, 7, 1, 7, tzinfo=UTC)
        edition("zone", time_zone="Europe/Bucharest", starts_at=at, ends_at=at + timedelta(hours=8),
            opens_at=at - timedelta(days=9), closes_at=at, interpretation=["en", "ro"], scope="transnational")
        """,
    )
    text = reader.get("/en/conferences/zone/").text
    assert '<time datetime="2031-07-01T10:00:00+03:00">Tuesday 1 July 2031, 10:00</time>' in text
    assert "Europe/Bucharest (UTC+3)" in text
    assert "English, Romanian" in text
    assert "a conference for all countries of the network" in text
    assert "Registration opens on" in text
    assert "Cluj-Napoca, Romania" in text
    assert 'href="mailto:conferences@example.org"' in text


def test_sessions_at_the_same_time_stand_side_by_side(site: Node, reader: Browser) -> None:
    within(
        site,
        """
        made = edition("parallel")
        hall, blue = [Room.objects.create(edition=made, name=name) for name in ("Hall", "Blue room")]
        speaker = Speaker.objects.create(edition=made, name="Doina Invented", organisation="Cabinet Teiul")
        session(made, 0, title="Welcome", room=hall, kind="plenary")
        session(made, 1, title="Left", room=hall, spoken=["ro"]).speakers.add(speaker)
        session(made, 1, title="Right", room=blue)
        """,
    )
    text = reader.get("/en/conferences/parallel/").text
    hours = re.findall(r'<li class="hour">.*?</ul>\s*</li>', text, re.DOTALL)
    assert [hour.count("<h4>") for hour in hours] == [1, 2]
    assert "at the same time" in hours[1]
    assert "Doina Invented (Cabinet Teiul)" in hours[1]
    assert "Blue room" in hours[1]
    assert "Romanian" in hours[1]


def test_a_text_that_is_not_translated_says_in_which_language_it_is(site: Node, reader: Browser) -> None:
    within(
        site,
        """
        made = edition("tongues", name="In English")
        EditionText.objects.create(edition=made, language="ro", name="În română", introduction="Despre ce este")
        first = session(made, title="Welcome")
        SessionText.objects.create(session=first, language="ro", title="Bun venit")
        session(made, 2, title="Only English")
        """,
    )
    text = reader.get("/ro/conferences/tongues/").text
    assert "<h1>În română</h1>" in text
    assert "<h4>Bun venit</h4>" in text
    assert '<h4><span lang="en" dir="ltr">Only English</span></h4>' in text
    assert set(re.findall(r'<link rel="alternate" hreflang="(\w+)"', text)) == {"en", "ro"}
    assert re.search(r'<link rel="canonical" href="http[^"]+/ro/conferences/tongues/">', text)


def test_the_funding_and_the_budget_are_shown_only_when_the_edition_says_so(
    site: Node, reader: Browser
) -> None:
    within(
        site,
        """
        shown = {"funding": "Paid by Fondul Tei (invented).", "shows_budget": True}
        for made in (edition("plain"), edition("funded", **shown)):
            BudgetLine.objects.create(edition=made, what="Rent of rooms", planned=900, paid_by="Us")
        """,
    )
    plain, funded = (reader.get(f"/en/conferences/{code}/").text for code in ("plain", "funded"))
    assert "Who funds it" not in plain
    assert "Rent of rooms" not in plain
    assert "Paid by Fondul Tei (invented)." in funded
    assert "</span>900.00</td>" in funded


def test_a_cancelled_and_a_moved_conference_say_so(site: Node, reader: Browser) -> None:
    within(site, 'edition("off", state="cancelled"); edition("moved", moved_at=now)')
    assert "This conference is cancelled." in reader.get("/en/conferences/off/").text
    assert "The day or the place was changed on" in reader.get("/en/conferences/moved/").text


def test_a_conference_describes_itself_and_no_text_can_leave_the_description(
    site: Node, reader: Browser
) -> None:
    hostile = "</script><script>alert(1)</script>"
    within(site, f"edition('hostile', name={hostile!r})")
    text = reader.get("/en/conferences/hostile/").text
    assert text.count("<script") == 1
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)[0])
    assert data["@type"] == "Event"
    assert data["name"] == hostile
    assert data["eventStatus"] == "https://schema.org/EventScheduled"


def test_the_ways_of_the_site_lead_to_the_conferences(site: Node, reader: Browser) -> None:
    within(site, 'edition("way")')
    ways = _section(reader.get("/en/").text, "Partners")
    assert '<a href="/en/conferences/">Conferences</a>' in ways
    assert 'aria-current="page">Conferences</a>' in reader.get("/en/conferences/").text


@pytest.mark.parametrize("path", ["conferences/", "conferences/plainly/", "conferences.ics", "conferences.atom",
    "conferences/plainly/programme.ics", "conferences/plainly/schedule.json"])  # fmt: skip
def test_a_reader_gets_no_cookie_no_script_and_nothing_of_another_host(
    site: Node, reader: Browser, path: str
) -> None:
    within(
        site,
        """
        if not Edition.objects.filter(code="plainly").exists():
            made = edition("plainly")
            session(made, room=Room.objects.create(edition=made, name="Hall", link="https://meet.example.org/s3cret"))
        """,
    )
    answer = reader.get(f"/en/{path}")
    assert answer.status == 200
    assert answer.headers["Set-Cookie"] is None
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    is_page = answer.headers["Content-Type"].startswith("text/html")  # no text of others runs in a calendar
    assert not is_page or not re.search(
        r'<script(?! type="application/ld\+json")|\son\w+=|\sstyle=|<iframe', answer.text
    )
    assert not re.findall(r'(?:src|<link[^>]*rel="stylesheet"[^>]*href)="(?!/static/)', answer.text)
    assert "s3cret" not in answer.text  # where a session is held on line is for those who take part


def test_a_long_programme_asks_the_database_no_more_often_than_a_short_one(site: Node) -> None:
    counted = within(
        site,
        """
        for code, many in (("short", 6), ("long", 60)):
            made = edition(code)
            rooms = [Room.objects.create(edition=made, name=f"Room {number}") for number in range(3)]
            for number in range(many):
                one = session(made, number // 3, room=rooms[number % 3])
                one.speakers.add(Speaker.objects.create(edition=made, name=f"Speaker {number} (invented)"))
            there = f"/en/conferences/{code}/"
            print([queries_of(path) for path in (there, there + "programme.ics", there + "schedule.json")])
            print([queries_of(f"/edit/conferences/{code}/{path}", as_organiser=True)
                for path in ("programme/", f"programme/{one.pk}/", "preview/", "materials/")])
        """,
    ).splitlines()
    assert counted[:2] == counted[2:]
    assert max(json.loads(counted[0])) < 25
    assert max(json.loads(counted[1])) < 30


def test_an_organiser_sees_a_draft_as_readers_will(
    site: Node, reader: Browser, sign_in: Callable[[str], Browser]
) -> None:
    within(site, 'session(edition("drafted", state="draft"), title="Not public yet")')
    assert "Not public yet" in sign_in("organiser").get("/edit/conferences/drafted/preview/").text
    assert "/edit/login/" in reader.get("/edit/conferences/drafted/preview/").address


def test_a_day_is_written_as_the_language_does(site: Node, reader: Browser) -> None:
    within(
        site,
        'at = datetime(2031, 1, 7, 9, tzinfo=UTC); edition("dated", starts_at=at, ends_at=at.replace(hour=14))',
    )
    assert "martes, 7 de enero de 2031, 11:00" in reader.get("/es/conferences/dated/").text


def test_the_first_page_names_the_two_next_conferences(site: Node, reader: Browser) -> None:
    """Though it is kept: a new conference and a new text of one stand there at once."""
    assert "Conference next-a" not in reader.get("/en/").text
    within(
        site,
        'edition("next-a", days=1), edition("next-b", days=2, state="cancelled"), edition("next-c", days=3)',
    )
    text = _section(reader.get("/en/").text, "Next conferences").partition("</section>")[0]
    assert re.findall(r"Conference next-\w", text) == ["Conference next-a", "Conference next-c"]
    assert 'href="/en/conferences/"' in text
    within(
        site,
        'EditionText.objects.create(edition=Edition.objects.get(code="next-a"), language="en", name="Renamed")',
    )
    assert "Renamed" in reader.get("/en/").text
    assert "Next conferences" not in reader.get("/en/conferences/").text
