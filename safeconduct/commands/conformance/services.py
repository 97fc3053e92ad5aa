"""Clauses of services: what changed of them is asked for page by page (section 25).

What the node does with services of ours is not asked: it asks for them when its time has come.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID

from safeconduct.commands.conformance.clauses import Check, clause
from safeconduct.commands.conformance.meeting import Body, Deviates, Meeting, Said, refused
from safeconduct.directory.federation.fields import NotTaken
from safeconduct.directory.federation.rows import Around, read
from safeconduct.directory.keeping.secrets import told_in
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.services import wire
from safeconduct.exchange.services.wire import MOST_QUESTION_BYTES, Asked, Page

SERVICES = "services"
MOST_PAGES = 1000
BEYOND = 10**12
"""A number that stands in nobody's log."""
_WHOSE = {"id", "agency", "team"}


def services(name: str, sentence: str) -> Callable[[Check], Check]:
    """A clause of section 25, for nodes that speak it."""
    return clause(name, "25", sentence, speaks=lambda meeting: meeting.has_address(SERVICES))


# --- The question ---------------------------------------------------------------------------------------------


@services("C-130", "a question about services without the signature of the hop is refused with 401")
def unsigned(meeting: Meeting) -> None:
    """Services are told to peers."""
    body = wire.write_question(Asked(0, 0))
    refused(meeting.post(body, {"content-type": "application/json"}, to=SERVICES), 401)


@services("C-131", f"a question about services of more than {MOST_QUESTION_BYTES} bytes is refused with 413")
def too_large(meeting: Meeting) -> None:
    """A right one, and spaces behind it."""
    refused(ask(meeting, wire.write_question(Asked(0, 0)).ljust(MOST_QUESTION_BYTES + 1)), 413)


@services("C-132", "a question about services that is not as described is refused with 400")
def not_as_described(meeting: Meeting) -> None:
    """Without a number, with a text in its place, and of another form."""
    for wrong in ({"v": 1, "epoch": 0}, {"v": 1, "epoch": 0, "after": "0"}, {"v": 2, "epoch": 0, "after": 0}):
        refused(ask(meeting, json.dumps(wrong).encode()), 400)


@services("C-133", "an answer about services is signed by a hop key of the node, and bound to its question")
def answer_signed(meeting: Meeting) -> None:
    """As an answer to messages is."""
    meeting.signed_for_one(lambda: ask(meeting, wire.write_question(Asked(0, 0))))


# --- Pages ----------------------------------------------------------------------------------------------------


@services(
    "C-134", "a page is as described, with the numbers of its changes in their order, and within the limits"
)
def as_described(meeting: Meeting) -> None:
    """Each of those that follow each other from the beginning."""
    body = wire.write_question(asked := Asked(0, 0))
    for _page_of_many in range(MOST_PAGES):
        said = ask(meeting, body)
        refused(said, 200)
        try:
            found = wire.read_page(said.body, asked=asked)
        except WireError as error:
            raise Deviates(str(error)) from error
        if not found.more:
            return
        body = wire.write_question(asked := Asked(found.epoch, found.until))
    raise Deviates("the pages do not end")


@services("C-135", "a page says the epoch of the node's card, and when that was issued")
def of_the_card(meeting: Meeting) -> None:
    """The card as it was when we began, or a later one."""
    first = next(_pages(meeting), None)
    if first is None:
        return  # that it is a page, C-134 says
    if first.epoch != meeting.target.epoch:
        raise Deviates(f"the epoch is {first.epoch} instead of {meeting.target.epoch}")
    if first.card is None or first.card < meeting.target.issued:
        raise Deviates("it says another card than the node has")


@services("C-136", "pages go on behind the number that was asked for, and tell nothing a second time")
def goes_on(meeting: Meeting) -> None:
    """Up to the end, and from there once more."""
    pages = list(_pages(meeting))
    if not pages:
        return  # that they are pages, C-134 says
    told = [change.id for page in pages for change in page.changes]
    if any(page.after != before.until for before, page in pairwise(pages)):
        raise Deviates("a page does not begin where the one before has ended")
    if len(set(told)) != len(told):
        raise Deviates("a service is told twice, though nothing has changed")
    last = pages[-1]
    behind = _page(meeting, Asked(last.epoch, last.until))
    if behind is None or behind.after != last.until or {change.id for change in behind.changes} & set(told):
        raise Deviates("behind the last number it begins anew, or tells something again")


@services("C-137", "in another epoch, and behind a number that is not of its log, a node begins anew with 0")
def begins_anew(meeting: Meeting) -> None:
    """As if the node had been restored since."""
    pages = list(_pages(meeting))
    if not pages:
        return  # that they are pages, C-134 says
    last = pages[-1]
    for asked in (Asked(last.epoch + 1, last.until), Asked(last.epoch, last.until + BEYOND)):
        if (anew := _page(meeting, asked)) is None or anew.after:
            raise Deviates(f"asked behind {asked.after} in epoch {asked.epoch} it does not begin anew")


# --- Services -------------------------------------------------------------------------------------------------


@services("C-138", "a node speaks for its own agencies alone: agency and team are on its card")
def its_own(meeting: Meeting) -> None:
    """Of every service that we are told."""
    teams = {str(team.id): str(agency.id) for agency in meeting.target.agencies for team in agency.teams}
    for said in _told(meeting):
        if "agency" not in said or teams.get(str(said.get("team"))) != said["agency"]:
            raise Deviates("a service is of an agency or a team that is not on the card")


@services("C-139", "a service is as described")
def a_service(meeting: Meeting) -> None:
    """Read as our own node reads it; whose it is and what it hides, the clauses beside ask."""
    agencies = meeting.target.agencies
    teams: dict[UUID, UUID] = {team.id: agency.id for agency in agencies for team in agency.teams}
    countries: dict[UUID, str] = {agency.id: agency.country for agency in agencies}
    around = Around(teams, countries, now=datetime.now(UTC))
    for said in _told(meeting):
        try:
            read(said, around)
        except NotTaken as no:
            if no.field not in _WHOSE | set(_told_of_a_place(said)):
                raise Deviates(str(no)) from no


@services("C-140", "a place that must not be found has no address and no contact")
def hidden(meeting: Meeting) -> None:
    """Of every service that we are told."""
    for said in _told(meeting):
        if found := _told_of_a_place(said):
            raise Deviates(
                f"a place of the kind {said.get('place') or 'nobody has said'} has {', '.join(found)}"
            )


def _told_of_a_place(said: Mapping[str, object]) -> list[str]:
    place, address, contact, hours = (
        str(said.get(name) or "") for name in ("place", "address", "contact", "hours")
    )
    return sorted(told_in(place, address, contact, {"hours": hours}))


# --- Asking ---------------------------------------------------------------------------------------------------


def ask(meeting: Meeting, body: bytes) -> Said:
    """Hand these very bytes over."""
    return meeting.post(body, to=SERVICES)


def _page(meeting: Meeting, asked: Asked) -> Page | None:
    """The answer, or None when it is no page: C-134 says so."""
    said = ask(meeting, wire.write_question(asked))
    try:
        return wire.read_page(said.body, asked=asked)
    except WireError:
        return None


def _pages(meeting: Meeting) -> Iterator[Page]:
    """From the beginning to the end, as far as they are pages."""
    asked = Asked(0, 0)
    for _page_of_many in range(MOST_PAGES):
        page = _page(meeting, asked)
        if page is None:
            return
        yield page
        if not page.more:
            return
        asked = Asked(page.epoch, page.until)


def _told(meeting: Meeting) -> list[Body]:
    """Every service that we are told."""
    return [dict(change.service) for page in _pages(meeting) for change in page.changes if change.service]
