"""Somebody who sets up a node: starts the command, opens the printed link, and goes through the seven pages."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.nodes.node import keep_facts
from safeconduct.commands.nodes.templates import copy_of
from safeconduct.commands.places import REPOSITORY, state_folder

PASSWORD = "a lamp behind the third window"
EMAIL = "mira@safe-house.example"
AGENCY: dict[str, str | list[str]] = {
    "name": "Safe House North",
    "country": "SE",
    "sector": "shelter",
    "languages": ["sv", "en"],
}


def code(secret: str, steps: int = 0) -> str:
    """What an app with this secret shows, now or some steps of 30 seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def begun_in(home: Path) -> Path:
    """A home in which a node was begun before, on the tests' prepared cluster: quicker than from nothing."""
    copy_of(state_folder() / "tests" / "template", home)
    keep_facts(home, {"node": "se", "country": "", "name": "se", "demo": False})
    return home


def ran(*words: str) -> subprocess.CompletedProcess[str]:
    """A command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "safeconduct.commands", *words],
        cwd=REPOSITORY, env=_environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def _as_at_a_keyboard() -> None:
    """A shell starts what runs in the background deaf to Ctrl-C, and a test that began there would hand that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def running(*words: str, until: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A command that goes on: the process, and what it said until this came. Ended like by Ctrl-C."""
    process = subprocess.Popen(
        [sys.executable, "-m", "safeconduct.commands", *words],
        cwd=REPOSITORY, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        preexec_fn=_as_at_a_keyboard,  # noqa: PLW1509 - one thread here, and one call
    )  # fmt: skip
    try:
        yield process, _said(process, until)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def _said(process: "subprocess.Popen[str]", until: str) -> str:
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if until in line:
            return said
    raise AssertionError(f"It ended without saying {until}: {said}")


def _environment() -> dict[str, str]:
    """As in a terminal: nothing of the tests' own node."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("SAFECONDUCT_", "DJANGO_"))
    }


def words_of(command: str) -> list[str]:
    """The words after this command where the how-to names it first."""
    page = (REPOSITORY / "docs" / "how-to" / "run-a-node.md").read_text().replace("\\\n", " ")
    found = re.search(rf"^\./run {command}\b(.*)$", page, flags=re.MULTILINE)
    assert found is not None, command
    return shlex.split(found[1])


def link_in(said: str) -> str:
    """The path of the printed address."""
    found = re.search(r"http://localhost:\d+(/setup/open/\w+/)", said)
    assert found is not None, said
    return found[1]


def secret_on(page: Page) -> str:
    """The authenticator's key, as the page shows it in letters."""
    found = re.search(r"<code data-secret>(\w+)</code>", page.html)
    assert found is not None, page.text
    return found[1]


def key_on(page: Page) -> str:
    """The recovery key, as the page shows it."""
    return page.marks["data-groups"][0]["data-groups"]
