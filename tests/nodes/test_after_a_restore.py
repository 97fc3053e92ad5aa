"""Romania is restored from an older backup while the story has gone on: both sides come to the same again, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from safeconduct.commands.backups.in_place import bring_back, save
from safeconduct.commands.demonstration.walk import CODE_WORD, NAME, PHONE
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from tests.nodes.keepers import confirm_by_one_click
from tests.nodes.story import Story, words
from tests.nodes.town import Town, WatchedBrowser, until
from tests.pair import homes, running

STATE = "SELECT state FROM exchange.catching_up WHERE ours"
WAITING = "SELECT count(*) FROM exchange.outgoing WHERE state = 'waiting'"
NEWS = "The room is still free."
WISH = "A room, and a school nearby."


@dataclass
class After:
    """The stories by what happened since the backup, and the town with a Romania that was restored."""

    town: Town
    accepted: Story
    """Sent before; accepted, begun and closed since."""
    withdrawn: Story
    """Sent before, taken back by us since."""
    narrowed: Story
    """Accepted before, a part taken back by us since."""
    new: Story
    """Sent and accepted since: nothing of it is in the backup."""
    came: Story
    """Sent to us and accepted by us since, and a later version came."""
    gone: Story
    """Sent to us before, accepted since, taken back there since."""
    late: Story
    """Sent before, and taken back by us after the restore, before the numbers were agreed on."""
    effects: list[tuple[object, ...]]
    """What stood in Belgium when the node was lost."""


def back(town: Town) -> Story:
    """A story the other way: from Belgium to Romania."""
    return Story(town, sender="Sofie Maes", receiver="Radu Ene", to="Cabinet Teiul")


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[After]:
    with running(homes() / "restored.pair") as town:
        accepted, withdrawn, late, gone = (
            story.sent() for story in (Story(town), Story(town), Story(town), back(town))
        )
        narrowed = Story(town).reach("accepted")
        saved = save(town.node("ro"), tmp_path_factory.mktemp("saved"))
        for step in ("accepted", "in_service", "outcome_recorded", "closed"):
            accepted.step(step)
        withdrawn.withdraw("sender")
        narrowed.take_back("identity")
        gone.step("accepted")
        gone.withdraw("sender")
        new, came = Story(town).reach("accepted"), back(town).reach("accepted")
        page = came.ana.see(came.person)
        came.ana.fill(page, f"{came.person}sections/", {"wish": WISH, "do": "tell"}, "Saving")
        until("nothing is on its way", lambda: waiting(town) == 0)
        effects = applied(town)

        lose(town)
        with nobody_is_answered(town):
            bring_back(town.node("ro"), saved)
            late.withdraw("sender")
            assert town.value("ro", STATE) == "open"
        until("the numbers are agreed on", lambda: town.value("ro", STATE) == "done", patience=40)
        until("nothing is on its way", lambda: waiting(town) == 0, patience=40)
        yield After(town, accepted, withdrawn, narrowed, new, came, gone, late, effects)


def lose(town: Town) -> None:
    """Whoever was signed in at the node that goes is not any more."""
    town.hang_up("ro")
    for name, hands in town.people.items():
        node = town.pair.place(name).node
        if node.id == "ro":
            hands.browser, hands.is_in = WatchedBrowser(node.id, node.ports.web), False


@contextmanager
def nobody_is_answered(town: Town) -> Iterator[None]:
    """Belgium is asked for its numbers and does not answer yet; all else goes on there."""
    cluster = town.node("be").cluster
    assert cluster is not None
    with cluster.connect(ADMINISTRATOR) as connection, connection.transaction():
        connection.execute("LOCK TABLE exchange.catching_up IN ACCESS EXCLUSIVE MODE")
        yield


def waiting(town: Town) -> int:
    return sum(town.value(node, WAITING) for node in ("ro", "be"))


def applied(town: Town) -> list[tuple[object, ...]]:
    """What peers' messages have done in Belgium, by referral: the records of the audit."""
    return town.ask(
        "be",
        "SELECT referral_id, action, count(*) FROM audit.record WHERE actor_kind = 'peer' GROUP BY 1, 2 ORDER BY 1, 2",
    )


# --- Both sides are equal again -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name, state", [
    ("accepted", "closed"), ("withdrawn", "withdrawn"), ("narrowed", "accepted"), ("came", "accepted"),
    ("gone", "withdrawn"), ("late", "withdrawn"),
])  # fmt: skip
def test_both_sides_hold_the_same_history(after: After, name: str, state: str) -> None:
    story: Story = getattr(after, name)
    assert story.states() == (state, state)
    assert story.histories_agree()


def test_nothing_was_applied_a_second_time(after: After) -> None:
    now = {(shared, action): number for shared, action, number in applied(after.town)}
    again = {
        (after.gone.shared, "referral:holder_answered")
    }  # what the backup had brought back is erased once more
    assert after.effects
    assert {(row[0], row[1]) for row in after.effects if now[row[0], row[1]] != row[2]} == again
    received = "SELECT count(*) FROM audit.record WHERE action = 'referral:received' GROUP BY referral_id"
    twice = f"{received} HAVING count(*) > 1"
    assert after.town.ask("ro", twice) == []


def test_no_number_was_taken_twice(after: After) -> None:
    refused = (
        "SELECT count(*) FROM exchange.outgoing WHERE answer IN ('number_already_used', 'id_already_used')"
    )
    assert [after.town.value(node, refused) for node in ("ro", "be")] == [0, 0]
    lanes = "SELECT count(*) FROM exchange.lane WHERE leap_to IS NOT NULL"
    assert [after.town.value(node, lanes) for node in ("ro", "be")] == [0, 0]


def test_where_nothing_was_posted_meanwhile_numbers_go_on_as_if_nothing_had_been(after: After) -> None:
    highest = "SELECT max(sequence) FROM exchange.incoming WHERE handle = %s"
    assert after.town.value("be", highest, after.late.of_sender("handle")) > 10**12, (
        "posted before they were asked"
    )
    after.narrowed.ana.tell(after.narrowed.path, words(NEWS))
    until("the news is there", lambda: NEWS in after.narrowed.sofie.see(after.narrowed.path).text)
    assert after.town.value("be", highest, after.narrowed.of_sender("handle")) < 20


# --- What was withdrawn stays withdrawn ---------------------------------------------------------------------------


def test_what_was_taken_back_there_meanwhile_does_not_come_back(after: After) -> None:
    case = after.gone.of_receiver("case_id")
    found = "SELECT count(*) FROM keys.section_key WHERE case_id = %s::uuid"
    assert case is None or after.town.value("ro", found, case) == 0
    page = after.town.hands("Radu Ene").see(after.gone.path)
    assert [word for word in (NAME, PHONE, CODE_WORD) if word in page.html] == []
    kept = (
        "SELECT count(*) FROM exchange.outgoing WHERE referral_id = %s AND sections <> '{}' AND event <> '{}'"
    )
    assert after.town.value("be", kept, after.gone.shared) == 0, "nothing is left that could be sent again"


def test_a_consent_that_was_taken_back_meanwhile_is_taken_back_here(after: After) -> None:
    said = "SELECT count(*) FROM consent.withdrawal WHERE referral_id = %s"
    assert after.town.value("ro", said, after.withdrawn.shared) == 1
    assert after.withdrawn.keys_there() == 0


def test_a_part_that_was_taken_back_meanwhile_stays_away(after: After) -> None:
    assert after.town.value(
        "ro", "SELECT taken_back FROM referrals.referral WHERE shared = %s", after.narrowed.shared
    ) == ["identity"]
    assert NAME not in after.narrowed.sofie.see(after.narrowed.path).text


# --- What was forgotten -------------------------------------------------------------------------------------------


def test_what_had_come_meanwhile_is_here_again(after: After) -> None:
    page = after.town.hands("Radu Ene").see(after.came.path)
    assert NAME in page.text
    assert WISH in page.text


def test_an_offer_that_had_left_all_the_same_is_not_asked_about_again(after: After) -> None:
    assert "stopped_by_a_restore" not in str(after.accepted.of_sender("flags"))


def test_the_receipts_of_what_we_had_sent_are_here_again(after: After) -> None:
    found = "SELECT count(*) FROM exchange.receipt WHERE referral_id = %s AND step = 'accepted_by_node'"
    assert after.town.value("ro", found, after.new.of_receiver("shared")) >= 2


# --- A person is told ---------------------------------------------------------------------------------------------


def test_whoever_leads_is_asked_to_call_and_goes_on(after: After) -> None:
    radu = after.town.hands("Radu Ene")
    page = radu.see(after.came.path)
    assert "The steps that we had made since then came back from the other side" in page.text
    assert after.came.reference in radu.see("/").text

    said = radu.fill(page, f"{after.came.path}spoken/", {}, "Having spoken")

    assert "came back from the other side" not in said.text
    assert after.came.of_receiver("worker_id") is not None
    gaps = "SELECT count(*) FROM referrals.gap WHERE reference = %s"
    assert after.town.value("ro", gaps, after.came.reference) == 0


def test_a_referral_that_is_not_here_any_more_is_told_on_both_sides(after: After) -> None:
    dan = after.town.hands("Dan Rusu")
    today = dan.see("/")
    assert "We had sent it, and do not have it any more" in today.text
    assert after.new.reference in today.text
    assert "there: Accepted" in today.text
    there = after.new.sofie.see(after.new.path)
    assert "Their node was restored from a backup that is older than this referral" in there.text


def test_the_page_of_the_other_node_says_what_was_sent_again(after: After) -> None:
    andrei = after.town.hands("Andrei Oprea")
    confirm_by_one_click(andrei, "/administration/peers/node/be/")
    page = andrei.see("/administration/peers/node/be/")
    assert "After our restore" in page.text
    assert "were sent again" in page.text
    assert "There, and not in our backup" in page.text
    recorded = after.town.value("ro", "SELECT detail FROM audit.record WHERE action = 'node:caught_up'")
    assert recorded["behind"] >= recorded["again"] > 0
    assert recorded["ahead"] > 0
