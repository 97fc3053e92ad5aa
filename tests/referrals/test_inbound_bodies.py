"""Every type that is taken in, against its description: what must be there, and what is no such thing.

Whatever stands in the place of a member, the handler answers with a code. Anything else would be an unforeseen fault,
and the sender would be asked for the same number again without end.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.db import DataError, IntegrityError

from safeconduct.access.acting import acting
from safeconduct.exchange import handlers
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.wire import ConsentRef
from safeconduct.referrals import envelope
from safeconduct.referrals.beds.models import BedAgreement
from safeconduct.referrals.drafting import OFFERED
from safeconduct.referrals.given_back import HISTORY
from safeconduct.referrals.history import Move
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor, Event, State
from safeconduct.referrals.wire.bodies import BODIES
from safeconduct.referrals.wire.body import Body
from safeconduct.vocabulary.identifiers import MemberId, ReferralId
from tests.access.names import unforced
from tests.access.rows import insert
from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.arriving import arrive
from tests.referrals.beds.test_count import Network
from tests.referrals.enquiries.desk import Desk
from tests.referrals.envelopes import Envelopes, R, S
from tests.referrals.from_there import PARTS, FromThere
from tests.referrals.sub_referrals.test_rules import ONWARD

WEIRD: list[object] = [
    None, True, 0, -1, 2**53 - 1, "", "x", "\u0000", "💧" * 3000, [[]], [None], {}, {"": {}}, {"x": "y"},
]  # fmt: skip
ALL_OF_THEM = bool(os.environ.get("EVERY_WEIRD_VALUE"))
"""Else each place has an empty list, which nothing can be looked up by, and one other value; within an envelope only
in the offer."""


@dataclass
class Sent:
    """A message of one type that is right as it stands."""

    body: dict[str, Any]
    handle: str
    consent: ConsentRef | None = None


class Sends:
    """For each type a right message about a referral that fits it."""

    def __init__(self, envelopes: Envelopes) -> None:
        self.envelopes = envelopes

    @cached_property
    def desk(self) -> Desk:
        """Where services are asked without a name."""
        return Desk(self.envelopes)

    @cached_property
    def agreed(self) -> BedAgreement:
        """Two agencies show each other their free places."""
        network = Network(self.envelopes)
        self.desk = network
        return network.agreed()

    def right(self, message_type: str) -> Sent:
        name = message_type.removeprefix("safeconduct.").removesuffix(".v1").replace(".", "_")
        found: Sent = getattr(self, name)()
        return found

    # --- From the sender ----------------------------------------------------------------------------------------

    def referral_offered(self) -> Sent:
        there = FromThere(self.envelopes)
        return Sent({"envelope": there.fields, "sections": PARTS}, there.handle, there.consent)

    def consent_narrowed(self) -> Sent:
        there = FromThere(self.envelopes)
        return Sent({"envelope": there.fields, "sections": ["safety"]}, there.handle)

    def referral_withdrawn(self) -> Sent:
        return self._taken_back(Actor.MEMBER, "by_person", channel="telephone")

    def consent_expired(self) -> Sent:
        return self._taken_back(Actor.CONSENT, "consent_expired")

    def _taken_back(self, actor: Actor, reason: str, **more: str) -> Sent:
        there = FromThere(self.envelopes)
        end = Move(
            there.send.referral, there.send.hash, Event.WITHDRAW, S, actor, there.later, {"reason": reason}
        )
        moves = [there.send.as_data(), end.as_data()]
        return Sent({"envelope": {**there.fields, "moves": moves}, **more}, there.handle)

    def referral_updated(self) -> Sent:
        there = FromThere(self.envelopes)
        there.offer()
        parts = {"needs": {**PARTS["needs"], "version": 2}}
        body = {"referral": str(there.shared), "role": "social_worker", "sections": parts}
        return Sent(body, there.handle, there.consent)

    def referral_released(self) -> Sent:
        pytest.skip("what is held back is sealed: tests/nodes walks it")

    # --- From the receiver ---------------------------------------------------------------------------------------

    def referral_moved(self) -> Sent:
        row, moves = self._answered(Event.ACKNOWLEDGE, Actor.MEMBER)
        body = {
            "referral": str(row.shared),
            "moves": moves,
            "role": "social_worker",
            "receipts": [],
            "texts": [],
        }
        return Sent(body, row.handle)

    def clock_moved(self) -> Sent:
        row = self.envelopes.add(State.WITHDRAWN, S)
        codes = {"closing": "withdrawn", "confirmation": "not_applicable"}
        moves = [self._next(row, Event.CONFIRM_FREEZE, Actor.CLOCK, codes)]
        return Sent({"referral": str(row.shared), "moves": moves, "role": "clock"}, row.handle)

    def clock_nudged(self) -> Sent:
        row = self.envelopes.add(State.SENT, S)
        return Sent({"referral": str(row.shared), "head": "0" * 64, "asker": "side"}, row.handle)

    def clock_chain(self) -> Sent:
        row = self.envelopes.add(State.WITHDRAWN, S)
        back = {"answer": "told", "at": "2026-03-03T10:00:00.000000Z", "told_by": "lawyer"}
        body = {"referral": str(row.shared), "onward": ONWARD.members(), "back": back, "role": "clock"}
        return Sent(body, row.handle)

    def referral_told(self) -> Sent:
        row = self.envelopes.add(State.IN_SERVICE, S)
        return Sent({"referral": str(row.shared), "role": "social_worker", "texts": []}, row.handle)

    def referral_task(self) -> Sent:
        row = self.envelopes.add(State.IN_SERVICE, S)
        task = {"id": str(uuid4()), "owner": "sender", "due": "2030-01-31", "ended": None}
        return Sent(
            {"referral": str(row.shared), "role": "social_worker", "task": task, "texts": []}, row.handle
        )

    def referral_conferred(self) -> Sent:
        there = FromThere(self.envelopes)
        there.offer()
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])):
            row = Referral.objects.get(shared=there.shared)
            self.envelopes._step(row, Event.ACCEPT, R, there.later)
        said = {
            "step": "asked", "conference": str(uuid4()), "item": str(uuid4()), "until": "2030-01-31T22:59:59.000000Z",
            "meets_at": None, "came": None,
        }  # fmt: skip
        words = {"kind": "conference", "section": "needs", "language": "en", "text": "A flat or the shelter?"}
        body = {"referral": str(there.shared), "role": "social_worker", "conference": said, "texts": [words]}
        return Sent(body, there.handle)

    def referral_linked(self) -> Sent:
        row = self.envelopes.add(State.IN_SERVICE, S)
        with briefly("owner") as owner, unforced(owner, "referrals.referral"):
            owner.execute(
                "UPDATE referrals.referral SET purpose = 'legal_assistance' WHERE id = %s", [row.id]
            )
        said = dict.fromkeys(("item", "day", "whose", "why", "words"))
        link = {"step": "proposed", "link": str(uuid4()), "agreed_on": "2026-03-01", **said}
        return Sent({"referral": str(row.shared), "role": "lawyer", "link": link}, row.handle)

    def referral_holder_asked(self) -> Sent:
        row = self.envelopes.add(State.IN_SERVICE, R)
        with briefly("owner") as owner, unforced(owner, "referrals.named_holder"):
            held = {"section": "legal", "profession": "lawyer", "case_id": uuid4()}
            insert(owner, "referrals.named_holder", referral_id=row.id, agency_id=row.agency_id, **held)
        asked = {
            "id": str(uuid4()),
            "section": "legal",
            "for": "deadline",
            "until": "2030-01-31",
            "answer": None,
        }
        return Sent(
            {"referral": str(row.shared), "role": "social_worker", "asked": asked, "texts": []}, row.handle
        )

    def erase_done(self) -> Sent:
        row = self.envelopes.add(State.WITHDRAWN, S)
        return Sent({"referral": str(row.shared), "answer": "erased", "sections": []}, row.handle)

    def receipt_opened(self) -> Sent:
        row = self.envelopes.add(State.SENT, S)
        body = {"referral": str(row.shared), "receipts": [], "sections": ["needs"], "role": "lawyer"}
        return Sent(body, row.handle)

    def clock_history(self) -> Sent:
        there = FromThere(self.envelopes)
        return Sent({"envelope": there.fields, "taken": [OFFERED]}, there.handle)

    # --- Without a name ------------------------------------------------------------------------------------------

    def referral_enquired(self) -> Sent:
        return Sent(self.desk.question(), "x")

    def referral_enquiry_answered(self) -> Sent:
        row = self.desk.ask()[0]
        body = {"enquiry": str(row.shared), "answer": "possible", "possible_from": None, "other": None}
        return Sent({**body, "role": "social_worker"}, row.handle)

    def referral_enquiry_withdrawn(self) -> Sent:
        asked = self.desk.question()
        handler = handlers.handler_for("safeconduct.referral.enquired.v1")
        assert self.desk.arrives(handler, asked, "x") == ""
        return Sent({"enquiry": asked["enquiry"]["id"]}, "x")

    def clock_enquiry_taken(self) -> Sent:
        asked = self.referral_enquiry_withdrawn()
        return Sent({**asked.body, "role": "clock"}, asked.handle)

    def clock_enquiry_kept(self) -> Sent:
        return self.clock_enquiry_taken()

    def referral_beds(self) -> Sent:
        said: dict[str, object] = {"said": "asked", "day": None, "at": None, "counts": []}
        return Sent({"agreement": str(uuid4()), **said}, "x")

    def clock_bed_count(self) -> Sent:
        row, day = self.agreed, self.desk.now().date().isoformat()
        counts = [{"service": "shelter", "free": 2, "total": None}]
        body = {
            "agreement": str(row.shared),
            "role": "clock",
            "day": day,
            "at": "2026-03-02T09:00:00.000000Z",
            "counts": counts,
        }
        return Sent(body, row.handle)

    def void(self) -> Sent:
        return Sent({"voids": "safeconduct.referral.moved.v1"}, "x")

    def _answered(self, event: Event, actor: Actor) -> tuple[Referral, list[dict[str, object]]]:
        row = self.envelopes.add(State.SENT, S)
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])):
            known = envelope.all_moves(row)
        return row, [*known, self._next(row, event, actor, {})]

    def _next(
        self, row: Referral, event: Event, actor: Actor, codes: Mapping[str, object]
    ) -> dict[str, object]:
        return Move(ReferralId(row.shared), row.head, event, R, actor, row.since, codes).as_data()


@pytest.fixture
def sends(envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch) -> Sends:
    # As on a node that was restored; on another the whole type is refused, whatever its body says.
    handler = import_module("safeconduct.referrals.inbound.given_back")
    monkeypatch.setattr(handler, "may_be_ours", lambda _peer: True)
    return Sends(envelopes)


def answer(sends: Sends, body: Body, sent: Sent, said: dict[str, Any]) -> str:
    """The code of the refusal, or "" where it was taken in; what the database cannot take, the inbox refuses."""
    try:
        arrive(sends.envelopes, handlers.handler_for(body.type), said, sent.handle, sent.consent)
    except RefuseMessage as refused:
        return refused.code
    except DataError:
        return "malformed_body"
    except IntegrityError:
        return "already_here"
    return ""


@pytest.fixture(params=BODIES, ids=lambda body: body.type)
def body(request: pytest.FixtureRequest) -> Body:
    found: Body = request.param
    return found


def test_what_is_right_is_taken_in(sends: Sends, body: Body) -> None:
    sent = sends.right(body.type)

    assert answer(sends, body, sent, sent.body) == ""


def test_a_member_that_is_required_must_be_there(sends: Sends, body: Body) -> None:
    sent = sends.right(body.type)

    for member in body.members:
        if member.required:
            less = {name: value for name, value in sent.body.items() if name != member.name}
            assert answer(sends, body, sent, less) == "malformed_body", member.name


def test_a_member_that_is_not_required_may_be_left_out(sends: Sends, body: Body) -> None:
    for member in body.members:
        sent = sends.right(body.type)
        if not member.required:
            less = {name: value for name, value in sent.body.items() if name != member.name}
            assert answer(sends, body, sent, less) == "", member.name


def test_whatever_stands_there_the_answer_is_a_code(sends: Sends, body: Body) -> None:
    sent = sends.right(body.type)
    chance = Random(body.type)
    opaque = "" if ALL_OF_THEM or body.type == OFFERED else "envelope"

    for said in _bent(sent.body, chance, opaque):
        assert answer(sends, body, sent, said) in {"", "already_here", *body.refuses}


def _bent(value: Any, chance: Random, opaque: str) -> Iterator[Any]:
    """The value with something weird in the place of one of its parts, at any depth but inside of what is opaque."""
    if isinstance(value, dict):
        for name, inner in value.items():
            deeper = () if name == opaque else _bent(inner, chance, opaque)
            for other in (*_weird(chance), *deeper):
                yield {**value, name: other}
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            for other in (*_weird(chance), *_bent(inner, chance, opaque)):
                yield [*value[:place], other, *value[place + 1 :]]


def _weird(chance: Random) -> list[object]:
    return [[], *(WEIRD if ALL_OF_THEM else chance.sample(WEIRD, 1))]


def test_on_a_node_that_was_not_restored_no_history_is_taken_in(
    sends: Sends, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    body = next(body for body in BODIES if body.type == HISTORY)
    sent = sends.right(HISTORY)

    assert answer(sends, body, sent, sent.body) == "nobody_asked"
