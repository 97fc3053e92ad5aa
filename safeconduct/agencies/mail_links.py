"""The link by which a mail is refused without signing in: signed, for this one purpose, for one member.

It opens nothing and shows nothing: whoever has it can end that member's daily mail and do no more.
"""

from datetime import timedelta
from uuid import UUID

from django.core import signing

PURPOSE = "safeconduct.agencies.refuse-the-daily-mail"
LASTS = timedelta(days=90)
"""An older mail's link is dead; the account page still ends the mails."""


def token_for(member: UUID) -> str:
    """What the link carries: the member's id and our signature over it and the time."""
    return signing.TimestampSigner(salt=PURPOSE, sep="~").sign(member.hex)


def member_of(token: str) -> UUID | None:
    """Whose mail a link refuses; None for a link that is not ours, was changed, or is too old."""
    try:
        return UUID(signing.TimestampSigner(salt=PURPOSE, sep="~").unsign(token, max_age=LASTS))
    except (signing.BadSignature, ValueError):
        return None
