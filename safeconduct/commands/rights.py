"""The door `rights`: look at rules of law and step cards, say what is known of each country, write a pack out,
and count days anew after a change of rules.

With SAFECONDUCT_HOME it reads what was signed on that node too.
"""

import argparse
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import django
from django.urls import URLPattern, URLResolver, get_resolver

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.manage import choose_node
from safeconduct.commands.nodes.homes import default_home, node_in, typed
from safeconduct.commands.nodes.within import become
from safeconduct.rights.cards.reading import deck
from safeconduct.rights.checking import Known, coverage, faults
from safeconduct.rights.codes import Right
from safeconduct.rights.compensation.authorities import schemes
from safeconduct.rights.editing.exporting import as_toml
from safeconduct.rights.reading import PackError, book
from safeconduct.rights.rule import Book
from safeconduct.vocabulary.codes import Confidence

MARKS = {Known.KNOWN: "known", Known.MINIMUM: "minimum", Known.UNKNOWN: "-"}


def main(arguments: list[str]) -> int:
    """0 when every pack and card can be used, 1 with the faults listed when one cannot."""
    parser = argparse.ArgumentParser(prog="./run rights", description=__doc__)
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("check", help="look at packs and cards, and print what is known")
    export = what.add_parser("export", help="write one pack with what was signed on this node")
    export.add_argument("country", help="such as RO, EU or COE")
    anew = what.add_parser("recompute", help="count days anew after a change of rules; tells first, and asks")
    anew.add_argument("--home", type=Path, help="the folder of the node")
    anew.add_argument("--yes", action="store_true", help="move the days without asking")
    given = parser.parse_args(arguments)
    if given.what == "recompute":
        return _recompute(given.home, yes=given.yes)
    choose_node()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeconduct.site.settings")
    django.setup()
    try:
        return _export(given.country.upper()) if given.what == "export" else _check()
    except PackError as fault:
        print(fault)
        return 1


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


AHEAD = timedelta(hours=14)
"""So far a clock on earth is before UTC: who checks a rule there after midnight is not of tomorrow."""


def _check() -> int:
    packs, where = _book()
    schemes()
    today = (datetime.now(UTC) + AHEAD).date()
    if wrong := [*faults(packs, today), *_faults_of_cards(packs, today)]:
        print("\n".join(wrong))
        return 1
    print("\n".join([where, "", *_said(packs)]))
    sentences = sum(len(topic.sentences) for topic in deck().topics)
    print(f"{len(deck().cards)} step cards, and a sheet of {sentences} sentences; no lawyer has checked one.")
    return 0


def _book() -> tuple[Book, str]:
    """The packs of the release, with what was signed on the node that SAFECONDUCT_HOME names."""
    if not os.environ.get("SAFECONDUCT_HOME"):
        return book(), "The packs of this release. With SAFECONDUCT_HOME also what was signed on that node."
    from safeconduct.rights.editing import standing

    return standing.book(
        at_once=True
    ), "The packs of this release, and over them what was signed on this node."


def _export(country: str) -> int:
    packs, _where = _book()
    if country not in packs.packs:
        raise CannotRun(f"There is no pack {country}. There are: {', '.join(packs.packs)}.")
    print(as_toml(packs.packs[country]), end="")
    return 0


def _faults_of_cards(packs: Book, today: date) -> list[str]:
    from safeconduct.referrals.papers.blank import FORMS
    from safeconduct.rights.cards import checking as cards

    pages = set(_names(get_resolver("safeconduct.site.urls").url_patterns))
    return cards.faults(deck(), packs, pages=pages, forms=FORMS, today=today)


def _names(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    """The names of all addresses."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _names(one.url_patterns)
        elif one.name:
            yield one.name


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
    told = ", ".join(f"{name} {len(pack.not_expressed)}" for name, pack in packs.packs.items())
    lines.append(f"What no field of a rule can hold, listed in the handbook: {told}.")
    for pack in packs.packs.values():
        lines += [f"  {pack.jurisdiction}, {right}: {said}" for right, said in pack.unknown.items()]
    return lines
