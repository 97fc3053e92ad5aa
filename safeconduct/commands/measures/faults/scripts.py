"""What may happen to a referral, as a script: drawn from the seed before the first process is killed. Pure."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

SENDER, RECEIVER = "sender", "receiver"
SHARED = ("profile", "needs", "safety", "identity")
PARTS = ("safety", "identity")
"""What a person may take back while the rest goes on."""
AT_ONCE = ("profile", "needs")
"""What goes with the offer; the rest is held back until it is accepted."""
UPDATED = {"needs": "details", "safety": "persons_view", "identity": "phone"}
"""What is saved anew, and the answer that is another one then."""
LATER = 0.3
"""How often a section is saved anew at each of two places: in one story of three."""


@dataclass(frozen=True)
class Step:
    """Something that a member does. `what` is a move, or news, update, withdraw, part.

    Whoever is `hasty` does it without waiting for what the other side has done before: a person who takes a referral
    back waits for nobody.
    """

    side: str
    what: str
    codes: dict[str, Any] = field(default_factory=dict)
    hasty: bool = False


@dataclass(frozen=True)
class Script:
    """A referral from one node to another, about one of the sender's people."""

    number: int
    sender: str
    receiver: str
    person: int
    urgency: str
    kind: str
    steps: tuple[Step, ...]


def script(number: int, random: Random, *, people: int) -> Script:
    """The next story: from any node to any other."""
    sender, receiver = random.sample(("ro", "be", "es"), 2)
    kind = random.choices(list(KINDS), weights=[4, 2, 3, 1, 2])[0]
    return Script(
        number,
        sender,
        receiver,
        random.randrange(people),
        random.choice(("urgent", "routine", "emergency")),
        kind,
        tuple(KINDS[kind](random)),
    )


def _to_the_end(random: Random) -> list[Step]:
    return [
        *_until_arrived(random),
        *_news(random, RECEIVER),
        Step(RECEIVER, "record_outcome", {"outcomes": "given"}),
        Step(SENDER, "close", {"confirmation": "confirmed"}),
    ]


def _declined(random: Random) -> list[Step]:
    return [
        *_before_the_answer(random),
        Step(RECEIVER, "decline", {"reason": "no_capacity"}),
        Step(SENDER, "close", {"closing": "service_gap", "reason": "service_gap"}),
    ]


def _taken_back(random: Random) -> list[Step]:
    steps = _to_the_end(random)[:-1]
    kept = steps[: random.randrange(len(steps))]
    back = Step(SENDER, "withdraw", {"reason": "consent_withdrawn", "channel": "person"}, hasty=True)
    return [*kept, back, Step(RECEIVER, "confirm_freeze")]


def _taken_back_there(random: Random) -> list[Step]:
    steps = _until_arrived(random)
    kept = steps[: random.randrange(1, len(steps))]
    back = Step(RECEIVER, "withdraw", {"reason": "by_person", "channel": "person"}, hasty=True)
    return [*kept, back, Step(RECEIVER, "confirm_freeze")]


def _in_part(random: Random) -> list[Step]:
    steps = _to_the_end(random)
    part = {"reason": "consent_withdrawn", "channel": "person", "sections": [random.choice(PARTS)]}
    steps.insert(random.randrange(len(steps) - 2), Step(SENDER, "part", part, hasty=True))
    return steps


KINDS = {
    "to the end": _to_the_end,
    "declined": _declined,
    "taken back": _taken_back,
    "taken back there": _taken_back_there,
    "taken back in part": _in_part,
}


def _before_the_answer(random: Random) -> list[Step]:
    question = [Step(RECEIVER, "ask", {"section": "needs"}), Step(SENDER, "answer", {"answer": "given"})]
    return [
        *([Step(RECEIVER, "acknowledge")] if random.random() < 0.7 else []),
        *(question if random.random() < 0.4 else []),
    ]


def _until_accepted(random: Random) -> list[Step]:
    return [*_before_the_answer(random), Step(RECEIVER, "accept", {"conflict_check": "none"})]


def _until_arrived(random: Random) -> list[Step]:
    return [*_until_accepted(random), *_later(random), *_arrival(random), *_later(random)]


def _arrival(random: Random) -> list[Step]:
    if random.random() < 0.5:
        return [*_news(random, RECEIVER), Step(RECEIVER, "start")]
    meeting = {"where": "P-01", "when": "soon", "brought_by": "social_worker"}
    return [
        Step(SENDER, "propose_handover", meeting),
        Step(RECEIVER, "confirm_handover", {"met_by": "social_worker"}),
        *_news(random, SENDER),
        Step(RECEIVER, "arrive"),
    ]


def _news(random: Random, side: str) -> list[Step]:
    return [Step(side, "news")] if random.random() < 0.5 else []


def _later(random: Random) -> list[Step]:
    """A later version of what they have, or have just been given to open."""
    return (
        [Step(SENDER, "update", {"section": random.choice(tuple(UPDATED))})]
        if random.random() < LATER
        else []
    )
