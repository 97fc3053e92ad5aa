"""The door `drive`: act for members of one node without pages, one JSON line in, one out, many at a time.

It is started as the node's web process would be, with its keys and its database role, and calls the actions that
the pages call. For measurements only; it ends with its input.
"""

import cProfile
import json
import pstats
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from uuid import UUID

from safeconduct.access.acting import acting
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import agency, as_actor, member
from safeconduct.audit.actions import record
from safeconduct.referrals import actions, drafting
from safeconduct.referrals.agreed import agreed
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.ready import Ready

type Asked = dict[str, Any]

_BY_REFERENCE = Ready(lambda reference: Referral.objects.filter(reference=reference))


def main(arguments: list[str]) -> int:
    """Do what the lines of the input ask for until it ends."""
    said = threading.Lock()

    def serve(line: str) -> None:
        asked: Asked = json.loads(line)
        begun = time.perf_counter()
        answer = DEEDS[asked["do"]](asked)
        answer |= {"number": asked["number"], "seconds": time.perf_counter() - begun}
        with said:
            print(json.dumps(answer), flush=True)

    with ThreadPoolExecutor(int(arguments[0])) as pool:
        for work in [pool.submit(serve, line) for line in sys.stdin]:
            work.result()
    return 0


def _as_member(
    do: Callable[[Asked, Member, datetime], dict[str, Any]],
) -> Callable[[Asked], dict[str, Any]]:
    def done(asked: Asked) -> dict[str, Any]:
        with acting(MemberId(UUID(asked["member"]))) as at:
            return do(asked, member(UUID(asked["member"])), at)

    return done


def _row(asked: Asked) -> Referral:
    found = _BY_REFERENCE.first(reference=asked["reference"])
    if found is None:
        raise ValueError("There is no such referral for this member.")
    return found


def _send(asked: Asked, by: Member, at: datetime) -> dict[str, Any]:
    row = _row(asked)
    drafting.note_preview(referral=row, capacity="asked", by=by, at=at)
    row.refresh_from_db()
    drafting.send(referral=row, recipient=agency(row.other_agency_id), by=by, at=at)
    return {"shared": str(row.shared)}


def _move(asked: Asked, by: Member, at: datetime) -> dict[str, Any]:
    row = _row(asked)
    actions.move(referral=row.id, event=Event(asked["event"]), codes=asked["codes"], by=by, at=at)
    return {}


def _steps(asked: Asked) -> dict[str, Any]:
    """Acknowledge one referral after the other, each in a transaction of its own; the seconds of all together."""
    begun = time.perf_counter()
    for reference in asked["references"]:
        DEEDS["move"]({**asked, "reference": reference, "event": "acknowledge", "codes": {}})
    return {"took": time.perf_counter() - begun}


def _records(asked: Asked, by: Member, at: datetime) -> dict[str, Any]:
    """So many audit records in one transaction; the microseconds of one."""
    actor = as_actor(by)
    begun = time.perf_counter()
    for _record in range(asked["amount"]):
        record("bench:record", by=actor, at=at)
    return {"took_us": (time.perf_counter() - begun) / asked["amount"] * 1e6}


def _profile(asked: Asked) -> dict[str, Any]:
    """The same deed under the profiler: the functions with the most time of their own, in milliseconds."""
    profiler = cProfile.Profile()
    answer = profiler.runcall(DEEDS[asked["of"]], asked)
    stats: Any = pstats.Stats(profiler)
    rows = sorted(stats.stats.items(), key=lambda item: -item[1][2])
    whole = sum(row[2] for _place, row in rows)
    tops = [
        {"function": f"{_short(place[0])}:{place[2]}", "calls": row[0], "ms": round(row[2] * 1000, 2)}
        for place, row in rows[:15]
    ]
    return {**answer, "whole_ms": round(whole * 1000, 1), "tops": tops}


def _short(file: str) -> str:
    return "/".join(file.split("/")[-2:])


def _queries(asked: Asked) -> dict[str, Any]:
    """How many statements each of these pages needs, asked in this process through Django's own test client."""
    from django.db import connection
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/", {"member": asked["member"]})
    with acting(MemberId(UUID(asked["member"]))):
        agreed()  # what a process reads once, it has read
    counts: dict[str, int] = {}
    for path in asked["paths"]:
        seen: list[str] = []

        def count(execute: Any, sql: Any, *rest: Any, seen: list[str] = seen) -> Any:
            seen.append(str(sql))
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            answer = client.get(path)
        if answer.status_code != 200:
            raise ValueError(f"{path} answered {answer.status_code}.")
        counts[path] = len(seen)
    return {"counts": counts}


DEEDS: dict[str, Callable[[Asked], dict[str, Any]]] = {
    "send": _as_member(_send),
    "move": _as_member(_move),
    "records": _as_member(_records),
    "steps": _steps,
    "profile": _profile,
    "queries": _queries,
}
