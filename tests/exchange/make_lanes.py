"""Vectors of the questions after a restore, for section 22 of the protocol's page, from the code that writes them.

`python -m tests.exchange.make_page` writes them with the rest of the page. What is said stands in `lanes_said`; here is
what follows from it.
"""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

from safeconduct.exchange.catching_up import rules, wire
from safeconduct.exchange.catching_up.answering import OLDER_EPOCH
from safeconduct.exchange.catching_up.rules import Sent
from safeconduct.exchange.catching_up.wire import Asked, Listed, Rest, Settled, TakenOf
from safeconduct.exchange.faults import Fault
from safeconduct.exchange.lanes import Way
from safeconduct.exchange.wire import Lane
from safeconduct.vocabulary.identifiers import AgencyId
from tests.exchange.lanes_said import (
    CONFIRMED,
    EPOCH,
    FIRST,
    HELD,
    LISTING,
    OWN,
    SETTLING,
    THEIRS,
    Vector,
    answers,
    not_answers,
    not_questions,
    on,
    plain,
    questions,
)
from tests.exchange.make_services import FOLDER, text_of
from tests.exchange.world import BE, CLINIC, RO, SHELTER

VECTORS = FOLDER / "lanes-vectors.json"

type Known = Sent | int | None
"""What R has of a lane: where it sends, its own numbers; else the one that it awaits."""

COMPARED: tuple[tuple[str, Way, int, Known], ...] = (
    ("R sends, and took nothing since", OWN, 2, Sent(FIRST, 1, FIRST)),
    ("P sends, and R is behind", THEIRS, 3, 1),
    ("R sends, and P is ahead", on(OWN, Lane.MAIN), 5, Sent(FIRST, 2, FIRST)),
    ("P sends, and both agree", on(THEIRS, Lane.MAIN), 2, 2),
    ("R sends, and took two numbers since", on(OWN, Lane.RECEIPTS), 5, Sent(FIRST + 2, 4, FIRST)),
    ("P sends, and R does not know the lane", on(THEIRS, Lane.RECEIPTS), 2, None),
)
"""The lanes of one restore: with `next` as P has them, and what R has of each."""
BESIDE: tuple[tuple[str, Way, int, Known], ...] = (
    ("R sends, and does not know the lane", on(OWN, Lane.MAIN), 3, None),
    ("R sends, and what waits for an answer never arrived", on(OWN, Lane.MAIN), 5, Sent(FIRST, 6, FIRST, 5)),
    ("R sends, and what waits for an answer had arrived", on(OWN, Lane.MAIN), 7, Sent(FIRST, 6, FIRST, 5)),
    ("R sends, took numbers since, and P is ahead", on(OWN, Lane.MAIN), 7, Sent(FIRST + 2, 4, FIRST)),
    ("R sends, and it was agreed on before", on(OWN, Lane.MAIN), 5, Sent(9, 8)),
)


def settled(way: Way, number: int, known: Known) -> Settled | None:
    """What R settles of a lane, None where nothing is open."""
    if way.sender == CLINIC:
        awaited = known if isinstance(known, int) else 1
        return Settled(way, awaited=awaited) if rules.behind(awaited, number) else None
    goes = rules.where_we_send(known if isinstance(known, Sent) else None, number)
    return Settled(way, known=goes.known, last=goes.last, goes_on=goes.goes_on) if goes.is_to_settle else None


def _compared(name: str, way: Way, number: int, known: Known) -> Vector:
    found = settled(way, number, known)
    vector: Vector = {
        "name": name,
        "listed": {**wire.way_members(way), "next": number},
        "has": _has(known),
        "settles": found.members() if found else None,
    }
    if way.sender == SHELTER:
        vector["goes_on_with"] = rules.where_we_send(known if isinstance(known, Sent) else None, number).next
    return vector


def _has(known: Known) -> Vector | None:
    if known is None:
        return None
    if isinstance(known, int):
        return {"awaits": known}
    return {"next": known.next, "last": known.last, "since": known.leap, "unanswered": known.unanswered}


LEAPS: tuple[tuple[str, int], ...] = (
    ("P has all that R knows to have sent", 5),
    ("P has more", 7),
    ("one has still to come", 4),
    ("told a second time", FIRST),
    ("and a third, when R had sent on", FIRST + 3),
)
"""What P awaits when R tells it that its numbers end with 4 and go on with FIRST."""


def _leap(name: str, awaited: int) -> Vector:
    found = rules.leap(awaited, last=4, goes_on=FIRST)
    then = {"awaits": found.next or awaited}
    behind = {} if found.to is None else {"behind": found.after, "awaits_then": found.to}
    return {"name": name, "awaited": awaited, "last": 4, "goes_on": FIRST} | then | behind


def course() -> list[Vector]:
    """One restore from the first question to the last: two pages, each with what is settled of it, and the rest.

    Where R took numbers since, it settles the lane once more at the end, as more may have been taken meanwhile.
    """
    lanes = [(Listed(way, number), settled(way, number, known)) for _name, way, number, known in COMPARED]
    first, second = lanes[:3], lanes[3:]
    nothing = TakenOf((), more=False)
    said = [
        (LISTING, wire.write_list([listed for listed, _settled in first], more=True)),
        (_settling(first), wire.write_settled([nothing, TakenOf((HELD,), more=True)])),
        (_onwards(first), wire.write_settled([TakenOf((CONFIRMED,), more=False)])),
        (_behind(first), wire.write_list([listed for listed, _settled in second], more=False)),
        (_settling(second), wire.write_settled([nothing, nothing])),
        (_leapt(second), wire.write_settled([nothing])),
        (Asked(wire.REST, EPOCH), wire.write_rest(Rest(2, 1, 0, 0))),
        (Asked(wire.REST, EPOCH), wire.write_rest(Rest(0, 2, 1, 1))),
    ]
    return [{"question": plain(asked), "answer": json.loads(answer)} for asked, answer in said]


type Page = list[tuple[Listed, Settled | None]]


def _settling(page: Page) -> Asked:
    return replace(SETTLING, lanes=tuple(settled for _listed, settled in page if settled))


def _onwards(page: Page) -> Asked:
    """The lane of which there was more, behind the last that was told."""
    last = _settling(page).lanes[-1]
    return replace(SETTLING, lanes=(replace(last, known=HELD.sequence),))


def _behind(page: Page) -> Asked:
    return replace(LISTING, after=page[-1][0].way)


def _leapt(page: Page) -> Asked:
    return replace(SETTLING, lanes=tuple(lane for lane in _settling(page).lanes if lane.goes_on))


EPOCHS: tuple[tuple[str, int], ...] = (
    ("after the first restore", EPOCH),
    ("asked twice", EPOCH),
    ("after another one", EPOCH + 1),
    ("by an older copy", EPOCH),
    ("by the newer one again", EPOCH + 1),
    ("by a copy from before all of it", 1),
)
"""Questions of one node in their order."""


def _epochs() -> list[Vector]:
    found, highest = [], 0
    for name, epoch in EPOCHS:
        is_old, highest = epoch < highest, max(epoch, highest)
        vector: Vector = {
            "name": name,
            "said": plain(Asked(wire.REST, epoch)),
            "status": 409 if is_old else 200,
        }
        found.append(vector | ({"refused": OLDER_EPOCH} if is_old else {}))
    return found


def _mis_addressed() -> list[Vector]:
    own, theirs = on(OWN, Lane.MAIN), on(THEIRS, Lane.MAIN)
    nobody = replace(own, recipient=AgencyId(UUID(int=1)))
    good = Settled(theirs, awaited=1)
    wrong: tuple[tuple[str, tuple[Settled, ...]], ...] = (
        ("R awaits on a lane of its own", (replace(good, way=own),)),
        ("R has sent on a lane of P", (Settled(theirs, known=0, last=0),)),
        ("an agency that P does not answer for", (Settled(nobody, known=0, last=0),)),
        ("an agency that writes to itself", (replace(good, way=replace(theirs, recipient=CLINIC)),)),
        ("one good lane and one of others", (good, Settled(nobody, known=0, last=0))),
    )
    refused: Vector = {"refused": Fault.MIS_ADDRESSED, "status": 401}
    return [
        {"name": name, "said": plain(replace(SETTLING, lanes=lanes))} | refused for name, lanes in wrong
    ]  # fmt: skip


def vectors() -> dict[str, Any]:
    """Questions, answers and what follows from them, and what is refused."""
    return {
        "restored": {"node": RO, "agency": str(SHELTER), "epoch": EPOCH},
        "peer": {"node": BE, "agency": str(CLINIC)},
        "questions": questions(),
        "not_questions": not_questions(),
        "answers": answers(),
        "not_answers": not_answers(),
        "course": course(),
        "compared": [_compared(*lane) for lane in (*COMPARED, *BESIDE)],
        "going_on": [_leap(*leap) for leap in LEAPS],
        "epochs": _epochs(),
        "mis_addressed": _mis_addressed(),
    }


def write() -> None:
    """The file of the vectors."""
    VECTORS.write_text(text_of(vectors()), encoding="utf-8")
