"""How these pages answer: kept nowhere, told to no other host, and of few lengths.

Whoever watches the road sees how long an answer is. Each is filled up to a multiple of 32 KiB, so a page with an
answer and one without are alike as long as both fit into one. Packed by a proxy they would not be, since the filling
packs worse than words: so each says that its coding was chosen already.
"""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from safeconduct.public.asking.pages import for_one_person
from safeconduct.public.helping.guarding import WITH_OUR_SCRIPT
from safeconduct.public.helping.own_form import is_from_elsewhere
from safeconduct.public.questions import reviewed
from safeconduct.public.questions.answering import no_such_language, not_taken

STEP = 32 * 1024

type Page = Callable[..., HttpResponse]


def in_tongue(page: Page) -> Page:
    """A page of this room, in the language that stands in its address; the padding comes last."""

    @for_one_person
    @wraps(page)
    def closed(request: HttpRequest, tongue: str, *args: Any, **more: Any) -> HttpResponse:
        found = reviewed.tongue(tongue)
        if found is None:
            return padded(no_such_language(request))
        with translation.override(found.tag):
            if request.method == "POST" and is_from_elsewhere(request.headers, request.get_host()):
                answer = not_taken(request, found)
            else:
                answer = page(request, found, *args, **more)
        answer.headers["Content-Language"] = found.tag
        return padded(answer)

    return closed


def padded(answer: HttpResponse) -> HttpResponse:
    """The same page with a remark at its end that nobody sees, so that its length is a multiple of `STEP`."""
    frame = len(b"\n<!-- -->\n")
    lacks = -(len(answer.content) + frame) % STEP
    filling = secrets.token_hex(lacks // 2 + 1)[:lacks].encode("ascii")
    answer.headers["Content-Security-Policy"] = WITH_OUR_SCRIPT
    answer.headers["Content-Encoding"] = "identity"
    answer.content = answer.content + b"\n<!-- " + filling + b"-->\n"
    return answer
