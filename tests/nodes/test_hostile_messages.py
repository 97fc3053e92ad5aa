"""A message that was opened and may not take effect: refused, its number used, and the lane goes on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from safeconduct.exchange.wire import Event, Lane
from safeconduct.referrals.moves import Event as MoveEvent
from safeconduct.referrals.moves import Side
from safeconduct.vocabulary.identifiers import new_handle
from tests.nodes.hostile import (
    LAWYERS,
    LAWYERS_TEAM,
    MARKER,
    POLICE,
    POLICE_TEAM,
    SHELTER,
    SHELTER_TEAM,
    acted,
)
from tests.nodes.peers import NEEDS, OFFERED, Offer, Peer, batch, disguised
from tests.nodes.story import Story
from tests.nodes.town import Town

# --- One message: refused, its number used ----------------------------------------------------------------


def _with(**changes: Any) -> Callable[[Peer, Offer], Event]:
    """The offer with other fields."""

    def make(mx: Peer, offer: Offer) -> Event:
        for name, value in changes.items():
            setattr(offer, name, value)
        return offer.event()

    return make


def _with_part(name: str, **changes: Any) -> Callable[[Peer, Offer], Event]:
    part = {**NEEDS["needs"], **changes}
    return _with(parts={**NEEDS, name: part}, sections=["needs", "identity"])


REFUSED: dict[str, tuple[Callable[[Peer, Offer], Event], str]] = {
    "unknown_type": (
        lambda mx, offer: mx.event(
            "safeconduct.referral.surprise.v1", {}, to=SHELTER, handle=offer.handle, number=1
        ),
        "unknown_type",
    ),
    "no_envelope": (
        lambda mx, offer: mx.event(OFFERED, {}, to=SHELTER, handle=offer.handle, number=1),
        "malformed_body",
    ),
    "no_sections": (_with(parts={}), "malformed_body"),
    "unknown_section": (_with(parts={"diary": NEEDS["needs"]}), "malformed_body"),
    "narrative": (_with_part("narrative"), "malformed_body"),
    "held_back_at_once": (_with_part("identity"), "sent_too_early"),
    "more_than_consented": (_with_part("safety"), "not_consented"),
    "no_consent_named": (lambda _mx, offer: offer.event(consent=None), "consent_not_named"),
    "consent_ended": (_with(until=datetime.now(UTC) - timedelta(days=1)), "consent_ended"),
    "police": (_with(to=POLICE, team=POLICE_TEAM), "recipient_may_not_hold"),
    "team_of_another_agency": (_with(team=LAWYERS_TEAM, purpose="legal_assistance"), "no_such_team"),
    "no_such_team": (_with(team=uuid4()), "no_such_team"),
    "unknown_purpose": (_with(purpose="curiosity"), "malformed_body"),
    "version_out_of_range": (_with_part("needs", version=2**40), "malformed_body"),
    "no_text_as_role": (_with_part("needs", role="a\0b"), "malformed_body"),
    "unknown_referral": (lambda _mx, offer: offer.moved(offer.move(MoveEvent.CLOSE), 1), "unknown_referral"),
    "release_of_nothing": (lambda _mx, offer: offer.released(1), "unknown_referral"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_may_not_take_effect_is_refused_and_its_number_used(
    mx: Peer, town: Town, offer: Offer, case: str, kept: Callable[[], dict[str, int]]
) -> None:
    make, reason = REFUSED[case]
    bad = make(mx, offer)
    before = kept()
    result = mx.send(bad)[0]
    assert (result["status"], result.get("reason"), result["receipts"]) == ("refused", reason, [])
    assert kept() == before
    assert mx.send(bad)[0] == result, "The same message again is answered alike."
    assert kept() == before
    stored = "SELECT status, reason, referral_id FROM exchange.incoming WHERE message_id = %s"
    assert town.ask("be", stored, bad["id"]) == [("refused", reason, None)]
    assert mx.send(offer.void(2))[0]["status"] == "stored", "The lane stands still."


# --- Later messages ---------------------------------------------------------------------------------------


def test_the_same_bytes_twice_have_their_effect_once(
    mx: Peer, offer: Offer, kept: Callable[[], dict[str, int]]
) -> None:
    body = batch([offer.event()])
    headers = mx.headers(body)
    first = mx.post(body, headers)[1]["results"][0]
    after = kept()
    second = mx.post(body, headers)[1]["results"][0]
    assert (first["status"], second["status"]) == ("stored", "duplicate")
    assert first["receipts"] == second["receipts"]
    assert len(first["receipts"]) == 2
    assert kept() == after


def test_a_number_is_taken_in_its_turn_only(
    mx: Peer, offer: Offer, kept: Callable[[], dict[str, int]]
) -> None:
    before = kept()
    third = offer.void(3)
    assert mx.send(third)[0] == {"id": third["id"], "status": "gap", "expected": 1, "receipts": []}
    assert kept() == before
    assert [result["status"] for result in mx.send(offer.event(1), offer.void(2), third)] == ["stored"] * 3
    late = offer.void(2)
    assert mx.send(late)[0]["reason"] == "number_already_used"


def test_an_id_names_one_message_only(mx: Peer, offer: Offer) -> None:
    first = offer.event()
    mx.send(first)
    again = Offer(mx, SHELTER, SHELTER_TEAM, handle=offer.handle).event(2, id=UUID(first["id"]))
    assert mx.send(again)[0]["reason"] == "id_already_used"
    assert mx.send(offer.void(2))[0]["status"] == "stored"


def test_lanes_do_not_wait_for_each_other(mx: Peer, offer: Offer) -> None:
    assert mx.send(offer.void(1, lane=Lane.RECEIPTS))[0]["status"] == "stored"
    assert mx.send(offer.event(1))[0]["status"] == "stored"


LATER: dict[str, tuple[Callable[[Offer], Event], str]] = {
    "the_receivers_move": (
        lambda offer: offer.moved(
            offer.move(MoveEvent.ACCEPT, side=Side.RECEIVER, codes={"worker": str(uuid4()), "conflict_check": "none"})
        ),
        "not_your_side",
    ),
    "a_move_of_another_referral": (
        lambda offer: offer.moved(Offer(offer.peer, SHELTER, SHELTER_TEAM).move(MoveEvent.WITHDRAW)),
        "another_referral",
    ),
    "under_another_handle": (
        lambda offer: offer.moved(offer.move(MoveEvent.WITHDRAW), 1, handle=new_handle()),
        "another_case",
    ),
    "taken_back_under_another_handle": (lambda offer: offer.withdrawal(handle=new_handle()), "another_case"),
    "at_another_agency": (
        lambda offer: offer.moved(offer.move(MoveEvent.WITHDRAW), 1, to=LAWYERS),
        "unknown_referral",
    ),
    "offered_again": (lambda offer: offer.event(2), "consent_ended"),
    "a_sentence_in_a_code": (
        lambda offer: offer.moved(offer.move(MoveEvent.WITHDRAW, codes={"reason": f"{MARKER} ran away"})),
        "malformed_body",
    ),
    "held_part_of_another_referral": (lambda offer: offer.released(label=uuid4()), "another_referral"),
    "released_before_acceptance": (lambda offer: offer.released(), "sent_too_early"),
    "erased_by_the_sender": (
        lambda offer: offer.peer.event(
            "safeconduct.erase.done.v1",
            {"referral": str(offer.shared), "answer": "erased", "sections": []},
            to=SHELTER, handle=offer.handle, number=1, lane=Lane.WITHDRAWAL,
        ),
        "not_your_side",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LATER)
def test_a_later_message_that_does_not_belong_is_refused(
    mx: Peer, offer: Offer, case: str, kept: Callable[[], dict[str, int]]
) -> None:
    assert mx.send(offer.event())[0]["status"] == "stored"
    make, reason = LATER[case]
    bad = make(offer)
    before = kept()
    result = mx.send(bad)[0]
    assert (result["status"], result.get("reason")) == ("refused", reason)
    assert kept() == before
    number = 3 if bad["subject"] == offer.handle and bad["lane"] == "main" and bad["sequence"] == "2" else 2
    assert mx.send(offer.void(number))[0]["status"] == "stored"


def test_what_was_taken_back_before_it_came_is_never_opened(
    mx: Peer, town: Town, offer: Offer, kept: Callable[[], dict[str, int]]
) -> None:
    before = kept()
    assert mx.send(offer.withdrawal())[0]["status"] == "stored"
    assert mx.send(offer.event())[0]["reason"] == "consent_ended"
    after = kept()
    assert (after["cases"], after["versions"], after["keys"]) == (
        before["cases"],
        before["versions"],
        before["keys"],
    )
    assert (
        town.value("be", "SELECT state FROM referrals.referral WHERE shared = %s", offer.shared)
        == "withdrawn"
    )
    answer = "SELECT type, lane FROM exchange.outgoing WHERE referral_id = %s"
    assert town.ask("be", answer, offer.shared) == [("safeconduct.erase.done.v1", "withdrawal")]


def test_nothing_is_released_into_a_referral_that_is_over(mx: Peer, town: Town, offer: Offer) -> None:
    mx.send(offer.event())
    acted(town, offer, "accept", worker=town.pair.member("Sofie Maes"), conflict_check="none")
    mx.send(offer.withdrawal())
    acted(town, offer, "confirm_freeze")
    assert (
        town.value("be", "SELECT state FROM referrals.referral WHERE shared = %s", offer.shared) == "closed"
    )
    assert mx.send(offer.released())[0]["reason"] == "consent_ended"
    keys = 'SELECT count(*) FROM keys.section_key k JOIN access."case" c ON c.id = k.case_id WHERE c.referral_id = %s'
    assert town.value("be", keys, offer.shared) == 0


def test_a_part_is_released_once(mx: Peer, town: Town, offer: Offer) -> None:
    mx.send(offer.event())
    acted(town, offer, "accept", worker=town.pair.member("Sofie Maes"), conflict_check="none")
    assert mx.send(offer.released(2))[0]["status"] == "stored"
    assert mx.send(offer.released(3))[0]["reason"] == "already_here"
    assert mx.send(offer.void(4))[0]["status"] == "stored"


def test_a_referral_of_another_peer_cannot_be_touched(mx: Peer, town: Town, offer: Offer) -> None:
    story = Story(town).reach("accepted")
    theirs = Offer(mx, SHELTER, SHELTER_TEAM, shared=story.shared, handle=str(story.of_sender("handle")))
    before = story.states(), story.keys_there(), story.grants_there()
    results = mx.send(theirs.event(1), theirs.moved(theirs.move(MoveEvent.CLOSE), 2), theirs.released(3))
    assert [result.get("reason") for result in results] == [
        "not_your_referral",
        "unknown_referral",
        "unknown_referral",
    ]
    assert mx.send(theirs.withdrawal())[0]["reason"] == "already_here"
    assert (story.states(), story.keys_there(), story.grants_there()) == before
    story.step("in_service")


def test_a_receiver_cannot_move_for_the_sender_nor_bring_sections_into_its_case(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    shelter = disguised(town.node("be"), SHELTER, town.node("ro"))
    handle = str(story.of_sender("handle"))
    row = ("id", "created_at", "head")
    made = Offer(
        shelter, UUID(str(story.of_sender("agency_id"))), SHELTER_TEAM, shared=story.shared, handle=handle
    )
    number = town.value(
        "be", "SELECT next FROM exchange.lane WHERE handle = %s AND NOT inward AND lane = 'main'", handle
    )
    before = [story.of_sender(column) for column in row]
    results = shelter.send(
        made.moved(made.move(MoveEvent.CLOSE, side=Side.SENDER), number),
        made.released(number + 1),
        made.event(number + 2),
    )
    assert [result.get("reason") for result in results] == ["not_your_side", "not_your_side", "consent_ended"]
    assert [story.of_sender(column) for column in row] == before
