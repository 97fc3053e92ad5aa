import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.keys import signing
from safeconduct.keys.errors import BadKey, BadSignature

KEY = Ed25519PrivateKey.generate()
SMALL_ORDER = [
    "00" * 32,
    "01" + "00" * 31,
    "01" + "00" * 30 + "80",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ec" + "ff" * 30 + "7f",
    "ed" + "ff" * 30 + "7f",
    "ee" + "ff" * 30 + "7f",
]


def test_a_signature_is_the_one_of_rfc_8032() -> None:
    """RFC 8032, section 7.1, test 2."""
    private = Ed25519PrivateKey.from_private_bytes(
        bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    )
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    expected = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )

    signature = signing.sign(private, b"\x72")

    assert signature == expected
    signing.verify(signing.public_key(public), b"\x72", signature)


@given(payload=st.binary(max_size=200))
def test_what_was_signed_verifies(payload: bytes) -> None:
    signing.verify(KEY.public_key(), payload, signing.sign(KEY, payload))


@given(payload=st.binary(min_size=1, max_size=100), where=st.integers(min_value=0), bit=st.integers(0, 7))
def test_one_changed_bit_of_payload_or_signature_does_not_verify(
    payload: bytes, where: int, bit: int
) -> None:
    whole = bytearray(payload + signing.sign(KEY, payload))
    whole[where % len(whole)] ^= 1 << bit

    with pytest.raises(BadSignature):
        signing.verify(KEY.public_key(), bytes(whole[:-64]), bytes(whole[-64:]))


@pytest.mark.parametrize("length", [0, 63, 65])
def test_a_signature_of_another_length_does_not_verify(length: int) -> None:
    signature = (signing.sign(KEY, b"payload") + b"\0")[:length]

    with pytest.raises(BadSignature):
        signing.verify(KEY.public_key(), b"payload", signature)


def test_another_key_does_not_verify() -> None:
    with pytest.raises(BadSignature):
        signing.verify(Ed25519PrivateKey.generate().public_key(), b"payload", signing.sign(KEY, b"payload"))


def test_a_key_id_is_the_beginning_of_the_hash_of_the_key() -> None:
    public = signing.public_key(
        bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    )

    assert signing.key_id(public) == "39f713d0a644253f"


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_public_key_has_32_bytes(length: int) -> None:
    with pytest.raises(BadKey):
        signing.public_key(b"\x42" * length)


@pytest.mark.parametrize("point", SMALL_ORDER)
def test_a_key_under_which_one_signature_fits_many_payloads_is_refused(point: str) -> None:
    with pytest.raises(BadKey):
        signing.public_key(bytes.fromhex(point))
