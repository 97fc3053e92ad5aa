"""Receipts: one issuer, one message, one object, one step."""

from datetime import timedelta
from uuid import UUID

import pytest

from safeconduct.exchange.faults import Fault
from safeconduct.exchange.objects import Fields
from safeconduct.exchange.receipts import Receipt, make_receipt, read_receipt, verify_receipt
from safeconduct.exchange.strict import base64_text
from safeconduct.exchange.wire import object_hash
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import AgencyId, MessageId, NodeId
from tests.exchange.faults import fault_of
from tests.exchange.world import BE, CLINIC, LAWYERS, NOW, RO, ROUTING, SHELTER, card_for, sealed, signing_key

HASH = object_hash(sealed())


def receipt(
    step: ReceiptStep = ReceiptStep.ACCEPTED_BY_NODE,
    *,
    issuer: NodeId = BE,
    agency: AgencyId = CLINIC,
    by: NodeId | None = None,
    use: Use = Use.RECEIPT,
) -> Fields:
    return make_receipt(
        step=step,
        message=ROUTING.id,
        object_hash=HASH,
        issuer=issuer,
        agency=agency,
        at=NOW,
        signer=signing_key(by or issuer, use),
    )


def verified(
    value: object,
    *,
    message: MessageId = ROUTING.id,
    hash_: str = HASH,
    issuer: NodeId = BE,
    agency: AgencyId = CLINIC,
) -> Receipt:
    return verify_receipt(
        value, message=message, object_hash=hash_, issuer=issuer, agency=agency, card_for=card_for
    )


@pytest.mark.parametrize("step", ReceiptStep)
def test_the_receiving_nodes_receipt_is_believed(step: ReceiptStep) -> None:
    believed = verified(receipt(step))

    assert (believed.step, believed.message, believed.at) == (step, ROUTING.id, NOW)
    assert read_receipt(receipt(step)) == believed


def test_the_sending_nodes_clock_says_that_nothing_arrived_and_nothing_else() -> None:
    non_delivery = receipt(ReceiptStep.NON_DELIVERY, issuer=RO, agency=SHELTER, use=Use.CLOCK)
    opened = receipt(ReceiptStep.OPENED, issuer=RO, agency=SHELTER, use=Use.CLOCK)

    assert verified(non_delivery, issuer=RO, agency=SHELTER).step is ReceiptStep.NON_DELIVERY
    assert fault_of(lambda: verified(opened, issuer=RO, agency=SHELTER)) is Fault.KEY_MAY_NOT_SIGN


def test_the_sender_cannot_write_the_receivers_receipt() -> None:
    own_key = receipt(by=RO)
    own_key_by_another_name = {**own_key, "kid": receipt()["kid"]}

    assert fault_of(lambda: verified(own_key)) is Fault.KEY_MAY_NOT_SIGN
    assert fault_of(lambda: verified(own_key_by_another_name)) is Fault.BAD_SIGNATURE


@pytest.mark.parametrize("use", [Use.OBJECT, Use.HOP, Use.CLOCK])
def test_no_other_key_of_the_node_signs_receipts(use: Use) -> None:
    assert fault_of(lambda: verified(receipt(use=use))) is Fault.KEY_MAY_NOT_SIGN


def test_a_receipt_of_another_message_is_refused() -> None:
    other = MessageId(UUID(int=ROUTING.id.int + 1))

    assert fault_of(lambda: verified(receipt(), message=other)) is Fault.MIS_ADDRESSED


def test_a_receipt_of_another_object_under_the_same_id_is_refused() -> None:
    assert fault_of(lambda: verified(receipt(), hash_=object_hash(sealed()))) is Fault.WRONG_BODY


def test_a_receipt_of_another_agency_or_issuer_is_refused() -> None:
    assert fault_of(lambda: verified(receipt(agency=LAWYERS))) is Fault.MIS_ADDRESSED
    assert fault_of(lambda: verified(receipt(), issuer=RO)) is Fault.MIS_ADDRESSED


def test_a_node_gives_no_receipt_for_an_agency_that_is_not_its_own() -> None:
    assert fault_of(lambda: verified(receipt(agency=SHELTER), agency=SHELTER)) is Fault.MIS_ADDRESSED


def test_an_unknown_issuer_is_refused() -> None:
    unknown = {**receipt(), "issuer": "xx"}

    assert fault_of(lambda: verified(unknown, issuer=NodeId("xx"))) is Fault.UNKNOWN_PEER


@pytest.mark.parametrize(
    "name, value",
    [("step", "decided"), ("at", "2026-03-02T09:30:01Z"), ("signature", base64_text(bytes(64)))],
)
def test_nothing_that_was_signed_can_be_changed(name: str, value: str) -> None:
    assert fault_of(lambda: verified({**receipt(), name: value})) is Fault.BAD_SIGNATURE


@pytest.mark.parametrize(
    "name, value",
    [
        ("v", 2),
        ("v", True),
        ("v", "1"),
        ("step", "read"),
        ("step", None),
        ("message", str(UUID(int=0))),
        ("object_hash", HASH.upper()),
        ("object_hash", HASH[:-1]),
        ("issuer", "BE"),
        ("agency", "clinic"),
        ("at", NOW.isoformat()),
        ("kid", 1),
        ("signature", "AA=="),
        ("signature", base64_text(bytes(64))[:-3] + "B=="),
        ("name", "Maria"),
    ],
)
def test_a_member_of_another_form_is_malformed(name: str, value: object) -> None:
    assert fault_of(lambda: verified({**receipt(), name: value})) is Fault.MALFORMED


@pytest.mark.parametrize("value", [None, [], {}, "receipt"])
def test_what_is_no_receipt_is_malformed(value: object) -> None:
    assert fault_of(lambda: verified(value)) is Fault.MALFORMED


def test_the_time_is_written_in_whole_seconds() -> None:
    made = make_receipt(
        step=ReceiptStep.OPENED,
        message=ROUTING.id,
        object_hash=HASH,
        issuer=BE,
        agency=CLINIC,
        at=NOW + timedelta(milliseconds=900),
        signer=signing_key(BE, Use.RECEIPT),
    )

    assert made["at"] == "2026-03-02T09:30:00Z"
    assert made["kid"] == key_id(signing_key(BE, Use.RECEIPT).public_key())
    assert verified(made).at == NOW
