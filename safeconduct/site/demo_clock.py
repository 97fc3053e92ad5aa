"""The page that moves the demonstration's clock. It moves nothing itself: it asks the owner, who alone may.

The question is a NOTIFY on this node's database with a number of hours; the process that started both nodes listens
there and moves both. It has the owner's password, which no serving process has.
"""

import time
from datetime import datetime, timedelta

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from safeconduct.access.clock import CHANNEL, domain_now
from safeconduct.site.demo import is_demo

STEPS = {3: _("3 hours later"), 24: _("1 day later"), 72: _("3 days later"), 336: _("2 weeks later")}
"""How far one click goes, in hours."""

PATIENCE = 3.0


@require_http_methods(["GET", "POST"])
def clock(request: HttpRequest) -> HttpResponse:
    """Where the clock stands, and buttons that move it. Anywhere but in the demonstration there is no such page."""
    if not is_demo():
        raise Http404
    hours = _chosen(request)
    if hours is None:
        return _page(request)
    before = _ahead()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(hours)])
    if _has_moved(before):
        return redirect("demo_clock")
    return _page(request, is_unanswered=True, status=503)


def _chosen(request: HttpRequest) -> int | None:
    text = request.POST.get("hours", "")
    return int(text) if text in {str(hours) for hours in STEPS} else None


def _ahead() -> timedelta:
    now: datetime = domain_now()
    return now - timezone.now()


def _has_moved(before: timedelta) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if _ahead() - before > timedelta(minutes=30):
            return True
        time.sleep(0.05)
    return False


def _page(request: HttpRequest, *, is_unanswered: bool = False, status: int = 200) -> HttpResponse:
    ahead = _ahead()
    context = {
        "now": domain_now(),
        "hours": round(ahead.total_seconds() / 3600),
        "steps": STEPS.items(),
        "is_unanswered": is_unanswered,
    }
    return render(request, "site/demo_clock.html", context, status=status)
