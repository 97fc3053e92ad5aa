"""What every answer carries: strict for readers, loosened for the editors' address alone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from safeconduct.public import settings

type Answer = Callable[[HttpRequest], HttpResponse]

HEADERS = {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
READERS = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""No script at all, not even our own: what an editor writes can never become one."""
EDITORS = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
"""Wagtail's editor has scripts and styles within its pages. Nothing of another host, all the same."""


FOR_A_PERSON = ("/info", "/questions")
"""Rooms whose every answer, also a refusal or the way to the right address, is kept nowhere and told to nobody."""


def is_for_editors(request: HttpRequest) -> bool:
    """Whether the address is the editors'."""
    return request.path.startswith(settings.EDIT)


class Headers:
    """Adds them to every answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add what the page did not set itself."""
        response = self.get_response(request)
        inside = is_for_editors(request)
        response.headers.setdefault("Content-Security-Policy", EDITORS if inside else READERS)
        is_for_a_person = request.path.startswith(FOR_A_PERSON)
        is_kept = not (inside or is_for_a_person)
        response.headers.setdefault("Cache-Control", "public, max-age=60" if is_kept else "no-store")
        if is_for_a_person:
            response.headers["Referrer-Policy"] = "no-referrer"
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if inside:
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response
