"""The loop from consent to closed, over the pages of two nodes, or of two agencies on one."""

from collections import Counter

from safeconduct.commands.demonstration.walk import NAME
from tests.nodes.story import SECRETS, Story
from tests.nodes.town import Town, until


def test_a_referral_goes_from_consent_to_closed_on_both_sides(town: Town) -> None:
    story = Story(town).sent()
    seen = story.sofie.see(story.path)
    assert "A room near a nursery" in seen.text
    assert not [secret for secret in SECRETS if secret in seen.html]
    for state in ("acknowledged", "accepted", "in_service", "outcome_recorded"):
        story.step(state)
    assert NAME in story.sofie.see(story.path).text
    story.step("closed")
    closed = story.sofie.see(story.path)
    assert not [secret for secret in SECRETS if secret in closed.html]
    assert story.histories_agree()
    assert story.ana.see(story.path).rungs() == 4
    by_receiver, by_sender = ("acknowledge", "accept", "start", "record_outcome"), ("close",)
    for node, own, others in (("ro", by_sender, by_receiver), ("be", by_receiver, by_sender)):
        found = recorded(story, node)
        assert {event: found["member", event] for event in own} == dict.fromkeys(own, 1)
        assert {event: found["peer", event] for event in others} == dict.fromkeys(others, 1)
    assert recorded(story, "ro")["member", "sent"] == recorded(story, "be")["peer", "received"] == 1


def recorded(story: Story, node: str) -> Counter[tuple[str, str]]:
    """How often the audit of a node has each act about this referral, by who did it."""
    rows = story.town.ask(
        node,
        "SELECT actor_kind, replace(action, 'referral:', '') FROM audit.record "
        "WHERE referral_id = %s AND action LIKE 'referral:%%' AND outcome = 'done'",
        story.shared,
    )
    return Counter((kind, act) for kind, act in rows)


def test_what_is_held_back_leaves_the_sender_at_acceptance_only(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    held = "SELECT state, held IS NULL FROM exchange.held_back WHERE referral_id = %s"
    assert town.ask("ro", held, story.shared) == [("waiting", False)]
    assert story.keys_there() == 3
    story.step("accepted")
    assert (
        town.value("ro", "SELECT state FROM exchange.held_back WHERE referral_id = %s", story.shared)
        == "released"
    )
    assert story.keys_there() == 5


def test_two_agencies_of_one_node_take_the_same_road(town: Town) -> None:
    story = Story(town, receiver="Radu Ene", to="Cabinet Teiul")
    story.reach("accepted")
    assert NAME in story.sofie.see(story.path).text
    assert story.incoming()[0][:3] == ("main", 1, "safeconduct.referral.offered.v1")
    for state in ("in_service", "outcome_recorded", "closed"):
        story.step(state)
    assert story.histories_agree()
    assert not [secret for secret in SECRETS if secret in story.sofie.see(story.path).html]


def test_a_withdrawal_between_two_agencies_of_one_node_erases_there(town: Town) -> None:
    story = Story(town, receiver="Radu Ene", to="Cabinet Teiul").reach("accepted")
    own = town.value(
        "ro", "SELECT count(*) FROM keys.section_key WHERE case_id = %s::uuid", story.of_sender("case_id")
    )
    story.withdraw("sender")
    until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
    assert story.keys_there() == 0
    kept = town.value(
        "ro", "SELECT count(*) FROM keys.section_key WHERE case_id = %s::uuid", story.of_sender("case_id")
    )
    assert kept == own == 6


def test_a_member_of_another_agency_finds_nothing_under_the_reference(town: Town) -> None:
    story = Story(town).sent()
    for stranger in ("Radu Ene", "Claire Dubois", "Jan Peeters"):
        assert town.hands(stranger).see(story.path).status == 404
