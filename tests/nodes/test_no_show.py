"""Two nodes, and the person did not arrive: one side calls, both know which; a child is an alarm on both at once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.commands.demonstration.clock import Clock
from safeconduct.commands.demonstration.hands import Hands, told
from safeconduct.commands.demonstration.walk import CODE_WORD, SHARED
from tests.nodes.story import Story
from tests.nodes.town import Town, until

YOU_CALL, THEY_CALL = "You reach out.", "They reach out; you wait for their word."
CHILD_ALARM = "For a child: call child protection and 116 000 now"
AUTHORITY = "Child protection, duty officer, by day and night"
MISSING = "A child did not arrive, or somebody who may be one:"
AT_ONCE = "The person did not arrive; you and the lead are told at once"


@pytest.fixture
def clock(town: Town) -> Iterator[Clock]:
    """The clock of both nodes, put back at the end."""
    clock = Clock(town.pair)
    before = clock.moved()
    yield clock
    clock.set(before)


def planned(story: Story) -> Story:
    """Both have agreed on a handover in an hour."""
    when = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="minutes")
    story.ana.move(
        story.path, "propose_handover", {"where": "senders_office", "when": when, "brought_by": "alone"}
    )
    until("it is proposed there", lambda: "proposed_by_sender" in str(story.of_receiver("flags")))
    story.sofie.move(story.path, "confirm_handover", {"met_by": "social_worker"})
    story.wait("handover_planned")
    return story


def child(town: Town) -> Story:
    """A routine referral of a child to child protection, acknowledged there."""
    story = Story(town, receiver="Pieter Jacobs", to="Jeunes du Port")
    soon = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    page = story.ana.open_case({"age_band": "12_15", "is_child": "yes", "languages": "uk"})
    for section, answers in {
        "needs": {"needs": "children_dependants", "wish": "Somebody I know."},
        "safety": {"level": "low", "assessed_on": datetime.now(UTC).date().isoformat(), "valid_until": soon},
        "safe_contact": {"safe_to_call": "yes", "channel": "call", "language": "uk", "code_word": CODE_WORD},
        "family": {"authority": AUTHORITY},
    }.items():
        page = story.ana.save(page, section, answers)
    draft = story.ana.draft(page.path, town.agency("Jeunes du Port")["services"][0]["id"], "routine")
    story.person, story.path = page.path, draft.path
    shared = [*(section for section in SHARED if section != "identity"), "family"]
    story.ana.consent(draft, told(shared, language="uk", is_child=True))
    story.ana.send(story.path)
    story.wait("sent")
    story.step("acknowledged")
    return story


def accepted_without_a_name(story: Story) -> Story:
    """Accepted; the way to reach the child has come."""
    story.sofie.accept(story.path)
    story.wait("accepted")
    until("what was held back is there", lambda: CODE_WORD in story.sofie.see(story.path).html)
    return story


def queue(hands: Hands, story: Story) -> str:
    """In which queue of Today a referral stands."""
    html = hands.see("/").html
    before = html.partition(f'<th scope="row"><a href="/referrals/{story.reference}/">')[0]
    return before.rpartition('<section class="queue" id="')[2].partition('"')[0]


def is_reminded(hands: Hands, story: Story) -> bool:
    """Whether this member was told at once."""
    return f"{story.reference} {AT_ONCE}" in hands.see("/").text


def test_a_child_that_did_not_arrive_alarms_both_sides_at_once(town: Town, clock: Clock) -> None:
    story = planned(accepted_without_a_name(child(town)))
    assert [queue(hands, story) for hands in (story.ana, story.sofie)] == ["to-do", "to-do"]
    clock.forward(timedelta(hours=3, minutes=5))
    story.wait("no_show")  # nobody said anything: the receiver's clock did
    for member in ("Ana Pop", "Dan Rusu", "Pieter Jacobs", "Amina Diallo"):
        until(f"{member} is told at once", lambda who=member: is_reminded(town.hands(who), story))  # type: ignore[misc]
    for hands in (story.ana, story.sofie):
        page = hands.see(story.path).text
        assert CHILD_ALARM in page
        assert "The police: only as the agreed plan says." in page
        assert "find out" not in page
    assert [queue(hands, story) for hands in (story.ana, story.sofie)] == ["emergency", "emergency"]

    for member in ("Ana Pop", "Dan Rusu", "Pieter Jacobs", "Amina Diallo"):
        assert f"{MISSING} {story.reference}" in town.hands(member).see("/").text
    assert [AUTHORITY in hands.see(story.path).text for hands in (story.ana, story.sofie)] == [True, True]

    # The sender calls, by what the child has said is safe; the other side does not.
    assert YOU_CALL in story.ana.see(story.path).text
    assert CODE_WORD in story.ana.see(story.path).html
    assert THEY_CALL in story.sofie.see(story.path).text
    colleague = town.hands("Dan Rusu").see(story.path)
    assert "Your colleague Ana Pop reaches out; you wait for their word." in colleague.text
    assert (YOU_CALL in colleague.text, CODE_WORD in colleague.html) == (False, False)

    story.ana.move(story.path, "arrive_late", {"reason": "found_safe"})
    story.wait("in_service")
    for hands in (story.ana, story.sofie):
        page = hands.see(story.path).text
        assert [words for words in (CHILD_ALARM, YOU_CALL, THEY_CALL) if words in page] == []
        assert not is_reminded(hands, story)
        assert MISSING not in hands.see("/").text


def test_a_member_chooses_who_calls_and_an_adult_is_no_alarm_but_a_task_of_both(town: Town) -> None:
    story = planned(Story(town).reach("accepted"))
    page = story.sofie.see(story.path)
    chosen = dict(page.form(f"{story.path}move/miss/").fields)
    assert chosen["caller"] == "sender"
    story.sofie.move(story.path, "miss", {"caller": "receiver"})
    story.wait("no_show")
    receiver, sender = story.sofie.see(story.path), story.ana.see(story.path)
    assert YOU_CALL in receiver.text
    assert CODE_WORD in receiver.html
    assert THEY_CALL in sender.text
    assert CODE_WORD not in sender.html  # whoever does not call needs no way to call
    for hands, page in ((story.sofie, receiver), (story.ana, sender)):
        assert "reaches the person: The receiving agency" in page.text
        assert CHILD_ALARM not in page.text
        assert queue(hands, story) == "to-do"
        assert not is_reminded(hands, story)
    assert story.histories_agree()


def test_no_coordinator_learns_that_it_is_a_child(town: Town) -> None:
    story = child(town)
    for node, side in (("ro", "sender"), ("be", "receiver")):
        assert about_children(story, node) == 1
        row = "SELECT to_jsonb(r)::text FROM referrals.referral r WHERE shared = %s AND side = %s"
        assert 'child"' not in str(town.value(node, row, story.shared, side))
    story.withdraw("sender")
    story.wait("withdrawn")
    for node in ("ro", "be"):
        until("it is forgotten", lambda node=node: about_children(story, node) == 0)  # type: ignore[misc]


def about_children(story: Story, node: str) -> int:
    """Whether this node's clock knows that it is a child."""
    of_it = "SELECT id FROM referrals.referral WHERE shared = %s"
    counted = f"SELECT count(*) FROM referrals.about_child WHERE referral_id IN ({of_it})"
    found: int = story.town.value(node, counted, story.shared)
    return found
