"""The hop between two nodes: HTTP requests and answers signed after RFC 9421, on top of TLS.

Promised to the rooms above: the node that `verify_request` returns made this request, for this address, with
this body, within the last five minutes. A repetition within that time passes here: the inbox knows message
ids. An answer is bound to the signature of the request that it answers. Nothing of HTTP leaks further up.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NoReturn

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    VerifyResult,
)
from http_message_signatures.algorithms import ED25519

from safeconduct.exchange import strict
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.hop_written import (
    LABEL,
    MAX_AGE,
    Covered,
    content_digest,
    is_in_time,
    is_well_timed,
    node_that_wrote,
    signed,
)
from safeconduct.exchange.wire import CardFor
from safeconduct.keys.card import Card
from safeconduct.keys.errors import KeyMayNotSign
from safeconduct.keys.ring import Ring
from safeconduct.keys.uses import HOP_TAG
from safeconduct.vocabulary.identifiers import NodeId

REQUEST_COVERS = ("@method", "@target-uri", "content-digest")
ANSWER_COVERS = ("@status", "content-digest", '"signature";req')

_SIGNED_HEADERS = ("content-digest", "signature-input", "signature")
_LONGEST_HEADER = 1024
_PARAMETERS = {"created", "expires", "nonce", "keyid", "alg", "tag"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it went out or came in, `url` absolute and as the receiving node publishes it."""

    method: str
    url: str
    headers: Mapping[str, str]


def sign_request(
    method: str, url: str, headers: Mapping[str, str], body: bytes, ring: Ring, *, now: datetime
) -> dict[str, str]:
    """The headers with Content-Digest, Signature-Input and Signature; `now` is the machine's time."""
    sent = {**_unsigned(headers), "Content-Digest": content_digest(body)}
    covered = _request_says(method, url, sent["Content-Digest"])
    return sent | signed(covered, ring.node, ring.hop_key, now)


def verify_request(
    method: str, url: str, headers: Mapping[str, str], body: bytes, *, card_for: CardFor, now: datetime
) -> NodeId:
    """The node that made this request. Raises WireError.

    `url` is built from the node's own published endpoint, never from a Host header.
    """
    request = _Request(method, url, _signed_part(headers))
    covered = _request_says(method, url, request.headers["content-digest"])
    written = node_that_wrote(request.headers, covered, body, card_for=card_for, now=now)
    return written or _verify(request, body, REQUEST_COVERS, card_for, now)


def sign_response(
    status: int, headers: Mapping[str, str], body: bytes, ring: Ring, *, asked: Asked, now: datetime
) -> dict[str, str]:
    """The headers of an answer to `asked`, signed in the same way and bound to the request's signature."""
    sent = {**_unsigned(headers), "Content-Digest": content_digest(body)}
    covered = _answer_says(status, sent["Content-Digest"], _request_of(asked))
    return sent | signed(covered, ring.node, ring.hop_key, now)


def verify_response(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    *,
    asked: Asked,
    peer: NodeId,
    card_for: CardFor,
    now: datetime,
) -> None:
    """Return when node `peer` gave this answer to this request. Raises WireError."""
    response = _Response(status, _signed_part(headers), _request_of(asked))
    covered = _answer_says(status, response.headers["content-digest"], response.request)
    written = node_that_wrote(response.headers, covered, body, card_for=card_for, now=now)
    if (written or _verify(response, body, ANSWER_COVERS, card_for, now)) != peer:
        raise WireError(Fault.MIS_ADDRESSED, "another node answered than the one that was asked")


@dataclass(slots=True)
class _Request:
    method: str
    url: str
    headers: dict[str, str]


@dataclass(slots=True)
class _Response:
    status_code: int
    headers: dict[str, str]
    request: _Request


class _Stale(InvalidSignature):
    """Too old, or from the future."""


@dataclass
class _PeersKeys(HTTPSignatureKeyResolver):
    """Finds the hop key on the card of the node that the key's name begins with, and remembers which."""

    card_for: CardFor
    found: list[NodeId] = field(default_factory=list)

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey:
        named = re.fullmatch(f"({strict.NODE}):({strict.KEY_ID})", key_id, re.ASCII)
        if named is None:
            raise _Refusal(strict.malformed("keyid is not node:key"))
        node = NodeId(named[1])
        key = _hop_key(self.card_for(node), named[2])
        self.found.append(node)
        return key


class _Refusal(InvalidSignature):
    """Carries a WireError through the library, which passes on its own exceptions only."""

    def __init__(self, error: WireError) -> None:
        super().__init__(str(error))
        self.error = error


class _Verifier(HTTPMessageVerifier):
    """The library's verifier with the time given from outside, and every parameter required."""

    def __init__(self, keys: _PeersKeys, now: datetime) -> None:
        super().__init__(signature_algorithm=ED25519, key_resolver=keys)
        self._now = now

    def validate_created_and_expires(self, sig_input: object, max_age: timedelta | None = None) -> None:  # noqa: ARG002 - its own form
        """Called by the library for each signature before it looks for the key."""
        parameters: Mapping[str, object] = getattr(sig_input, "params", {})
        if parameters.keys() != _PARAMETERS:
            raise _Refusal(strict.malformed("the signature has not exactly the parameters described"))
        created, expires, nonce = (parameters[name] for name in ("created", "expires", "nonce"))
        if type(created) is not int or type(expires) is not int or not _is_nonce(nonce):
            raise _Refusal(strict.malformed("created, expires or nonce is not as described"))
        if not is_well_timed(created, expires):
            raise _Refusal(strict.malformed("expires does not follow created within five minutes"))
        if not is_in_time(created, expires, self._now):
            raise _Stale("outside its time")


def _request_says(method: str, url: str, digest: str) -> Covered:
    return {'"@method"': method, '"@target-uri"': url, '"content-digest"': digest}


def _answer_says(status: int, digest: str, request: _Request) -> Covered:
    signature = request.headers["signature"]
    return {'"@status"': str(status), '"content-digest"': digest, '"signature";req': signature}


def _verify(
    message: _Request | _Response, body: bytes, covers: tuple[str, ...], card_for: CardFor, now: datetime
) -> NodeId:
    keys = _PeersKeys(card_for)
    verifier = _Verifier(keys, now)
    try:
        results = verifier.verify(message, max_age=MAX_AGE, expect_tag=HOP_TAG, require_components=covers)
        _one_alone(results, covers)
    except HTTPMessageSignaturesException as error:
        _refuse(error)
    except (ValueError, TypeError, KeyError) as error:  # URLs and header fields that no parser takes
        raise strict.malformed("a request or answer that cannot be read") from error
    _check_body(verifier, message, results, body)
    return keys.found[0]


def _one_alone(results: list[VerifyResult], covers: tuple[str, ...]) -> None:
    covered = [name for result in results for name in result.covered_components]
    if len(results) != 1 or len(covered) != len(covers) + 1:  # and "@signature-params"
        raise _Refusal(strict.malformed("there is not one signature over exactly what is described"))


def _check_body(
    verifier: _Verifier, message: _Request | _Response, results: list[VerifyResult], body: bytes
) -> None:
    try:
        verifier.verify_body(message, results, body)
    except HTTPMessageSignaturesException as error:
        raise WireError(Fault.WRONG_BODY, "the body is not the one that was signed") from error


def _refuse(error: HTTPMessageSignaturesException) -> NoReturn:
    if isinstance(error, _Refusal):
        raise error.error from error
    if isinstance(error, _Stale):
        raise WireError(Fault.EXPIRED, "the signature is too old, or the clocks differ") from error
    raise WireError(Fault.BAD_SIGNATURE, "no signature by a hop key over what is required") from error


def _hop_key(card: Card | None, kid: str) -> Ed25519PublicKey:
    if card is None:
        raise _Refusal(WireError(Fault.UNKNOWN_PEER, "keyid names no confirmed peer"))
    try:
        return card.key_for(kid, HOP_TAG)
    except KeyMayNotSign as error:
        raise _Refusal(WireError(Fault.KEY_MAY_NOT_SIGN, "the key is no hop key of that node")) from error


def _is_nonce(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]{22,64}", value, re.ASCII) is not None


def _unsigned(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in _SIGNED_HEADERS}


def _signed_part(headers: Mapping[str, str]) -> dict[str, str]:
    """The three headers that matter, each there once and short: no others are looked at."""
    found = [(name.lower(), value) for name, value in headers.items() if name.lower() in _SIGNED_HEADERS]
    if sorted(name for name, _value in found) != sorted(_SIGNED_HEADERS):
        raise WireError(Fault.BAD_SIGNATURE, "a header of the signature is missing, or there twice")
    if any(len(value) > _LONGEST_HEADER for _name, value in found):
        raise WireError(Fault.TOO_LARGE, f"a header of the signature is longer than {_LONGEST_HEADER}")
    part: dict[str, object] = {**dict(found), "hop": dict(found)["signature"][len(LABEL) + 2 : -1]}
    strict.text(part, "signature", f"{LABEL}=:.*:")  # one signature in its one spelling
    strict.signature_bytes(part, "hop")
    return dict(found)


def _request_of(asked: Asked) -> _Request:
    return _Request(asked.method, asked.url, _signed_part(asked.headers))
