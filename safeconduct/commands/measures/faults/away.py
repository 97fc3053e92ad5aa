"""A node is away for three days: what was meant for it waits in order, a person is told in time, and at its return
each sender's withdrawal is there before anything else of that sender.
"""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta

from safeconduct.commands.measures import Numbers
from safeconduct.commands.measures.faults.reading import looking_into, waiting
from safeconduct.commands.measures.faults.scripts import RECEIVER, SENDER, Script, Step
from safeconduct.commands.measures.faults.stories import Players, Story
from safeconduct.commands.measures.faults.trio import DESKS, Trio
from safeconduct.commands.measures.faults.verdict import NOT_DELIVERED
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.roles import OWNER

AWAY = "es"
DAYS = 3
BEFORE, IN_TIME = (
    timedelta(minutes=10),
    {"emergency": timedelta(minutes=16), "urgent": timedelta(hours=4, minutes=1)},
)
"""Domain time since the sending: when nobody is told yet, and when somebody must be (docs/reference/states.md)."""
TICK = 7.0
"""Seconds in which a clock that looks every three has looked for certain."""
PATIENCE = 60.0
ACCEPT = Step(RECEIVER, "accept", {"conflict_check": "none"})
NEWS = Step(SENDER, "news")
BACK = Step(SENDER, "withdraw", {"reason": "consent_withdrawn", "channel": "person"}, hasty=True)
ORDER = """
    SELECT peer, lane, type FROM exchange.incoming WHERE received_at > %s ORDER BY received_at, sequence
"""
BY_CLOCKS = "safeconduct.clock."
"""What a clock said meanwhile, of a story that stopped midway: a handover that was missed."""


@dataclass
class Away:
    """The three days, on nodes that are up and drained."""

    trio: Trio
    players: Players
    say: Callable[[str], None]
    wrong: list[str] = field(default_factory=list)
    _number: int = 1_000_000
    _waited: int = 0
    """What members had sent and came at the return."""

    def all(self) -> Numbers:
        """What was seen; what must not be stands in `wrong`."""
        node = self.trio.node(AWAY)
        kept, *back = (self._story(sender, "urgent") for sender in ("ro", "ro", "be"))
        for story in (kept, *back):
            self._must(story.begin() and story.send() and story.do(ACCEPT), "a referral is accepted before")
        self._until_drained()
        self.say("a node goes away for three days")
        node.stop()
        offers = {name: self._sent("ro", name) for name in IN_TIME} | {
            "from elsewhere": self._sent("be", "urgent")
        }
        for _time in range(2):
            self._must(kept.do(NEWS), "news is written while the other node is away")
        for story in back:
            self._must(story.do(BACK), "it is taken back while the other node is away")
        told = self._alarms(offers)
        self._move_to(timedelta(days=DAYS))
        since = self._return(node)
        begun = time.monotonic()
        self._until_drained()
        seconds = time.monotonic() - begun
        first = self._look_at_order(node, since)
        self._until("the alarms end", lambda: not any(self._is_flagged(story) for story in offers.values()))
        return {
            "days away": DAYS,
            "a person was told after, domain time": told,
            "messages that waited": self._waited,
            "senders whose withdrawal was the first": sum(
                lanes[0] == "withdrawal" for lanes in first.values()
            ),
            "drain after the return, seconds": round(seconds, 1),
        }

    # --- While it is away -----------------------------------------------------------------------------------------

    def _sent(self, sender: str, urgency: str) -> Story:
        story = self._story(sender, urgency)
        self._must(story.begin() and story.send(), "a referral is sent to a node that is away")
        return story

    def _alarms(self, offers: dict[str, Story]) -> dict[str, str]:
        """When a person was told of each offer that is not there."""
        self._move_to(BEFORE)
        time.sleep(TICK)
        self.wrong += [
            f"an alarm for {name} before its time" for name in offers if self._is_flagged(offers[name])
        ]
        told: dict[str, str] = {}
        for urgency, moved in IN_TIME.items():
            self._move_to(moved)
            for name, story in offers.items():
                if story.script.urgency == urgency:
                    self._until(f"somebody is told of {name}", lambda s=story: self._is_flagged(s))  # type: ignore[misc]
                    told[name] = str(moved)
        return told

    def _is_flagged(self, story: Story) -> bool:
        """Whether the sender's own software is shown the alarm."""
        answer = story.sender.get(f"/referrals/{story.referral.reference}")
        return answer.is_done and NOT_DELIVERED in answer.body["envelope"]["flags"]

    def _move_to(self, moved: timedelta) -> None:
        """Domain time of the nodes that are there."""
        for node in self.trio.nodes:
            if node.services:
                set_clock(node, moved)

    # --- Its return -----------------------------------------------------------------------------------------------

    def _return(self, node: Node) -> object:
        """Its clock has gone on as well; gives the moment before which everything was taken in earlier."""
        with node.taken(), node.awake():
            set_clock(node, timedelta(days=DAYS))
            with looking_into(node) as connection:
                row = connection.execute(
                    "SELECT coalesce(max(received_at), '-infinity') FROM exchange.incoming"
                )
                since = row.fetchone()
        node.start()
        return since[0] if since else None

    def _look_at_order(self, node: Node, since: object) -> dict[str, list[str]]:
        """The lanes of what came, by its sender; no sender knows when another one comes by."""
        lanes: dict[str, list[str]] = {}
        with looking_into(node) as connection:
            for peer, lane, kind in connection.execute(ORDER, [since]):
                lanes.setdefault(peer, []).append(lane)
                self._waited += not kind.startswith(BY_CLOCKS)
        for peer, found in lanes.items():
            if found[:1] != ["withdrawal"] or "withdrawal" in found[1:]:
                self.wrong.append(
                    f"at the return of {node.id} the withdrawal of {peer} is not the first: {found}"
                )
        return lanes

    # --- Parts ----------------------------------------------------------------------------------------------------

    def _story(self, sender: str, urgency: str) -> Story:
        self._number += 1
        script = Script(self._number, sender, AWAY, 0, urgency, "away", ())
        offices = self.players.offices.free
        return Story(self.players, script, offices[DESKS[sender][1]][-1], offices[DESKS[AWAY][2]][-1])

    def _until_drained(self) -> None:
        self._until("nothing waits to leave", lambda: not any(waiting(node) for node in self.trio.nodes))

    def _until(self, what: str, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                self.wrong.append(f"after {PATIENCE:.0f} s it is still not so that {what}")
                return
            time.sleep(0.3)

    def _must(self, holds: bool, what: str) -> None:
        if not holds:
            self.wrong.append(f"it is not so that {what}")


def set_clock(node: Node, moved: timedelta) -> None:
    """Domain time of one node, so far ahead of real time."""
    with closing(node.connect(OWNER)) as connection:
        connection.execute("UPDATE access.node SET moved = %s", [moved])
