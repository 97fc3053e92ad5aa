"""Taking back works in every state and from either side, and ends what the receiver may read."""

import threading

import pytest

from tests.nodes.story import JOURNEY, SECRETS, Story
from tests.nodes.town import Town, until


def assert_nothing_is_left_to_read(story: Story) -> None:
    until("the keys are gone", lambda: story.keys_there() == 0)
    assert story.grants_there() == 0
    page = story.sofie.see(story.path)
    assert not [secret for secret in (*SECRETS, "A room near a nursery") if secret in page.html]
    held = "SELECT state FROM exchange.held_back WHERE referral_id = %s AND held IS NOT NULL AND state <> 'released'"
    assert story.town.ask(story.here, held, story.shared) == []


@pytest.mark.parametrize("side", ["sender", "receiver"])
@pytest.mark.parametrize("state", JOURNEY)
def test_taking_back_works_in_every_state_from_either_side(town: Town, state: str, side: str) -> None:
    story = Story(town).reach(state)
    story.withdraw(side)
    story.wait("closed" if state == "closed" else "withdrawn")
    for has_flags in (story.of_sender, story.of_receiver):
        until("both know it", lambda ask=has_flags: "consent_withdrawn" in str(ask("flags")))  # type: ignore[misc]
    assert_nothing_is_left_to_read(story)
    until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
    until("both histories agree", story.histories_agree)


def test_the_freeze_is_confirmed_and_the_referral_closed(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    story.withdraw("sender")
    story.wait("withdrawn")
    story.sofie.move(story.path, "confirm_freeze")
    story.wait("closed")
    assert story.histories_agree()


def test_taking_back_works_while_the_receiving_account_is_suspended(town: Town) -> None:
    story = Story(town).reach("accepted")
    sofie = town.pair.member("Sofie Maes")
    town.ask("be", "UPDATE agencies.member SET suspended_at = now() WHERE id = %s", sofie)
    try:
        story.withdraw("sender")
        until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
        assert (story.keys_there(), story.grants_there()) == (0, 0)
    finally:
        town.ask("be", "UPDATE agencies.member SET suspended_at = NULL WHERE id = %s", sofie)
    assert_nothing_is_left_to_read(story)


def test_any_member_of_the_receiving_agency_takes_back_by_reference(town: Town) -> None:
    story = Story(town).reach("accepted")
    story.withdraw("receiver", member="Lotte Wouters")
    story.wait("withdrawn")
    assert_nothing_is_left_to_read(story)


def test_taking_back_twice_is_taken_back_once(town: Town) -> None:
    story = Story(town).reach("accepted")
    story.withdraw("sender")
    story.withdraw("sender")
    story.wait("withdrawn")
    until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
    until("both histories agree", story.histories_agree)
    assert_nothing_is_left_to_read(story)


@pytest.mark.parametrize("event", ["decline", "acknowledge", "accept"])
def test_both_sides_move_at_once_and_both_histories_are_equal(town: Town, event: str) -> None:
    story = Story(town).sent()
    page = story.sofie.see(story.path)
    answers = {
        "decline": {"reason": "no_capacity"},
        "accept": {"worker": town.pair.member("Sofie Maes"), "conflict_check": "none"},
    }.get(event, {})
    both = threading.Barrier(2)

    def answer() -> None:
        both.wait()
        story.sofie.browser.submit(page, f"{story.path}move/{event}/", **answers)

    other = threading.Thread(target=answer)
    other.start()
    both.wait()
    story.withdraw("sender")
    other.join()
    story.wait("withdrawn")
    until("nothing is under way", lambda: _under_way(story) == 0)
    assert story.histories_agree()
    assert_nothing_is_left_to_read(story)


def test_a_decline_and_a_taking_back_by_two_colleagues_at_once_do_not_block_each_other(town: Town) -> None:
    for _round in range(3):
        story = Story(town).reach("acknowledged")
        pages = {name: town.hands(name).see(story.path) for name in ("Sofie Maes", "Karim Haddad")}
        steps = {
            "Sofie Maes": (f"{story.path}move/decline/", {"reason": "no_capacity"}),
            "Karim Haddad": (f"{story.path}withdraw/", {"reason": "consent_withdrawn", "channel": "person"}),
        }
        said: dict[str, int] = {}

        def press(name: str, said: dict[str, int] = said, pages: dict = pages, steps: dict = steps) -> None:  # type: ignore[type-arg]
            path, answers = steps[name]
            said[name] = town.hands(name).browser.submit(pages[name], path, **answers).status

        presses = [threading.Thread(target=press, args=(name,)) for name in steps]
        for thread in presses:
            thread.start()
        story.withdraw("sender")
        for thread in presses:
            thread.join()
        assert said["Karim Haddad"] == 200
        assert said["Sofie Maes"] in (200, 409)
        story.wait("withdrawn")
        until("nothing is under way", lambda s=story: _under_way(s) == 0)  # type: ignore[misc]
        assert story.histories_agree()


def _under_way(story: Story) -> int:
    waiting = "SELECT count(*) FROM exchange.outgoing WHERE handle = %s AND state = 'waiting'"
    return sum(story.town.value(node, waiting, story.of_sender("handle")) for node in ("ro", "be"))
