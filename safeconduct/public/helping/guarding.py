"""What every page for the person carries: nothing is kept of it, nothing is told on, and only our own script runs."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from safeconduct.public.headers import READERS

type Page = Callable[..., HttpResponse]

WITH_OUR_SCRIPT = f"{READERS}; script-src 'self'; connect-src 'self'; media-src 'self'"
"""The script leaves the page for good, and sends a form without a new line in the history; all works without it."""
GUARDED = {
    "Content-Security-Policy": WITH_OUR_SCRIPT,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


def leaves_no_trace(page: Page) -> Page:
    """Kept by no browser and by nothing between; the page that is opened next is not told of this one."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: object, **more: object) -> HttpResponse:
        answer = page(request, *args, **more)
        for name, value in GUARDED.items():
            answer.headers[name] = value
        # Django writes a line with the address for each refusal, unless it believes that it has.
        vars(answer)["_has_been_logged"] = True
        return answer

    return guarded
