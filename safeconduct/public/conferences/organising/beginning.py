"""Where somebody begins who has signed in: Wagtail's first page is empty for whoever holds conferences and no more."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.home import HomeView

from safeconduct.public.conferences.organising.access import PERMISSION, edits_pages

_wagtails = require_admin_access(HomeView.as_view())


@never_cache
def beginning(request: HttpRequest) -> HttpResponseBase:
    """The conferences for whoever edits no page; Wagtail's own first page for everybody else."""
    who = request.user
    if who.has_perm(PERMISSION) and not edits_pages(who):
        return redirect("organisers_editions")
    answer: HttpResponseBase = _wagtails(request)
    return answer
