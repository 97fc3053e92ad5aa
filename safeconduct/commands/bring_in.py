"""The door `import`: bring in the cases that an agency has in a file, into the node of this machine.

It asks the same actions as the page. It acts for one member, who leads the cases afterwards; whoever may run it holds
the node's keys anyway. The file is looked at, told about, and taken in only when somebody says yes.
"""

import argparse
from pathlib import Path
from uuid import UUID

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import default_home, node_in, typed
from safeconduct.commands.nodes.within import become


def main(arguments: list[str]) -> int:
    """0 when it is done, 1 when rows were wrong or nothing was brought in, 2 with one sentence when it cannot be."""
    asked = _parser().parse_args(arguments)
    if (asked.undo is None) == (asked.file is None):
        raise CannotRun("Name the file, or with --undo the import that is to be taken back.")
    home = (asked.home or default_home()).absolute()
    become(node_in(home), "web")
    from django.db import OperationalError

    from safeconduct.commands import bringing

    try:
        return bringing.main(asked)
    except OperationalError as fault:
        raise CannotRun(
            f"The database of this node does not answer: start the node with {typed('./run serve', home)}."
        ) from fault


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run import", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="XLSX, CSV, or JSON of HTCDS 2.0")
    parser.add_argument("--home", type=Path, help="the folder of the node")
    parser.add_argument("--member", required=True, metavar="EMAIL", help="who brings in and leads the cases")
    parser.add_argument(
        "--agency", metavar="NAME", help="in which agency, when the member has several places"
    )
    parser.add_argument("--dry-run", action="store_true", help="look at every row and open no case")
    parser.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE",
        help="which column is what; written there when it does not exist",
    )
    parser.add_argument(
        "--duplicates", choices=("in", "out"), default="out",
        help="rows that may be people who are here: bring in, or leave out (out)",
    )  # fmt: skip
    parser.add_argument(
        "--wrong", type=Path, metavar="FILE", help="write the rows that are left out there, as CSV"
    )
    parser.add_argument("--yes", action="store_true", help="take in what is right without asking")
    parser.add_argument("--undo", type=UUID, metavar="IMPORT", help="take an import back, within a day")
    return parser
