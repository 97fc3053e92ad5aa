"""Attendance for organisers: counts, lists, and a correction by hand that says who made it."""

import re

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.attending.invented import Invented, over
from tests.public.reader import Browser, rows


def attendance(edition: Invented, more: str = "") -> str:
    return f"/edit/conferences/{edition.code}/attendance/{more}"


def test_counts_of_the_entrance_and_of_each_session(site: Node, organiser: Browser) -> None:
    edition = over(site)
    talk = edition.session("A talk that two heard", 0, 1)
    edition.session("Coffee", 1, 1, "break")
    for name in ("Ana", "Bogdan"):
        edition.was_in(edition.person(f"{name} Inventat"), talk)
    edition.was_in(edition.person("Carmen Inventata"))
    edition.person("Dan Inventat")
    edition.person("Elena Inventata", state="waiting")
    page = organiser.get(attendance(edition)).text
    assert "3 of 4 people with a seat have come." in page
    assert "A talk that two heard" in page
    assert '<td data-label="People">2</td>' in page
    assert "Coffee" not in page


def test_a_title_in_another_language_says_so(site: Node, organiser: Browser) -> None:
    edition = over(site)
    talk = edition.session("Un titlu", 0, 1, language="ro")
    for page in (
        attendance(edition),
        attendance(edition, f"{talk}/"),
        f"/edit/conferences/{edition.code}/report/",
    ):
        assert re.search(r'<(th|h1)[^>]* lang="ro">(<a[^>]*>)?Un titlu', organiser.get(page).text), page


def test_a_correction_by_hand_stands_with_who_made_it(site: Node, organiser: Browser) -> None:
    edition = over(site)
    talk = edition.session("A talk", 0, 1)
    person = edition.person("Ana Inventata")
    page = attendance(edition, f"{talk}/")
    assert "not there" in organiser.get(page).text
    organiser.post(page, {"registration": str(person.pk), "was_there": "yes"})
    organiser.post(page, {"registration": str(person.pk), "was_there": "yes"})
    shown = organiser.get(page).text
    assert "Was not there" in shown
    assert "organiser, " in shown
    changes = rows(
        site,
        'SELECT "by", was_there, by_hand FROM conferences_presencechange WHERE registration_id = %s',
        person.pk,
    )
    assert changes == [("organiser", True, True)], "what is so already is not written twice"


def test_whoever_was_in_a_session_had_come_and_whoever_had_not_was_in_none(
    site: Node, organiser: Browser
) -> None:
    edition = over(site)
    talk = edition.session("A talk", 0, 1)
    person = edition.person("Ana Inventata")
    session, arrivals = attendance(edition, f"{talk}/"), attendance(edition, "arrivals/")
    count = "SELECT count(*) FROM conferences_attendance WHERE registration_id = %s"
    came = "SELECT arrived_at IS NOT NULL FROM conferences_registration WHERE id = %s"
    organiser.get(session)
    organiser.post(session, {"registration": str(person.pk), "was_there": "yes"})
    assert (rows(site, came, person.pk), rows(site, count, person.pk)) == ([True], [1])
    organiser.post(arrivals, {"registration": str(person.pk), "was_there": "no"})
    assert (rows(site, came, person.pk), rows(site, count, person.pk)) == ([False], [0])


def test_who_came_and_is_in_no_session_is_said_and_listed(site: Node, organiser: Browser) -> None:
    edition = over(site)
    talk, pause = edition.session("A talk", 0, 1), edition.session("Coffee", 1, 1, "break")
    edition.was_in(edition.person("Ana Inventata"), talk)
    edition.was_in(edition.person("Bogdan Inventat"), pause)
    edition.was_in(edition.person("Carmen Inventata"))
    edition.person("Dan Inventat")
    inside = f"/edit/conferences/{edition.code}/"
    for page in (inside, attendance(edition)):
        text = organiser.get(page).text
        assert "2 people have come and are written down in no session" in text
        assert f'href="{attendance(edition, "in-no-session/")}"' in text
    listed = organiser.get(attendance(edition, "in-no-session/")).text
    assert re.findall(r"<strong>(.*?)</strong>", listed) == ["Bogdan Inventat", "Carmen Inventata"]


def test_everybody_who_has_come_is_written_into_a_session_by_one_button(
    site: Node, organiser: Browser
) -> None:
    edition = over(site)
    talk, other = edition.session("A talk", 0, 1), edition.session("Another talk", 1, 1)
    already, came, _absent = (edition.person(f"{name} Inventat") for name in ("Ana", "Bogdan", "Dan"))
    edition.was_in(already, talk)
    edition.was_in(came)
    page = organiser.get(attendance(edition)).text
    button = attendance(edition, f"{talk}/all/")
    assert f'action="{button}"' in page
    after = organiser.post(button, {}).text
    assert "This is written down, with your name. 1 person" in after
    assert "written down in no session" not in after
    assert " 0 people" in organiser.post(button, {}).text, "a second time changes nothing"
    found = "SELECT registration_id FROM conferences_attendance WHERE session_id = %s"
    assert set(rows(site, found, talk)) == {already.pk, came.pk}
    assert rows(site, found, other) == []
    changes = 'SELECT registration_id, "by", was_there, by_hand FROM conferences_presencechange WHERE session_id = %s'
    assert rows(site, changes, talk) == [(came.pk, "organiser", True, True)]
    organiser.post(attendance(edition, f"{talk}/"), {"registration": str(came.pk), "was_there": "no"})
    assert rows(site, found, talk) == [already.pk], "it can be corrected by hand"


def test_nobody_was_in_a_session_that_has_not_begun_is_a_break_or_belongs_elsewhere(
    site: Node, organiser: Browser
) -> None:
    edition, elsewhere = Invented(site), over(site)
    edition.was_in(edition.person("Ana Inventata"))
    page = organiser.get(attendance(edition)).text
    assert "/all/" not in page
    for session in (
        edition.session("Later", 3, 1),
        edition.session("Coffee", 0, 1, "break"),
        elsewhere.session("Elsewhere", 0, 1),
    ):
        assert organiser.post(attendance(edition, f"{session}/all/"), {}).status == 404
        assert f"/{session}/all/" not in organiser.get(attendance(edition)).text
    count = "SELECT count(*) FROM conferences_presencechange c JOIN conferences_registration r ON "
    assert rows(site, f"{count} r.id = c.registration_id WHERE r.edition_id = %s", edition.pk) == [0]


def test_nobody_of_another_conference_and_no_session_of_one_can_be_corrected_here(
    site: Node, organiser: Browser
) -> None:
    here, there = over(site), over(site)
    own, foreign = here.session("Here", 0, 1), there.session("There", 0, 1)
    stranger = there.person("Ana Inventata")
    pause = here.session("Coffee", 1, 1, "break")
    organiser.get(attendance(here, f"{own}/"))
    for path in (f"{foreign}/", f"{pause}/", "999999999999999999999/"):
        assert organiser.get(attendance(here, path)).status == 404
    for registration in (str(stranger.pk), "x", ""):
        answer = organiser.post(
            attendance(here, f"{own}/"), {"registration": registration, "was_there": "yes"}
        )
        assert answer.status == 404


def test_long_lists_have_pages(site: Node, organiser: Browser) -> None:
    edition = over(site)
    edition.people(*(f"Person {number:02d} Inventat" for number in range(51)))
    first, second = (organiser.get(attendance(edition, f"arrivals/?page={page}")).text for page in (1, 2))
    assert "Person 49" in first
    assert "Person 50" not in first
    assert "Person 50" in second


def test_only_organisers_see_who_was_there(site: Node, reader: Browser, editor: Browser) -> None:
    edition = over(site)
    edition.person("Ana Inventata")
    talk, person = edition.session("A talk", 0, 1), edition.person("Bogdan Inventat")
    edition.was_in(person)
    for somebody in (reader, editor):
        for page in ("arrivals/", "in-no-session/"):
            assert "Inventat" not in somebody.get(attendance(edition, page)).text
        somebody.post(attendance(edition, f"{talk}/all/"), {})
    assert rows(site, "SELECT count(*) FROM conferences_attendance WHERE session_id = %s", talk) == [0]
