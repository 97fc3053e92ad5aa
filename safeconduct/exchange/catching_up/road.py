"""A question to a peer over the network: signed as every hop is, its answer believed only when the peer signed it."""

import urllib3
from django.utils import timezone

from safeconduct.access.ring import ring
from safeconduct.exchange import hop
from safeconduct.exchange.catching_up.wire import Asked, write_question
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.hop import Asked as Request
from safeconduct.exchange.limits import MOST_ANSWER_BYTES
from safeconduct.exchange.peers import card_for
from safeconduct.vocabulary.errors import SafeconductError
from safeconduct.vocabulary.identifiers import NodeId

CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 10.0
NAME = "lanes"


class NoAnswer(SafeconductError):
    """The peer gave no believable answer; it is asked again later."""


class NotSpoken(SafeconductError):
    """The peer's release does not know the question."""


def client() -> urllib3.PoolManager:
    """Connections that are kept for as long as the caller keeps this."""
    return urllib3.PoolManager(
        retries=False, timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=ANSWER_SECONDS)
    )


def ask(through: urllib3.PoolManager, peer: NodeId, asked: Asked) -> bytes:
    """The answer's body. Raises NoAnswer, NotSpoken."""
    card = card_for(peer)
    if card is None:
        raise NoAnswer("not a confirmed peer")
    url, body = card.endpoint + NAME, write_question(asked)
    headers = hop.sign_request(
        "POST", url, {"content-type": "application/json"}, body, ring(), now=timezone.now()
    )
    try:
        answer = through.request(
            "POST", url, body=body, headers=headers, redirect=False, preload_content=False
        )
        said = answer.read(MOST_ANSWER_BYTES + 1)
        answer.release_conn()
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise NoAnswer(type(error).__name__) from error
    if answer.status == 404:
        raise NotSpoken
    if answer.status != 200:
        raise NoAnswer(f"status {answer.status}")
    try:
        hop.verify_response(
            answer.status, dict(answer.headers), said,
            asked=Request("POST", url, headers), peer=peer, card_for=card_for, now=timezone.now(),
        )  # fmt: skip
    except WireError as error:
        raise NoAnswer(f"answer not believed: {error.fault}") from error
    return said
