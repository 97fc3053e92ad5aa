"""The handbook's page about states, drawn from the tables. Write it with `states_as_markdown`."""

from collections.abc import Iterator

from safeconduct.access.drawing import as_table
from safeconduct.referrals.clocks import ALARMING, ESCALATIONS, PERIODS, RECEIPT_ALARM, Step
from safeconduct.referrals.codes import REASON_REQUIRED
from safeconduct.referrals.meanings import MEANING
from safeconduct.referrals.moves import (
    CLOCK_MOVES,
    MOVES,
    TURN,
    Elsewhere,
    Event,
    Side,
    State,
    Target,
    clock_side,
    sides_for,
)
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.workdays import Period

PAGE = "docs/reference/states.md"

_INTRODUCTION = """\
# States of a referral

This page is drawn from the tables in `safeconduct/referrals/moves.py` and `clocks.py`; do not edit it. All
periods are agreed practice between partners and can be set otherwise. None of them is law.
"""
_MOVES_REMARK = """\
*by a clock* marks what happens by itself when a clock ends; silence never answers a referral. A proposal
changes the state when the other side confirms it. An event that keeps the state is not drawn below.
"""
_CLOCKS_REMARK = """\
What a clock does is done by one side, signed by its node's clock key, and told to the other like any move. When a
consent ends, the sender's side takes back what is under way.
"""
_STEPS_REMARK = """\
Silence is shown on both sides and told, by reference only, to one after the other; it never closes or declines. Each
step comes at its share of the time by the wall, once. Whoever acts ends it. When the time is over, the other side or a
coordinator can nudge once a day: the owner and the team lead are asked to act, and the clock runs on.
"""
_DIAGRAM_REMARK = """\
A withdrawal leads from every state but `draft` and `closed` to `withdrawn`; it is left out of the drawing.
"""
_EVERYWHERE = (Event.WITHDRAW, Event.MARK_AS_ERROR)


def states_as_markdown() -> str:
    """The whole page: states with clocks, moves, diagram. In the language that is active."""
    parts = [
        _INTRODUCTION,
        "## States\n",
        as_table(("state", "meaning", "turn of", "emergency", "urgent", "routine"), _states()),
        "## Moves\n",
        _MOVES_REMARK,
        as_table(("from", "event", "to", "who", "reason"), _moves()),
        "## Clocks\n",
        _CLOCKS_REMARK,
        as_table(("when the clock ends in", "happens", "by the clock of"), _ends_of_clocks()),
        "## Silence\n",
        _STEPS_REMARK,
        as_table(("after", "told"), _told()),
        as_table(("no receipt of the other node after", *Urgency), iter([_alarms()])),
        "## Diagram\n",
        _DIAGRAM_REMARK,
        _diagram(),
    ]
    return "\n".join(parts)


def _states() -> Iterator[tuple[str, ...]]:
    for state in State:
        yield f"`{state}`", str(MEANING[state]), sides_named(TURN[state]), *_clock(state)


def sides_named(sides: frozenset[Side]) -> str:
    """Which sides, in the words of the protocol."""
    return " or ".join(side for side in Side if side in sides) or "nobody"


def _clock(state: State) -> tuple[str, ...]:
    if state is State.ON_HOLD:
        return ("date of review, at most 14 days",) * 3
    after = {State.HANDOVER_PLANNED: "planned time + "}.get(state, "")
    return tuple(after + _period(PERIODS[state].get(urgency)) for urgency in Urgency)


def _period(period: Period | None) -> str:
    if period is None:
        return "none"
    if period.working_days:
        return "1 working day" if period.working_days == 1 else f"{period.working_days} working days"
    return f"{period.hours} h" if period.hours <= 72 else f"{period.hours // 24} days"


def _moves() -> Iterator[tuple[str, ...]]:
    for state, events in MOVES.items():
        for event, target in events.items():
            who = sides_named(sides_for(state, event))
            if CLOCK_MOVES.get(state) is event:
                who += ", *by a clock*"
            yield f"`{state}`", f"`{event}`", _target(target), who, _reason(state, event)


def _ends_of_clocks() -> Iterator[tuple[str, ...]]:
    for state, event in CLOCK_MOVES.items():
        yield f"`{state}`", f"`{event}`", str(clock_side(state))


def _told() -> Iterator[tuple[str, ...]]:
    alarming = ", ".join(f"`{state}`" for state in State if state in ALARMING)
    for step, each in ESCALATIONS.items():
        after = f"{each.percent} %"
        if step is Step.AT_ONCE:
            after += f", only in {alarming}: of a child or of who may be one, and of anybody in an emergency"
        yield after, " and ".join(each.told).replace("_", " ")


def _alarms() -> tuple[str, ...]:
    minutes = (int(RECEIPT_ALARM[urgency].total_seconds()) // 60 for urgency in Urgency)
    times = (f"{some} minutes" if some < 60 else f"{some // 60} h" for some in minutes)
    return ("a person on the sending side is alarmed", *times)


def _target(target: Target) -> str:
    match target:
        case Elsewhere.BEFORE_HOLD:
            return "the state before"
        case Elsewhere.NOTHING:
            return "deleted"
        case State():
            return f"`{target}`"


def _reason(state: State, event: Event) -> str:
    if (state, event) in REASON_REQUIRED:
        return "yes"
    return "unless all was given or goes on" if event is Event.RECORD_OUTCOME else ""


def _diagram() -> str:
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    for state, events in MOVES.items():
        for event, target in events.items():
            if target != state and event not in _EVERYWHERE:
                lines += [f"    {state} --> {end}: {event}" for end in _ends(target)]
    return "\n".join(["```mermaid", *lines, "    closed --> [*]", "```", ""])


def _ends(target: Target) -> list[str]:
    match target:
        case Elsewhere.BEFORE_HOLD:
            return [state for state, events in MOVES.items() if Event.HOLD in events]
        case Elsewhere.NOTHING:
            return ["[*]"]
        case State():
            return [target]
