"""The door `backup`: two files of one snapshot, sealed to what only the recovery key opens."""

import argparse
import json
import shlex
from pathlib import Path

from safeconduct.commands.backups.folders import PLACES, folders
from safeconduct.commands.backups.sealed import Say
from safeconduct.commands.backups.writing import Made, write_backup
from safeconduct.commands.examining.machine import BACKUPS
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import default_home, node_in
from safeconduct.commands.nodes.node import Node, facts_of, keep_facts


def main(arguments: list[str]) -> int:
    """0 when both files stand. The folders are kept for the next time. It runs beside a node that serves."""
    asked = _parser().parse_args(arguments)
    node = node_in((asked.home or default_home()).absolute())
    made = back_up(node, asked.to, asked.keys_to, _say)
    _say(f"{made.data}  {_size(made.data)}: the data; it may be kept long")
    _say(f"{made.keys}  {_size(made.keys)}: the keys; of these the newest two are kept, elsewhere")
    _say(f"Taken at {made.heads[0].taken_at} in {made.seconds:.1f} s. Try it: {_trial(made.data, made.keys)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run backup", description=__doc__)
    parser.add_argument("--home", type=Path, help="the folder of the node")
    add_places(parser)
    return parser


def add_places(parser: argparse.ArgumentParser) -> None:
    """The options for the two folders."""
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="where the data file goes")
    parser.add_argument(
        "--keys-to", type=Path, metavar="FOLDER", help="where the key file goes: elsewhere, on another disk"
    )


def back_up(node: Node, to: Path | None, keys_to: Path | None, say: Say) -> Made:
    """A backup in these folders, or in those named before. Raises CannotRun."""
    before = facts_of(node.home).get(PLACES, {})
    data, keys = to or before.get("data"), keys_to or before.get("keys")
    if data is None or keys is None:
        raise CannotRun(
            "Nobody has said where backups go: name two folders, --to for the data and --keys-to for the keys, on "
            "two disks."
        )
    places = folders(Path(data), Path(keys), node.home)
    # Before, so that the backup knows them too, and a node that is made from it.
    keep_facts(node.home, {PLACES: {"data": str(places[0]), "keys": str(places[1])}})
    try:
        made = write_backup(node, data=places[0], keys=places[1], say=say)
    except BaseException:
        keep_facts(node.home, {PLACES: before})
        raise
    _note(node, made)
    return made


def _trial(data: Path, keys: Path) -> str:
    return f"./run restore --verify --data {shlex.quote(str(data))} --keys {shlex.quote(str(keys))}"


def _note(node: Node, made: Made) -> None:
    """For the doctor, who says when the last backup is old."""
    files = {"data": made.data, "keys": made.keys}
    said = {part: {"at": made.heads[0].taken_at, "to": str(path)} for part, path in files.items()}
    half = node.home / f"{BACKUPS}.half"
    half.write_text(json.dumps(said))
    half.replace(node.home / BACKUPS)


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 2**20:.1f} MiB"


def _say(line: str) -> None:
    print(line, flush=True)
