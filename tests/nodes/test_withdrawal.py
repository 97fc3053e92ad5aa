"""Taking back works in every state and from either side, and ends what the receiver may read."""

import re
import threading

import pytest

from safeconduct.commands.demonstration.walk import SHARED
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


def marked(story: Story) -> list[tuple[object, ...]]:
    """What the sender's consent record says about being taken back."""
    rows = "SELECT channel, by_role, heard_by::text, by_person FROM consent.withdrawal WHERE consent_id = %s"
    return story.town.ask(story.here, rows, story.of_sender("consent_id"))


def disclosing(story: Story) -> int:
    """How many sections may still leave the sender's case by this referral's consent."""
    live = "SELECT count(*) FROM access.grants WHERE consent_id = %s AND discloses AND ended_at IS NULL"
    found: int = story.town.value(story.here, live, story.of_sender("consent_id"))
    return found


def test_what_the_person_takes_back_at_the_receiver_is_marked_in_the_senders_consent(town: Town) -> None:
    story = Story(town).reach("accepted")
    assert disclosing(story) == len(SHARED)
    story.sofie.withdraw(story.path, {"reason": "by_person", "channel": "telephone"})
    story.wait("withdrawn")

    assert marked(story) == [("telephone", "social_worker", town.agency("Maison Lierre")["id"], True)]
    assert disclosing(story) == 0
    assert "Do not call before you have asked" in story.sofie.see(story.path).text, (
        "a number may have been read"
    )
    assert "It holds until" not in story.ana.see(f"{story.path}receipt/?language=en").text
    assert "the person told Maison Lierre" in story.ana.see(story.path).text
    assert "you took it back" in story.ana.see(f"{story.path}receipt/?language=en").text


def test_what_the_receiver_ends_for_safety_is_not_called_the_persons_word(town: Town) -> None:
    story = Story(town).reach("accepted")
    story.sofie.withdraw(story.path, {"reason": "safety", "channel": "worker"})
    story.wait("withdrawn")

    assert [row[-1] for row in marked(story)] == [False]
    assert disclosing(story) == 0
    receipt = story.ana.see(f"{story.path}receipt/?language=en").text
    assert ("you took it back" in receipt, "ended by us or by them" in receipt) == (False, True)


@pytest.mark.parametrize(
    "reason, said", [("by_sender", "Taken back by the sender"), ("consent_withdrawn", "Consent taken back")]
)
def test_beside_the_state_stands_what_happened_and_not_what_the_person_did_not_do(
    town: Town, reason: str, said: str
) -> None:
    story = Story(town).sent()
    story.ana.withdraw(story.path, {"reason": reason, "channel": "worker"})
    story.wait("withdrawn")
    for hands in (story.ana, story.sofie):
        beside = hands.see(story.path).html.partition('id="state"')[2].partition("</div>")[0]
        assert re.findall(r'class="flag">.*?</svg>([^<]+)<', beside, re.DOTALL) == [said]
    assert "Confirm that access has ended" in story.sofie.see(story.path).text


def test_a_consent_is_marked_once_whoever_takes_back_and_how_often(town: Town) -> None:
    there_twice, here_first = Story(town).reach("acknowledged"), Story(town).reach("acknowledged")
    pages = [story.sofie.see(story.path) for story in (there_twice, there_twice, here_first)]
    here_first.withdraw("sender")
    here_first.wait("withdrawn")
    for page in pages:
        said = there_twice.sofie.browser.submit(page, f"{page.path}withdraw/", reason="by_person")
        assert said.status == 200
    for story in (there_twice, here_first):
        story.wait("withdrawn")
        until("nothing is under way", lambda s=story: _under_way(s) == 0)  # type: ignore[misc]
        assert len(marked(story)) == 1


def test_a_newer_consent_to_the_same_team_outlives_what_was_taken_back_there(town: Town) -> None:
    first = Story(town).reach("acknowledged")
    second = Story(town).drafted(first.person)
    first.withdraw("receiver")
    first.wait("withdrawn")

    assert (disclosing(first), disclosing(second)) == (0, len(SHARED))
    second.ana.send(second.path)
    second.wait("sent")


def test_taking_back_twice_is_taken_back_once(town: Town) -> None:
    story = Story(town).reach("accepted")
    stale = story.ana.see(story.path)
    story.withdraw("sender")
    again = story.ana.withdraw(stale, {"reason": "consent_withdrawn", "channel": "person"})
    assert again.status == 200
    story.wait("withdrawn")
    until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
    until("both histories agree", story.histories_agree)
    assert_nothing_is_left_to_read(story)


def test_what_was_taken_back_is_not_offered_again_but_said_with_its_time(town: Town) -> None:
    story = Story(town).reach("accepted")
    story.withdraw("sender")
    for state in ("withdrawn", "closed"):
        if state == "closed":
            story.sofie.move(story.path, "confirm_freeze")
        story.wait(state)
        for hands in (story.ana, story.sofie):
            page = hands.see(story.path)
            assert not page.has_form(f"{story.path}withdraw/")
            assert re.search(r"It was taken back On \w{3} \d{1,2} \w{3} \d{4}, \d\d:\d\d\.", page.text)
            assert "no software can take back" in page.text


def test_a_part_that_was_taken_back_leaves_the_rest_to_take_back(town: Town) -> None:
    story = Story(town).sent()
    page = story.ana.see(story.path)
    unsaid = story.ana.browser.submit(page, f"{story.path}withdraw/", channel="person", sections=["safety"])
    assert (unsaid.status, "This needs a reason" in unsaid.text) == (422, True), (
        "nobody's word is put for the person's"
    )
    assert 'value="safety" checked' in unsaid.html
    story.ana.withdraw(story.path, {"reason": "by_sender", "channel": "worker", "sections": ["safety"]})
    page = story.ana.see(story.path)
    assert "A part was taken back by us on" in page.text
    receipt = story.ana.see(f"{story.path}receipt/?language=en").text
    assert "what could harm you" not in receipt, "they are told it no more"
    assert "you took this back" not in receipt, "that was not the person's word"
    assert "This works at once" in page.text
    assert "It was taken back" not in page.text
    assert 'id="back-sections-safety"' not in page.html
    assert 'id="back-sections-needs"' in page.html


def test_a_no_to_calling_that_is_taken_back_leaves_no_lesser_warning(town: Town) -> None:
    story = Story(town).reach("accepted")
    asked_first = "Do not call before you have asked Casa Salcia"
    assert asked_first not in story.sofie.see(story.path).text
    story.take_back("safe_contact")
    until("the other side has heard it", lambda: "A part was taken back" in story.sofie.see(story.path).text)
    page = story.sofie.see(story.path).text
    assert asked_first in page
    assert "Nothing here says when it is safe to call" not in page
    assert asked_first not in story.ana.see(story.path).text


@pytest.mark.parametrize(
    "state, said",
    [
        ("closed", "also erases what is kept in case it is opened again"),
        ("declined", "can no longer be opened"),
    ],
)
def test_what_is_over_says_what_taking_back_still_does(town: Town, state: str, said: str) -> None:
    story = Story(town).reach("acknowledged" if state == "declined" else state)
    if state == "declined":
        story.sofie.move(story.path, "decline", {"reason": "no_capacity"})
        story.wait("declined")
    for hands in (story.ana, story.sofie):
        page = hands.see(story.path)
        assert said in page.text
        assert 'name="sections"' not in page.html
        assert page.has_form(f"{story.path}withdraw/")


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
        # All three have the page open before anybody presses: a taking back that has arrived leaves nothing to press.
        pages = {name: town.hands(name).see(story.path) for name in ("Ana Pop", "Sofie Maes", "Karim Haddad")}
        steps = {
            "Ana Pop": (f"{story.path}withdraw/", {"reason": "consent_withdrawn", "channel": "person"}),
            "Sofie Maes": (f"{story.path}move/decline/", {"reason": "no_capacity"}),
            "Karim Haddad": (f"{story.path}withdraw/", {"reason": "by_person", "channel": "person"}),
        }
        said: dict[str, int] = {}

        def press(name: str, said: dict[str, int] = said, pages: dict = pages, steps: dict = steps) -> None:  # type: ignore[type-arg]
            path, answers = steps[name]
            said[name] = town.hands(name).browser.submit(pages[name], path, **answers).status

        presses = [threading.Thread(target=press, args=(name,)) for name in steps]
        for thread in presses:
            thread.start()
        for thread in presses:
            thread.join()
        assert (said["Ana Pop"], said["Karim Haddad"]) == (200, 200)
        assert said["Sofie Maes"] in (200, 409)
        story.wait("withdrawn")
        until("nothing is under way", lambda s=story: _under_way(s) == 0)  # type: ignore[misc]
        assert story.histories_agree()


def _under_way(story: Story) -> int:
    waiting = "SELECT count(*) FROM exchange.outgoing WHERE handle = %s AND state = 'waiting'"
    return sum(story.town.value(node, waiting, story.of_sender("handle")) for node in ("ro", "be"))
