"""Names of things: typed identifiers, case handles and the references that people read aloud.

UUIDv7 (RFC 9562) tells when it was made, so it stays inside a node or names a message; a handle, which names
a case to a peer, is random.
"""

import base64
import re
import secrets
import time
import uuid
from typing import NewType

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.errors import BadReference, NotFound

CaseId = NewType("CaseId", uuid.UUID)
MemberId = NewType("MemberId", uuid.UUID)
AgencyId = NewType("AgencyId", uuid.UUID)
TeamId = NewType("TeamId", uuid.UUID)
ReferralId = NewType("ReferralId", uuid.UUID)
ConsentId = NewType("ConsentId", uuid.UUID)
MessageId = NewType("MessageId", uuid.UUID)

NodeId = NewType("NodeId", str)
NO_NODE = NodeId("-")
"""In the place of a node: that of a partner who has none. No node can have this name."""
CaseHandle = NewType("CaseHandle", str)
Reference = NewType("Reference", str)


def uuid7(*, milliseconds: int | None = None, random_bits: int | None = None) -> uuid.UUID:
    """A UUID of version 7; time (Unix, 48 bits) and the 74 random bits are given only by tests."""
    at = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    bits = secrets.randbits(74) if random_bits is None else random_bits
    high, low = bits >> 62, bits & (1 << 62) - 1
    return uuid.UUID(int=at << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def parsed(text: str) -> uuid.UUID:
    """The identifier that a form or an address gave. Raises NotFound: what is no identifier names nothing here."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotFound(_("There is nothing under this name.")) from None


def new_handle() -> CaseHandle:
    """A name for a case between two nodes: 128 random bits, 26 characters of lower-case base32."""
    return CaseHandle(base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower())


# --- References: RO-7F3K-9Q2Z -------------------------------------------------------------------------------
# Country, seven random characters, one check character. The check is a sum over the field of 32 elements with
# a growing power of 2 as weight, so that every single wrong character and every two neighbours swapped show.

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {character: value for value, character in enumerate(_DIGITS)}
# A country may hold the four letters that the random part avoids; they take values no other letter has.
_COUNTRY_VALUES = {letter: _VALUES[letter] for letter in _DIGITS[10:]} | {"I": 1, "L": 2, "O": 0, "U": 3}
_LOOKALIKES = str.maketrans("OIL", "011")
_NOISE = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_PARTS = re.compile(r"([A-Za-z]{2})([0-9A-Za-z]{8})")


def new_reference(country: str) -> Reference:
    """A new reference for a two-letter country, 35 random bits: the column that keeps it must be unique."""
    if not re.fullmatch(r"[A-Za-z]{2}", country):
        raise BadReference(_("A reference starts with the two letters of a country, such as RO."))
    letters = country.upper()
    body = "".join(secrets.choice(_DIGITS) for _position in range(7))
    return _grouped(letters, body + _check(letters, body))


def normal_reference(text: str) -> Reference:
    """What was meant: any case, with or without hyphens, O for 0 and I or L for 1. Raises BadReference."""
    parts = _PARTS.fullmatch(_NOISE.sub("", text))
    if parts is None:
        raise BadReference(_("A reference has two letters and eight characters, such as RO-7F3K-9Q2Z."))
    country, body = parts[1].upper(), parts[2].upper().translate(_LOOKALIKES)
    if "U" in body or body[7] != _check(country, body[:7]):
        raise BadReference(_("This reference has a slip in it. Compare each character with the original."))
    return _grouped(country, body)


def _grouped(country: str, body: str) -> Reference:
    return Reference(f"{country}-{body[:4]}-{body[4:]}")


def _check(country: str, body: str) -> str:
    values = [_COUNTRY_VALUES[letter] for letter in country] + [_VALUES[character] for character in body]
    total = 0
    for value in values:  # Horner's rule: the first character gets the highest power of 2
        total = _double(total ^ value)
    return _DIGITS[total]


def _double(element: int) -> int:
    """Times 2 in the field of 32 elements with x**5 + x**2 + 1."""
    doubled = element << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled
