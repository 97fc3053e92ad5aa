"""What Lighthouse says of the pages for the person: accessibility, which must hold, and performance, which is told.

Lighthouse is fetched by its own lock file into a folder of its own, by this measure alone: a node, a test and a check
never have it. Nothing but this machine is asked while it looks.
"""

import json
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safeconduct.commands.building import chromium
from safeconduct.commands.building.frontend import LISTED, fetch_packages, find_tools
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers
from safeconduct.commands.places import REPOSITORY, is_root

LISTS = Path(__file__).with_name("lighthouse")
FOLDER = REPOSITORY / ".lighthouse"
ASK = "ask.mjs"
LEAST = 0.95
"""Of accessibility, on each page."""
PATIENCE = 300.0
ACCESSIBILITY, PERFORMANCE = "accessibility", "performance"
LANGUAGES = ("uk", "ro", "en")
PAGES = ("/info/{}/in/ro/", "/info/{}/places/", "/questions/{}/")


@dataclass(frozen=True, slots=True)
class Seen:
    """What it said of one page: scores from 0 to 1, and the names of what is not accessible."""

    page: str
    scores: dict[str, float]
    wrong: tuple[str, ...]
    version: str


def ask(port: int) -> list[Seen]:
    """Of each page in three languages its accessibility, and of the first language its performance too.

    Raises CannotRun where Lighthouse cannot be fetched, there is no Chromium, or a page does not answer.
    """
    asked = [
        {
            "address": f"http://127.0.0.1:{port}{page.format(tag)}",
            "about": [ACCESSIBILITY, *([PERFORMANCE] if tag == LANGUAGES[0] else [])],
        }
        for tag in LANGUAGES
        for page in PAGES
    ]
    flags = ["--headless=new", *(["--no-sandbox"] if is_root() else [])]
    wanted = {"chromium": chromium.require(), "flags": flags, "asked": asked}
    return [_seen(each, port) for each in json.loads(_answered(json.dumps(wanted)))]


def numbers(seen: Iterable[Seen]) -> Numbers:
    """As they are printed: one line a page."""
    return {each.page: ", ".join(f"{name} {score}" for name, score in each.scores.items()) for each in seen}


def too_low(seen: Iterable[Seen]) -> list[str]:
    """A sentence for each page whose accessibility is below what must hold. Pure."""
    return [
        f"{each.page}: accessibility {each.scores[ACCESSIBILITY]}, at least {LEAST} must hold: {', '.join(each.wrong)}"
        for each in seen
        if each.scores[ACCESSIBILITY] < LEAST
    ]


def _seen(said: dict[str, Any], port: int) -> Seen:
    page = said["address"].removeprefix(f"http://127.0.0.1:{port}")
    # A score that could not be given is none: it must not pass for a good one.
    scores = {name: float(score or 0) for name, score in said["scores"].items()}
    return Seen(page, scores, tuple(said["wrong"]), said["version"])


def _answered(wanted: str) -> str:
    FOLDER.mkdir(exist_ok=True)
    for name in (*LISTED, ASK):
        shutil.copyfile((REPOSITORY if name == ".npmrc" else LISTS) / name, FOLDER / name)
    tools = find_tools(REPOSITORY)
    fetch_packages(tools, FOLDER, what="Lighthouse")
    try:
        ended = subprocess.run(
            [tools.node, ASK, wanted], cwd=FOLDER, env=dict(tools.environment), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise CannotRun(f"Lighthouse did not end within {PATIENCE:.0f} seconds.") from None
    if ended.returncode != 0:
        lines = [line for line in ended.stderr.splitlines() if "Error" in line]
        raise CannotRun(
            f"Lighthouse could not look at the pages: {(lines or ['it ended without a word'])[0]}"
        )
    return ended.stdout
