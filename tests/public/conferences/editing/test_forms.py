"""An organiser makes a conference, changes it, and writes its programme; without scripts."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.within import within
from tests.public.reader import Answer, Browser, rows

PARTICULARS = {
    "series": "Local circle",
    "name": "Made by a form",
    "introduction": "Two days of questions.",
    "language": "en",
    "scope": "local",
    "country": "RO",
    "place": "Cluj-Napoca",
    "time_zone": "Europe/Bucharest",
    "starts_at": "2031-07-01T10:00",
    "ends_at": "2031-07-02T16:00",
    "opens_at": "2026-01-01T09:00",
    "closes_at": "2031-06-20T18:00",
    "seats": "40",
    "interpretation": "English, română",
    "organiser": "Casa Salcia (invented)",
    "contact": "conferences@example.org",
    "offer_hours": "48",
    "keeps_days": "180",
    "funding": "",
}


@pytest.fixture(scope="module")
def organiser(site: Node) -> Browser:
    """Somebody who holds conferences, signed in."""
    return Browser(site).signed_in("organiser")


def _errors(answer: Answer) -> list[str]:
    """What stands in the summary of errors."""
    summary = answer.text.partition('class="not-taken"')[2].partition("</ul>")[0]
    return re.findall(r"<li>(?:<a[^>]*>)?(.*?)(?:</a>)?</li>", summary)


def _make(organiser: Browser, code: str, **more: str) -> Answer:
    organiser.get("/edit/conferences/new/")
    return organiser.post("/edit/conferences/new/", {**PARTICULARS, "code": code, **more})


def test_a_conference_is_made_as_a_draft_with_times_of_its_own_zone(site: Node, organiser: Browser) -> None:
    answer = _make(organiser, "by-form")
    assert answer.address.endswith("/edit/conferences/by-form/"), _errors(answer)
    [(state, starts, interpretation)] = rows(
        site,
        "SELECT state, starts_at AT TIME ZONE 'UTC', interpretation::text FROM conferences_edition "
        "WHERE code = 'by-form'",
    )
    assert state == "draft"
    assert f"{starts}" == "2031-07-01 07:00:00"
    assert interpretation == '["en", "ro"]'
    form = organiser.get("/edit/conferences/by-form/particulars/").text
    assert 'value="2031-07-01T10:00"' in form
    assert "Two days of questions." in form


@pytest.mark.parametrize("wrong, said", [
    ({"starts_at": ""}, "Begins: Fill this in."),
    ({"starts_at": "tomorrow"}, "Begins: Write a day and a time as 2026-11-30T10:00."),
    ({"starts_at": "2031-07-01T10:00+02:00"}, "Begins: Write the time without a zone"),
    ({"starts_at": "2031-03-30T03:30", "ends_at": "2031-03-30T16:00", "closes_at": "2031-03-01T10:00"},
     "Begins: 03:30 is no time of that day in Europe/Bucharest"),
    ({"ends_at": "2031-06-30T10:00"}, "Ends: It ends before it begins."),
    ({"ends_at": "2032-07-02T16:00"}, "Ends: It lasts longer than a month."),
    ({"closes_at": "2025-01-01T10:00"}, "Registration closes: Registration closes before it opens."),
    ({"closes_at": "2031-07-09T10:00"}, "Registration closes: Registration closes after the conference ends."),
    ({"interpretation": "English, Klingon"}, "The language “Klingon” is not in our list."),
    ({"time_zone": "Mars/Olympus"}, "Time zone: Choose one of the list."),
    ({"seats": "0"}, "Seats: At least one."),
    ({"name": "x" * 161}, "Name: This is too long: at most 160 characters, and it has 161."),
    ({"code": "new"}, "This word stands in our own addresses."),
    ({"code": "verify"}, "This word stands in our own addresses."),
    ({"code": "two words"}, "Code in addresses: Write small letters, digits and hyphens only."),
    ({"country": ""}, "Country: Fill this in."),
])  # fmt: skip
def test_what_is_wrong_is_said_in_words_and_nothing_is_lost(
    organiser: Browser, wrong: dict[str, str], said: str
) -> None:
    answer = _make(organiser, **{"code": "wrong", **wrong})
    assert answer.status == 422
    assert any(said in error for error in _errors(answer)), _errors(answer)
    assert "Casa Salcia (invented)" in answer.text


def test_a_move_of_an_open_conference_takes_the_programme_along_and_people_are_told(
    site: Node, organiser: Browser
) -> None:
    within(
        site,
        """
        at = datetime(2031, 3, 20, 8, tzinfo=UTC)
        made = edition("moving", starts_at=at, ends_at=at + timedelta(hours=8), closes_at=at)
        session(made, 2, title="Noon")
        """,
    )
    to = {
        "code": "moving",
        "moves_programme": "on",
        "starts_at": "2031-04-03T10:00",
        "ends_at": "2031-04-03T18:00",
        "closes_at": "2031-03-01T10:00",
    }
    answer = organiser.post(
        "/edit/conferences/moving/particulars/",
        {**PARTICULARS, **to},
    )
    assert "everybody who is registered is told of it" in answer.text, _errors(answer)
    [(starts, revision, is_told)] = rows(
        site,
        "SELECT s.starts_at AT TIME ZONE 'Europe/Bucharest', e.revision, e.moved_at IS NOT NULL "
        "FROM conferences_session s JOIN conferences_edition e ON e.id = s.edition_id WHERE e.code = 'moving'",
    )
    assert f"{starts}" == "2031-04-03 12:00:00"
    assert (revision, is_told) == (1, True)


def test_days_that_leave_a_session_out_are_refused_with_which_one(site: Node, organiser: Browser) -> None:
    within(
        site,
        """
        at = datetime(2031, 7, 1, 7, tzinfo=UTC)
        session(edition("short-of-days", starts_at=at, ends_at=at + timedelta(hours=33)), 26, title="Second day")
        """,
    )
    fields = {**PARTICULARS, "code": "short-of-days", "ends_at": "2031-07-01T18:00"}
    answer = organiser.post("/edit/conferences/short-of-days/particulars/", fields)
    assert answer.status == 422
    assert any("“Second day” would be on 2031-07-02" in error for error in _errors(answer))


def test_fewer_seats_than_are_taken_are_refused(site: Node, organiser: Browser) -> None:
    within(
        site,
        """
        made = edition("seated")
        for number in range(3):
            Registration.objects.create(edition=made, secret_hash=b"seated%d" % number, name="Somebody invented",
                email=f"{number}@example.org", organisation="x", profession="lawyer", country="RO", language="en",
                state="seated", made_at=now)
        """,
    )
    answer = organiser.post(
        "/edit/conferences/seated/particulars/", {**PARTICULARS, "code": "seated", "seats": "2"}
    )
    assert any("3 seats are taken or offered" in error for error in _errors(answer))


def test_countries_stand_by_their_names_without_regard_to_accents(organiser: Browser) -> None:
    choices = (
        organiser.get("/edit/conferences/new/").text.partition('name="country"')[2].partition("</select>")[0]
    )
    names = re.findall(r"<option[^>]*>(.*?)</option>", choices)
    assert names[:2] == ["Choose", "Afghanistan"]
    assert names.index("Åland Islands") < names.index("Albania")


def test_a_conference_that_opens_later_says_from_when(site: Node, organiser: Browser) -> None:
    within(site, 'edition("opens-later", days=90, opens_at=now + timedelta(days=20))')
    one = organiser.get("/edit/conferences/opens-later/").text
    assert re.search(r"Registration opens on \d+ \w+ \d{4}, \d\d:00 \(Europe/Bucharest\)", one)
    assert "open for registration" not in one
    assert "No cookie is set here" not in one


def test_a_code_that_readers_know_stays(site: Node, organiser: Browser) -> None:
    within(site, 'edition("stays")')
    organiser.post("/edit/conferences/stays/particulars/", {**PARTICULARS, "code": "goes"})
    assert rows(site, "SELECT count(*) FROM conferences_edition WHERE code = 'stays'") == [1]


def test_a_conference_goes_on_by_its_moves_and_a_refusal_says_why(
    site: Node, organiser: Browser, reader: Browser
) -> None:
    _make(organiser, "going-on")
    assert reader.get("/en/conferences/going-on/").status == 404
    assert "It is now: open for registration." in _move(organiser, "going-on", "open").text
    assert reader.get("/en/conferences/going-on/").status == 200
    assert "cannot be done in the state" in _move(organiser, "going-on", "hold").text
    _move(organiser, "going-on", "close")
    assert "It has not ended yet." in _move(organiser, "going-on", "hold").text
    _move(organiser, "going-on", "cancel")
    assert "This conference is cancelled." in reader.get("/en/conferences/going-on/?now").text
    assert "STATUS:CANCELLED" in reader.get("/en/conferences/going-on/programme.ics").text


def test_a_conference_is_not_cancelled_by_one_press(site: Node, organiser: Browser) -> None:
    """The first leads to a page that says what happens and to how many; nobody unconfirmed or gone is counted."""
    within(
        site,
        """
        made = edition("asked-first")
        for number, state in enumerate(["seated", "waiting", "cancelled", "unconfirmed"]):
            Registration.objects.create(edition=made, secret_hash=b"asked%d" % number, name="Somebody invented",
                email=f"{number}@example.org", organisation="x", profession="lawyer", country="RO", language="en",
                state=state, made_at=now)
        """,
    )
    there = "/edit/conferences/asked-first/state/?move=cancel"
    assert f'href="{there}"' in organiser.get("/edit/conferences/asked-first/").text
    page = organiser.get(there).text
    assert "2 people who are registered or wait get a mail." in page
    assert "nothing leads back" in page
    assert 'href="/edit/conferences/asked-first/"' in page.partition('<form method="post">')[2]
    assert rows(site, "SELECT state FROM conferences_edition WHERE code = 'asked-first'") == ["open"]
    _move(organiser, "asked-first", "cancel")
    assert rows(site, "SELECT state FROM conferences_edition WHERE code = 'asked-first'") == ["cancelled"]
    assert "cannot be done in the state" in organiser.get(there).text


def _move(organiser: Browser, code: str, move: str) -> Answer:
    return organiser.post(f"/edit/conferences/{code}/state/", {"move": move})


def test_a_text_in_another_language_is_read_there(site: Node, organiser: Browser, reader: Browser) -> None:
    within(site, 'edition("in-two")')
    organiser.get("/edit/conferences/in-two/texts/ro/")
    organiser.post(
        "/edit/conferences/in-two/texts/ro/", {"name": "În două limbi", "introduction": "", "funding": ""}
    )
    assert "<h1>În două limbi</h1>" in reader.get("/ro/conferences/in-two/").text
    assert organiser.get("/edit/conferences/in-two/texts/xx/").status == 404


def test_rooms_and_speakers_are_added_changed_and_taken_away(site: Node, organiser: Browser) -> None:
    within(site, 'edition("parts")')
    there = "/edit/conferences/parts/rooms/"
    organiser.post(there, {"name": "Hall", "link": ""})
    twice = organiser.post(there, {"name": "Hall", "link": ""})
    assert any("There is a room of this name already." in error for error in _errors(twice))
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
    assert kept.address.endswith("/programme/?day=2031-07-01"), _errors(kept)
    assert "<h4>Întâi</h4>" in reader.get("/ro/conferences/writing/").text
    clash = organiser.post(f"{there}new/", {**fields, "title_en": "Second", "starts_at": "2031-07-01T11:30"})
    assert any("In Hall there is “First” from 11:00 to 12:00." in error for error in _errors(clash))
    later = {"starts_at": "2031-07-05T11:30", "ends_at": "2031-07-05T12:00"}
    away = organiser.post(f"{there}new/", {**fields, **later})
    assert any("the conference is from 2031-07-01 to 2031-07-01" in error for error in _errors(away))
    nameless = organiser.post(f"{there}new/", {**fields, "title_en": ""})
    assert any("Title (English): Fill this in." in error for error in _errors(nameless))


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
    assert "Sessions lie outside the new times" in saved.text, _errors(saved)
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
    assert any("It would begin before the conference does" in error for error in _errors(kept))
    turned = organiser.post(f"{there}programme/{number}/", {**same, "starts_at": "2031-07-01T12:00"})
    assert any(error.startswith("Ends: It ends before it begins.") for error in _errors(turned))


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
    _make(organiser, "night-watch", **times)
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


@pytest.mark.parametrize("path", ["new/", "a/particulars/", "a/programme/", "a/rooms/", "a/texts/ro/"])
def test_only_organisers_come_in(reader: Browser, path: str) -> None:
    assert "/edit/login/" in reader.get(f"/edit/conferences/{path}").address


def test_who_only_writes_pages_changes_no_conference(site: Node, sign_in: Callable[[str], Browser]) -> None:
    within(site, 'edition("not-mine")')
    editor = sign_in("editor")
    _make(editor, "made-by-an-editor")
    assert "Particulars" not in editor.get("/edit/conferences/not-mine/particulars/").text
    _move(editor, "not-mine", "cancel")
    assert rows(site, "SELECT code FROM conferences_edition WHERE code = 'made-by-an-editor'") == []
    assert rows(site, "SELECT state FROM conferences_edition WHERE code = 'not-mine'") == ["open"]
