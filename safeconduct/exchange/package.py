"""A case's file for another system as one package: a label that everybody may read, and what is sealed to one agency.

The label names sender, recipient, consent and times; it is bound to the sealing (HPKE info) and to the signature. In it
stand a manifest, with a hash of each section, and the sections. docs/reference/package.md is the format for others.
A package is read like a message: without trust, and one changed byte, anywhere, is refused. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.exchange import strict
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.inner import exchange_key_id
from safeconduct.exchange.limits import MOST_OBJECT_BYTES
from safeconduct.exchange.objects import Fields, open_object, seal_object
from safeconduct.exchange.wire import ConsentRef, signing_key
from safeconduct.keys.card import Card
from safeconduct.keys.sealing import ExchangeKey
from safeconduct.keys.signing import key_id
from safeconduct.vocabulary.canonical import canonical, digest
from safeconduct.vocabulary.identifiers import AgencyId, ConsentId, NodeId
from safeconduct.vocabulary.sections import NEVER_SENT, Section, in_order

PACKAGE_TYPE: Final = "safeconduct.handover.package.v1"
"""The type that the signing key's card entry must allow; cards of every release do."""

MOST_FILE_BYTES: Final = 2 * MOST_OBJECT_BYTES
"""A file that is longer is not looked at."""

CONDITION: Final = r"[a-z][a-z0-9_]{0,39}(:[A-Za-z0-9-]{1,20})?"
SCHEMA: Final = "safeconduct.section.{}.v1"

_LABEL = (
    "type",
    "package",
    "source",
    "senderagency",
    "recipientagency",
    "recipientkey",
    "consent_id",
    "consent_version",
    "purpose",
    "made",
    "until",
    "kid",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """From whom, to whom, on which consent, and until when it may be opened."""

    package: UUID
    source: NodeId
    sender: AgencyId
    recipient: AgencyId
    recipient_key: str
    consent: ConsentRef
    made: datetime
    until: datetime
    kid: str

    def members(self) -> Fields:
        """As written. The canonical form is the HPKE info."""
        return {
            "type": PACKAGE_TYPE,
            "package": str(self.package),
            "source": self.source,
            "senderagency": str(self.sender),
            "recipientagency": str(self.recipient),
            "recipientkey": self.recipient_key,
            **self.consent.members(),
            "made": strict.wire_time(self.made),
            "until": strict.wire_time(self.until),
            "kid": self.kid,
        }


@dataclass(frozen=True, slots=True)
class Part:
    """One section as it stood: its version, the role that wrote it, its answers."""

    version: int
    role: str
    content: Fields


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package: everything in it was signed by the sender whose card was given."""

    label: Label
    conditions: tuple[str, ...]
    parts: dict[Section, Part]


def seal_package(
    label: Label,
    *,
    parts: Mapping[Section, Part],
    conditions: Sequence[str],
    signer: Ed25519PrivateKey,
    recipient_key: bytes,
) -> bytes:
    """The file. Raises WireError(malformed, too_large); ValueError when a key is not the one that the label names."""
    if key_id(signer.public_key()) != label.kid or exchange_key_id(recipient_key) != label.recipient_key:
        raise ValueError("A key is not the one that the label names.")
    members = label.members()
    _read_label(members)
    _refuse_sections(parts)
    body = {
        "manifest": {
            "sections": [_entry(section, parts[section]) for section in in_order(parts)],
            "conditions": list(conditions),
        },
        "sections": {section.value: part.content for section, part in parts.items()},
    }
    sealed = seal_object(
        members, secret={}, body=body, signer=signer, recipient_key=recipient_key, most=MOST_OBJECT_BYTES
    )
    return canonical({**members, "data_base64": strict.base64_text(sealed)})


def read_label(raw: bytes) -> Label:
    """What stands outside: whose card and keys are needed to open it. Nothing of it is believed yet.

    Raises WireError.
    """
    return _outside(raw)[0]


def open_package(raw: bytes, *, card: Card, keys: Sequence[ExchangeKey], now: datetime) -> Package:
    """Check and open a file. `card` is the sender's, which a person has confirmed. Raises WireError.

    `expired` comes last: of what is not whole or not for us nothing is said of its age.
    """
    label, sealed = _outside(raw)
    if card.node != label.source:
        raise WireError(Fault.UNKNOWN_PEER, "the card is not that of source")
    signed_by = signing_key(card, label.sender, label.kid, PACKAGE_TYPE)
    fitting = [key for key in keys if exchange_key_id(key.public_bytes()) == label.recipient_key]
    if not fitting:
        raise WireError(Fault.UNKNOWN_RECIPIENT, "it is sealed to a key that is not here")
    body = open_object(sealed, label.members(), secret=(), keys=fitting, signed_by=signed_by).body
    found = _read_body(body)
    if label.until <= now:
        raise WireError(Fault.EXPIRED, "until is over")
    return Package(label, *found)


# --- Reading --------------------------------------------------------------------------------------------------


def _outside(raw: bytes) -> tuple[Label, bytes]:
    if len(raw) > MOST_FILE_BYTES:
        raise WireError(Fault.TOO_LARGE, f"a package has at most {MOST_FILE_BYTES} bytes")
    fields = strict.fields_of(strict.read_canonical(raw), (*_LABEL, "data_base64"), "the package")
    return _read_label(fields), strict.sealed_bytes(fields)


def _read_label(fields: Fields) -> Label:
    strict.fixed(fields, "type", PACKAGE_TYPE)
    return Label(
        package=strict.identifier(fields, "package", version_7=True),
        source=NodeId(strict.text(fields, "source", strict.NODE)),
        sender=AgencyId(strict.identifier(fields, "senderagency")),
        recipient=AgencyId(strict.identifier(fields, "recipientagency")),
        recipient_key=strict.text(fields, "recipientkey", strict.KEY_ID),
        consent=ConsentRef(
            ConsentId(strict.identifier(fields, "consent_id")),
            strict.whole(fields, "consent_version"),
            strict.text(fields, "purpose", strict.CODE),
        ),
        made=strict.moment(fields, "made"),
        until=strict.moment(fields, "until"),
        kid=strict.text(fields, "kid", strict.KEY_ID),
    )


def _read_body(body: Fields) -> tuple[tuple[str, ...], dict[Section, Part]]:
    strict.fields_of(body, ("manifest", "sections"), "the body")
    manifest = strict.fields_of(body["manifest"], ("sections", "conditions"), "the manifest")
    listed, sections = manifest["sections"], body["sections"]
    if not isinstance(listed, list) or not isinstance(sections, dict):
        raise strict.malformed("the manifest lists no sections")
    parts = dict(_part(entry, sections) for entry in listed)
    if len(parts) != len(listed) or len(parts) != len(sections):
        raise strict.malformed("the manifest does not list each section once")
    _refuse_sections(parts)
    return _conditions(manifest["conditions"]), parts


def _part(entry: object, sections: Fields) -> tuple[Section, Part]:
    fields = strict.fields_of(entry, ("section", "schema", "version", "role", "sha256"), "an entry")
    name = strict.text(fields, "section", strict.CODE)
    try:
        section = Section(name)
    except ValueError:
        raise strict.malformed("a section has an unknown name") from None
    strict.fixed(fields, "schema", SCHEMA.format(section.value))
    content = sections.get(name)
    if not isinstance(content, dict):
        raise strict.malformed("a section's content is not an object")
    if digest(content) != strict.text(fields, "sha256", strict.HASH):
        raise WireError(Fault.WRONG_BODY, "a section is not the one that the manifest names")
    return section, Part(strict.whole(fields, "version"), strict.text(fields, "role", strict.CODE), content)


def _conditions(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise strict.malformed("conditions is not a list")
    return tuple(strict.text({"condition": one}, "condition", CONDITION) for one in value)


def _entry(section: Section, part: Part) -> Fields:
    return {
        "section": section.value,
        "schema": SCHEMA.format(section.value),
        "version": part.version,
        "role": part.role,
        "sha256": digest(part.content),
    }


def _refuse_sections(sections: Mapping[Section, Part]) -> None:
    if not sections or NEVER_SENT.intersection(sections):
        raise strict.malformed("no section, or one that never leaves")
