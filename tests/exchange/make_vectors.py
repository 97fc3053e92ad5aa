"""Write docs/reference/exchange/vectors.json: `python -m tests.exchange.make_vectors`.

Sealing is random, so a new run writes other bytes: only do it when the protocol itself has changed.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from safeconduct.exchange import hop
from safeconduct.exchange.hop import Asked
from safeconduct.exchange.inner import seal_held
from safeconduct.exchange.objects import Fields
from safeconduct.exchange.receipts import make_receipt
from safeconduct.exchange.strict import wire_time
from safeconduct.exchange.wire import Event, Lane, Opened, Routing, object_hash, open_message
from safeconduct.keys.card import fingerprint
from safeconduct.keys.sealing import pad
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.canonical import canonical, digest
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import AgencyId, MessageId, NodeId
from safeconduct.vocabulary.sections import Section
from tests.exchange.another_hop import base_of_answer, base_of_request
from tests.exchange.forgeries import ANSWER, BODY, PLAIN, URL, assembled, sealed_bytes, signed_by_hand
from tests.exchange.make_course import course_vectors, history_vectors
from tests.exchange.world import (
    AGENCIES,
    BE,
    CLINIC,
    EXCHANGE_KEYS,
    HELD_LABEL,
    LAWYERS,
    NODES,
    NOW,
    RO,
    ROUTING,
    SHELTER,
    exchange_seeds,
    opened,
    sealed,
    seed,
    signing_key,
)

FILE = Path(__file__).parents[2] / "docs" / "reference" / "exchange" / "vectors.json"

CANONICAL: list[object] = [
    {},
    {"b": 1, "a": [True, None, -9007199254740991], "": ""},
    {"\u00e9": "Ți-e bine? Так", "e": '"\\/\b\f\n\r\t\u0001\u007f\u2028', "\U0001f600": 1, "\ufb33": 2},
]
NOT_CANONICAL = [
    '{"a": 1}',
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a":1.0}',
    '{"a":-0}',
    '{"a":"\\u0041"}',
    '{"a":1e2}',
]


def main() -> None:
    """Write the file."""
    FILE.write_text(json.dumps(_vectors(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _vectors() -> Fields:
    return {
        "about": "Test vectors of the Safeconduct exchange protocol, version 1. All keys and persons are invented.",
        "now": wire_time(NOW),
        "canonical": [{"value": value, "utf8_hex": canonical(value).hex()} for value in CANONICAL],
        "not_canonical": NOT_CANONICAL,
        "padding": [{"length": length, "padded": len(pad(bytes(length)))} for length in _AROUND_THE_CLASSES],
        "nodes": {name: _node(name) for name in NODES},
        "agencies": {str(agency): _agency(agency) for agencies in AGENCIES.values() for agency in agencies},
        "course": course_vectors(),
        "histories": history_vectors(),
        "messages": _messages(),
        "held": _held(),
        "receipts": _receipts(),
        "requests": _requests(),
        "answers": _answers(),
    }


_AROUND_THE_CLASSES = [0, 4092, 4093, 16380, 16381, 65532, 65533, 262140]


def _node(name: NodeId) -> Fields:
    node = NODES[name]
    return {
        "card": node.card_json,
        "fingerprint": fingerprint(node.card),
        "seeds": {use.value: seed(f"{name} {use}").hex() for use in Use},
    }


def _agency(agency: AgencyId) -> Fields:
    mlkem, x25519 = exchange_seeds(agency)
    return {"mlkem768_seed": mlkem.hex(), "x25519_seed": x25519.hex()}


# --- Messages -----------------------------------------------------------------------------------------------


def _messages() -> list[Fields]:
    event = sealed()
    other = sealed(_next(2))
    return [
        _opens("any body: the road does not look into it", event),
        _opens("a longer body, second size class", sealed(_next(3), body={"text": "ț" * 3000})),
        _opens("no consent needed, signed by the clock key", _expired_consent()),
        _opens("a receipt as a message", _receipt_message(), sent_by=BE, sealed_for=SHELTER),
        _refused("handed over by another node than its source", event, "mis_addressed", sent_by=BE),
        _refused("sent after its end", event, "expired", now=ROUTING.expires),
        _refused("another recipient outside", {**event, "recipientagency": str(LAWYERS)}, "cannot_open"),
        _refused("another number outside", {**event, "sequence": "2"}, "cannot_open"),
        _refused(
            "sealed bytes of another message", {**other, "data_base64": event["data_base64"]}, "cannot_open"
        ),
        _refused("one bit changed", _one_bit_changed(event), "cannot_open"),
        _refused("padding that is not zeros", sealed_bytes(bytes(4095) + b"\1"), "cannot_open"),
        _refused("an honest object sealed on to another agency", _forwarded(), "mis_addressed"),
        _refused(
            "an agency that is not the source's", sealed(replace(ROUTING, sender=LAWYERS)), "mis_addressed"
        ),
        _refused("signed by another node", assembled(signer=BE), "bad_signature"),
        _refused("another body than the signed one", assembled(body={"urgency": "routine"}), "wrong_body"),
        _refused("a body without salt", assembled(salt=None), "malformed"),
        _refused("the receipt key signs an offer", sealed(use=Use.RECEIPT), "key_may_not_sign"),
        _refused("the clock key signs an offer", sealed(use=Use.CLOCK), "key_may_not_sign"),
        _refused("half a consent", assembled(secret=_half_a_consent()), "malformed"),
        _refused("not canonical inside", sealed_bytes(pad(b'{"header": {}}')), "malformed"),
        _refused("an unknown source", {**event, "source": "xx"}, "unknown_peer", sent_by=NodeId("xx")),
        _refused("an agency of no node", {**event, "recipientagency": str(ROUTING.id)}, "unknown_recipient"),
        _refused("a number with a leading zero", {**event, "sequence": "01"}, "malformed"),
        _refused("a lane that does not exist", {**event, "lane": "express"}, "malformed"),
        _refused("a time with an offset", {**event, "time": "2026-03-02T10:29:00+01:00"}, "malformed"),
        _refused("cut", {**event, "data_base64": event["data_base64"][:-4]}, "malformed"),
        _refused("a member too many", {**event, "dataschema": "x"}, "malformed"),
    ]


def _next(sequence: int) -> Routing:
    return replace(ROUTING, id=MessageId(UUID(int=ROUTING.id.int + sequence)), sequence=sequence)


def _expired_consent() -> Event:
    routing = replace(_next(4), type="safeconduct.consent.expired.v1", lane=Lane.WITHDRAWAL, sequence=1)
    return sealed(routing, use=Use.CLOCK, consent=None, body={"reason": "consent_expired"})


def _receipt_message() -> Event:
    routing = replace(
        _next(5),
        type="safeconduct.receipt.opened.v1",
        lane=Lane.RECEIPTS,
        sequence=1,
        source=BE,
        sender=CLINIC,
        recipient=SHELTER,
    )
    return sealed(routing, use=Use.RECEIPT, consent=None, body={"receipt": _receipt(ReceiptStep.OPENED)})


def _one_bit_changed(event: Event) -> Event:
    first = "B" if event["data_base64"][0] == "A" else "A"
    return {**event, "data_base64": first + event["data_base64"][1:]}


def _forwarded() -> Event:
    return assembled(outside=replace(ROUTING, recipient=LAWYERS))


def _half_a_consent() -> Fields:
    return {"consent_id": str(ROUTING.id), "consent_version": 1, "purpose": None}


def _opens(name: str, event: Event, *, sent_by: NodeId = RO, sealed_for: AgencyId = CLINIC) -> Fields:
    message = opened(event, sent_by=sent_by) if sealed_for == CLINIC else _opened_at_ro(event)
    consent = message.consent.members() if message.consent else None
    opens = {"body": message.body, "consent": consent, "object_hash": object_hash(event)}
    return {"name": name, "event": event, "sent_by": sent_by, "opens": opens}


def _opened_at_ro(event: Event) -> Opened:
    return open_message(
        event,
        exchange_keys_for=lambda agency: [EXCHANGE_KEYS[agency]],
        card_for=lambda name: NODES[name].card,
        sent_by=BE,
        now=NOW,
    )


def _refused(name: str, event: Event, code: str, *, sent_by: NodeId = RO, now: datetime = NOW) -> Fields:
    return {"name": name, "event": event, "sent_by": sent_by, "now": wire_time(now), "refused": code}


# --- Held-back objects --------------------------------------------------------------------------------------


def _held() -> list[Fields]:
    sections = {Section.IDENTITY: {"name": "Олена Приклад"}, Section.SAFE_CONTACT: {"how": "message"}}
    held = seal_held(
        HELD_LABEL,
        sections=sections,
        signer=signing_key(RO, Use.OBJECT),
        recipient_key=EXCHANGE_KEYS[CLINIC].public_bytes(),
    )
    carried_by = {"source": RO, "senderagency": str(SHELTER), "recipientagency": str(CLINIC)}
    base: Fields = {"held": held, "carried_by": carried_by}
    renamed: Fields = {"held": {**held, "recipientkey": "0" * 16}, "carried_by": carried_by}
    unsigned: Fields = {"held": {**held, "kid": "0" * 16}, "carried_by": carried_by}
    incomplete: Fields = {"held": _without(held, "purpose"), "carried_by": carried_by}
    elsewhere = {"source": BE, "senderagency": str(LAWYERS), "recipientagency": str(CLINIC)}
    return [
        {"name": "two sections", **base, "opens": {"sections": sections}},
        {
            "name": "another revision outside",
            **base,
            "held": {**held, "revision": 2},
            "refused": "cannot_open",
        },
        {"name": "sealed to an earlier key", **renamed, "refused": "cannot_open"},
        {
            "name": "in a message of another agency",
            **base,
            "carried_by": elsewhere,
            "refused": "mis_addressed",
        },
        {"name": "signed by no key of the source", **unsigned, "refused": "key_may_not_sign"},
        {"name": "a member missing", **incomplete, "refused": "malformed"},
    ]


def _without(fields: Fields, name: str) -> Fields:
    return {key: value for key, value in fields.items() if key != name}


# --- Receipts -----------------------------------------------------------------------------------------------


def _receipt(
    step: ReceiptStep, *, issuer: NodeId = BE, use: Use = Use.RECEIPT, by: NodeId | None = None
) -> Fields:
    return make_receipt(
        step=step,
        message=ROUTING.id,
        object_hash=digest("the first message"),
        issuer=issuer,
        agency=AGENCIES[issuer][0],
        at=NOW,
        signer=signing_key(by or issuer, use),
    )


def _receipts() -> list[Fields]:
    of = {
        "message": str(ROUTING.id),
        "object_hash": digest("the first message"),
        "issuer": BE,
        "agency": str(CLINIC),
    }
    stored = _receipt(ReceiptStep.ACCEPTED_BY_NODE)
    by_clock = _receipt(ReceiptStep.NON_DELIVERY, issuer=RO, use=Use.CLOCK)
    spare = {**stored, "kid": key_id(signing_key(RO, Use.RECEIPT).public_key())}
    return [
        {"name": "stored", "of": of, "receipt": stored, "believed": True},
        {"name": "not delivered, says the sender's clock", "of": {**of, "issuer": RO, "agency": str(SHELTER)},
         "receipt": by_clock, "believed": True},
        {"name": "another step than the signed one", "of": of, "receipt": {**stored, "step": "decided"},
         "refused": "bad_signature"},
        {"name": "of another message", "of": {**of, "message": str(_next(2).id)}, "receipt": stored,
         "refused": "mis_addressed"},
        {"name": "of another object", "of": {**of, "object_hash": digest("another")}, "receipt": stored,
         "refused": "wrong_body"},
        {"name": "signed by the sender", "of": of, "receipt": _receipt(ReceiptStep.OPENED, by=RO),
         "refused": "key_may_not_sign"},
        {"name": "names a key of another node", "of": of, "receipt": spare, "refused": "key_may_not_sign"},
        {"name": "signed by the object key", "of": of, "receipt": _receipt(ReceiptStep.OPENED, use=Use.OBJECT),
         "refused": "key_may_not_sign"},
        {"name": "a member too many", "of": of, "receipt": {**stored, "reader": "x"}, "refused": "malformed"},
    ]  # fmt: skip


# --- Hops ---------------------------------------------------------------------------------------------------


def _signed_request() -> dict[str, str]:
    return hop.sign_request("POST", URL, PLAIN, BODY, NODES[RO].ring, now=NOW)


def _requests() -> list[Fields]:
    headers = _signed_request()
    base: Fields = {
        "method": "POST",
        "url": URL,
        "headers": headers,
        "body": BODY.decode(),
        "now": wire_time(NOW),
    }
    late = wire_time(NOW + timedelta(minutes=6))
    elsewhere = URL.replace("be.", "ro.")
    no_target = signed_by_hand(covers=("@method", "content-digest"))
    return [
        {"name": "signed", **base, "node": RO, "base": base_of_request("POST", URL, headers)},
        {"name": "another body", **base, "body": "{}", "refused": "wrong_body"},
        {"name": "another target", **base, "url": elsewhere, "refused": "bad_signature"},
        {"name": "another method", **base, "method": "PUT", "refused": "bad_signature"},
        {"name": "old", **base, "now": late, "refused": "expired"},
        {"name": "target not covered", **base, "headers": no_target, "refused": "bad_signature"},
        {"name": "no nonce", **base, "headers": signed_by_hand(nonce=None), "refused": "malformed"},
        {"name": "another tag", **base, "headers": signed_by_hand(tag="x"), "refused": "bad_signature"},
    ]


def _answers() -> list[Fields]:
    request = _signed_request()
    headers = hop.sign_response(
        200, PLAIN, ANSWER, NODES[BE].ring, asked=Asked("POST", URL, request), now=NOW
    )
    base: Fields = {
        "request": {"method": "POST", "url": URL, "headers": request},
        "peer": BE,
        "status": 200,
        "headers": headers,
        "body": ANSWER.decode(),
        "now": wire_time(NOW),
    }
    other_request: Mapping[str, object] = {"method": "POST", "url": URL, "headers": _signed_request()}
    return [
        {"name": "signed", **base, "believed": True, "base": base_of_answer(200, headers, request)},
        {"name": "another body", **base, "body": "{}", "refused": "wrong_body"},
        {"name": "another status", **base, "status": 503, "refused": "bad_signature"},
        {"name": "to another request", **base, "request": other_request, "refused": "bad_signature"},
        {"name": "of another node than the one asked", **base, "peer": RO, "refused": "mis_addressed"},
    ]


if __name__ == "__main__":
    main()
