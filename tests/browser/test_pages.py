"""The pages in Chromium: no finding of axe, no sideways scroll, nothing in the console, and usable without scripts.

Each page is opened once and then looked at in both widths and both themes.
"""

import math
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from safeconduct.commands.demonstration.browser import Page as Drawn
from safeconduct.commands.demonstration.hands import told
from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.demonstration.walk import NAME, SHARED, Walk
from safeconduct.commands.nodes.node import Node
from tests.browser.looking import axe_source, findings, looked_at
from tests.browser.markup import faults_of_markup
from tests.cases.attachments.files import paper
from tests.cases.bringing_in.files import HEADER, PEOPLE, as_csv
from tests.nodes.places import conferred, partner, place
from tests.nodes.town import Town

pytestmark = pytest.mark.browser

FRONT = "/people/bring-in/"
FIVE = "/enquiries/ask/five/?need=housing"
WRONG = ["A-9", "Pavel", "Radu", "31.31.1990", "m", "RO", "ro", "", "", ""]
FRESH = 5 * 60
"""Seconds for which a sign-in surely holds that nobody uses (SAFECONDUCT_IDLE_MINUTES)."""
NO_FAULT = {
    "unique-landmark": "the main menu stands twice in a page, and one of the two is hidden in any width",
    "wcag/h32": "the field of the head that looks for a reference is sent by Enter",
}
"""Rules of html-validate, and why they are not kept here."""
CONFERRING = ("conferences", "a conference", "an item", "on the agenda", "a meeting")


@dataclass
class Story:
    """Two running nodes, where the pages are, and what browsers keep of who has signed in."""

    pair: Pair
    paths: dict[str, str]
    cookies: list[Any] = field(default_factory=list)
    signed_in: float = -math.inf
    """When a browser last came with them."""

    def address(self, page: str) -> str:
        """Where a page of this story is, for the browser."""
        return self.pair.address(self.node_of(page)) + self.paths[page]

    def node_of(self, page: str) -> Node:
        """The node that shows it."""
        return self.pair.be if page.startswith("their ") else self.pair.ro


class Steps(Walk):
    """The parts of the demonstration's walk that make pages worth looking at."""

    def pages(self) -> dict[str, str]:
        """Each page by a name; one that begins with "their" is the receiver's."""
        person = self._case()
        place(self.pair, person, "Ioana Marin")
        draft = self.drafted(person).path
        sent, acknowledged, declined, taken_back = (self.offered() for _ in range(4))
        self.sofie.move(acknowledged, "acknowledge")
        self.sofie.move(declined, "decline", {"reason": "no_capacity"})
        self.ana.withdraw(taken_back, {"reason": "consent_withdrawn", "channel": "person"})
        self.loop.until("it is declined", lambda: self.ana.see(declined).state() == "declined")
        beside, alone, file = self.beside()
        child = self.child()
        return {
            "today": "/", "person": person, "a new case": "/people/new/", "service": f"{person}refer/",
            "who saw": f"{person}seen/", "ethics": "/ethics/", "news": "/news/", **self.exercises(),
            "directory": "/directory/?need=housing&country=BE", "nothing in the directory": "/directory/?q=xyzxyz",
            "what was not found": "/directory/missing/",
            "counted once": "/counted-once/", "counted in figures": f"{person}figures/",
            "not counted": "/figures/not-counted/",
            "conflicts": "/conflicts/", "opposed": f"{person}opposed/",
            "police and prosecution": f"{person}authorities/", "complain": f"{person}complaint/",
            "given out": f"{person}given-out/", "the person asks": f"{person}given-out/person/",
            "an order": f"{person}given-out/order/", "why asked": "/forms/why/?language=ro",
            "draft": draft, "ask the holder": f"{person}ask/health/",
            "without consent": f"{draft}ground/", "draft with consent": self.ready(person).path,
            "sent": sent, "find": "/find/",
            "nothing fits": f"{person}refer/?need=pregnancy&country=BE&language=ro",
            "before a talk": f"{person}screenings/new/", "a part of a talk": self.talk(person),
            "the end of a talk": self.talk(person).replace("part/dr/", "end/"), "who asked": f"{person}interviews/",
            "follow-up": f"{person}follow-up/", "files": f"{person}needs/files/", **self.attached(person),
            "timeline": f"{person}timeline/", "interpreters": "/interpreters/",
            "step cards": "/cards/", "a step card": "/cards/first-contact/", "for courts": "/in-court/",
            "rights": f"{person}rights/", "told of rights": f"{person}rights/told/",
            "rules of law": "/rights/rules/", "a rule": "/rights/rules/RO-RP-01/",
            "a rule is wrong": "/rights/rules/RO-RP-01/wrong/",
            "compensation": f"{person}compensation/", "open claims": "/compensation/",
            "deadlines": f"{person}rights/deadlines/", "a day of a document": f"{person}rights/deadlines/enter/",
            "my calendar": "/rights/calendar/",
            "documents": f"{person}rights/documents/", "a document": f"{person}rights/documents/letter/",
            "templates of documents": "/documents/templates/",
            "a template": "/documents/templates/confirmation.ro/",
            "interpreting": f"{person}interpreting/", "arrange a talk": f"{person}interpreting/new/",
            "with the person": f"{person}with-the-person/?language=uk",
            "rights with the person": f"{person}with-the-person/rights/?language=bg",
            "this is wrong": f"{person}with-the-person/wrong/plan/?language=ro&line=persons_goals@1",
            "papers": f"{person}papers/",
            "numbers": "/paper/?language=fr",
            "service for a child": f"{self.ana.open_case({'pseudonym': 'Alder'}).path}refer/",
            "a child and a return": f"{child}?return=yes", "what a return lacks": f"{child}return/",
            "leaflet": f"{child}return/leaflet/?language=uk",
            "with the agency there": f"{child}return/with-them/", "erase a section": f"{person}erase/",
            "emergency": self.drafted(person, "emergency").path,
            "script": f"{draft}script/?language=uk", "receipt": f"{sent}receipt/?language=ro",
            "to say": f"{sent}say/?language=fr", "blank form": "/forms/referral/?language=en",
            "blank forms": "/forms/", "form of a section": "/forms/needs/",
            "form of consent": "/forms/consent/?language=ro",
            "paper to take along": f"{person}copy/?chosen=yes&parts=agreed&parts=days&language=uk",
            "from elsewhere": "/people/from-elsewhere/",
            "bring in": FRONT, "columns": self.begun(PEOPLE),
            "rows": self.looked_at(self.begun([*PEOPLE, *PEOPLE, WRONG])),
            **self.asked_at_once(), "five at once": FIVE, "none of five": f"{FIVE}&children=yes",
            "free places": "/beds/", "count places": "/beds/count/",
            "enquiries": "/enquiries/", "ask without a name": "/enquiries/ask/", "notify": "/counts/notify/",
            "questions without a name": "/letters/", "told the code": "/letters/code/",
            **dict(zip(CONFERRING, conferred(self.ana, person), strict=True)),
            **self.confers(beside),
            "covered": "/neutral/", "in an emergency": "/people/emergency/", "emergency count": "/emergency-readings/",
            "nothing there": "/referrals/RO-0000-0000/", "unknown": "/nowhere/", "their today": "/", "their sent": sent,
            "their acknowledged": acknowledged, "declined": declined, "taken back": taken_back, "their own file": file,
            "their own file beside it": beside, "their opening": f"{alone}own/", "copied there": beside,
            "their taking over": f"{beside}own/take-over/safety/", "their holders": f"{beside}holders/",
            "who does which step": f"{person}plan/team/", "the whole team": f"{person}team/",
            "their draft onwards": self.onwards(file), **self.by_hand(),
        }  # fmt: skip

    def exercises(self) -> dict[str, str]:
        """All exercises, one before it is begun, one that begins elsewhere, and one that was begun."""
        one, other = "/training/a-referral-that-arrives/", "/training/one-section-for-an-authority/"
        begun = self.ana.fill(self.ana.see(one), one, {}, "Beginning an exercise").path
        return {
            "exercises": "/training/",
            "an exercise": one,
            "another exercise": other,
            "what was done": begun,
        }

    def talk(self, person: str) -> str:
        """The first part of a talk for identification."""
        agreed = {"agreed": "yes", "profile": "labour_adult"}
        return self.ana.fill(self.ana.see(f"{person}screenings/new/"), "", agreed, "Beginning the talk").path

    def child(self) -> str:
        """Somebody who may be a child, whose guardian has a conflict, and a return that somebody thinks of."""
        page = self.ana.open_case({"pseudonym": "Rowan"})
        mother = {"who": "The mother", "mandate": "parent", "conflict": "suspected", "why": "Said so."}
        entered = {f"guardians-0-{part}": said for part, said in mother.items()} | {
            "country": "UA", "contacts-0-who": "Dim, a social worker", "contacts-0-how": "+380 00, at any hour",
        }  # fmt: skip
        form = self.ana.see(f"{page.path}?return=yes")
        self.ana.fill(form, f"{page.path}sections/", entered, "Writing about a child")
        return page.path

    def asked_at_once(self) -> dict[str, str]:
        """A round of which one has said yes, and the question whether they cannot after all."""
        form = self.ana.see(FIVE)
        ticked = re.findall(r'name="to" id="to-([0-9a-f-]{36})"[^>]* checked', form.html)
        page = self.ana.browser.submit(
            form, "", to=ticked, is_child="no", urgency="urgent", part_of_country="anywhere"
        )
        paths = re.findall(r'<a href="(/enquiries/[0-9a-f-]{36}/)">', page.html)

        def theirs() -> list[str]:
            return [path for path in paths if self.sofie.see(path).status == 200]

        self.loop.until("it is there", lambda: bool(theirs()))
        (path, *_) = theirs()
        self.sofie.browser.submit(self.sofie.see(path), f"{path}answer/", answer="possible")
        self.loop.until("the yes is here", lambda: "Has it" in self.ana.see(page.path).text)
        return {"a round": page.path, "they cannot after all": f"{page.path}fell/{path.split('/')[2]}/"}

    def beside(self) -> tuple[str, str, str]:
        """Two referrals that were accepted, the first with a file beside it and something taken over; and that file."""
        beside, alone = self.offered(), self.offered()
        for path in (beside, alone):
            self.sofie.accept(path)
        opening, taking = f"{beside}own/", f"{beside}own/take-over/needs/"
        self.loop.until("it was released", lambda: NAME in self.sofie.see(beside).text)
        file = self.sofie.browser.submit(self.sofie.see(opening), opening).path
        self.sofie.browser.submit(self.sofie.see(taking), taking, take=["wish"])
        self.loop.until("the sender knows", lambda: "Taken over into" in self.ana.see(beside).text)
        return beside, alone, file

    def confers(self, referral: str) -> dict[str, str]:
        """A conference of which an item went to the agency over there: both pages of the sender, and theirs."""
        found = re.search(r'href="(/people/[0-9a-f-]{36}/)"', self.ana.see(referral).html)
        assert found
        talk = conferred(self.ana, found[1])[1]
        asking, there = f"{talk}others/", f"{referral}conferences/"
        self.ana.browser.submit(self.ana.see(asking), "", referral=referral.split("/")[2], spoken="en")
        self.loop.until("it is there", lambda: "Unde?" in self.sofie.see(there).text)
        return {"ask another agency": asking, "a conference with others": talk, "their conference": there}

    def attached(self, person: str) -> dict[str, str]:
        """A file of two pages, where it is looked at and where it is removed."""
        front = self.ana.see(f"{person}needs/files/")
        page = self.ana.browser.upload(front, "", "file", paper(pages=2), "letter.pdf", title="A letter")
        (file,) = set(re.findall(r'href="(/files/[0-9a-f-]+/)"', page.html))
        return {"a file": file, "removing a file": f"{file}remove/"}

    def onwards(self, file: str) -> str:
        """A draft from the receiver's own file, in which the chain is asked about."""
        services = {found["name"]: found["services"] for found in self.pair.files["be"]["agencies"]}
        return self.sofie.draft(file, services["Barreau du Canal"][0]["id"], "routine").path

    def by_hand(self) -> dict[str, str]:
        """A referral to a partner without a node: its page, what may be said, and entering what they told."""
        service = partner(self.pair.place("Ana Pop").node)
        draft = self.ana.draft(self._case(), service, "urgent")
        path = self.ana.consent(draft, told(SHARED, language="uk")).path
        self.ana.send(path)
        return {"to a partner": path, "what may be said": f"{path}by-hand/", "what they told": f"{path}told/"}

    def begun(self, people: list[list[str]]) -> str:
        """An import that waits for the names of its columns."""
        return self.ana.browser.upload(self.ana.see(FRONT), FRONT, "file", as_csv([HEADER, *people])).path

    def looked_at(self, path: str) -> str:
        """The same when its rows were looked at: faults and possible duplicates."""
        self.ana.browser.submit(self.ana.see(path), f"{path}columns/")
        self.loop.until("the rows were looked at", lambda: "data-twins" in self.ana.see(path).marks)
        return path

    def drafted(self, person: str, urgency: str = "urgent") -> Drawn:
        """A draft to the first service of the other node."""
        return self.ana.draft(person, self.pair.files["be"]["agencies"][0]["services"][0]["id"], urgency)

    def ready(self, person: str) -> Drawn:
        """A draft with a consent."""
        return self.ana.consent(self.drafted(person), told(SHARED, language="uk"))

    def offered(self) -> str:
        """A referral that both sides have."""
        path = self.ready(self._case()).path
        self.ana.send(path)
        self.loop.until("both sides have it", lambda: self.sofie.see(path).status == 200)
        return path


@pytest.fixture(scope="module")
def story(alone: Town) -> Story:
    """Two nodes with a few people and referrals."""
    return Story(alone.pair, Steps(alone.pair, lambda _: None).pages())


def enter(page: Page, story: Story) -> None:
    """Ana on the one node and Sofie on the other, whom the first test has signed in."""
    now = time.monotonic()
    if now - story.signed_in > FRESH:
        for node, name in zip(story.pair.nodes, ("Ana Pop", "Sofie Maes"), strict=False):
            page.goto(f"{story.pair.address(node)}/sign-in/")
            page.locator(f'form:has(input[value="{story.pair.member(name)}"]) button').click()
            page.wait_for_url(f"{story.pair.address(node)}/")
        story.cookies[:] = page.context.cookies()
    else:
        page.context.add_cookies(story.cookies)
    story.signed_in = now


def test_every_page_is_right_in_both_widths_and_themes(page: Page, story: Story, tmp_path: Path) -> None:
    """And with more space in the text, and as the standard of HTML says."""
    enter(page, story)
    addresses = {"sign in": f"{story.pair.address(story.pair.ro)}/sign-in/"} | {
        name: story.address(name) for name in story.paths
    }
    kept: dict[str, str] = {}
    found = {name: looked_at(page, address, kept=kept) for name, address in addresses.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert faults_of_markup(kept, tmp_path, without=NO_FAULT) == []


def test_without_scripts_all_of_it_works(browser: Browser, story: Story) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, story)
    page.goto(story.address("their sent"))
    page.get_by_role("button", name="Confirm that you have it").click()
    expect(page.locator("[data-state=acknowledged]")).to_be_visible()
    page.get_by_text("Put on hold", exact=True).first.click()
    expect(page.get_by_label("Look at it again on")).to_be_visible()
    context.close()


def test_what_has_the_focus_is_seen_and_not_covered(page: Page, story: Story) -> None:
    enter(page, story)
    page.set_viewport_size({"width": 1280, "height": 600})
    page.goto(story.address("person"))
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    covered = []
    for _step in range(25):
        page.keyboard.press("Tab")
        covered += page.evaluate(
            """() => { const one = document.activeElement, strip = document.querySelector('.strip');
            if (!one || one === document.body || strip.contains(one)) return [];
            const a = one.getBoundingClientRect(), b = strip.getBoundingClientRect();
            return a.bottom > b.top && a.top < b.bottom ? [one.outerHTML.slice(0, 120)] : []; }"""
        )
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style in ("solid", "none")
    assert covered == []


@pytest.mark.parametrize("key", ["F2", "Control+."])
def test_one_key_covers_the_screen_and_what_was_typed_is_still_there(
    page: Page, story: Story, key: str
) -> None:
    enter(page, story)
    page.goto(story.address("a new case"))
    page.get_by_label("Alias", exact=True).fill("Half a wo")
    page.keyboard.press(key)
    expect(page).to_have_title("Notes")
    assert page.url.endswith("/neutral/")
    shown = page.locator("body").inner_text().lower()
    assert [word for word in ("safeconduct", "case", "person", "invented", "half") if word in shown] == []
    page.evaluate(axe_source())
    assert findings(page) == []
    page.keyboard.press("Escape")
    expect(page).to_have_title("Notes")
    page.get_by_role("button", name="Back").click()
    assert page.url == story.address("a new case")
    expect(page.get_by_label("Alias", exact=True)).to_have_value("Half a wo")
    expect(page.get_by_label("Alias", exact=True)).to_be_focused()


def test_the_cover_is_the_second_link_and_needs_no_script(browser: Browser, story: Story) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, story)
    page.goto(story.address("person"))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Notes")
    page.get_by_role("link", name="Back").click()
    assert page.url == story.address("person")
    context.close()


def test_on_paper_a_text_for_the_person_has_no_mark_and_no_menu(page: Page, story: Story) -> None:
    enter(page, story)
    page.emulate_media(media="print")
    for name in ("script", "receipt", "to say", "blank form", "leaflet"):
        page.goto(story.address(name))
        expect(page.locator(".head")).to_be_hidden()
        expect(page.locator(".paper-choice:visible")).to_have_count(0)
        expect(page.locator(".unchecked")).to_be_visible()


def test_the_theme_is_chosen_by_a_button_and_stays(page: Page, story: Story) -> None:
    page.goto(f"{story.pair.address(story.pair.ro)}/sign-in/")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(26, 21, 29)"
    page.reload()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="As the device").click()
    expect(page.locator("html")).not_to_have_attribute("data-theme", re.compile("."))


def test_an_open_page_of_the_sender_follows_what_happens(page: Page, story: Story) -> None:
    enter(page, story)
    steps = Steps(story.pair, lambda _: None)
    path = steps.offered()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(story.pair.address(story.pair.ro) + path)
    expect(page.locator("#banner")).to_contain_text("they must confirm")
    steps.sofie.move(path, "acknowledge")
    expect(page.locator("#delivery li.done")).to_have_count(3, timeout=15_000)
    expect(page.locator("#banner h2")).to_contain_text("they must accept or decline", timeout=15_000)
    steps.sofie.accept(path)
    expect(page.locator("#delivery li.done")).to_have_count(4, timeout=15_000)
    assert said == []


def test_a_page_left_open_when_the_sign_in_ends_says_so_and_keeps_what_was_typed(
    page: Page, story: Story
) -> None:
    enter(page, story)
    page.goto(story.address("sent"))
    page.context.clear_cookies()
    expect(page.get_by_text("Your sign-in has ended")).to_be_visible(timeout=15_000)
    expect(page.locator("#delivery")).to_have_count(0)
    expect(page.get_by_role("heading", name="Take it back")).to_be_visible()
    page.get_by_role("link", name="Sign in and show the page again").click()
    page.wait_for_url(re.compile("sign-in"))


def test_a_page_that_nothing_is_to_come_for_asks_no_more(page: Page, story: Story) -> None:
    steps = Steps(story.pair, lambda _: None)
    path = steps.offered()
    steps.ana.withdraw(path, {"reason": "consent_withdrawn", "channel": "person"})
    steps.loop.until("taken back there too", lambda: steps.sofie.see(path).state() == "withdrawn")
    steps.sofie.move(path, "confirm_freeze")
    steps.loop.until("closed", lambda: steps.ana.see(path).state() == "closed")
    time.sleep(1)
    enter(page, story)
    page.goto(story.pair.address(story.pair.ro) + path)
    assert page.locator("#delivery").get_attribute("hx-trigger") is None


def test_the_part_alone_is_never_shown_as_a_page(story: Story) -> None:
    steps = Steps(story.pair, lambda _: None)
    shown = steps.ana.see(f"{story.paths['sent']}progress/")
    assert (shown.status, shown.path) == (200, story.paths["sent"])
