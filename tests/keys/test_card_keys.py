"""The keys on a card: what each may sign, and how they are compared by voice."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from safeconduct.keys.card import fingerprint, verify_card
from safeconduct.keys.errors import KeyMayNotSign
from safeconduct.keys.ring import Ring, load, make
from safeconduct.keys.uses import CARD_TYPE, HOP_TAG, TYPES, Use, fits
from safeconduct.vocabulary.identifiers import NodeId
from tests.keys.cards import AT, built, changed, signed_again
from tests.keys.conftest import AGENCIES

OFFERED = "safeconduct.referral.offered.v1"
RECEIPT = "safeconduct.receipt.opened.v1"


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
    card = verify_card(built(web))

    for use in Use:
        kid = web.public.kid(use)
        if use in uses:
            assert card.key_for(kid, message_type) == web.public.signing[use]
        else:
            with pytest.raises(KeyMayNotSign):
                card.key_for(kid, message_type)


def test_a_card_cannot_give_a_key_more_than_its_use(web: Ring) -> None:
    """A taken worker that could have a card signed would still send no referral."""
    wide = changed(built(web), lambda card: card["keys"][2].update(types=[*TYPES[Use.CLOCK], OFFERED]))
    card = verify_card(signed_again(wide, web))

    with pytest.raises(KeyMayNotSign):
        card.key_for(web.public.kid(Use.CLOCK), OFFERED)


def test_a_card_can_give_a_key_less_than_its_use(web: Ring) -> None:
    narrow = changed(built(web), lambda card: card["keys"][1].update(types=["safeconduct.erase.done.v1"]))
    card = verify_card(signed_again(narrow, web))

    with pytest.raises(KeyMayNotSign):
        card.key_for(web.public.kid(Use.RECEIPT), RECEIPT)


def test_an_unknown_key_may_sign_nothing(web: Ring, other_web: Ring) -> None:
    with pytest.raises(KeyMayNotSign):
        verify_card(built(web)).key_for(other_web.public.kid(Use.OBJECT), OFFERED)


def test_every_use_has_its_types() -> None:
    assert TYPES.keys() == set(Use)


def test_a_star_stands_for_one_part() -> None:
    assert fits("a.b.c", ("a.*.c",))
    assert not fits("a.b.b.c", ("a.*.c",))
    assert not fits("a.c", ("a.*.c",))
    assert not fits("a.bb.c", ("a.b*.c",))


# --- the fingerprint ---


def test_a_fingerprint_is_twelve_groups_of_five_digits(web: Ring) -> None:
    groups = fingerprint(verify_card(built(web))).split(" ")

    assert len(groups) == 12
    assert all(len(group) == 5 and group.isdecimal() for group in groups)


def test_a_fingerprint_stays_when_agencies_come_and_go(web: Ring) -> None:
    later = AT + timedelta(days=30)

    assert fingerprint(verify_card(built(web))) == fingerprint(verify_card(built(web, AGENCIES[:1], later)))


def test_a_fingerprint_changes_with_the_keys(web: Ring, tmp_path: Path) -> None:
    make(tmp_path / "keys", NodeId("ro"), AGENCIES)
    twin = load(tmp_path / "keys", "web")

    assert fingerprint(verify_card(built(web))) != fingerprint(verify_card(built(twin)))


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
    other = signed_again(changed(built(web), change), web)

    assert fingerprint(verify_card(built(web))) != fingerprint(verify_card(other))


def test_a_fingerprint_does_not_depend_on_the_order_of_keys(web: Ring) -> None:
    other = signed_again(changed(built(web), lambda card: card["keys"].reverse()), web)

    assert fingerprint(verify_card(built(web))) == fingerprint(verify_card(other))
