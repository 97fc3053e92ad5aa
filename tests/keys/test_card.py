import copy
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from safeconduct.keys import signing
from safeconduct.keys.card import AgencyEntry, NodeCard, build, fingerprint, verify_card
from safeconduct.keys.errors import BadCard, KeyMayNotSign, KeyNotHeld, NotOnTheCard
from safeconduct.keys.parsing import to_base64
from safeconduct.keys.ring import Ring, load, make
from safeconduct.keys.sealing import ExchangeKey, seal, unseal
from safeconduct.keys.uses import CARD_TYPE, HOP_TAG, TYPES, Use, fits
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.errors import NotCanonical
from safeconduct.vocabulary.identifiers import AgencyId, NodeId, uuid7
from tests.keys.conftest import AGENCIES

AT = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
OFFERED = "safeconduct.referral.offered.v1"
RECEIPT = "safeconduct.receipt.opened.v1"


def _agency(agency: AgencyId) -> AgencyEntry:
    return {
        "id": str(agency),
        "name": "Casa Exemplu",
        "country": "RO",
        "sector": "ngo",
        "languages": ["ro", "en"],
        "duty_number": "+40 000 000 000",
        "teams": [
            {"id": str(uuid7()), "name": "Shelter", "professions": ["case_worker"], "languages": ["ro"]}
        ],
        "services": [{"id": str(uuid7()), "service": "shelter", "places": 3}],
    }


def _build(ring: Ring, agencies: list[AgencyId] = AGENCIES, at: datetime = AT) -> NodeCard:
    entries = [_agency(agency) for agency in agencies]
    return build(
        ring, name="Nod RO", country="RO", endpoint="https://ro.example/exchange/", agencies=entries, at=at
    )


def _restored(ring: Ring, epoch: int) -> NodeCard:
    return build(
        ring, name="Nod RO", country="RO", endpoint="https://ro.example/", agencies=[], at=AT, epoch=epoch
    )


def _changed(card: NodeCard, change: Callable[[Any], object]) -> Any:
    changed = copy.deepcopy(card)
    change(changed)
    return changed


def _signed_again(card: Any, ring: Ring) -> Any:
    unsigned = {name: value for name, value in card.items() if name != "signature"}
    return unsigned | {"signature": to_base64(signing.sign(ring.object_key, canonical(unsigned)))}


# --- a card that is right ---


def test_a_card_of_a_node_that_was_never_restored_reads_as_it_always_did(web: Ring) -> None:
    card = _build(web)
    assert "epoch" not in card
    assert verify_card(card).epoch == 0


def test_a_restored_node_says_so_on_its_card_and_keeps_its_fingerprint(web: Ring) -> None:
    card = verify_card(_restored(web, 1_795_000_000))
    assert card.epoch == 1_795_000_000
    assert fingerprint(card) == fingerprint(verify_card(_build(web)))


@pytest.mark.parametrize("epoch", [-1, 2**36, "1", True, None, 1.5])
def test_an_epoch_that_is_no_time_is_refused(web: Ring, epoch: object) -> None:
    card = _changed(_restored(web, 1), lambda card: card.update(epoch=epoch))
    with suppress(NotCanonical):
        with pytest.raises(BadCard):
            verify_card(_signed_again(card, web))


def test_a_card_says_the_same_after_the_journey(web: Ring) -> None:
    written = _build(web)
    card = verify_card(json.loads(json.dumps(written)))

    assert (card.node, card.name, card.country, card.issued) == ("ro", "Nod RO", "RO", AT)
    assert card.endpoint == "https://ro.example/exchange/"
    assert [agency.id for agency in card.agencies] == AGENCIES
    assert [agency.name for agency in card.agencies] == [agency["name"] for agency in written["agencies"]]
    assert str(card.agencies[0].teams[0].id) == written["agencies"][0]["teams"][0]["id"]
    assert card.agencies[0].teams[0].professions == ("case_worker",)
    assert card.agencies[0].services[0]["service"] == "shelter"


def test_what_is_sealed_to_a_card_opens_at_its_node(web: Ring, inbox: Ring) -> None:
    card = verify_card(_build(web))

    sealed = seal(b"text", card.agency(AGENCIES[1]).exchange_key, b"info")

    assert unseal(sealed, inbox.exchange_key(AGENCIES[1]), b"info") == b"text"


def test_the_time_of_issue_is_written_in_utc(web: Ring) -> None:
    east = AT.astimezone(timezone(timedelta(hours=3)))

    assert _build(web, at=east)["issued"] == "2026-09-01T08:30:00Z"


def test_members_that_we_do_not_know_are_signed_and_left_alone(web: Ring) -> None:
    newer = _signed_again(_changed(_build(web), lambda card: card.update(motto="later")), web)

    assert verify_card(newer).node == "ro"


def test_an_agency_that_the_card_does_not_name_has_no_entry(web: Ring) -> None:
    with pytest.raises(NotOnTheCard):
        verify_card(_build(web)).agency(AgencyId(uuid7()))


def test_a_card_is_not_built_for_an_agency_without_keys(web: Ring) -> None:
    with pytest.raises(NotOnTheCard):
        _build(web, [AgencyId(uuid7())])


def test_only_the_web_process_signs_a_card(inbox: Ring, worker: Ring) -> None:
    for ring in (inbox, worker):
        with pytest.raises(KeyNotHeld):
            _build(ring)


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
        verify_card(_changed(_build(web), change))


def test_a_card_signed_by_another_node_is_refused(web: Ring, other_web: Ring) -> None:
    with pytest.raises(BadCard):
        verify_card(_signed_again(_build(web), other_web))


def test_a_card_signed_by_another_key_of_the_node_is_refused(web: Ring) -> None:
    card: dict[str, Any] = {**_build(web), "kid": web.public.kid(Use.RECEIPT)}
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
    card = _changed(_build(web), change)
    with suppress(NotCanonical):  # then it stays unsigned
        card = _signed_again(card, web)

    with pytest.raises(BadCard, match="cannot be used"):
        verify_card(card)


@pytest.mark.parametrize("name, said", [
    ("an agency twice", "It lists one agency twice."), ("a key twice", "It lists one key twice."),
    ("a key in loose base64", "Base64 is expected."),
    ("types that are no texts", "The member types must hold texts only."),
])  # fmt: skip
def test_whoever_takes_a_card_reads_what_is_wrong_with_it(web: Ring, name: str, said: str) -> None:
    card = _signed_again(_changed(_build(web), WRONG[name]), web)

    with pytest.raises(BadCard, match=said):
        verify_card(card)


def test_a_card_of_another_version_says_so(web: Ring) -> None:
    card = _signed_again(_changed(_build(web), lambda card: card.update(v=2)), web)

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
        verify_card({**_build(web), "motto": nested})


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
    card = _signed_again({**_build(web), "endpoint": endpoint}, web)
    if accepted:
        assert verify_card(card).endpoint == endpoint
    else:
        with pytest.raises(BadCard):
            verify_card(card)


# --- which key may sign what ---


@pytest.mark.parametrize(
    ("message_type", "uses"),
    [
        # what a member sends
        (OFFERED, {Use.OBJECT}),
        ("safeconduct.consent.withdrawn.v1", {Use.OBJECT}),
        # what time does
        ("safeconduct.consent.expired.v1", {Use.OBJECT, Use.CLOCK}),
        ("safeconduct.clock.overdue.v1", {Use.CLOCK}),
        ("safeconduct.receipt.non_delivery.v1", {Use.RECEIPT, Use.CLOCK}),
        ("safeconduct.erase.requested.v1", {Use.OBJECT, Use.CLOCK}),
        # answers
        (RECEIPT, {Use.RECEIPT}),
        ("safeconduct.erase.done.v1", {Use.RECEIPT}),
        # the road
        (HOP_TAG, {Use.HOP}),
        (CARD_TYPE, {Use.OBJECT}),
        # nobody
        ("safeconduct.referral.offered.v2", set()),
        ("safeconduct.referral.offered.twice.v1", set()),
        ("safeconduct.referral..v1", set()),
        ("safeconduct.referral.*.v2", set()),
        ("referral.offered", set()),
        ("", set()),
    ],
)
def test_which_keys_may_sign_a_type(web: Ring, message_type: str, uses: set[Use]) -> None:
    card = verify_card(_build(web))

    for use in Use:
        kid = web.public.kid(use)
        if use in uses:
            assert card.key_for(kid, message_type) == web.public.signing[use]
        else:
            with pytest.raises(KeyMayNotSign):
                card.key_for(kid, message_type)


def test_a_card_cannot_give_a_key_more_than_its_use(web: Ring) -> None:
    """A taken worker that could have a card signed would still send no referral."""
    wide = _changed(_build(web), lambda card: card["keys"][2].update(types=[*TYPES[Use.CLOCK], OFFERED]))
    card = verify_card(_signed_again(wide, web))

    with pytest.raises(KeyMayNotSign):
        card.key_for(web.public.kid(Use.CLOCK), OFFERED)


def test_a_card_can_give_a_key_less_than_its_use(web: Ring) -> None:
    narrow = _changed(_build(web), lambda card: card["keys"][1].update(types=["safeconduct.erase.done.v1"]))
    card = verify_card(_signed_again(narrow, web))

    with pytest.raises(KeyMayNotSign):
        card.key_for(web.public.kid(Use.RECEIPT), RECEIPT)


def test_an_unknown_key_may_sign_nothing(web: Ring, other_web: Ring) -> None:
    with pytest.raises(KeyMayNotSign):
        verify_card(_build(web)).key_for(other_web.public.kid(Use.OBJECT), OFFERED)


def test_every_use_has_its_types() -> None:
    assert TYPES.keys() == set(Use)


def test_a_star_stands_for_one_part() -> None:
    assert fits("a.b.c", ("a.*.c",))
    assert not fits("a.b.b.c", ("a.*.c",))
    assert not fits("a.c", ("a.*.c",))
    assert not fits("a.bb.c", ("a.b*.c",))


# --- the fingerprint ---


def test_a_fingerprint_is_twelve_groups_of_five_digits(web: Ring) -> None:
    groups = fingerprint(verify_card(_build(web))).split(" ")

    assert len(groups) == 12
    assert all(len(group) == 5 and group.isdecimal() for group in groups)


def test_a_fingerprint_stays_when_agencies_come_and_go(web: Ring) -> None:
    later = AT + timedelta(days=30)

    assert fingerprint(verify_card(_build(web))) == fingerprint(verify_card(_build(web, AGENCIES[:1], later)))


def test_a_fingerprint_changes_with_the_keys(web: Ring, tmp_path: Path) -> None:
    make(tmp_path / "keys", NodeId("ro"), AGENCIES)
    twin = load(tmp_path / "keys", "web")

    assert fingerprint(verify_card(_build(web))) != fingerprint(verify_card(_build(twin)))


@pytest.mark.parametrize(
    "change",
    [
        lambda card: card.update(node="be"),
        lambda card: card["keys"].pop(),
        lambda card: card["keys"][2].update(types=[]),
    ],
    ids=["node", "key less", "types"],
)
def test_a_fingerprint_changes_with_name_keys_and_types(web: Ring, change: Callable[[Any], object]) -> None:
    other = _signed_again(_changed(_build(web), change), web)

    assert fingerprint(verify_card(_build(web))) != fingerprint(verify_card(other))


def test_a_fingerprint_does_not_depend_on_the_order_of_keys(web: Ring) -> None:
    other = _signed_again(_changed(_build(web), lambda card: card["keys"].reverse()), web)

    assert fingerprint(verify_card(_build(web))) == fingerprint(verify_card(other))
