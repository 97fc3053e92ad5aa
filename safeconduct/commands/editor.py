"""The door `editor`: an account for somebody who writes the public site or approves, and a way back into one."""

import argparse
from pathlib import Path

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.homes import default_home, node_in, typed


def main(arguments: list[str]) -> int:
    """Make it, or reset it, and print its password, once. Raises CannotRun where the node has no public site."""
    parser = argparse.ArgumentParser(prog="./run editor", description=__doc__)
    parser.add_argument("name", help="the name to sign in with")
    for does, why in (("approves", "approves what others wrote"), ("organises", "holds conferences")):
        parser.add_argument(f"--{does}", action="store_const", dest="does", const=does, help=why)
    parser.set_defaults(does="writes")
    parser.add_argument("--reset", action="store_true", help="a new password, and no second factor any more")
    parser.add_argument(
        "--speaks", metavar="LANGUAGE", help="reviews the words for the person in it, such as ro"
    )
    parser.add_argument("--home", type=Path, help="the folder of the node")
    asked = parser.parse_args(arguments)
    node = node_in((asked.home or default_home()).absolute())
    if node.site is None or not public.is_made(node.home):
        raise CannotRun(
            f"This node has no public site yet: begin with {typed('./run serve --site 8002', node.home)}."
        )
    with node.database():
        password = node.run(public.PROCESS, "public", *_said(asked)).strip()
    if not password:
        print(f"{asked.name} reviews words in {asked.speaks} from now on, and signs in as before.")
        return 0
    print(f"{asked.name} signs in at {public.address_of_readers(node)}edit/ with the password {password}")
    print("It is shown this once; it is changed there, under the account.")
    if asked.reset:
        print(
            "The second factor and its recovery codes are gone: whoever needs one sets it up when signing in."
        )
    return 0


def _said(asked: argparse.Namespace) -> tuple[str, ...]:
    """What the site is told to do."""
    if asked.reset:
        return ("reset", asked.name)
    return ("speaks", asked.name, asked.speaks) if asked.speaks else ("account", asked.name, asked.does)
