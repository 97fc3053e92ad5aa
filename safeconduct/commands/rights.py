"""The door `rights`: look at the packs of rules, and say what is known of each country."""

import argparse
from collections import Counter
from datetime import UTC, datetime

from safeconduct.rights.checking import Known, coverage, faults
from safeconduct.rights.codes import Right
from safeconduct.rights.compensation.authorities import schemes
from safeconduct.rights.reading import PackError, book
from safeconduct.rights.rule import Book
from safeconduct.vocabulary.codes import Confidence

MARKS = {Known.KNOWN: "known", Known.MINIMUM: "minimum", Known.UNKNOWN: "-"}


def main(arguments: list[str]) -> int:
    """0 when every pack can be used, 1 with the faults listed when one cannot."""
    parser = argparse.ArgumentParser(prog="./run rights", description=__doc__)
    parser.add_argument("what", choices=["check"], help="look at the packs and print what is known")
    parser.parse_args(arguments)
    today = datetime.now(UTC).date()
    try:
        packs = book()
        schemes()
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
