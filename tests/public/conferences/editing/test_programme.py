"""An organiser writes a programme: rooms, speakers, sessions; without scripts."""

import re
from concurrent.futures import ThreadPoolExecutor

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.editing.making import PARTICULARS, errors, make
from tests.public.conferences.within import within
from tests.public.reader import Browser, rows


def test_rooms_and_speakers_are_added_changed_and_taken_away(site: Node, organiser: Browser) -> None:
    within(site, 'edition("parts")')
    there = "/edit/conferences/parts/rooms/"
    organiser.post(there, {"name": "Hall", "link": ""})
    twice = organiser.post(there, {"name": "Hall", "link": "https://elsewhere.example.org/"})
    assert any("There is a room of this name already." in error for error in errors(twice))
    [number] = re.findall(r"/parts/rooms/(\d+)/", organiser.get(there).text)
    organiser.post(f"{there}{number}/", {"name": "Great hall", "link": ""})
    within(
        site, 'made = Edition.objects.get(code="parts"); session(made, room=Room.objects.get(edition=made))'
    )
    assert "There are sessions in this room." in organiser.post(f"{there}{number}/", {"remove": "1"}).text
    speakers = organiser.post(
        "/edit/conferences/parts/speakers/", {"name": "Doina Invented", "organisation": "Us"}
    )
    assert "Doina Invented" in speakers.text


def test_a_session_is_written_in_each_language_and_what_is_in_its_way_is_named(
    site: Node, organiser: Browser, reader: Browser
) -> None:
    within(
        site,
        """
        at = datetime(2031, 7, 1, 7, tzinfo=UTC)
        made = edition("writing", starts_at=at, ends_at=at + timedelta(hours=9))
        EditionText.objects.create(edition=made, language="ro", name="Scriind")
        Room.objects.create(edition=made, name="Hall")
        """,
    )
    there = "/edit/conferences/writing/programme/"
    form = organiser.get(f"{there}new/").text
    room = re.findall(r'<option value="(\d+)">Hall', form)[0]
    fields = {
        "kind": "talk", "starts_at": "2031-07-01T11:00", "ends_at": "2031-07-01T12:00", "room": room,
        "spoken": "Romanian", "title_en": "First", "about_en": "", "title_ro": "Întâi", "about_ro": "",
    }  # fmt: skip
    kept = organiser.post(f"{there}new/", fields)
    assert kept.address.endswith("/programme/?day=2031-07-01"), errors(kept)
    assert "<h4>Întâi</h4>" in reader.get("/ro/conferences/writing/").text
    clash = organiser.post(f"{there}new/", {**fields, "title_en": "Second", "starts_at": "2031-07-01T11:30"})
    assert any("In Hall there is “First” from 11:00 to 12:00." in error for error in errors(clash))
    later = {"starts_at": "2031-07-05T11:30", "ends_at": "2031-07-05T12:00"}
    away = organiser.post(f"{there}new/", {**fields, **later})
    assert any("the conference is from 2031-07-01 to 2031-07-01" in error for error in errors(away))
    nameless = organiser.post(f"{there}new/", {**fields, "title_en": ""})
    assert any("Title (English): Fill this in." in error for error in errors(nameless))


def test_sessions_that_other_hours_leave_outside_are_named(site: Node, organiser: Browser) -> None:
    within(
        site,
        """
        at = datetime(2031, 7, 1, 7, tzinfo=UTC)
        made = edition("other-hours", starts_at=at, ends_at=at + timedelta(hours=9))
        session(made, 0, title="Welcome")
        session(made, 3, title="Noon")
        """,
    )
    there = "/edit/conferences/other-hours/"
    assert "begin before the conference" not in organiser.get(f"{there}programme/").text
    hours = {"code": "other-hours", "starts_at": "2031-07-01T11:00", "ends_at": "2031-07-01T19:00"}
    saved = organiser.post(f"{there}particulars/", {**PARTICULARS, **hours})
    assert "Sessions lie outside the new times" in saved.text, errors(saved)
    outside = organiser.get(f"{there}programme/").text.partition('class="doubts"')[2].partition("</div>")[0]
    assert "begin before the conference or end after it" in outside
    assert "Welcome" in outside
    assert "Noon" not in outside
    number = re.findall(r"/programme/(\d+)/", outside)[0]
    same = {
        "kind": "talk",
        "starts_at": "2031-07-01T10:00",
        "ends_at": "2031-07-01T11:00",
        "title_en": "Welcome",
    }
    kept = organiser.post(f"{there}programme/{number}/", same)
    assert any("It would begin before the conference does" in error for error in errors(kept))
    turned = organiser.post(f"{there}programme/{number}/", {**same, "starts_at": "2031-07-01T12:00"})
    assert any(error.startswith("Ends: It ends before it begins.") for error in errors(turned))


def test_of_many_sessions_for_one_room_at_one_time_one_is_kept(site: Node, organiser: Browser) -> None:
    room = within(
        site,
        """
        at = datetime(2031, 7, 1, 7, tzinfo=UTC)
        made = edition("rush", starts_at=at, ends_at=at + timedelta(hours=9))
        print(Room.objects.create(edition=made, name="Hall").pk)
        """,
    )
    fields = {"kind": "talk", "starts_at": "2031-07-01T11:00", "ends_at": "2031-07-01T12:00", "room": room}
    organiser.get("/edit/conferences/rush/programme/new/")

    def send(number: int) -> int:
        named = {**fields, "title_en": f"Number {number}"}
        return organiser.post("/edit/conferences/rush/programme/new/", named).status

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(send, range(4)))
    assert statuses == [200, 422, 422, 422]


def test_a_session_in_which_somebody_was_stays(site: Node, organiser: Browser) -> None:
    number = within(
        site,
        """
        made = edition("attended")
        one = session(made)
        who = Registration.objects.create(edition=made, secret_hash=b"attended", name="Somebody invented",
            email="x@example.org", organisation="x", profession="lawyer", country="RO", language="en",
            state="seated", made_at=now)
        Attendance.objects.create(registration=who, session=one, at=now)
        print(one.pk)
        """,
    )
    there = f"/edit/conferences/attended/programme/{number}/"
    assert "so it stays" in organiser.post(f"{there}remove/", {}).text
    rows(site, "DELETE FROM conferences_attendance WHERE session_id = %s", number)
    assert "The session is out of the programme." in organiser.post(f"{there}remove/", {}).text


def test_a_programme_of_300_sessions_comes_day_by_day_in_pages(site: Node, organiser: Browser) -> None:
    within(
        site,
        """
        at = datetime(2031, 7, 1, 7, tzinfo=UTC)
        made = edition("huge", starts_at=at, ends_at=at + timedelta(hours=60))
        rooms = [Room.objects.create(edition=made, name=f"Room {number}") for number in range(12)]
        starts = [at + timedelta(days=number // 100, minutes=5 * (number % 100)) for number in range(300)]
        found = Session.objects.bulk_create(
            Session(edition=made, room=rooms[number % 12], starts_at=each, ends_at=each + timedelta(minutes=5))
            for number, each in enumerate(starts)
        )
        SessionText.objects.bulk_create(
            SessionText(session=each, language="en", title=f"Number {each.pk}") for each in found
        )
        """,
    )
    text = organiser.get("/edit/conferences/huge/programme/?day=2031-07-02").text
    assert text.count("/edit/conferences/huge/programme/") <= 40 + 2
    assert "?day=2031-07-02&amp;page=2" in text
    assert organiser.get("/edit/conferences/huge/programme/?day=nonsense&page=x").status == 200


def test_a_speaker_in_two_sessions_at_one_time_is_named_and_nothing_is_refused(
    site: Node, organiser: Browser
) -> None:
    within(
        site,
        """
        at = datetime(2031, 7, 1, 7, tzinfo=UTC)
        made = edition("twice", starts_at=at, ends_at=at + timedelta(hours=30))
        who = Speaker.objects.create(edition=made, name="Doina Invented")
        for hours, title in ((0, "A talk"), (3, "Later"), (0.5, "A panel")):
            session(made, hours=hours, title=title).speakers.add(who)
        """,
    )
    said = organiser.get("/edit/conferences/twice/programme/?day=2031-07-02").text
    told = said.partition("These stand in two sessions at one time.")[2].partition("</ul>")[0]
    assert re.findall(r"Doina Invented|A talk|A panel|Later", told) == ["Doina Invented", "A talk", "A panel"]
    rows(
        site,
        "DELETE FROM conferences_session_speakers WHERE session_id IN (SELECT s.id FROM conferences_session s "
        "JOIN conferences_edition e ON e.id = s.edition_id WHERE e.code = 'twice')",
    )
    assert "two sessions at one time" not in organiser.get("/edit/conferences/twice/programme/").text


def test_a_session_that_is_moved_into_the_hour_that_is_left_out_is_named(
    site: Node, organiser: Browser
) -> None:
    times = {"starts_at": "2031-03-22T19:00", "ends_at": "2031-03-23T16:00", "closes_at": "2031-03-20T18:00"}
    make(organiser, "night-watch", **times)
    within(
        site,
        """
        session(Edition.objects.get(code="night-watch"), hours=8.5, minutes=20, title="Watch at half past three")
        """,
    )
    later = {"starts_at": "2031-03-29T19:00", "ends_at": "2031-03-30T16:00", "closes_at": "2031-03-20T18:00"}
    path = "/edit/conferences/night-watch/particulars/"
    organiser.get(path)
    moved = {**PARTICULARS, "code": "night-watch", **later, "moves_programme": "on"}
    answer = organiser.post(path, moved)
    assert "They are one hour later now: Watch at half past three." in answer.text
