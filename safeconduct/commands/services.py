"""The door `services`: bring in services from a file, into the node of this machine, and take an import back.

Every row becomes a proposal: nothing is shown or found before a keeper of the node accepts it on the import's page. It
acts for one member who keeps the node, and asks the same actions as the page.
"""

import argparse
from pathlib import Path
from uuid import UUID

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import default_home, node_in, typed
from safeconduct.commands.nodes.within import become


def main(arguments: list[str]) -> int:
    """0 when it is done, 1 when rows were wrong, 2 with one sentence when it cannot be."""
    asked = _parser().parse_args(arguments)
    home = (asked.home or default_home()).absolute()
    become(node_in(home), "web")
    from django.db import OperationalError

    from safeconduct.commands import services_bringing

    try:
        return services_bringing.main(asked)
    except OperationalError as fault:
        raise CannotRun(
            f"The database of this node does not answer: start the node with {typed('./run serve', home)}."
        ) from fault


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run services", description=__doc__)
    does = parser.add_subparsers(dest="does", required=True)
    bring = does.add_parser("bring", help="read a file as proposals")
    bring.add_argument(
        "file",
        metavar="FILE",
        help="HSDS (JSON, or a zip of CSV), XLSX or CSV; or the address of an HSDS API",
    )
    bring.add_argument("--source", help="what the file is, in words or as an address; its name when left out")
    bring.add_argument("--source-date", metavar="DAY", help="of which day it is, as year-month-day")
    bring.add_argument(
        "--confidence", default="unverified", choices=("verified", "secondary", "unverified", "uncertain"),
        help="how good the source is where a row does not say so (unverified)",
    )  # fmt: skip
    bring.add_argument("--country", default="", help="the country where a row names none")
    bring.add_argument(
        "--place", default="", choices=("", "office", "outreach", "remote", "shelter", "safe_flat"),
        help="the kind of place where a row does not say so; without it no address is taken over",
    )  # fmt: skip
    bring.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE",
        help="which column is what; written there when it does not exist",
    )
    bring.add_argument("--dry-run", action="store_true", help="read every row and keep nothing")
    bring.add_argument("--wrong", type=Path, metavar="FILE", help="write what is wrong there, as CSV")
    bring.add_argument("--open", action="store_true", help="let the proposals be answered at once")
    undo = does.add_parser("undo", help="take an import back")
    undo.add_argument("bringing", type=UUID, metavar="IMPORT")
    for one in (bring, undo):
        one.add_argument("--home", type=Path, help="the folder of the node")
        one.add_argument("--member", required=True, metavar="EMAIL", help="who keeps the node and does this")
        one.add_argument(
            "--agency", metavar="NAME", help="in which agency, when the member has several places"
        )
    return parser
