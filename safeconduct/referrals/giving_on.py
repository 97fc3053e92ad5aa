"""A coordinator asks that a silent referral be given to a colleague. She gives nothing herself, for she opens nothing.

Asked is whoever supervises at the agency that has it, who gives it from the list. It stands on their Today by its
reference until it has another worker, is answered, or its clock ends; it is asked once a day at most. What was sent
goes with its case, and what the other node has is given there: for both nothing is asked here.
"""

from datetime import UTC, datetime

from django.db import transaction

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals import reasons
from safeconduct.referrals.clocks import Asker, Wish
from safeconduct.referrals.ledger import has_turn
from safeconduct.referrals.lists.rules import may_be_given
from safeconduct.referrals.models import Nudge, Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.nudging import Ask
from safeconduct.referrals.reminders import clock_began, coordinated
from safeconduct.referrals.rules import may_nudge
from safeconduct.vocabulary.decisions import Decision, Refused, require


@transaction.atomic
def ask_to_give(*, reference: str, by: Member, at: datetime) -> Referral:
    """Ask whoever supervises there. Raises NotFound, NotPossible with when it is possible again."""
    row = coordinated(reference, by=by)
    require(ask(row, at).decision)
    since = clock_began(row)
    assert since is not None  # noqa: S101  (only a clock that has run out is asked about)
    made = Nudge(
        referral=row, agency_id=row.agency_id, since=since, toward=row.side, asker=Asker.COORDINATOR, at=at,
        day=at.astimezone(UTC).date(), wish=Wish.GIVE, of_worker=row.worker_id,
    )  # fmt: skip
    # Two at the same moment are one: the day is unique, and the second changes nothing.
    Nudge.objects.bulk_create([made], ignore_conflicts=True)
    record("referral:asked_to_give", by=as_actor(by), at=at, referral=row.shared)
    return row


def ask(row: Referral, at: datetime) -> Ask:
    """Whether it can be asked for now, and when it was asked last of this clock."""
    kept = Nudge.objects.filter(referral_id=row.id, wish=Wish.GIVE).order_by("-at").first()
    of_this_clock = kept.at if kept is not None and kept.since == clock_began(row) else None
    return Ask(_may(row, kept.at if kept else None, at), of_this_clock)


def _may(row: Referral, last: datetime | None, at: datetime) -> Decision:
    side = Side(row.side)
    if not may_be_given(side, State(row.state)):
        return Refused(reasons.NOT_TO_BE_GIVEN)
    return may_nudge(is_their_turn=has_turn(row, side), due_at=row.due_at, last=last, now=at)
