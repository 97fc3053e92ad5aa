"""Calendars and schedules, read back by parsers that are not ours."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import jsonschema  # type: ignore[import-untyped]  # it brings no types
import pytest
from defusedxml import ElementTree
from hypothesis import example, given
from hypothesis import strategies as st

from safeconduct.commands.nodes.node import Node
from safeconduct.public.conferences.programme import calendars
from safeconduct.public.conferences.programme.facts import Text
from safeconduct.public.conferences.programme.schedule import schedule
from tests.public.conferences.programme.facts import BEGINS, EDITION, SPEAKER, edition, session
from tests.public.conferences.programme.schedule_schema import SCHEMA
from tests.public.conferences.within import within
from tests.public.reader import Browser

HERE = {"host": "example.org", "address": "https://example.org/en/conferences/cluj/"}


def _read(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_an_entry_says_when_in_utc_where_and_which_revision() -> None:
    told = calendars.of_session(session(4, 2, speakers=(SPEAKER,)), EDITION, **HERE)
    text = calendars.calendar([told], name="Help in Cluj", of="Network")
    [event] = _read(text)
    assert "DTSTART:20310701T090000Z\r\n" in text
    assert event["UID"] == "cluj-4@example.org"
    assert event["SEQUENCE"] == 3
    assert event["LOCATION"] == "Hall, Cluj-Napoca"
    assert event["DESCRIPTION"] == "Doina Invented"
    assert event["URL"] == "https://example.org/en/conferences/cluj/#session-4"
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=1)
    assert event["STATUS"] == "CONFIRMED"


def test_a_cancelled_conference_cancels_its_entries() -> None:
    told = calendars.of_edition(edition(state="cancelled"), **HERE)
    assert _read(calendars.calendar([told], name="x", of="y"))[0]["STATUS"] == "CANCELLED"


def test_a_calendar_without_entries_still_holds_what_the_standard_wants() -> None:
    read = icalendar.Calendar.from_ical(calendars.calendar([], name="x", of="y"))
    assert [each.name for each in read.subcomponents] == ["VTIMEZONE"]


@example("ș" * 100)
@example("🙋" * 40)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=300))
def test_every_text_comes_back_as_it_was_and_no_line_is_too_wide(words: str) -> None:
    told = calendars.of_edition(edition(name=Text(words, "ro")), **HERE)
    text = calendars.calendar([told], name="x", of="y")
    assert str(_read(text)[0]["SUMMARY"]) == words
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert text.endswith("END:VCALENDAR\r\n")


@pytest.mark.parametrize("hostile", ["a\r\nEND:VEVENT", "a\nBEGIN:VALARM", "a\x00\x0bb"])
def test_no_text_can_end_an_entry(hostile: str) -> None:
    told = calendars.of_edition(edition(name=Text(hostile, "en"), place=hostile), **HERE)
    [event] = _read(calendars.calendar([told], name=hostile, of=hostile))
    assert event.subcomponents == []


def test_the_schedule_is_as_conference_apps_want_it() -> None:
    sessions = [
        session(1, 0, speakers=(SPEAKER,), spoken=("ro",)),
        session(2, 0, 90, "Blue"),
        session(3, 25, room=""),
        session(4, 1, 30, room="", kind="break"),
    ]
    told = schedule(EDITION, sessions, base="https://example.org")
    jsonschema.validate(told, SCHEMA, format_checker=jsonschema.FormatChecker())
    conference = told["schedule"]["conference"]
    assert conference["daysCount"] == 2
    first = conference["days"][0]
    assert set(first["rooms"]) == {"Hall", "Blue", ""}
    assert [each["name"] for each in conference["rooms"]] == ["Blue", "Cluj-Napoca", "Hall"]
    assert first["day_end"] == "2031-07-01T11:30:00+03:00"
    event = first["rooms"]["Blue"][0]
    assert (event["date"], event["start"], event["duration"]) == (
        "2031-07-01T10:00:00+03:00",
        "10:00",
        "01:30",
    )
    assert conference["days"][1]["rooms"]["Cluj-Napoca"][0]["id"] == 3


def test_the_schema_of_these_tests_refuses_what_is_missing() -> None:
    told = schedule(EDITION, [session(1, 0)], base="https://example.org")
    del told["schedule"]["conference"]["days"][0]["rooms"]["Hall"][0]["guid"]
    with pytest.raises(jsonschema.ValidationError, match="guid"):
        jsonschema.validate(told, SCHEMA)


def test_programmes_are_served_in_the_language_of_the_address(site: Node, reader: Browser) -> None:
    within(
        site,
        """
        made = edition("served")
        SessionText.objects.create(session=session(made, title="Welcome"), language="ro", title="Bun venit")
        """,
    )
    answer = reader.get("/ro/conferences/served/programme.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY;LANGUAGE=ro:Bun venit" in answer.text
    told = json.loads(reader.get("/en/conferences/served/schedule.json").text)
    jsonschema.validate(told, SCHEMA, format_checker=jsonschema.FormatChecker())
    assert "Welcome" in json.dumps(told)
    assert reader.get("/en/conferences/served/programme.ics").headers["Set-Cookie"] is None


def test_a_conference_without_sessions_is_an_entry_itself(site: Node, reader: Browser) -> None:
    within(site, 'edition("bare")')
    [event] = _read(reader.get("/en/conferences/bare/programme.ics").text)
    assert str(event["SUMMARY"]) == "Conference bare"


@pytest.mark.parametrize("ending", ["programme.ics", "schedule.json"])
def test_a_draft_is_exported_to_nobody(site: Node, reader: Browser, ending: str) -> None:
    code = f"draft-{ending[0]}"
    within(site, f"edition({code!r}, state='draft')")
    assert reader.get(f"/en/conferences/{code}/{ending}").status == 404
    for path in ("/en/conferences.ics", "/en/conferences.atom", "/sitemap.xml"):
        assert code not in reader.get(path).text


def test_all_conferences_are_a_calendar_a_feed_and_in_the_map_of_the_site(
    site: Node, reader: Browser
) -> None:
    within(
        site,
        'EditionText.objects.create(edition=edition("fed"), language="ro", name="Conferința", introduction="Despre")',
    )
    uids = {str(event["UID"]) for event in _read(reader.get("/en/conferences.ics").text)}
    assert "fed@ro.localhost" in uids
    feed = ElementTree.fromstring(reader.get("/ro/conferences.atom").text)
    titles = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert "Conferința" in titles
    page = reader.get("/sitemap.xml").text
    assert re.search(r"<loc>http://ro\.localhost:\d+/ro/conferences/fed/</loc>", page)
    assert re.search(r'hreflang="en" href="http://ro\.localhost:\d+/en/conferences/fed/"', page)


def test_times_of_a_calendar_are_those_of_the_edition_whatever_its_zone() -> None:
    told = calendars.of_edition(edition(time_zone="Pacific/Auckland"), **HERE)
    [event] = _read(calendars.calendar([told], name="x", of="y"))
    assert event.decoded("DTSTART") == datetime(2031, 7, 1, 7, tzinfo=UTC) == BEGINS
