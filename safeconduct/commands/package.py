"""The door `package`: look at a sealed file of a case that another system has given, and open it as a new case.

Only the inbox's keys open it, and no page holds them: so it is opened here, by whoever may run the node, for one member
who then leads the case. What does not fit is told line by line.
"""

import argparse
from pathlib import Path

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import default_home, node_in, typed
from safeconduct.commands.nodes.within import become


def main(arguments: list[str]) -> int:
    """0 when it is opened whole, 1 when a part is not in the case or it is refused, 2 when it cannot be tried."""
    asked = _parser().parse_args(arguments)
    if asked.do == "open" and not asked.member:
        raise CannotRun("Say with --member who opens it and leads the case.")
    home = (asked.home or default_home()).absolute()
    become(node_in(home), "web")
    from django.db import OperationalError

    from safeconduct.commands import packaging

    try:
        return packaging.look(asked) if asked.do == "look" else packaging.open_it(asked)
    except OperationalError as fault:
        raise CannotRun(
            f"The database of this node does not answer: start the node with {typed('./run serve', home)}."
        ) from fault


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run package", description=__doc__)
    parser.add_argument(
        "do",
        choices=("look", "open"),
        help="say from whom it is, and with --member what would fit; or open it",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the package")
    parser.add_argument("--home", type=Path, help="the folder of the node")
    parser.add_argument("--member", metavar="EMAIL", help="who opens it and leads the case")
    parser.add_argument(
        "--agency", metavar="NAME", help="in which agency, when the member has several places"
    )
    parser.add_argument(
        "--card", type=Path, metavar="FILE", help="the sender's card, where their node is no peer of this one"
    )
    parser.add_argument(
        "--fingerprint", metavar="DIGITS", help="of that card, as they read it aloud; needed with --card"
    )
    return parser
