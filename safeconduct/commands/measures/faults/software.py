"""A member's own software as it should be written: after a lost answer it repeats the request with the same key."""

import json
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import urllib3

from safeconduct.commands.demonstration.browser import Page, WalkFailed
from safeconduct.commands.demonstration.hands import Hands

SCOPES = ["read", "move", "send", "withdraw", "capacity"]
AGAIN_AFTER = 0.25
PATIENCE = 150.0
"""Seconds after which a request that was never answered is given up, and the measurement with it."""
MINE, PASSING = range(200, 300), (429, 500, 502, 503, 504)


class Unanswered(Exception):
    """A node gave no answer for so long that the measurement cannot go on."""


@dataclass(frozen=True)
class Answer:
    """What a member received at last, after so many requests."""

    status: int
    body: Any
    requests: int
    is_replayed: bool

    @property
    def is_done(self) -> bool:
        """The node has said that it is done."""
        return self.status in MINE

    @property
    def code(self) -> str:
        """The code of a refusal."""
        return str(self.body.get("code", "")) if isinstance(self.body, dict) else ""


@dataclass
class Software:
    """Requests in the name of one member; `met` counts what went wrong on the way to an answer."""

    base: str
    token: str
    met: Counter[str] = field(default_factory=Counter)
    _pool: urllib3.PoolManager = field(
        default_factory=lambda: urllib3.PoolManager(
            maxsize=4, retries=False, timeout=urllib3.Timeout(connect=2, read=15)
        )
    )

    def get(self, path: str) -> Answer:
        """Read."""
        return self._until_answered("GET", path, None, "")

    def write(self, path: str, body: object, *, key: str, method: str = "POST") -> Answer:
        """Write, with the same key however often it takes."""
        return self._until_answered(method, path, json.dumps(body).encode(), key)

    def close(self) -> None:
        """Hang up."""
        self._pool.clear()

    def _until_answered(self, method: str, path: str, body: bytes | None, key: str) -> Answer:
        end, requests = time.monotonic() + PATIENCE, 0
        while time.monotonic() < end:
            requests += 1
            answer = self._once(method, path, body, key, requests)
            if answer is not None:
                return answer
            time.sleep(AGAIN_AFTER)
        raise Unanswered(f"{method} {path} was not answered within {PATIENCE:.0f} s.")

    def _once(self, method: str, path: str, body: bytes | None, key: str, requests: int) -> Answer | None:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        headers |= {"Idempotency-Key": key} if key else {}
        try:
            said = self._pool.request(method, f"{self.base}/api/v1{path}", body=body, headers=headers)
            found = json.loads(said.data)
        except (urllib3.exceptions.HTTPError, ValueError) as fault:
            self.met[type(fault).__name__] += 1
            return None
        code = found.get("code") if isinstance(found, dict) else ""
        if said.status in PASSING or code == "at_work":
            self.met[str(said.status)] += 1
            time.sleep(min(float(said.headers.get("Retry-After", "0")), 5.0))
            return None
        return Answer(said.status, found, requests, "Idempotent-Replayed" in said.headers)


def with_tokens(hands: Hands, number: int) -> list[Software]:
    """So many programs of one member, each with a token that the member has made on the page."""
    asked = hands.see("/account/confirm/?next=/account/")
    form = next(form for form in asked.forms if "one_click" in form.names)
    hands.browser.submit(Page(asked.status, asked.path, "", "", [form], {}), form.action)
    return [_made(hands, count) for count in range(number)]


def _made(hands: Hands, count: int) -> Software:
    until = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()
    said = hands.browser.submit(
        hands.see("/account/software/new/"), "", name=f"Program {count}", scopes=SCOPES, until=until
    )
    found = re.search(r'data-token-text="(sc_[\w-]{43})"', said.html)
    if found is None:
        raise WalkFailed(f"{hands.name} has made no token: {said.text[-300:]}")
    node = hands.pair.place(hands.name).node
    return Software(f"http://127.0.0.1:{node.ports.web}", found[1])


@dataclass
class Offices:
    """The programs of all members, handed to one story at a time: a token answers two requests a second."""

    free: dict[str, list[Software]]
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, member: str) -> Software:
        """One that nobody uses."""
        with self._lock:
            return self.free[member].pop(0)

    def give_back(self, member: str, program: Software) -> None:
        """Whoever waited longest is taken next."""
        with self._lock:
            self.free[member].append(program)
