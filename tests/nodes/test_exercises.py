"""Exercises as a learner does them: begun, carried out on the pages of both nodes, compared with the standard."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.clock import Clock
from safeconduct.commands.demonstration.hands import Hands, told
from tests.nodes.days import in_days
from tests.nodes.test_queries import MOST, counts
from tests.nodes.town import Town, until

SHARED = ["profile", "needs", "safety", "safe_contact", "identity"]


OF_THE_NAMES = 1
"""The statement by which the learner's own cases are told apart."""


@dataclass
class Learner:
    """Somebody who does one exercise, as the member with whom it begins."""

    town: Town
    code: str
    first: Hands
    path: str = ""

    @property
    def person(self) -> str:
        return f"/people/{self.path.split('/')[3]}/"

    def begin(self) -> None:
        page = self.first.see(f"/training/{self.code}/")
        self.path = self.first.fill(page, page.path, {}, "Beginning the exercise").path

    def see(self) -> Page:
        return self.first.see(self.path)

    def standings(self) -> dict[str, str]:
        return dict(re.findall(r'data-step="(\w+)" data-standing="(\w+)"', self.see().html))

    def write(self, section: str, **answers: str | list[str]) -> None:
        self.first.save(self.first.see(self.person), section, answers)

    def prepare(self) -> None:
        """What is written with the person before anything is sent."""
        self.write(
            "safety",
            level="medium",
            assessed_on=in_days(0),
            valid_until=in_days(20),
            persons_view="He knows the town.",
        )
        self.write("safe_contact", safe_to_call="yes", safe_number="+40 000 555 0333", language="ro")
        self.write("identity", names="Mirela Anton")

    def refer(self, agency: str, urgency: str = "urgent", shared: list[str] = SHARED) -> str:
        """Drafted, agreed and sent; the referral's path."""
        service = self.town.agency(agency)["services"][0]["id"]
        draft = self.first.draft(self.person, service, urgency)
        self.first.consent(draft, told(shared, language="ro"))
        self.first.send(draft.path)
        return draft.path


def both(path: str, state: str, *sides: Hands) -> None:
    """Wait until it is there and in this state, on each side."""

    def stands(side: Hands) -> bool:
        page = side.see(path)
        return page.status == 200 and page.state() == state

    until(f"{path} is {state}", lambda: all(stands(side) for side in sides))


def learner(town: Town, code: str, name: str) -> Learner:
    made = Learner(town, code, town.hands(name))
    made.begin()
    return made


@pytest.fixture
def clock(town: Town) -> Iterator[Clock]:
    """The clock of both nodes, put back at the end."""
    clock = Clock(town.pair)
    before = clock.moved()
    yield clock
    clock.set(before)


def ended(path: str, sender: Hands, receiver: Hands) -> None:
    """What came of it is written there and confirmed here."""
    receiver.move(path, "record_outcome", {"outcome": "given"})
    both(path, "outcome_recorded", sender, receiver)
    sender.move(path, "close", {"confirmation": "confirmed"})
    both(path, "closed", sender, receiver)


def test_a_referral_is_done_step_by_step_and_the_paper_follows(town: Town, clock: Clock) -> None:
    doing = learner(town, "a-referral-that-arrives", "Ana Pop")
    assert set(doing.standings().values()) == {"not_yet"}
    assert not doing.see().has_form(f"{doing.path}paper/"), "no paper before it is done"
    doing.prepare()
    path, ana, sofie = doing.refer("Maison Lierre"), doing.first, town.hands("Sofie Maes")
    both(path, "sent", ana, sofie)
    done = {"safety", "safe_contact", "consent", "abroad", "urgency", "no_more"}
    assert {step for step, how in doing.standings().items() if how == "done"} == done
    sofie.move(path, "acknowledge")
    both(path, "acknowledged", ana, sofie)
    sofie.accept(path)
    both(path, "accepted", ana, sofie)
    when = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="minutes")
    ana.move(path, "propose_handover", {"where": "senders_office", "when": when, "brought_by": "alone"})
    until("it is proposed there", lambda: sofie.see(path).has_form(f"{path}move/confirm_handover/"))
    sofie.move(path, "confirm_handover", {"met_by": "social_worker"})
    both(path, "handover_planned", ana, sofie)
    clock.forward(timedelta(hours=1, minutes=5))
    sofie.move(path, "arrive")
    both(path, "in_service", ana, sofie)
    ended(path, ana, sofie)
    assert set(doing.standings().values()) == {"done"}

    nameless = ana.browser.submit(doing.see(), f"{doing.path}paper/", name=" ")
    assert (nameless.status, "No name is entered." in nameless.text) == (422, True)
    made = ana.browser.submit(doing.see(), f"{doing.path}paper/", name="Eva Dorn")
    assert (made.status, made.html[:5]) == (200, "%PDF-")
    assert "Eva Dorn" not in doing.see().html, "the name is kept nowhere"
    assert "Mirela wants to go home on Monday" in ana.see("/training/").text.partition("Begun by you")[2]


def test_what_was_done_in_another_way_is_said_and_there_is_no_paper(town: Town, clock: Clock) -> None:
    doing = learner(town, "a-referral-that-arrives", "Ana Pop")
    doing.write("safety", level="low", assessed_on=in_days(0), valid_until=in_days(20))
    path, sofie = (
        doing.refer("Maison Lierre", "routine", ["profile", "needs", "safety"]),
        town.hands("Sofie Maes"),
    )
    both(path, "sent", doing.first, sofie)
    clock.forward(timedelta(days=7))
    found = doing.standings()
    otherwise = {step for step, how in found.items() if how == "otherwise"}
    assert otherwise == {"safe_contact", "urgency", "no_more", "clock"}
    assert "Some steps were done in another way than the standard asks." in doing.see().text


def test_a_lawyer_asks_a_colleague_abroad(town: Town) -> None:
    doing = learner(town, "advice-before-the-statement", "Radu Ene")
    radu, claire = doing.first, town.hands("Claire Dubois")
    doing.prepare()
    service = town.agency("Barreau du Canal")["services"][0]["id"]
    draft = radu.draft(doing.person, service, "urgent")
    assert doing.standings()["law"] == "not_yet"
    law: dict[str, str | list[str]] = {"jurisdictions": ["BE"], "proceeding_types": ["criminal"]}
    radu.fill(draft, f"{draft.path}law/", law, "Saying which law it is about")
    radu.consent(radu.see(draft.path), told(SHARED, language="ro"))
    radu.send(draft.path)
    both(draft.path, "sent", radu, claire)
    claire.move(draft.path, "acknowledge")
    both(draft.path, "acknowledged", radu, claire)
    claire.accept(draft.path)
    both(draft.path, "accepted", radu, claire)
    assert {step for step, how in doing.standings().items() if how != "done"} == {"loop"}


def test_a_psychologist_keeps_health_and_the_lead_asks(town: Town) -> None:
    doing = learner(town, "what-others-need-to-know", "Ana Pop")
    ana, ioana, sofie = doing.first, town.hands("Ioana Marin"), town.hands("Sofie Maes")
    form = f"{doing.person}team/place/"
    ana.fill(ana.see(f"{form}?member={ioana.member}"), form, {"told": "yes"}, "Giving a place")
    assert doing.standings()["place"] == "done"
    ask = f"{doing.person}ask/health/"
    ana.fill(ana.see(ask), "", {"ask_for": "service", "until": in_days(9)}, "Asking")
    assert doing.standings()["asked"] == "not_yet"
    ioana.save(ioana.see(doing.person), "health", {"fitness_conditions": "Not alone at night."})
    answer = re.findall(r'action="(/asked/[0-9a-f-]{36}/answer/)"', ioana.see(doing.person).html)[0]
    ioana.fill(ioana.see(doing.person), answer, {"answer": "told"}, "Answering")
    assert doing.standings()["asked"] == "done"
    doing.prepare()
    doing.write("needs", needs="housing", wish="Somebody at night.", details="A room alone.")
    path = doing.refer("Maison Lierre")
    both(path, "sent", ana, sofie)
    sofie.accept(path)
    both(path, "accepted", ana, sofie)
    assert {step for step, how in doing.standings().items() if how != "done"} == {"loop"}
    asked = counts(town, town.pair.ro, "Ana Pop", ["/training/", f"/training/{doing.code}/", doing.path])
    assert max(asked.values()) <= MOST + OF_THE_NAMES, asked


def test_an_authority_asks_for_one_section_and_gives_it_back(town: Town) -> None:
    doing = learner(town, "one-section-for-an-authority", "Sofie Maes")
    sofie, jan = doing.first, town.hands("Jan Peeters")
    asked: dict[str, str | list[str]] = {
        "number": doing.person.split("/")[2].replace("-", "")[:12], "section": "safety", "purpose": "protection",
        "team": town.agency("Police, special unit North")["teams"][0]["id"], "until": in_days(30),
    }  # fmt: skip
    jan.fill(jan.see("/authorities/"), "", asked, "Asking for a section")
    assert doing.standings() == {"asked": "done", "answered": "not_yet", "over": "not_yet"}
    (page,) = re.findall(
        r'href="(/people/[0-9a-f-]{36}/authorities/[0-9a-f-]{36}/)"',
        sofie.see(f"{doing.person}authorities/").html,
    )
    talk = told(["safety"], language="ro", days=25)
    sofie.fill(
        sofie.see(page),
        "",
        {
            "do": "yes",
            **{
                name: said
                for name, said in talk.items()
                if name not in ("tell_outcome", "follow_changes", "conditions")
            },
        },
        "Answering",
    )
    assert doing.standings() == {"asked": "done", "answered": "done", "over": "not_yet"}
    (read,) = re.findall(r'href="(/authorities/[0-9a-f-]{36}/)"', jan.see("/authorities/").html)[:1]
    assert "They know where my brother lives." in jan.see(read).text
    jan.fill(jan.see(read), f"{read}give-back/", {}, "Giving it back")
    assert set(doing.standings().values()) == {"done"}


def test_a_question_without_a_name_becomes_a_referral_and_is_taken_back(town: Town) -> None:
    doing = learner(town, "a-question-without-a-name", "Florin Pavel")
    florin, ana = doing.first, town.hands("Ana Pop")
    service = town.agency("Casa Salcia")["services"][0]["id"]
    asked: dict[str, str | list[str]] = {
        "to": [service],
        "is_child": "no",
        "urgency": "urgent",
        "languages": "Romanian",
    }
    florin.fill(florin.see("/enquiries/ask/"), "", asked, "Asking without a name")
    assert (doing.standings()["asked_first"], doing.standings()["became"]) == ("done", "not_yet")
    path = re.findall(r'href="(/enquiries/[0-9a-f-]{36}/)"', florin.see("/enquiries/").html)[0]
    until("it is there", lambda: ana.see(path).status == 200)
    ana.fill(ana.see(path), f"{path}answer/", {"answer": "possible"}, "Answering")
    until("the yes is here", lambda: "Make a referral" in florin.see(path).text)
    doing.prepare()
    draft = florin.fill(
        florin.see(f"{path}refer/"), "", {"person": doing.person.split("/")[2]}, "Making a referral"
    )
    florin.consent(draft, told(SHARED, language="ro"))
    doing.write("needs", needs="housing", wish="A bed tonight.", details="From tonight.")
    florin.send(draft.path)
    both(draft.path, "sent", florin, ana)
    florin.withdraw(draft.path, {"reason": "consent_withdrawn", "channel": "person"})
    both(draft.path, "withdrawn", florin, ana)
    assert doing.standings()["taken_back"] == "not_yet", "the other side has not confirmed it"
    ana.move(draft.path, "confirm_freeze")
    both(draft.path, "closed", florin, ana)
    assert set(doing.standings().values()) == {"done"}
