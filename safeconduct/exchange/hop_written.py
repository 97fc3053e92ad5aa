"""A hop's signature in the one spelling that this release writes: what is signed is put together line by line.

RFC 9421 lets one signature be spelled in many ways, and `hop` reads them all with a library that takes each apart. That
costs four times what the cryptography does. Promised: what `node_that_wrote` takes, the library would take too; what it
does not take is not refused here, the library says what is wrong with it.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.exchange import strict
from safeconduct.exchange.wire import CardFor
from safeconduct.keys.errors import BadSignature, KeyMayNotSign
from safeconduct.keys.signing import key_id, sign, verify
from safeconduct.keys.uses import HOP_TAG
from safeconduct.vocabulary.identifiers import NodeId

LABEL = "hop"
MAX_AGE = timedelta(minutes=5)
"""How long a signature is good for."""

CLOCK_SKEW = timedelta(seconds=30)
"""How far the clocks of two nodes may lie apart."""

type Covered = Mapping[str, str]
"""What is signed, in its order: each component as it is named in Signature-Input, and its value."""

_NUMBER = "0|[1-9][0-9]{0,14}"
_INPUT = re.compile(
    rf"{LABEL}=(?P<parameters>\((?P<names>[^()]*)\);created=(?P<created>{_NUMBER})"
    rf';keyid="(?P<node>{strict.NODE}):(?P<kid>{strict.KEY_ID})";alg="ed25519";expires=(?P<expires>{_NUMBER})'
    rf';nonce="[A-Za-z0-9_-]{{22,64}}";tag="{HOP_TAG}")',
    re.ASCII,
)


def content_digest(body: bytes) -> str:
    """The field Content-Digest of this body (RFC 9530)."""
    return f"sha-256=:{strict.base64_text(hashlib.sha256(body).digest())}:"


def signed(covered: Covered, node: NodeId, key: Ed25519PrivateKey, now: datetime) -> dict[str, str]:
    """The fields Signature-Input and Signature. Raises UnicodeEncodeError for what no such field can say."""
    created = int(now.timestamp())
    nonce = base64.urlsafe_b64encode(secrets.token_bytes(18)).decode("ascii")
    parameters = (
        f'({" ".join(covered)});created={created};keyid="{node}:{key_id(key.public_key())}";alg="ed25519"'
        f';expires={created + int(MAX_AGE.total_seconds())};nonce="{nonce}";tag="{HOP_TAG}"'
    )
    signature = strict.base64_text(sign(key, _base(covered, parameters)))
    return {"Signature-Input": f"{LABEL}={parameters}", "Signature": f"{LABEL}=:{signature}:"}


def node_that_wrote(
    headers: Mapping[str, str], covered: Covered, body: bytes, *, card_for: CardFor, now: datetime
) -> NodeId | None:
    """The node whose hop key signed this in our spelling, over this body and within its time; None for all else.

    `headers` are the three of a signature with their names in lower case, `signature` in its one spelling.
    """
    said = _INPUT.fullmatch(headers["signature-input"])
    if (
        said is None
        or said["names"] != " ".join(covered)
        or headers["content-digest"] != content_digest(body)
    ):
        return None
    if not is_in_time(int(said["created"]), int(said["expires"]), now):
        return None
    node = NodeId(said["node"])
    card = card_for(node)
    if card is None:
        return None
    signature = base64.b64decode(headers["signature"][len(LABEL) + 2 : -1])
    try:
        verify(card.key_for(said["kid"], HOP_TAG), _base(covered, said["parameters"]), signature)
    except (BadSignature, KeyMayNotSign, UnicodeEncodeError):
        return None
    return node


def is_well_timed(created: int, expires: int) -> bool:
    """Whether a signature is good for some time, and for five minutes at most."""
    return 0 < expires - created <= MAX_AGE.total_seconds()


def is_in_time(created: int, expires: int, now: datetime) -> bool:
    """Whether it is that now, should the clocks differ a little."""
    skew = int(CLOCK_SKEW.total_seconds())
    return is_well_timed(created, expires) and created - skew <= int(now.timestamp()) <= expires + skew


def _base(covered: Covered, parameters: str) -> bytes:
    """What the signature is over (RFC 9421, section 2.5)."""
    lines = [f"{name}: {value}" for name, value in covered.items()]
    return "\n".join([*lines, f'"@signature-params": {parameters}']).encode("ascii")
