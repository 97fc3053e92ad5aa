"""What the worker sends: one mail after the other, each in a transaction of its own."""

import logging
import smtplib
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction

from safeconduct.public import settings
from safeconduct.public.post.models import Mail
from safeconduct.public.post.rules import KEPT, next_try
from safeconduct.vocabulary.mail_addresses import can_be_mailed

logger = logging.getLogger(__name__)

AT_ONCE = 20
"""So many in one turn; then the worker looks whether it is told to end."""
OF_THIS_MAIL = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError)
"""What says nothing of the others: they are tried. ValueError: the mail cannot even be written down for a server."""


def is_sent_here() -> bool:
    """Whether mails leave at all: a server was named, or this is a demonstration, which lays them into a folder."""
    return settings.SENDS_MAIL


def send_due(*, now: datetime) -> int:
    """Send what is due; how many were sent. Ends when the server cannot be reached: the others wait with the first."""
    sent = 0
    if is_sent_here():
        for _turn in range(AT_ONCE):
            became = _send_one(now)
            if became is None:
                break
            sent += became
    return sent


def was_given_up(occasions: str) -> bool:
    """Whether a mail whose occasion begins so was given up in the last days."""
    return Mail.objects.filter(once__startswith=occasions, given_up_at__isnull=False).exists()


def forget_sent(*, now: datetime) -> int:
    """That something was sent is forgotten, too, after a week; how many."""
    return Mail.objects.exclude(sent_at=None, given_up_at=None).filter(made_at__lt=now - KEPT).delete()[0]


@transaction.atomic
def _send_one(now: datetime) -> int | None:
    """1 sent, 0 not taken, None where nothing is due or nobody answers."""
    waiting = Mail.objects.select_for_update(skip_locked=True).filter(sent_at=None, given_up_at=None)
    mail = waiting.filter(due__lte=now).order_by("due", "pk").first()
    if mail is None:
        return None
    try:
        _message(mail).send()
    except (OSError, smtplib.SMTPException, ValueError) as fault:
        logger.warning(
            "A mail was not taken: %s", type(fault).__name__
        )  # never its text: it may name the address
        _put_off(mail, fault, now)
        return 0 if isinstance(fault, OF_THIS_MAIL) else None
    mail.sent_at = now
    _forget(mail)
    return 1


def _put_off(mail: Mail, fault: Exception, now: datetime) -> None:
    mail.tries += 1
    due = None if _is_for_good(fault, mail.to) else next_try(mail.tries, now=now)
    if due is None:
        mail.given_up_at = now
        _forget(mail)
    else:
        mail.due = due
        mail.save(update_fields=["tries", "due"])


def _is_for_good(fault: Exception, to: str) -> bool:
    """Whether the server said that it will never take it for this address (RFC 5321, 4.2.1: 5yz), or no server can be
    told it."""
    if not isinstance(fault, smtplib.SMTPRecipientsRefused):
        return isinstance(fault, ValueError) and not can_be_mailed(to)
    return all(code >= 500 for code, _said in fault.recipients.values())


def _forget(mail: Mail) -> None:
    mail.to = mail.subject = mail.text = ""
    mail.save()


def _message(mail: Mail) -> EmailMessage:
    host = settings.ADDRESS.split("/")[2].partition(":")[0]
    headers = {
        # The same at each try: a server that took it before can tell.
        "Message-ID": f"<{mail.made_at:%Y%m%d%H%M%S}.{mail.pk}@{host}>",
        "Content-Language": mail.language,
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(mail.subject, mail.text, settings.MAIL_SENDER, [mail.to], headers=headers)
