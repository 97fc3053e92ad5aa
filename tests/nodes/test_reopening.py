"""A closed referral is opened again between two nodes: both agree, what closing ended is restored, and no more."""

import pytest

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.faults import CannotRun
from tests.nodes.story import SECRETS, Story
from tests.nodes.town import Town, until

MEMBERS = {"ro": "Ana Pop", "be": "Sofie Maes"}


def made(town: Town, node: str, story: Story, event: str, codes: str = "{}") -> None:
    """A move past its page, through `actions.move` in a process of its own. Raises CannotRun when refused."""
    as_member(
        town,
        node,
        f"""from safeconduct.access.clock import domain_now
from safeconduct.agencies.queries import member
from safeconduct.referrals.actions import move
from safeconduct.referrals.moves import Event
from safeconduct.referrals.queries import by_reference
by, row = member(acts), by_reference("{story.reference}")
move(referral=row.id, event=Event("{event}"), codes={codes}, by=by, at=domain_now())""",
    )


def as_member(town: Town, node: str, code: str) -> None:
    """Run this as the node's web process would, while the node's member acts."""
    member = town.pair.member(MEMBERS[node])
    lines = [
        "from uuid import UUID",
        "from safeconduct.access.acting import acting",
        f"acts = UUID('{member}')",
        "with acting(acts):",
        *(f"    {line}" for line in code.splitlines()),
    ]
    town.node(node).run("web", "manage", "shell", "-c", "\n".join(lines))


REASON = '{"reason": "need_returned", "person_agrees": True}'


def answered(story: Story, node: str, do: str, **answers: str) -> Page:
    """What this side does on the page of reopening, and what follows."""
    hands = story.ana if node == "ro" else story.sofie
    return hands.browser.submit(hands.see(f"{story.path}reopen/"), "", do=do, **answers)


def proposed(town: Town, story: Story, node: str) -> None:
    """One side proposes to open it again, and both know."""
    said = answered(story, node, "propose", reason="need_returned", person_agrees="yes")
    assert said.status == 200, said.text
    side = "sender" if node == "ro" else "receiver"
    for flags in (story.of_sender, story.of_receiver):
        until("the proposal is there", lambda ask=flags: f"proposed_by_{side}" in str(ask("flags")))  # type: ignore[misc]


def reads(story: Story) -> list[str]:
    """Which of the person's secrets the receiver's worker can read."""
    page = story.sofie.see(story.path).html
    return [secret for secret in SECRETS if secret in page]


def terms(story: Story) -> set[bool]:
    """Whether the received keys have an end."""
    rows = story.town.ask(
        story.there,
        "SELECT due IS NOT NULL FROM keys.section_key WHERE case_id = %s::uuid",
        story.of_receiver("case_id"),
    )
    return {has_end for (has_end,) in rows}


@pytest.mark.parametrize("proposer, answerer", [("ro", "be"), ("be", "ro")])
def test_what_closing_ended_is_restored_and_what_is_taken_back_then_is_gone_for_good(
    town: Town, proposer: str, answerer: str
) -> None:
    story = Story(town).reach("closed")
    assert (reads(story), story.grants_there(), terms(story)) == ([], 0, {True})

    proposed(town, story, proposer)
    assert reads(story) == []  # a proposal opens nothing
    waits = (story.sofie if answerer == "be" else story.ana).see(story.path)
    assert "Next: you must agree to the proposal, or say no" in waits.text
    assert answered(story, answerer, "agree").status == 200
    story.wait("in_service")

    until("it is opened there", lambda: story.grants_there() > 0)
    assert reads(story) == list(SECRETS)
    assert terms(story) == {False}
    assert story.histories_agree()

    story.withdraw("sender")
    story.wait("withdrawn")
    until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
    assert (reads(story), story.grants_there(), story.keys_there()) == ([], 0, 0)


@pytest.mark.parametrize("proposer, answerer", [("ro", "be"), ("be", "ro")])
def test_both_sides_say_who_has_proposed_it_and_who_answers_and_the_answer_is_given_there(
    town: Town, proposer: str, answerer: str
) -> None:
    story = Story(town).reach("closed")
    proposed(town, story, proposer)
    names = {"ro": "Casa Salcia", "be": "Maison Lierre"}
    hands = {"ro": story.ana, "be": story.sofie}
    waits, asked = (hands[node].see(story.path) for node in (proposer, answerer))
    for page in (waits, asked):
        assert f"Opening again was proposed by {names[proposer]} on " in page.text
        assert f"; {names[answerer]} answers." in page.text
        assert "The loop is closed" not in page.text
        assert "Propose to open it again" not in page.text
    assert "Next: they must agree to the proposal, or say no by " in waits.text
    assert "Do not agree" not in waits.text
    assert "Agree, open it again" in asked.text
    said = hands[answerer].browser.submit(asked, f"{story.path}reopen/", do="decline")
    assert said.status == 200
    until("the no is there", lambda: "proposed_by" not in str(story.of_receiver("flags")))
    assert "The loop is closed" in hands[answerer].see(story.path).text


def test_the_receiver_alone_opens_nothing(town: Town) -> None:
    story = Story(town).reach("closed")
    proposed(town, story, "be")
    case = story.of_receiver("case_id")
    past_the_rules = f"from safeconduct.access.doors import reopen; reopen(UUID('{case}'))"
    with pytest.raises(CannotRun, match="the database refuses it"):
        as_member(town, "be", past_the_rules)
    assert (reads(story), story.grants_there()) == ([], 0)


def test_a_consent_that_has_ended_opens_nothing_again(town: Town) -> None:
    story = Story(town).reach("closed")
    proposed(town, story, "ro")
    ended = """UPDATE referrals.referral SET consent = jsonb_set(consent, '{until}', '"2026-01-01T00:00:00.000000Z"')
      WHERE shared = %s"""
    town.ask("be", ended, story.shared)
    said = answered(story, "be", "agree")
    assert said.status == 409
    assert "There is no live consent" in said.text
    assert (reads(story), story.grants_there()) == ([], 0)


def test_what_was_taken_back_after_the_closing_is_never_opened_again(town: Town) -> None:
    story = Story(town).reach("closed")
    proposed(town, story, "ro")
    assert "You have proposed it" in story.ana.see(f"{story.path}reopen/").text
    story.withdraw("sender")
    until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
    for event, codes, said in (
        ("confirm_reopen", "{}", "no proposal to answer"),
        ("propose_reopen", REASON, "nothing to open again"),
    ):
        with pytest.raises(CannotRun, match=said):
            made(town, "be", story, event, codes)
    assert (reads(story), story.grants_there(), story.keys_there()) == ([], 0, 0)
    assert story.states() == ("closed", "closed")


def test_a_proposal_needs_a_reason_and_the_persons_yes_and_a_no_leaves_it_closed(town: Town) -> None:
    story = Story(town).reach("closed")
    empty = answered(story, "be", "propose", person_agrees="yes")
    assert (empty.status, "This needs a reason" in empty.text) == (422, True)
    unasked = answered(story, "be", "propose", reason="person_asked")
    assert (unasked.status, "Nobody has said that the person was asked" in unasked.text) == (409, True)
    proposed(town, story, "be")
    assert "They say that the person was asked" in story.ana.see(f"{story.path}reopen/").text
    assert answered(story, "ro", "decline").status == 200
    until("the no is there", lambda: "proposed_by" not in str(story.of_receiver("flags")))
    assert (story.states(), story.grants_there()) == (("closed", "closed"), 0)


def test_a_mistake_is_marked_once_they_have_said_that_nothing_is_left(town: Town) -> None:
    story = Story(town).sent()
    assert "Take the referral back; mark it" in story.ana.see(f"{story.path}mistake/").text
    assert story.sofie.see(f"{story.path}mistake/").status == 404
    story.withdraw("sender")
    until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
    page = story.ana.see(f"{story.path}mistake/")
    assert story.ana.browser.submit(page, "").status == 422
    said = story.ana.browser.submit(page, "", reason="wrong_recipient")
    assert (said.status, said.path) == (200, story.path)
    until("they know", lambda: "entered_in_error" in str(story.of_receiver("flags")))
    assert "Entered by mistake" in story.sofie.see(story.path).text
    assert story.histories_agree()
