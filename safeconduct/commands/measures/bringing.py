"""An import through the pages of a running node: seconds from the file to the last case, and back again."""

import csv
import io
import re
import time
from collections.abc import Callable

from safeconduct.commands.demonstration.browser import Browser, Page
from safeconduct.commands.demonstration.walk import Walk
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan, usage
from safeconduct.commands.measures.places import two_nodes
from safeconduct.commands.nodes.node import Node

FRONT = "/people/bring-in/"
HEADER = [
    "Case number",
    "First name",
    "Last name",
    "Date of birth",
    "Sex",
    "Nationality",
    "Languages",
    "Needs",
    "Phone",
]
WRONG_EVERY = 33
PATIENCE = 3600.0
LOOK_EVERY = 0.5


def measure(plan: Plan) -> Numbers:
    """Ten thousand invented people, three of a hundred with a wrong date, brought in by one member and taken back."""
    number = plan.of(10_000, short=1_000)
    with two_nodes(plan) as pair:
        walk = Walk(pair, lambda _step: None)
        walk.ana.sign_in()
        return brought_in(pair.ro, walk.ana.browser, people(number), plan)


def people(number: int) -> bytes:
    """A list as an agency would keep it. Names are syllables and numbers: nobody is meant."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for n in range(number):
        born = (
            "31.31.1990"
            if n % WRONG_EVERY == WRONG_EVERY - 1
            else f"{1 + n % 28:02}.{1 + n % 12:02}.{1950 + n % 55}"
        )
        name = "".join(
            "aeiou"[n // place % 5] + "bdfglmnrst"[n // place % 10] for place in (1, 10, 100, 1000, 10_000)
        )
        sex, country = "fm"[n % 2], ("RO", "Moldova", "Ukraine", "BG")[n % 4]
        writer.writerow(
            [
                f"N-{n:06}",
                name[5:].title(),
                f"{name.title()}{n}",
                born,
                sex,
                country,
                "ro, ru",
                "housing; legal aid",
                "+40 000 000 000",
            ]
        )
    return text.getvalue().encode()


def brought_in(node: Node, browser: Browser, data: bytes, plan: Plan) -> Numbers:
    """Each step with its seconds, and the memory of the web process at its highest."""
    numbers: Numbers = {"file, MiB": round(len(data) / 1024 / 1024, 1)}
    highest = [0.0]

    def timed(what: str, do: Callable[[], Page]) -> Page:
        plan.say(what)
        begun = time.perf_counter()
        page = do()
        while "data-state-of-import" in page.marks:
            if time.perf_counter() - begun > PATIENCE:
                raise CannotRun(f"After {PATIENCE:.0f} s it is not done: {what}.")
            time.sleep(LOOK_EVERY)
            page = browser.get(page.path)
            highest[0] = max(highest[0], _web_mib(node))
        numbers[f"{what}, s"] = round(time.perf_counter() - begun, 1)
        if page.status != 200:
            raise CannotRun(f"{what}: answered with {page.status}: {page.text[:300]}")
        return page

    idle = _web_mib(node)
    page = timed("taking up the file", lambda: browser.upload(browser.get(FRONT), FRONT, "file", data))
    path = page.path
    page = timed("looking at the rows", lambda: browser.submit(page, f"{path}columns/"))
    found = next(mark for mark in page.marks["data-good"])
    numbers |= {name: int(found[f"data-{name}"]) for name in ("good", "wrong", "twins")}
    asked = {"do": "take_in", **({"rest": "in"} if found["data-twins"] != "0" else {})}
    page = timed("opening the cases", lambda: browser.submit(page, f"{path}answers/", **asked))
    numbers["cases"] = int(page.marks["data-taken"][0]["data-taken"])
    timed("Today with all of them", lambda: browser.get("/"))
    page = timed("taking all back", lambda: browser.submit(page, f"{path}undo/"))
    numbers["taken back"] = int(re.sub(r"\D", "", page.marks["data-gone"][0]["data-gone"]))
    return numbers | {"web at rest, MiB": round(idle), "web at its highest, MiB": round(highest[0])}


def _web_mib(node: Node) -> float:
    return next((part.pss_mib() for part in usage.parts(node) if part.name == "web"), 0.0)
