"""The addresses of the inbox process: messages of a peer, its numbers after a restore, and our card for anybody."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from safeconduct.access.crash_points import Point, reached
from safeconduct.access.ring import ring
from safeconduct.exchange import hop
from safeconduct.exchange.batches import read_batch, write_answer
from safeconduct.exchange.catching_up import epochs
from safeconduct.exchange.catching_up.answering import OLDER_EPOCH, OlderEpoch, answer_to
from safeconduct.exchange.catching_up.wire import MOST_BYTES
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.hop import Asked
from safeconduct.exchange.inbox import take_in
from safeconduct.exchange.limits import MOST_REQUEST_BYTES, Buckets
from safeconduct.exchange.models import Peer
from safeconduct.exchange.peers import card_for
from safeconduct.exchange.services.answering import answer_to as services_changed
from safeconduct.exchange.services.wire import MOST_QUESTION_BYTES
from safeconduct.vocabulary.entered import number_in
from safeconduct.vocabulary.identifiers import NodeId

logger = logging.getLogger(__name__)

REQUESTS_A_SECOND, BURST = 50.0, 200
_buckets = Buckets(per_second=REQUESTS_A_SECOND, burst=BURST)

STATUS_OF = {Fault.TOO_LARGE: 413, Fault.MALFORMED: 400}
"""Every other fault of a whole request is a 401: who sent it, or that it is whole, was not shown."""


@csrf_exempt
@require_POST
def messages(request: HttpRequest) -> HttpResponse:
    """Take in a batch; the answer is signed. What waits for a restore to be agreed on is asked for again."""
    return _answered(request, "messages", MOST_REQUEST_BYTES, _taken_in)


def _taken_in(body: bytes, peer: NodeId) -> bytes:
    candidates = read_batch(body)
    is_held = epochs.holds_back(peer)
    return write_answer([(is_held and epochs.later(one)) or take_in(one, peer) for one in candidates])


@csrf_exempt
@require_POST
def lanes(request: HttpRequest) -> HttpResponse:
    """A peer that was restored compares the numbers of its lanes with ours; the answer is signed."""
    return _answered(request, "lanes", MOST_BYTES, answer_to)


@csrf_exempt
@require_POST
def services(request: HttpRequest) -> HttpResponse:
    """A peer asks what changed of our services; the answer is signed."""
    return _answered(request, "services", MOST_QUESTION_BYTES, services_changed)


def _answered(
    request: HttpRequest, name: str, most: int, answer: Callable[[bytes, NodeId], bytes]
) -> HttpResponse:
    """Size, and rate by address, come before any cryptography."""
    if _length(request) > most:
        return _problem(413, Fault.TOO_LARGE)
    if (wait := _wait(request)) is not None:
        return wait
    body, now = request.body, timezone.now()
    own = card_for(ring().node)
    if own is None:
        return _problem(503, "no_card_yet")
    asked = Asked("POST", own.endpoint + name, dict(request.headers))
    try:
        peer = hop.verify_request("POST", asked.url, asked.headers, body, card_for=card_for, now=now)
        said = answer(body, peer)
    except WireError as error:
        logger.warning("a request was refused", extra={"fault": error.fault.value})
        return _problem(STATUS_OF.get(error.fault, 401), error.fault)
    except OlderEpoch:
        return _problem(409, OLDER_EPOCH)
    headers = hop.sign_response(
        200, {"content-type": "application/json"}, said, ring(), asked=asked, now=timezone.now()
    )
    reached(Point.ANSWERING)
    return HttpResponse(said, headers=headers)


@require_GET
def card(request: HttpRequest) -> HttpResponse:
    """This node's card, signed: whoever has confirmed its keys learns here of new teams and services."""
    if (wait := _wait(request)) is not None:
        return wait
    own = Peer.objects.filter(node=ring().node).first()
    return JsonResponse(own.card) if own is not None else _problem(503, "no_card_yet")


def address_of(request: HttpRequest) -> str:
    """Who asks: what the outermost proxy of the operator has seen, where there are proxies; nobody else's word."""
    near, count = request.META.get("REMOTE_ADDR", ""), settings.ALLAUTH_TRUSTED_PROXY_COUNT
    said = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return said[-count] if 0 < count <= len(said) else near


def _length(request: HttpRequest) -> int:
    """How much is said to come; a length that is no number comes with no body at all."""
    said = request.headers.get("Content-Length", "")
    return number_in(said, digits=19) or 0


def _wait(request: HttpRequest) -> HttpResponse | None:
    """The answer to an address that asks too often; None for any other."""
    wait = _buckets.take(address_of(request), at=time.monotonic())
    if not wait:
        return None
    answer = _problem(429, "too_many_requests")
    answer["Retry-After"] = str(int(wait) + 1)
    return answer


def nothing_there(request: HttpRequest, exception: Exception) -> JsonResponse:
    """Any other address of this process; nodes read problems, not pages."""
    return _problem(404, "not_found")


def not_understood(request: HttpRequest, exception: Exception) -> JsonResponse:
    """A request that Django refuses before it reaches an address."""
    return _problem(400, Fault.MALFORMED)


def broken(request: HttpRequest) -> JsonResponse:
    """An unforeseen fault of ours; the sender tries again later."""
    return _problem(500, "fault")


def _problem(status: int, code: str) -> JsonResponse:
    """A problem after RFC 9457: a code, and nothing about what was sent."""
    body = {"type": "about:blank", "status": status, "title": str(code)}
    return JsonResponse(body, status=status, content_type="application/problem+json")
