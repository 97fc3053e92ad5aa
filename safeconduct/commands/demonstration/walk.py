"""The journey of one referral, walked over HTTP by two signed-in members on two nodes, each step checked."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from safeconduct.commands.demonstration.browser import WalkFailed
from safeconduct.commands.demonstration.hands import Hands, must, told
from safeconduct.commands.demonstration.pair import Nodes

NAME, PHONE, CODE_WORD = "Oksana Melnyk", "+380 00 555 01 23", "bluebird seven"
"""Markers of the invented person: what must never be seen before acceptance, nor after withdrawal."""

PATIENCE = 20.0
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
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise WalkFailed(f"After {PATIENCE:.0f} s it is still not so: {what}.")
            time.sleep(0.05)

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
        self._to_the_end()
        self._taken_back()
        return self.loop.steps

    # --- The two stories --------------------------------------------------------------------------------------

    def _to_the_end(self) -> None:
        path, step = self._sent("one person, to the end"), self.loop.step
        with step("acknowledged", path, "acknowledged"):
            self.sofie.move(path, "acknowledge")
        with step("accepted: what was held back opens", path, "accepted", rungs=4):
            self.sofie.accept(path)
        self.loop.until("what was held back arrives", lambda: NAME in self.sofie.see(path).text)
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

    # --- The parts --------------------------------------------------------------------------------------------

    def _sent(self, who: str) -> str:
        begun = time.monotonic()
        service = self.pair.files["be"]["agencies"][0]["services"][0]["id"]
        draft = self.ana.draft(self._case(), service, "urgent")
        path = draft.path
        self.loop.line(f"draft ({who})", "draft", "-", "0", begun)
        begun = time.monotonic()
        self.ana.consent(draft, told(SHARED, language="uk"))
        self.loop.line("consent recorded", "draft", "-", "0", begun)
        with self.loop.step("sent", path, "sent", rungs=2):
            self.ana.send(path)
        with self.loop.step("opened there", path, "sent", rungs=3):
            seen = self.sofie.see(path)
            must("A room near a nursery" in seen.text, "The receiver does not see the need.")
            for marker in (NAME, PHONE, CODE_WORD):
                must(marker not in seen.html, f"The receiver sees {marker!r} before accepting.")
        return path

    def _case(self) -> str:
        page = self.ana.open_case(
            {"age_band": "26_35", "is_child": "no", "sex": "f", "languages": "uk, ro", "citizenships": "UA"}
        )
        today = datetime.now(UTC).date()
        for section, answers in {
            "needs": {"needs": "housing, safety", "wish": "A room near a nursery.", "details": "From next week."},
            "safety": {
                "level": "high", "assessed_on": today.isoformat(),
                "valid_until": (today + timedelta(days=30)).isoformat(),
                "persons_view": "I am looked for at home.", "mitigation": "No calls; meet at the agreed place only.",
            },
            "safe_contact": {
                "safe_to_call": "no", "channel": "text", "language": "uk", "do_not_contact": "18:00 to 08:00",
                "code_word": CODE_WORD,
            },
            "identity": {"names": NAME, "birth_date": "1996-04-02", "phone": PHONE},
        }.items():  # fmt: skip
            page = self.ana.save(page, section, answers)
        return page.path
