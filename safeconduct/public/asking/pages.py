"""How a page takes what a reader sends. There is no cookie, so the browser is asked whose form it was.

Every browser of today says where a form comes from, in `Sec-Fetch-Site` or in `Origin`; what names another host is
refused. A program that names neither can send what it likes anyway, with or without a token.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from safeconduct.vocabulary.decisions import Reason

type Page = Callable[..., HttpResponse]


def for_one_person(page: Page) -> Page:
    """A page that is kept nowhere, found by no search engine, and whose address is told to no other host."""

    @wraps(page)
    def closed(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        answer = page(request, *args, **more)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return closed


def takes_what_readers_send(page: Page) -> Page:
    """A page with a form and without a cookie; a form that another host's page sends is refused."""

    @csrf_exempt  # nosemgrep: form-without-its-mark - a reader has no cookie; who sent it is asked of the browser
    @for_one_person
    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        if request.method == "POST" and is_from_elsewhere(request):
            return render(request, "asking/elsewhere.html", status=403)
        return page(request, *args, **more)

    return guarded


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another host's page sent this."""
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    try:
        return origin is not None and urlsplit(origin).netloc != request.get_host()
    except ValueError:
        return True


def refused(request: HttpRequest, reason: Reason, *, status: int = 409) -> HttpResponse:
    """A page that says why something was not done, and what can be done instead."""
    return render(request, "asking/refused.html", {"reason": reason}, status=status)
