"""A mail to whom an account belongs, when what proves who they are was changed or somebody was half way in.

It says neither whose account it is nor on which node: a mailbox may be read by others. A mail that cannot be sent
stops nothing, and the audit has the same in any case.
"""

import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.agencies.queries import places_of
from safeconduct.agencies.reading import for_reader, said_in
from safeconduct.vocabulary.decisions import Words

logger = logging.getLogger(__name__)

CHANGED = gettext_lazy(
    "What proves who you are when you sign in was changed: password, passkey, app or recovery codes."
)
HALF_WAY = gettext_lazy("Somebody knew your password, and could not show your passkey or a code of your app.")
BY_RECOVERY = gettext_lazy("One of your recovery codes was used to sign in.")
ONCE_IN = 60 * 60
"""Seconds in which the same is told once: whoever tries a hundred codes writes one mail."""


def tell(account: int, what: Words) -> None:
    """Mail it, in the language that the member reads; nothing where the node sends no mail or knows no address."""
    to = get_user_model().objects.filter(pk=account).values_list("email", flat=True).first()
    if not settings.MAILERS or not to or not cache.add(f"told:{account}:{_code(what)}", 1, ONCE_IN):
        return
    places = places_of(account)
    with for_reader(places[0].language if places else ""):
        body = "\n\n".join(
            (str(what), _("If this was not you, tell the administrator of your agency at once."))
        )
        mail = EmailMessage(_("About your sign-in"), body, to=[to], headers=said_in())
    try:
        mail.send()
    except (OSError, ValueError) as fault:  # ValueError: an address that no server can be told
        logger.warning("a notice could not be mailed: %s", type(fault).__name__)


def _code(what: Words) -> int:
    return (CHANGED, HALF_WAY, BY_RECOVERY).index(what)
