"""Mails of a demonstration: laid into a folder of the site, as any mail program opens them, and never sent."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class KeptInFolder(BaseEmailBackend):
    """Keeps each mail as one file `*.eml`; the names sort by time. The folder is the site's account's alone."""

    def __init__(self, *, folder: str, **options: Any) -> None:
        super().__init__(**options)
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep them all; how many."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        for message in email_messages:
            _keep(self.folder, message.message().as_bytes())
        return len(email_messages)


def _keep(folder: Path, mail: bytes) -> None:
    path = folder / f"{timezone.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}.eml"
    half = path.with_suffix(".half")
    with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(mail)
    half.rename(path)
