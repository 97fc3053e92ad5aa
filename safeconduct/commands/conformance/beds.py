"""Clauses of the daily bed count: two agencies agree before any number is taken in (section 24).

Whether they agree two people of the tested node decide: what follows an agreement is not asked. A pair has one at a
time, so each is ended before the next is asked for.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from safeconduct.commands.conformance.clauses import Check, clause
from safeconduct.commands.conformance.meeting import Body, Made, Meeting, expect
from safeconduct.exchange.wire import Event
from safeconduct.keys.uses import Use
from safeconduct.referrals.codes import moment_text

BEDS = "safeconduct.referral.beds.v1"
FIRST_COUNT = "safeconduct.clock.bed_count.v1"


def beds(name: str, sentence: str) -> Callable[[Check], Check]:
    """A clause of section 24, for nodes that know bed counts."""
    return clause(name, "24", sentence, speaks=lambda meeting: meeting.knows_type(BEDS))


@dataclass
class Agreement:
    """One that we ask for, on a subject of its own; its messages take their numbers in their order."""

    meeting: Meeting
    made: Made
    id: str = field(default_factory=lambda: str(uuid4()))
    number: int = 0

    def say(self, said: str, **changes: Any) -> Body:
        """What the node answers to this step, which is right but for the changes."""
        none: Body = {"day": None, "at": None, "counts": []}
        body = {"agreement": self.id, "said": said, **(a_count() if said == "counted" else none), **changes}
        return self.meeting.told(self.next(BEDS, body))

    def next(self, kind: str, body: Body, **changes: Any) -> Event:
        """The message under its next number."""
        self.number += 1
        return self.meeting.event(self.made, kind, body, self.number, **changes)


def a_count(**changes: Any) -> Body:
    """A whole count of today, right but for the changes."""
    now = datetime.now(UTC)
    counts = [{"service": "shelter", "free": 1, "total": 4}]
    return {"day": now.date().isoformat(), "at": moment_text(now), "counts": counts, **changes}


@contextmanager
def asked_for(meeting: Meeting) -> Iterator[Agreement | None]:
    """An agreement that the node was asked for, ended behind the block; None where it was not stored."""
    agreement = Agreement(meeting, meeting.made())
    if agreement.say("asked").get("status") != "stored":
        yield None  # that it is stored, C-120 says
        return
    try:
        yield agreement
    finally:
        agreement.say("ended")


@beds("C-120", "that an agency asks for a bed count is stored, and so is its end")
def asked(meeting: Meeting) -> None:
    """Asked and ended by one side."""
    agreement = Agreement(meeting, meeting.made())
    expect(agreement.say("asked"), "stored")
    expect(agreement.say("ended"), "stored")


@beds("C-121", "a count without an agreement that stands is refused: beds_not_agreed")
def not_agreed(meeting: Meeting) -> None:
    """Nobody has answered."""
    with asked_for(meeting) as agreement:
        if agreement is not None:
            expect(agreement.say("counted"), "refused", "beds_not_agreed")


@beds("C-122", "whoever asked for a bed count does not agree to it: not_your_side")
def not_your_side(meeting: Meeting) -> None:
    """We agree with ourselves."""
    with asked_for(meeting) as agreement:
        if agreement is not None:
            expect(agreement.say("agreed"), "refused", "not_your_side")


@beds(
    "C-123",
    "a step of an agreement that is not known on its subject, or is over, is refused: unknown_agreement",
)
def unknown(meeting: Meeting) -> None:
    """Never asked for, under another subject, and after its end."""
    expect(Agreement(meeting, meeting.made()).say("ended"), "refused", "unknown_agreement")
    over = None
    with asked_for(meeting) as agreement:
        if agreement is not None:
            elsewhere = Agreement(meeting, meeting.made(), agreement.id)
            expect(elsewhere.say("ended"), "refused", "unknown_agreement")
            over = agreement
    if over is not None:
        expect(over.say("counted"), "refused", "unknown_agreement")


@beds("C-124", "a count that cannot be one is refused: malformed_body")
def no_count(meeting: Meeting) -> None:
    """More free than there are, of a day that is too long ago, of no kind, and a question with a day."""
    today = datetime.now(UTC).date()
    more_free = [{"service": "shelter", "free": 5, "total": 4}]
    long_ago = (today - timedelta(days=32)).isoformat()
    agreement = Agreement(meeting, meeting.made())
    for said in (
        agreement.say("counted", counts=more_free),
        agreement.say("counted", day=long_ago),
        agreement.say("counted", counts=[]),
        agreement.say("asked", day=today.isoformat()),
    ):
        if said.get("status") != "gap":  # whether a refused one uses its number, C-47 asks
            expect(said, "refused", "malformed_body")


@beds("C-125", "the clock's first count, too, is refused without an agreement, or with unknown_type")
def first_count(meeting: Meeting) -> None:
    """As if the node had agreed."""
    with asked_for(meeting) as agreement:
        if agreement is not None:
            body = {"agreement": agreement.id, "role": "clock", **a_count()}
            said = meeting.told(agreement.next(FIRST_COUNT, body, use=Use.CLOCK))
            if said.get("reason") != "unknown_type":
                expect(said, "refused", "beds_not_agreed")
