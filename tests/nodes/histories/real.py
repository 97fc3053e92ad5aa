"""The real pair under a history: members' programs, the clock, and what goes wrong on the way."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import urllib3

from safeconduct.commands.demonstration.clock import Clock
from safeconduct.commands.demonstration.walk import SHARED
from safeconduct.commands.measures.asking import unlimited
from safeconduct.consent.rules import Fact
from safeconduct.exchange import hop
from safeconduct.keys.ring import load
from safeconduct.referrals.history import Genesis, Move, move_from_data
from safeconduct.referrals.moves import CLOCK_MOVES, Side, clock_side
from safeconduct.vocabulary.identifiers import ReferralId
from safeconduct.vocabulary.sections import Section
from tests.nodes.software import Answer, Software
from tests.nodes.story import Story
from tests.nodes.town import Town, until

S, R = Side.SENDER, Side.RECEIVER
NODE = {S: "ro", R: "be"}
OWNER = {S: "Ana Pop", R: "Sofie Maes"}
"""Whose program moves on each side."""
OTHERS = ("Nina Claes", "Dan Rusu", "Claire Dubois", "Radu Ene")
"""A colleague on each side, and two who have nothing to do with it."""
SERVICE = "Maison Lierre"
PATIENT = 90.0
"""Seconds after which a worker that was killed must have done what is due, also beside other work on the machine."""


@dataclass
class Real:
    """Two running nodes with a program for each of the members."""

    town: Town
    programs: dict[str, Software] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    frozen: set[Side] = field(default_factory=set)

    @property
    def clock(self) -> Clock:
        """The clock of both."""
        return Clock(self.town.pair)

    def program(self, member: str) -> Software:
        """This member's, made at the first use."""
        if member not in self.programs:
            self.programs[member] = Software.of(self.town, member)
        return self.programs[member]

    # --- One referral -------------------------------------------------------------------------------------

    def drafted(self) -> str:
        """A new person's referral, with its consent, by the sender's program; its reference."""
        case = Story(self.town)._case().split("/")[2]
        today = datetime.now(UTC).date()
        consent = {
            "told": [fact.value for fact in Fact], "limit_told": True, "sections": SHARED, "language": "uk",
            "presentation": "interpreter", "method": "oral_witnessed", "interpreter": "INT-07",
            "witness": "social worker", "until": (today + timedelta(days=85)).isoformat(), "tell_outcome": True,
        }  # fmt: skip
        body = {"case": case, "urgency": "urgent", "consent": consent}
        body["service"] = self.town.agency(SERVICE)["services"][0]["id"]
        return str(self.program(OWNER[S]).post("/referrals", body)["reference"])

    def genesis(self, reference: str) -> Genesis:
        """The beginning that both sides share."""
        row = "SELECT shared, created_at FROM referrals.referral WHERE reference = %s AND side = 'sender'"
        shared, created = self.town.ask("ro", row, reference)[0]
        return Genesis(ReferralId(UUID(str(shared))), created)

    def moves(self, reference: str, side: Side) -> list[tuple[Move, int | None]]:
        """The moves as this side has stored them, each with its place; None for one that yielded."""
        sql = (
            "SELECT m.data, m.ordinal FROM referrals.move m JOIN referrals.referral r ON r.id = m.referral_id "
            "WHERE r.reference = %s AND r.side = %s ORDER BY m.ordinal"
        )
        return [
            (move_from_data(data), place) for data, place in self.town.ask(NODE[side], sql, reference, side)
        ]

    def state(self, reference: str, side: Side) -> str | None:
        """The state in which this side shows it; None where there is no such referral."""
        said = self.program(OWNER[side]).ask("GET", f"/referrals/{reference}")
        assert said.status in (200, 404), said.text
        return str(said.body["envelope"]["state"]) if said.status == 200 else None

    def read(self, reference: str, member: str) -> set[Section]:
        """The sections that this member's program is given."""
        asked = "&".join(f"section={section}" for section in SHARED)
        said = self.program(member).ask("GET", f"/referrals/{reference}/sections?{asked}")
        assert said.status in (200, 404), said.text
        items = said.body["items"] if said.status == 200 else []
        return {Section(item["section"]) for item in items if item["content"]}

    def live_grants(self, reference: str) -> int:
        """How many grants of the received case hold at this moment of the nodes' clock."""
        sql = (
            "SELECT count(*) FROM access.grants g JOIN referrals.referral r ON r.case_id = g.case_id "
            "WHERE r.reference = %s AND r.side = 'receiver' AND g.ended_at IS NULL AND g.valid_until > %s"
        )
        return int(self.town.value("be", sql, reference, self.clock.now()))

    def ask(self, member: str, reference: str, path: str, body: object) -> Answer:
        """One write of a member's program."""
        return self.program(member).ask("POST", f"/referrals/{reference}/{path}", body)

    # --- The road -----------------------------------------------------------------------------------------

    def waiting(self, reference: str, side: Side) -> int:
        """How many messages about it have not left this side."""
        sql = (
            "SELECT count(*) FROM exchange.outgoing o JOIN referrals.referral r ON r.handle = o.handle "
            "WHERE r.reference = %s AND r.side = %s AND o.state = 'waiting'"
        )
        return int(self.town.value(NODE[side], sql, reference, side))

    def carried(self, reference: str, side: Side) -> None:
        """Wait until this side has sent all."""
        until(
            f"{side} has sent all of {reference}",
            lambda: self.waiting(reference, side) == 0,
            patience=PATIENT,
        )

    def freeze(self, side: Side) -> None:
        """The worker of this side stands still: nothing leaves it, and its clock does nothing."""
        self.frozen.add(side)
        self._signal(side, signal.SIGSTOP)

    def thaw(self, side: Side) -> None:
        """It goes on."""
        self.frozen.discard(side)
        self._signal(side, signal.SIGCONT)

    def kill(self, side: Side) -> None:
        """The worker of this side is gone at once; its supervisor starts another."""
        self.frozen.discard(side)
        self._signal(side, signal.SIGKILL)

    def _signal(self, side: Side, number: int) -> None:
        process = self.town.node(NODE[side]).services["worker"].process
        if process is not None:
            os.killpg(process.pid, number)

    def hand_over(self, reference: str, side: Side, *, is_sent: bool) -> dict[str, Any] | None:
        """The last message of this side that was sent already, or that is not its turn yet, once more by hand.

        What the other node answers; None when there is no such message.
        """
        sql = (
            "SELECT o.event FROM exchange.outgoing o JOIN referrals.referral r ON r.handle = o.handle "
            "WHERE r.reference = %s AND r.side = %s AND o.peer <> %s AND o.event <> '{}' AND "
        )
        of_sent = "o.state = 'sent'"
        not_first = (
            "o.state = 'waiting' AND EXISTS (SELECT 1 FROM exchange.outgoing e WHERE e.handle = o.handle "
            "AND e.lane = o.lane AND e.state = 'waiting' AND e.sequence < o.sequence)"
        )
        order = " ORDER BY o.posted_at DESC, o.sequence DESC LIMIT 1"
        chosen = sql + (of_sent if is_sent else not_first) + order
        event = self.town.value(NODE[side], chosen, reference, side, NODE[side])
        return None if event is None else self._post(side, event)

    def _post(self, side: Side, event: object) -> dict[str, Any]:
        target = self.town.node(NODE[side.other])
        url = f"http://127.0.0.1:{target.ports.inbox}/messages"
        body = json.dumps({"messages": [event]}).encode()
        ring = load(self.town.node(NODE[side]).home / "keys", "worker")
        headers = hop.sign_request(
            "POST", url, {"content-type": "application/json"}, body, ring, now=datetime.now(UTC)
        )
        said = urllib3.request("POST", url, body=body, headers=headers)
        assert said.status == 200, said.data
        (result,) = said.json()["results"]
        return dict(result)

    # --- The clock ----------------------------------------------------------------------------------------

    def later(self, hours: int) -> None:
        """So many hours later on both nodes."""
        self.clock.forward(timedelta(hours=hours))

    def clock_has_moved(self, reference: str, side: Side) -> bool:
        """Whether nothing that this side's clock does by itself is over its time; the other side's may stand still."""
        sql = (
            "SELECT count(*) FROM referrals.referral WHERE reference = %s AND side = %s AND state = ANY(%s) "
            "AND due_at < %s"
        )
        states = [str(state) for state in CLOCK_MOVES if clock_side(state) is side]
        late = self.town.value(NODE[side], sql, reference, side, states, self.clock.now())
        return int(late) == 0


@contextmanager
def real_pair(town: Town) -> Iterator[Real]:
    """The pair with programs that may ask as often as they like; whatever was frozen goes on at the end."""
    real = Real(town)
    with ExitStack() as held:
        for node in town.pair.nodes:
            held.enter_context(unlimited(node))
        for member in (*OWNER.values(), *OTHERS):
            real.program(member)
        try:
            yield real
        finally:
            for side in tuple(real.frozen):
                real.thaw(side)
