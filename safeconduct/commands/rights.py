"""The door `rights`: look at the packs of rules and say what is known; count days anew after a change of rules."""

import argparse
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import default_home, node_in, typed
from safeconduct.commands.nodes.within import become
from safeconduct.rights.checking import Known, coverage, faults
from safeconduct.rights.codes import Right
from safeconduct.rights.reading import PackError, book
from safeconduct.rights.rule import Book
from safeconduct.vocabulary.codes import Confidence

MARKS = {Known.KNOWN: "known", Known.MINIMUM: "minimum", Known.UNKNOWN: "-"}


def main(arguments: list[str]) -> int:
    """0 when every pack can be used, 1 with the faults listed when one cannot."""
    parser = argparse.ArgumentParser(prog="./run rights", description=__doc__)
    parser.add_argument(
        "what", choices=["check", "recompute"],
        help="check: look at the packs and print what is known. recompute: of the node of this machine, count the days "
        "anew that an earlier version of a rule gave; it tells first, and asks",
    )  # fmt: skip
    parser.add_argument("--home", type=Path, help="of recompute: the folder of the node")
    parser.add_argument("--yes", action="store_true", help="of recompute: move the days without asking")
    asked = parser.parse_args(arguments)
    return _recompute(asked.home, yes=asked.yes) if asked.what == "recompute" else _check()


def _recompute(home: Path | None, *, yes: bool) -> int:
    home = (home or default_home()).absolute()
    become(node_in(home), "worker")
    from django.db import OperationalError

    from safeconduct.commands import recount

    try:
        return recount.main(yes=yes)
    except OperationalError as fault:
        raise CannotRun(
            f"The database of this node does not answer: start the node with {typed('./run serve', home)}."
        ) from fault


def _check() -> int:
    today = datetime.now(UTC).date()
    try:
        packs = book()
    except PackError as fault:
        print(fault)
        return 1
    if wrong := faults(packs, today):
        print("\n".join(wrong))
        return 1
    print("\n".join(_said(packs)))
    return 0


def _said(packs: Book) -> list[str]:
    today = datetime.now(UTC).date()
    known = coverage(packs, today)
    width = max(len(right) for right in Right)
    lines = [f"{'':<{width}}  " + "".join(f"{country:<9}" for country in known)]
    for right in Right:
        cells = "".join(f"{MARKS[known[country][right]]:<9}" for country in known)
        lines.append(f"{right:<{width}}  {cells}".rstrip())
    lines += [
        "",
        "known: a rule of the country that was read. minimum: only the Union or the Council of Europe.",
        "- : not known. It is shown as not known, with whom to ask.",
        "",
    ]
    by = Counter(rule.confidence for rule in packs.rules)
    checked = sum(rule.is_checked(today) for rule in packs.rules)
    lines.append(
        f"{len(packs.rules)} rules: " + ", ".join(f"{by[one]} {one}" for one in Confidence) + "; "
        f"{checked} checked by a lawyer of the country in the last year."
    )
    lines += [
        f"  {rule.id}: {rule.confidence}, not shown beside a person."
        for rule in packs.rules
        if not rule.is_shown
    ]
    for pack in packs.packs.values():
        lines += [f"  {pack.jurisdiction}, {right}: {said}" for right, said in pack.unknown.items()]
    return lines
