"""The door `facts`: count for the figures what was there before them, and persons once whom two agencies registered.

Without a word referrals and files are counted that were there before the figures. Referrals are counted by the worker's
rights and open nothing. A file is opened as its lead would, with the node's keys: what is counted of it is kept, and
that it was counted is a record beside the file. May be ended and begun again.

`look YEAR` finds who may be registered by two agencies in a year that is over; the leads of both files are asked.
`close YEAR` ends that: the key of the year is destroyed, and with it every mark of a name. It cannot be taken back;
what was answered stays. `years` says how each year stands. None of the three opens a file.
"""

import argparse
from pathlib import Path

from safeconduct.commands.nodes.homes import default_home, node_in
from safeconduct.commands.nodes.node import Node


def main(arguments: list[str]) -> int:
    """0 when everything is counted, 1 when something could not be. Raises CannotRun for a year that is not over."""
    parser = argparse.ArgumentParser(prog="./run facts", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["look", "close", "years"], help="of persons counted once")
    parser.add_argument("year", nargs="?", type=int, help="in which the persons were registered")
    parser.add_argument("--home", type=Path, help="the folder of the node")
    asked = parser.parse_args(arguments)
    if (asked.what in ("look", "close")) != (asked.year is not None):
        parser.error("say the year, as in: ./run facts look 2025")
    node = node_in((asked.home or default_home()).absolute())
    if asked.what:
        words = [asked.what, *([str(asked.year)] if asked.year else [])]
        print(node.run("worker", "facts_within", *words), end="", flush=True)
        return 0
    return _before(node)


def _before(node: Node) -> int:
    """Count what was there before the figures."""
    print(node.run("worker", "facts_within", "referrals"), end="", flush=True)
    said = node.run("web", "facts_within", "files")
    print(said, end="", flush=True)
    print(node.run("worker", "facts_within", "sums"), end="", flush=True)
    return 0 if "could not" not in said else 1
