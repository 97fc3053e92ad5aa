"""The spelling that this release writes is believed line by line; all other spellings are the library's to read."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.exchange import hop, hop_written
from safeconduct.exchange.strict import base64_text
from safeconduct.keys.signing import sign
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.identifiers import NodeId
from tests.exchange.another_hop import base_of_request
from tests.exchange.forgeries import BODY, PLAIN, URL, hop_name, ring_of, signed_by_hand
from tests.exchange.world import NODES, NOW, RO, card_for, signing_key

HEADERS = hop.sign_request("POST", URL, PLAIN, BODY, NODES[RO].ring, now=NOW)


def written(
    headers: Mapping[str, str] = HEADERS, *, body: bytes = BODY, now: datetime = NOW
) -> NodeId | None:
    lower = {name.lower(): value for name, value in headers.items()}
    covered = {'"@method"': "POST", '"@target-uri"': URL, '"content-digest"': lower["content-digest"]}
    return hop_written.node_that_wrote(lower, covered, body, card_for=card_for, now=now)


def respelled(parameters: str, names: str = '("@method" "@target-uri" "content-digest")') -> dict[str, str]:
    """The request signed as it must be, with these parameters behind the covered components."""
    headers = {**HEADERS, "Signature-Input": f"hop={names}{parameters}"}
    base = base_of_request("POST", URL, headers).encode()
    return {**headers, "Signature": f"hop=:{base64_text(sign(signing_key(RO, Use.HOP), base))}:"}


def test_what_we_sign_needs_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hop, "_verify", lambda *_: pytest.fail("the library was asked"))

    assert hop.verify_request("POST", URL, HEADERS, BODY, card_for=card_for, now=NOW) == RO


def test_what_the_library_signs_is_spelled_in_the_same_way() -> None:
    assert written(signed_by_hand()) == RO


def test_another_order_of_the_parameters_is_read_by_the_library() -> None:
    created = int(NOW.timestamp())
    headers = respelled(
        f';keyid="{hop_name(RO)}";tag="safeconduct-hop";alg="ed25519";nonce="{"A" * 24}"'
        f";created={created};expires={created + 300}"
    )

    assert written(headers) is None
    assert hop.verify_request("POST", URL, headers, BODY, card_for=card_for, now=NOW) == RO


@pytest.mark.parametrize("wrong", ["created=0{}", "created=+{}", "created= {}", "created={}.0"])
def test_a_number_has_one_spelling(wrong: str) -> None:
    created = int(NOW.timestamp())
    said = f';{wrong.format(created)};keyid="{hop_name(RO)}";alg="ed25519";expires={created + 300}'

    assert written(respelled(f'{said};nonce="{"A" * 24}";tag="safeconduct-hop"')) is None


@pytest.mark.parametrize(
    "names", ['("@method" "@target-uri")', '("@method" "content-digest" "@target-uri")', "()"]
)
def test_the_components_are_named_as_they_are_signed(names: str) -> None:
    said = HEADERS["Signature-Input"].partition(")")[2]

    assert written(respelled(said)) == RO
    assert written(respelled(said, names)) is None


def test_another_body_key_node_or_time_is_not_taken() -> None:
    renamed = signed_by_hand(name=hop_name(RO), key=signing_key(RO, Use.OBJECT))
    unknown = hop.sign_request("POST", URL, PLAIN, BODY, ring_of(NodeId("xx")), now=NOW)
    of_another_use = ring_of(RO, hop_key=signing_key(RO, Use.RECEIPT))

    assert written(body=BODY + b" ") is None
    assert written(renamed) is None
    assert written(unknown) is None
    assert written(hop.sign_request("POST", URL, PLAIN, BODY, of_another_use, now=NOW)) is None
    assert written(now=NOW + timedelta(minutes=6)) is None
    assert written(signed_by_hand(expires=NOW + timedelta(minutes=6))) is None


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from(["Content-Digest", "Signature-Input", "Signature"]), data=st.data())
def test_no_character_can_be_changed(name: str, data: st.DataObject) -> None:
    value = HEADERS[name]
    inside = (
        len(value) - len("==:") if name == "Signature" else len(value)
    )  # its spare bits are looked at before
    place = data.draw(st.integers(0 if name != "Signature" else len("hop=:"), inside - 2))
    letter = data.draw(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters=value[place]))

    try:
        taken = written({**HEADERS, name: value[:place] + letter + value[place + 1 :]})
    except ValueError:
        taken = None  # no base64
    assert taken is None


@settings(max_examples=200, deadline=None)
@given(
    st.integers(-400, 400),
    st.integers(-10, 400),
    st.sampled_from([Use.HOP, Use.OBJECT]),
    st.sampled_from([None, "A" * 21, "A" * 22, "a_-9" * 16, "A" * 65, "+" * 24]),
)
def test_what_is_taken_the_library_takes_too(later: int, life: int, use: Use, nonce: str | None) -> None:
    expires, now = NOW + timedelta(seconds=life), NOW + timedelta(seconds=later)
    headers = signed_by_hand(key=signing_key(RO, use), expires=expires, nonce=nonce)
    lower = {name.lower(): value for name, value in headers.items() if name.lower() in hop._SIGNED_HEADERS}

    if written(headers, now=now) is not None:
        request = hop._Request("POST", URL, lower)
        assert hop._verify(request, BODY, hop.REQUEST_COVERS, card_for, now) == RO
