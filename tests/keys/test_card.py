import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta, timezone
from typing import Any

import pytest

from safeconduct.keys import signing
from safeconduct.keys.card import NodeCard, build, fingerprint, verify_card
from safeconduct.keys.errors import BadCard, KeyNotHeld, NotOnTheCard
from safeconduct.keys.parsing import to_base64
from safeconduct.keys.ring import Ring
from safeconduct.keys.sealing import ExchangeKey, seal, unseal
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.errors import NotCanonical
from safeconduct.vocabulary.identifiers import AgencyId, uuid7
from tests.keys.cards import AT, built, changed, signed_again
from tests.keys.conftest import AGENCIES

OFFERED = "safeconduct.referral.offered.v1"
RECEIPT = "safeconduct.receipt.opened.v1"


def _restored(ring: Ring, epoch: int) -> NodeCard:
    return build(
        ring, name="Nod RO", country="RO", endpoint="https://ro.example/", agencies=[], at=AT, epoch=epoch
    )


# --- a card that is right ---


def test_a_card_of_a_node_that_was_never_restored_reads_as_it_always_did(web: Ring) -> None:
    card = built(web)
    assert "epoch" not in card
    assert verify_card(card).epoch == 0


def test_a_restored_node_says_so_on_its_card_and_keeps_its_fingerprint(web: Ring) -> None:
    card = verify_card(_restored(web, 1_795_000_000))
    assert card.epoch == 1_795_000_000
    assert fingerprint(card) == fingerprint(verify_card(built(web)))


@pytest.mark.parametrize("epoch", [-1, 2**36, "1", True, None, 1.5])
def test_an_epoch_that_is_no_time_is_refused(web: Ring, epoch: object) -> None:
    card = changed(_restored(web, 1), lambda card: card.update(epoch=epoch))
    with suppress(NotCanonical):
        with pytest.raises(BadCard):
            verify_card(signed_again(card, web))


def test_a_card_says_the_same_after_the_journey(web: Ring) -> None:
    written = built(web)
    card = verify_card(json.loads(json.dumps(written)))

    assert (card.node, card.name, card.country, card.issued) == ("ro", "Nod RO", "RO", AT)
    assert card.endpoint == "https://ro.example/exchange/"
    assert [agency.id for agency in card.agencies] == AGENCIES
    assert [agency.name for agency in card.agencies] == [agency["name"] for agency in written["agencies"]]
    assert str(card.agencies[0].teams[0].id) == written["agencies"][0]["teams"][0]["id"]
    assert card.agencies[0].teams[0].professions == ("case_worker",)
    assert card.agencies[0].services[0]["service"] == "shelter"


def test_what_is_sealed_to_a_card_opens_at_its_node(web: Ring, inbox: Ring) -> None:
    card = verify_card(built(web))

    sealed = seal(b"text", card.agency(AGENCIES[1]).exchange_key, b"info")

    assert unseal(sealed, inbox.exchange_key(AGENCIES[1]), b"info") == b"text"


def test_the_time_of_issue_is_written_in_utc(web: Ring) -> None:
    east = AT.astimezone(timezone(timedelta(hours=3)))

    assert built(web, at=east)["issued"] == "2026-09-01T08:30:00Z"


def test_members_that_we_do_not_know_are_signed_and_left_alone(web: Ring) -> None:
    newer = signed_again(changed(built(web), lambda card: card.update(motto="later")), web)

    assert verify_card(newer).node == "ro"


def test_an_agency_that_the_card_does_not_name_has_no_entry(web: Ring) -> None:
    with pytest.raises(NotOnTheCard):
        verify_card(built(web)).agency(AgencyId(uuid7()))


def test_a_card_is_not_built_for_an_agency_without_keys(web: Ring) -> None:
    with pytest.raises(NotOnTheCard):
        built(web, [AgencyId(uuid7())])


def test_only_the_web_process_signs_a_card(inbox: Ring, worker: Ring) -> None:
    for ring in (inbox, worker):
        with pytest.raises(KeyNotHeld):
            built(ring)


# --- a card that was changed ---


CHANGES: dict[str, Callable[[Any], object]] = {
    "an agency's name": lambda card: card["agencies"][0].update(name="Other"),
    "an agency's sector": lambda card: card["agencies"][0].update(sector="police"),
    "an agency's id": lambda card: card["agencies"][0].update(id=str(uuid7())),
    "an agency's exchange key": lambda card: card["agencies"][0].update(
        exchange_key=to_base64(ExchangeKey.generate().public_bytes())
    ),
    "two agencies in another order": lambda card: card["agencies"].reverse(),
    "an agency less": lambda card: card["agencies"].pop(),
    "a team's professions": lambda card: card["agencies"][0]["teams"][0].update(
        professions=["police_officer"]
    ),
    "a service": lambda card: card["agencies"][0]["services"][0].update(places=4),
    "the endpoint": lambda card: card.update(endpoint="https://elsewhere.example/exchange/"),
    "the node": lambda card: card.update(node="be"),
    "the date": lambda card: card.update(issued="2027-09-01T08:30:00Z"),
    "a key's types": lambda card: card["keys"][2].update(types=[OFFERED]),
    "a key's use": lambda card: card["keys"][1].update(use="object"),
    "a key less": lambda card: card["keys"].pop(),
    "a member more": lambda card: card.update(motto="new"),
    "the signature": lambda card: card.update(signature=to_base64(bytes(64))),
    "a cut signature": lambda card: card.update(signature=card["signature"][:-4]),
    "another key's id": lambda card: card.update(kid=card["keys"][1]["kid"]),
    "an unknown key's id": lambda card: card.update(kid="0" * 16),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_card_is_refused(web: Ring, change: Callable[[Any], object]) -> None:
    with pytest.raises(BadCard, match="changed after it was signed"):
        verify_card(changed(built(web), change))


def test_a_card_signed_by_another_node_is_refused(web: Ring, other_web: Ring) -> None:
    with pytest.raises(BadCard):
        verify_card(signed_again(built(web), other_web))


def test_a_card_signed_by_another_key_of_the_node_is_refused(web: Ring) -> None:
    card: dict[str, Any] = {**built(web), "kid": web.public.kid(Use.RECEIPT)}
    del card["signature"]
    card["signature"] = to_base64(signing.sign(web.receipt_key, canonical(card)))

    with pytest.raises(BadCard):
        verify_card(card)


# --- a card that its own node wrote wrong ---


WRONG: dict[str, Callable[[Any], object]] = {
    "another version": lambda card: card.update(v=2),
    "true for a version": lambda card: card.update(v=True),
    "another type": lambda card: card.update(type="safeconduct.receipt.opened.v1"),
    "no name": lambda card: card.pop("name"),
    "a number for a name": lambda card: card.update(name=7),
    "a node's name with a bar": lambda card: card.update(node="r|o"),
    "a country in words": lambda card: card.update(country="Romania"),
    "a date of another form": lambda card: card.update(issued="1 September 2026"),
    "keys as an object": lambda card: card.update(keys={}),
    "a key twice": lambda card: card["keys"].append(card["keys"][0]),
    "a key with another's id": lambda card: card["keys"][1].update(kid="0" * 16),
    "a key for an unknown use": lambda card: card["keys"][1].update(use="everything"),
    "a key of 31 bytes": lambda card: card["keys"][1].update(public=to_base64(bytes(31))),
    "a key of small order": lambda card: card["keys"][1].update(public=to_base64(bytes(32))),
    "a key in loose base64": lambda card: card["keys"][1].update(public=card["keys"][1]["public"] + "\n"),
    "types that are no texts": lambda card: card["keys"][1].update(types=[1]),
    "an agency twice": lambda card: card["agencies"].append(card["agencies"][0]),
    "an agency without a key": lambda card: card["agencies"][0].pop("exchange_key"),
    "an exchange key that is none": lambda card: card["agencies"][0].update(
        exchange_key=to_base64(b"\xff" * 1216)
    ),
    "an id that is no UUID": lambda card: card["agencies"][0].update(id="casa-exemplu"),
    "an id in capitals": lambda card: card["agencies"][0].update(id=card["agencies"][0]["id"].upper()),
    "a team that is a text": lambda card: card["agencies"][0].update(teams=["Shelter"]),
    "a fraction among the services": lambda card: card["agencies"][0]["services"][0].update(places=1.5),
    "half a character": lambda card: card.update(motto="\ud800"),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_card_that_is_wrong_in_itself_is_refused(web: Ring, change: Callable[[Any], object]) -> None:
    card = changed(built(web), change)
    with suppress(NotCanonical):  # then it stays unsigned
        card = signed_again(card, web)

    with pytest.raises(BadCard, match="cannot be used"):
        verify_card(card)


@pytest.mark.parametrize("name, said", [
    ("an agency twice", "It lists one agency twice."), ("a key twice", "It lists one key twice."),
    ("a key in loose base64", "Base64 is expected."),
    ("types that are no texts", "The member types must hold texts only."),
])  # fmt: skip
def test_whoever_takes_a_card_reads_what_is_wrong_with_it(web: Ring, name: str, said: str) -> None:
    card = signed_again(changed(built(web), WRONG[name]), web)

    with pytest.raises(BadCard, match=said):
        verify_card(card)


def test_a_card_of_another_version_says_so(web: Ring) -> None:
    card = signed_again(changed(built(web), lambda card: card.update(v=2)), web)

    with pytest.raises(BadCard, match="It is written for another version"):
        verify_card(card)


@pytest.mark.parametrize("card", [None, [], "card", 7, {}, {"v": 1}])
def test_what_is_no_card_is_refused(card: object) -> None:
    with pytest.raises(BadCard):
        verify_card(card)


def test_a_card_nested_without_end_is_refused(web: Ring) -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]

    with pytest.raises(BadCard):
        verify_card({**built(web), "motto": nested})


@pytest.mark.parametrize(
    ("endpoint", "accepted"),
    [
        ("https://ro.example/", True),
        ("https://ro.example:8443/exchange/", True),
        ("http://127.0.0.1:8101/", True),
        ("http://localhost:8101/", True),
        ("http://ro.example/", False),  # not in clear
        ("http://localhost.example/", False),
        ("https://ro.example", False),  # the name of the page is put after it
        ("https://ro.example/exchange", False),
        ("https://ro.example/?to=/", False),
        ("https://ro.example/#/", False),
        ("https://member:word@ro.example/", False),
        ("https://ro.example:port/", False),
        ("https:///", False),
        ("file:///etc/", False),
        ("https://ro.example/\n/", False),
        ("", False),
    ],
)
def test_where_a_node_can_be_reached(web: Ring, endpoint: str, accepted: bool) -> None:
    card = signed_again({**built(web), "endpoint": endpoint}, web)
    if accepted:
        assert verify_card(card).endpoint == endpoint
    else:
        with pytest.raises(BadCard):
            verify_card(card)
