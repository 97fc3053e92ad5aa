"""Two nodes join by the commands of the page "Join two nodes", as somebody would type them."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from safeconduct.commands.demonstration.pair import ENTRY, STORY
from safeconduct.commands.nodes.node import Node, keep_facts
from safeconduct.commands.nodes.roads import Ports
from safeconduct.commands.places import REPOSITORY, state_folder
from safeconduct.keys.card import AgencyEntry
from safeconduct.vocabulary.identifiers import NodeId
from safeconduct.vocabulary.roles import OWNER

pytestmark = [
    pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="another server is in use"),
    pytest.mark.slow,
]

PAGE = (REPOSITORY / "docs" / "how-to" / "join-two-nodes.md").read_text()
CARD, ADD, LIST, AFTERWARDS, *_KEYS = re.findall(r"^```sh\n(.*?)```", PAGE, flags=re.DOTALL | re.MULTILINE)
OTHER = {"ro": "be", "be": "ro"}


@pytest.fixture(scope="module")
def nodes() -> Iterator[dict[str, Node]]:
    """Two nodes for real people whose databases run, with the agencies of the story."""
    base = state_folder() / "tests" / f"{os.getpid()}.joining"
    made = {name: _node(base / name, name) for name in OTHER}
    try:
        for node in made.values():
            node.prepare()
            # The pages of these nodes are Romanian; what a command prints is English.
            keep_facts(node.home, {"set_up": True, "language": "ro"})
            assert node.cluster is not None
            node.cluster.start()
        yield made
    finally:
        for node in made.values():
            node.stop()
        shutil.rmtree(base, ignore_errors=True)


def _node(home: Path, name: str) -> Node:
    story = tomllib.loads((STORY / f"{name}.toml").read_text())
    agencies = [cast(AgencyEntry, {key: entry[key] for key in ENTRY}) for entry in story["agencies"]]
    template = state_folder() / "tests" / "template"
    home.parent.mkdir(parents=True, exist_ok=True)
    return Node(
        home,
        NodeId(name),
        story["country"],
        Ports(0, 0),
        name=story["name"],
        agencies=agencies,
        template=template,
    )


def typed(block: str, node: Node, desk: Path, said: str = "") -> subprocess.CompletedProcess[str]:
    """Run what the page says in a shell; `./run` of this folder is the real one, for this node's folder."""
    script = desk / "run"
    script.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m safeconduct.commands "$@" --home "{node.home}"\n'
    )
    script.chmod(0o755)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY), "HOME": str(desk)}
    return subprocess.run(
        ["/bin/sh", "-e", "-c", block],
        cwd=desk,
        env=environment,
        input=said,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def desks(nodes: dict[str, Node], tmp_path_factory: Any) -> dict[str, Path]:
    """Where each side types, after both have handed over their cards; what was said beside them is kept."""
    made: dict[str, Path] = {name: tmp_path_factory.mktemp(name) for name in OTHER}
    for name, desk in made.items():
        ended = typed(CARD, nodes[name], desk)
        assert ended.returncode == 0, ended.stderr
        (desk / "said").write_text(ended.stderr)
    for name, desk in made.items():
        shutil.copy(made[OTHER[name]] / "our-card.json", desk / "their-card.json")
    return made


def heard(desk: Path) -> str:
    """The last two groups of what was read aloud there."""
    return " ".join(re.findall(r"[0-9]{5}", (desk / "said").read_text())[-2:])


def known_to(side: str, nodes: dict[str, Node], desks: dict[str, Path]) -> None:
    """One side has taken in the card of the other: a test may be the first that is asked here."""
    script = f"./run peer add their-card.json --confirmed '{heard(desks[OTHER[side]])}'"
    ended = typed(script, nodes[side], desks[side])
    assert ended.returncode == 0, ended.stderr


def rows(node: Node, sql: str) -> list[tuple[Any, ...]]:
    with node.connect(OWNER) as connection:
        return connection.execute(sql).fetchall()


def test_a_prepared_node_has_its_own_card_for_the_inbox(nodes: dict[str, Node]) -> None:
    shown = (
        "SELECT card->>'name', jsonb_array_length(card->'agencies') > 3 FROM exchange.peer WHERE node = 'ro'"
    )
    assert rows(nodes["ro"], shown) == [(nodes["ro"].name, True)]


def test_the_fingerprint_stands_beside_the_card_in_digits_and_words(desks: dict[str, Path]) -> None:
    said = (desks["ro"] / "said").read_text()
    assert len(re.findall(r"\b[0-9]{5}\b", said)) == 12
    assert re.search(r"^  [a-z]+( [a-z]+){11}$", said, re.MULTILINE)


def test_groups_that_nobody_read_out_add_nobody(nodes: dict[str, Node], desks: dict[str, Path]) -> None:
    ended = typed(ADD, nodes["ro"], desks["ro"], "12345 67890\n")
    assert (ended.returncode, ended.stderr) == (
        2,
        "safeconduct: These are not the last two groups of this card's fingerprint.\n",
    )
    assert heard(desks["be"]) not in ended.stdout
    assert rows(nodes["ro"], "SELECT 1 FROM exchange.peer WHERE node = 'be'") == []


def test_two_nodes_join_by_the_commands_of_the_page(nodes: dict[str, Node], desks: dict[str, Path]) -> None:
    for name, desk in desks.items():
        ended = typed(ADD, nodes[name], desk, heard(desks[OTHER[name]]) + "\n")
        assert ended.returncode == 0, ended.stderr
        listed = typed(LIST, nodes[name], desk)
        assert re.search(rf"^{OTHER[name]} +confirmed ", listed.stdout, re.MULTILINE), listed.stdout
    agencies = "SELECT name FROM agencies.agency WHERE node = 'be' ORDER BY name"
    assert rows(nodes["ro"], agencies) == rows(nodes["be"], agencies)
    again = typed(ADD, nodes["ro"], desks["ro"])
    assert "with the same keys: the card was taken in" in again.stdout


def test_keys_that_were_promised_are_said_when_the_card_is_taken_in(
    nodes: dict[str, Node], desks: dict[str, Path]
) -> None:
    known_to("ro", nodes, desks)
    typed("./run keys change", nodes["be"], desks["be"])
    assert typed(CARD, nodes["be"], desks["be"]).returncode == 0
    shutil.copy(desks["be"] / "our-card.json", desks["ro"] / "their-card.json")
    first = typed(ADD, nodes["ro"], desks["ro"])
    assert "the other keys that it had promised, and so with another fingerprint" in first.stdout, (
        first.stderr
    )
    again = typed(ADD, nodes["ro"], desks["ro"])
    assert "with the keys that it had promised, taken in on " in again.stdout, again.stderr


def test_a_peer_is_suspended_resumed_and_removed(nodes: dict[str, Node], desks: dict[str, Path]) -> None:
    known_to("ro", nodes, desks)
    suspend, *rest = AFTERWARDS.splitlines()
    typed(suspend, nodes["ro"], desks["ro"])
    assert re.search(r"^be +suspended ", typed(LIST, nodes["ro"], desks["ro"]).stdout, re.MULTILINE)
    ended = typed("\n".join(rest), nodes["ro"], desks["ro"])
    assert ended.returncode == 0, ended.stderr
    assert typed(LIST, nodes["ro"], desks["ro"]).stdout == ""
    recorded = rows(
        nodes["ro"],
        "SELECT action, actor_kind, detail->>'peer' FROM audit.record WHERE actor_kind = 'owner' ORDER BY recorded_at",
    )
    assert recorded[-3:] == [(f"peer:{what}", "owner", "be") for what in ("suspended", "resumed", "removed")]
    assert (
        rows(
            nodes["ro"],
            "SELECT 1 FROM directory.entry WHERE agency_id IN (SELECT id FROM agencies.agency WHERE node = 'be')",
        )
        == []
    )


def test_a_changed_card_and_a_missing_file_are_one_sentence(
    nodes: dict[str, Node], desks: dict[str, Path]
) -> None:
    desk = desks["be"]
    card = (desk / "their-card.json").read_text()
    (desk / "changed.json").write_text(card.replace("Casa", "Cosa", 1))
    ended = typed("./run peer add changed.json", nodes["be"], desk)
    assert (ended.returncode, ended.stderr) == (
        2,
        "safeconduct: This node card was changed after it was signed. Ask for a new one.\n",
    )
    assert "cannot be read: No such file" in typed("./run peer add nowhere.json", nodes["be"], desk).stderr


def test_a_node_that_does_not_run_is_one_sentence(nodes: dict[str, Node], desks: dict[str, Path]) -> None:
    node = nodes["be"]
    assert node.cluster is not None
    node.cluster.stop()
    ended = typed(LIST, node, desks["be"])
    node.cluster.start()
    assert (ended.returncode, "start the node with ./run serve" in ended.stderr) == (2, True), ended.stderr
