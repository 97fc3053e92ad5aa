"""Mails of the demonstration: kept as files in the node's folder and shown on a page, never sent."""

import json
import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from safeconduct.access.clock import domain_now
from safeconduct.site.demo import is_demo

FOLDER = "mails"
MOST = 100


class KeptInFolder(BaseEmailBackend):
    """Keeps each mail as one file of the node; only a demonstration uses it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep them all; how many."""
        folder = _folder()
        folder.mkdir(mode=0o700, exist_ok=True)
        for message in email_messages:
            _keep(folder, message)
        return len(email_messages)


def _folder() -> Path:
    if settings.NODE_HOME is None:
        raise ImproperlyConfigured("Mails are kept in the folder of a node.")
    return settings.NODE_HOME / FOLDER


def _keep(folder: Path, message: EmailMessage) -> None:
    at = timezone.now()
    mail = {
        "at": domain_now().isoformat(),
        "sender": message.from_email,
        "to": list(message.to),
        "subject": str(message.subject),
        "body": str(message.body),
        "language": message.extra_headers.get("Content-Language", settings.LANGUAGE_CODE),
    }
    # The name sorts by time; a half-written file has another ending and is not shown.
    path = folder / f"{at:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}.json"
    half = path.with_suffix(".half")
    with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(mail, file, ensure_ascii=False)
    half.rename(path)


def kept(most: int = MOST) -> list[dict[str, Any]]:
    """The mails of this node, the newest first."""
    newest = sorted(_folder().glob("*.json"), reverse=True)[:most]
    mails = [json.loads(path.read_text(encoding="utf-8")) for path in newest]
    return [
        {"language": settings.LANGUAGE_CODE, **mail, "at": datetime.fromisoformat(mail["at"])}
        for mail in mails
    ]


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """Every mail that would have been sent. Anywhere but in the demonstration there is no such page."""
    if not is_demo():
        raise Http404
    return render(request, "site/demo_mails.html", {"mails": kept(), "most": MOST})
