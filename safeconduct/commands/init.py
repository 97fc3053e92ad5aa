"""The door `init`: make a node for real people, and set it up once by a wizard on this machine."""

import argparse
import secrets
import string
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import recovery
from safeconduct.commands.nodes.homes import (
    INBOX_PORT,
    WEB_PORT,
    default_home,
    known,
    port,
    refuse_foreign,
    refuse_one_port,
    remember,
    typed,
)
from safeconduct.commands.nodes.node import Node, facts_of, keep_facts
from safeconduct.commands.nodes.processes import ending_in_order
from safeconduct.commands.nodes.roads import Ports
from safeconduct.commands.places import keep_secret
from safeconduct.keys.ring import make
from safeconduct.keys.setup import SECRET, link_of
from safeconduct.vocabulary.identifiers import AgencyId, NodeId
from safeconduct.vocabulary.roles import OWNER

SAYS = """Make a node for real people, and set it up by seven pages in a browser on this machine. That is done once.
What was entered before Ctrl-C is kept, and the same command goes on with it."""
LAST_LOOK = 3.0
"""Seconds that the last page has to reach the browser before its server ends."""


def main(arguments: list[str]) -> int:
    """0 when the node is set up, 130 when that was broken off; what was entered is kept then."""
    asked = _parser().parse_args(arguments)
    home = (asked.home or default_home()).absolute()
    refuse_foreign(home)
    _refuse_second(home)
    with ending_in_order():
        node = _node(home, asked)
        node.refuse_taken_ports()
        _say(f"Making the node {node.id} in {home} ...")
        node.prepare()
        remember(node)
        try:
            return _set_up(node)
        except KeyboardInterrupt:
            _say(
                f"\nNot finished. What was entered is kept, and this goes on with it: {typed('./run init', home)}"
            )
            return 130
        finally:
            node.stop()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run init", description=SAYS)
    parser.add_argument(
        "--home", type=Path, help="its folder: a new or an empty one, or that of an init that was broken off"
    )
    parser.add_argument(
        "--node", type=_node_name, help="its name among other nodes, for good: se, casa-salcia"
    )
    parser.add_argument("--port", type=port, help=f"the port of its pages ({WEB_PORT})")
    parser.add_argument("--inbox-port", type=port, help=f"the port for other nodes ({INBOX_PORT})")
    return parser


def _node_name(text: str) -> str:
    signs = string.ascii_lowercase + string.digits + "-"
    if not text or len(text) > 30 or text[0] not in string.ascii_lowercase or set(text) - set(signs):
        raise argparse.ArgumentTypeError(
            f"{text} is no name for a node: small letters, digits and hyphens, a letter first, 30 signs at most"
        )
    return text


def _refuse_second(home: Path) -> None:
    if facts_of(home).get("set_up"):
        raise CannotRun(
            f"The node in {home} is set up already, and that is done once: start it with "
            f"{typed('./run serve', home)}, or make another with --home."
        )


def _node(home: Path, asked: argparse.Namespace) -> Node:
    """The node that was begun here before, or a new one."""
    facts = facts_of(home)
    if facts and asked.node not in (None, facts["node"]):
        raise CannotRun(
            f"The node in {home} is called {facts['node']}, and its keys are made out to that name: leave --node out."
        )
    before = known(home).ports if facts else Ports(WEB_PORT, INBOX_PORT)
    ports = Ports(asked.port or before.web, asked.inbox_port or before.inbox)
    refuse_one_port(ports)
    name = facts.get("node") or asked.node or _new_name()
    return Node(home, NodeId(name), facts.get("country", ""), ports, setup=True)


def _new_name() -> str:
    """A name that says nothing about the machine."""
    return "node-" + "".join(secrets.choice(string.ascii_lowercase) for _ in range(6))


# --- The wizard runs ----------------------------------------------------------------------------------------------


def _set_up(node: Node) -> int:
    key = _new_key(node.home)
    node.start()
    if not _is_set_up(node):
        _open_door(node, key)
        _say(
            "Open this address in a browser on this machine. It works once; Ctrl-C ends and keeps what was entered.\n"
        )
        _say(f"  http://localhost:{node.ports.web}/setup/open/{link_of(key)}/\n")
        while not _is_set_up(node):
            time.sleep(0.5)
        time.sleep(LAST_LOOK)
    _finish(node)
    _say(f"The node {node.id} is set up. Start it with: {typed('./run serve', node.home)}")
    return 0


def _new_key(home: Path) -> str:
    """A key for this run of the wizard; that of an earlier one opens nothing any more."""
    key = secrets.token_urlsafe(32)
    (home / "secrets" / SECRET).unlink(missing_ok=True)
    keep_secret(home, SECRET, key)
    return key


def _open_door(node: Node, key: str) -> None:
    with closing(node.connect(OWNER)) as connection:
        connection.execute("DELETE FROM access.setup_door")
        connection.execute(
            "INSERT INTO access.setup_door (key_hash) VALUES (%s)", [sha256(key.encode()).digest()]
        )


def _is_set_up(node: Node) -> bool:
    with closing(node.connect(OWNER)) as connection:
        return connection.execute("SELECT set_up_at IS NOT NULL FROM access.node").fetchone() == (True,)


# --- What remains when it is done ---------------------------------------------------------------------------------


def _finish(node: Node) -> None:
    """Keys for the agency, the sealed copy of all keys, and the node's file; safe to repeat."""
    with closing(node.connect(OWNER)) as connection:
        agencies = connection.execute(
            "SELECT id, name, country FROM agencies.agency WHERE node = %s ORDER BY name", [node.id]
        ).fetchall()
        language = connection.execute("SELECT answer FROM setup.kept WHERE step = 'language'").fetchone()
    make(node.home / "keys", node.id, [AgencyId(agency[0]) for agency in agencies])
    recovery.seal(node.home)
    (node.home / "secrets" / SECRET).unlink(missing_ok=True)
    facts: dict[str, Any] = {"set_up": True, "name": agencies[0][1], "country": agencies[0][2]}
    keep_facts(node.home, facts | {"language": language[0]["language"] if language else "en"})


def _say(line: str) -> None:
    print(line, flush=True)
