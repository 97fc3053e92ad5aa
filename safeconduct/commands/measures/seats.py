"""A thousand people register for a conference at once, and a programme of 300 sessions is edited.

Each of them comes from an address of their own (a proxy of the operator is said to stand before the site), sends the
form, reads their mail in the site's database and confirms; all over HTTP, from several threads.
"""

import re
import statistics
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from typing import Any

import urllib3

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.public import site_of
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import secret
from safeconduct.vocabulary.roles import PUBLIC

CODE = "measured"
CLIENTS = 8
SESSIONS = 300
EDITION = """
INSERT INTO conferences_edition (series, name, code, scope, state, country, place, time_zone, starts_at, ends_at,
  opens_at, closes_at, seats, interpretation, organiser, contact, offer_hours, keeps_days, funding)
VALUES ('Measured', 'Measured', 'measured', 'local', 'open', 'RO', 'Invented Hall', 'Europe/Bucharest', %s, %s, %s, %s,
  %s, '[]', 'Invented House', 'questions@house.example', 48, 180, '') RETURNING id
"""
QUOTA = "INSERT INTO conferences_quota (edition_id, profession, country, seats) VALUES (%s, 'lawyer', '', %s)"
SESSION = """
INSERT INTO conferences_session (edition_id, kind, starts_at, ends_at, spoken)
VALUES (%s, 'talk', %s, %s, '[]') RETURNING id
"""
TEXT = "INSERT INTO conferences_sessiontext (session_id, language, title, about) VALUES (%s, 'en', %s, 'About it.')"
SEATED = "SELECT count(*) FROM conferences_registration WHERE state IN ('seated', 'offered')"


def measure(plan: Plan) -> Numbers:
    """Seconds for all of them, seats given beside seats that there are, and milliseconds of the organisers' pages."""
    people = plan.of(1000, short=80)
    seats, quota = people * 3 // 10, people // 10
    with site_of(plan, proxies=1) as node:
        edition = _edition(node, seats, quota)
        plan.say(f"{people} people register, {CLIENTS} at a time, for {seats} seats")
        registered = _together(node, range(people), _register)
        links = _links(node)
        confirmed = _together(node, list(enumerate(links)), _confirm)
        given, of_quota = _count(node, SEATED), _count(node, f"{SEATED} AND profession = 'lawyer'")
        plan.say(f"a programme of {SESSIONS} sessions")
        _sessions(node, edition)
        pages = _pages(node, plan.of(50, short=5))
    return {
        "registering": {
            "people": people,
            "seconds to register": round(registered, 1),
            "seconds to confirm": round(confirmed, 1),
            "a minute, both": round(people / (registered + confirmed) * 60),
            "mails with a link": len(links),
            "seats given": f"{given} of {seats}",
            "seats of the quota given": f"{of_quota} of {quota}",
            "too many": max(0, given - seats) + max(0, of_quota - quota),
        },
        f"a programme of {SESSIONS} sessions, p50": {name: f"{took:.0f} ms" for name, took in pages.items()},
    }


def _edition(node: Node, seats: int, quota: int) -> int:
    now, day = datetime.now(UTC).replace(minute=0, second=0, microsecond=0), timedelta(days=1)
    with closing(public.connect(node.home, PUBLIC)) as connection:
        values = (now + 30 * day, now + 32 * day, now - day, now + 29 * day, seats)
        [made] = connection.execute(EDITION, values).fetchall()
        connection.execute(QUOTA, (made[0], quota))
    return int(made[0])


def _together[T](
    node: Node, all_of_it: Sequence[T], what: Callable[[urllib3.HTTPConnectionPool, T], None]
) -> float:
    """Seconds until each was done once, by CLIENTS threads. Raises CannotRun."""
    assert node.site is not None  # noqa: S101 - asked for by the measure
    port, faults = node.site.port, list[Exception]()

    def drive(share: Sequence[T]) -> None:
        try:
            with urllib3.HTTPConnectionPool("127.0.0.1", port, retries=False, timeout=60) as pool:
                for each in share:
                    what(pool, each)
        except (CannotRun, urllib3.exceptions.HTTPError) as fault:
            faults.append(fault)

    threads = [threading.Thread(target=drive, args=(all_of_it[first::CLIENTS],)) for first in range(CLIENTS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise CannotRun(f"The public site did not answer while it was measured: {faults[0]}")
    return time.perf_counter() - begun


def _register(pool: urllib3.HTTPConnectionPool, number: int) -> None:
    said = {
        "name": f"Person {number}",
        "email": f"person{number}@people.example",
        "organisation": "Invented House",
        "profession": "lawyer" if number % 3 == 0 else "social_worker",
        "country": "RO",
        "language": "en",
    }
    _post(pool, f"/en/conferences/{CODE}/register/", said, number)


def _confirm(pool: urllib3.HTTPConnectionPool, one: tuple[int, str]) -> None:
    number, link = one
    _post(pool, link, {"do": "confirm"}, number)


def _post(pool: urllib3.HTTPConnectionPool, path: str, said: dict[str, str], number: int) -> None:
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
    }
    body = urllib.parse.urlencode(said)
    status = pool.request("POST", path, body=body, headers=headers, redirect=False).status
    if status not in (200, 302, 303):
        raise CannotRun(f"The public site answered {path.partition('mine')[0]} with {status}.")


def _links(node: Node) -> list[str]:
    """The addresses in the mails that wait; no worker runs here that would send them."""
    with closing(public.connect(node.home, PUBLIC)) as connection:
        texts = [
            str(row[0]) for row in connection.execute("SELECT text FROM post_mail ORDER BY id").fetchall()
        ]
    found = [re.search(r"/en/conferences/mine/[\w-]{32}/", text) for text in texts]
    return [each[0] for each in found if each]


def _count(node: Node, statement: str) -> int:
    with closing(public.connect(node.home, PUBLIC)) as connection:
        [row] = connection.execute(statement.encode()).fetchall()
    return int(row[0])


def _sessions(node: Node, edition: int) -> None:
    """In three rooms of time, side by side."""
    with closing(public.connect(node.home, PUBLIC)) as connection:
        [start] = connection.execute(
            "SELECT starts_at FROM conferences_edition WHERE id = %s", (edition,)
        ).fetchall()
        for number in range(SESSIONS):
            begins = start[0] + timedelta(minutes=15 * (number // 3))
            [made] = connection.execute(SESSION, (edition, begins, begins + timedelta(minutes=15))).fetchall()
            connection.execute(TEXT, (made[0], f"Session {number}"))


def _pages(node: Node, times: int) -> dict[str, float]:
    """Milliseconds: what a reader opens, and what an organiser opens and saves."""
    browser = Organiser(node)
    session = _count(node, "SELECT max(id) FROM conferences_session")
    editing = f"/edit/conferences/{CODE}/programme/"
    form = browser.form(f"{editing}{session}/")
    asked: dict[str, Callable[[], Any]] = {
        "a reader opens the conference": lambda: browser.get(f"/en/conferences/{CODE}/"),
        "the organiser's list": lambda: browser.get(editing),
        "one session's form": lambda: browser.get(f"{editing}{session}/"),
        "one session saved": lambda: browser.post(f"{editing}{session}/", form),
    }
    return {name: _median(each, times) for name, each in asked.items()}


def _median(what: Callable[[], Any], times: int) -> float:
    found = []
    for number in range(times + 2):
        begun = time.perf_counter()
        what()
        if number >= 2:
            found.append((time.perf_counter() - begun) * 1000)
    return statistics.median(found)


class Organiser:
    """The account of the demonstration that holds conferences, signed in."""

    def __init__(self, node: Node) -> None:
        assert node.site is not None  # noqa: S101 - asked for by the measure
        self.base = f"http://127.0.0.1:{node.site.port}"
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )
        self.get("/edit/login/")
        password = secret(public.folder_of(node.home), "demo-organiser")
        self.post("/edit/login/", {"username": "organiser", "password": password})

    def get(self, path: str) -> str:
        """A page, redirects followed."""
        with self.opener.open(self.base + path, timeout=60) as answer:
            return str(answer.read().decode())

    def post(self, path: str, said: dict[str, str]) -> str:
        """Send a form."""
        token = next((each.value or "" for each in self.cookies if "csrf" in each.name), "")
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **said}).encode()
        with self.opener.open(self.base + path, body, timeout=60) as answer:
            return str(answer.read().decode())

    def form(self, path: str) -> dict[str, str]:
        """What a session's form holds as it is shown, so that it can be sent as it is."""
        page = self.get(path)
        found = dict(re.findall(r'<input[^>]*? name="(\w+)"[^>]*? value="([^"]*)"', page))
        found.update(re.findall(r'<textarea[^>]*? name="(\w+)"[^>]*>\s*([^<]*)</textarea>', page))
        return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"} | {
            "kind": "talk"
        }
