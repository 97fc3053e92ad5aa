"""Random stories of a referral by the table of moves, and a plain second count of them."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from safeconduct.referrals.history import History, Move, replay
from safeconduct.referrals.moves import Actor, Event, Side, State, sides_for
from safeconduct.statistics.times import HOURS
from tests.referrals.stories import GENESIS, REFERRAL, START, codes_for

AFTER_SENT = {"acknowledged", "info_requested", "accepted", "declined", "reroute_proposed"}


@dataclass
class Told:
    """The history, and for each state when it was first reached."""

    history: History
    first: dict[str, datetime] = field(default_factory=dict)


def told(seed: int, length: int) -> Told:
    """So many moves of members that the rules admit; fewer where nothing more is possible."""
    moves: list[Move] = []
    chance, at = random.Random(seed), START
    story = Told(replay([], GENESIS))
    for _turn in range(length):
        history = story.history
        ways = [(event, side) for event in Event for side in Side if side in sides_for(history.state, event)]
        ways = [one for one in ways if one[0] not in (Event.DISCARD, Event.MARK_AS_ERROR)]
        chance.shuffle(ways)
        at += timedelta(minutes=chance.choice([5, 50, 700, 4000]))
        for event, side in ways:
            codes = codes_for(history.state, event, Actor.MEMBER, at)
            found = replay(
                [*moves, Move(REFERRAL, history.head, event, side, Actor.MEMBER, at, codes)], GENESIS
            )
            if len(found.standing) > len(moves):
                moves, story.history = list(found.standing), found
                break
        story.first.setdefault(story.history.state.value, at)
    return story


def naively(story: Told) -> dict[str, bool | int]:
    """What must be counted, by walking over what happened."""
    first = story.first
    sent = first.get("sent")
    if sent is None:
        return {}
    found: dict[str, bool | int] = {"sent": True, f"state:{story.history.state}": True}
    events = [move.event for move in story.history.standing]
    for name, reached in {
        "acknowledged": [at for state, at in first.items() if state not in ("draft", "sent", "withdrawn")],
        "decided": [first[s] for s in ("accepted", "declined", "reroute_proposed") if s in first],
        "contact": [first["in_service"]] if "in_service" in first else [],
        "outcome": [first["outcome_recorded"]] if "outcome_recorded" in first else [],
    }.items():
        if reached:
            hours = (min(reached) - sent).total_seconds() / 3600
            found[f"{name}:{sum(hours > end for end in HOURS)}"] = True
    for state, word in (("accepted", "accepted"), ("handover_planned", "planned"), ("no_show", "no_show")):
        if state in first:
            found[word] = True
    last = {move.event: move.codes for move in story.history.standing}
    state, before = story.history.state, story.history.position.closed_from
    if State.DECLINED in (state, before):
        found[f"declined:{'no_capacity' if Event.DECLINE in events else 'outside_area'}"] = True
    if before is State.DECLINED:
        found["service_gap"] = True
    if before is State.REROUTE_PROPOSED:
        found["rerouted"] = True
    if before is State.OUTCOME_RECORDED:
        found["confirmation:confirmed"] = True
    if Event.WITHDRAW in events and state is not State.DRAFT:
        found["withdrawn:by_person"] = True
    if "outcome_recorded" in first:
        found |= {"became:given": True, "became:not_given": True}
        if last[Event.RECORD_OUTCOME]["reason"] == "person_moved":
            found["not_taken_up:person_moved"] = True
    return found
