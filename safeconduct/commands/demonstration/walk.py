"""The journey of one referral, walked over HTTP by two signed-in members on two nodes, each step checked."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from safeconduct.commands.demonstration import lawyers
from safeconduct.commands.demonstration.hands import Answers, Hands, must, told, until
from safeconduct.commands.demonstration.pair import Nodes

NAME, PHONE, CODE_WORD = "Oksana Melnyk", "+380 00 555 01 23", "bluebird seven"
SAFE_NUMBER = "+380 00 555 01 99"
"""Markers of the invented person: what must never be seen before acceptance, nor after withdrawal."""

STEP = "A room that only the two workers know of"
"""An action of the plan: held back as the name is, and read there after the acceptance."""
SHARED = ["profile", "needs", "safety", "safe_contact", "identity"]


@dataclass
class Step:
    """One line of the report."""

    name: str
    sender: str
    receiver: str
    delivery: str
    seconds: float


@dataclass
class Loop:
    """A referral between two members, each step waited for on both sides."""

    sender: Hands
    receiver: Hands
    say: Callable[[Step], None]
    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, name: str, path: str, state: str, *, rungs: int = 0) -> Iterator[None]:
        """What is done inside leads to this state on both sides and to so many receipts, or the walk has failed."""
        begun = time.monotonic()
        yield
        self.until(f"{name}: both sides show {state}", lambda: self.both(path) == (state, state))
        self.until(f"{name}: {rungs} receipts", lambda: self.sender.see(path).rungs() >= rungs)
        self.line(name, *self.both(path), str(self.sender.see(path).rungs()), begun)

    def both(self, path: str) -> tuple[str, str]:
        """The state that each side's page shows; `-` where there is none."""
        here, there = self.sender.see(path), self.receiver.see(path)
        return here.state(), there.state() if there.status == 200 else "-"

    def until(self, what: str, holds: Callable[[], bool]) -> None:
        """Wait until it holds. Raises WalkFailed when it never does."""
        until(what, holds)

    def line(self, name: str, sender: str, receiver: str, delivery: str, begun: float) -> None:
        """Report a step that began at `begun`."""
        step = Step(name, sender, receiver, delivery, time.monotonic() - begun)
        self.steps.append(step)
        self.say(step)


@dataclass
class Walk:
    """The walk under way."""

    pair: Nodes
    say: Callable[[Step], None]
    ana: Hands = field(init=False)
    sofie: Hands = field(init=False)
    loop: Loop = field(init=False)

    def __post_init__(self) -> None:
        self.ana, self.sofie = Hands(self.pair, "Ana Pop"), Hands(self.pair, "Sofie Maes")
        self.loop = Loop(self.ana, self.sofie, self.say)

    def all(self) -> list[Step]:
        """Both stories; raises WalkFailed at the first step that is not as it must be."""
        self.ana.sign_in()
        self.sofie.sign_in()
        self._asked_without_a_name()
        self._to_the_end()
        self._taken_back()
        self._two_lawyers()
        return self.loop.steps

    # --- Before there is a person -----------------------------------------------------------------------------

    def _asked_without_a_name(self) -> None:
        begun = time.monotonic()
        service = self.pair.files["be"]["agencies"][0]["services"][0]["id"]
        asked: dict[str, str | list[str]] = {
            "to": [service], "is_child": "no", "urgency": "urgent", "languages": "Ukrainian", "note": "Needs a ramp.",
        }  # fmt: skip
        form = self.ana.see("/enquiries/ask/")
        named = self.ana.browser.submit(form, "", **{**asked, "note": f"A bed for {NAME}."})
        is_shown = f"“{NAME.split(maxsplit=1)[0]}” looks like a name" in named.text
        must(named.status == 422 and is_shown, "A note with a name has left, or the page does not say it.")
        page = self.ana.fill(form, "", asked, "Asking without a name")
        path = re.findall(r'href="(/enquiries/[0-9a-f-]{36}/)"', page.html)[0]
        self.loop.until("the enquiry is there", lambda: self.sofie.see(path).status == 200)
        self.sofie.fill(
            self.sofie.see(path), f"{path}answer/", {"answer": "possible"}, "Answering the enquiry"
        )
        self.loop.until("the yes is here", lambda: "Make a referral" in self.ana.see(path).text)
        self.loop.line("asked without a name, and answered", "answered", "answered", "-", begun)

    # --- The two stories --------------------------------------------------------------------------------------

    def _to_the_end(self) -> None:
        path, step = self._sent("one person, to the end", talk=True), self.loop.step
        with step("acknowledged", path, "acknowledged"):
            self.sofie.move(path, "acknowledge")
        with step("accepted: what was held back opens", path, "accepted", rungs=4):
            self.sofie.accept(path)
        self.loop.until("what was held back arrives", lambda: NAME in self.sofie.see(path).text)
        must(STEP in self.sofie.see(path).text, "The receiver does not read the plan.")
        with step("service begun", path, "in_service"):
            self.sofie.move(path, "start")
        with step("outcome recorded", path, "outcome_recorded"):
            self.sofie.move(path, "record_outcome", {"outcome": "given"})
        with step("confirmed, the loop is closed", path, "closed"):
            self.ana.move(path, "close", {"confirmation": "confirmed"})
        must(NAME not in self.sofie.see(path).text, "After closing the receiver still reads the name.")

    def _taken_back(self) -> None:
        path, step = self._sent("another person, who takes it back"), self.loop.step
        with step("accepted", path, "accepted", rungs=4):
            self.sofie.accept(path)
        self.loop.until("what was held back arrives", lambda: NAME in self.sofie.see(path).text)
        with step("taken back by the person", path, "withdrawn"):
            self.ana.withdraw(path, {"reason": "consent_withdrawn", "channel": "person"})
        self.loop.until("the holder's signed answer is in", lambda: "Erased" in self.ana.see(path).text)
        closed = self.sofie.see(path)
        must(
            NAME not in closed.text and PHONE not in closed.text,
            "After withdrawal the receiver still reads the person.",
        )
        with step("freeze confirmed, closed", path, "closed"):
            self.sofie.move(path, "confirm_freeze")

    def _two_lawyers(self) -> None:
        begun = time.monotonic()
        lawyers.check(self.pair)
        self.loop.line("two lawyers linked; nobody else reads it", "accepted", "accepted", "-", begun)

    # --- The parts --------------------------------------------------------------------------------------------

    def _sent(self, who: str, *, talk: bool = False) -> str:
        person = self._case()
        if talk:
            begun = time.monotonic()
            self._talk(person)
            self.loop.line("signs of trafficking, and a conclusion", "-", "-", "0", begun)
        begun = time.monotonic()
        service = self.pair.files["be"]["agencies"][0]["services"][0]["id"]
        draft = self.ana.draft(person, service, "urgent")
        path = draft.path
        self.loop.line(f"draft ({who})", "draft", "-", "0", begun)
        begun = time.monotonic()
        self.ana.consent(draft, told([*SHARED, "plan"], language="uk"))
        self.loop.line("consent recorded", "draft", "-", "0", begun)
        with self.loop.step("sent", path, "sent", rungs=2):
            self.ana.send(path)
        with self.loop.step("opened there", path, "sent", rungs=3):
            seen = self.sofie.see(path)
            must("A room near a nursery" in seen.text, "The receiver does not see the need.")
            for marker in (NAME, PHONE, CODE_WORD, SAFE_NUMBER, STEP):
                must(marker not in seen.html, f"The receiver sees {marker!r} before accepting.")
        return path

    def _talk(self, person: str) -> None:
        """One part of the signs, the result with the answers behind it, and the professional's own conclusion."""
        begin = f"{person}screenings/new/"
        agreed: Answers = {"agreed": "yes", "profile": "labour_adult", "said": ["voluntary", "no_promise"]}
        part = self.ana.fill(self.ana.see(begin), "", agreed, "Beginning the talk")
        talk = part.path.partition("part/")[0]
        told = {"CD1": "yes.told", "CD2": "yes.document", "CD3": "declined", "do": "next"}
        self.ana.fill(self.ana.see(f"{talk}part/cd/"), "", told, "Answering a part")
        end = self.ana.see(f"{talk}end/")
        must("Positive" in end.text and "Incomplete" in end.text, "The parts do not show what they found.")
        must("No competent person has compared this list" in end.text, "An unchecked list does not say so.")
        own = {"conclusion": "yes", "reasons": "Papers and pay are with others.", "do": "finish"}
        done = self.ana.fill(end, "", own, "Concluding")
        self.ana.fill(done, f"{talk}take-over/", {}, "Taking the conclusion over")
        must("Presumed" in self.ana.see(person).text, "The conclusion is not in the person's file.")

    def _case(self) -> str:
        page = self.ana.open_case(
            {"age_band": "26_35", "is_child": "no", "sex": "f", "languages": "uk, ro", "citizenships": "UA"}
        )
        today = datetime.now(UTC).date()
        answers: Answers = {
            "needs": "housing, safety", "wish": "A room near a nursery.", "details": "From next week.",
            "level": "high", "assessed_on": today.isoformat(),
            "valid_until": (today + timedelta(days=30)).isoformat(),
            "persons_view": "I am looked for at home.",
            "risk_rows-0-type": "traffickers", "risk_rows-0-level": "high",
            "mitigations-0-what": "No calls; meet at the agreed place only.",
            "mitigations-0-owner": "Case worker", "mitigations-0-due": (today + timedelta(days=30)).isoformat(),
            "persons_goals": "To live where nobody knows me.", "plan_actions-0-what": STEP,
            "plan_actions-0-who": "Case worker", "plan_actions-0-planned": (today + timedelta(days=5)).isoformat(),
            "plan_actions-1-what": "A course of the language", "plan_actions-1-who": "The shelter abroad",
            "plan_consent": "agreed", "plan_consent_on": today.isoformat(),
            "plan_reviews-0-on": (today + timedelta(days=30)).isoformat(),
            "safe_to_call": "no", "channel": "text", "safe_number": SAFE_NUMBER, "language": "uk",
            "do_not_contact": "18:00 to 08:00", "code_word": CODE_WORD,
            "names": NAME, "birth_date": "1996-04-02", "phone": PHONE,
        }  # fmt: skip
        return self.ana.save(page, "the file", answers).path
