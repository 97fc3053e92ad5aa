"""A case conference between two nodes: asked, proposed, decided, and gone when the section is taken back."""

import re
from datetime import UTC, datetime, timedelta

from tests.nodes.story import Story
from tests.nodes.test_queries import OF_A_PERSON, counts
from tests.nodes.town import Town, until

ASKED = {"needs": "A flat, or the shelter until summer?", "safety": "Who walks with her to court?",
         "narrative": "What do we do about the letters?"}  # fmt: skip
PROPOSAL, DECISION = "The shelter: there is a desk at night.", "The shelter until June."


class Conference:
    """Ana's conference about somebody whom Sofie's shelter has accepted."""

    def __init__(self, town: Town) -> None:
        self.story = story = Story(town).reach("in_service")
        self.there = f"{story.path}conferences/"
        day = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()
        opening = f"{story.person}conferences/new/"
        made = story.ana.browser.submit(
            story.ana.see(opening), "", question="Where does she live?", until=day
        )
        self.page = made.path.removesuffix("items/new/")
        self.items = {section: self.add(section, text) for section, text in ASKED.items()}

    def add(self, section: str, text: str) -> str:
        path = f"{self.page}items/new/"
        return self.story.ana.browser.submit(self.story.ana.see(path), "", section=section, text=text).path

    def write(self, section: str, **given: str) -> None:
        path = self.items[section]
        assert self.story.ana.browser.submit(self.story.ana.see(path), "", **given).status == 200

    def ask(self) -> None:
        path = f"{self.page}others/"
        asked = {"referral": self.story.reference, "spoken": "en"}
        assert self.story.ana.browser.submit(self.story.ana.see(path), "", **asked).path == self.page

    def answer(self, text: str) -> int:
        """What comes of a proposal to the first item that can be answered."""
        page = self.story.sofie.see(self.there)
        found = re.search(rf'action="({re.escape(self.there)}[0-9a-f-]{{36}}/)"', page.html)
        assert found, "nothing can be answered"
        self.last = found[1]
        return self.story.sofie.browser.submit(page, self.last, text=text, spoken="en", do="proposed").status


def test_another_agency_is_asked_proposes_is_told_and_forgets_with_the_section(town: Town) -> None:
    talk = Conference(town)
    ana, sofie = talk.story.ana, talk.story.sofie
    talk.ask()
    until(
        "both items are there",
        lambda: all(ASKED[s] in sofie.see(talk.there).text for s in ("needs", "safety")),
    )
    assert ASKED["narrative"] not in sofie.see(talk.there).text
    assert "2 items of another agency wait for your profession" in sofie.see("/").text

    assert talk.answer(PROPOSAL) == 200
    until("it came", lambda: "1 answer came from another agency" in ana.see("/").text)
    for section in ("needs", "safety"):
        talk.write(section, do="wish", wish="Not alone.")
        talk.write(section, do="proposal", proposal="As she wishes.")
    answered = next(
        section for section in ("needs", "safety") if PROPOSAL in ana.see(talk.items[section]).text
    )
    assert f"{talk.story.to}, Belgium" in ana.see(talk.items[answered]).text
    talk.write(answered, do="decision", decision=DECISION, reasons="Her nights.")
    until("they are told", lambda: DECISION in sofie.see(talk.there).text)
    assert "Her nights." not in sofie.see(talk.there).text

    asks = f"{talk.page}others/"
    for node, member, paths in (
        (town.pair.ro, "Ana Pop", [talk.page, talk.items["safety"], asks]),
        (town.pair.be, "Sofie Maes", [talk.there, "/"]),
    ):
        assert max(counts(town, node, member, paths).values()) <= OF_A_PERSON

    talk.story.take_back("safety")
    until("it is gone there", lambda: ASKED["safety"] not in sofie.see(talk.there).text)
    assert "has it no more" in ana.see(talk.items["safety"]).text
    talk.story.withdraw("sender")
    until("all of it is gone", lambda: ASKED["needs"] not in sofie.see(talk.there).text)
    for name in (talk.story.here, talk.story.there):
        steps = town.ask(name, STEPS, talk.story.shared)
        assert [step for (step,) in steps] == ["conference:asked"] * 2 + [
            "conference:proposed",
            "conference:decided",
        ]


STEPS = (
    "SELECT action FROM audit.record WHERE referral_id = %s AND action LIKE 'conference:%%' AND outcome = 'done' "
    "ORDER BY recorded_at"
)
