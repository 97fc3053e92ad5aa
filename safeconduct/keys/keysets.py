"""The kinds of secret key at rest, as Tink keysets (XAES-256-GCM, random 192-bit nonces; HMAC-SHA256 for marks).

A wrapping key protects the others and lives in a file; it may hold older keys that still open. A data key protects the
texts of one section, a marking key makes the marks of one agency; both live in the database, wrapped. None can be
printed or pickled.
"""

from typing import NoReturn, Self

import tink
from tink import aead, core, prf, secret_key_access
from tink.proto import tink_pb2

from safeconduct.keys.errors import BadKey, CannotOpen

aead.register()
prf.register()

_TEMPLATES = aead.aead_key_templates


class _Hidden:
    """A Tink keyset that shows nothing of itself."""

    __slots__ = ("_handle",)

    def __init__(self, handle: tink.KeysetHandle) -> None:
        self._handle = handle

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A key does not leave the process.")


class _Keyset(_Hidden):
    """One that seals and opens."""

    __slots__ = ("_aead",)

    def __init__(self, handle: tink.KeysetHandle) -> None:
        super().__init__(handle)
        self._aead: aead.Aead = handle.primitive(aead.Aead)

    @classmethod
    def _of(cls, only: aead.Aead) -> Self:
        """One that seals and opens, and is never wrapped anew: it has no keyset."""
        made = cls.__new__(cls)
        made._aead = only
        return made


class MarkingKey(_Hidden):
    """The key of one agency's marks."""

    __slots__ = ("_prf",)

    def __init__(self, handle: tink.KeysetHandle) -> None:
        super().__init__(handle)
        self._prf: prf.PrfSet = handle.primitive(prf.PrfSet)

    @classmethod
    def generate(cls) -> "MarkingKey":
        """A new key from the system's randomness."""
        return cls(tink.new_keyset_handle(prf.prf_key_templates.HMAC_SHA256))

    def compute(self, text: bytes, length: int) -> bytes:
        """The first `length` bytes of the keyed hash of the text."""
        return bytes(self._prf.primary().compute(text, length))


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

    def wrap(self, key: DataKey | MarkingKey, ad: bytes) -> bytes:
        """The key as an encrypted Tink keyset bound to `ad`."""
        return bytes(tink.proto_keyset_format.serialize_encrypted(key._handle, self._aead, ad))

    def unwrap(self, wrapped: bytes | memoryview, ad: bytes) -> DataKey:
        """The data key. Raises CannotOpen when key, place or bytes are not those of `wrap`."""
        try:
            only = self._only_key(bytes(wrapped), ad)
            if only is not None:
                return DataKey._of(only)
            return DataKey(tink.proto_keyset_format.parse_encrypted(bytes(wrapped), self._aead, ad))
        except tink.TinkError:
            raise CannotOpen from None

    def _only_key(self, wrapped: bytes, ad: bytes) -> aead.Aead | None:
        """What Tink makes of a keyset that holds one key, in use and without a prefix, as every data key is.

        Its handle and the primitive that chooses among several keys cost three times what it costs to open the one: a
        list of people opens dozens. None for any other keyset.
        """
        sealed = tink.BinaryKeysetReader(wrapped).read_encrypted().encrypted_keyset
        keyset = tink.BinaryKeysetReader(self._aead.decrypt(sealed, ad)).read()
        key = keyset.key[0] if len(keyset.key) == 1 else None
        if key is None or key.key_id != keyset.primary_key_id:
            return None
        if key.status != tink_pb2.ENABLED or key.output_prefix_type != tink_pb2.RAW:
            return None
        return core.Registry.primitive(key.key_data, aead.Aead)

    def unwrap_marking(self, wrapped: bytes | memoryview, ad: bytes) -> MarkingKey:
        """The marking key. Raises CannotOpen likewise."""
        try:
            return MarkingKey(tink.proto_keyset_format.parse_encrypted(bytes(wrapped), self._aead, ad))
        except tink.TinkError:
            raise CannotOpen from None
