"""A node for real people in its folder: made by `./run init`, served by `./run serve`, described in `node.json`."""

import shlex
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from pathlib import Path

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node, facts_of, keep_facts
from safeconduct.commands.nodes.roads import Many, Ports, Road
from safeconduct.commands.places import state_folder
from safeconduct.vocabulary.identifiers import NodeId

WEB_PORT, INBOX_PORT = 8000, 8001
MOST_PROCESSES = 32


def port(text: str) -> int:
    """A port as it is typed after an option."""
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < 2**16:
        raise ArgumentTypeError(f"{text} is no port: ports are numbers from 1 to 65535")
    return int(text)


def number(text: str) -> int:
    """How many processes, as it is typed after an option."""
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) <= MOST_PROCESSES:
        raise ArgumentTypeError(f"{text} is not a number of processes: 1 to {MOST_PROCESSES}")
    return int(text)


def default_home() -> Path:
    """Where the node of this clone lies unless another folder is named."""
    return state_folder() / "node"


def add_home(parser: ArgumentParser, *, is_within: bool = False) -> None:
    """The option for the folder; with `is_within` that of a word behind the command, which keeps what came before."""
    parser.add_argument(
        "--home", type=Path, default=SUPPRESS if is_within else None, help="the folder of the node"
    )


def typed(line: str, home: Path) -> str:
    """The line as it is pasted into a shell for the node in this folder: --home stands in it where it is needed."""
    return line if home == default_home() else f"{line} --home {shlex.quote(str(home))}"


def refuse_one_port(ports: Ports) -> None:
    """Raise CannotRun when pages and inbox would listen at the same port."""
    if ports.web == ports.inbox:
        raise CannotRun(
            f"The pages and the inbox cannot both listen at {ports.web}: name two ports, --port and --inbox-port."
        )


def refuse_foreign(home: Path) -> None:
    """Raise CannotRun when the folder holds a demonstration, or things that are no node's."""
    facts = facts_of(home)
    if facts.get("demo"):
        raise CannotRun(
            f"The folder {home} holds a demonstration, and invented people never share a node with real ones: name "
            "another with --home."
        )
    if not facts and home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise CannotRun(f"The folder {home} holds other things than a node: name an empty one with --home.")


def node_in(home: Path) -> Node:
    """The node that was set up in this folder. Raises CannotRun with what to do when there is none."""
    facts = facts_of(home)
    if not facts:
        raise CannotRun(
            f"There is no node in {home}: make one with {typed('./run init', home)}, or name its folder with --home."
        )
    refuse_foreign(home)
    if facts.get("restoring"):
        raise CannotRun(
            f"The restore into {home} was broken off, and such a node must not serve: remove the folder and begin "
            "again with ./run restore."
        )
    if not facts.get("set_up"):
        raise CannotRun(
            f"The node in {home} is not set up yet: go through its seven steps with "
            f"{typed('./run init', home)}."
        )
    return known(home)


def known(home: Path) -> Node:
    """The node as its file describes it, finished or not."""
    facts = facts_of(home)
    return Node(
        home,
        NodeId(facts["node"]),
        facts["country"],
        Ports(facts.get("web_port", WEB_PORT), facts.get("inbox_port", INBOX_PORT)),
        name=facts["name"],
        endpoint=facts.get("endpoint", ""),
        language=facts.get("language", "en"),
        road=Road(**facts.get("road", {})),
        many=Many(**facts.get("many", {})),
        site=public.site_of(facts),
    )


def remember(node: Node) -> None:
    """Write down how the node is reached, so that the next start needs no options."""
    keep_facts(
        node.home,
        {
            "web_port": node.ports.web,
            "inbox_port": node.ports.inbox,
            "endpoint": node.endpoint,
            "road": asdict(node.road),
            "many": asdict(node.many),
            **public.fact_of(node.site),
        },
    )
