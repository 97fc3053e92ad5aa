import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safeconduct.keys.errors import BadKey, CannotOpen, TooLarge
from safeconduct.keys.sealing import (
    PUBLIC_BYTES,
    SIZE_CLASSES,
    ExchangeKey,
    check_public,
    pad,
    seal,
    unpad,
    unseal,
)
from tests.keys import another_implementation as another

KEY = ExchangeKey.generate()
PUBLIC = KEY.public_bytes()
INFO = b'{"sequence":"1"}'


def _vectors() -> list[dict[str, Any]]:
    package = pytest.importorskip("cryptography_vectors")
    path = Path(package.__file__).parent / "HPKE" / "hpke-pq-test-vectors.json"
    return [vector for vector in json.loads(path.read_text()) if vector["kem_id"] == another.KEM_ID]


def _bytes(vector: dict[str, Any], name: str) -> bytes:
    return bytes.fromhex(vector[name])


# --- what others have published ---


def test_a_key_of_the_published_vectors_has_the_published_public_half() -> None:
    vectors = _vectors()
    assert vectors
    for vector in vectors:
        seeds = another.expanded(_bytes(vector, "skRm"))

        assert ExchangeKey.from_seeds(*seeds).public_bytes() == _bytes(vector, "pkRm")
        assert another.decapsulate(_bytes(vector, "enc"), *seeds) == _bytes(vector, "shared_secret")


def test_the_second_implementation_derives_the_published_keys_and_opens_the_published_text() -> None:
    """The vectors have ChaCha20-Poly1305; all but the AEAD is what we use."""
    (vector,) = [v for v in _vectors() if v["kdf_id"] == another.HKDF_SHA256_ID]
    assert vector["aead_id"] == another.CHACHA20_POLY1305_ID
    first = vector["encryptions"][0]

    derived = another.schedule(
        _bytes(vector, "shared_secret"), _bytes(vector, "info"), another.CHACHA20_POLY1305_ID
    )

    assert derived.key == _bytes(vector, "key")
    assert derived.base_nonce == _bytes(vector, "base_nonce")
    assert derived.open(_bytes(first, "ct"), _bytes(first, "aad")) == _bytes(first, "pt")


@given(plain=st.binary(max_size=300), info=st.binary(max_size=100))
def test_another_implementation_opens_what_we_seal(plain: bytes, info: bytes) -> None:
    sealed = seal(plain, PUBLIC, info)
    enc, ciphertext = sealed[: another.ENC_BYTES], sealed[another.ENC_BYTES :]

    secret = another.decapsulate(enc, *KEY.seeds())

    assert another.schedule(secret, info, another.AES_256_GCM_ID).open(ciphertext) == plain


@given(plain=st.binary(max_size=300), info=st.binary(max_size=100))
def test_we_open_what_another_implementation_seals(plain: bytes, info: bytes) -> None:
    secret, enc = another.encapsulate(PUBLIC)
    ciphertext = another.schedule(secret, info, another.AES_256_GCM_ID).seal(plain)

    assert unseal(enc + ciphertext, KEY, info) == plain


# --- opening and not opening ---


def test_sealing_costs_1136_bytes_and_is_never_twice_the_same() -> None:
    one, two = seal(b"text", PUBLIC, INFO), seal(b"text", PUBLIC, INFO)

    assert len(one) == len(b"text") + 1136
    assert one != two


def test_a_key_comes_back_from_its_seeds() -> None:
    again = ExchangeKey.from_seeds(*KEY.seeds())

    assert again.public_bytes() == PUBLIC
    assert unseal(seal(b"text", PUBLIC, INFO), again, INFO) == b"text"


@pytest.mark.parametrize("info", [b"", INFO + b" ", b'{"sequence":"2"}'])
def test_another_header_does_not_open(info: bytes) -> None:
    sealed = seal(b"text", PUBLIC, INFO)

    with pytest.raises(CannotOpen):
        unseal(sealed, KEY, info)


def test_another_agencys_key_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        unseal(seal(b"text", PUBLIC, INFO), ExchangeKey.generate(), INFO)


def test_half_of_the_right_key_does_not_open() -> None:
    mlkem, x25519 = KEY.seeds()
    other_mlkem, other_x25519 = ExchangeKey.generate().seeds()
    sealed = seal(b"text", PUBLIC, INFO)

    for seeds in [(mlkem, other_x25519), (other_mlkem, x25519)]:
        with pytest.raises(CannotOpen):
            unseal(sealed, ExchangeKey.from_seeds(*seeds), INFO)


@given(where=st.integers(0, 1136 + 19), bit=st.integers(0, 7))
@example(where=1119, bit=7)
def test_one_changed_bit_does_not_open(where: int, bit: int) -> None:
    # X25519 itself ignores the highest bit of a public key; the combiner hashes it all the same.
    sealed = bytearray(seal(b"twenty bytes of text", PUBLIC, INFO))
    sealed[where] ^= 1 << bit

    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), KEY, INFO)


@given(length=st.integers(0, 1136 + 3))
def test_a_cut_object_does_not_open(length: int) -> None:
    with pytest.raises(CannotOpen):
        unseal(seal(b"text", PUBLIC, INFO)[:length], KEY, INFO)


def test_a_lengthened_object_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        unseal(seal(b"text", PUBLIC, INFO) + b"\0", KEY, INFO)


def test_zeros_do_not_open() -> None:
    """All zeros are an X25519 point of small order, on which the library raises another error."""
    with pytest.raises(CannotOpen):
        unseal(bytes(1200), KEY, INFO)


# --- keys that are none ---


@pytest.mark.parametrize("length", [0, 32, 1184, PUBLIC_BYTES - 1, PUBLIC_BYTES + 1])
def test_a_public_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(BadKey):
        seal(b"text", (PUBLIC + b"\0")[:length], INFO)


@pytest.mark.parametrize(
    "broken",
    [b"\xff" * 1184 + PUBLIC[1184:], PUBLIC[:1184] + bytes(32)],
    ids=["coefficient out of range", "small order"],
)
def test_a_public_key_that_is_no_key_is_refused(broken: bytes) -> None:
    with pytest.raises(BadKey):
        check_public(broken)


@pytest.mark.parametrize(("mlkem", "x25519"), [(63, 32), (64, 31), (32, 64), (0, 0)])
def test_seeds_of_other_lengths_are_refused(mlkem: int, x25519: int) -> None:
    with pytest.raises(BadKey):
        ExchangeKey.from_seeds(bytes(mlkem), bytes(x25519))


def test_a_key_prints_as_its_kind_only() -> None:
    assert repr(KEY) == str(KEY) == "<ExchangeKey>"


# --- padding ---


@given(plain=st.binary(max_size=5000))
def test_padding_comes_off_again(plain: bytes) -> None:
    assert unpad(pad(plain)) == plain


@pytest.mark.parametrize(
    ("length", "size"),
    [
        (0, 4096),
        (4092, 4096),
        (4093, 16384),
        (16380, 16384),
        (16381, 65536),
        (65533, 262144),
        (262140, 262144),
    ],
)
def test_there_are_four_sizes_on_the_road(length: int, size: int) -> None:
    assert len(pad(b"x" * length)) == size
    assert unpad(pad(b"x" * length)) == b"x" * length


def test_more_than_the_largest_size_is_refused() -> None:
    with pytest.raises(TooLarge):
        pad(bytes(SIZE_CLASSES[-1] - 3))


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"\0\0\0",
        pad(b"text")[:-1],
        pad(b"text") + b"\0",
        pad(b"text")[:-1] + b"\1",  # something hidden in the padding
        (4).to_bytes(4, "big") + b"text" + bytes(16384 - 8),  # a larger class than needed
        (4093).to_bytes(4, "big") + bytes(4092),  # longer than what is there
        b"\xff\xff\xff\xff" + bytes(4092),
    ],
)
def test_padding_that_we_would_not_write_is_refused(padded: bytes) -> None:
    with pytest.raises(CannotOpen):
        unpad(padded)
