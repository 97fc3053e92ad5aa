"""The door `drive`: act for members of one node without pages, one JSON line in, one out, many at a time.

It is started as the node's web process would be, with its keys and its database role, and calls the actions that
the pages call. For measurements only; it ends with its input.
"""

import cProfile
import json
import os
import pstats
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TextIO
from uuid import UUID

from safeconduct.access.acting import acting
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import agency, as_actor, member
from safeconduct.audit.actions import record
from safeconduct.cases import actions as cases
from safeconduct.cases.queries import read_sections
from safeconduct.commands.measures import looking
from safeconduct.consent import actions as consent_actions
from safeconduct.consent.queries import given
from safeconduct.consent.rules import Channel
from safeconduct.directory.queries import entry
from safeconduct.exchange.models import Outgoing, StoredReceipt
from safeconduct.exchange.peers import card_for
from safeconduct.exchange.receipts import verify_receipt
from safeconduct.referrals import actions, drafting
from safeconduct.referrals.agreed import agreed
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event
from safeconduct.referrals.takebacks import WITHDRAWN
from safeconduct.vocabulary.codes import ReceiptStep, Urgency, Withdrawal
from safeconduct.vocabulary.identifiers import AgencyId, MemberId, MessageId, NodeId
from safeconduct.vocabulary.ready import Ready
from safeconduct.vocabulary.sections import Section

type Asked = dict[str, Any]

_BY_REFERENCE = Ready(lambda reference: Referral.objects.filter(reference=reference))


def main(arguments: list[str]) -> int:
    """Do what the lines of the input ask for until it ends."""
    said, answers = threading.Lock(), _answers_alone()

    def serve(line: str) -> None:
        asked: Asked = json.loads(line)
        begun = time.perf_counter()
        answer = DEEDS[asked["do"]](asked)
        answer |= {"number": asked["number"], "seconds": time.perf_counter() - begun}
        with said:
            print(json.dumps(answer), file=answers, flush=True)

    with ThreadPoolExecutor(int(arguments[0])) as pool:
        for work in [pool.submit(serve, line) for line in sys.stdin]:
            work.result()
    return 0


def _answers_alone() -> TextIO:
    """Where the answers go. What else is printed goes to the log of this process: the solver greets."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


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


def _another(asked: Asked, by: Member, at: datetime) -> dict[str, Any]:
    """Another person with the same file, and a draft to this service under the same consent; its reference."""
    like = _row(asked)
    if like.case_id is None or like.consent_id is None:
        raise ValueError("The draft to be repeated has no case or no consent.")
    contents = read_sections(like.case_id, list(Section), by=by, at=at)
    case = cases.open_case(by=by, at=at, profile=contents.pop(Section.PROFILE).content)
    for section, reading in contents.items():
        cases.save_section(case=case, section=section, content=reading.content, base=0, by=by, at=at)
    service = entry(UUID(asked["service"]))
    row = drafting.draft(
        case=case, entry=service, need=like.need, urgency=Urgency(like.urgency), by=by, at=at
    )
    document = given(like.consent_id).document
    agreed_to = consent_actions.give(case=case, document=document, by=by, at=at, is_child=False)
    drafting.rest_on(referral=row, consent=agreed_to, by=by, at=at)
    return {"reference": row.reference}


def _withdraw(asked: Asked, by: Member, at: datetime) -> dict[str, Any]:
    """The person takes it back at the sender's."""
    actions.withdraw(
        referral=_row(asked).id,
        reason=Withdrawal.CONSENT_WITHDRAWN,
        channel=Channel.PERSON,
        by=by,
        at=at,
    )
    return {}


def _read(asked: Asked, by: Member, at: datetime) -> dict[str, Any]:
    """How many sections of what was received this member can read now; each reading is recorded."""
    row = _row(asked)
    shared = [Section(name) for name in [*row.at_once, *row.held_back]]
    return {"readable": len(read_sections(row.case_id, shared, by=by, at=at)) if row.case_id else 0}


def _answered(asked: Asked, by: Member, at: datetime) -> dict[str, Any]:
    """What the holder has answered to the withdrawal, and how many of its receipts about it are signed by its keys."""
    row, signed = _row(asked), 0
    told = Outgoing.objects.filter(referral_id=row.shared, type=WITHDRAWN, agency_id=by.agency_id)
    for message in told:
        for found in StoredReceipt.objects.filter(message_id=message.id, step=ReceiptStep.ACCEPTED_BY_NODE):
            verify_receipt(
                found.receipt,
                message=MessageId(message.id),
                object_hash=message.object_hash,
                issuer=NodeId(row.peer),
                agency=AgencyId(row.other_agency_id),
                card_for=card_for,
            )
            signed += 1
    return {"answer": row.holder_answer, "signed": signed}


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
    """How many statements each of these pages needs, asked in this process through Django's own test client.

    What says of what a reading is (`access.sight`) goes on the way of others, and is not counted.
    """
    from django.db import connection
    from django.test import Client

    from safeconduct.access.sight import SAYS

    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/", {"member": asked["member"]})
    with acting(MemberId(UUID(asked["member"]))):
        agreed()  # what a process reads once, it has read
    counts: dict[str, int] = {}
    for path in asked["paths"]:
        seen: list[str] = []

        def count(execute: Any, sql: Any, *rest: Any, seen: list[str] = seen) -> Any:
            if sql not in SAYS:
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
    "another": _as_member(_another),
    "withdraw": _as_member(_withdraw),
    "read": _as_member(_read),
    "answered": _as_member(_answered),
    "profile": _profile,
    "queries": _queries,
    **looking.DEEDS,
}
