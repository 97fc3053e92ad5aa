"""The recovery key: 32 random bytes on paper, and the node's key files sealed so that only they open them.

The node keeps the public half alone. So its files can be sealed anew whenever a key is added, without the paper; and
whoever takes the node's folder has the keys in it and nothing that opens an older copy.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from safeconduct.keys.errors import BadKey, CannotOpen
from safeconduct.keys.sealing import ExchangeKey, seal, unseal
from safeconduct.vocabulary.marking import mark as _

BYTES: Final = 32
GROUPS: Final = 11
_INFO: Final = b"safeconduct/recovery/v1"
_CHECK = 2
_RFC, _OURS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WRITE, _READ = str.maketrans(_RFC, _OURS), str.maketrans(_OURS, _RFC)
_ALIKE = str.maketrans("OIL", "011")


def generate() -> bytes:
    """A new recovery key from the system's randomness."""
    return secrets.token_bytes(BYTES)


def spell(key: bytes) -> str:
    """As it is printed: eleven groups of five signs; no letter that looks like a digit, the last ones a check."""
    text = base64.b32encode(key + _check(key)).decode("ascii").rstrip("=").translate(_WRITE)
    return " ".join(text[start : start + 5] for start in range(0, len(text), 5))


def read_back(text: str) -> bytes:
    """The key that somebody has typed, in any case, with or without spaces. Raises BadKey with what to do."""
    signs = "".join(text.upper().replace("-", " ").split()).translate(_ALIKE)
    if len(signs) != GROUPS * 5 or set(signs) - set(_OURS):
        raise BadKey(
            _("A recovery key has eleven groups of five letters and digits: compare it with the paper.")
        )
    key = base64.b32decode(signs.translate(_READ) + "=")[:BYTES]
    if spell(key).replace(" ", "") != signs:
        raise BadKey(_("One of the signs is not as it was printed: compare each group with the paper."))
    return key


def public_of(key: bytes) -> bytes:
    """The half that the node keeps, to seal to."""
    return _opener(key).public_bytes()


def seal_files(contents: Mapping[str, bytes], public: bytes) -> bytes:
    """These files, so that only the recovery key opens them. Raises BadKey."""
    plain = {name: base64.b64encode(content).decode("ascii") for name, content in contents.items()}
    return seal(json.dumps(plain, sort_keys=True).encode("ascii"), public, _INFO)


def open_files(sealed: bytes, key: bytes) -> dict[str, bytes]:
    """What `seal_files` was given. Raises CannotOpen for another key and for changed bytes."""
    try:
        plain: dict[str, str] = json.loads(unseal(sealed, _opener(key), _INFO))
        return {name: base64.b64decode(content) for name, content in plain.items()}
    except ValueError:
        raise CannotOpen from None


def _check(key: bytes) -> bytes:
    return hashlib.sha256(_INFO + key).digest()[:_CHECK]


def _opener(key: bytes) -> ExchangeKey:
    derived = HKDF(algorithm=SHA256(), length=96, salt=None, info=_INFO).derive(key)
    return ExchangeKey.from_seeds(derived[:64], derived[64:])
