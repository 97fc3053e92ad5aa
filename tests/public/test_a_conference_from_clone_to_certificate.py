"""J11: a conference cloned, announced in three languages, its seats given, its tickets taken, its certificates fetched.

In Chromium, readers without scripts at 320 px; nothing here is put into the database but the clock's part: that the
day of the conference has come.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from safeconduct.commands.nodes.node import Node
from tests.browser.looking import sideways
from tests.public.conferences.attending.papers import fetched, words
from tests.public.reader import Browser, rows
from tests.public.working import work

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CODE = "j11"
OURS = "SELECT id FROM conferences_edition WHERE code = %s"
MOVES = {"open": "open", "closed": "close", "held": "hold"}
LANGUAGES = ("en", "ro", "bg")


@dataclass
class Person:
    """A reader with a telephone, a language and a mail address."""

    page: Page
    base: str
    site: Node
    language: str
    own: str = ""  # the address of their page, as their first mail has it

    @property
    def email(self) -> str:
        """Of a test."""
        return f"{self.language}@j11.example"

    def opens(self, path: str) -> None:
        """Go there; every page fits the telephone."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == 200, path
        assert self.page.get_attribute("html", "lang") == self.language
        assert sideways(self.page) <= 0, path

    def registers(self) -> None:
        """From the list of conferences to the form, and what the mail says."""
        self.opens(f"/{self.language}/conferences/")
        self.page.locator(f'main a[href="/{self.language}/conferences/{CODE}/"]').first.click()
        self.page.locator(f'main a[href$="/conferences/{CODE}/register/"]').first.click()
        for name, value in {
            "name": f"J11 {self.language}",
            "email": self.email,
            "organisation": "Invented",
        }.items():
            self.page.locator(f"main [name={name}]").fill(value)
        self.page.locator("main select[name=profession]").select_option("lawyer")
        self.page.locator("main select[name=country]").select_option("BG")
        self.page.locator("main form button").last.click()
        self.page.wait_for_url("**/register/sent/")
        assert sideways(self.page) <= 0
        asked = 'SELECT text FROM post_mail WHERE "to" = %s ORDER BY id DESC LIMIT 1'
        found = re.search(r"/\w+/conferences/mine/[\w-]{32}/", rows(self.site, asked, self.email)[0])
        assert found
        self.own = found[0]
        self.opens(self.own)
        self.presses("confirm")

    def presses(self, what: str) -> None:
        """One of the buttons of their page."""
        for folded in self.page.locator("details:not([open]) > summary").all():
            folded.click()
        with self.page.expect_navigation():
            self.page.locator(f"button[name=do][value={what}]").click()

    @property
    def state(self) -> str:
        """How the registration stands."""
        asked = "SELECT state FROM conferences_registration WHERE email = %s"
        return str(rows(self.site, asked, self.email)[0])


@pytest.fixture
def people(site: Node, browser: Chromium, reader: Browser) -> Iterator[dict[str, Person]]:
    """One for each language, each with a browser of their own."""
    contexts = {
        tag: browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
        for tag in LANGUAGES
    }
    yield {tag: Person(each.new_page(), reader.base, site, tag) for tag, each in contexts.items()}
    for each in contexts.values():
        each.close()


def _clone(organiser: Browser, site: Node) -> None:
    first = rows(site, "SELECT code FROM conferences_edition WHERE state = 'open' ORDER BY id LIMIT 1")[0]
    day = (datetime.now(UTC) + timedelta(days=40)).strftime("%Y-%m-%d")
    said = {"code": CODE, "name": "J11, invented", "first_day": day}
    answer = organiser.post(f"/edit/conferences/{first}/clone/", said)
    assert rows(site, OURS, CODE), answer.text
    past, soon = datetime.now(UTC) - timedelta(days=1), datetime.now(UTC) + timedelta(days=20)
    when = "UPDATE conferences_edition SET opens_at = %s, closes_at = %s, seats = 2 WHERE code = %s"
    rows(site, when, past, soon, CODE)
    rows(site, f"DELETE FROM conferences_quota WHERE edition_id = ({OURS})", CODE)
    _move(organiser, "open")


def _move(organiser: Browser, to: str) -> None:
    answer = organiser.post(f"/edit/conferences/{CODE}/state/", {"move": MOVES[to]})
    assert rows(organiser.node, "SELECT state FROM conferences_edition WHERE code = %s", CODE) == [to], (
        answer.text
    )


def _the_day_has_come(site: Node) -> None:
    start = rows(site, "SELECT starts_at FROM conferences_edition WHERE code = %s", CODE)[0]
    by = start - datetime.now(UTC) + timedelta(hours=2)
    shifted = "starts_at = starts_at - %s, ends_at = ends_at - %s"
    rows(site, f"UPDATE conferences_session SET {shifted} WHERE edition_id = ({OURS})", by, by, CODE)
    shifted += ", opens_at = opens_at - %s, closes_at = closes_at - %s"
    rows(site, f"UPDATE conferences_edition SET {shifted} WHERE code = %s", by, by, by, by, CODE)


def test_from_clone_to_certificate_in_three_languages(
    site: Node, people: dict[str, Person], sign_in: Callable[[str], Browser]
) -> None:
    organiser = sign_in("organiser")
    rows(site, "DELETE FROM asking_sent")
    _clone(organiser, site)

    # Two seats, three people: the third waits, is offered the seat that is given back, and takes it.
    for person in people.values():
        person.registers()
    assert [each.state for each in people.values()] == ["seated", "seated", "waiting"]
    people["en"].opens(people["en"].own)
    people["en"].presses("cancel")
    work(site)
    people["bg"].opens(people["bg"].own)
    people["bg"].presses("accept")
    assert [each.state for each in people.values()] == ["cancelled", "seated", "seated"]

    # The day has come: one of the two arrives and sits in every session, the other does not come.
    _the_day_has_come(site)
    ticket = rows(site, "SELECT ticket FROM conferences_registration WHERE email = %s", people["ro"].email)[0]
    _move(organiser, "closed")
    assert "J11 ro" in organiser.post(f"/edit/conferences/{CODE}/door/", {"ticket": ticket}).text
    found = f"SELECT id FROM conferences_session WHERE kind <> 'break' AND edition_id = ({OURS})"
    for session in rows(site, found, CODE):
        organiser.post(f"/edit/conferences/{CODE}/door/", {"ticket": ticket, "session": str(session)})
    over = "UPDATE conferences_edition SET ends_at = now() - interval '1 minute' WHERE code = %s"
    rows(site, over, CODE)
    _move(organiser, "held")

    # A certificate for the one who was there, in their language, and a code that says no more than it must.
    reader = Browser(site)
    paper = words(fetched(site, people["ro"].own + "certificate.pdf"))
    assert "J11 ro" in paper
    code = re.search(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", paper)
    assert code
    assert reader.get(people["bg"].own + "certificate.pdf").status == 409
    said = reader.post("/en/conferences/verify/", {"code": code[0]}).text
    assert "J11, invented" in said
    assert "J11 ro" not in said
