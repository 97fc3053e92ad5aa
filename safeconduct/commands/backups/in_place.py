"""A node of a trial is backed up and, later, lost and brought back in its own place: for drills and for measures.

Not for a node with people in it: the recovery key is made here and lies in no drawer.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from safeconduct.commands.backups.choosing import choose, open_with
from safeconduct.commands.backups.restoring import Outcome, restore
from safeconduct.commands.backups.sealed import Say
from safeconduct.commands.backups.writing import write_backup
from safeconduct.commands.nodes import recovery
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.postgres import CARELESS, Cluster
from safeconduct.keys import files
from safeconduct.keys.recovery import generate, public_of, spell


@dataclass(frozen=True, slots=True)
class Saved:
    """The two files of one moment, and the words that open them."""

    data: Path
    keys: Path
    words: str


def silent(line: str) -> None:
    """Progress that nobody reads."""


def save(node: Node, folder: Path, *, words: str = "", say: Say = silent) -> Saved:
    """Both files of this moment, while the node serves. `words` of an earlier `save` keep its key."""
    if not words:
        key = generate()
        words = spell(key)
        named = {"v": 1, "recipient": public_of(key).hex()}
        files.write(node.home / recovery.FILE, json.dumps(named).encode())
    data, keys = folder / "data", folder / "keys"
    for place in (data, keys):
        place.mkdir(parents=True, exist_ok=True)
    return Saved(write_backup(node, data=data, keys=keys, say=say).data, keys, words)


def bring_back(node: Node, saved: Saved, *, say: Say = silent) -> Outcome:
    """The node is stopped, its folder is lost, and it is restored in its place and started, with the same ports.

    The data are those of `saved`, the keys the newest that lie beside them. A trial's settings stay.
    """
    node.stop()
    shutil.rmtree(node.home)
    chosen = choose(saved.data, saved.keys)
    done = restore(chosen, open_with(chosen, saved.words), node.home, say=say)
    node.cluster = Cluster(node.home, CARELESS)
    node.start()
    return done
