"""Messages that were replayed, passed on, changed or put together by hand: none of them opens."""

import base64
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.limits import SEALED_SIZES
from safeconduct.exchange.objects import seal_object
from safeconduct.exchange.strict import base64_text
from safeconduct.exchange.wire import ConsentRef, Lane
from safeconduct.keys.sealing import pad
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.identifiers import CaseHandle, MessageId
from tests.exchange.faults import fault_of
from tests.exchange.forgeries import assembled, sealed_bytes
from tests.exchange.world import (
    BE,
    BODY,
    CLINIC,
    CONSENT,
    EXCHANGE_KEYS,
    LAWYERS,
    RO,
    ROUTING,
    opened,
    sealed,
    signing_key,
)

EVENT = sealed()
OTHER_EVENT = sealed(replace(ROUTING, subject=CaseHandle("a" * 26), sequence=2))


# --- Replay, forwarding, change -----------------------------------------------------------------------------


def test_a_message_to_one_agency_does_not_open_as_a_message_to_another() -> None:
    assert fault_of(lambda: opened({**EVENT, "recipientagency": str(LAWYERS)})) is Fault.CANNOT_OPEN


def test_a_recipient_cannot_seal_the_signed_object_on_to_another_agency() -> None:
    """The clinic opened it honestly; the signed header still names the clinic."""
    onward = replace(ROUTING, recipient=LAWYERS)

    assert fault_of(lambda: opened(assembled(outside=onward))) is Fault.MIS_ADDRESSED


def test_the_sealed_bytes_of_one_message_do_not_open_under_the_routing_of_another() -> None:
    mixed = {**OTHER_EVENT, "data_base64": EVENT["data_base64"]}

    assert fault_of(lambda: opened(mixed)) is Fault.CANNOT_OPEN


def test_a_body_that_was_not_signed_is_refused() -> None:
    assert fault_of(lambda: opened(assembled(body={**BODY, "urgency": "routine"}))) is Fault.WRONG_BODY


def test_a_body_without_salt_is_refused() -> None:
    assert fault_of(lambda: opened(assembled(salt=None))) is Fault.MALFORMED


def test_a_sender_cannot_bring_its_own_salt() -> None:
    assert fault_of(lambda: sealed(body={"salt": "0" * 32})) is Fault.MALFORMED


def test_a_message_is_not_delivered_after_its_end() -> None:
    last = ROUTING.expires - timedelta(seconds=1)

    assert opened(EVENT, now=last).body == BODY
    assert fault_of(lambda: opened(EVENT, now=ROUTING.expires)) is Fault.EXPIRED


@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b"[]",
        b"{}",
        b'{"body":{},"header":{},"signature":""}',
        b'{"body":{},"body":{},"header":{},"signature":""}',
        b'{"body": {}}',
        b"[" * 3000,
        b'{"a":1.5}',
        b'{"a":NaN}',
        b'{"a":' + b"9" * 3000 + b"}",
        b'{"a":"\\ud800"}',
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
    ],
    ids=range(13),
)
def test_what_is_no_object_inside_is_malformed(inside: bytes) -> None:
    assert fault_of(lambda: opened(sealed_bytes(pad(inside)))) is Fault.MALFORMED


@pytest.mark.parametrize(
    "padded",
    [bytes(4095) + b"x", b"\xff" * 4096, (4093).to_bytes(4, "big") + b"x" * 4092],
    ids=["not zeros", "length beyond all", "length one beyond"],
)
def test_wrong_padding_does_not_open(padded: bytes) -> None:
    assert fault_of(lambda: opened(sealed_bytes(padded))) is Fault.CANNOT_OPEN


@pytest.mark.parametrize(
    "consent",
    [
        {"consent_id": None},
        {"consent_version": None},
        {"purpose": None},
        {"consent_version": 0},
        {"consent_version": True},
        {"consent_version": "2"},
        {"purpose": "Help!"},
        {"consent_id": "none"},
    ],
)
def test_the_consent_is_named_whole_or_not_at_all(consent: dict[str, object]) -> None:
    assert fault_of(lambda: opened(assembled(secret={**CONSENT.members(), **consent}))) is Fault.MALFORMED


def test_a_consent_that_cannot_be_read_is_not_sent() -> None:
    assert fault_of(lambda: sealed(consent=ConsentRef(CONSENT.id, 0, CONSENT.purpose))) is Fault.MALFORMED


@pytest.mark.parametrize("name", ["consent_id", "body_hash", "expires"])
def test_a_header_with_a_member_less_or_more_is_malformed(name: str) -> None:
    header = {**ROUTING.attributes(), **CONSENT.members(), "body_hash": "0" * 64}

    for wrong in ({key: value for key, value in header.items() if key != name}, {**header, "x": "1"}):
        inside = canonical({"header": wrong, "body": {}, "signature": base64_text(bytes(64))})
        assert fault_of(lambda inside=inside: opened(sealed_bytes(pad(inside)))) is Fault.MALFORMED  # type: ignore[misc]


# --- Any change at all --------------------------------------------------------------------------------------


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, SEALED_SIZES[0] - 1), change=st.integers(1, 255))
def test_no_sealed_byte_can_be_changed(place: int, change: int) -> None:
    raw = bytearray(base64.b64decode(EVENT["data_base64"]))
    raw[place] ^= change

    assert fault_of(lambda: opened({**EVENT, "data_base64": base64_text(bytes(raw))})) is Fault.CANNOT_OPEN


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from([name for name in EVENT if name != "data_base64"]), data=st.data())
def test_no_attribute_can_be_changed_to_another_valid_one(name: str, data: st.DataObject) -> None:
    value = data.draw(_ANOTHER.get(name, st.text()).filter(lambda value: value != EVENT[name]))

    with pytest.raises(WireError):
        opened({**EVENT, name: value})


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from(sorted(EVENT)), data=st.data())
def test_no_character_of_an_attribute_can_be_changed(name: str, data: st.DataObject) -> None:
    value = EVENT[name]
    place = data.draw(st.integers(0, len(value) - 1))
    letter = data.draw(st.characters(exclude_characters=value[place]))

    with pytest.raises(WireError):
        opened({**EVENT, name: value[:place] + letter + value[place + 1 :]})


@settings(max_examples=200, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.floats(),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))  # fmt: skip
def test_whatever_arrives_the_answer_is_a_fault(event: object) -> None:
    with pytest.raises(WireError):
        opened(event)


_ANOTHER: dict[str, st.SearchStrategy[str]] = {
    "id": st.uuids(version=4).map(lambda value: str(MessageId(UUID(int=value.int ^ (3 << 76))))),
    "source": st.sampled_from(["be", "ro2"]),
    "type": st.sampled_from(["safeconduct.referral.accepted.v1", "safeconduct.consent.withdrawn.v1"]),
    "subject": st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=26, max_size=26),
    "time": st.integers(1, 10**7).map(lambda seconds: _time(ROUTING.time - timedelta(seconds=seconds))),
    "sequence": st.integers(2, 10**12).map(str),
    "lane": st.sampled_from([lane.value for lane in Lane]),
    "senderagency": st.uuids().map(str),
    "recipientagency": st.sampled_from([str(LAWYERS)]) | st.uuids().map(str),
    "kid": st.text("0123456789abcdef", min_size=16, max_size=16)
    | st.sampled_from([key_id(signing_key(node, use).public_key()) for node in (RO, BE) for use in Use]),
    "expires": st.integers(1, 10**7).map(lambda seconds: _time(ROUTING.expires + timedelta(seconds=seconds))),
}


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


# --- Objects that no honest sender makes --------------------------------------------------------------------


def test_the_object_put_together_by_hand_is_otherwise_right() -> None:
    """Else the refusals above would prove nothing."""
    assert opened(assembled()).body == BODY


def test_a_class_that_is_too_small_is_not_used() -> None:
    def too_long() -> bytes:
        return seal_object(
            {}, secret={}, body={"text": "x" * 5000}, signer=signing_key(RO, Use.OBJECT),
            recipient_key=EXCHANGE_KEYS[CLINIC].public_bytes(), most=4096,
        )  # fmt: skip

    assert fault_of(too_long) is Fault.TOO_LARGE
