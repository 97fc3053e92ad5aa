"""Mails about referrals: a number and references. Whoever reads a mailbox learns nothing of a person or a service.

Promised: no name, alias, agency, service, state or date is in a mail, and no link: a link in a mail that says it
comes from here is always somebody else's. Whoever is reminded on the pages is told, once for each step of a clock.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, ngettext

from safeconduct.agencies.models import Coordination, Member, Seat
from safeconduct.referrals.clocks import Step, Told, escalation
from safeconduct.referrals.models import Escalation, Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.reminders import Reminder

MOST = 50


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
    """What each member is told of the clock's steps that were noted in this time. Runs as the worker."""
    steps = Escalation.objects.select_related("referral").filter(at__gt=after, at__lte=until)
    found: dict[UUID, list[Reminder]] = defaultdict(list)
    for noted in steps.order_by("at", "step"):
        step = Step(noted.step)
        for member in _told(noted.referral, escalation(step).told):
            found[member].append(Reminder(noted.referral, step, noted.at))
    return dict(found)


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
