"""Need-to-know, asked three ways against a second reading of the policy's file: in the rule, in SQL, over HTTP.

The long form asks every cell of the rule in every standing, every pair of case and section for all purposes, and over
HTTP every combination of any three dimensions; the short one what the tests ask.
"""

import shutil
import sys
from typing import Any

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.here import web_of
from safeconduct.commands.measures.matrix import naive, rule, sight
from safeconduct.commands.measures.matrix.people import Base, askers, settle
from safeconduct.commands.measures.matrix.rule import Found
from safeconduct.commands.measures.places import fresh_folder
from safeconduct.vocabulary.identifiers import NodeId

NODE = NodeId("ro")
SHORT_PURPOSES = ("assessment", "referral_service", "protection", "child_protection")
WIDTH = 30


def measure(plan: Plan) -> Numbers:
    """How much was asked each way, and in how much the house and the file differ; raises CannotRun if in anything."""
    folder = fresh_folder()
    purposes = SHORT_PURPOSES if plan.short else naive.PURPOSES
    try:
        rules = _in_the_rule(plan)
        plan.say("making a node")
        with web_of(folder / "node", NODE) as (_node, connections, rings):
            base = Base(connections, rings)
            settle(base, NODE, askers())
            rules |= _standings(plan)
            pages = _over_http(base, plan)  # before SQL, whose files have no content that opens
            rows = sight.asked(base, purposes=purposes, told=bar(plan, "members"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    found = {"in the rule": rules, "in SQL": rows, "over HTTP": pages.by_surface}
    wrong = [line for part in found.values() for one in part.values() for line in one.shown]
    if wrong:
        raise CannotRun(f"The house and the policy's file differ: {'; '.join(wrong[:5])}.")
    said: Numbers = {
        way: {name: f"{one.asked:>13,} asked, {one.differing} differ" for name, one in part.items()}
        for way, part in found.items()
    }
    together = {way: f"{sum(one.asked for one in part.values()):,}" for way, part in found.items()}
    return {
        "cells of the file": f"{naive.number(whole=True):,}",
        **said,
        "requests": {**pages.requests, "together": pages.requests.total()},
        "marks seen": pages.opened,
        "compared, together": together,
    }


def bar(plan: Plan, what: str) -> rule.Told:
    """A bar on the terminal, drawn anew for each hundredth part; elsewhere a line for each tenth."""
    is_terminal, last = sys.stderr.isatty(), [-1]

    def told(done: int, of: int) -> None:
        parts = 100 if is_terminal else 10
        now = done * parts // max(of, 1)
        if now == last[0]:
            return
        last[0] = now
        if is_terminal:
            full = WIDTH * done // max(of, 1)
            end = "\n" if done >= of else ""
            print(
                f"\r{what} [{'#' * full}{'.' * (WIDTH - full)}] {done:,} of {of:,}",
                end=end,
                file=sys.stderr,
                flush=True,
            )
        else:
            plan.say(f"{what}: {done:,} of {of:,}")

    return told


def _in_the_rule(plan: Plan) -> dict[str, Found]:
    whole = not plan.short
    cells = naive.number(whole=whole)
    return {
        "may, each cell": rule.each_cell(naive.cells(whole=whole), cells, bar(plan, "may")),
        "may_be_held, each team": rule.each_team(naive.PROFESSIONS),
    }


def _standings(plan: Plan) -> dict[str, Found]:
    """This part of the rule knows Django, which has to be set up."""
    each = len(rule.standings("needs", "assessment", "lead"))
    cells, number = (
        (naive.cells(whole=True), naive.number(whole=True))
        if not plan.short
        else (rule.sample(3000, plan.seed), 6000)
    )
    return {
        "decide, each cell in each standing": rule.each_standing(cells, number * each, bar(plan, "decide"))
    }


def _over_http(base: Base, plan: Plan) -> Any:
    from safeconduct.commands.measures.matrix import board, plans, surfaces  # here: Django is set up by now

    whole, strength = not plan.short, plan.of(3, short=2)
    asking = surfaces.Asking(board.laid(base))
    asked = [
        *plans.of_rows(whole=whole),
        *plans.of_exports(whole=whole),
        *plans.of_combinations(strength, whole=whole),
    ]
    plans.ask(asking, asked, bar(plan, "requests"))
    for cell, section in plans.of_writing(whole=whole):
        asking.write(cell, section)
    return asking.counts
