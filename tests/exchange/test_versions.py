"""Two nodes of neighbouring versions understand each other, and two that have nothing in common say so."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from safeconduct.exchange import outbox, peers
from safeconduct.exchange.outbox import NO_COMMON_VERSION, Parcel, Road, can_seal, post
from safeconduct.keys.card import Card, Key, verify_card
from safeconduct.keys.errors import BadCard
from safeconduct.keys.parsing import to_base64
from safeconduct.keys.signing import sign
from safeconduct.keys.uses import Use
from safeconduct.keys.versions import SPOKEN, common
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.errors import NotPossible
from tests.exchange.world import BE, CLINIC, NODES, NOW, RO, ROUTING, SHELTER, opened, sealed

ROAD = Road(handle=ROUTING.subject, sender=SHELTER, recipient=CLINIC, peer=BE)


def with_versions(versions: object) -> Card:
    """Node be's card, as it says the versions that it speaks."""
    card = {
        name: value for name, value in NODES[BE].card_json.items() if name not in ("versions", "signature")
    }
    said = card if versions is None else {**card, "versions": versions}
    return verify_card({**said, "signature": to_base64(sign(NODES[BE].key(Use.OBJECT), canonical(said)))})


@pytest.mark.parametrize(
    "ours, theirs, both", [((3, 4), (2, 3), 3), ((3, 4), (3, 4), 4), ((3, 4), (4, 5), 4)]
)
def test_a_version_meets_its_neighbours(ours: tuple[int, ...], theirs: tuple[int, ...], both: int) -> None:
    assert common(theirs, ours) == both


def test_versions_further_apart_do_not_meet() -> None:
    assert common((1, 2), (3, 4)) is None


def test_our_card_says_what_we_speak() -> None:
    assert NODES[BE].card_json["versions"] == [1]
    assert NODES[BE].card.versions == SPOKEN


def test_a_card_that_does_not_say_it_speaks_version_1() -> None:
    assert with_versions(None).versions == (1,)


def test_a_later_release_may_speak_more() -> None:
    assert with_versions([1, 2]).versions == (1, 2)


@pytest.mark.parametrize("versions", [[], [0], [2, 1], [1, 1], ["1"], [True], 1, "1"])
def test_versions_that_are_no_list_of_rising_numbers_are_refused(versions: object) -> None:
    with pytest.raises(BadCard):
        with_versions(versions)


@pytest.mark.parametrize("versions, is_understood", [((1,), True), ((1, 2), True), ((2, 3), False)])
def test_nothing_is_sealed_to_a_node_that_speaks_no_version_of_ours(
    monkeypatch: pytest.MonkeyPatch, versions: Iterable[int], is_understood: bool
) -> None:
    card = replace(NODES[BE].card, versions=tuple(versions))
    monkeypatch.setattr(peers, "card_for", lambda _node: card)

    assert can_seal(ROAD) is is_understood
    if not is_understood:
        with pytest.raises(NotPossible) as caught:
            post(ROAD, Parcel(type=outbox.VOID, body={}), at=NOW)
        assert caught.value.reason is NO_COMMON_VERSION


def test_a_key_signs_in_a_later_version_what_its_use_signs_in_this_one() -> None:
    (key,) = (key for key in NODES[RO].card.keys if key.use is Use.OBJECT)
    later = replace(key, types=(*key.types, "safeconduct.referral.*.v2", "safeconduct.receipt.*.v2"))

    assert later.may_sign("safeconduct.referral.offered.v2")
    assert not key.may_sign("safeconduct.referral.offered.v2"), "its card does not say so"
    assert not later.may_sign("safeconduct.receipt.opened.v2"), "whatever its card says"


def test_a_type_of_a_later_version_opens_where_the_card_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """So it is refused as unknown, with its number used, and does not stop the lane."""
    keys: tuple[Key, ...] = tuple(
        replace(key, types=(*key.types, "safeconduct.referral.*.v2")) if key.use is Use.OBJECT else key
        for key in NODES[RO].card.keys
    )
    node = replace(NODES[RO], card=replace(NODES[RO].card, keys=keys))
    monkeypatch.setitem(NODES, RO, node)

    message = opened(sealed(replace(ROUTING, type="safeconduct.referral.offered.v2")))

    assert message.routing.type == "safeconduct.referral.offered.v2"
