"""A node changes all its keys while a referral is under way: nothing is lost, and nobody telephones."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.commands.demonstration.walk import NAME, Walk
from safeconduct.commands.nodes.outstanding import is_outstanding
from safeconduct.keys import public, turning
from safeconduct.keys.turning import ANNOUNCED_FOR, OVERLAP, Step
from safeconduct.keys.uses import Use
from tests.nodes.desks import HASTY, Desk, ask_again, join, quietly
from tests.nodes.keepers import with_keepers
from tests.nodes.town import Town, until
from tests.pair import homes, running

AT = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def joined() -> Iterator[Town]:
    """Two nodes that know each other."""
    with running(homes() / f"{os.getpid()}.turning", with_keepers, settings=HASTY) as town:
        join(town)
        yield town


def shown_and_taken_in(town: Town) -> None:
    """The card of be with the keys as they are now, and ro's worker takes it in by itself."""
    Desk(town, "be").see()
    print_ = Desk(town, "be").fingerprint()
    ask_again(town, "ro", "be")
    known = "SELECT fingerprint FROM exchange.peer WHERE node = 'be' AND held_since IS NULL"
    until("ro has the new card", lambda: town.value("ro", known) == print_)


def test_keys_change_while_a_referral_goes_from_sent_to_closed(joined: Town) -> None:
    walk, keys = Walk(joined.pair, quietly), joined.node("be").home / "keys"
    path, step, before = walk._sent("keys change under way"), walk.loop.step, public.read(keys)

    turning.announce(keys, AT)
    shown_and_taken_in(joined)
    be, later = joined.node("be"), datetime.now(UTC) + timedelta(days=1)
    assert is_outstanding(be, later), "a part of it waits at ro, sealed to the former key"
    assert not is_outstanding(be, AT), "it came after that"
    with step("accepted: what was sealed to the former key is released and opens", path, "accepted", rungs=4):
        walk.sofie.accept(path)
    until("what was held back arrives", lambda: NAME in walk.sofie.see(path).text)
    assert not is_outstanding(be, later)

    Desk(joined, "ro").act("be", "suspend")  # so that the next step of be is signed now and goes out later
    walk.sofie.move(path, "start")
    assert turning.advance(keys, AT + ANNOUNCED_FOR) is Step.TURNED
    shown_and_taken_in_after_resuming(joined)
    until("the step that was signed before has come", lambda: walk.ana.see(path).state() == "in_service")

    with step("signed with the new keys", path, "outcome_recorded"):
        walk.sofie.move(path, "record_outcome", {"outcome": "given"})
    signed = "SELECT event->>'kid' FROM exchange.outgoing WHERE type LIKE 'safeconduct.referral.%%' ORDER BY posted_at"
    kids = [row[0] for row in joined.ask("be", signed)]
    assert (kids[0], kids[-1]) == (before.kid(Use.OBJECT), public.read(keys).kid(Use.OBJECT))
    assert kids[0] != kids[-1]

    assert turning.advance(keys, AT + ANNOUNCED_FOR + OVERLAP) is Step.AT_REST
    shown_and_taken_in(joined)
    with step("closed, with the former keys gone", path, "closed"):
        walk.ana.move(path, "close", {"confirmation": "confirmed"})
    assert Desk(joined, "ro").standing("be") == "confirmed"
    assert "Keys changed as they had promised never yet" not in Desk(joined, "ro").of("be").text


def test_keys_that_change_at_once_leave_the_held_back_part_to_be_sealed_anew(joined: Town) -> None:
    """What was sealed to keys that somebody may have is never released; the lead is asked, and loses nothing."""
    walk, keys = Walk(joined.pair, quietly), joined.node("be").home / "keys"
    path = walk._sent("keys change at once")

    turning.change_at_once(keys, AT)
    shown_and_taken_in(joined)
    with walk.loop.step("accepted", path, "accepted"):
        walk.sofie.accept(path)
    until("the lead is asked", lambda: "Confirm what they will learn" in walk.ana.see(path).text)
    assert NAME not in walk.sofie.see(path).text

    walk.ana.fill(walk.ana.see(path), f"{path}confirm-anew/", {}, "Confirming anew")
    until("it arrives, sealed to the new key", lambda: NAME in walk.sofie.see(path).text)


def shown_and_taken_in_after_resuming(town: Town) -> None:
    Desk(town, "ro").act("be", "resume")
    shown_and_taken_in(town)
