"""A language whose words are 40 % longer: no page overflows, and no word of a page has stayed in English."""

import re
import signal
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pytest
from playwright.sync_api import Browser, Page

from safeconduct.cases.aliases import ALIASES
from safeconduct.commands.demonstration.walk import CODE_WORD, NAME
from safeconduct.commands.nodes.processes import end_group, free_ports, start_bound
from safeconduct.commands.places import REPOSITORY
from safeconduct.vocabulary.languages import LANGUAGES
from tests.browser.looking import sideways
from tests.browser.pseudo import pseudo
from tests.nodes.story import Story
from tests.nodes.town import Town, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TYPED = (
    f"{NAME} {CODE_WORD} A room near a nursery. From next week. I am looked for at home. "
    "No calls; meet at the agreed place only. 18:00 to 08:00 INT-07 Case worker. To live where nobody knows me. "
    "A room that only the two workers know of. A course of the language. The shelter abroad."
)
"""What the story types into the fields."""
TEXTS = """() => {
  const found = [document.title], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const around = node.parentElement;
    if (!around.closest('script, style, textarea, body [lang], .wish')) found.push(node.data);
  }
  for (const name of ['aria-label', 'placeholder', 'alt', 'title'])
    for (const one of document.querySelectorAll(`[${name}]`)) found.push(one.getAttribute(name));
  return found;
}"""
"""All that a reader, or a reader's software, meets; passages marked with a language of their own are left out."""

PLAIN = re.compile(r"[A-Za-z]{3,}")
OURS = {"Safeconduct", *PLAIN.findall(TYPED)}
DATA = re.compile(
    r"[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}|[\w.]+@(?:\w+\.example|localhost)|\d{4}-\d{2}-\d{2}|https?://\S+"
    r"|Mozilla/.*|python-urllib3\S*|\b[0-9a-f]{4}(?:-[0-9a-f]{4}){2}\b"
)


@dataclass(frozen=True)
class Told:
    """Both nodes in the pseudo language, beside their own pages and with the same sign-ins."""

    town: Town
    ports: dict[str, int]

    def address(self, node: str) -> str:
        """For the browser."""
        return f"http://{node}.localhost:{self.ports[node]}"


@pytest.fixture(scope="module")
def told(town: Town) -> Iterator[Told]:
    """One more web process for each node."""
    ports = dict(zip(("ro", "be"), free_ports(2), strict=True))
    started = []
    try:
        for name, port in ports.items():
            command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
            command += ["--port", str(port), "--workers", "1", "--log-level", "warning"]
            command += ["tests.browser.pseudo:application"]
            environment = town.node(name).environment("web")
            started.append(
                start_bound(command, environment=environment, folder=REPOSITORY, at_our_end=signal.SIGTERM)
            )
        for port in ports.values():
            until("it answers", partial(answers, port))
        yield Told(town, ports)
    finally:
        for process in started:
            end_group(process, 5)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


FRAME = (
    "/account/", "/account/sign-ins/", "/account/passkeys/add/", "/account/confirm/", "/demo/clock/", "/nowhere/",
    "/referrals/RO-0000-0000/",
)  # fmt: skip
"""Pages that hold nothing of a person."""


def pages(town: Town) -> dict[str, list[str]]:
    """Pages with something on them, for each node."""
    draft = Story(town, sender="Mihai Stan").drafted()
    asked = Story(town, sender="Mihai Stan").sent()
    asked.sofie.move(
        asked.path, "ask", {"section": "needs", "text": "Warum?", "about": "needs", "spoken": "de"}
    )
    asked.wait("info_requested")
    declined = Story(town, sender="Mihai Stan").sent()
    declined.sofie.move(declined.path, "decline", {"reason": "no_capacity"})
    declined.wait("declined")
    taken_back = Story(town, sender="Mihai Stan").sent()
    taken_back.withdraw("sender")
    sent, closed = Story(town, sender="Mihai Stan").sent(), Story(town, sender="Mihai Stan").reach("closed")
    person = draft.person
    ours = [f"{person}refer/", f"{person}seen/", person, draft.path, asked.path, declined.path, closed.path]
    ours.append(taken_back.path)
    return {
        "ro": ["/", "/people/new/", "/find/", *FRAME, *ours, f"{draft.path}ground/"],
        "be": ["/", sent.path, f"{sent.path}move/accept/", asked.path, closed.path, "/demo/mails/"],
    }


def known(town: Town) -> set[str]:
    """Words that are data: names, what agencies say of themselves, what languages call themselves, aliases."""
    texts = [*ALIASES, *(language.own for language in LANGUAGES.values())]
    for story in town.pair.files.values():
        for agency in story["agencies"]:
            texts += [agency["name"], *(team["name"] for team in agency["teams"])]
            texts += [service["hours"] for service in agency["services"]]
            texts += [member["name"] for member in agency["members"]]
    for node in ("ro", "be"):  # and whoever a test before this one brought in
        texts += [name for (name,) in town.ask(node, "SELECT name FROM agencies.agency")]
    return {word for text in texts for word in PLAIN.findall(text)} | OURS


def enter(page: Page, told: Told, node: str, name: str) -> None:
    page.goto(f"{told.address(node)}/sign-in/")
    page.locator(f'form:has(input[value="{told.town.pair.member(name)}"]) button').click()
    page.wait_for_url(f"{told.address(node)}/")


def english(page: Page, data: set[str]) -> list[str]:
    """Texts of the page that hold a word of plain letters which is no data."""
    texts: list[str] = page.evaluate(TEXTS)
    left = [text for text in texts if set(PLAIN.findall(DATA.sub(" ", text))) - data]
    return [" ".join(text.split())[:120] for text in left]


def test_the_pseudo_language_keeps_what_a_text_needs() -> None:
    assert pseudo("By %(when)s <b>two</b> %d") == "Ɓýö %(when)s <b>ţŵóöö</b> %d"


def test_longer_words_fit_and_nothing_is_left_in_english(browser: Browser, told: Told) -> None:
    data, wrong = known(told.town), dict[str, object]()
    shown = pages(told.town)
    page = browser.new_page(viewport={"width": 320, "height": 900})
    for node, name in (("ro", "Mihai Stan"), ("be", "Sofie Maes")):
        enter(page, told, node, name)
        for path in ["/sign-in/", *shown[node]]:
            page.goto(told.address(node) + path)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            if sideways(page) > 0:
                wrong[f"{node}{path} is wider by"] = sideways(page)
            if left := english(page, data):
                wrong[f"{node}{path} says"] = left
    page.close()
    assert wrong == {}, "\n".join(f"{where}: {what}" for where, what in wrong.items())
