"""The door `once`: count persons once whom two agencies of this node have registered in one year.

Without a word it says how each year stands. `look YEAR` finds the pairs of a year that is over, and the leads of both
files are asked. `close YEAR` ends the count: the key of that year is destroyed, and with it every mark. That cannot be
taken back; what was answered stays. None of it opens a file.
"""

import argparse
from pathlib import Path

from safeconduct.commands.nodes.homes import default_home, node_in


def main(arguments: list[str]) -> int:
    """0 when it is done. Raises CannotRun, such as for a year that is not over."""
    parser = argparse.ArgumentParser(prog="./run once", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["look", "close"], help="without it, how each year stands")
    parser.add_argument("year", nargs="?", type=int, help="the year in which the persons were registered")
    parser.add_argument("--home", type=Path, help="the folder of the node")
    asked = parser.parse_args(arguments)
    if (asked.what is None) != (asked.year is None):
        parser.error("Say the year, as in: ./run once look 2025")
    node = node_in((asked.home or default_home()).absolute())
    words = [asked.what, str(asked.year)] if asked.what else ["counts"]
    print(node.run("worker", "once_within", *words), end="", flush=True)
    return 0
