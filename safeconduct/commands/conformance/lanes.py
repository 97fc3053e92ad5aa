"""Asking a node about the numbers of lanes, as a peer that was restored does (section 22), and reading its answers."""

import json
from collections.abc import Callable

from safeconduct.commands.conformance.meeting import Deviates, Made, Meeting, Said, refused
from safeconduct.exchange.catching_up import wire
from safeconduct.exchange.catching_up.wire import Listed, Rest, Settled, TakenOf
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.lanes import Way
from safeconduct.exchange.wire import Lane
from safeconduct.vocabulary.identifiers import CaseHandle

LANES = "lanes"
"""The name of the address."""
MOST_PAGES = 1000


def question(meeting: Meeting, what: str, **more: object) -> bytes:
    """The body of a question, right but for what is changed."""
    return json.dumps({"v": 1, "ask": what, "epoch": meeting.stranger.epoch, **more}).encode()


def ask(meeting: Meeting, body: bytes) -> Said:
    """Hand these very bytes over."""
    return meeting.post(body, to=LANES)


def settle(meeting: Meeting, *lanes: Settled) -> Said:
    """What the node says to how these lanes go on."""
    return ask(meeting, question(meeting, wire.SETTLE, lanes=[lane.members() for lane in lanes]))


def settled(said: Said, asked: int) -> list[TakenOf]:
    """One entry a lane. Raises Deviates."""
    return read(said, lambda body: wire.read_settled(body, asked=asked))


def rest_of(meeting: Meeting) -> Rest:
    """How much is still open. Raises Deviates."""
    return read(ask(meeting, question(meeting, wire.REST)), wire.read_rest)


def page(meeting: Meeting, after: Way | None) -> tuple[list[Listed], bool]:
    """The lanes behind this one, and whether there are more. Raises Deviates."""
    named = wire.way_members(after) if after else None
    return read(ask(meeting, question(meeting, wire.LIST, after=named)), wire.read_list)


def listed(meeting: Meeting) -> list[Listed]:
    """All pages. Raises Deviates."""
    found, more = page(meeting, None)
    for _page_of_many in range(MOST_PAGES):
        if not more or not found:
            return found
        behind, more = page(meeting, found[-1].way)
        found += behind
    raise Deviates("the list does not end")


def read[T](said: Said, reader: Callable[[bytes], T]) -> T:
    """What an answer says. Raises Deviates."""
    refused(said, 200)
    try:
        return reader(said.body)
    except WireError as error:
        raise Deviates(str(error)) from error


def ours(meeting: Meeting, made: Made) -> Way:
    """The lane on which we send offers."""
    return Way(
        handle=CaseHandle(made.handle),
        sender=meeting.stranger.agency,
        recipient=made.agency.id,
        lane=Lane.MAIN,
    )


def theirs(meeting: Meeting, made: Made, lane: Lane = Lane.WITHDRAWAL) -> Way:
    """A lane on which the node sends."""
    return Way(
        handle=CaseHandle(made.handle), sender=made.agency.id, recipient=meeting.stranger.agency, lane=lane
    )
