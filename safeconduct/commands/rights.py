"""The door `rights`: look at the rules of law, say what is known of each country, and write a pack to be given back.

With SAFECONDUCT_HOME it reads what was signed on that node too.
"""

import argparse
import os
from collections import Counter
from datetime import UTC, datetime

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.manage import choose_node
from safeconduct.rights.checking import Known, coverage, faults
from safeconduct.rights.codes import Right
from safeconduct.rights.editing.exporting import as_toml
from safeconduct.rights.reading import PackError, book
from safeconduct.rights.rule import Book
from safeconduct.vocabulary.codes import Confidence

MARKS = {Known.KNOWN: "known", Known.MINIMUM: "minimum", Known.UNKNOWN: "-"}


def main(arguments: list[str]) -> int:
    """0 when every pack can be used, 1 with the faults listed when one cannot."""
    parser = argparse.ArgumentParser(prog="./run rights", description=__doc__)
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("check", help="look at the packs and print what is known")
    export = what.add_parser("export", help="write one pack with what was signed on this node")
    export.add_argument("country", help="such as RO, EU or COE")
    given = parser.parse_args(arguments)
    today = datetime.now(UTC).date()
    try:
        packs, where = _book()
    except PackError as fault:
        print(fault)
        return 1
    if given.what == "export":
        return _export(packs, given.country.upper())
    if wrong := faults(packs, today):
        print("\n".join(wrong))
        return 1
    print("\n".join([where, "", *_said(packs)]))
    return 0


def _book() -> tuple[Book, str]:
    """The packs of the release, with what was signed on the node that SAFECONDUCT_HOME names."""
    if not os.environ.get("SAFECONDUCT_HOME"):
        return book(), "The packs of this release. With SAFECONDUCT_HOME also what was signed on that node."
    choose_node()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeconduct.site.settings")
    import django

    django.setup()
    from safeconduct.rights.editing import standing

    return standing.book(at_once=True), "The packs of this release, and over them what was signed on this node."


def _export(packs: Book, country: str) -> int:
    if country not in packs.packs:
        raise CannotRun(f"There is no pack {country}. There are: {', '.join(packs.packs)}.")
    print(as_toml(packs.packs[country]), end="")
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
