"""The two kinds of secret key at rest, as Tink keysets (XAES-256-GCM, random 192-bit nonces).

A wrapping key protects data keys and lives in a file; it may hold older keys that still open. A data key
protects the texts of one section and lives in the database, wrapped. Neither can be printed or pickled.
"""

from typing import NoReturn

import tink
from tink import aead, secret_key_access

from safeconduct.keys.errors import BadKey, CannotOpen

aead.register()

_TEMPLATES = aead.aead_key_templates


class _Keyset:
    """A Tink keyset that shows nothing of itself."""

    __slots__ = ("_aead", "_handle")

    def __init__(self, handle: tink.KeysetHandle) -> None:
        self._handle = handle
        self._aead: aead.Aead = handle.primitive(aead.Aead)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A key does not leave the process.")


class DataKey(_Keyset):
    """The key of one section in one generation."""

    @classmethod
    def generate(cls) -> "DataKey":
        """A new key from the system's randomness."""
        return cls(tink.new_keyset_handle(_TEMPLATES.XAES_256_GCM_192_BIT_NONCE_NO_PREFIX))

    def encrypt(self, plain: bytes, ad: bytes) -> bytes:
        """The plain text bound to its place (`associated`); 40 bytes longer."""
        return bytes(self._aead.encrypt(plain, ad))

    def decrypt(self, sealed: bytes | memoryview, ad: bytes) -> bytes:
        """The plain text. Raises CannotOpen when key, place or bytes are not those of `encrypt`."""
        try:
            return bytes(self._aead.decrypt(bytes(sealed), ad))
        except tink.TinkError:
            raise CannotOpen from None


class WrappingKey(_Keyset):
    """The node's key that data keys are wrapped with: `kek` for own cases, `intake` for received ones."""

    @classmethod
    def generate(cls) -> "WrappingKey":
        """A new key from the system's randomness."""
        return cls(tink.new_keyset_handle(_TEMPLATES.XAES_256_GCM_192_BIT_NONCE))

    @classmethod
    def from_json(cls, text: str) -> "WrappingKey":
        """The key of a Tink keyset in JSON. Raises BadKey."""
        try:
            return cls(tink.json_proto_keyset_format.parse(text, secret_key_access.TOKEN))
        except tink.TinkError:
            raise BadKey("This is no Tink keyset in JSON.") from None

    def to_json(self) -> str:
        """What `from_json` takes: secret, only for the key file."""
        return str(tink.json_proto_keyset_format.serialize(self._handle, secret_key_access.TOKEN))

    def wrap(self, key: DataKey, ad: bytes) -> bytes:
        """The data key as an encrypted Tink keyset bound to `ad`."""
        return bytes(tink.proto_keyset_format.serialize_encrypted(key._handle, self._aead, ad))

    def unwrap(self, wrapped: bytes | memoryview, ad: bytes) -> DataKey:
        """The data key. Raises CannotOpen when key, place or bytes are not those of `wrap`."""
        try:
            return DataKey(tink.proto_keyset_format.parse_encrypted(bytes(wrapped), self._aead, ad))
        except tink.TinkError:
            raise CannotOpen from None
