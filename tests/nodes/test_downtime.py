"""A node that is down: what was meant for it waits, a withdrawal overtakes, and everything has its effect once."""

import os
import signal
from dataclasses import dataclass

import pytest

from safeconduct.commands.demonstration.walk import CODE_WORD, NAME
from tests.nodes.story import SECRETS, Story
from tests.nodes.town import Town, until

WAITING = (
    "SELECT lane, sequence, type, attempts FROM exchange.outgoing "
    "WHERE handle = %s AND state = 'waiting' ORDER BY lane, sequence"
)


@dataclass
class Downtime:
    """What was done while Belgium was down, and what waited then."""

    taken_back: Story
    """Sent and taken back during the downtime."""
    first: Story
    second: Story
    """Two referrals of one person, sent during the downtime one after the other."""
    accepted: Story
    """Accepted before, taken back during the downtime."""
    narrowed: Story
    """Sent during the downtime; then safety and identity were taken back, and the rest was not."""
    waited: dict[str, list[tuple[object, ...]]]
    page: str


@pytest.fixture(scope="module")
def downtime(town: Town) -> Downtime:
    """Belgium is stopped, Romania works on, Belgium comes back."""
    accepted = Story(town).reach("accepted")
    town.hang_up("be")
    town.node("be").stop()
    try:
        first = Story(town).posted()
        second = Story(town).posted(first.person)
        taken_back = Story(town).posted()
        handle = str(taken_back.of_sender("handle"))
        until("a second try", lambda: int(str(town.ask("ro", WAITING, handle)[0][3])) >= 2)
        taken_back.withdraw("sender")
        accepted.withdraw("sender")
        narrowed = Story(town).posted()
        narrowed.take_back("safety", "identity")
        stories = {"taken_back": taken_back, "first": first, "accepted": accepted, "narrowed": narrowed}
        waited = {name: town.ask("ro", WAITING, story.of_sender("handle")) for name, story in stories.items()}
        page = first.ana.see(first.path).text
    finally:
        town.node("be").start()
    until(
        "all is carried",
        lambda: (
            town.value("ro", "SELECT count(*) FROM exchange.outgoing WHERE state = 'waiting' AND peer = 'be'")
            == 0
        ),
    )
    return Downtime(taken_back, first, second, accepted, narrowed, waited, page)


def test_what_is_meant_for_a_node_that_is_down_waits_and_is_tried_again(downtime: Downtime) -> None:
    waited = downtime.waited["first"]
    assert [row[:3] for row in waited] == [
        ("main", 1, "safeconduct.referral.offered.v1"),
        ("main", 2, "safeconduct.referral.offered.v1"),
    ]
    assert int(str(waited[0][3])) >= 1
    assert "still on its way" in downtime.page


def test_a_withdrawal_takes_the_place_of_an_offer_that_has_not_left(downtime: Downtime) -> None:
    assert [row[:3] for row in downtime.waited["taken_back"]] == [
        ("main", 1, "safeconduct.void.v1"),
        ("withdrawal", 1, "safeconduct.referral.withdrawn.v1"),
    ]
    kept = "SELECT event FROM exchange.outgoing WHERE handle = %s AND type LIKE '%%offered%%'"
    assert downtime.taken_back.town.ask("ro", kept, downtime.taken_back.of_sender("handle")) == [({},)]


def test_a_withdrawal_is_the_first_thing_that_is_taken_in(town: Town, downtime: Downtime) -> None:
    arrived = town.ask(
        "be",
        "SELECT handle, lane FROM exchange.incoming WHERE handle = ANY(%s) AND received_at > "
        "(SELECT max(received_at) FROM exchange.incoming WHERE handle = %s AND lane = 'main') ORDER BY received_at",
        [
            str(story.of_sender("handle"))
            for story in (downtime.taken_back, downtime.accepted, downtime.first)
        ],
        downtime.accepted.of_sender("handle"),
    )
    lanes = [lane for _handle, lane in arrived]
    assert lanes[:2] == ["withdrawal", "withdrawal"]
    assert "withdrawal" not in lanes[2:]


def test_what_was_overtaken_was_never_readable(town: Town, downtime: Downtime) -> None:
    story = downtime.taken_back
    assert story.of_receiver("state") == "withdrawn"
    assert story.of_receiver("case_id") is None
    assert [row[2:] for row in story.incoming()] == [
        ("safeconduct.referral.withdrawn.v1", "stored"),
        ("safeconduct.void.v1", "stored"),
    ]
    page = story.sofie.see(story.path)
    assert not [secret for secret in (*SECRETS, "A room near a nursery") if secret in page.html]
    until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
    assert story.histories_agree()


def test_a_part_that_is_taken_back_before_the_offer_left_takes_only_that_part(
    town: Town, downtime: Downtime
) -> None:
    story = downtime.narrowed
    assert [row[:3] for row in downtime.waited["narrowed"]] == [
        ("main", 1, "safeconduct.referral.offered.v1"),
        ("withdrawal", 1, "safeconduct.consent.narrowed.v1"),
    ]
    story.wait("sent")
    assert [row[2:] for row in story.incoming()] == [
        ("safeconduct.consent.narrowed.v1", "stored"),
        ("safeconduct.referral.offered.v1", "stored"),
    ]
    page = story.sofie.see(story.path)
    assert "A room near a nursery" in page.text
    keys = "SELECT DISTINCT section FROM keys.section_key WHERE case_id = %s::uuid"
    assert "safety" not in {row[0] for row in town.ask("be", keys, story.of_receiver("case_id"))}
    story.sofie.accept(story.path)
    until("the rest of what was held back opens", lambda: CODE_WORD in story.sofie.see(story.path).text)
    assert NAME not in story.sofie.see(story.path).html
    assert story.histories_agree()


def test_what_was_accepted_before_is_closed_at_first_contact(downtime: Downtime) -> None:
    story = downtime.accepted
    until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
    assert (story.keys_there(), story.grants_there()) == (0, 0)
    assert not [secret for secret in SECRETS if secret in story.sofie.see(story.path).html]


def test_messages_arrive_in_their_order_and_once(downtime: Downtime) -> None:
    for story in (downtime.first, downtime.second):
        story.wait("sent")
    assert [row[:4] for row in downtime.first.incoming() if row[0] == "main"] == [
        ("main", 1, "safeconduct.referral.offered.v1", "stored"),
        ("main", 2, "safeconduct.referral.offered.v1", "stored"),
    ]
    downtime.second.step("acknowledged")
    assert downtime.first.histories_agree()
    assert downtime.second.histories_agree()


@pytest.mark.parametrize("node, process", [("be", "inbox"), ("ro", "worker")])
def test_a_process_that_is_killed_at_work_loses_nothing_and_doubles_nothing(
    town: Town, node: str, process: str
) -> None:
    stories = [Story(town).drafted() for _ in range(3)]
    victim = town.node(node).services[process].process
    assert victim is not None
    stories[0].ana.send(stories[0].path)
    stories[1].ana.send(stories[1].path)
    os.killpg(victim.pid, signal.SIGKILL)
    stories[2].ana.send(stories[2].path)
    for story in stories:
        story.wait("sent")
        assert [row for row in story.incoming() if row[0] == "main"] == [
            ("main", 1, "safeconduct.referral.offered.v1", "stored")
        ]
        assert story.keys_there() == 3
        until("the receipts are back", lambda s=story: s.ana.see(s.path).rungs() == 2)  # type: ignore[misc]
