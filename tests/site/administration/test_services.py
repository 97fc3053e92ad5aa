"""Who edits a service keeps it true: what was checked when, versions, two at once, and contacts seen by two."""

import json
import re
from typing import Any

import pytest

from tests.directory.test_confidential import everywhere
from tests.site.administration.conftest import alone, answered, second
from tests.site.administration.kept import Kept, colleague

NIGHT: dict[str, Any] = {"place": "office", "intake": "emergency_24h"}
CHECKS = """
    SELECT checks->'takes'->>'on', checks->'reached'->>'on', checks->'where'->>'on', checked_on::text
      FROM directory.entry
"""


@pytest.mark.parametrize("days, is_warned", [(["0", "1"], True), ([], False)])
def test_who_helps_day_and_night_by_day_alone_is_told_that_this_does_not_fit(
    kept: Kept, days: list[str], is_warned: bool
) -> None:
    hours: dict[str, Any] = (
        {"open_days": days, "opens": "09:00", "closes": "17:00"} if days else {"open_days": []}
    )
    assert kept.save(intake="emergency_24h", **hours).status_code == 302, "saved all the same"
    page = kept.office.get("agency/").content.decode()
    assert ("It says that it helps day and night, and its hours say less" in page) is is_warned


def test_what_is_given_out_has_the_oldest_day_of_its_parts(kept: Kept) -> None:
    kept.office.post(f"agency/services/{kept.id}/telling/", audience="public", checked="yes")
    kept.office.people.owner.execute(
        """UPDATE directory.entry SET checks = jsonb_set(checks, '{where,on}', '"2026-01-02"')"""
    )
    assert kept.save(hours="Mon to Sun, 9 to 17").status_code == 302
    taken_out = kept.office.post("agency/services/file/", reader="everybody", form="json")
    [service] = json.loads(taken_out.content)["services"]
    assert service["assured_date"] == "2026-01-02"


# --- Checked on ---------------------------------------------------------------------------------------------------


def test_what_is_entered_is_checked_and_what_is_changed_is_checked_in_its_part_alone(kept: Kept) -> None:
    today = kept.office.row("SELECT access.domain_now()::date::text")[0]
    assert kept.office.row(CHECKS) == (today, today, today, today)
    before = {"takes": {"on": "2026-01-01", "by": ""}, "reached": {"on": "2026-01-02", "by": ""}}
    kept.office.people.owner.execute("UPDATE directory.entry SET checks = %s", [json.dumps(before)])
    assert kept.save(hours="9 to 12").status_code == 302
    assert kept.office.row(CHECKS) == ("2026-01-01", today, None, None), "where it is was never checked"
    assert kept.save(hours="9 to 12", address="Str. Teiului 1").status_code == 302
    assert kept.office.row(CHECKS) == ("2026-01-01", today, today, "2026-01-01"), "as a whole: the earliest"
    assert kept.save(hours="9 to 12", address="Str. Teiului 1").status_code == 302
    assert kept.office.row(CHECKS)[0] == "2026-01-01", "saving what stands checks nothing"


def test_who_edits_says_with_one_press_that_a_part_is_still_right_and_a_colleague_only_reads_it(
    kept: Kept,
) -> None:
    office = kept.office
    office.people.owner.execute("UPDATE directory.entry SET checks = '{}', checked_on = NULL")
    page = office.client.get("/directory/own/").content.decode()
    assert page.count('data-standing="never"') == 3
    for says in ("Needs: Housing, Safety", "Hours: Mon to Fri, 9 to 17", "Kind of place: An office"):
        assert says in page, "what is still right stands beside its button"
    assert "said by somebody who sits in the team First contact." in page
    press = f"/directory/services/{kept.id}/checked/"
    assert office.client.post(press, {"part": "where"}).status_code == 302
    assert office.row(CHECKS)[:2] == (None, None)
    assert office.client.post(press, {"part": "all"}).status_code == 302
    assert None not in office.row(CHECKS)
    page = office.client.get("/directory/own/").content.decode()
    assert "data-standing" not in page
    assert len(re.findall(r"Checked on \d+ \w+ \d{4}, Casa Salcia", page)) == 3, "and which agency checked"
    assert [one["detail"]["parts"] for one in office.people.recorded("service:checked")] == [
        ["where"], ["takes", "reached", "where"],
    ]  # fmt: skip
    dan = second(kept.office, "Dan")
    page = dan.get("/directory/own/").content.decode()
    assert "Checked on" in page
    assert "Still right" not in page
    before = kept.office.row(CHECKS)
    assert dan.post(f"/directory/services/{kept.id}/checked/", {"part": "all"}).status_code == 404
    assert kept.office.row(CHECKS) == before
    assert dan.get(f"/administration/{kept.path}history/").status_code == 404


def test_today_reminds_who_edits_and_shows_places_to_the_team(kept: Kept) -> None:
    office, dan = kept.office, second(kept.office, "Dan")
    assert b"not checked for too long" not in office.client.get("/").content
    old = {part: {"on": "2020-01-01", "by": str(office.agency)} for part in ("takes", "reached")}
    office.people.owner.execute("UPDATE directory.entry SET checks = checks || %s::jsonb", [json.dumps(old)])
    assert b"2 parts of your services were not checked for too long" in office.client.get("/").content
    assert b"Places: not said." not in dan.get("/").content, "Dan has no seat in the team"
    office.people.owner.execute(
        "INSERT INTO agencies.seat (id, member_id, team_id) VALUES (gen_random_uuid(), %s, %s)",
        [office.colleagues["Dan"], kept.team],
    )
    today = dan.get("/").content
    assert b"Places: not said." in today
    assert b"not checked for too long" not in today
    places = f"/directory/services/{kept.id}/places/"
    assert places.encode() in today
    assert dan.post(places, {"places": "two"}).status_code == 422
    assert dan.post(places, {"places": "2"}).status_code == 302
    assert b"Places: 2, said on" in dan.get("/").content
    assert office.client.get(places).status_code == 404, "places are said by the team"


def test_day_and_night_is_said_by_a_tick_of_its_own_and_not_by_silence(kept: Kept) -> None:
    page = kept.office.get(kept.path).content.decode()
    assert "Without days it is not known when somebody is there" in page
    assert "Day and night, on every day" in page
    assert kept.save(always="yes").status_code == 422, "days and times beside it say something else"
    assert kept.save(always="yes", open_days=[], opens="", closes="").status_code == 302
    assert kept.row("open_days, opens, closes") == ([0, 1, 2, 3, 4, 5, 6], None, None)
    page = kept.office.get(kept.path).content.decode()
    (tick,) = re.findall(r'<input[^>]*name="always"[^>]*>', page)
    assert "checked" in tick


# --- Versions -----------------------------------------------------------------------------------------------------


def test_every_change_is_a_version_beside_the_one_before_with_profession_agency_and_time(kept: Kept) -> None:
    kept.save(hours="9 to 12", takes=["women"])
    kept.save(hours="9 to 12", takes=["women"], needs=["housing"])
    page = kept.office.get(f"{kept.path}history/").content.decode()
    rows = re.findall(
        r'<th scope="row">([^<]+)</th><td>.*?</span> ([^<]*)</td><td>.*?</span> ([^<]*)</td>', page
    )
    assert rows[:3] == [
        ("Needs that it answers to", "Housing, Safety", "Housing"),
        ("Hours, in words", "Mon to Fri, 9 to 17", "9 to 12"),
        ("For whom", "–", "Women"),
    ]
    assert page.count("Administrator, Casa Salcia") == 3
    assert "Ana" not in page.partition("<main")[2], "others are named by profession and agency"
    kept.save(hours="9 to 12", takes=["women"], needs=["housing"])
    assert kept.office.row("SELECT count(*) FROM directory.version") == (3,), "nothing new is no version"


def test_an_office_that_becomes_a_shelter_leaves_no_address_in_its_history(kept: Kept) -> None:
    street, number = "Strada Salcamului 12", "+40 000 100 077"
    kept.save(**NIGHT, address=street, contact=number)
    assert answered(second(kept.office)) == [302]
    kept.save(**NIGHT, address=street, contact=number, hours="9 to 12")
    assert street in everywhere(kept.office.people.owner)
    assert kept.save(place="shelter").status_code == 302
    found = everywhere(kept.office.people.owner)
    assert street not in found
    assert number not in found
    assert kept.office.row("SELECT count(*) FROM directory.version") == (5,), "the versions stay"


# --- Two at once --------------------------------------------------------------------------------------------------


def test_the_second_of_two_who_edit_at_once_sees_both_versions_and_nothing_is_lost(kept: Kept) -> None:
    other = colleague(kept.office)
    read = kept.version(other)
    assert kept.save(hours="9 to 12", takes=["women"]).status_code == 302
    answer = kept.save(read, other, hours="10 to 14", min_age="18")
    assert answer.status_code == 409
    assert kept.row("hours, takes, min_age") == ("9 to 12", ["women"], None), "nothing is written over"
    page = answer.content.decode()
    assert "What stands now: 9 to 12" in page
    assert "What you wrote, as it stands in the form: 10 to 14" in page
    assert 'value="women" checked' in page, "what only the other changed is in the form"
    assert 'value="18"' in page, "and what only this one wrote"
    assert 'name="clash" value="takes"' not in page
    sent = {"hours": "10 to 14", "min_age": "18", "takes": ["women"], "clash": "hours"}
    newest = re.search(r'name="version" value="(\d+)"', page)
    assert newest is not None
    unanswered = kept.save(newest[1], other, **sent)
    assert unanswered.status_code == 409
    assert b"Choose one of the two." in unanswered.content
    assert kept.save(newest[1], other, **sent, **{"take-hours": "theirs"}).status_code == 302
    assert kept.row("hours, takes, min_age") == ("9 to 12", ["women"], 18)


def test_a_service_that_was_taken_out_meanwhile_does_not_come_back(kept: Kept) -> None:
    read = kept.version()
    kept.office.post(f"{kept.path}remove/")
    assert kept.save(read, hours="9 to 12").status_code == 404
    assert kept.office.row("SELECT count(*) FROM directory.entry") == (0,)


# --- Contacts of hotlines -----------------------------------------------------------------------------------------


def test_a_new_contact_of_a_hotline_stands_when_a_second_person_has_seen_it(kept: Kept) -> None:
    office, first = kept.office, "+40 000 100 001"
    page = kept.save(**NIGHT, contact=first)
    assert page.status_code == 302
    assert kept.row("intake, contact") == ("emergency_24h", ""), "all else stands at once"
    assert first in office.get(kept.path).content.decode(), "who asked sees what waits"
    assert answered(second(office)) == [302]
    assert kept.row("contact") == (first,)
    kept.save(**NIGHT, contact="+40 000 100 002")
    assert kept.row("contact") == (first,)
    kept.save(**NIGHT, contact=first, hours="day and night")
    assert office.row("SELECT count(*) FROM agencies.proposal WHERE outcome = 'waits'") == (1,), (
        "another change leaves what waits alone"
    )
    assert answered(second(office), "no") == [302]
    assert kept.row("contact") == (first,)
    assert b"Seen by two" in office.get(f"{kept.path}history/").content


def test_the_same_of_any_other_service_stands_at_once(kept: Kept) -> None:
    kept.save(contact="+40 000 100 003")
    assert kept.row("contact") == ("+40 000 100 003",)
    kept.save(contact="+40 000 100 003", **NIGHT)
    assert kept.row("contact") == ("",), "it becomes a hotline: nobody else has seen its number"
    kept.save(contact="+40 000 100 004")
    assert kept.row("contact") == ("+40 000 100 004",), "it is none any more"
    kept.save(place="remote", contact="+40 000 100 004")
    assert kept.row("contact") == ("",), "who is called at no office is a hotline, whatever it takes in"


def test_a_hotline_without_a_contact_waits_for_nobody(kept: Kept) -> None:
    kept.save(**NIGHT, contact="+40 000 100 001")
    assert answered(second(kept.office)) == [302]
    kept.save(**NIGHT, contact="")
    assert kept.row("contact") == ("",)
    assert answered(second(kept.office)) == []


def test_where_nobody_else_is_there_it_stands_by_one_word_and_can_be_taken_back(kept: Kept) -> None:
    alone(kept.office)
    kept.save(**NIGHT, contact="+40 000 100 001")
    assert kept.row("contact") == ("+40 000 100 001",)
    kept.office.people.owner.execute("UPDATE agencies.member SET supervises = true WHERE name = 'Sara'")
    assert answered(second(kept.office), "no") == [302]
    assert kept.row("contact") == ("",)


def test_a_number_that_two_have_seen_stays_when_the_one_before_it_is_not_agreed_to(kept: Kept) -> None:
    alone(kept.office)
    kept.save(**NIGHT, contact="+40 000 100 001")
    kept.office.people.owner.execute("UPDATE agencies.member SET supervises = true WHERE name = 'Sara'")
    kept.save(**NIGHT, contact="+40 000 100 002")
    owner = kept.office.people.owner
    waits = owner.execute("SELECT id FROM agencies.proposal WHERE outcome = 'waits'").fetchone()
    alone_said = owner.execute("SELECT id FROM agencies.proposal WHERE outcome = 'by_one'").fetchone()
    assert waits
    assert alone_said
    sara = second(kept.office)
    for proposal, word in ((waits[0], "yes"), (alone_said[0], "no")):
        answer = sara.post(f"/administration/changes/{proposal}/proposed/", {"answer": word})
        assert answer.status_code == 302
    assert kept.row("contact") == ("+40 000 100 002",)


def test_a_place_that_has_become_secret_gets_no_contact_by_what_waited(kept: Kept) -> None:
    kept.save(**NIGHT, contact="+40 000 100 001")
    kept.office.people.owner.execute("UPDATE directory.entry SET place = 'shelter', address = ''")
    assert answered(second(kept.office)) == [], "what waited is gone"
    assert kept.row("contact") == ("",)


# --- Bad input ----------------------------------------------------------------------------------------------------


def test_a_script_is_text_five_megabytes_change_nothing_and_a_local_number_is_asked_for_again(
    kept: Kept,
) -> None:
    nasty = "<script>alert(1)</script>"
    kept.save(hours=nasty)
    for path in (
        f"/administration/{kept.path}history/",
        "/administration/agency/",
        f"/administration/{kept.path}",
    ):
        page = kept.office.client.get(path).content.decode()
        assert nasty not in page
        assert "&lt;script&gt;alert(1)" in page
    before = kept.row("hours")
    assert kept.save(hours="a" * 101).status_code == 422
    assert kept.save(hours="a" * 5_000_000).status_code in (400, 413)
    assert kept.row("hours") == before
    answer = kept.save(contact="0721 000 111")
    assert answer.status_code == 422
    assert b"with the country in front" in answer.content
    answer = kept.save(contact="SMS 0722abc")
    assert answer.status_code == 422
    assert b"After SMS there is a number alone." in answer.content
    assert kept.row("contact") == ("",)
