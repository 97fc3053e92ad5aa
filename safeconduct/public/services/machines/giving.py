"""How the API answers: to anybody, kept for a minute, not sent twice when it is the same, and with a reason if not."""

import hashlib
import json
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from safeconduct.public.asking.limits import place_of
from safeconduct.public.services.machines.asked import CannotAsk
from safeconduct.public.services.machines.limits import Buckets
from safeconduct.public.services.models import Taken

READS, ASKS = ("GET", "HEAD"), ("GET", "HEAD", "POST")
SECONDS = 60
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": f"public, max-age={SECONDS}",
}
"""Everything here may be read by anybody's page: nobody is signed in, and no cookie is looked at."""
BUCKETS = Buckets()

type View = Callable[..., HttpResponseBase]


def for_machines(cost: float = 1, methods: tuple[str, ...] = READS) -> Callable[[View], View]:
    """A view that anybody's program may ask, so often; faults become problem details."""

    def around(view: View) -> View:
        @csrf_exempt  # nosemgrep: form-without-its-mark
        @wraps(view)
        def answer(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            given = _answer(request, view, cost, methods, parts)
            for name, value in HEADERS.items():
                given.headers.setdefault(name, value)
            return given

        return answer

    return around


def _answer(
    request: HttpRequest, view: View, cost: float, methods: tuple[str, ...], parts: dict[str, Any]
) -> HttpResponseBase:
    allowed = {"Allow": ", ".join((*methods, "OPTIONS"))}
    if request.method == "OPTIONS":
        asking = {
            "Access-Control-Allow-Methods": ", ".join(methods),
            "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
        }
        return HttpResponse(status=204, headers=allowed | asking)
    if request.method not in methods:
        return problem(405, "This address is only read.", **allowed)
    if seconds := BUCKETS.wait(place_of(request), cost, now=time.monotonic()):
        return problem(
            429, f"Too many requests. Ask again in {seconds} seconds.", **{"Retry-After": str(seconds)}
        )
    try:
        return view(request, **parts)
    except CannotAsk as fault:
        return problem(422, fault.sentence, parameter=fault.name)
    except Http404:
        return problem(404, "There is nothing of this id here.")


def problem(status: int, sentence: str, *, parameter: str = "", **headers: str) -> HttpResponse:
    """RFC 9457: what is wrong and what to do. Never kept."""
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES[status],
        "status": status,
        "detail": sentence,
    }
    if parameter:
        said["parameter"] = parameter
    return HttpResponse(
        json.dumps(said), status=status, content_type="application/problem+json",
        headers={"Cache-Control": "no-store"} | headers,
    )  # fmt: skip


TITLES = {
    404: "Not found",
    405: "Method not allowed",
    422: "Unprocessable content",
    429: "Too many requests",
}


def as_json(request: HttpRequest, said: Any) -> HttpResponseBase:
    """The answer with its mark; 304 to whoever has it already."""
    return marked(request, json.dumps(said, ensure_ascii=False).encode(), "application/json")


def marked(request: HttpRequest, content: bytes, kind: str, **headers: str) -> HttpResponseBase:
    """Bytes with the mark of what they are, and when anything changed last."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    said = HttpResponse(content, content_type=kind, headers=headers)
    said.headers["ETag"] = etag
    changed = Taken.objects.order_by("pk").values_list("changed_at", flat=True).first()
    seconds = int(changed.timestamp()) if changed is not None else None
    if changed is not None:
        said.headers["Last-Modified"] = http_date(changed.timestamp())
    if request.method == "POST":
        return said
    return get_conditional_response(request, etag, seconds, said) or said


def given(request: HttpRequest) -> list[tuple[str, str]]:
    """The parameters, from the address and, of a POST, from its form: an alternative to long addresses."""
    sets: list[QueryDict] = [request.GET, request.POST]
    return [(name, value) for each in sets for name, values in each.lists() for value in values]
