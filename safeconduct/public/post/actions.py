"""Putting a mail in. It is sent when the transaction of whoever put it in has ended well."""

from datetime import datetime

from safeconduct.public.post.models import Mail


def put(*, to: str, subject: str, text: str, language: str, once: str, now: datetime) -> None:
    """Have it sent; a mail of the same occasion (`once`, at most 120 characters) that is there already suffices."""
    subject = " ".join(subject.split())  # a line break would begin another header
    mail = Mail(to=to, subject=subject[:250], text=text, language=language, once=once, made_at=now, due=now)
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
