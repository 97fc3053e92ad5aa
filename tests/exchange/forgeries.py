"""Objects and signatures that no honest node makes, put together step by step."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import ContentDigest, HTTPMessageSigner, MappingKeyResolver
from http_message_signatures.algorithms import ED25519

from safeconduct.exchange import hop
from safeconduct.exchange.hop_written import LABEL
from safeconduct.exchange.strict import base64_text
from safeconduct.exchange.wire import Event, Routing
from safeconduct.keys.ring import PublicKeys, Ring
from safeconduct.keys.sealing import pad, seal
from safeconduct.keys.signing import key_id, sign
from safeconduct.keys.uses import HOP_TAG, Use
from safeconduct.vocabulary.canonical import canonical, digest
from safeconduct.vocabulary.identifiers import NodeId
from tests.exchange.world import (
    BE,
    CONSENT,
    ENDPOINTS,
    EXCHANGE_KEYS,
    NODES,
    NOW,
    RO,
    ROUTING,
    signing_key,
)
from tests.exchange.world import (
    BODY as MESSAGE_BODY,
)

URL = f"{ENDPOINTS[BE]}messages"
BODY = b'{"messages":[{"id":"1"}]}'
ANSWER = b'{"results":[]}'
PLAIN = {"Content-Type": "application/json"}


def sealed_bytes(padded: bytes, outside: Routing = ROUTING) -> Event:
    """A message around any bytes, sealed as they are."""
    attributes = outside.attributes()
    raw = seal(padded, EXCHANGE_KEYS[outside.recipient].public_bytes(), canonical(attributes))
    return {**attributes, "data_base64": base64_text(raw)}


def assembled(
    *,
    outside: Routing = ROUTING,
    signer: NodeId = RO,
    body: dict[str, object] | None = None,
    salt: str | None = "0" * 32,
    secret: dict[str, object] | None = None,
) -> Event:
    """A message signed by `signer` over ROUTING and the usual body, around `body`, sealed for `outside`."""
    salted = {**MESSAGE_BODY, "salt": salt} if salt else MESSAGE_BODY
    header = {**ROUTING.attributes(), **(secret or CONSENT.members()), "body_hash": digest(salted)}
    signature = sign(signing_key(signer, Use.OBJECT), canonical(header))
    carried = salted if body is None else {**body, "salt": salt}
    inside = {"header": header, "body": carried, "signature": base64_text(signature)}
    return sealed_bytes(pad(canonical(inside)), outside)


def hop_name(node: NodeId) -> str:
    """The keyid of a node's hop key."""
    return f"{node}:{key_id(signing_key(node, Use.HOP).public_key())}"


def ring_of(node: NodeId, *, hop_key: Ed25519PrivateKey | None = None) -> Ring:
    """A ring that calls itself `node` and signs hops with this key."""
    public = NODES[RO].ring.public
    named = PublicKeys(node, public.signing, public.exchange)
    return Ring("worker", named, {"hop": hop_key or signing_key(node, Use.HOP)})


@dataclass
class _Request:
    method: str = "POST"
    url: str = URL
    headers: dict[str, str] = field(
        default_factory=lambda: {**PLAIN, "Content-Digest": ContentDigest.create(BODY)}
    )


def signed_by_hand(
    *,
    name: str = hop_name(RO),
    key: Ed25519PrivateKey | None = None,
    covers: tuple[str, ...] = hop.REQUEST_COVERS,
    expires: datetime | None = NOW + timedelta(minutes=5),
    nonce: str | None = "A" * 24,
    tag: str | None = HOP_TAG,
    label: str = LABEL,
) -> dict[str, str]:
    """The headers of a request with BODY to URL, signed with any parameters."""
    request = _Request()
    keys = MappingKeyResolver(public_keys={}, private_keys={name: key or signing_key(RO, Use.HOP)})
    HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=keys).sign(
        request,
        key_id=name,
        created=NOW,
        expires=expires,
        nonce=nonce,
        tag=tag,
        label=label,
        covered_component_ids=covers,
        use_existing_digest=True,
    )
    return request.headers
