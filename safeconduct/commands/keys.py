"""The door `keys`: how the keys of this node stand, and changing them while messages are under way."""

import argparse
from datetime import UTC, datetime
from functools import partial

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import outstanding, recovery
from safeconduct.commands.nodes.homes import add_home, default_home, node_in
from safeconduct.commands.nodes.node import Node
from safeconduct.keys import public, turning
from safeconduct.keys.turning import Step

SAYS = {
    Step.AT_REST: "The keys of {node} are not being changed.",
    Step.ANNOUNCED: "The next keys of {node} are on its card. They are used from {due} on.",
    Step.TURNED: "The new keys of {node} are used. The former ones are believed until {due}.",
}


def main(arguments: list[str]) -> int:
    """0 when done; raises CannotRun with one sentence, KeyFileRefused likewise."""
    asked = _parser().parse_args(arguments)
    node = node_in((asked.home or default_home()).absolute())
    if asked.what == "change":
        _change(node, at_once=asked.at_once)
    elif asked.what == "advance" and not take_due_step(node):
        print("No step of a change is due, or something sealed to the former keys may still come.")
    _say_how_they_stand(node)
    return 0


def take_due_step(node: Node) -> bool:
    """Take the next step of a change of keys when its day has come, and show it on the card; whether there was one."""
    taken = turning.advance(
        node.home / "keys", datetime.now(UTC), is_outstanding=partial(outstanding.is_outstanding, node)
    )
    if taken is None:
        return False
    _show(node)
    return True


def _change(node: Node, *, at_once: bool) -> None:
    now = datetime.now(UTC)
    if at_once:
        turning.change_at_once(node.home / "keys", now)
    else:
        turning.announce(node.home / "keys", now)
    _show(node)


def _show(node: Node) -> None:
    """The card with the keys as they are now. Without a running database it is made by the next start."""
    recovery.seal(node.home)
    try:
        node.run("owner", "peer", "card", "--home", str(node.home))
    except CannotRun:
        print("The node does not run: its card shows this from its next start on.")


def _say_how_they_stand(node: Node) -> None:
    keys = public.read(node.home / "keys")
    due = turning.due(keys)
    print(SAYS[turning.step(keys)].format(node=node.id, due=f"{due:%d %B %Y}" if due else ""))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run keys", description=__doc__)
    add_home(parser)
    what = parser.add_subparsers(dest="what", metavar="WHAT")
    change = what.add_parser(
        "change", help="begin a change: announced for a week, then an overlap of a month"
    )
    add_home(change, is_within=True)
    change.add_argument(
        "--at-once", action="store_true", help="somebody may have the keys: change them without announcing"
    )
    advance = what.add_parser("advance", help="take the step that is due; ./run serve does so by itself")
    add_home(advance, is_within=True)
    return parser
