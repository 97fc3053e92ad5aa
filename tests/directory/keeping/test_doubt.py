"""What a doubt about places does to a search, and which answers bring it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from safeconduct.directory.finding.asked import Answered, Offered, Wanted
from safeconduct.directory.finding.soft import Soft
from safeconduct.directory.finding.weighing import RULES
from safeconduct.referrals.history import Move
from safeconduct.referrals.moves import Actor, Event, Side
from safeconduct.referrals.places import is_full
from safeconduct.vocabulary.identifiers import ReferralId

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
ONE = UUID(int=1)


def level(**said: object) -> int:
    """How much its places count."""
    service = Offered(
        ONE, ONE, "Casa Salcia", "RO", "ngo", frozenset({"housing"}), places=2, places_as_of=NOW - timedelta(hours=1),
        **said,  # type: ignore[arg-type]
    )  # fmt: skip
    return RULES[Soft.PLACES](Wanted(), service, Answered(), NOW).level


def test_places_in_doubt_count_less_than_silence_for_a_week_and_then_the_same() -> None:
    silent = RULES[Soft.PLACES](
        Wanted(), Offered(ONE, ONE, "x", "RO", "ngo", frozenset({"housing"})), Answered(), NOW
    ).level
    assert level() > silent
    assert level(doubted_at=NOW - timedelta(days=7)) < silent
    assert level(doubted_at=NOW - timedelta(days=8)) == silent


def moved(event: Event, **codes: object) -> Move:
    return Move(ReferralId(ONE), "head", event, Side.RECEIVER, Actor.MEMBER, NOW, codes)


@pytest.mark.parametrize("moves, said", [
    ([], None),
    ([moved(Event.ACKNOWLEDGE)], None),
    ([moved(Event.DECLINE, reason="no_capacity")], True),
    ([moved(Event.PROPOSE_REROUTE, reason="no_capacity")], True),
    ([moved(Event.DECLINE, reason="outside_area")], None),
    ([moved(Event.ACCEPT)], False),
    ([moved(Event.ACCEPT), moved(Event.DECLINE, reason="no_capacity")], True),
])  # fmt: skip
def test_a_decline_for_want_of_a_place_brings_it_and_an_acceptance_ends_it(
    moves: list[Move], *, said: bool | None
) -> None:
    assert is_full(moves) is said
