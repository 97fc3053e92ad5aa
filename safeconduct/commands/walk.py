"""The journey of one referral, walked over HTTP by two signed-in members on two nodes, each step checked."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from safeconduct.commands.browser import Browser, Page, WalkFailed
from safeconduct.commands.pair import Pair
from safeconduct.consent.rules import Fact

NAME, PHONE, CODE_WORD = "Oksana Melnyk", "+380 00 555 01 23", "bluebird seven"
"""Markers of the invented person: what must never be seen before acceptance, nor after withdrawal."""

PATIENCE = 20.0


@dataclass
class Step:
    """One line of the report."""

    name: str
    sender: str
    receiver: str
    delivery: str
    seconds: float


@dataclass
class Walk:
    """The walk under way."""

    pair: Pair
    say: Callable[[Step], None]
    steps: list[Step] = field(default_factory=list)
    ana: Browser = field(init=False)
    sofie: Browser = field(init=False)

    def __post_init__(self) -> None:
        self.ana = Browser("ro", self.pair.ro.ports.web)
        self.sofie = Browser("be", self.pair.be.ports.web)

    def all(self) -> list[Step]:
        """Both stories; raises WalkFailed at the first step that is not as it must be."""
        self._sign_in()
        self._to_the_end()
        self._taken_back()
        return self.steps

    # --- The two stories --------------------------------------------------------------------------------------

    def _to_the_end(self) -> None:
        path = self._sent("one person, to the end")
        with self._step("acknowledged", path, "acknowledged"):
            self._move(self.sofie, path, "acknowledge")
        with self._step("accepted: what was held back opens", path, "accepted", rungs=4):
            self._accept(path)
        self._until("what was held back arrives", lambda: NAME in self.sofie.get(path).text)
        with self._step("service begun", path, "in_service"):
            self._move(self.sofie, path, "start")
        with self._step("outcome recorded", path, "outcome_recorded"):
            self._move(self.sofie, path, "record_outcome", outcome="given")
        with self._step("confirmed, the loop is closed", path, "closed"):
            self._move(self.ana, path, "close", confirmation="confirmed")
        _must(NAME not in self.sofie.get(path).text, "After closing the receiver still reads the name.")

    def _taken_back(self) -> None:
        path = self._sent("another person, who takes it back")
        with self._step("accepted", path, "accepted", rungs=4):
            self._accept(path)
        self._until("what was held back arrives", lambda: NAME in self.sofie.get(path).text)
        with self._step("taken back by the person", path, "withdrawn"):
            page = self.ana.get(path)
            self.ana.submit(page, f"{path}withdraw/", reason="consent_withdrawn", channel="person")
        self._until("the holder's signed answer is in", lambda: "erased" in self.ana.get(path).text)
        closed = self.sofie.get(path)
        _must(
            NAME not in closed.text and PHONE not in closed.text,
            "After withdrawal the receiver still reads the person.",
        )
        with self._step("freeze confirmed, closed", path, "closed"):
            self._move(self.sofie, path, "confirm_freeze")

    # --- The parts --------------------------------------------------------------------------------------------

    def _sign_in(self) -> None:
        for browser, name in ((self.ana, "Ana Pop"), (self.sofie, "Sofie Maes")):
            page = browser.get("/sign-in/")
            form = next(
                (form for form in page.forms if ("member", self.pair.member(name)) in form.fields), None
            )
            _must(form is not None, f"{name} cannot sign in.")
            page = browser.submit(
                Page(page.status, page.path, "", "", [form] if form else [], {}), "/sign-in/"
            )
            _must(page.status == 200 and "Today" in page.text, f"{name} does not land on Today.")

    def _sent(self, who: str) -> str:
        begun = time.monotonic()
        person = self._case()
        path = self._draft(person)
        self._line(f"draft ({who})", "draft", "-", "0", begun)
        begun = time.monotonic()
        self._consent(path)
        page = self.ana.get(path)
        _must("Given, until" in page.text, "The consent is not on the draft.")
        self._line("consent recorded", "draft", "-", "0", begun)
        with self._step("sent", path, "sent", rungs=2):
            page = self.ana.submit(page, f"{path}send/", capacity="asked")
            _must(page.status == 200, f"Sending was answered with {page.status}: {page.text[-300:]}")
        with self._step("opened there", path, "sent", rungs=3):
            seen = self.sofie.get(path)
            _must("A room near a nursery" in seen.text, "The receiver does not see the need.")
            for marker in (NAME, PHONE, CODE_WORD):
                _must(marker not in seen.html, f"The receiver sees {marker!r} before accepting.")
        return path

    def _case(self) -> str:
        page = self.ana.get("/")
        page = self.ana.submit(
            page,
            "/people/new/",
            age_band="26_35",
            is_child="no",
            sex="f",
            languages="uk, ro",
            citizenships="UA",
        )
        _must(
            page.status == 200 and page.path.startswith("/people/"), f"No case was opened: {page.text[-200:]}"
        )
        tomorrow = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
        for section, answers in {
            "needs": {"needs": "housing, safety", "wish": "A room near a nursery.", "details": "From next week."},
            "safety": {
                "level": "high", "assessed_on": datetime.now(UTC).date().isoformat(), "valid_until": tomorrow,
                "persons_view": "I am looked for at home.", "mitigation": "No calls; meet at the agreed place only.",
            },
            "safe_contact": {
                "safe_to_call": "no", "channel": "text", "language": "uk", "do_not_contact": "18:00 to 08:00",
                "code_word": CODE_WORD,
            },
            "identity": {"names": NAME, "birth_date": "1996-04-02", "phone": PHONE},
        }.items():  # fmt: skip
            saved = self.ana.submit(page, f"{page.path}sections/{section}/", **answers)
            _must(saved.status == 200, f"The section {section} was not saved: {saved.text[-300:]}")
            page = saved
        return page.path

    def _draft(self, person: str) -> str:
        page = self.ana.get(f"{person}refer/")
        service = next(entry for entry in self.pair.files["be"]["agencies"][0]["services"])["id"]
        page = self.ana.submit(page, "", service=service, urgency="urgent")
        _must(page.path.startswith("/referrals/"), f"No draft was begun: {page.text[-200:]}")
        return page.path

    def _consent(self, path: str) -> None:
        until = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
        page = self.ana.submit(
            self.ana.get(path), f"{path}consent/", do="give", told=[fact.value for fact in Fact],
            sections=["profile", "needs", "safety", "safe_contact", "identity"], language="uk",
            presentation="interpreter", method="oral_witnessed", interpreter="INT-07", witness="social worker",
            until=until, conditions=["not_police"], tell_outcome="yes", follow_changes="yes",
        )  # fmt: skip
        _must(page.status == 200, f"The consent was not taken: {page.text[-400:]}")

    def _accept(self, path: str) -> None:
        self._move(self.sofie, path, "accept", worker=self.pair.member("Sofie Maes"), conflict_check="none")

    def _move(self, browser: Browser, path: str, event: str, **answers: str) -> None:
        page = browser.submit(browser.get(path), f"{path}move/{event}/", **answers)
        _must(page.status == 200, f"The step {event} was answered with {page.status}: {page.text[:400]}")

    @contextmanager
    def _step(self, name: str, path: str, state: str, *, rungs: int = 0) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self._until(f"{name}: both sides are {state}", lambda: self._both(path) == (state, state))
        self._until(f"{name}: {rungs} receipts", lambda: self.ana.get(path).rungs() >= rungs)
        self._line(name, *self._both(path), str(self.ana.get(path).rungs()), begun)

    def _both(self, path: str) -> tuple[str, str]:
        here, there = self.ana.get(path), self.sofie.get(path)
        return here.state(), there.state() if there.status == 200 else "-"

    def _until(self, what: str, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise WalkFailed(f"After {PATIENCE:.0f} s it is still not so: {what}.")
            time.sleep(0.05)

    def _line(self, name: str, sender: str, receiver: str, delivery: str, begun: float) -> None:
        step = Step(name, sender, receiver, delivery, time.monotonic() - begun)
        self.steps.append(step)
        self.say(step)


def _must(holds: bool, sentence: str) -> None:
    if not holds:
        raise WalkFailed(sentence)
