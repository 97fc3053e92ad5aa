"""One process of a node by itself, in the foreground: for systemd, and for a second machine beside the first."""

import argparse
import os
import sys
from pathlib import Path

import psycopg

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import default_home, node_in, number
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.processes import refuse_taken
from safeconduct.commands.nodes.roads import web_server
from safeconduct.commands.places import REPOSITORY, forget_counts
from safeconduct.vocabulary.roles import APP, INBOX, WORKER

ROLES = {"web": APP, "inbox": INBOX, "worker": WORKER}


def become(process: str, arguments: list[str]) -> int:
    """Become the node's web, inbox or worker process; log lines go to standard error. Returns only by CannotRun.

    The database is not prepared here and must be reached: `./run serve` brings it up to the release. Of an embedded
    one that is while the node is served.
    """
    asked = _parser(process).parse_args(arguments)
    node = node_in((asked.home or default_home()).absolute())
    _refuse_unreached(node, process)
    if process != "worker":
        refuse_taken(node.ports.web if process == "web" else node.ports.inbox, f"the {process} of {node.id}")
    command = command_of(node, process, getattr(asked, "processes", 1))
    if process == "web":
        forget_counts(node.home, but_of_the_living=True)
    os.chdir(REPOSITORY)
    os.execve(command[0], command, node.environment(process))  # noqa: S606 - a fixed command line of our own


def command_of(node: Node, process: str, processes: int) -> list[str]:
    """What the process runs."""
    if process == "worker":
        return [sys.executable, "-m", "safeconduct.commands", "carry"]
    return web_server(node.ports.web if process == "web" else node.ports.inbox, node.road, processes)


def _parser(process: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"./run {process}", description=__doc__)
    parser.add_argument("--home", type=Path, help="the folder of the node")
    if process != "worker":
        parser.add_argument(
            "--processes", type=number, default=1, metavar="N", help="how many behind the port (1)"
        )
    return parser


def _refuse_unreached(node: Node, process: str) -> None:
    try:
        node.connect(ROLES[process]).close()
    except psycopg.OperationalError:
        raise CannotRun(
            f"The database of {node.id} is not reached: an embedded one runs while ./run serve does, and of a server "
            "of your own look whether it runs."
        ) from None
