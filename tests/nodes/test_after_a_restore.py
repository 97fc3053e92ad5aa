"""Romania is restored from an older backup while a story has gone on: both sides come to the same again, once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from safeconduct.commands.backups.in_place import bring_back, save
from safeconduct.commands.demonstration.walk import CODE_WORD, NAME, PHONE
from tests.nodes.story import Story
from tests.nodes.town import Town, until
from tests.pair import homes, running

STATE = "SELECT state FROM exchange.catching_up WHERE ours"


def back(town: Town, *, sender: str = "Sofie Maes") -> Story:
    """A story the other way: from Belgium to Romania."""
    return Story(town, sender=sender, receiver="Radu Ene", to="Cabinet Teiul")


@dataclass
class Told:
    """The stories by what happened after the backup, and the restored town."""

    town: Town
    quiet: Story
    """Accepted before; nothing since."""
    accepted: Story
    """Sent before, accepted there since."""
    withdrawn: Story
    """Accepted before, taken back here since."""
    new: Story
    """Sent and accepted since: there is nothing of it in the backup."""
    came: Story
    """Sent to us before, accepted by us since, and more was told."""
    came_new: Story
    """Sent to us and accepted by us since."""
    came_back: Story
    """Sent to us before, accepted since, taken back there since."""
    closed: Story
    """In service before, closed since."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with running(homes() / "restored.pair") as town:
        quiet, withdrawn = Story(town).reach("accepted"), Story(town).reach("accepted")
        accepted, closed = Story(town).sent(), Story(town).reach("in_service")
        came, came_back = back(town).sent(), back(town).sent()
        saved = save(town.node("ro"), tmp_path_factory.mktemp("saved"))

        accepted.step("accepted")
        closed.step("outcome_recorded")
        closed.step("closed")
        withdrawn.withdraw("sender")
        withdrawn.wait("withdrawn")
        for story in (came, came_back):
            story.step("accepted")
        came.step("in_service")
        came_back.withdraw("sender")
        until("taken back there", lambda: came_back.of_receiver("state") == "withdrawn")
        new, came_new = Story(town).reach("accepted"), back(town).reach("accepted")
        until("nothing is on its way", lambda: waiting(town) == 0)

        people, town.people = dict(town.people), {}
        town.hang_up("ro")
        bring_back(town.node("ro"), saved)
        del people
        until("the numbers are agreed on", lambda: town.value("ro", STATE) == "done", patience=30)
        until("nothing is on its way", lambda: waiting(town) == 0, patience=30)
        yield Told(town, quiet, accepted, withdrawn, new, came, came_new, came_back, closed)


def waiting(town: Town) -> int:
    return sum(
        town.value(node, "SELECT count(*) FROM exchange.outgoing WHERE state = 'waiting'") for node in ("ro", "be")
    )


def test_look(told: Told) -> None:
    for name in ("quiet", "accepted", "withdrawn", "came", "came_new", "came_back", "closed"):
        story = getattr(told, name)
        print(name, story.states(), story.histories_agree(), story.of_sender("flags"), story.of_receiver("flags"))
    print("new", told.new.states())
    for node in ("ro", "be"):
        print(node, told.town.ask(node, "SELECT peer, ours, state, lanes_behind, behind, lanes_ahead, ahead, again, voided, told FROM exchange.catching_up"))
        print(told.town.ask(node, "SELECT kind, reference, state FROM referrals.gap"))
        print(told.town.ask(node, "SELECT lane, type, state, answer, count(*) FROM exchange.outgoing GROUP BY 1,2,3,4 ORDER BY 1,2,3"))
        print(told.town.ask(node, "SELECT lane, type, status, reason, count(*) FROM exchange.incoming GROUP BY 1,2,3,4 ORDER BY 1,2,3"))
    assert 0
