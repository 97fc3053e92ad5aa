"""A new node is set up once, by seven pages on this machine, and then served: as docs/how-to/run-a-node.md says."""

import json
import os
import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from safeconduct.commands.demonstration.browser import Browser, Page
from safeconduct.commands.nodes import recovery
from safeconduct.commands.nodes.node import keep_facts
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.places import state_folder
from safeconduct.keys.recovery import public_of, read_back
from tests.commands.wizard import (
    AGENCY,
    EMAIL,
    PASSWORD,
    begun_in,
    code,
    key_on,
    link_in,
    ran,
    running,
    secret_on,
    words_of,
)
from tests.mail_sink import Sink, listening

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="another server is in use"),
]


@dataclass
class Walked:
    """What the pages said on the way, in the order of the tests below."""

    home: Path
    web: int
    inbox: int
    secret: str = ""
    key: str = ""
    ended: int | None = None
    pages: dict[str, Page] = field(default_factory=dict)
    mails: list[tuple[list[str], str]] = field(default_factory=list)

    def __getitem__(self, name: str) -> Page:
        return self.pages[name]

    @property
    def words(self) -> tuple[str, ...]:
        """The options that name this node."""
        return "--home", str(self.home), "--port", str(self.web), "--inbox-port", str(self.inbox)


@pytest.fixture(scope="module")
def walked() -> Iterator[Walked]:
    """The whole way, with a mistake at every step."""
    home = begun_in(state_folder() / "tests" / f"{os.getpid()}.init")
    web, inbox = free_ports(2)
    walk = Walked(home, web, inbox)
    try:
        with running("init", *words_of("init"), *walk.words, until="/setup/open/") as (_process, said):
            _first_half(walk, link_in(said))
        # Broken off by Ctrl-C, and begun again: the link is another one, what was entered is there.
        with running("init", *words_of("init"), *walk.words, until="/setup/open/") as (process, said):
            _second_half(walk, link_in(said))
            walk.ended = process.wait(timeout=60)
        yield walk
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _first_half(walk: Walked, link: str) -> None:
    stranger, browser = Browser("se", walk.web), Browser("se", walk.web)
    walk.pages["by a proxy"] = _through_a_proxy(walk, link)
    walk.pages["without the link"] = stranger.get("/setup/agency/")
    page = browser.get(link)
    walk.pages["first"] = page
    walk.pages["link used before"] = stranger.get(link)
    walk.pages["skipped ahead"] = browser.get("/setup/recovery/")
    page = browser.submit(page, "", language="en")
    walk.pages["agency without a name"] = browser.submit(page, "", **(AGENCY | {"name": ""}))
    page = browser.submit(walk["agency without a name"], "", **AGENCY)
    whose = {"name": "Mira Sten", "email": EMAIL}
    walk.pages["weak password"] = browser.submit(page, "", **whose, password1="password1234", password2="x")
    walk.pages["stale form"] = browser.submit(
        page, "", **whose, password1=PASSWORD, csrfmiddlewaretoken="x" * 64
    )
    walk.pages["two passwords"] = browser.submit(
        page, "", **whose, password1=PASSWORD, password2="another one"
    )
    page = browser.submit(page, "", **whose, password1=PASSWORD, password2=PASSWORD)
    walk.secret = secret_on(page)
    walk.pages["wrong code"] = browser.submit(page, "", code="000000")


def _through_a_proxy(walk: Walked, link: str) -> Page:
    browser = Browser("se", walk.web)
    browser.headers["X-Forwarded-For"] = "203.0.113.9"
    return browser.get(link)


def _second_half(walk: Walked, link: str) -> None:
    browser = Browser("se", walk.web)
    page = browser.get(link)
    walk.pages["taken up again"] = page
    page = browser.submit(page, "", name="Mira Sten", email=EMAIL)
    walk.secret = secret_on(page)
    walk.pages["codes"] = browser.submit(page, "", code=code(walk.secret))
    page = browser.get("/setup/mail/")
    with listening() as sink:
        page = _mail(walk, browser, page, sink)
    page = browser.submit(page, "", people="real")
    walk.pages["clocks"] = page
    walk.pages["no period"] = browser.submit(page, "", **{"sent-urgent": "soon"})
    walk.pages["days where hours run"] = browser.submit(page, "", **{"in_service-urgent": "20d"})
    page = browser.submit(page, "", **{"sent-urgent": "12h", "closed": "400"})
    walk.pages["back at the clocks"] = browser.get("/setup/clocks/")
    walk.key = key_on(page)
    walk.pages["recovery"] = page
    walk.pages["part of the key"] = browser.submit(page, "", key=walk.key[:20])
    turned = walk.key[:-1] + ("0" if walk.key[-1] != "0" else "1")
    walk.pages["mistyped key"] = browser.submit(page, "", key=turned)
    walk.pages["done"] = browser.submit(page, "", key=walk.key.lower().replace(" ", ""))
    walk.pages["after the end"] = browser.get("/setup/agency/")


def _mail(walk: Walked, browser: Browser, page: Page, sink: Sink) -> Page:
    right = {
        "host": "127.0.0.1",
        "port": str(sink.port),
        "security": "none",
        "sender": "notes@safe-house.example",
    }
    walk.pages["no such server"] = browser.submit(
        page, "", **(right | {"host": "no-such.invalid", "security": "tls"})
    )
    walk.pages["no server at the port"] = browser.submit(page, "", **(right | {"port": "1"}))
    walk.pages["mail without TLS"] = browser.submit(page, "", **(right | {"host": "mail.example"}))
    walk.pages["STARTTLS not offered"] = browser.submit(page, "", **(right | {"security": "starttls"}))
    walk.pages["wrong mail password"] = browser.submit(page, "", **right, user="notes", password="guessed")
    sink.refused.add(EMAIL)
    walk.pages["recipient refused"] = browser.submit(page, "", **right)
    sink.refused.clear()
    page = browser.submit(page, "", **right, send="1")
    walk.mails = list(sink.mails)
    return page


# --- The steps ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name, status, sentence", [
    ("by a proxy", 403, "A node is set up from the machine that it runs on"),
    ("without the link", 403, "by the link that ./run init has printed"),
    ("first", 200, "Step 1 of 7"),
    ("link used before", 403, "This link was used already"),
    ("skipped ahead", 409, "step 1, “Language”, is not done"),
    ("agency without a name", 422, "Write the agency's name, with 200 signs at most."),
    ("weak password", 422, "This password is too common."),
    ("two passwords", 422, "The two passwords are not the same"),
    ("wrong code", 422, "This is not the code that belongs to the picture"),
    ("taken up again", 200, "A password is kept. Leave both empty to keep it."),
    ("codes", 200, "one of these codes replaces it once"),
    ("no such server", 422, "No server has this name"),
    ("no server at the port", 422, "Nobody answers at this port"),
    ("mail without TLS", 422, "Without TLS everybody on the way reads the mails"),
    ("STARTTLS not offered", 422, "The server does not offer this"),
    ("wrong mail password", 422, "The server does not take this user with this password"),
    ("recipient refused", 422, "The server takes no mail to the administrator's address"),
    ("no period", 422, ": write a number with h for hours or d for working days"),
    ("days where hours run", 422, "this clock runs in hours"),
    ("clocks", 200, "All of this can be changed later, under Administration."),
    ("part of the key", 422, "eleven groups of five"),
    ("mistyped key", 422, "compare each group with the paper"),
    ("done", 200, "The node is set up"),
])  # fmt: skip
def test_each_page_says_in_one_sentence_what_is_so(
    walked: Walked, name: str, status: int, sentence: str
) -> None:
    page = walked[name]
    assert (page.status, sentence in page.text) == (status, True), page.text


def test_the_first_administrator_has_recovery_codes_before_anything_else(walked: Walked) -> None:
    """A telephone that is lost on the second day must not lock the only person out who can let others in."""
    assert len(re.findall(r"<li><code>\w+", walked["codes"].html)) == 10


def test_a_mistake_loses_nothing_that_was_typed(walked: Walked) -> None:
    assert dict(walked["agency without a name"].form("").fields)["sector"] == AGENCY["sector"]
    assert dict(walked["weak password"].form("").fields)["email"] == EMAIL
    assert dict(walked["no server at the port"].form("").fields)["sender"] == "notes@safe-house.example"
    assert dict(walked["no period"].form("").fields)["sent-urgent"] == "soon"


def test_a_password_in_a_form_that_came_too_late_is_not_sent_back(walked: Walked) -> None:
    assert walked["stale form"].status == 403
    assert PASSWORD not in walked["stale form"].html


def test_the_way_back_shows_what_was_kept(walked: Walked) -> None:
    kept = dict(walked["back at the clocks"].form("").fields)
    assert (kept["sent-urgent"], kept["sent-emergency"], kept["closed"]) == ("12h", "4h", "400")


def test_one_mail_was_sent_and_it_says_nothing(walked: Walked) -> None:
    assert [to for to, _text in walked.mails] == [[EMAIL]]
    assert "Subject: Mails arrive" in walked.mails[0][1]
    assert "traffick" not in walked.mails[0][1].lower()


def test_the_command_ends_by_itself_and_the_wizard_is_gone(walked: Walked) -> None:
    assert walked.ended == 0
    assert walked["after the end"].status in (403, 404)


def test_a_second_init_is_refused_in_one_sentence(walked: Walked) -> None:
    again = ran("init", *walked.words)
    assert again.returncode == 2
    assert again.stderr.startswith(f"safeconduct: The node in {walked.home} is set up already")
    assert again.stderr.count("\n") == 1


# --- What is left -------------------------------------------------------------------------------------------------


def test_the_recovery_key_opens_the_sealed_copy_of_every_key(walked: Walked) -> None:
    opened = recovery.open_copy(walked.home, read_back(walked.key))
    assert opened == {path.name: path.read_bytes() for path in (walked.home / "keys").iterdir()}
    assert any(name.startswith("exchange-") for name in opened)


def test_no_file_of_the_node_says_the_recovery_key_or_a_password(walked: Walked) -> None:
    secrets = [walked.key, walked.key.replace(" ", ""), read_back(walked.key).hex(), PASSWORD, walked.secret]
    for path in walked.home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [secret for secret in secrets if secret.encode() in content], path


def test_the_logs_name_nobody(walked: Walked) -> None:
    logs = "".join(path.read_text() for path in (walked.home / "logs").iterdir())
    assert not [word for word in ("Mira", EMAIL, "Safe House") if word in logs]


def test_what_is_secret_is_readable_by_the_nodes_account_only(walked: Walked) -> None:
    for name in ("mail.json", "recovery.json", "secrets/mail"):
        assert stat.S_IMODE((walked.home / name).stat().st_mode) == 0o600
    assert not (walked.home / "secrets" / "setup").exists()


def test_the_node_knows_who_it_is(walked: Walked) -> None:
    facts = json.loads((walked.home / "node.json").read_text())
    assert (facts["node"], facts["country"], facts["name"], facts["set_up"]) == (
        "se",
        "SE",
        AGENCY["name"],
        True,
    )


def test_an_init_that_was_killed_before_its_last_files_ends_them_when_started_again(walked: Walked) -> None:
    (walked.home / "recovery.json").write_text(
        json.dumps({"v": 1, "recipient": public_of(read_back(walked.key)).hex()})
    )
    keep_facts(walked.home, {"set_up": False, "country": "", "name": "se"})
    assert ran("serve", "--home", str(walked.home)).returncode == 2
    said = ran("init", *walked.words)
    assert (said.returncode, "The node se is set up. Start it with: ./run serve" in said.stdout) == (0, True)
    facts = json.loads((walked.home / "node.json").read_text())
    assert (facts["country"], facts["name"], facts["set_up"]) == ("SE", AGENCY["name"], True)
    assert "kek.json" in recovery.open_copy(walked.home, read_back(walked.key))


# --- Served -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(walked: Walked) -> Iterator[Walked]:
    """The same node, in service."""
    with running("serve", *words_of("serve"), "--home", str(walked.home), until="Ctrl-C ends it"):
        yield walked


def test_the_administrator_signs_in_with_password_and_code_and_reaches_administration(served: Walked) -> None:
    browser = Browser("se", served.web)
    page = browser.get("/account/sign-in/")
    page = browser.submit(page, "/account/sign-in/", login=EMAIL, password=PASSWORD)
    page = browser.submit(page, "/account/sign-in/proof/", code=code(served.secret, 1))
    assert (page.status, page.path) == (200, "/administration/")


def test_a_node_in_service_has_no_wizard(served: Walked) -> None:
    assert [Browser("se", served.web).get(path).status for path in ("/setup/", "/setup/agency/")] == [
        404,
        404,
    ]


def test_a_second_serve_of_the_same_folder_is_refused(served: Walked) -> None:
    web, inbox = free_ports(2)
    again = ran("serve", "--home", str(served.home), "--port", str(web), "--inbox-port", str(inbox))
    assert (again.returncode, "is in use: stop the node that runs there first" in again.stderr) == (2, True)
    on_its_port = ran("init", "--home", str(served.home) + ".other", "--port", str(served.web))
    assert (on_its_port.returncode, f"Port {served.web}" in on_its_port.stderr) == (2, True)
    assert not Path(str(served.home) + ".other").exists()
