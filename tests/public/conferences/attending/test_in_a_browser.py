"""The door with a script and without a network, and every page of the room as somebody sees it."""

import json

import pytest
from playwright.sync_api import Page

from safeconduct.commands.nodes.node import Node
from tests.browser.looking import as_it_stands, looked_at
from tests.public.conferences.attending.invented import Invented, over
from tests.public.conferences.attending.papers import code_on, fetched
from tests.public.reader import Browser, rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def signed_in(page: Page, organiser: Browser) -> Page:
    """The organiser's session, in Chromium."""
    for each in organiser.cookies:
        page.context.add_cookies(
            [{"name": each.name, "value": each.value or "", "domain": "127.0.0.1", "path": each.path}]
        )
    return page


def scan(page: Page, text: str) -> None:
    """As a hand scanner does it: it types, and presses Enter."""
    page.get_by_label("Ticket", exact=True).fill(text)
    page.get_by_label("Ticket", exact=True).press("Enter")


def arrived(site: Node, edition: Invented) -> int:
    found: int = rows(
        site,
        "SELECT count(arrived_at) FROM conferences_registration WHERE edition_id = %s",
        edition.pk,
    )[0]
    return found


def test_what_is_scanned_without_a_network_waits_as_codes_and_is_sent_once(
    site: Node, signed_in: Page, organiser: Browser
) -> None:
    page, edition = signed_in, Invented(site)
    people = [edition.person(f"Person {number} Inventat") for number in range(3)]
    page.goto(f"{organiser.base}/edit/conferences/{edition.code}/door/")
    scan(page, people[0].ticket)
    page.get_by_text("Person 0 Inventat").wait_for()
    assert page.get_by_text("Everything has been sent.").count() == 0, "nothing had waited"
    assert page.locator("[data-waiting]").is_hidden()

    page.context.set_offline(True)
    scan(page, people[1].ticket)
    scan(page, f"{organiser.base}/edit/conferences/{edition.code}/door/?ticket={people[2].ticket}")
    scan(page, " ".join(people[1].ticket) if any(map(str.isdigit, people[1].ticket)) else people[1].ticket)
    scan(page, "Ileana Inventata")
    page.get_by_text("Names can only be looked for with a network.").wait_for()
    page.get_by_text("Waiting to be sent, in this browser: 3").wait_for()
    kept = json.loads(page.evaluate("JSON.stringify(localStorage)"))
    waiting = json.loads(kept[f"door:{edition.code}"])
    assert [each["ticket"] for each in waiting] == [people[number].ticket for number in (1, 2, 1)]
    assert [sorted(each) for each in waiting] == [["at", "key", "session", "ticket"]] * 3
    assert "Inventat" not in json.dumps(kept), "no name is kept in a browser"
    assert arrived(site, edition) == 1

    page.context.set_offline(False)
    page.get_by_text("Everything has been sent.").wait_for()
    page.get_by_text("Person 2 Inventat").wait_for()
    assert page.locator("[data-said] > div").count() == 8, "four answers, three kept, one refused"
    assert arrived(site, edition) == 3
    changes = (
        "SELECT count(*) FROM conferences_presencechange c "
        "JOIN conferences_registration r ON r.id = c.registration_id WHERE r.edition_id = %s"
    )
    assert rows(site, changes, edition.pk) == [3]
    assert page.evaluate("localStorage.length") == 0


def test_the_session_that_is_chosen_stands_in_the_button_and_counts_for_a_name_too(
    site: Node, signed_in: Page, organiser: Browser
) -> None:
    page, edition = signed_in, Invented(site)
    edition.session("Un titlu", 0, 1, language="ro")
    edition.person("Ana Inventata")
    page.goto(f"{organiser.base}/edit/conferences/{edition.code}/door/")
    button = page.locator("form[data-door] button")
    assert button.inner_text() == "Has arrived"
    page.locator("#where").select_option(index=1)
    assert button.inner_text() == "Has arrived in: Un titlu"
    assert button.locator("[lang=ro]").inner_text() == "Un titlu"
    page.get_by_label("Name or a part of it").fill("ana")
    page.get_by_role("button", name="Find").click()
    of_the_person = page.get_by_role("button", name="Ana Inventata")
    assert of_the_person.inner_text().startswith("Has arrived in: Un titlu")
    of_the_person.click()
    page.get_by_role("status").get_by_text("Has arrived in: Un titlu").wait_for()


def test_what_waits_outlives_a_session_that_has_ended(
    site: Node, signed_in: Page, organiser: Browser
) -> None:
    page, edition = signed_in, Invented(site)
    person = edition.person("Ana Inventata")
    door = f"{organiser.base}/edit/conferences/{edition.code}/door/"
    page.goto(door)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    scan(page, person.ticket)
    page.get_by_text("nothing that waits is lost").wait_for()
    page.get_by_text("Waiting to be sent, in this browser: 1").wait_for()
    assert arrived(site, edition) == 0
    page.context.add_cookies([{**each} for each in cookies])  # type: ignore[typeddict-item]
    page.goto(door)
    page.get_by_text("Everything has been sent.").wait_for()
    assert arrived(site, edition) == 1


def test_every_page_is_right_in_any_width_and_theme(site: Node, signed_in: Page, organiser: Browser) -> None:
    edition = over(site)
    talk = edition.session("A talk with a long title that has to be broken somewhere", 0, 2)
    people = edition.people(*(f"Person {number} Inventat" for number in range(6)))
    edition.were_in(people[1:], talk)
    edition.were_in(people[:1])
    rows(
        site,
        "INSERT INTO conferences_evaluation (id, edition_id, useful, topics, speakers, network, organised, access, "
        "best, better, is_shown) SELECT gen_random_uuid(), %s, 4, 3, 4, 4, n, 5, 'Text', '', true "
        "FROM generate_series(1, 5) n",
        edition.pk,
    )
    inside, mine = f"/edit/conferences/{edition.code}/", f"/en/conferences/mine/{people[0].secret}/"
    pages = {
        f"{inside}door/?ticket={people[0].ticket}": "Door",
        f"{inside}attendance/": "Attendance",
        f"{inside}attendance/in-no-session/": "In no session",
        f"{inside}attendance/{talk}/": "A talk with a long title that has to be broken somewhere",
        f"{inside}evaluation/": "Evaluation",
        f"{inside}report/": "Report of the conference",
        f"{mine}evaluation/": "Evaluation",
        "/en/conferences/verify/": "Verify a certificate",
    }
    for path, heading in pages.items():
        assert looked_at(signed_in, organiser.base + path) == [], path
        assert signed_in.locator("h1").inner_text() == heading


def test_what_a_form_answers_is_right_in_any_width_and_theme(
    site: Node, signed_in: Page, organiser: Browser
) -> None:
    page, edition = signed_in, over(site)
    person = edition.person("Ana Inventata")
    edition.was_in(person, edition.session("A talk", 0, 2))
    page.goto(f"{organiser.base}/edit/conferences/{edition.code}/door/")
    page.get_by_label("Name or a part of it").fill("inventata")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Ana Inventata").wait_for()
    assert as_it_stands(page) == []

    mine = f"{organiser.base}/en/conferences/mine/{person.secret}/"
    page.goto(f"{mine}evaluation/")
    page.locator("form").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("alert").get_by_role("link").nth(5).wait_for()
    assert as_it_stands(page) == []

    code = code_on(fetched(site, f"/en/conferences/mine/{person.secret}/certificate.pdf"))
    page.goto(f"{organiser.base}/en/conferences/verify/")
    page.get_by_label("Code of the certificate").fill(code)
    page.get_by_label("Name on the certificate").fill("Ana Inventata")
    page.get_by_role("button", name="Verify").click()
    page.get_by_role("status").get_by_text("It was made for the name that you typed.").wait_for()
    assert as_it_stands(page) == []
