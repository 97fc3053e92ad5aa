"""The shape of a message, read before any cryptography: what has another is malformed."""

from typing import Any
from uuid import UUID

import pytest

from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.wire import read_routing
from tests.exchange.faults import fault_of
from tests.exchange.world import (
    ROUTING,
    SHELTER,
    opened,
    sealed,
)

EVENT = sealed()


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
