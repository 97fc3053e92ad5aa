"""Clauses of numbers after a restore: what a peer that was restored asks, is told, and gets again.

We say that we were restored and forget nothing: so what is told, and what comes again, can be compared with what was.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from safeconduct.commands.conformance.clauses import Check, clause
from safeconduct.commands.conformance.lanes import (
    LANES,
    ask,
    listed,
    ours,
    page,
    question,
    rest_of,
    settle,
    settled,
    theirs,
)
from safeconduct.commands.conformance.meeting import (
    ERASED,
    VOID,
    Body,
    Deviates,
    Made,
    Meeting,
    Said,
    expect,
    refused,
)
from safeconduct.exchange.catching_up import wire
from safeconduct.exchange.catching_up.wire import MOST_BYTES, MOST_LISTED, MOST_SETTLED, Settled
from safeconduct.exchange.wire import Event, Lane, Opened, object_hash
from safeconduct.vocabulary.identifiers import AgencyId

HISTORY = "safeconduct.clock.history.v1"
_ORDER = (Lane.WITHDRAWAL, Lane.MAIN, Lane.RECEIPTS)


def numbers(name: str, sentence: str) -> Callable[[Check], Check]:
    """A clause of section 22, for nodes that speak it."""
    return clause(name, "22", sentence, speaks=lambda meeting: meeting.has_address(LANES))


# --- The question ---------------------------------------------------------------------------------------------


@numbers("C-90", "a question about numbers without the signature of the hop is refused with 401")
def unsigned(meeting: Meeting) -> None:
    """The list, which would tell who speaks with whom."""
    body = question(meeting, wire.LIST, after=None)
    refused(meeting.post(body, {"content-type": "application/json"}, to=LANES), 401)


@numbers("C-91", f"a question about numbers of more than {MOST_BYTES:,} bytes is refused with 413")
def too_large(meeting: Meeting) -> None:
    """A right one, and spaces behind it."""
    refused(ask(meeting, question(meeting, wire.REST).ljust(MOST_BYTES + 1)), 413)


@numbers("C-92", "a question about numbers that is not as described is refused with 400")
def not_as_described(meeting: Meeting) -> None:
    """One that nobody asks, one of another form, and one whose epoch is a text."""
    epoch = str(meeting.stranger.epoch)
    for wrong in (question(meeting, "everything"), question(meeting, wire.REST, v=2)):
        refused(ask(meeting, wrong), 400)
    refused(ask(meeting, question(meeting, wire.REST, epoch=epoch)), 400)


@numbers("C-93", f"a settling of more than {MOST_SETTLED} lanes is refused with 400 or 413")
def too_many(meeting: Meeting) -> None:
    """One more than may be; of none of them anything was ever said."""
    lanes = [Settled(theirs(meeting, meeting.made()), awaited=1)] * (MOST_SETTLED + 1)
    refused(settle(meeting, *lanes), 400, 413)


@numbers("C-94", "an answer about numbers is signed by a hop key of the node, and bound to its question")
def answer_signed(meeting: Meeting) -> None:
    """As an answer to messages is."""
    meeting.signed_for_one(lambda: ask(meeting, question(meeting, wire.REST)))


@numbers("C-95", "a question in an epoch below one that was asked in before is refused with 409")
def older_epoch(meeting: Meeting) -> None:
    """As an older copy of us would ask."""
    if ask(meeting, question(meeting, wire.REST)).status != 200:
        return  # what is asked in this epoch is answered, the other clauses say
    refused(ask(meeting, question(meeting, wire.REST, epoch=meeting.stranger.epoch - 1)), 409)


# --- The list -------------------------------------------------------------------------------------------------


@numbers("C-96", "the list says of a lane which number the node awaits")
def next_number(meeting: Meeting) -> None:
    """A lane of which two numbers were taken."""
    made = meeting.made()
    if any(
        one.get("status") != "stored" for one in meeting.send(meeting.void(made, 1), meeting.void(made, 2))
    ):
        return  # that they are stored, C-10 says
    found = [one.next for one in listed(meeting) if one.way == ours(meeting, made)]
    if found != [3]:
        raise Deviates(f"the list says {', '.join(map(str, found)) or 'nothing'} instead of 3")


@numbers(
    "C-97",
    f"the list has at most {MOST_LISTED} lanes a page, each once, in the order that is described, and goes on "
    "behind the lane that was named",
)
def in_pages(meeting: Meeting) -> None:
    """All of them, and then what is behind the one in the middle."""
    ways = [one.way for one in listed(meeting)]
    if len(set(ways)) != len(ways):
        raise Deviates("a lane stands twice")
    places = [(_ORDER.index(way.lane), way.sender != meeting.stranger.agency) for way in ways]
    if places != sorted(places):
        raise Deviates("the lanes are not in their order")
    middle = len(ways) // 2
    behind = [one.way for one in page(meeting, ways[middle])[0]]
    if set(behind) & set(ways[: middle + 1]) or not set(ways[middle + 1 : middle + 2]) <= set(behind):
        raise Deviates("the page behind a lane does not begin behind it")


@numbers("C-98", "only lanes between the two nodes are listed and settled")
def between_the_two(meeting: Meeting) -> None:
    """A lane of somebody else's agency is refused as a whole, with 400 or 401."""
    agencies = {agency.id for agency in meeting.target.agencies}
    for one in listed(meeting):
        ends = {one.way.sender, one.way.recipient}
        if len(ends & agencies) != 1 or meeting.stranger.agency not in ends:
            raise Deviates("a lane of other agencies is listed")
    way = ours(meeting, meeting.made())
    foreign = replace(way, sender=AgencyId(uuid4()))
    refused(settle(meeting, Settled(foreign, known=0, last=0)), 400, 401)


# --- What we say that we have lost ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Lost:
    """What the node has sent us, and what we have sent it, of which we say that we know nothing any more."""

    gone: Made
    """A referral that was taken back; `answer` is what the node has said to that, when it has."""
    answer: Opened | None
    times: int
    """How often it had come before we asked."""
    open: Made
    """A referral whose offer the node has, when `result` says so."""
    offer: Event
    result: Body
    said: Said
    """What the node says to our settling of `asked` lanes, the one of the offer last."""
    asked: int

    @property
    def is_stored(self) -> bool:
        """Whether the offer is there."""
        return self.result.get("status") == "stored"


def lost_at(meeting: Meeting) -> Lost:
    """Settled once for several clauses, since what follows takes a node its time."""
    if "lost" not in meeting.remembered:
        meeting.remembered["lost"] = _lose(meeting)
    lost: Lost = meeting.remembered["lost"]
    return lost


def _lose(meeting: Meeting) -> Lost:
    gone, kept = meeting.made(), meeting.made()
    meeting.send(meeting.offer(gone))
    meeting.send(meeting.withdrawal(gone))
    answer = meeting.reception.wait_for(gone.handle, ERASED, meeting.patience)
    times = len(meeting.reception.times(gone.handle))
    offer = meeting.offer(kept)
    result = meeting.told(offer)
    meeting.stored.append(kept)
    lanes = [Settled(ours(meeting, kept), known=0, last=1)]
    if answer is not None:
        way = theirs(meeting, gone, answer.routing.lane)
        lanes.insert(0, Settled(way, awaited=answer.routing.sequence))
    return Lost(gone, answer, times, kept, offer, result, settle(meeting, *lanes), len(lanes))


def _by_step(receipts: Iterable[Body]) -> list[Body]:
    return sorted(receipts, key=lambda receipt: str(receipt.get("step")))


# --- Settling -------------------------------------------------------------------------------------------------


@numbers("C-99", "what the node has taken in behind a known number is told, with its receipts")
def told(meeting: Meeting) -> None:
    """The offer of which we say that we know nothing any more."""
    lost = lost_at(meeting)
    if not lost.is_stored:
        return  # that an offer is stored, C-40 says
    (*_others, of_the_offer) = settled(lost.said, lost.asked)
    expected = {
        "id": lost.offer["id"], "sequence": 1, "type": lost.offer["type"], "status": "stored",
        "object_hash": object_hash(lost.offer), "referral": str(lost.open.shared),
    }  # fmt: skip
    said = [{name: one.members()[name] for name in expected} for one in of_the_offer.taken]
    if said != [expected] or of_the_offer.more:
        raise Deviates(f"it tells {len(said)} messages, or another than the one that it has")
    if _by_step(of_the_offer.taken[0].receipts) != _by_step(lost.result["receipts"]):
        raise Deviates("its receipts are not those of the answer to the offer")


@numbers(
    "C-100",
    "what a restored node lacks comes again: the same bytes under the same number, or a void in its place",
)
def again(meeting: Meeting) -> None:
    """The node's answer to a withdrawal."""
    lost = lost_at(meeting)
    if lost.answer is None:
        return  # that it comes at all, C-80 says
    handle, routing = lost.gone.handle, lost.answer.routing
    meeting.patiently(lambda: len(meeting.reception.times(handle)) > lost.times, "nothing came again")
    others = set(meeting.reception.times(handle)) - {lost.answer.object_hash}
    if others and not meeting.reception.has(handle, VOID, routing.lane, routing.sequence):
        raise Deviates("another object came than the first time")


@numbers(
    "C-101", "of a referral that a restored node had told of, it is given the history, on the lane withdrawal"
)
def history(meeting: Meeting) -> None:
    """All moves of the referral, and which of our messages are meant."""
    lost = lost_at(meeting)
    if not lost.is_stored:
        return  # that an offer is stored, C-40 says
    opened = meeting.reception.wait_for(lost.open.handle, HISTORY, meeting.patience)
    if opened is None:
        raise Deviates(f"none came within {meeting.patience:.0f} s")
    if opened.routing.lane is not Lane.WITHDRAWAL:
        raise Deviates(f"it came on the lane {opened.routing.lane}")
    body: dict[str, Any] = dict(opened.body)
    envelope = body.get("envelope", {})
    if envelope.get("referral") != str(lost.open.shared) or body.get("taken") != [lost.offer["type"]]:
        raise Deviates("it is not about this referral and its offer")
    if envelope.get("moves") != [move.as_data() for move in lost.open.moves]:
        raise Deviates("its moves are not those of the referral")


@numbers(
    "C-102", "behind the last number of a lane the node awaits the one that it is told, and never a lower one"
)
def goes_on(meeting: Meeting) -> None:
    """A lane that has come to its last number, and one that has not."""
    whole, short = meeting.made(), meeting.made()
    meeting.send(meeting.void(whole, 1), meeting.void(whole, 2), meeting.void(short, 1))
    way, other = ours(meeting, whole), ours(meeting, short)
    lanes = (Settled(way, known=2, last=2, goes_on=1000), Settled(other, known=1, last=2, goes_on=50))
    settled(settle(meeting, *lanes), 2)
    for event in (meeting.void(whole, 1000), meeting.void(short, 2), meeting.void(short, 50)):
        expect(meeting.told(event), "stored")
    settled(settle(meeting, Settled(way, known=2, last=2, goes_on=900)), 1)
    expect(meeting.told(meeting.void(whole, 1001)), "stored")


@numbers("C-103", "how much is still open is told, until nothing is")
def rest(meeting: Meeting) -> None:
    """After all of this."""
    meeting.patiently(lambda: rest_of(meeting).waiting == 0, "something is still open", every=0.2)
