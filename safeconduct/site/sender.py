"""Mails of a node for real people: by its mail server, and from the address that was named with it."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend


class Sender(EmailBackend):
    """Django's own, which says from whom by the node's file as it is now."""

    def __init__(self, *, sender: str, **options: Any) -> None:
        super().__init__(**options)
        self.sender = sender

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send them all; how many. Nothing here is sent from another address than the node's."""
        for message in email_messages:
            message.from_email = self.sender
        return int(super().send_messages(email_messages) or 0)
