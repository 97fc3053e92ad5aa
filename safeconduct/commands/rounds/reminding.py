"""What the worker mails: whoever is told of a silent clock gets one mail about all that is new; keepers, of held peers.

How far it has come is the time of the last step that was told, in a file of the node. A worker that is killed between
mailing and writing it down tells the same twice, and never nothing. It runs in the one thread that also notes the
steps, so no step is noted behind its back.
"""

import logging
from datetime import UTC, datetime
from pathlib import Path
from smtplib import SMTPDataError, SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.agencies.models import Member
from safeconduct.agencies.reading import for_reader, languages_of, said_in
from safeconduct.exchange.models import Peer
from safeconduct.referrals.mail import digest, noted_between
from safeconduct.referrals.reminders import Reminder
from safeconduct.vocabulary.mail_addresses import can_be_mailed

logger = logging.getLogger(__name__)

TOLD_UNTIL, HELD_TOLD = "reminded-until", "held-told-until"
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def remind(home: Path) -> int:
    """Mail what the clock has noted since the last time; how many mails. A node without a mailer mails nothing."""
    if not settings.MAILERS:
        return 0
    messages, newest = new_mails(told_until(home))
    sent = _send(messages) if messages else 0
    if newest is not None:
        _keep(home, newest)
    return sent


def tell_keepers(home: Path) -> int:
    """Mail to who keeps the node that another node is held; how many mails. Once for each time that one is held."""
    if not settings.MAILERS:
        return 0
    known = home / HELD_TOLD
    after = datetime.fromisoformat(known.read_text()) if known.exists() else BEGINNING
    messages, newest = held_mails(after)
    sent = _send(messages) if messages else 0
    if newest is not None:
        _keep(home, newest, HELD_TOLD)
    return sent


def held_mails(after: datetime) -> tuple[list[EmailMessage], datetime | None]:
    """One mail for each keeper when a peer was held after that time; and when the last one was."""
    with working():
        newest = Peer.objects.filter(suspended_at=None, held_since__gt=after).aggregate(
            last=Max("held_since")
        )["last"]
        keepers = Member.objects.filter(keeps_node=True, suspended_at=None)
        languages = dict(keepers.values_list("id", "language"))
        to = addresses(list(languages)) if newest is not None else []
    return [_held_mail(address, languages[member]) for member, address in to], newest


def _held_mail(address: str, language: str) -> EmailMessage:
    with for_reader(language):
        subject = gettext("Something of the node waits for you")
        body = gettext(
            "Another node shows other keys than those that were confirmed. Nothing goes to it until somebody has "
            "telephoned. Sign in as always and look under Administration. This mail says no more on purpose, and "
            "has no link."
        )
        return EmailMessage(subject, body, to=[address], headers=said_in())


def _send(messages: list[EmailMessage]) -> int:
    """Send them over one connection; how many were taken. An address that the server refuses keeps nobody else waiting.

    Any other fault is raised: nothing is noted as told then, and the next tick tries all of them again.
    """
    sent = 0
    with mailers.default as server:
        for message in messages:
            try:
                sent += server.send_messages([message])
            except (SMTPRecipientsRefused, SMTPDataError) as fault:
                logger.warning("a reminder was refused by the mail server: %s", type(fault).__name__)
    return sent


def new_mails(after: datetime) -> tuple[list[EmailMessage], datetime | None]:
    """One mail for each member who is told of a later step and has an address; and the time of the last step."""
    with working():
        told = noted_between(after, domain_now())
        languages = languages_of(told)
        to = addresses(list(told))
    newest = max((reminder.at for reminders in told.values() for reminder in reminders), default=None)
    return [_mail(told[member], address, languages.get(member, "")) for member, address in to], newest


def _mail(reminders: list[Reminder], address: str, language: str) -> EmailMessage:
    with for_reader(language):
        return EmailMessage(*digest(reminders), to=[address], headers=said_in())


def addresses(members: list[UUID]) -> list[tuple[UUID, str]]:
    """Members with an address that a mail server can be told. Asked of the database's own function: the worker sees no
    account."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT member, address FROM site.mail_addresses(%s)", [members])
        rows: list[tuple[UUID, str]] = cursor.fetchall()
    known = [(member, address) for member, address in rows if can_be_mailed(address)]
    if len(known) < len(rows):
        logger.warning("%d addresses of members cannot be told to a mail server", len(rows) - len(known))
    return known


def told_until(home: Path) -> datetime:
    """The time of the last step that somebody was mailed about."""
    path = home / TOLD_UNTIL
    return datetime.fromisoformat(path.read_text()) if path.exists() else BEGINNING


def _keep(home: Path, at: datetime, name: str = TOLD_UNTIL) -> None:
    half = home / f"{name}.half"
    half.write_text(at.isoformat())
    half.replace(home / name)
