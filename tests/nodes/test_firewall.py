"""The firewall by keys: whatever sealed thing a police node gets hold of, its keys open none of it.

Everything sealed in both nodes' databases is tried with every key of such a node's folder, and with the key of the
police who share the Belgian node. The nodes' own keys open plenty of it, so that the trying is known to work.
"""

import base64
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from safeconduct.keys.errors import CannotOpen
from safeconduct.keys.ring import Process, Ring, load, make
from safeconduct.keys.sealing import ExchangeKey, unseal
from safeconduct.keys.sections import associated
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.identifiers import AgencyId, NodeId
from tests.nodes.hostile import POLICE, SHELTER
from tests.nodes.story import Story
from tests.nodes.town import Town

PROCESSES: tuple[Process, ...] = ("web", "inbox", "worker")
NODES = ("ro", "be")


@pytest.fixture(scope="module", autouse=True)
def under_way(town: Town) -> None:
    """One referral that was sent and one that was accepted, whatever other tests have run."""
    Story(town).sent()
    Story(town).reach("accepted")


def rings_of(folder: Path) -> dict[Process, Ring]:
    """All keys of a folder, which no process of a node has at once."""
    return {process: load(folder, process) for process in PROCESSES}


def unwraps(rings: dict[Process, Ring], wrapped: bytes, place: bytes) -> bool:
    """Whether one of the node's two wrapping keys opens a section's or a file's key."""
    for key in (rings["web"].kek, rings["web"].intake):
        with suppress(CannotOpen):
            key.unwrap(wrapped, place)
            return True
    return False


def unseals(keys: list[ExchangeKey], sealed: dict[str, Any]) -> bool:
    """Whether one of the keys opens a sealed object with the label that stands on it."""
    label = {name: value for name, value in sealed.items() if name != "data_base64"}
    for key in keys:
        with suppress(CannotOpen):
            unseal(base64.b64decode(sealed["data_base64"]), key, canonical(label))
            return True
    return False


def opened(
    town: Town, rings: dict[Process, Ring], keys: list[ExchangeKey]
) -> tuple[Counter[str], Counter[str]]:
    """How much of what both nodes hold opens, and how much was tried, by kind."""
    yes: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for node in NODES:
        for wrapped, place in wrapped_in(town, node):
            tried["key"] += 1
            yes["key"] += unwraps(rings, wrapped, place)
        for sealed in sealed_in(town, node):
            tried["message"] += 1
            yes["message"] += unseals(keys, sealed)
    return +yes, tried


def wrapped_in(town: Town, node: str) -> Iterator[tuple[bytes, bytes]]:
    """Each wrapped key in a node's database, with its place."""
    rows = town.ask(node, "SELECT case_id, section, generation, wrapped FROM keys.section_key")
    for case, section, generation, wrapped in rows:
        yield bytes(wrapped), associated("keys.section_key", "wrapped", f"{case}/{section}/{generation}")
    for file, wrapped in town.ask(node, "SELECT id, wrapped FROM keys.file_key"):
        yield bytes(wrapped), associated("keys.file_key", "wrapped", file)


def sealed_in(town: Town, node: str) -> Iterator[dict[str, Any]]:
    """Each sealed object in a node's database: messages, and what is held back until acceptance."""
    for (event,) in town.ask(node, "SELECT event FROM exchange.outgoing WHERE event ? 'data_base64'"):
        yield event
    for (held,) in town.ask(node, "SELECT held FROM exchange.held_back WHERE held ? 'data_base64'"):
        yield held


def keys_of(rings: dict[Process, Ring], agency: UUID) -> list[ExchangeKey]:
    """The keys by which an agency opens what is sealed to it."""
    return list(rings["inbox"].exchange_keys(AgencyId(agency)))


def test_the_shelters_keys_open_what_was_sent_to_it(town: Town) -> None:
    rings = rings_of(town.node("be").home / "keys")
    yes, tried = opened(town, rings, keys_of(rings, SHELTER))
    assert yes["message"] >= 2
    assert yes["key"] >= 5
    assert tried["message"] > yes["message"]
    assert tried["key"] > yes["key"]


def test_the_keys_of_a_police_node_open_nothing_that_either_node_holds(town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    make(folder, NodeId("mt"), [AgencyId(POLICE)])  # even under the name of the agency that is there
    rings = rings_of(folder)
    yes, tried = opened(town, rings, keys_of(rings, POLICE))
    assert yes == Counter()
    assert tried["message"] >= 5
    assert tried["key"] >= 10


def test_the_police_of_the_same_node_open_no_message_to_its_other_agencies(town: Town) -> None:
    """Wrapping keys are the node's, so row policies stand before them; what opens a message is one agency's."""
    keys = keys_of(rings_of(town.node("be").home / "keys"), POLICE)
    assert keys
    for node in NODES:
        assert [one for one in sealed_in(town, node) if unseals(keys, one)] == []
