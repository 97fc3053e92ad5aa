"""What may be done with an import and its proposals. Pure; the functions of the database ask the same again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.directory.bringing.proposed import Confidence
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused


class State(StrEnum):
    """Where an import stands."""

    READING = "reading"
    """Its file is being read, or was given up on the way: the same file goes on where it stopped."""
    CHECKED = "checked"
    """Everything was read and is looked at; nothing can be accepted."""
    OPEN = "open"
    STOPPED = "stopped"
    """The file cannot be read to its end; nothing of it was kept."""
    UNDOING = "undoing"
    UNDONE = "undone"
    DROPPED = "dropped"


STATE_IN_WORDS = {
    State.READING: _("Being read"),
    State.CHECKED: _("Read, to be looked at"),
    State.OPEN: _("Open: proposals wait for an answer"),
    State.STOPPED: _("Could not be read"),
    State.UNDOING: _("Being undone"),
    State.UNDONE: _("Undone"),
    State.DROPPED: _("Dropped"),
}

NOT_OPEN = Reason(
    "import_not_open", _("This import is not open."), _("Look at what was read, and open it first.")
)
ANSWERED = Reason("no_such_proposal", _("This proposal was answered already."), _("Look at the list again."))
A_GAP = Reason(
    "a_gap",
    _("The source says that there is no such service."),
    _("Decline it, or find the service and enter it."),
)
CHECK_FIRST = Reason(
    "check_first",
    _("The source of this proposal is uncertain, so it reaches editors only."),
    _("Call or write to the service, and enter the day on which you did."),
)
CHECKED_TO_COME = Reason(
    "checked_to_come",
    _("This day lies in the future."),
    _("Enter the day on which somebody called or wrote."),
)
HAS_MOVED = Reason(
    "import_has_moved",
    _("Somebody else has moved this import on, or the file was read twice at once."),
    _("Look at its page again."),
)
KEEPERS_ONLY = Reason(
    "keeps_no_node",
    _("Only who keeps the node brings in services."),
    _("Ask the administrator of its first agency."),
)
NO_PARTNER = Reason(
    "no_such_partner",
    _("This agency has a place on a node: it says itself what it offers."),
    _("Choose a partner without a node, or a new one."),
)
SERVICE_IS_THERE = Reason(
    "service_is_there",
    _("This partner's team gives that service already."),
    _("Choose to change the service that is there, or give the team another name."),
)
GONE = Reason(
    "no_such_service", _("This service is not in the directory any more."), _("Accept it as a new one.")
)
REASONS: dict[str, Reason] = {
    one.code: one
    for one in (ANSWERED, CHECK_FIRST, HAS_MOVED, KEEPERS_ONLY, NO_PARTNER, SERVICE_IS_THERE, GONE)
}

NEEDED = (
    "organisation",
    "name",
    "country",
    "sector",
    "service",
    "needs",
    "purpose",
    "place",
    "duty_number",
    "ways",
)
"""Without these no proposal becomes a service."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask of a proposal."""

    import_state: str
    state: str
    confidence: str


def may_accept(facts: Facts, *, checked_on: date | None, today: date) -> Decision:
    """Whether a keeper may take a proposal over now; what is uncertain only after somebody has checked it."""
    if facts.import_state != State.OPEN:
        return Refused(NOT_OPEN)
    if facts.state == "gap":
        return Refused(A_GAP)
    if facts.state != "waiting":
        return Refused(ANSWERED)
    if checked_on is not None and checked_on > today:
        return Refused(CHECKED_TO_COME)
    if facts.confidence == Confidence.UNCERTAIN and checked_on is None:
        return Refused(CHECK_FIRST)
    return Allowed()


def lacking(said: Mapping[str, Any]) -> list[str]:
    """What is still to be said before it can be accepted."""
    return [name for name in NEEDED if not said.get(name)]


def may_open(state: str) -> Decision:
    """Whether what was read can be opened for answers."""
    return Allowed() if state == State.CHECKED else Refused(HAS_MOVED)


def may_undo(state: str) -> Decision:
    """Whether an import can be taken back."""
    return Allowed() if state == State.OPEN else Refused(NOT_OPEN)


def may_drop(state: str) -> Decision:
    """Whether an import of which nothing was accepted can go."""
    return Allowed() if state in (State.READING, State.CHECKED, State.STOPPED) else Refused(HAS_MOVED)


@dataclass(frozen=True, slots=True)
class Had:
    """What an import held that was taken back: numbers of proposals."""

    accepted: int
    gone: int
    unanswered: int


def had(good: int, *, gone: int, stayed: int) -> Had:
    """Of `good` proposals so many had become services, some are gone; the rest waited or was declined."""
    return Had(gone + stayed, gone, max(0, good - gone - stayed))
