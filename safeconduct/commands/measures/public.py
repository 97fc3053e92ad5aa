"""The public site: milliseconds of its pages, and requests a second, beside the floor of an answer without a page.

Each page is asked for in three ways: put together anew (with a question that the site does not keep a page for), as
the site keeps it, and by somebody who has it already and asks whether it is still so (If-None-Match). The pages for
the person are kept by nobody, so they are asked for in one way; their texts and cards are in the process's memory.
The floors of the same run: an answer without a page, and a style sheet as large as such a page, both by the same
server. At the end Lighthouse looks at the pages for the person (`auditing.py`).
"""

import shutil
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import urllib3

from safeconduct.commands.demonstration import site as demonstration
from safeconduct.commands.demonstration.pair import pair_in
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import WRONG, Numbers, Plan, auditing, public_for_her
from safeconduct.commands.measures.places import fresh_folder
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.roads import answers
from safeconduct.commands.nodes.supervisor import Supervisor

FLOOR, SHEET = "/healthz", "/static/public/helping.css"
PAGES = {
    "first page": "/en/",
    "first page, translated": "/ro/",
    "guidance": "/en/guidance/lawyers/",
    "publication": "/en/publications/what-a-referral-must-not-lose/",
    "list": "/en/countries/",
}
SEARCH = "/en/search/?q=consent"
ANEW = "?anew"
CLIENTS = 4
AIM, AIM_A_SECOND = 30, 200
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Took:
    """How long one address took, in milliseconds."""

    p50: float
    p95: float


def measure(plan: Plan) -> Numbers:
    """One node's public site with the pages of the demonstration; nothing else of the node runs but its database."""
    times, seconds = plan.of(100, short=20), plan.seconds or plan.of(3, short=1)
    with site_of(plan) as node:
        port = node.site.port if node.site is not None else 0
        plan.say(f"each page {times} times, one after the other")
        floor = took(port, FLOOR, times)
        rows = [
            _row("floor: /healthz", floor, floor),
            _row("floor: a style sheet", took(port, SHEET, times), floor),
        ]
        rows.append(_row("search", took(port, SEARCH, times), floor))
        for name, path in PAGES.items():
            rows.append(_row(f"{name}, anew", took(port, path + ANEW, times), floor))
            rows.append(_row(f"{name}, kept", took(port, path, times), floor))
            rows.append(_row(f"{name}, asked again", took(port, path, times, is_again=True), floor))
        public_for_her.lay(node)
        for name, path in public_for_her.PAGES.items():
            rows.append(_row(f"for the person: {name}", took(port, path, times), floor))
        weights = {name: public_for_her.weight(port, path) for name, path in public_for_her.PAGES.items()}
        plan.say(f"{CLIENTS} clients, {seconds} s each way")
        paths = list(PAGES.values())
        ways = {
            "floor": _a_second(port, [FLOOR], seconds),
            "floor: a style sheet": _a_second(port, [SHEET], seconds),
            "pages, anew": _a_second(port, [path + ANEW for path in paths], seconds),
            "pages, kept": _a_second(port, paths, seconds),
            "pages, asked again": _a_second(port, paths, seconds, is_again=True),
            **{
                f"for the person: {name}": _a_second(port, [path], seconds)
                for name, path in public_for_her.PAGES.items()
            },
        }
        plan.say("Lighthouse looks at the pages for the person")
        seen = auditing.ask(port)
    return {
        f"milliseconds (aim: p50 below {AIM}, but for what is anew)": rows,
        f"requests a second, {CLIENTS} clients (aim: {AIM_A_SECOND})": {
            name: round(found) for name, found in ways.items()
        },
        "of the floor": {name: round(found / ways["floor"], 3) for name, found in ways.items()},
        f"bytes with all that is loaded (at most {public_for_her.LARGEST})": weights,
        f"Lighthouse {seen[0].version} (accessibility: at least {auditing.LEAST})": auditing.numbers(seen),
        WRONG: [{"what": each} for each in (*auditing.too_low(seen), *_too_large(weights))],
    }


def _too_large(weights: dict[str, int]) -> list[str]:
    return [
        f"{name}: {found} bytes, at most {public_for_her.LARGEST}"
        for name, found in weights.items()
        if found > public_for_her.LARGEST
    ]


def _row(name: str, found: Took, floor: Took) -> dict[str, object]:
    return {
        "page": f"{name:<36}",
        "p50": f"p50 {found.p50:7.1f} ms",
        "p95": f"p95 {found.p95:7.1f} ms",
        "of the floor": f"{found.p50 / floor.p50:7.1f} times the floor",
    }


def took(port: int, path: str, times: int, *, is_again: bool = False) -> Took:
    """Of an address, one request after the other on a kept connection; the first few are not counted.

    `is_again`: as who has it already and asks whether it is still so. Raises CannotRun for anything but an answer.
    """
    found = []
    with urllib3.HTTPConnectionPool("127.0.0.1", port, retries=False, timeout=PATIENCE) as pool:
        headers = _again(pool, path) if is_again else {}
        for number in range(times + 5):
            begun = time.perf_counter()
            _ask(pool, path, headers)
            if number >= 5:
                found.append((time.perf_counter() - begun) * 1000)
    found.sort()
    return Took(round(statistics.median(found), 2), round(found[int(len(found) * 0.95)], 2))


def _again(pool: urllib3.HTTPConnectionPool, path: str) -> dict[str, str]:
    mark = pool.request("GET", path, redirect=False).headers.get("ETag")
    return {"If-None-Match": mark} if mark else {}


def _ask(pool: urllib3.HTTPConnectionPool, path: str, headers: dict[str, str]) -> None:
    status = pool.request("GET", path, headers=headers, redirect=False).status
    if status not in (200, 304):
        raise CannotRun(f"The public site answered {path} with {status}.")


def _a_second(port: int, paths: list[str], seconds: float, *, is_again: bool = False) -> float:
    """Requests a second of all clients together, each going round the addresses."""
    done, faults, end = [0] * CLIENTS, [], time.monotonic() + seconds

    def drive(client: int) -> None:
        try:
            with urllib3.HTTPConnectionPool("127.0.0.1", port, retries=False, timeout=PATIENCE) as pool:
                marks = {path: _again(pool, path) if is_again else {} for path in paths}
                while time.monotonic() < end:
                    path = paths[(done[client] + client) % len(paths)]
                    _ask(pool, path, marks[path])
                    done[client] += 1
        except (CannotRun, urllib3.exceptions.HTTPError) as fault:
            faults.append(fault)

    threads = [threading.Thread(target=drive, args=(client,)) for client in range(CLIENTS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise CannotRun(f"The public site did not answer while it was measured: {faults[0]}")
    return sum(done) / (time.perf_counter() - begun)


@contextmanager
def site_of(plan: Plan, *, proxies: int = 0) -> Iterator[Node]:
    """A node whose public site runs with the pages of the demonstration, gone afterwards; so many proxies before it."""
    folder = fresh_folder()
    plan.say("making a node with a public site")
    node = pair_in(folder, with_site=True).ro
    node.road = replace(node.road, proxies=proxies)
    try:
        node.prepare()
        with node.taken(), node.awake():
            demonstration.fill(node)
            supervisor = Supervisor([each for each in node.planned() if each.name == public.PROCESS])
            try:
                supervisor.start()
                _wait(node, folder)
                yield node
            finally:
                supervisor.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(node: Node, folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    assert node.site is not None  # noqa: S101 - asked for above
    while not answers(node.site.port, node.road):
        if time.monotonic() > end:
            raise CannotRun(f"The public site in {folder} does not answer.")
        time.sleep(0.05)
