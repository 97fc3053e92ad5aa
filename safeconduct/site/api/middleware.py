"""What stands before the API: no cookie goes in, and nothing but JSON comes out."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from safeconduct.access.problems import (
    BAD_INPUT,
    BROKEN,
    MALFORMED,
    NOT_FOUND,
    TOO_LARGE,
    UNREACHABLE,
    WRONG_METHOD,
    Kind,
    Problem,
)
from safeconduct.vocabulary.entered import number_in

BELOW = "/api/"
FAULTS, BROKE = 400, 500
MOST_BYTES = 64 * 1024
KIND_OF: dict[int, Kind] = {404: NOT_FOUND, 405: WRONG_METHOD, 413: TOO_LARGE, 503: UNREACHABLE}


class Software:
    """For addresses of the API only; a page's request goes on untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take the cookies off, so that no sign-in of a browser can act here; say every fault as a problem."""
        if not request.path.startswith(BELOW):
            return self.get_response(request)
        request.COOKIES = {}
        # The sign that PostgreSQL does not keep; in a body the parser refuses it.
        if "\0" in request.path:
            return Problem(NOT_FOUND).response()
        if "%00" in request.META.get("QUERY_STRING", ""):
            return Problem(BAD_INPUT, _("Remove the characters that cannot be shown.")).response()
        if _length(request) > MOST_BYTES:
            return Problem(TOO_LARGE).response()
        response = self.get_response(request)
        is_ours = response.headers.get("Content-Type", "").startswith(
            ("application/json", "application/problem")
        )
        if response.status_code < FAULTS or is_ours:
            return response
        otherwise = BROKEN if response.status_code >= BROKE else MALFORMED
        allow = {name: response.headers[name] for name in ("Allow",) if name in response.headers}
        return Problem(KIND_OF.get(response.status_code, otherwise), headers=allow).response()


def _length(request: HttpRequest) -> int:
    said = request.headers.get("Content-Length", "")
    return number_in(said, digits=19) or 0
