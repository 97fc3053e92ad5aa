"""How fast one sign-in opens pages. Who reads is never slowed down; a program behind somebody's sign-in is.

Counted in each web process, so that no page costs a row more; with several processes the limit is as many times as
high. A demonstration has none: its pages are measured and walked by programs.
"""

import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeconduct.access.requests import BEGAN, IN_SESSION
from safeconduct.exchange.limits import Buckets
from safeconduct.site.accounts import recording

A_SECOND, AT_ONCE = 2.0, 240
"""Pages and parts of pages: two a second for as long as somebody likes, and four minutes' worth at once."""
RECORDED_EACH = 60.0

_buckets = Buckets(per_second=A_SECOND, burst=AT_ONCE)
_recorded = Buckets(per_second=1 / RECORDED_EACH, burst=1)


def too_fast(request: HttpRequest) -> HttpResponse | None:
    """The answer to a sign-in that asks faster; recorded once a minute. None for any other."""
    if settings.DEMO:
        return None
    sign_in, now = f"{request.user.pk}:{request.session[BEGAN]}", time.monotonic()
    wait = _buckets.take(sign_in, at=now)
    if not wait:
        return None
    if not _recorded.take(sign_in, at=now) and (place := request.session.get(IN_SESSION)):
        recording.by_member("pages:refused", place, refused="too_fast")
    answer = render(request, "429.html", {"is_pace": True}, status=429)
    answer["Retry-After"] = str(int(wait) + 1)
    return answer
