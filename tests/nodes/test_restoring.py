"""The drill: a node is lost. Its data are older than its keys, and a person has taken everything back in between."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from safeconduct.commands.backups.choosing import choose, open_with
from safeconduct.commands.backups.restoring import Outcome, restore
from safeconduct.commands.backups.writing import write_backup
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.walk import CODE_WORD, NAME, PHONE
from safeconduct.commands.nodes import recovery
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.homes import known
from safeconduct.commands.nodes.postgres import CARELESS, Cluster
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.nodes.roads import Ports
from safeconduct.keys import files
from safeconduct.keys.recovery import generate, public_of, spell
from tests.nodes.story import Story
from tests.nodes.town import Town, until
from tests.pair import homes

WORDS = (NAME, PHONE, CODE_WORD)
NEED = "A room near a nursery"
OFFER = "(SELECT offer_message FROM referrals.referral WHERE reference = %s AND side = 'sender')"


@dataclass
class Drill:
    """What stood in Romania before, and the town with a Romania that was restored."""

    erased: Story
    """Accepted at another agency of the node when the data were taken, taken back afterwards."""
    other: Story
    """Likewise, and not taken back."""
    unsent: Story
    """Waited to go when the data were taken; it left a moment later."""
    done: Outcome
    town: Town
    signed_in: int

    def hands(self, member: str) -> Hands:
        """A member at the restored node."""
        return self.town.hands(member)

    def value(self, sql: str, *values: object) -> Any:
        """From the restored database."""
        return self.town.value("ro", sql, *values)

    def case_of(self, story: Story) -> Any:
        """The received case of a story, in the restored database."""
        return self.value(
            "SELECT case_id FROM referrals.referral WHERE reference = %s AND side = 'receiver'",
            story.reference,
        )


@pytest.fixture(scope="module")
def drill(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drill]:
    """Both backups are made while the node serves; the restored one then runs beside it, on other ports."""
    home, key = homes() / f"{os.getpid()}.restored", generate()
    ro = town.node("ro")
    files.write(ro.home / recovery.FILE, b'{"v": 1, "recipient": "%s"}' % public_of(key).hex().encode())
    data, keys = (tmp_path_factory.mktemp(name) for name in ("data", "keys"))
    erased, other = (Story(town, receiver="Radu Ene", to="Cabinet Teiul").reach("accepted") for _ in range(2))
    with nothing_leaves_for(town, "be"):
        unsent = Story(town).posted()
        before = write_backup(ro, data=data, keys=keys, say=silent)
    erased.withdraw("sender")
    until("the keys are destroyed", lambda: erased.keys_there() == 0)
    unsent.wait("sent")
    write_backup(ro, data=data, keys=keys, say=silent)
    chosen = choose(before.data, keys)
    try:
        done = restore(chosen, open_with(chosen, spell(key)), home, say=silent)
        with served(town, home) as restored:
            yield Drill(erased, other, unsent, done, *restored)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def silent(line: str) -> None:
    """Progress that nobody reads."""


@contextmanager
def nothing_leaves_for(town: Town, peer: str) -> Iterator[None]:
    """As if another worker were sending to this peer and took its time."""
    cluster = town.node("ro").cluster
    assert cluster is not None
    with cluster.connect(ADMINISTRATOR) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtextextended(%s, 7))", [peer])
        yield


@contextmanager
def served(town: Town, home: Path) -> Iterator[tuple[Town, int]]:
    """The restored node runs; the town in which it stands in the place of the first, and how many were signed in."""
    node = known(home)
    node.demo, node.ports = True, Ports(*free_ports(2))
    node.cluster = Cluster(home, CARELESS)
    new = Town(replace(town.pair, ro=node))
    try:
        node.start()
        signed_in = new.value("ro", "SELECT count(*) FROM public.django_session")
        agreed = "SELECT count(*) FROM exchange.catching_up WHERE ours AND state = 'done'"
        until(
            "the other node has been asked for its numbers", lambda: new.value("ro", agreed) == 1, patience=40
        )
        yield new, signed_in
    finally:
        new.close()
        node.stop()


def test_all_rows_are_there_and_every_key_that_was_tried_opens(drill: Drill) -> None:
    assert drill.done.rows > 100
    assert drill.done.tried == drill.done.opened > 5


def test_what_was_erased_after_the_data_were_taken_cannot_be_read(drill: Drill) -> None:
    case = drill.case_of(drill.erased)
    page = drill.hands("Radu Ene").see(drill.erased.path)

    assert drill.value("SELECT count(*) FROM keys.section_key WHERE case_id = %s", case) == 0
    assert drill.value("SELECT count(*) FROM cases.section_version WHERE case_id = %s", case) == 0
    assert (
        drill.value("SELECT count(*) FROM access.grants WHERE case_id = %s AND ended_at IS NULL", case) == 0
    )
    assert [word for word in (*WORDS, NEED) if word in page.html] == []
    assert "what you had received here was erased: the person may have taken it back" in page.text
    assert "it was erased, and can no longer be opened" in page.text


def test_what_was_not_erased_is_read_as_before(drill: Drill) -> None:
    page = drill.hands("Radu Ene").see(drill.other.path)
    assert NAME in page.text
    assert NEED in page.text


def test_what_had_not_left_is_stopped_but_for_what_the_other_side_has_all_the_same(drill: Drill) -> None:
    waiting = "SELECT count(*) FROM exchange.outgoing WHERE state = 'waiting' AND sections <> '{}'"
    left = f"SELECT state, answer, event FROM exchange.outgoing WHERE id = {OFFER}"
    held = "SELECT count(*) FROM exchange.held_back WHERE state = 'waiting'"

    assert drill.value(waiting) == 0
    assert drill.town.ask("ro", left, drill.unsent.reference) == [("sent", "left_all_the_same", {})]
    assert drill.value(held) == 0
    assert drill.done.stopped["voided"] >= 2


def test_the_lead_is_asked_and_it_goes_anew_with_their_word(drill: Drill) -> None:
    ana = drill.hands("Ana Pop")
    page = ana.see(drill.unsent.path)
    assert "This node was restored from a backup" in page.text
    assert "Ask the person whether it still holds" in page.text
    assert "It may have left all the same, and waits for your word" in page.text
    assert "We have sent it" not in page.text

    said = ana.fill(page, f"{drill.unsent.path}confirm-anew/", {}, "Confirming")

    assert "This node was restored from a backup" not in said.text
    sent = f"SELECT type FROM exchange.outgoing WHERE id = {OFFER}"
    assert drill.value(sent, drill.unsent.reference) == "safeconduct.referral.offered.v1"
    assert drill.value("SELECT count(*) FROM exchange.held_back WHERE state = 'waiting'") == 1


def test_nobody_is_signed_in_and_the_node_says_that_it_was_restored(drill: Drill) -> None:
    assert drill.signed_in == 0
    assert drill.value("SELECT count(*) FROM access.token WHERE ended_at IS NULL") == 0
    assert drill.value("SELECT epoch > 0 AND restored_from < restored_at FROM access.node") is True
    recorded = drill.value("SELECT detail FROM audit.record WHERE action = 'node:restored'")
    assert recorded["voided"] == drill.done.stopped["voided"]
