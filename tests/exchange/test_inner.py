"""Held-back objects: only the recipient opens them, only out of a message of the same sender."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from safeconduct.exchange.faults import Fault
from safeconduct.exchange.inner import Held, HeldLabel, exchange_key_id, open_held, seal_held
from safeconduct.exchange.limits import MOST_OBJECT_BYTES
from safeconduct.exchange.objects import Fields, seal_object
from safeconduct.exchange.strict import base64_text
from safeconduct.exchange.wire import Routing
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.sections import Section
from tests.exchange.faults import fault_of
from tests.exchange.world import (
    BE,
    CLINIC,
    EXCHANGE_KEYS,
    HELD_LABEL,
    LAWYERS,
    ROUTING,
    SHELTER,
    card_for,
    exchange_keys_for,
    opened,
    sealed,
    signing_key,
)

SECTIONS: dict[Section, dict[str, object]] = {
    Section.IDENTITY: {"name": "Олена Приклад", "born": "1999-01-01"},
    Section.SAFE_CONTACT: {"how": "message", "hours": [9, 12]},
}


def held(
    label: HeldLabel = HELD_LABEL,
    sections: Mapping[Section, Mapping[str, object]] = SECTIONS,
    *,
    use: Use = Use.OBJECT,
) -> Fields:
    signer = signing_key(label.source, use)
    label = replace(label, kid=key_id(signer.public_key()))
    recipient_key = EXCHANGE_KEYS[label.recipient].public_bytes()
    return seal_held(label, sections=sections, signer=signer, recipient_key=recipient_key)


def open_in(value: object, carried_by: Routing = ROUTING) -> Held:
    return open_held(value, carried_by=carried_by, exchange_keys_for=exchange_keys_for, card_for=card_for)


HELD = held()


def test_the_recipient_reads_it_out_of_the_message_that_releases_it() -> None:
    message = opened(sealed(replace(ROUTING, sequence=2), body={"held": HELD}))

    part = open_in(message.body["held"], message.routing)

    assert part == Held(HELD_LABEL, dict(SECTIONS))


def test_it_does_not_tell_which_sections_it_holds() -> None:
    one, two = held(sections={Section.IDENTITY: {}}), HELD

    assert one.keys() == two.keys()
    assert len(str(one["data_base64"])) == len(str(two["data_base64"]))
    assert not {section.value for section in SECTIONS} & set(HELD)


@pytest.mark.parametrize(
    "carried_by",
    [
        replace(ROUTING, source=BE),
        replace(ROUTING, sender=LAWYERS),
        replace(ROUTING, recipient=LAWYERS),
    ],
    ids=["another node", "another sender", "another recipient"],
)
def test_a_message_of_others_cannot_carry_it(carried_by: Routing) -> None:
    assert fault_of(lambda: open_in(HELD, carried_by)) is Fault.MIS_ADDRESSED


def test_it_does_not_open_where_its_sender_is_no_peer_any_more() -> None:
    def read() -> Held:
        return open_held(
            HELD, carried_by=ROUTING, exchange_keys_for=exchange_keys_for, card_for=lambda _node: None
        )

    assert fault_of(read) is Fault.UNKNOWN_PEER


def test_it_does_not_open_for_another_agency_of_the_node() -> None:
    redirected = {
        **HELD,
        "recipientagency": str(LAWYERS),
        "recipientkey": exchange_key_id(EXCHANGE_KEYS[LAWYERS].public_bytes()),
    }

    assert fault_of(lambda: open_in(redirected, replace(ROUTING, recipient=LAWYERS))) is Fault.CANNOT_OPEN


def test_it_does_not_open_after_the_recipients_key_has_changed() -> None:
    label = {**HELD, "recipientkey": "0" * 16}

    assert fault_of(lambda: open_in(label)) is Fault.CANNOT_OPEN


@pytest.mark.parametrize(
    "name, value",
    [
        ("referral", "018f3c00-0000-7000-8000-0000000d0002"),
        ("revision", 2),
        ("consent_id", "018f3c00-0000-7000-8000-0000000c0002"),
        ("consent_version", 3),
        ("purpose", "protection"),
    ],
)
def test_no_member_of_its_label_can_be_changed(name: str, value: object) -> None:
    assert fault_of(lambda: open_in({**HELD, name: value})) is Fault.CANNOT_OPEN


@pytest.mark.parametrize(
    "name, value",
    [
        ("type", "safeconduct.referral.offered.v1"),
        ("revision", "1"),
        ("revision", True),
        ("revision", 0),
        ("consent_id", None),
        ("purpose", ""),
        ("recipientkey", "x"),
        ("data_base64", "AAAA"),
    ],
)
def test_a_member_of_another_form_is_malformed(name: str, value: object) -> None:
    assert fault_of(lambda: open_in({**HELD, name: value})) is Fault.MALFORMED


def test_only_the_object_key_may_sign_it() -> None:
    assert fault_of(lambda: open_in(held(use=Use.CLOCK))) is Fault.KEY_MAY_NOT_SIGN


def test_a_key_of_another_node_may_not_sign_it() -> None:
    other = {**HELD, "kid": key_id(signing_key(BE, Use.OBJECT).public_key())}

    assert fault_of(lambda: open_in(other)) is Fault.KEY_MAY_NOT_SIGN


def test_a_message_is_no_held_back_object_and_the_other_way_round() -> None:
    assert fault_of(lambda: open_in(sealed())) is Fault.MALFORMED
    assert fault_of(lambda: opened(HELD)) is Fault.MALFORMED


@pytest.mark.parametrize("sections", [{}, {Section.NARRATIVE: {}}], ids=["none", "never sent"])
def test_it_holds_sections_and_none_that_is_never_sent(sections: dict[Section, dict[str, object]]) -> None:
    assert fault_of(lambda: held(sections=sections)) is Fault.MALFORMED


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"sections": {}},
        {"sections": []},
        {"sections": {"narrative": {}}},
        {"sections": {"diary": {}}},
        {"sections": {"identity": "Olena"}},
        {"sections": {"identity": {}}, "more": 1},
    ],
    ids=range(7),
)
def test_a_signed_body_of_another_form_is_malformed(body: Fields) -> None:
    label = HELD_LABEL.members()
    raw = seal_object(
        label,
        secret={},
        body=body,
        signer=signing_key(HELD_LABEL.source, Use.OBJECT),
        recipient_key=EXCHANGE_KEYS[CLINIC].public_bytes(),
        most=MOST_OBJECT_BYTES,
    )

    assert fault_of(lambda: open_in({**label, "data_base64": base64_text(raw)})) is Fault.MALFORMED


def test_it_must_fit_into_the_message_that_carries_it() -> None:
    largest = held(sections={Section.IDENTITY: {"text": "x" * 64_000}})

    assert opened(sealed(body={"held": largest})).body == {"held": largest}
    assert fault_of(lambda: held(sections={Section.IDENTITY: {"text": "x" * 66_000}})) is Fault.TOO_LARGE


def test_a_larger_one_is_refused_unopened() -> None:
    too_long = {**HELD, "data_base64": "A" * 351_040}

    assert fault_of(lambda: open_in(too_long)) is Fault.TOO_LARGE


def test_the_label_must_name_the_keys_that_are_used() -> None:
    with pytest.raises(ValueError, match="label names"):
        seal_held(
            HELD_LABEL,
            sections=SECTIONS,
            signer=signing_key(HELD_LABEL.source, Use.OBJECT),
            recipient_key=EXCHANGE_KEYS[SHELTER].public_bytes(),
        )
