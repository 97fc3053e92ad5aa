"""The door `doctor`: look at a node, say what is wrong and what to do. It changes nothing."""

import argparse
import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import default_home, node_in
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.within import become
from safeconduct.commands.places import secret
from safeconduct.vocabulary.roles import OWNER

if TYPE_CHECKING:
    from safeconduct.commands.examining.findings import Finding


def main(arguments: list[str]) -> int:
    """0 when nothing is wrong, 1 when something is. Raises CannotRun when it cannot look."""
    asked = _parser().parse_args(arguments)
    node = node_in((asked.home or default_home()).absolute())
    if asked.metrics_token:
        print(secret(node.home, "metrics"))
        return 0
    become(node, "owner")
    from safeconduct.commands.examining import examine, others
    from safeconduct.commands.examining.findings import Look, Standing

    with node.database() as served, closing(_connection(node)) as connection:
        found = examine(Look(node, connection, served, others.ahead(connection)))
    if asked.json:
        print(json.dumps({name: asdict(finding) for name, finding in found.items()}, indent=1))
    else:
        _tell(node, found, served=served)
    return 1 if any(finding.standing is Standing.WRONG for finding in found.values()) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run doctor", description=__doc__)
    parser.add_argument("--home", type=Path, help="the folder of the node")
    parser.add_argument("--json", action="store_true", help="for a program")
    parser.add_argument(
        "--metrics-token", action="store_true", help="print what /metrics asks for, and look at nothing"
    )
    return parser


def _connection(node: Node) -> psycopg.Connection:
    try:
        return node.connect(OWNER)
    except psycopg.OperationalError as fault:
        raise CannotRun(
            f"The database of {node.id} does not answer: look whether its server runs, then whether the password in "
            "secrets is still its owner's."
        ) from fault


def _tell(node: Node, found: "dict[str, Finding]", *, served: bool) -> None:
    print(f"The node {node.id} {'is served' if served else 'is stopped'}. What was found:\n")
    for name, finding in found.items():
        print(f"{finding.standing.value:<8} {name:<13} {finding.sentence}")
        if finding.do:
            print(f"{'':<22} {finding.do}")
