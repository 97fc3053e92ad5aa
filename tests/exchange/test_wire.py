"""Messages: what the sender sealed opens for the recipient, and nothing else opens at all."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.limits import SEALED_SIZES
from safeconduct.exchange.objects import seal_object
from safeconduct.exchange.strict import base64_text
from safeconduct.exchange.wire import ConsentRef, Lane, object_hash, read_routing, seal_message
from safeconduct.keys.sealing import pad
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.identifiers import CaseHandle, MessageId, NodeId
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
    SHELTER,
    opened,
    sealed,
    signing_key,
)

EVENT = sealed()
OTHER_EVENT = sealed(replace(ROUTING, subject=CaseHandle("a" * 26), sequence=2))


# --- The round trip -----------------------------------------------------------------------------------------


def test_the_recipient_reads_what_the_sender_sealed() -> None:
    message = opened(EVENT)

    assert message.body == BODY
    assert message.routing == ROUTING
    assert message.consent == CONSENT
    assert message.object_hash == object_hash(EVENT)
    assert read_routing(EVENT) == ROUTING


def test_a_message_may_rest_on_no_consent() -> None:
    assert opened(sealed(consent=None)).consent is None


def test_nothing_outside_tells_the_content_or_the_consent() -> None:
    outside = canonical({name: value for name, value in EVENT.items() if name != "data_base64"}).decode()

    assert str(CONSENT.id) not in outside
    assert CONSENT.purpose not in outside


def test_the_same_body_has_another_hash_each_time() -> None:
    assert opened(EVENT).header.body_hash != opened(sealed()).header.body_hash


def test_a_short_and_a_longer_text_look_alike_on_the_road() -> None:
    short, longer = sealed(body={"text": ""}), sealed(body={"text": "x" * 1500})

    assert len(short["data_base64"]) == len(longer["data_base64"])


@pytest.mark.parametrize("letters, size", list(zip((0, 4_000, 20_000, 200_000), SEALED_SIZES, strict=True)))
def test_every_size_class_opens(letters: int, size: int) -> None:
    event = sealed(body={"text": "ș" * (letters // 2)})

    assert len(base64.b64decode(event["data_base64"])) == size
    assert opened(event).body == {"text": "ș" * (letters // 2)}


def test_times_are_cut_to_whole_seconds_and_written_in_utc() -> None:
    local = datetime(2026, 3, 2, 11, 29, 0, 999_999, timezone(timedelta(hours=2)))

    message = opened(sealed(replace(ROUTING, time=local)))

    assert message.routing.time == datetime(2026, 3, 2, 9, 29, tzinfo=UTC)


def test_members_of_one_node_write_to_each_other_by_the_same_road() -> None:
    event = sealed(replace(ROUTING, source=BE, sender=LAWYERS))

    assert opened(event, sent_by=BE).routing.sender == LAWYERS


# --- Who may sign what, for whom ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "use, message_type, may",
    [
        (Use.OBJECT, "safeconduct.referral.offered.v1", True),
        (Use.OBJECT, "safeconduct.consent.withdrawn.v1", True),
        (Use.OBJECT, "safeconduct.receipt.opened.v1", False),
        (Use.RECEIPT, "safeconduct.receipt.opened.v1", True),
        (Use.RECEIPT, "safeconduct.erase.done.v1", True),
        (Use.RECEIPT, "safeconduct.referral.accepted.v1", False),
        (Use.CLOCK, "safeconduct.consent.expired.v1", True),
        (Use.CLOCK, "safeconduct.referral.offered.v1", False),
        (Use.CLOCK, "safeconduct.consent.given.v1", False),
        (Use.HOP, "safeconduct.referral.offered.v1", False),
        (Use.OBJECT, "safeconduct.invented.v1", False),
    ],
)
def test_a_key_signs_only_the_types_of_its_use(use: Use, message_type: str, may: bool) -> None:
    event = sealed(replace(ROUTING, type=message_type), use=use)

    if may:
        assert opened(event).routing.type == message_type
    else:
        assert fault_of(lambda: opened(event)) is Fault.KEY_MAY_NOT_SIGN


def test_another_node_cannot_speak_for_the_source_with_its_own_key() -> None:
    assert fault_of(lambda: opened(sealed(by=BE))) is Fault.KEY_MAY_NOT_SIGN


def test_another_node_cannot_sign_under_the_name_of_the_sources_key() -> None:
    forged = assembled(signer=BE)

    assert fault_of(lambda: opened(forged)) is Fault.BAD_SIGNATURE


def test_an_object_handed_over_by_another_node_than_its_source_is_refused() -> None:
    assert fault_of(lambda: opened(EVENT, sent_by=BE)) is Fault.MIS_ADDRESSED


def test_a_node_speaks_only_for_the_agencies_on_its_card() -> None:
    event = sealed(replace(ROUTING, sender=LAWYERS))

    assert fault_of(lambda: opened(event)) is Fault.MIS_ADDRESSED


def test_a_node_that_nobody_confirmed_is_unknown() -> None:
    event = {**EVENT, "source": "xx"}

    assert fault_of(lambda: opened(event, sent_by=NodeId("xx"))) is Fault.UNKNOWN_PEER


def test_an_agency_of_another_node_is_no_recipient_here() -> None:
    to_ro = sealed(replace(ROUTING, source=BE, sender=CLINIC, recipient=SHELTER))
    to_nobody = {**EVENT, "recipientagency": str(uuid4())}

    assert fault_of(lambda: opened(to_ro, sent_by=BE)) is Fault.UNKNOWN_RECIPIENT
    assert fault_of(lambda: opened(to_nobody)) is Fault.UNKNOWN_RECIPIENT


def test_an_agency_does_not_write_to_itself() -> None:
    assert fault_of(lambda: sealed(replace(ROUTING, recipient=SHELTER))) is Fault.MIS_ADDRESSED


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


# --- Shape, before any cryptography -------------------------------------------------------------------------


@pytest.fixture
def no_cryptography(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise AssertionError("cryptography was reached")

    monkeypatch.setattr("safeconduct.exchange.objects.unseal", stop)
    monkeypatch.setattr("safeconduct.exchange.objects.verify", stop)


BAD_ATTRIBUTES: list[tuple[str, Any]] = [
    ("specversion", "1.1"),
    ("specversion", 1.0),
    ("datacontenttype", "text/plain"),
    ("id", str(UUID(int=ROUTING.id.int ^ (1 << 78)))),  # another version than 7
    ("id", str(ROUTING.id).upper()),
    ("id", ROUTING.id.hex),
    ("id", f"{{{ROUTING.id}}}"),
    ("id", f"{ROUTING.id}\n"),
    ("source", "RO"),
    ("source", ""),
    ("source", "ro-"),
    ("source", "r" * 33),
    ("source", None),
    ("type", "referral.offered"),
    ("type", "safeconduct.referral.offered"),
    ("type", "safeconduct.referral.offered.v0"),
    ("type", "safeconduct..v1"),
    ("type", "safeconduct.a.b.c.d.v1"),
    ("type", f"safeconduct.{'a' * 33}.v1"),
    ("subject", "Maria"),
    ("subject", "a" * 27),
    ("subject", "A" * 26),
    ("subject", "ａ" * 26),
    ("time", "2026-03-02T09:29:00+00:00"),
    ("time", "2026-03-02T09:29:00.000Z"),
    ("time", "2026-02-30T09:29:00Z"),
    ("time", "2026-03-02T09:29:60Z"),
    ("time", "2026-03-02 09:29:00Z"),
    ("time", "٢026-03-02T09:29:00Z"),
    ("time", "0000-03-02T09:29:00Z"),
    ("time", 1772443740),
    ("sequence", 1),
    ("sequence", "0"),
    ("sequence", "-1"),
    ("sequence", "01"),
    ("sequence", "1.0"),
    ("sequence", "+1"),
    ("sequence", "1" * 16),
    ("sequence", "١"),
    ("lane", "express"),
    ("lane", "MAIN"),
    ("lane", ""),
    ("lane", ["main"]),
    ("senderagency", "shelter"),
    ("senderagency", str(SHELTER).upper()),
    ("recipientagency", ""),
    ("recipientagency", None),
    ("kid", "0" * 15),
    ("kid", "g" * 16),
    ("expires", ROUTING.attributes()["time"]),  # no later than time
    ("expires", "2025-01-01T00:00:00Z"),
    ("expires", "2031-03-08T00:00:00Z"),  # more than five years on
    ("data_base64", ""),
    ("data_base64", None),
    ("data_base64", EVENT["data_base64"][:-4]),
    ("data_base64", EVENT["data_base64"] + "AAAA"),
    ("data_base64", EVENT["data_base64"][:-1] + "="),
    ("data_base64", EVENT["data_base64"][:-1] + "-"),
    ("data_base64", EVENT["data_base64"][:-1] + "\n"),
]


@pytest.mark.usefixtures("no_cryptography")
@pytest.mark.parametrize("name, value", BAD_ATTRIBUTES, ids=range(len(BAD_ATTRIBUTES)))
def test_an_attribute_of_another_form_is_malformed(name: str, value: object) -> None:
    assert fault_of(lambda: opened({**EVENT, name: value})) is Fault.MALFORMED
    assert fault_of(lambda: read_routing({**EVENT, name: value})) is Fault.MALFORMED


@pytest.mark.usefixtures("no_cryptography")
@pytest.mark.parametrize("name", EVENT)
def test_an_attribute_that_is_missing_is_malformed(name: str) -> None:
    event = {key: value for key, value in EVENT.items() if key != name}

    assert fault_of(lambda: opened(event)) is Fault.MALFORMED


@pytest.mark.usefixtures("no_cryptography")
@pytest.mark.parametrize(
    "event",
    [None, [], "{}", 1, {}, {**EVENT, "data": {}}, {**EVENT, "name": "Maria"}],
    ids=["null", "list", "text", "number", "empty", "with data", "with a name"],
)
def test_anything_that_is_not_exactly_a_message_is_malformed(event: object) -> None:
    assert fault_of(lambda: opened(event)) is Fault.MALFORMED


@pytest.mark.usefixtures("no_cryptography")
def test_an_object_beyond_the_largest_size_is_refused_before_it_is_decoded() -> None:
    assert fault_of(lambda: opened({**EVENT, "data_base64": "A" * 351_044})) is Fault.TOO_LARGE


@pytest.mark.usefixtures("no_cryptography")
def test_an_expired_message_costs_no_cryptography() -> None:
    assert fault_of(lambda: opened(EVENT, now=ROUTING.expires)) is Fault.EXPIRED


@pytest.mark.usefixtures("no_cryptography")
def test_a_message_that_no_key_of_the_source_could_have_signed_costs_no_cryptography() -> None:
    assert fault_of(lambda: opened({**EVENT, "kid": "0" * 16})) is Fault.KEY_MAY_NOT_SIGN


def test_a_refusal_names_fields_and_never_their_values() -> None:
    with pytest.raises(WireError) as caught:
        opened({**EVENT, "subject": "Maria Popescu"})

    assert "Maria" not in str(caught.value)


# --- The sender's own mistakes ------------------------------------------------------------------------------


def test_what_would_be_refused_on_arrival_is_not_sent() -> None:
    assert fault_of(lambda: sealed(replace(ROUTING, expires=ROUTING.time))) is Fault.MALFORMED
    assert fault_of(lambda: sealed(replace(ROUTING, sequence=0))) is Fault.MALFORMED
    assert fault_of(lambda: sealed(body={"text": "x" * 300_000})) is Fault.TOO_LARGE


def test_the_routing_must_name_the_key_that_signs() -> None:
    with pytest.raises(ValueError, match="key that signs"):
        seal_message(
            ROUTING,
            consent=None,
            body=BODY,
            signer=signing_key(RO, Use.CLOCK),
            recipient_key=EXCHANGE_KEYS[CLINIC].public_bytes(),
        )


def test_a_time_without_a_zone_is_not_sent() -> None:
    with pytest.raises(ValueError, match="zone"):
        sealed(replace(ROUTING, time=datetime(2026, 3, 2)))  # noqa: DTZ001 - this is the mistake


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
