"""The story of which `test_pages` opens the pages: two nodes, a few people, and a referral in every state."""

import math
import re
import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from safeconduct.commands.demonstration.browser import Page as Drawn
from safeconduct.commands.demonstration.hands import told
from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.demonstration.walk import NAME, SHARED, Walk
from safeconduct.commands.nodes.node import Node
from tests.cases.attachments.files import paper
from tests.cases.bringing_in.files import HEADER, PEOPLE, as_csv
from tests.nodes.places import conferred, partner, place

FRONT = "/people/bring-in/"
FIVE = "/enquiries/ask/five/?need=housing"
WRONG = ["A-9", "Pavel", "Radu", "31.31.1990", "m", "RO", "ro", "", "", ""]
FRESH = 5 * 60
"""Seconds for which a sign-in surely holds that nobody uses (SAFECONDUCT_IDLE_MINUTES)."""
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
