"""Whose card may be taken in, what counts as confirmed, and when a peer may go."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from safeconduct.exchange.rules import (
    BELONGS_TO_ANOTHER,
    NOT_AS_WRITTEN,
    NOT_CONFIRMED,
    OUR_OWN_CARD,
    may_confirm,
    may_remove,
    may_take_in,
    shown,
)
from safeconduct.keys.card import Card, Team, fingerprint
from safeconduct.vocabulary.decisions import Allowed, Refused
from safeconduct.vocabulary.identifiers import TeamId
from tests.exchange.world import BE, CLINIC, NODES, RO

TEAM, OTHER_TEAM = TeamId(uuid4()), "5a1c0001-0000-4000-8000-00000000ffff"
SERVICE: dict[str, object] = {
    "id": str(uuid4()), "team": str(TEAM), "service": "shelter", "needs": ["housing"], "purpose": "referral_service",
    "takes_children": False, "hours": "day and night", "open_days": [0, 6], "opens": "09:00", "closes": "17:30",
}  # fmt: skip


def card(*services: dict[str, object]) -> Card:
    """The card of `be`, whose first agency has one team and these services."""
    found = NODES[BE].card
    first = replace(found.agencies[0], teams=(Team(TEAM, "A", (), ()),), services=services)
    return replace(found, agencies=(first, *found.agencies[1:]))


def test_a_card_of_another_node_may_be_taken_in() -> None:
    assert may_take_in(card(SERVICE), own=RO, nodes={}) == Allowed()
    assert may_take_in(card(SERVICE), own=RO, nodes={CLINIC: "be"}) == Allowed()
    law = {"jurisdictions": ["BE"], "proceeding_types": ["labour", "of a later release"]}
    assert may_take_in(card(SERVICE | law), own=RO, nodes={}) == Allowed()


def test_our_own_card_and_an_agency_of_another_node_are_refused() -> None:
    assert may_take_in(card(), own=BE, nodes={}) == Refused(OUR_OWN_CARD)
    assert may_take_in(card(), own=RO, nodes={CLINIC: "ro"}) == Refused(BELONGS_TO_ANOTHER)
    assert may_take_in(card(), own=RO, nodes={CLINIC: "se"}) == Refused(BELONGS_TO_ANOTHER)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "no id"), ("id", None), ("team", OTHER_TEAM), ("team", None), ("service", 7), ("needs", "housing"),
        ("needs", [1]), ("purpose", None), ("takes_children", "no"), ("hours", None), ("open_days", [7]),
        ("open_days", [True]), ("open_days", None), ("opens", "9:00"), ("closes", "25:00"), ("closes", 9),
        ("jurisdictions", "BE"), ("jurisdictions", None), ("proceeding_types", [1]),
    ],
)  # fmt: skip
def test_a_service_that_the_database_could_not_hold_is_refused(name: str, value: Any) -> None:
    assert may_take_in(card(SERVICE | {name: value}), own=RO, nodes={}) == Refused(NOT_AS_WRITTEN)


def test_nothing_stands_on_a_card_twice() -> None:
    assert may_take_in(card(SERVICE, SERVICE), own=RO, nodes={}) == Refused(NOT_AS_WRITTEN)
    same_offer = SERVICE | {"id": str(uuid4())}
    assert may_take_in(card(SERVICE, same_offer), own=RO, nodes={}) == Refused(NOT_AS_WRITTEN)
    found = card()
    both = [replace(agency, teams=found.agencies[0].teams) for agency in found.agencies]
    assert may_take_in(replace(found, agencies=tuple(both)), own=RO, nodes={}) == Refused(NOT_AS_WRITTEN)


def test_only_the_end_of_the_fingerprint_confirms_and_it_is_not_shown() -> None:
    digits = fingerprint(NODES[BE].card)
    *beginning, one, two = digits.split()
    assert shown(digits) == " ".join(beginning)
    for heard in (f"{one} {two}", f"{one}{two}", f" {one}-{two} "):
        assert may_confirm(digits, heard) == Allowed()
    for heard in ("", two, f"{two} {one}", digits, f"{beginning[-1]} {one}"):
        assert may_confirm(digits, heard) == Refused(NOT_CONFIRMED)


def test_a_peer_goes_when_nothing_is_under_way_and_the_reason_says_how_much_is() -> None:
    assert may_remove(open_referrals=0, waiting=0) == Allowed()
    for refused, code, number in (
        (
            may_remove(open_referrals=3, waiting=0),
            "referrals_are_open",
            "3 referrals are still open with this node.",
        ),
        (
            may_remove(open_referrals=1, waiting=2),
            "referrals_are_open",
            "1 referral is still open with this node.",
        ),
        (
            may_remove(open_referrals=0, waiting=2),
            "messages_wait",
            "2 messages still wait to go to this node.",
        ),
        (
            may_remove(open_referrals=0, waiting=1),
            "messages_wait",
            "1 message still waits to go to this node.",
        ),
    ):
        assert isinstance(refused, Refused)
        assert (refused.reason.code, str(refused.reason.sentence)) == (code, number)
        assert "Suspend the node" in str(refused.reason.instead)


def test_a_service_without_days_is_open_on_request() -> None:
    plain = {name: value for name, value in SERVICE.items() if name not in ("open_days", "opens", "closes")}
    assert may_take_in(card(plain), own=RO, nodes={}) == Allowed()


def test_no_team_and_no_service_belongs_to_two_agencies() -> None:
    found = card(SERVICE)
    other = replace(found.agencies[0], teams=(Team(TeamId(uuid4()), "B", (), ()),), services=())
    third = replace(other, teams=(Team(TEAM, "C", (), ()),))
    assert may_take_in(replace(found, agencies=(found.agencies[0], other)), own=RO, nodes={}) == Allowed()
    thrice = replace(found, agencies=(found.agencies[0], other, third))
    assert may_take_in(thrice, own=RO, nodes={}) == Refused(NOT_AS_WRITTEN)
    same = replace(other, services=(SERVICE | {"team": str(other.teams[0].id)},))
    assert may_take_in(replace(found, agencies=(found.agencies[0], same)), own=RO, nodes={}) == Refused(
        NOT_AS_WRITTEN
    )
