"""A package: opened by whom it is sealed to, whole or not at all, and only as what its sender signed."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from safeconduct.exchange import package
from safeconduct.exchange.faults import Fault
from safeconduct.exchange.inner import exchange_key_id
from safeconduct.exchange.objects import seal_object
from safeconduct.exchange.package import (
    MOST_FILE_BYTES,
    Label,
    Package,
    Part,
    open_package,
    read_label,
    seal_package,
)
from safeconduct.exchange.strict import base64_text
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.identifiers import uuid7
from safeconduct.vocabulary.sections import Section
from tests.exchange.faults import fault_of
from tests.exchange.world import (
    BE,
    CLINIC,
    EXCHANGE_KEYS,
    HELD_LABEL,
    LAWYERS,
    NOW,
    RO,
    SHELTER,
    card_for,
    signing_key,
)

PARTS = {
    Section.PROFILE: Part(3, "social_worker", {"pseudonym": "Верба", "languages": ["uk"]}),
    Section.IDENTITY: Part(1, "social_worker", {"names": "Олена Приклад"}),
}


def label(**other: Any) -> Label:
    made = Label(
        package=uuid7(), source=HELD_LABEL.source, sender=HELD_LABEL.sender, recipient=HELD_LABEL.recipient,
        recipient_key=exchange_key_id(EXCHANGE_KEYS[HELD_LABEL.recipient].public_bytes()),
        consent=HELD_LABEL.consent, made=NOW, until=NOW + timedelta(days=30), kid="0" * 16,
    )  # fmt: skip
    return replace(made, **other)


def sealed(of: Label | None = None, *, use: Use = Use.OBJECT, parts: Any = None) -> bytes:
    wanted = of or label()
    signer = signing_key(wanted.source, use)
    return seal_package(
        replace(wanted, kid=key_id(signer.public_key())),
        parts=PARTS if parts is None else parts,
        conditions=["not_police", "not_country:BE"],
        signer=signer,
        recipient_key=EXCHANGE_KEYS[HELD_LABEL.recipient].public_bytes(),
    )


def opened(raw: bytes, *, recipient: Any = None, source: Any = None, now: Any = NOW) -> Package:
    card = card_for(source or HELD_LABEL.source)
    assert card is not None
    return open_package(raw, card=card, keys=[EXCHANGE_KEYS[recipient or HELD_LABEL.recipient]], now=now)


FILE = sealed()


def test_who_it_is_sealed_to_reads_what_was_signed() -> None:
    found = opened(FILE)
    assert found.parts == PARTS
    assert found.conditions == ("not_police", "not_country:BE")
    assert found.label == read_label(FILE)


def test_nothing_of_the_person_stands_outside() -> None:
    outside = json.loads(FILE)
    assert "data_base64" in outside
    for word in ("Верба", "Олена", "pseudonym", "identity", "uk"):
        assert word not in str({name: value for name, value in outside.items() if name != "data_base64"})


def test_its_length_says_little() -> None:
    longer = {Section.PROFILE: Part(1, "nurse", {"pseudonym": "x" * 900})}
    assert len(sealed(parts=longer)) == len(FILE)


@pytest.mark.parametrize("place", [*range(0, len(FILE), 97), len(FILE) - 1])
def test_one_changed_byte_is_refused_wherever_it_stands(place: int) -> None:
    changed = bytearray(FILE)
    changed[place] ^= 1
    assert fault_of(lambda: opened(bytes(changed))) in set(Fault)


@pytest.mark.parametrize("field,value", [
    ("until", "2099-01-01T00:00:00Z"), ("consent_version", 9), ("purpose", "compensation"),
    ("package", "01a21852-fceb-706c-8009-61bda7c7f8d0"), ("made", "2020-01-01T00:00:00Z"),
])  # fmt: skip
def test_a_label_that_somebody_wrote_anew_does_not_open(field: str, value: object) -> None:
    assert fault_of(lambda: opened(canonical(json.loads(FILE) | {field: value}))) is Fault.CANNOT_OPEN


def test_a_package_has_an_identifier_that_begins_with_its_time() -> None:
    random = canonical(json.loads(FILE) | {"package": str(uuid4())})
    assert fault_of(lambda: read_label(random)) is Fault.MALFORMED


def test_it_is_for_nobody_else() -> None:
    others = [one for one in EXCHANGE_KEYS if one != HELD_LABEL.recipient]
    assert others
    for other in others:
        assert fault_of(partial(opened, FILE, recipient=other)) is Fault.UNKNOWN_RECIPIENT


def test_another_nodes_card_does_not_speak_for_it() -> None:
    other = BE if HELD_LABEL.source == RO else RO
    assert fault_of(lambda: opened(FILE, source=other)) is Fault.UNKNOWN_PEER


@pytest.mark.parametrize("use", [Use.RECEIPT, Use.CLOCK, Use.HOP])
def test_a_key_for_something_else_signs_no_package(use: Use) -> None:
    assert fault_of(lambda: opened(sealed(use=use))) is Fault.KEY_MAY_NOT_SIGN


def test_an_agency_of_another_node_is_not_who_gave_it() -> None:
    stranger = next(one for one in (SHELTER, CLINIC, LAWYERS) if one not in _agencies_of(HELD_LABEL.source))
    assert fault_of(lambda: opened(sealed(label(sender=stranger)))) is Fault.MIS_ADDRESSED


def _agencies_of(node: Any) -> set[Any]:
    card = card_for(node)
    assert card is not None
    return {one.id for one in card.agencies}


def test_when_the_yes_is_over_it_opens_no_more() -> None:
    assert fault_of(lambda: opened(FILE, now=NOW + timedelta(days=30))) is Fault.EXPIRED


@pytest.mark.parametrize("section", [Section.NARRATIVE, Section.LEGAL])
def test_what_never_leaves_is_in_no_package(section: Section) -> None:
    assert fault_of(lambda: sealed(parts={section: Part(1, "lawyer", {"notes": "x"})})) is Fault.MALFORMED


def _first(body: Any) -> Any:
    return body["manifest"]["sections"][0]


@pytest.mark.parametrize("change,fault", [
    (lambda body: body["sections"]["profile"].update(pseudonym="Інша"), Fault.WRONG_BODY),
    (lambda body: _first(body).update(sha256="0" * 64), Fault.WRONG_BODY),
    (lambda body: _first(body).update(schema="safeconduct.section.profile.v2"), Fault.MALFORMED),
    (lambda body: _first(body).update(version="3"), Fault.MALFORMED),
    (lambda body: _first(body).update(section="diary"), Fault.MALFORMED),
    (lambda body: body["manifest"]["sections"].append(_first(body)), Fault.MALFORMED),
    (lambda body: body["manifest"]["sections"].pop(), Fault.MALFORMED),
    (lambda body: body["sections"].update(needs={}), Fault.MALFORMED),
    (lambda body: body["manifest"].update(conditions=["<b>"]), Fault.MALFORMED),
    (lambda body: body.update(more=1), Fault.MALFORMED),
])  # fmt: skip
def test_what_the_sender_itself_has_made_wrong_is_refused_as_well(
    change: Any, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lying(members: Any, *, body: Any, **rest: Any) -> bytes:
        changed = json.loads(json.dumps(body))
        change(changed)
        return seal_object(members, body=changed, **rest)

    monkeypatch.setattr("safeconduct.exchange.package.seal_object", lying)
    assert fault_of(lambda: opened(sealed())) is fault


def test_a_reader_takes_no_section_that_never_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse = package._refuse_sections
    monkeypatch.setattr(package, "_refuse_sections", lambda _sections: None)
    raw = sealed(parts={Section.LEGAL: Part(1, "lawyer", {"notes": "x"})})
    monkeypatch.setattr(package, "_refuse_sections", refuse)
    assert fault_of(lambda: opened(raw)) is Fault.MALFORMED


def test_more_than_fits_is_refused_before_anything_is_sealed() -> None:
    long = {Section.PROFILE: Part(1, "nurse", {"pseudonym": "x" * 300_000})}
    assert fault_of(lambda: sealed(parts=long)) is Fault.TOO_LARGE
    assert fault_of(lambda: opened(FILE + b" " * 600_000)) is Fault.TOO_LARGE
    longest = b" " * MOST_FILE_BYTES
    assert fault_of(lambda: opened(longest)) is Fault.MALFORMED, "it is long enough to be looked at"
    assert fault_of(lambda: opened(longest + b" ")) is Fault.TOO_LARGE
    assert fault_of(lambda: opened(FILE + b"\n")) is Fault.MALFORMED


def test_a_message_is_no_package_and_a_package_no_message() -> None:
    for raw in (b"", b"{}", b"[]", b"null", base64_text(FILE).encode(), canonical({"type": "x"})):
        assert fault_of(partial(opened, raw)) is Fault.MALFORMED
