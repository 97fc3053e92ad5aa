"""Mails about referrals: a number and references. Whoever reads a mailbox learns nothing of a person or a service.

Promised: no name, alias, agency, service, state or date is in a reminder, and no link: a link in a reminder is always
somebody else's. (The mail of the day, `daily.py`, has two: the front page, and the way to refuse it.) Whoever is
reminded on the pages is told, once for each step of a clock and once for each nudge.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext, ngettext

from safeconduct.agencies.models import Coordination, Member, Seat
from safeconduct.referrals.clocks import Asker, Step, Told, Wish, escalation
from safeconduct.referrals.models import Escalation, Nudge, Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.reminders import Giving, Reminder, still_runs

MOST = 50

type Hearers = tuple[Told, ...]
NUDGED: Hearers = (Told.OWNER, Told.TEAM_LEAD)
"""Who hears that somebody asks for them: whoever must act, and the lead."""
TO_GIVE: Hearers = (Told.TEAM_LEAD,)
"""Who hears that it shall be given to a colleague."""


def digest(reminders: Sequence[Reminder]) -> tuple[str, str]:
    """Subject and body of one mail about all that waits for a member: a count, and references in the order given."""
    references = list(dict.fromkeys(reminder.row.reference for reminder in reminders))
    number = len(references)
    subject = ngettext("%(n)d reminder", "%(n)d reminders", number) % {"n": number}
    more = number - MOST
    lines = [
        ngettext("One reference waits for you:", "%(n)d references wait for you:", number) % {"n": number},
        "",
        *references[:MOST],
        *([gettext("and %(n)d more") % {"n": more}] if more > 0 else []),
        "",
        gettext(
            "Sign in as always and look for them there. This mail says no more on purpose, and has no link."
        ),
    ]
    return subject, "\n".join(lines)


def noted_between(after: datetime, until: datetime) -> dict[UUID, list[Reminder]]:
    """What each member is told of steps that were noted, and of nudges that were carried, in this time.

    Runs as the worker, in the thread that notes and carries: the times are its own, so nothing comes behind its back.
    """
    found: dict[UUID, list[Reminder]] = defaultdict(list)
    for reminder, told in [*_nudges(after, until), *_steps(after, until)]:
        for member in _members(reminder.row, told):
            found[member].append(reminder)
    return dict(found)


def _steps(after: datetime, until: datetime) -> Iterator[tuple[Reminder, Hearers]]:
    steps = Escalation.objects.select_related("referral").filter(at__gt=after, at__lte=until)
    for noted in steps.order_by("at", "step"):
        step = Step(noted.step)
        yield Reminder(noted.referral, step, noted.at), escalation(step).told


def _nudges(after: datetime, until: datetime) -> Iterator[tuple[Reminder, Hearers]]:
    nudges = Nudge.objects.select_related("referral").filter(
        told_at__gt=after, told_at__lte=until, toward=F("referral__side")
    )
    for nudge in nudges.order_by("told_at"):
        if nudge.told_at is not None and still_runs(nudge):
            if nudge.wish == Wish.GIVE:
                if nudge.referral.worker_id == nudge.of_worker:
                    yield Reminder(nudge.referral, Giving(nudge.asker), nudge.told_at), TO_GIVE
                continue
            yield Reminder(nudge.referral, Asker(nudge.asker), nudge.told_at), NUDGED


def _members(row: Referral, told: Hearers) -> list[UUID]:
    return list(dict.fromkeys(member for one in told for member in _told(row, one)))


def _told(row: Referral, told: Told) -> Iterable[UUID]:
    match told:
        case Told.OWNER if row.worker_id is not None:
            return [row.worker_id]
        case Told.OWNER if row.side == Side.RECEIVER:
            return Seat.objects.filter(team_id=row.team_id).values_list("member_id", flat=True)
        case Told.OWNER:
            return []
        case Told.TEAM_LEAD:
            leads = Member.objects.filter(agency_id=row.agency_id, supervises=True)
            return leads.values_list("id", flat=True)
        case Told.COORDINATOR:
            named = Coordination.objects.filter(agency_id=row.agency_id)
            return named.values_list("coordinator_id", flat=True)
