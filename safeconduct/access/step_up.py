"""Confirming once more who one is, right before something grave. Signing in does not count, however fresh.

A page that leads to such an act is decorated; the act itself asks again. Only pages that are fetched are
decorated: a form that is interrupted would have to be kept somewhere.
"""

import time
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import NotPossible, Reason

IN_SESSION = "stepped_up_at"
MINUTES = 5

CONFIRM_FIRST = Reason(
    "confirm_first",
    _("This needs a confirmation that is not older than five minutes."),
    _("Open the page again: it asks for your passkey, or your password and code."),
)


def stepped_up(request: HttpRequest, minutes: int = MINUTES) -> bool:
    """Whether the member confirmed who they are within the last minutes of real time."""
    at = request.session.get(IN_SESSION)
    return isinstance(at, int | float) and 0 <= time.time() - at < minutes * 60


def step_up(request: HttpRequest, minutes: int = MINUTES) -> HttpResponse | None:
    """The way to the confirmation and back to this page; None when a fresh one is there."""
    if stepped_up(request, minutes):
        return None
    return HttpResponseRedirect(f"{settings.STEP_UP_URL}?next={quote(request.get_full_path())}")


def require_step_up(request: HttpRequest, minutes: int = MINUTES) -> None:
    """For the act behind the page. Raises NotPossible without a fresh confirmation."""
    if not stepped_up(request, minutes):
        raise NotPossible(CONFIRM_FIRST)


def mark(request: HttpRequest) -> None:
    """The member has confirmed who they are, just now."""
    request.session[IN_SESSION] = time.time()
