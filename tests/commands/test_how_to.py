"""Two nodes from nothing by the commands of the handbook's pages alone, joined, and a referral that goes across.

"Run a node" and "Join two nodes" say what is typed; "Administer an agency" says what is clicked. Nothing is prepared,
and nothing is put into a database beside them.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from safeconduct.commands.demonstration.browser import Browser, Page
from safeconduct.commands.demonstration.hands import Hands, told
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.places import REPOSITORY, state_folder
from tests.commands.test_peer import ADD, CARD, LIST
from tests.commands.wizard import PASSWORD, code, key_on, link_in, running, secret_on, words_of
from tests.nodes.town import until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="two nodes need two servers"),
]
AGENCIES: dict[str, dict[str, str | list[str]]] = {
    "se": {"name": "Safe House North", "country": "SE", "sector": "shelter", "languages": ["sv", "en"]},
    "ro": {"name": "Casa Noua", "country": "RO", "sector": "ngo", "languages": ["ro", "en"]},
}
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
CONFIRM = "/account/confirm/"
OTHER = {"se": "ro", "ro": "se"}
TEAM: dict[str, str | list[str]] = {
    "name": "First contact",
    "professions": ["social_worker"],
    "languages": "English",
}
SERVICE: dict[str, str | list[str]] = {
    "service": "shelter", "needs": ["housing"], "purpose": "referral_service", "hours": "day and night",
    "takes_children": "yes",
}  # fmt: skip
PERSON = {"age_band": "26_35", "is_child": "no", "sex": "f", "languages": "uk", "citizenships": "UA"}


@dataclass
class Place:
    """One side: its folder, its ports, and the browsers of its two people."""

    name: str
    home: Path
    web: int
    inbox: int
    desk: Path
    secret: str = ""
    worker: Hands = field(init=False)

    def browser(self) -> Browser:
        return Browser(self.name, self.web)

    def set_up(self) -> None:
        """`./run init` and its seven pages."""
        own = ("--home", str(self.home), "--node", self.name)
        ports = ("--port", str(self.web), "--inbox-port", str(self.inbox))
        with running("init", *words_of("init"), *own, *ports, until="/setup/open/") as (process, said):
            browser = self.browser()
            page = browser.submit(browser.get(link_in(said)), "", language="en")
            page = browser.submit(page, "", **AGENCIES[self.name])
            whose = {"name": "Mira Sten", "email": f"mira@{self.name}.example"}
            page = browser.submit(page, "", **whose, password1=PASSWORD, password2=PASSWORD)
            self.secret = secret_on(page)
            browser.submit(page, "", code=code(self.secret))
            page = browser.get("/setup/mail/")
            page = browser.submit(page, "", skip="1")
            page = browser.submit(page, "", people="real")
            page = browser.submit(page, "")
            browser.submit(page, "", key=key_on(page))
            assert process.wait(timeout=60) == 0

    def administer(self) -> None:
        """A team, what it offers, and a colleague who comes by the invitation's link."""
        browser = self.browser()
        page = browser.submit(
            browser.get("/account/sign-in/"),
            "/account/sign-in/",
            login=f"mira@{self.name}.example",
            password=PASSWORD,
        )
        page = self.proven(browser, page, "/account/sign-in/proof/")
        page = browser.submit(browser.get("/administration/agency/teams/new/"), "", **TEAM)
        team = re.findall(r"/administration/agency/teams/([0-9a-f-]{36})/", page.html)[0]
        if self.name == "se":
            page = browser.submit(
                browser.get("/administration/agency/services/new/"), "", team=team, **SERVICE
            )
            assert page.path == "/administration/agency/", page.text
        who: dict[str, str | list[str]] = {
            "name": "Ana Berg", "email": f"ana@{self.name}.example", "profession": "social_worker", "teams": [team],
        }  # fmt: skip
        page = self.proven(
            browser, browser.get("/administration/members/invite/"), CONFIRM, password=PASSWORD
        )
        page = browser.submit(page, "", **who)
        link = re.search(r'data-link="https?://[^/]+([^"]+)"', page.html)
        assert link is not None, page.text
        self.worker = joined(self.browser(), link[1])

    def proven(self, browser: Browser, page: Page, action: str, **answers: str) -> Page:
        """Type a code of the app; the next one where this one was used a moment ago."""
        for step in (0, 1, -1):
            shown = browser.submit(page, action, code=code(self.secret, step), **answers)
            if not shown.has_form(action):
                return shown
        raise AssertionError(shown.text)

    def typed(self, block: str) -> str:
        """Type what the page says; both its streams."""
        environment = {name: os.environ[name] for name in ("PATH", "HOME")} | {"PYTHONPATH": str(REPOSITORY)}
        ended = subprocess.run(
            ["/bin/sh", "-e", "-c", block], cwd=self.desk, env=environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        return ended.stdout + ended.stderr


class Colleague(Hands):
    """Somebody who has signed in already."""

    def __post_init__(self) -> None:
        self.is_in = True


def joined(browser: Browser, link: str) -> Hands:
    """Open the invitation, choose a password, add the app; then work."""
    page = browser.submit(browser.get(link), "", password1=PASSWORD, password2=PASSWORD)
    page = browser.get("/account/app/add/")
    browser.submit(page, "/account/app/add/", code=code(secret_on(page)))
    nothing: Any = None
    hands = Colleague(nothing, "Ana Berg")
    hands.browser = browser
    assert browser.get("/").status == 200
    return hands


def safe_today() -> dict[str, str | list[str]]:
    """How safe the person is, asked today."""
    today = datetime.now(UTC).date()
    until = (today + timedelta(days=30)).isoformat()
    return {
        "level": "low",
        "assessed_on": today.isoformat(),
        "valid_until": until,
        "persons_view": "I am not followed.",
    }


@pytest.fixture(scope="module")
def places() -> Iterator[dict[str, Place]]:
    """Both set up at the same time, served, and administered."""
    base = state_folder() / "tests" / f"{os.getpid()}.how-to"
    base.mkdir()
    ports = iter(free_ports(4))
    made: dict[str, Place] = {}
    for name in OTHER:
        desk = base / f"{name}.desk"
        desk.mkdir()
        place = made[name] = Place(name, base / name, next(ports), next(ports), desk)
        script = desk / "run"
        script.write_text(
            f'#!/bin/sh\nexec "{sys.executable}" -m safeconduct.commands "$@" --home "{place.home}"\n'
        )
        script.chmod(0o755)
    try:
        with ExitStack() as served, ThreadPoolExecutor(2) as pool:
            list(pool.map(Place.set_up, made.values()))
            for place in made.values():
                command = ("serve", *words_of("serve"), "--home", str(place.home))
                served.enter_context(running(*command, until="Ctrl-C ends it"))
            list(pool.map(Place.administer, made.values()))
            yield made
    finally:
        shutil.rmtree(base, ignore_errors=True)


def test_two_nodes_from_the_pages_alone_join_and_a_referral_goes_across(places: dict[str, Place]) -> None:
    heard = {}
    for name, place in places.items():
        heard[name] = " ".join(re.findall(r"\b[0-9]{5}\b", place.typed(CARD))[-2:])
    for name, place in places.items():
        other = places[OTHER[name]]
        shutil.copy(other.desk / "our-card.json", place.desk / "their-card.json")
        place.typed(f'{ADD.strip()} --confirmed "{heard[other.name]}"')
        assert f"{other.name} " in place.typed(LIST)
    ro, se = places["ro"].worker, places["se"].worker
    person = ro.save(ro.open_case(PERSON), "needs", {"needs": "housing", "wish": "A quiet room."})
    person = ro.save(person, "safety", safe_today())
    choice = ro.see(f"{person.path}refer/")
    found = {found for found in re.findall(UUID, choice.html) if f'value="{found}"' in choice.html}
    assert len(found) == 1, choice.text
    draft = ro.draft(person.path, found.pop(), "urgent")
    ro.consent(draft, told(["profile", "needs"], language="uk"))
    ro.send(draft.path)
    until("it is there", lambda: "A quiet room." in se.see(draft.path).text)
    until("and the sender sees that", lambda: ro.see(draft.path).rungs() >= 2)
