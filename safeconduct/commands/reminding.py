"""What the worker mails: whoever is told of a silent clock gets one mail about all that is new.

How far it has come is the time of the last step that was told, in a file of the node. A worker that is killed between
mailing and writing it down tells the same twice, and never nothing. It runs in the one thread that also notes the
steps, so no step is noted behind its back.
"""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.referrals import mail

TOLD_UNTIL = "reminded-until"
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def remind(home: Path) -> int:
    """Mail what the clock has noted since the last time; how many mails. A node without a mailer mails nothing."""
    if not settings.MAILERS:
        return 0
    after = told_until(home)
    with working():
        told = mail.noted_between(after, domain_now())
        messages = mail.mails(told)
    if not told:
        return 0
    for message in messages:
        message.send()
    newest = max(reminder.at for reminders in told.values() for reminder in reminders)
    _keep(home, newest)
    return len(messages)


def told_until(home: Path) -> datetime:
    """The time of the last step that somebody was mailed about."""
    path = home / TOLD_UNTIL
    return datetime.fromisoformat(path.read_text()) if path.exists() else BEGINNING


def _keep(home: Path, at: datetime) -> None:
    half = home / f"{TOLD_UNTIL}.half"
    half.write_text(at.isoformat())
    half.replace(home / TOLD_UNTIL)
