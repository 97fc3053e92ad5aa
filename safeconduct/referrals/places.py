"""What an answer says of the places of a service, on both nodes: a decline for want of one puts them in doubt, an
acceptance or a plain yes to an enquiry ends that."""

from collections.abc import Iterable

from safeconduct.directory.keeping.actions import note_answer
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.history import Move
from safeconduct.referrals.ledger import Turned
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event
from safeconduct.vocabulary.codes import Decline, Feasibility

FULL = frozenset({Event.DECLINE, Event.PROPOSE_REROUTE})
"""The answers that may say that there is no place."""


def is_full(moves: Iterable[Move]) -> bool | None:
    """What these moves say: True for no place, False for an acceptance, None for nothing. The last one counts. Pure."""
    said = None
    for move in moves:
        if move.event in FULL and move.codes.get("reason") == Decline.NO_CAPACITY:
            said = True
        elif move.event is Event.ACCEPT:
            said = False
    return said


def note(row: Referral, turned: Turned) -> None:
    """Note what the moves that count now, and did not before, say of the service that was asked."""
    known = set(turned.before.standing)
    said = is_full(move for move in turned.after.standing if move not in known)
    if said is not None:
        note_answer(team=row.team_id, service=row.service, is_full=said)


def note_yes(row: Enquiry) -> None:
    """Note of an enquiry that was answered: only a plain yes says that there is a place now."""
    if row.answer == Feasibility.POSSIBLE:
        note_answer(team=row.team_id, service=row.service, is_full=False)
