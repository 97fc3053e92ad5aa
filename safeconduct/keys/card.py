"""The node card: what one node tells another about itself, once, signed by its own object key.

The signature shows that the card is whole; that it is the right node's, two people find out by reading the
fingerprint to each other. A key outside the fingerprint (an agency's exchange key) is vouched for by the
object key inside it. `NodeCard` below is the format.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Final, NotRequired, TypedDict, cast
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from safeconduct.keys import signing
from safeconduct.keys.errors import BadCard, BadKey, BadSignature, KeyMayNotSign, Malformed, NotOnTheCard
from safeconduct.keys.parsing import Fields, node_id, to_base64, unbase64
from safeconduct.keys.public import PublicKeys, promise
from safeconduct.keys.ring import Ring
from safeconduct.keys.sealing import check_public
from safeconduct.keys.uses import CARD_TYPE, TYPES, Use, fits
from safeconduct.keys.versions import SPOKEN, UNSAID, in_version_1
from safeconduct.keys.words import in_words
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.errors import NotCanonical
from safeconduct.vocabulary.identifiers import AgencyId, NodeId, TeamId
from safeconduct.vocabulary.marking import mark as _

CANNOT_BE_USED: Final = _("This node card cannot be used. Ask for a new one.")
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_HIGHEST_EPOCH: Final = 2**36  # seconds; a day that every calendar knows


class TeamEntry(TypedDict):
    """A team as the card writes it; `professions` are codes of the vocabulary."""

    id: str
    name: str
    professions: list[str]
    languages: list[str]


class AgencyEntry(TypedDict):
    """An agency as the card writes it; `build` adds the exchange keys (base64 of 1216 bytes).

    What was sealed to the former one is opened for a while yet.
    """

    id: str
    name: str
    country: str
    sector: str
    languages: list[str]
    duty_number: str
    teams: list[TeamEntry]
    services: list[dict[str, Any]]
    exchange_key: NotRequired[str]
    former_exchange_key: NotRequired[str]


class KeyEntry(TypedDict):
    """A signing key as the card writes it; `public` is base64 of 32 bytes, `types` are patterns."""

    kid: str
    use: str
    public: str
    types: list[str]


class NodeCard(TypedDict):
    """The card as JSON. `signature`: base64, over the canonical form of all other members.

    `keys` holds several of a use while they are changed (`turning.py`); `next` is the promise of those that come then.
    """

    v: int
    type: str
    node: str
    name: str
    country: str
    issued: str
    epoch: NotRequired[int]
    versions: NotRequired[list[int]]
    endpoint: str
    keys: list[KeyEntry]
    next: NotRequired[str]
    agencies: list[AgencyEntry]
    kid: str
    signature: str


@dataclass(frozen=True, slots=True)
class Team:
    """A team that receives referrals."""

    id: TeamId
    name: str
    professions: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency that the node answers for, and the key to which its messages are sealed."""

    id: AgencyId
    name: str
    country: str
    sector: str
    languages: tuple[str, ...]
    duty_number: str
    teams: tuple[Team, ...]
    services: tuple[dict[str, object], ...]
    exchange_key: bytes
    former_exchange_key: bytes | None = None

    @property
    def opens(self) -> tuple[bytes, ...]:
        """What may have been sealed to: the key in use, and the one before it while it is still opened."""
        former = self.former_exchange_key
        return (self.exchange_key,) if former is None else (self.exchange_key, former)


@dataclass(frozen=True, slots=True)
class Key:
    """A signing key and the types it may sign."""

    kid: str
    use: Use
    public: Ed25519PublicKey
    types: tuple[str, ...]

    def may_sign(self, message_type: str) -> bool:
        """Whether the card lists the type and the table of uses allows it, in any version, to any key of this use."""
        return fits(message_type, self.types) and fits(in_version_1(message_type), TYPES[self.use])


@dataclass(frozen=True, slots=True)
class Card:
    """A card whose signature was verified. Whether the node is to be trusted, a person decides."""

    node: NodeId
    name: str
    country: str
    issued: datetime
    endpoint: str
    keys: tuple[Key, ...]
    next: str | None
    agencies: tuple[Agency, ...]
    epoch: int = 0
    """0, or since when the node runs from a restored backup, in seconds since 1970; it only ever rises."""
    versions: tuple[int, ...] = UNSAID
    """The versions of the exchange protocol that the node speaks, rising."""

    def key_for(self, kid: str, message_type: str) -> Ed25519PublicKey:
        """The key with which to verify a message of this type (HOP_TAG for a hop). Raises KeyMayNotSign."""
        for key in self.keys:
            if key.kid == kid and key.may_sign(message_type):
                return key.public
        raise KeyMayNotSign(kid, message_type)

    def agency(self, agency: AgencyId) -> Agency:
        """The agency's entry. Raises NotOnTheCard."""
        for entry in self.agencies:
            if entry.id == agency:
                return entry
        raise NotOnTheCard(f"Node {self.node} does not answer for agency {agency}. Ask for a new card.")


def build(
    ring: Ring,
    *,
    name: str,
    country: str,
    endpoint: str,
    agencies: Iterable[AgencyEntry],
    at: datetime,
    epoch: int = 0,
) -> NodeCard:
    """This node's card, signed; needs the ring of the web process. `endpoint` ends in a slash.

    An epoch of 0 is not written: so a card of a node that was never restored reads as it always did.

    Raises BadCard when the result would not be accepted elsewhere, NotOnTheCard for an agency without keys.
    """
    public = ring.public
    unsigned = {
        "v": 1,
        "type": CARD_TYPE,
        "node": ring.node,
        "name": name,
        "country": country,
        "issued": at.astimezone(UTC).strftime(_TIME),
        **({"epoch": epoch} if epoch else {}),
        "versions": list(SPOKEN),
        "endpoint": endpoint,
        "keys": [_key_entry(use, key) for use, key in public.on_the_card],
        **({"next": promise(public.next)} if public.next else {}),
        "agencies": [_with_exchange_key(public, agency) for agency in agencies],
        "kid": public.kid(Use.OBJECT),
    }
    signature = to_base64(signing.sign(ring.object_key, canonical(unsigned)))
    card = cast(NodeCard, {**unsigned, "signature": signature})
    verify_card(card)
    return card


def verify_card(card: object) -> Card:
    """Read a card, as it came from `json.loads`. Raises BadCard; unknown members are left alone."""
    try:
        fields = Fields.of(card)
        read = _read(fields)
        _verify_signature(read, fields)
    except (Malformed, BadKey) as error:
        raise BadCard(CANNOT_BE_USED, error) from error
    except (
        ValueError,
        NotCanonical,
        RecursionError,
    ) as error:  # whose words may repeat what stands on the card
        raise BadCard(CANNOT_BE_USED) from error
    except (BadSignature, KeyMayNotSign) as error:
        raise BadCard(_("This node card was changed after it was signed. Ask for a new one.")) from error
    return read


def fingerprint(card: Card) -> str:
    """Twelve groups of five digits over the node's name and signing keys, to be compared by voice.

    It stays the same when agencies come and go and changes with every key, its use and its types.
    """
    digits = f"{int.from_bytes(_print(card), 'big') % 10**60:060d}"
    return " ".join(digits[start : start + 5] for start in range(0, 60, 5))


def words(card: Card) -> str:
    """The same fingerprint as twelve words, for a bad line; they stand for its first 96 bits."""
    return in_words(_print(card))


def _print(card: Card) -> bytes:
    keys = sorted(
        [key.kid, key.use.value, key.public.public_bytes_raw().hex(), *key.types] for key in card.keys
    )
    return hashlib.sha256(canonical(["safeconduct/v1|fingerprint", card.node, keys])).digest()


# --- Writing ------------------------------------------------------------------------------------------------


def _key_entry(use: Use, key: Ed25519PublicKey) -> KeyEntry:
    raw = to_base64(key.public_bytes_raw())
    return {"kid": signing.key_id(key), "use": use.value, "public": raw, "types": list(TYPES[use])}


def _with_exchange_key(public: PublicKeys, agency: AgencyEntry) -> AgencyEntry:
    for known, key in public.exchange.items():
        if str(known) == agency["id"]:
            former = public.former_exchange.get(known)
            also: AgencyEntry = {**agency, "exchange_key": to_base64(key)}
            return also if former is None else {**also, "former_exchange_key": to_base64(former)}
    raise NotOnTheCard(f"The agency {agency['id']} has no keys on this node. Prepare the node with it first.")


# --- Reading ------------------------------------------------------------------------------------------------


def _verify_signature(card: Card, fields: Fields) -> None:
    unsigned = {name: value for name, value in fields.members.items() if name != "signature"}
    key = card.key_for(fields.text("kid"), CARD_TYPE)
    signing.verify(key, canonical(unsigned), unbase64(fields.text("signature")))


def _read(fields: Fields) -> Card:
    if (fields.number("v"), fields.text("type")) != (1, CARD_TYPE):
        raise Malformed(_("It is written for another version."))
    return Card(
        node=node_id(fields.text("node")),
        name=fields.text("name"),
        country=_country(fields),
        issued=datetime.strptime(fields.text("issued"), _TIME).replace(tzinfo=UTC),
        endpoint=_endpoint(fields.text("endpoint")),
        keys=_once(fields.each("keys", _read_key), _("It lists one key twice."), lambda key: key.kid),
        next=fields.text("next") if "next" in fields.members else None,
        agencies=_once(
            fields.each("agencies", _read_agency),
            _("It lists one agency twice."),
            lambda agency: str(agency.id),
        ),
        epoch=_epoch(fields),
        versions=_versions(fields),
    )


def _read_key(fields: Fields) -> Key:
    public = signing.public_key(unbase64(fields.text("public")))
    if signing.key_id(public) != fields.text("kid"):
        raise Malformed(_("A key does not have the id that its bytes give it."))
    return Key(fields.text("kid"), Use(fields.text("use")), public, fields.texts("types"))


def _read_agency(fields: Fields) -> Agency:
    return Agency(
        id=AgencyId(fields.identifier("id")),
        name=fields.text("name"),
        country=_country(fields),
        sector=fields.text("sector"),
        languages=fields.texts("languages"),
        duty_number=fields.text("duty_number"),
        teams=fields.each("teams", _read_team),
        services=fields.each("services", lambda service: dict(service.members)),
        exchange_key=check_public(unbase64(fields.text("exchange_key"))),
        former_exchange_key=_former(fields),
    )


def _former(fields: Fields) -> bytes | None:
    if "former_exchange_key" not in fields.members:
        return None
    return check_public(unbase64(fields.text("former_exchange_key")))


def _read_team(fields: Fields) -> Team:
    return Team(
        id=TeamId(fields.identifier("id")),
        name=fields.text("name"),
        professions=fields.texts("professions"),
        languages=fields.texts("languages"),
    )


def _once[T](entries: tuple[T, ...], sentence: str, name: Callable[[T], str]) -> tuple[T, ...]:
    """The entries. Raises Malformed with the sentence when two have one name: readers could choose differently."""
    if len({name(entry) for entry in entries}) != len(entries):
        raise Malformed(sentence)
    return entries


def _epoch(fields: Fields) -> int:
    """Cards of earlier releases have none."""
    epoch = fields.number("epoch") if "epoch" in fields.members else 0
    if not 0 <= epoch < _HIGHEST_EPOCH:
        raise Malformed(_("An epoch is a whole number, 0 or later."))
    return epoch


def _versions(fields: Fields) -> tuple[int, ...]:
    """Cards of earlier releases have none."""
    if "versions" not in fields.members:
        return UNSAID
    versions = fields.numbers("versions")
    if not versions or any(one >= other for one, other in pairwise((0, *versions))):
        raise Malformed(_("The versions of a card are whole numbers from 1 that rise."))
    return versions


def _country(fields: Fields) -> str:
    country = fields.text("country")
    if len(country) != 2 or not (country.isascii() and country.isalpha() and country.isupper()):
        raise Malformed(_("A country is two capital letters, such as RO."))
    return country


def _endpoint(text: str) -> str:
    """HTTPS, or plain HTTP on this machine; whether the latter is wanted, the exchange decides."""
    parts = urlsplit(text)
    parts.port  # noqa: B018  # raises ValueError for a port that is none
    plain = f"{parts.scheme}://{parts.netloc}{parts.path}"
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise Malformed(_("The endpoint must be reached by https."))
    if plain != text or not parts.hostname or "@" in parts.netloc or not parts.path.endswith("/"):
        raise Malformed(_("The endpoint must be a plain address that ends in a slash."))
    return text
