"""J1 in Chromium: a new node is set up by its seven pages, at 320 px and by axe, and its administrator signs in.

The browser asks for English, and the first step chooses Romanian: from there on the wizard speaks it, and so does the
node to its first administrator.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.places import state_folder
from safeconduct.vocabulary.languages import LANGUAGES
from tests.browser.looking import axe_source, findings, sideways
from tests.commands.wizard import EMAIL, PASSWORD, begun_in, code, link_in, running
from tests.english import english_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="another server is in use"),
]


@pytest.fixture
def home() -> Iterator[Path]:
    """The folder of a node that was begun."""
    folder = begun_in(state_folder() / "tests" / f"{os.getpid()}.j1")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


OWN_NAMES = frozenset(language.own for language in LANGUAGES.values())


def look(page: Page) -> None:
    """Nothing for axe to find, at both widths; no sideways scroll; nothing in English on a page in Romanian."""
    if page.locator("html").get_attribute("lang") == "ro":
        assert english_in(page.content(), "ro", known=OWN_NAMES) == [], page.url
    page.evaluate(axe_source())
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert not sideways(page), page.url
        assert findings(page) == [], page.url


def test_j1_a_new_node_is_set_up_and_its_administrator_signs_in(page: Page, home: Path) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    web, inbox = free_ports(2)
    words = ("--home", str(home), "--port", str(web), "--inbox-port", str(inbox))
    with running("init", *words, until="/setup/open/") as (process, printed):
        secret = set_up(page, f"http://localhost:{web}{link_in(printed)}")
        assert process.wait(timeout=60) == 0
    with running("serve", "--home", str(home), until="Ctrl-C ends it"):
        sign_in(page, f"http://localhost:{web}", secret)
        answer = page.goto(f"http://localhost:{web}/setup/")
        assert answer is not None
        assert answer.status == 404
    assert [text for text in said if "404" not in text and "422" not in text] == []


def set_up(page: Page, link: str) -> str:
    """Through the seven steps; the secret of the administrator's app."""
    page.goto(link)
    expect(page.locator("h1")).to_have_text("Language")
    look(page)
    page.locator("main").get_by_label("română").check()
    go_on(page)
    expect(page.locator("h1")).to_have_text("Organizația și țara")
    page.get_by_label("Numele organizației").fill("Casa de la Nord")
    page.get_by_label("Țara", exact=True).select_option(label="România")
    page.get_by_label("Felul organizației").select_option("shelter")
    go_on(page)  # no language is ticked: the same page comes again, with what was filled in
    expect(page.get_by_label("Numele organizației")).to_have_value("Casa de la Nord")
    look(page)
    page.locator('input[name="languages"][value="ro"]').check()
    go_on(page)
    page.get_by_label("Nume", exact=True).fill("Mira Sten")
    page.get_by_label("Adresă de e-mail").fill(EMAIL)
    page.locator("#password1").fill(PASSWORD)
    page.locator("#password2").fill(PASSWORD)
    look(page)
    go_on(page)
    secret = page.locator("[data-secret]").inner_text()
    look(page)
    page.locator("#code").fill(code(secret))
    go_on(page)
    expect(page.locator("[data-codes] li")).to_have_count(10)
    look(page)
    page.get_by_role("link", name="Le-am păstrat").click()
    look(page)
    page.get_by_role("button", name="Mai departe fără e-mail").click()
    look(page)
    go_on(page)
    look(page)
    go_on(page)
    look(page)
    page.get_by_role("link", name="Un pas înapoi").click()
    expect(page.locator("h1")).to_have_text("Termene și cât timp se păstrează lucrurile")
    go_on(page)
    groups = page.locator("[data-groups]").get_attribute("data-groups")
    page.get_by_label("Scrieți-o de pe hârtie").fill(groups or "")
    page.get_by_role("button", name="Terminați").click()
    expect(page.locator("h1")).to_have_text("Nodul este configurat")
    look(page)
    return secret


def go_on(page: Page) -> None:
    """The step's button."""
    page.locator("main form.card button, main form button").first.click()
    page.wait_for_load_state()


def sign_in(page: Page, address: str, secret: str) -> None:
    """Password, then the app's next code: each counts once. The cookies are for TLS, or for this very machine.

    Before the sign-in the pages speak as the browser asks, and after it as the administrator chose in the wizard.
    """
    page.goto(f"{address}/account/sign-in/")
    page.get_by_label("User name or e-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code from your app").fill(code(secret, 1))
    page.get_by_role("button", name="Go on", exact=True).click()
    page.wait_for_url(f"{address}/administration/")
    expect(page.locator("html")).to_have_attribute("lang", "ro")
    expect(page.locator("main h1")).to_have_text("Administrare")
    look(page)
