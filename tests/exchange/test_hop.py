"""The hop: which node asked, which node answered, for which address, with which body, and when."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.exchange import hop
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.hop import Asked
from safeconduct.exchange.strict import base64_text
from safeconduct.keys.errors import KeyNotHeld
from safeconduct.keys.ring import Ring
from safeconduct.keys.signing import sign
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.identifiers import NodeId
from tests.exchange.another_hop import base_of_answer
from tests.exchange.faults import fault_of
from tests.exchange.forgeries import ANSWER, BODY, PLAIN, URL, hop_name, ring_of, signed_by_hand
from tests.exchange.world import BE, ENDPOINTS, NODES, NOW, RO, card_for, signing_key


def signed(*, by: NodeId = RO, body: bytes = BODY, url: str = URL, at: datetime = NOW) -> dict[str, str]:
    return hop.sign_request("POST", url, PLAIN, body, NODES[by].ring, now=at)


def asking(
    headers: dict[str, str],
    *,
    method: str = "POST",
    url: str = URL,
    body: bytes = BODY,
    now: datetime = NOW,
) -> NodeId:
    return hop.verify_request(method, url, headers, body, card_for=card_for, now=now)


HEADERS = signed()
ASKED = Asked("POST", URL, HEADERS)


def answered(
    *, asked: Asked = ASKED, status: int = 200, by: NodeId = BE, at: datetime = NOW
) -> dict[str, str]:
    return hop.sign_response(status, PLAIN, ANSWER, NODES[by].ring, asked=asked, now=at)


def check_answer(
    headers: dict[str, str],
    *,
    asked: Asked = ASKED,
    status: int = 200,
    body: bytes = ANSWER,
    peer: NodeId = BE,
    now: datetime = NOW,
) -> None:
    hop.verify_response(status, headers, body, asked=asked, peer=peer, card_for=card_for, now=now)


# --- Requests -----------------------------------------------------------------------------------------------


def test_the_node_that_signed_is_named() -> None:
    assert asking(HEADERS) == RO
    assert asking({name.upper(): value for name, value in HEADERS.items()}) == RO
    assert HEADERS["Content-Type"] == PLAIN["Content-Type"]


def test_every_request_has_a_nonce_of_its_own() -> None:
    assert signed()["Signature-Input"] != HEADERS["Signature-Input"]


def test_another_body_is_refused() -> None:
    assert fault_of(lambda: asking(HEADERS, body=BODY + b" ")) is Fault.WRONG_BODY
    assert fault_of(lambda: asking(HEADERS, body=b"")) is Fault.WRONG_BODY


def test_another_body_with_its_own_digest_is_refused() -> None:
    digest = signed(body=b"{}")["Content-Digest"]

    assert fault_of(lambda: asking({**HEADERS, "Content-Digest": digest}, body=b"{}")) is Fault.BAD_SIGNATURE


@pytest.mark.parametrize(
    "url",
    [
        f"{ENDPOINTS[RO]}messages",
        f"{ENDPOINTS[BE]}card",
        f"{URL}?again=1",
        URL.replace("https:", "http:"),
        URL.replace(".example", ".example:8443"),
    ],
)
def test_a_request_to_another_address_is_refused(url: str) -> None:
    assert fault_of(lambda: asking(HEADERS, url=url)) is Fault.BAD_SIGNATURE


def test_another_method_is_refused() -> None:
    assert fault_of(lambda: asking(HEADERS, method="PUT")) is Fault.BAD_SIGNATURE


@pytest.mark.parametrize("after", [timedelta(0), timedelta(minutes=5), -timedelta(seconds=30)])
def test_a_request_is_good_for_five_minutes(after: timedelta) -> None:
    assert asking(HEADERS, now=NOW + after) == RO


@pytest.mark.parametrize(
    "after", [timedelta(minutes=5, seconds=31), timedelta(days=1), -timedelta(seconds=31)]
)
def test_an_old_request_and_one_from_the_future_are_refused(after: timedelta) -> None:
    assert fault_of(lambda: asking(HEADERS, now=NOW + after)) is Fault.EXPIRED


def test_a_node_that_nobody_confirmed_is_unknown() -> None:
    headers = hop.sign_request("POST", URL, PLAIN, BODY, ring_of(NodeId("xx")), now=NOW)

    assert fault_of(lambda: asking(headers)) is Fault.UNKNOWN_PEER


def test_a_node_cannot_ask_in_the_name_of_another() -> None:
    own_key = hop.sign_request(
        "POST", URL, PLAIN, BODY, ring_of(RO, hop_key=signing_key(BE, Use.HOP)), now=NOW
    )
    renamed = signed_by_hand(name=hop_name(RO), key=signing_key(BE, Use.HOP))

    assert fault_of(lambda: asking(own_key)) is Fault.KEY_MAY_NOT_SIGN
    assert fault_of(lambda: asking(renamed)) is Fault.BAD_SIGNATURE


@pytest.mark.parametrize("use", [Use.OBJECT, Use.RECEIPT, Use.CLOCK])
def test_no_other_key_of_the_node_signs_requests(use: Use) -> None:
    headers = hop.sign_request("POST", URL, PLAIN, BODY, ring_of(RO, hop_key=signing_key(RO, use)), now=NOW)

    assert fault_of(lambda: asking(headers)) is Fault.KEY_MAY_NOT_SIGN


@pytest.mark.parametrize("name", ["Content-Digest", "Signature-Input", "Signature"])
def test_a_header_that_is_missing_twice_there_or_too_long_is_refused(name: str) -> None:
    missing = {key: value for key, value in HEADERS.items() if key != name}
    twice = {**HEADERS, name.lower(): HEADERS[name]}
    long = {**HEADERS, name: HEADERS[name] + " " * 1024 + "x"}

    assert fault_of(lambda: asking(missing)) is Fault.BAD_SIGNATURE
    assert fault_of(lambda: asking(twice)) is Fault.BAD_SIGNATURE
    assert fault_of(lambda: asking(long)) is Fault.TOO_LARGE


@pytest.mark.parametrize("left_out", hop.REQUEST_COVERS)
def test_a_signature_that_leaves_something_out_is_refused(left_out: str) -> None:
    headers = signed_by_hand(covers=tuple(name for name in hop.REQUEST_COVERS if name != left_out))

    assert fault_of(lambda: asking(headers)) is Fault.BAD_SIGNATURE


def test_the_signature_put_together_by_hand_is_otherwise_right() -> None:
    assert asking(signed_by_hand()) == RO


@pytest.mark.parametrize(
    "make, fault",
    [
        (lambda: signed_by_hand(tag="something-else"), Fault.BAD_SIGNATURE),
        (lambda: signed_by_hand(tag=None), Fault.BAD_SIGNATURE),
        (lambda: signed_by_hand(nonce=None), Fault.MALFORMED),
        (lambda: signed_by_hand(nonce="short"), Fault.MALFORMED),
        (lambda: signed_by_hand(expires=None), Fault.MALFORMED),
        (lambda: signed_by_hand(expires=NOW + timedelta(hours=1)), Fault.MALFORMED),
        (lambda: signed_by_hand(expires=NOW), Fault.MALFORMED),
        (lambda: signed_by_hand(name="0123456789abcdef"), Fault.MALFORMED),
        (lambda: signed_by_hand(name="ro:" + "0" * 16), Fault.KEY_MAY_NOT_SIGN),
        (lambda: signed_by_hand(covers=(*hop.REQUEST_COVERS, "@authority")), Fault.MALFORMED),
    ],
    ids=range(10),
)
def test_a_signature_with_other_parameters_is_refused(
    make: Callable[[], dict[str, str]], fault: Fault
) -> None:
    headers = make()

    assert fault_of(lambda: asking(headers)) is fault


def test_two_signatures_are_one_too_many() -> None:
    second = signed_by_hand(label="other")
    both = {
        name: f"{HEADERS[name]}, {second[name]}" if name.startswith("Signature") else HEADERS[name]
        for name in HEADERS
    }

    assert fault_of(lambda: asking(both)) is Fault.MALFORMED


@settings(max_examples=200, deadline=None)
@given(name=st.sampled_from(["Content-Digest", "Signature-Input", "Signature"]), data=st.data())
def test_no_character_of_the_signature_can_be_changed(name: str, data: st.DataObject) -> None:
    value = HEADERS[name]
    place = data.draw(st.integers(0, len(value) - 1))
    letter = data.draw(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters=value[place]))

    # A label's letter in one of the two fields, or white space between members, must not help either.
    with pytest.raises(WireError):
        asking({**HEADERS, name: value[:place] + letter + value[place + 1 :]})


@settings(max_examples=200, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(["content-digest", "signature-input", "signature"], st.text())))
def test_whatever_the_headers_are_the_answer_is_a_fault(headers: dict[str, str]) -> None:
    with pytest.raises(WireError):
        asking(headers)


@pytest.mark.parametrize(
    "url", ["", "messages", "https:///messages", "https://be.example/a b", "https://[::1/x"]
)
def test_an_address_that_is_none_is_a_fault(url: str) -> None:
    with pytest.raises(WireError):
        asking(HEADERS, url=url)


def test_a_process_without_the_hop_key_cannot_ask() -> None:
    ring = Ring("web", NODES[RO].ring.public, {})

    with pytest.raises(KeyNotHeld):
        hop.sign_request("POST", URL, PLAIN, BODY, ring, now=NOW)


# --- Answers ------------------------------------------------------------------------------------------------


def test_the_answer_of_the_node_that_was_asked_is_believed() -> None:
    check_answer(answered())


def test_an_answer_with_another_body_or_status_is_refused() -> None:
    assert fault_of(lambda: check_answer(answered(), body=b'{"results":[1]}')) is Fault.WRONG_BODY
    assert fault_of(lambda: check_answer(answered(status=503))) is Fault.BAD_SIGNATURE


def test_an_answer_in_our_spelling_needs_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hop, "_verify", lambda *_: pytest.fail("the library was asked"))

    check_answer(answered())


def test_an_answer_in_another_spelling_is_read_by_the_library_and_its_body_too() -> None:
    created = int(NOW.timestamp())
    said = (
        f'hop=("@status" "content-digest" "signature";req);keyid="{hop_name(BE)}";alg="ed25519"'
        f';nonce="{"A" * 24}";tag="safeconduct-hop";created={created};expires={created + 300}'
    )
    headers = answered() | {"Signature-Input": said}
    base = base_of_answer(200, headers, HEADERS).encode()
    headers["Signature"] = f"hop=:{base64_text(sign(signing_key(BE, Use.HOP), base))}:"

    check_answer(headers)
    assert fault_of(lambda: check_answer(headers, body=ANSWER + b" ")) is Fault.WRONG_BODY


def test_an_answer_to_another_request_is_refused() -> None:
    repeated = Asked("POST", URL, signed())

    assert fault_of(lambda: check_answer(answered(), asked=repeated)) is Fault.BAD_SIGNATURE


def test_an_answer_of_another_node_is_refused() -> None:
    assert fault_of(lambda: check_answer(answered(by=RO))) is Fault.MIS_ADDRESSED


def test_an_old_answer_is_refused() -> None:
    assert fault_of(lambda: check_answer(answered(), now=NOW + timedelta(minutes=6))) is Fault.EXPIRED


def test_a_request_is_no_answer() -> None:
    assert fault_of(lambda: check_answer(HEADERS)) is not None


def test_an_unsigned_answer_is_refused() -> None:
    assert fault_of(lambda: check_answer(dict(PLAIN))) is Fault.BAD_SIGNATURE
