"""A question to a peer over the network: signed as every hop is, its answer believed only when the peer signed it."""

import time

import urllib3
from django.utils import timezone

from safeconduct.access.ring import ring
from safeconduct.exchange import hop
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.hop import Asked
from safeconduct.exchange.limits import MOST_ANSWER_BYTES
from safeconduct.exchange.peers import card_for, may_be_asked
from safeconduct.vocabulary.errors import SafeconductError
from safeconduct.vocabulary.identifiers import NodeId

CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 10.0
WHOLE_SECONDS = 30.0
"""After so long an answer that comes drop by drop is left."""
PIECE = 64 * 1024


class NoAnswer(SafeconductError):
    """The peer gave no believable answer; it is asked again later."""


class NotSpoken(SafeconductError):
    """The peer's release does not know the question."""


def client() -> urllib3.PoolManager:
    """Connections that are kept for as long as the caller keeps this."""
    return urllib3.PoolManager(
        retries=False, timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=ANSWER_SECONDS)
    )


def ask(through: urllib3.PoolManager, peer: NodeId, name: str, body: bytes) -> bytes:
    """The answer's body, from the address `name` beside the peer's inbox. Raises NoAnswer, NotSpoken."""
    card = card_for(peer)
    if card is None:
        raise NoAnswer("not a confirmed peer")
    url = card.endpoint + name
    if not may_be_asked(url):
        raise NoAnswer("its card names an address of this machine")
    headers = hop.sign_request(
        "POST", url, {"content-type": "application/json"}, body, ring(), now=timezone.now()
    )
    try:
        answer = through.request(
            "POST", url, body=body, headers=headers, redirect=False, preload_content=False
        )
        said = _read(answer)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise NoAnswer(type(error).__name__) from error
    if answer.status == 404:
        raise NotSpoken
    if answer.status != 200:
        raise NoAnswer(f"status {answer.status}")
    try:
        hop.verify_response(
            answer.status, dict(answer.headers), said,
            asked=Asked("POST", url, headers), peer=peer, card_for=card_for, now=timezone.now(),
        )  # fmt: skip
    except WireError as error:
        raise NoAnswer(f"answer not believed: {error.fault}") from error
    return said


def _read(answer: urllib3.BaseHTTPResponse) -> bytes:
    """At most one byte more than an answer has, and not for ever. Raises NoAnswer."""
    end, said = time.monotonic() + WHOLE_SECONDS, b""
    while len(said) <= MOST_ANSWER_BYTES:
        piece = answer.read1(min(PIECE, MOST_ANSWER_BYTES + 1 - len(said)))
        if not piece:
            answer.release_conn()
            return said
        said += piece
        if time.monotonic() > end:
            answer.close()
            raise NoAnswer("the answer did not come to its end")
    answer.close()
    return said
