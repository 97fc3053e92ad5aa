"""In a process of the node: open pages as a member, and note what PostgreSQL read for each, inside functions too.

PostgreSQL's own auto_explain sends the plan of every statement to the connection that asked it, also of those inside
functions with the owner's rights, which an EXPLAIN from outside does not show.
"""

import json
import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

MANY_ROWS = 500
SLOW_MS = 5.0
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
READERS = ("Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan", "Bitmap Index Scan", "Tid Scan")
"""Nodes of a plan that read a table or an index."""

type Asked = dict[str, Any]


@dataclass(slots=True)
class Read:
    """What one statement read."""

    sql: str
    rows: int
    blocks: int
    ms: float


@dataclass(slots=True)
class Notes:
    """What was read since `clear`."""

    reads: list[Read] = field(default_factory=list)

    def note(self, said: Any) -> None:
        """A notice of PostgreSQL; only plans count."""
        text = said.message_primary or ""
        if "Query Text" in text:
            self.reads.append(_read(text))

    def clear(self) -> None:
        """Begin anew."""
        self.reads.clear()

    @property
    def rows(self) -> int:
        """Rows read, each once, in whatever function."""
        return sum(read.rows for read in self.reads)

    def heavy(self) -> list[dict[str, Any]]:
        """The statements that read many rows or took long; how they begin."""
        return [
            {"rows": read.rows, "ms": round(read.ms, 1), "blocks": read.blocks, "sql": read.sql[:160]}
            for read in self.reads
            if read.rows > MANY_ROWS or read.ms > SLOW_MS
        ]


def _read(text: str) -> Read:
    said = json.loads(text[text.index("{") :])
    plan = said["Plan"]
    blocks = plan.get("Shared Hit Blocks", 0) + plan.get("Shared Read Blocks", 0)
    ms = float(text.partition("duration: ")[2].partition(" ms")[0])
    return Read(" ".join(said["Query Text"].split()), round(_rows(plan)), blocks, ms)


def _rows(plan: Asked) -> float:
    """Rows that this part of a plan took from tables and indexes, those among them that a filter removed."""
    own = 0.0
    if plan["Node Type"] in READERS:
        removed = sum(plan.get(f"Rows Removed by {why}", 0) for why in ("Filter", "Index Recheck"))
        own = (plan.get("Actual Rows", 0) + removed) * plan.get("Actual Loops", 1)
    return own + sum(_rows(part) for part in plan.get("Plans", []))


@contextmanager
def noted() -> Iterator[Notes]:
    """What this process reads inside."""
    from django.db import connection

    connection.ensure_connection()
    driver, notes = connection.connection, Notes()
    driver.add_notice_handler(notes.note)
    try:
        driver.execute("SET client_min_messages = notice")
        yield notes
    finally:
        driver.remove_notice_handler(notes.note)


def looked(asked: Asked) -> Asked:
    """Open a page some times as this member: queries, milliseconds, rows read, and the heavy statements.

    With a token it is the member's software that asks.
    """
    path, token = asked["path"], asked.get("token", "")
    client = _software(token) if token else _client(asked["member"])
    with noted() as notes:
        for _warm in range(4):
            answer = client.get(path)
        if answer.status_code != 200:
            return {"queries": 0, "ms": 0.0, "rows": 0, "heavy": [], "status": answer.status_code}
        times, statements = [], 0
        for _time in range(asked["times"]):
            notes.clear()
            begun = time.perf_counter()
            statements = _counted(lambda: client.get(path))
            times.append((time.perf_counter() - begun) * 1000)
        return {"queries": statements, **_said(statistics.median(times), notes)}


def _said(ms: float, notes: Notes) -> Asked:
    return {"ms": round(ms, 1), "rows": notes.rows, "heavy": notes.heavy()}


def _counted(do: Callable[[], object]) -> int:
    from django.db import connection

    seen: list[str] = []

    def count(execute: Any, sql: Any, *rest: Any) -> Any:
        seen.append(str(sql))
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        do()
    return len(seen)


# --- Which pages there are ------------------------------------------------------------------------------------


def addresses(_asked: Asked) -> Asked:
    """The names of the URL table."""
    from django.urls import URLResolver, get_resolver

    def names(patterns: list[Any]) -> Iterator[str]:
        for found in patterns:
            if isinstance(found, URLResolver):
                yield from () if found.namespace == "api" else names(found.url_patterns)
            elif found.name:
                yield found.name

    return {"names": sorted(set(names(get_resolver().url_patterns)))}


def named(asked: Asked) -> Asked:
    """Each of these paths with its name in the URL table; those without one are left out."""
    return {"named": list(_named(asked["paths"]))}


def _named(paths: list[str]) -> Iterator[tuple[str, str]]:
    from django.urls import Resolver404, resolve

    for path in paths:
        try:
            name = resolve(path.partition("?")[0]).url_name
        except Resolver404:
            continue
        if name:
            yield path, name


def opened(asked: Asked) -> Asked:
    """Open a page once: how it was answered, and where its links lead."""
    answer = _client(asked["member"]).get(asked["path"])
    said = "" if answer.streaming else answer.content.decode(errors="replace")
    links = [link.replace("&amp;", "&") for link in LINK.findall(said)]
    return {"status": answer.status_code, "links": list(_named(links))}


@cache
def _client(member: str) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    client.post("/sign-in/", {"member": member})
    client.post("/account/confirm/?next=/account/", {"one_click": "1"})  # some pages want it lately
    return client


@cache
def _software(token: str) -> Any:
    from django.test import Client

    return Client(
        SERVER_NAME="localhost", raise_request_exception=False, headers={"authorization": f"Bearer {token}"}
    )


# --- What the worker does by the clock ------------------------------------------------------------------------


def _rounds() -> dict[str, Callable[[], object]]:
    from safeconduct.commands.rounds import jobs
    from safeconduct.commands.rounds.daily_mails import send_daily
    from safeconduct.exchange import alarms
    from safeconduct.referrals import clockwork

    return {
        "clocks of referrals": clockwork.run, "what waits in vain": alarms.expire_waiting,
        "keys that are due": jobs.destroy, "terms": jobs.end_terms, "what nobody can open": jobs.take_away,
        "all that is forgotten": jobs.forget, "catching up": jobs.catch_up, "mails of the day": send_daily,
    }  # fmt: skip


def rounds(_asked: Asked) -> Asked:
    """What there is."""
    return {"names": list(_rounds())}


def round_(asked: Asked) -> Asked:
    """Do one of the worker's rounds twice; of the second milliseconds, rows and the heavy statements."""
    work = _rounds()[asked["name"]]
    work()
    with noted() as notes:
        begun = time.perf_counter()
        work()
        return _said((time.perf_counter() - begun) * 1000, notes)


DEEDS: dict[str, Callable[[Asked], Asked]] = {
    "addresses": addresses, "named": named, "opened": opened, "looked": looked, "rounds": rounds, "round": round_,
}  # fmt: skip
