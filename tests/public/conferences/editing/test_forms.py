"""An organiser makes a conference and changes it; without scripts."""

import re
from collections.abc import Callable

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.editing.making import PARTICULARS, errors, make
from tests.public.conferences.within import within
from tests.public.reader import Answer, Browser, rows


def test_a_conference_is_made_as_a_draft_with_times_of_its_own_zone(site: Node, organiser: Browser) -> None:
    answer = make(organiser, "by-form")
    assert answer.address.endswith("/edit/conferences/by-form/"), errors(answer)
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
    ({"starts_at": "0001-01-01T10:00", "time_zone": "Asia/Tokyo"},
     "Begins: Write a day and a time as 2026-11-30T10:00."),
    ({"ends_at": "9999-12-31T20:00", "time_zone": "America/New_York"},
     "Ends: Write a day and a time as 2026-11-30T10:00."),
    ({"ends_at": "2031-06-30T10:00"}, "Ends: It ends before it begins."),
    ({"ends_at": "2032-07-02T16:00"}, "Ends: It lasts longer than a month."),
    ({"closes_at": "2025-01-01T10:00"}, "Registration closes: Registration closes before it opens."),
    ({"closes_at": "2031-07-09T10:00"}, "Registration closes: Registration closes after the conference ends."),
    ({"interpretation": "English, Klingon"}, "The language “Klingon” is not in our list."),
    ({"time_zone": "Mars/Olympus"}, "Time zone: Choose one of the list."),
    ({"seats": "0"}, "Seats: At least one."),
    ({"offer_hours": "0"}, "Hours in which an offered seat is taken: At least one."),
    ({"keeps_days": "13"}, "Days after which registrations are erased: Between 14 and 3650 days"),
    ({"keeps_days": "3651"}, "Days after which registrations are erased: Between 14 and 3650 days"),
    ({"name": "x" * 161}, "Name: This is too long: at most 160 characters, and it has 161."),
    ({"code": "new"}, "This word stands in our own addresses."),
    ({"code": "verify"}, "This word stands in our own addresses."),
    ({"code": "two words"}, "Code in addresses: Write small letters, digits and hyphens only."),
    ({"country": ""}, "Country: Fill this in."),
])  # fmt: skip
def test_what_is_wrong_is_said_in_words_and_nothing_is_lost(
    organiser: Browser, wrong: dict[str, str], said: str
) -> None:
    answer = make(organiser, **{"code": "wrong", **wrong})
    assert answer.status == 422
    assert any(said in error for error in errors(answer)), errors(answer)
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
    assert "everybody who is registered is told of it" in answer.text, errors(answer)
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
    assert any("“Second day” would be on 2031-07-02" in error for error in errors(answer))


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
    assert any("3 seats are taken or offered" in error for error in errors(answer))


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
    make(organiser, "going-on")
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


@pytest.mark.parametrize("path", ["new/", "a/particulars/", "a/programme/", "a/rooms/", "a/texts/ro/"])
def test_only_organisers_come_in(reader: Browser, path: str) -> None:
    assert "/edit/login/" in reader.get(f"/edit/conferences/{path}").address


def test_who_only_writes_pages_changes_no_conference(site: Node, sign_in: Callable[[str], Browser]) -> None:
    within(site, 'edition("not-mine")')
    editor = sign_in("editor")
    make(editor, "made-by-an-editor")
    assert "Particulars" not in editor.get("/edit/conferences/not-mine/particulars/").text
    _move(editor, "not-mine", "cancel")
    assert rows(site, "SELECT code FROM conferences_edition WHERE code = 'made-by-an-editor'") == []
    assert rows(site, "SELECT state FROM conferences_edition WHERE code = 'not-mine'") == ["open"]
