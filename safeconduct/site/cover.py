"""The neutral page behind which the screen can be covered: a clock and a list of chores, no word of the field."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe


@require_safe
def neutral(request: HttpRequest) -> HttpResponse:
    """Shown to anybody. It asks nothing and knows nothing; its way back is the page that one came from."""
    return render(request, "site/neutral.html", {"back": _came_from(request)})


def _came_from(request: HttpRequest) -> str:
    came = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()}):
        return "/"
    split = urlsplit(came)
    if split.path == request.path:
        return "/"
    if split.path == reverse("look"):
        return ""  # whoever left that page is not led back to it, nor to a page that says where they were
    return split.path + (f"?{split.query}" if split.query else "")


def untouched(request: HttpRequest) -> dict[str, int]:
    """For every template: after so many seconds a page that nobody touches is covered by itself, where scripts run."""
    return {"idle": settings.SIGN_IN_IDLE}
