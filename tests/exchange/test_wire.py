"""Messages: what the sender sealed opens for the recipient, signed by a key that may sign it."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest

from safeconduct.exchange.faults import Fault
from safeconduct.exchange.limits import SEALED_SIZES
from safeconduct.exchange.wire import object_hash, read_routing, seal_message
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.identifiers import NodeId
from tests.exchange.faults import fault_of
from tests.exchange.forgeries import assembled
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
