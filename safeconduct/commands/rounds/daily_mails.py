"""The worker's mail of a day to each member who wants it and for whom something waits.

Once, even if two workers run: the day is written down first and committed, and only who wrote it sends. A worker that
is killed in between sends nothing that day; a mail too few is better here than one every ten minutes.
"""

import logging
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, mailers

from safeconduct.access.acting import working
from safeconduct.agencies.mail_links import token_for
from safeconduct.agencies.models import Member
from safeconduct.agencies.preferences import Digest, mail_day
from safeconduct.agencies.reading import for_reader, said_in
from safeconduct.commands.rounds.reminding import addresses
from safeconduct.counsel.days import waiting_for as of_lawyer
from safeconduct.directory.keeping.shown import waiting_for as services_waiting
from safeconduct.referrals.daily import Waiting, message, waiting
from safeconduct.referrals.models import Mailed
from safeconduct.rights.deadlines.queries import claim_days_waiting, rules_waiting, waiting_for
from safeconduct.statistics.editions.officers import waiting_for as editions_waiting

logger = logging.getLogger(__name__)

REFUSE = "account/mails/off/"
KEPT = timedelta(days=7)
"""How long it is known that a day's mail has gone."""


@dataclass(frozen=True, slots=True)
class Due:
    """A member whose mail of this day was taken on by this worker, and what it says."""

    member: UUID
    day: date
    found: Waiting
    language: str


def send_daily() -> int:
    """Send the mails that are due now; how many were taken by the mail server. Without a mailer none."""
    if not settings.MAILERS:
        return 0
    with working() as at:
        due = claimed(at)
        to = dict(addresses([one.member for one in due]))
    wanted = [one for one in due if one.member in to]
    return _sent([(one, mail_for(one, to[one.member])) for one in wanted]) if wanted else 0


def claimed(at: datetime) -> list[Due]:
    """The members whose day it is and that nobody has taken on yet, now taken on; only those for whom anything waits.

    Who has nothing at the hour gets nothing that day: what comes later is told tomorrow, or by a reminder.
    """
    members = Member.objects.select_related("agency").filter(suspended_at=None).exclude(digest=Digest.NONE)
    days = {
        member: day
        for member in members.order_by("id")
        if (day := mail_day(Digest(member.digest), member.digest_hour, country=member.agency.country, now=at))
    }
    known = set(Mailed.objects.filter(day__in=set(days.values())).values_list("member_id", "day"))
    due = []
    for member, day in days.items():
        if (member.id, day) not in known and Mailed.objects.get_or_create(member_id=member.id, day=day)[1]:
            found = _with_days(waiting(member, at), member, day)
            due += [Due(member.id, day, found, member.language)] if found else []
    return due


def _with_days(found: Waiting, of: Member, day: date) -> Waiting:
    """With what the rooms of rights, of lawyers and of figures count: days of all of them are one number."""
    member = of.id
    rights, claims, mine = waiting_for(member, day), claim_days_waiting(member, day), of_lawyer(member, day)
    return replace(
        found, deadlines=rights[0] + claims[0] + mine.days, late_deadlines=rights[1] + claims[1] + mine.late,
        messages=mine.messages, rules=rules_waiting(member), services=sum(services_waiting(member, day)),
        editions=editions_waiting(of),
    )  # fmt: skip


def mail_for(due: Due, to: str) -> EmailMessage:
    """The mail in the member's language, with the addresses of this node where it knows them."""
    front = settings.PAGES or ""
    refuse = f"{front}{REFUSE}{token_for(due.member)}/" if front else ""
    with for_reader(due.language):
        mail = message(due.found, to=to, front=front, refuse=refuse)
        mail.extra_headers |= said_in()
    return mail


def _sent(mails: list[tuple[Due, EmailMessage]]) -> int:
    """An address that the server refuses keeps nobody waiting; any other fault gives back what was not sent."""
    waiting_mails, sent = list(mails), 0
    try:
        with mailers.default as server:
            for due, mail in mails:
                try:
                    sent += server.send_messages([mail])
                except (SMTPRecipientsRefused, SMTPDataError) as fault:
                    logger.warning("a daily mail was refused by the mail server: %s", type(fault).__name__)
                waiting_mails.remove((due, mail))
    except OSError:
        _give_back([due for due, _mail in waiting_mails])
        raise
    return sent


def _give_back(due: list[Due]) -> None:
    with working():
        for one in due:
            Mailed.objects.filter(member_id=one.member, day=one.day).delete()


def forget_days() -> None:
    """Days that are over for long are not remembered."""
    with working() as at:
        Mailed.objects.filter(day__lt=(at - KEPT).date()).delete()
