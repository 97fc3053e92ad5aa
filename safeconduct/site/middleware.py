"""What every answer carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

FAULTS, SIGNED_OUT, FORM_AGAIN = 400, 401, 422
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""The methods that pages, API and inbox answer to."""

HEADERS = {
    "Cache-Control": "no-store",
    # Not "no-referrer": browsers then send the forms of our own pages with the origin "null", which is refused.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Headers:
    """Answers are not stored, not framed and not shared with other origins."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers that the view did not set itself."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class Methods:
    """Only what some page of ours knows: Django would hand a TRACE on as if it were a GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on, or refuse."""
        return self.get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)


class Fragments:
    """A part of a page that refreshes itself gets its part or nothing: never a whole page put into its place.

    A redirect is followed by the whole page. A sign-in that has ended is said in the part's own place, so that what
    was typed beside it stays and nothing asks on. A refusal or a fault leaves what stands.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Turn the answer into one that htmx understands, when htmx asked."""
        response = self.get_response(request)
        if request.headers.get("HX-Request") != "true":
            return response
        if isinstance(response, HttpResponseRedirectBase):
            return HttpResponse(headers={"HX-Redirect": response.url})
        if response.status_code == SIGNED_OUT:
            return render(request, "site/part_ended.html", {"page": _page_of(request)}, status=SIGNED_OUT)
        if response.status_code >= FAULTS and response.status_code != FORM_AGAIN:
            response.headers["HX-Reswap"] = "none"
        return response


def _page_of(request: HttpRequest) -> str:
    """The page that the part stands on; only one of our own."""
    return HtmxDetails(request).current_url_abs_path or "/"
