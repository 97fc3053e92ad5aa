"""The door `reload`: have the node that is served here replace its processes, and read a renewed certificate."""

import argparse
import os
import signal
from pathlib import Path

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import default_home, node_in
from safeconduct.commands.nodes.node import runner_of
from safeconduct.commands.serve import check_certificate


def main(arguments: list[str]) -> int:
    """0 when it was asked. Raises CannotRun when it is not served, or its certificate could not be used."""
    node = node_in((_parser().parse_args(arguments).home or default_home()).absolute())
    if node.road.certificate:
        check_certificate(node.road)
    runner = runner_of(node.home)
    if runner is None:
        raise CannotRun(f"The node in {node.home} is not served: start it with ./run serve.")
    os.kill(runner, signal.SIGUSR1)
    print(f"The node {node.id} was asked: within a minute its old processes have answered all that they had.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run reload", description=__doc__)
    parser.add_argument("--home", type=Path, help="the folder of the node")
    return parser
