"""What the node in memory answers to a peer that was restored: its numbers, what it took in, what it sends again."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from safeconduct.exchange.batches import Result, Status
from safeconduct.exchange.catching_up import wire
from safeconduct.exchange.catching_up.answering import OlderEpoch
from safeconduct.exchange.catching_up.wire import Asked, Listed, Rest, Settled, Taken, TakenOf
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.lanes import Way
from safeconduct.exchange.objects import Fields
from safeconduct.exchange.wire import Event, Lane, Opened
from safeconduct.referrals import envelope
from safeconduct.vocabulary.identifiers import AgencyId, CaseHandle

if TYPE_CHECKING:
    from tests.commands.conformance.small_node import SmallNode

HISTORY = "safeconduct.clock.history.v1"
OFFERED = "safeconduct.referral.offered.v1"
PAGE = 60
"""Lanes in a page: fewer than there are, so that there are several."""
_ORDER = [Lane.WITHDRAWAL, Lane.MAIN, Lane.RECEIPTS]
FOREIGN = Way(
    handle=CaseHandle("a" * 26),
    sender=AgencyId(UUID(int=1)),
    recipient=AgencyId(UUID(int=2)),
    lane=Lane.RECEIPTS,
)


class SmallNumbers:
    """The part of the node that answers at `lanes`."""

    def __init__(self, node: "SmallNode") -> None:
        self.node = node
        self.epoch = 0
        self.taken: dict[tuple[str, Lane], list[Taken]] = {}
        self.envelopes: dict[UUID, object] = {}
        self.leaps: dict[tuple[str, Lane], tuple[int, int]] = {}

    def note(self, opened: Opened, result: Result) -> None:
        """Keep what was taken in, as it is told to a restored peer."""
        routing, body = opened.routing, opened.body
        referral = None
        if routing.type == OFFERED and result.status is Status.STORED and "envelope" in body:
            referral = envelope.read(body).shared
            self.envelopes[referral] = body["envelope"]
        self.taken.setdefault((routing.subject, routing.lane), []).append(
            Taken(
                id=routing.id, sequence=routing.sequence, type=routing.type, object_hash=opened.object_hash,
                status=result.status.value, referral=referral, receipts=result.receipts,
            )
        )  # fmt: skip

    def behind(self, opened: Opened, number: int) -> int:
        """The number that is awaited next: this one, or the one that was told to come behind the last."""
        after, to = self.leaps.get((opened.routing.subject, opened.routing.lane), (0, 0))
        return max(number, to) if number > after else number

    def answer(self, body: bytes) -> bytes:
        try:
            asked = wire.read_question(body)
        except WireError as error:
            if error.fault is Fault.MALFORMED and self.node.broken == "answers any question about numbers":
                return wire.write_rest(Rest(0, 0, 0, 0))
            raise
        if asked.epoch < self.epoch and self.node.broken != "answers an older copy":
            raise OlderEpoch
        self.epoch = max(self.epoch, asked.epoch)
        if asked.ask == wire.LIST:
            return self._list(asked)
        if asked.ask == wire.SETTLE:
            return wire.write_settled([self._settled(lane) for lane in asked.lanes])
        return wire.write_rest(Rest(int(self.node.broken == "is never done"), 0, 0, 0))

    # --- The list -----------------------------------------------------------------------------------------------

    def _list(self, asked: Asked) -> bytes:
        found = sorted(self._listed(), key=lambda one: self._place(one.way))
        if self.node.broken == "lists lanes in another order":
            found.reverse()
        if asked.after is not None and self.node.broken != "lists from the beginning again":
            ways = [one.way for one in found]
            found = found[ways.index(asked.after) + 1 :]
        return wire.write_list(found[:PAGE], more=len(found) > PAGE)

    def _listed(self) -> list[Listed]:
        node = self.node
        assert node.peer is not None
        peer, wrong = node.peer.agencies[0].id, node.broken == "lists another number"
        came = [
            Listed(self._way(place, peer, node.agency), number + wrong)
            for place, number in node.lanes.items()
        ]
        with node.lock:
            sent = [
                Listed(self._way(place, node.agency, peer), len(events) + 1)
                for place, events in node.posted.items()
            ]
        return [*came, *sent, *([Listed(FOREIGN, 2)] if node.broken == "lists lanes of others" else [])]

    def _way(self, place: tuple[str, Lane], sender: AgencyId, recipient: AgencyId) -> Way:
        return Way(handle=CaseHandle(place[0]), sender=sender, recipient=recipient, lane=place[1])

    def _place(self, way: Way) -> tuple[int, bool, str]:
        assert self.node.peer is not None
        return _ORDER.index(way.lane), way.sender != self.node.peer.agencies[0].id, way.handle

    # --- Settling -----------------------------------------------------------------------------------------------

    def _settled(self, lane: Settled) -> TakenOf:
        node = self.node
        assert node.peer is not None
        ends = [node.peer.agencies[0].id, node.agency]
        ours = [lane.way.sender, lane.way.recipient]
        if (
            ours != (ends if lane.awaited is None else ends[::-1])
            and node.broken != "settles lanes of others"
        ):
            raise WireError(Fault.MIS_ADDRESSED, "a lane is not one between this node and that one")
        place = lane.way.handle, lane.way.lane
        if lane.awaited is not None:
            self._send_again(place, lane.awaited)
            return TakenOf((), more=False)
        assert lane.known is not None
        taken = [one for one in self.taken.get(place, []) if one.sequence > lane.known]
        self._tell(place, taken)
        if lane.goes_on is not None:
            self._go_on(place, lane.last, lane.goes_on)
        return TakenOf(tuple(self._told(taken)), more=False)

    def _told(self, taken: list[Taken]) -> list[Taken]:
        if self.node.broken == "tells nothing of what it has taken in":
            return []
        if self.node.broken == "tells what it has taken in without receipts":
            return [_without_receipts(one) for one in taken]
        return taken

    def _send_again(self, place: tuple[str, Lane], awaited: int) -> None:
        node = self.node
        if node.broken == "sends nothing again":
            return
        for event in node.posted.get(place, [])[awaited - 1 :]:
            node.beside(partial(self._deliver_again, event))

    def _deliver_again(self, event: Event) -> None:
        self.node.deliver(self._as_it_was(event))

    def _as_it_was(self, event: Event) -> Event:
        """The same bytes; or a void in its place, or another object under its id."""
        match self.node.broken:
            case "seals anew what it sends again":
                return self.node.sealed_anew(event, str(event["type"]), event["id"])
            case "sends a void again":
                return self.node.sealed_anew(event, "safeconduct.void.v1", None)
        return event

    def _tell(self, place: tuple[str, Lane], taken: list[Taken]) -> None:
        node = self.node
        for one in taken:
            if one.referral is None or node.broken == "tells no history":
                continue
            body: Fields = {"envelope": self.envelopes[one.referral], "taken": [one.type]}
            if node.broken == "tells a history of no message":
                body["taken"] = []
            node.beside(partial(self._deliver_history, place[0], body))

    def _deliver_history(self, subject: str, body: Fields) -> None:
        is_elsewhere = self.node.broken == "tells a history on another lane"
        lane, signer = Lane.MAIN if is_elsewhere else Lane.WITHDRAWAL, self.node.rings["worker"].clock_key
        self.node.deliver(self.node.seal(HISTORY, body, subject, lane, signer))

    def _go_on(self, place: tuple[str, Lane], last: int, goes_on: int) -> None:
        awaited = self.node.lanes.get(place, 1)
        if self.node.broken == "takes numbers back":
            self.node.lanes[place] = goes_on
        elif self.node.broken == "awaits the old numbers" or goes_on <= awaited:
            return
        elif awaited > last:
            self.node.lanes[place] = goes_on
        else:
            self.leaps[place] = last, goes_on


def _without_receipts(one: Taken) -> Taken:
    return Taken(one.id, one.sequence, one.type, one.object_hash, one.status, one.referral, ())
