"""What a member does in a browser, step by step: the walk, the import and the story all use these hands.

Every step goes through the pages' own forms. A form is looked for on the page that is at hand and then at its own
address, so it does not matter on which page it stands.
"""

import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from safeconduct.commands.demonstration.browser import Browser, Page, WalkFailed
from safeconduct.commands.demonstration.pair import Nodes
from safeconduct.consent.rules import Fact

type Answers = Mapping[str, str | list[str]]

PATIENCE = 20.0
_AWAY = 5 * 60
"""After so many seconds without a page the sign-in may have ended (SAFECONDUCT_IDLE_MINUTES): one looks first."""


@dataclass
class Hands:
    """One member at a browser of their own. Several threads may use it, one at a time."""

    pair: Nodes
    name: str
    browser: Browser = field(init=False)
    lock: threading.RLock = field(default_factory=threading.RLock, init=False)
    is_in: bool = field(default=False, init=False)
    _last: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        node = self.pair.place(self.name).node
        self.browser = Browser(node.id, node.ports.web)

    @property
    def member(self) -> str:
        """The member's id."""
        return self.pair.member(self.name)

    def sign_in(self) -> None:
        """Sign in by the demonstration's button, where they are not. Raises WalkFailed when Today does not follow.

        Of a crowd the page shows the first ones only, and lets anybody in by the same form.
        """
        with self.lock:
            if self._still_in():
                return
            page = self.browser.get("/sign-in/")
            form = next((form for form in page.forms if "member" in form.names), None)
            must(form is not None, f"{self.name} cannot sign in.")
            only = Page(page.status, page.path, "", "", [form] if form else [], {})
            page = self.browser.submit(only, form.action if form else "", member=self.member)
            must(page.status == 200 and "Today" in page.text, f"{self.name} does not land on Today.")
            self.is_in = True

    def _still_in(self) -> bool:
        """Whether the sign-in holds: on a slow machine somebody's turn comes when it has ended of itself."""
        away, self._last = time.monotonic() - self._last, time.monotonic()
        if self.is_in and away > _AWAY:
            self.is_in = not self.browser.get("/").path.startswith("/sign-in/")
        return self.is_in

    def see(self, path: str) -> Page:
        """Open a page, signed in."""
        with self.lock:
            self.sign_in()
            return self.browser.get(path)

    def _at(self, path: str | Page) -> Page:
        """The page that is at hand, or the one of this address."""
        return self.see(path) if isinstance(path, str) else path

    def fill(self, page: Page, action: str, answers: Answers, what: str) -> Page:
        """Fill in a form and send it; the page that follows. Raises WalkFailed when it is answered otherwise."""
        with self.lock:
            at_hand = page if page.has_form(action) else self.see(action)
            wanted = action if at_hand.has_form(action) else ""
            said = self.browser.submit(at_hand, wanted, **answers)
        must(said.status == 200, f"{what}: answered with {said.status}: {_problem(said)}")
        return said

    # --- The person -------------------------------------------------------------------------------------------

    def open_case(self, profile: Answers) -> Page:
        """Open a case under the alias that is offered, or the one given; the person's page."""
        page = self.fill(self.see("/people/new/"), "/people/new/", profile, "Opening the case")
        must(page.path.startswith("/people/"), f"No case was opened: {page.text[-200:]}")
        return page

    def save(self, person: Page, section: str, answers: Answers) -> Page:
        """Save one section of a person; the person's page again."""
        return self.fill(person, f"{person.path}sections/", answers, f"Saving {section}")

    # --- The referral -----------------------------------------------------------------------------------------

    def draft(self, person: str, service: str, urgency: str) -> Page:
        """Begin a referral to a service, by its id; the draft's page."""
        answers = {"service": service, "urgency": urgency}
        page = self.fill(self.see(f"{person}refer/"), "", answers, "Beginning the draft")
        must(page.path.startswith("/referrals/"), f"No draft was begun: {page.text[-200:]}")
        return page

    def consent(self, draft: Page, answers: Answers) -> Page:
        """Record the consent; the draft's page."""
        page = self.fill(draft, f"{draft.path}consent/", {"do": "give", **answers}, "Recording the consent")
        must(
            "Given, until" in (page if page.path == draft.path else self.see(draft.path)).text,
            f"The consent is not on the draft: {page.text[-400:]}",
        )
        return page

    def send(self, path: str | Page, capacity: str = "asked") -> Page:
        """Send what was drafted. Where it goes on from what was received, the person lets both ends know of it."""
        page = self._chained(self._at(path))
        return self.fill(page, f"{page.path}send/", {"capacity": capacity}, "Sending")

    def _chained(self, page: Page) -> Page:
        """The draft with its question about the chain answered; as it is where nothing is asked or it was answered."""
        form = f"{page.path}chain/"
        if not page.has_form(form) or "part_of" in dict(page.form(form).fields):
            return page
        came = re.search(r'name="part_of"[^>]*value="([0-9a-f-]{36})"', page.html)
        must(came is not None, f"The draft {page.path} asks about a chain that it does not name.")
        yes = {"part_of": came[1] if came else "", "first_may_know": "yes", "next_may_know": "yes"}
        return self.fill(page, form, yes, "Saying who may know")

    def move(self, path: str | Page, event: str, answers: Answers | None = None) -> Page:
        """Make a move on the referral's page."""
        page = self._at(path)
        return self.fill(page, f"{page.path}move/{event}/", answers or {}, f"The step {event}")

    def accept(self, path: str | Page) -> Page:
        """Accept and name oneself."""
        return self.move(path, "accept", {"worker": self.member, "conflict_check": "none"})

    def tell(self, path: str | Page, answers: Answers) -> Page:
        """Give news."""
        page = self._at(path)
        return self.fill(page, f"{page.path}tell/", answers, "Giving news")

    def onwards(self, path: str | Page, service: str) -> Page:
        """Choose another service after a decline or a suggestion; the new draft's page."""
        page = self._at(path)
        return self.fill(page, f"{page.path}onwards/", {"service": service}, "Choosing another service")

    def withdraw(self, path: str | Page, answers: Answers) -> Page:
        """Take it back."""
        page = self._at(path)
        return self.fill(page, f"{page.path}withdraw/", answers, "Taking it back")


def told(
    sections: list[str],
    *,
    language: str,
    is_child: bool = False,
    days: int = 90,
    today: datetime | None = None,
) -> dict[str, str | list[str]]:
    """The answers of a whole talk: every fact and the limit told, through an interpreter, with a witness and an end."""
    until = (today or datetime.now(UTC)) + timedelta(days=days)
    answers: dict[str, str | list[str]] = {
        "told": [fact.value for fact in Fact],
        "limit": "yes",
        "research": "yes",
        "sections": sections,
        "language": language,
        "presentation": "interpreter",
        "method": "oral_witnessed",
        "interpreter": "INT-07",
        "witness": "social worker",
        "until": until.date().isoformat(),
        "conditions": ["not_police"],
        "tell_outcome": "yes",
        "follow_changes": "yes",
    }
    if is_child:
        answers |= {"guardian": "appointed guardian, GU-03", "assents": "yes"}
    return answers


def entered(content: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """The content of a section as its form takes it."""
    answers: dict[str, str | list[str]] = {}
    for name, value in content.items():
        if isinstance(value, dict):
            answers[f"{name}__open"] = str(value["unanswered"])
        elif isinstance(value, list) and any(isinstance(row, dict) for row in value):
            parts = [(place, part, said) for place, row in enumerate(value) for part, said in row.items()]
            answers |= {f"{name}-{place}-{part}": str(said) for place, part, said in parts}
        else:
            answers[name] = ", ".join(value) if isinstance(value, list) else str(value)
    return answers


def _problem(page: Page) -> str:
    """What the page complains of, or its end."""
    return page.text.partition("There is a problem")[2][:400] or page.text[-400:]


def must(holds: bool, sentence: str) -> None:
    """Raise WalkFailed with the sentence unless it holds."""
    if not holds:
        raise WalkFailed(sentence)


def until(what: str, holds: Callable[[], bool]) -> None:
    """Wait until it holds; the longer it takes, the less often it is looked. Raises WalkFailed when it never does."""
    begun = time.monotonic()
    while not holds():
        waited = time.monotonic() - begun
        if waited > PATIENCE:
            raise WalkFailed(f"After {PATIENCE:.0f} s it is still not so: {what}.")
        time.sleep(min(0.5, 0.05 + waited / 5))
