"""The door `facts`: count for the figures what was there before them, referrals and files.

Referrals are counted by the worker's rights and open nothing. A file is opened as its lead would, with the node's keys:
what is counted of it is kept, and that it was counted is a record beside the file. May be ended and begun again.
"""

import argparse
from pathlib import Path

from safeconduct.commands.nodes.homes import default_home, node_in


def main(arguments: list[str]) -> int:
    """0 when everything is counted, 1 when something could not be."""
    parser = argparse.ArgumentParser(prog="./run facts", description=__doc__)
    parser.add_argument("--home", type=Path, help="the folder of the node")
    home = (parser.parse_args(arguments).home or default_home()).absolute()
    node = node_in(home)
    print(node.run("worker", "facts_within", "referrals"), end="", flush=True)
    said = node.run("web", "facts_within", "files")
    print(said, end="", flush=True)
    print(node.run("worker", "facts_within", "sums"), end="", flush=True)
    return 0 if "could not" not in said else 1
