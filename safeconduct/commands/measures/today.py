"""Today and a referral on a node with a million referrals of others: milliseconds over HTTP, and how they grow.

One member has thirty referrals under way; around them stand copies of a real one, of other agencies and of
colleagues. Beside the pages stands the frame alone: the page that asks for a reference, with nothing in it.
"""

import statistics
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from uuid import UUID

from safeconduct.commands.demonstration.browser import Browser
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.demonstration.walk import Walk
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.crowd import grow, model_of
from safeconduct.commands.measures.in_bulk import await_rest
from safeconduct.commands.measures.places import administered, drafts, two_nodes
from safeconduct.commands.nodes.node import Node

OWN = 30
MOST_ROWS = 2
"""Of one table, for each referral of others: with all of its rows a million would be fifty million rows a node."""
A_PLACE = 200
"""Referrals of one agency among the others."""


def measure(plan: Plan) -> Numbers:
    """Each page alone, with a tenth of the crowd (`--amount`) and with all of it; both sides of a referral."""
    most = plan.amount or plan.of(1_000_000, short=20_000)
    sizes = (0, most // 10, most)
    with two_nodes(plan, seldom=True) as pair:
        references = drafts(pair, plan.of(OWN, short=6), plan)
        walk = Walk(pair, lambda _step: None)
        for reference in references:
            walk.ana.send(f"/referrals/{reference}/")
        path = f"/referrals/{references[0]}/"
        walk.loop.until("the referrals are there", lambda: walk.sofie.see(path).status == 200)
        numbers: Numbers = {"own referrals": len(references)}
        sides = ((pair.ro, walk.ana), (pair.be, walk.sofie))
        for before, size in zip((0, *sizes), sizes, strict=False):
            with ThreadPoolExecutor(len(sides)) as both:
                rows = sum(
                    both.map(
                        lambda side, before=before, size=size: _grown(
                            side[0], references[-1], side[1].member, before, size, plan
                        ),
                        sides,
                    )
                )
            rest = _at_rest(pair, plan)
            numbers[f"{size} others"] = {
                "rows written": rows,
                "seconds until the servers were at rest": rest,
                **_pages(pair, sides, path, plan),
            }
        return numbers | _growth(numbers, *sizes[1:])


def _grown(node: Node, reference: str, member: str, start: int, end: int, plan: Plan) -> int:
    if start == end:
        return 0
    with closing(administered(node)) as connection:
        return grow(
            connection,
            model_of(connection, reference, UUID(member)),
            places=end // A_PLACE,
            copies=(start, end),
            plan=plan,
            most_rows=MOST_ROWS,
        )


def _at_rest(pair: Pair, plan: Plan) -> float:
    """Both servers, one after the other; seconds."""
    plan.say("waiting until the servers are at rest")
    took = 0.0
    for node in pair.nodes:
        with closing(administered(node)) as connection:
            took += await_rest(connection)
    return round(took, 1)


def _pages(
    pair: Pair, sides: tuple[tuple[Node, Hands], ...], path: str, plan: Plan
) -> dict[str, dict[str, float]]:
    """Each page of both. While the others were copied a sign-in ends of itself, so both sign in anew where it has."""
    found: dict[str, dict[str, float]] = {}
    for node, hands in sides:
        side = "sender" if node is pair.ro else "receiver"
        for what, page in (("the frame alone", "/find/"), ("Today", "/"), ("a referral", path)):
            plan.say(f"{what}, {side} ({hands.name})")
            hands.sign_in()
            found[f"{what}, {side}"] = _times(hands.browser, page, plan.of(400, short=30))
    return found


def _times(browser: Browser, path: str, number: int) -> dict[str, float]:
    for _warm in range(5):
        browser.get(path)
    times = sorted(browser.seconds(path) for _ in range(number))
    return {
        "p50 ms": round(statistics.median(times) * 1000, 2),
        "p99 ms": round(times[int(number * 0.99)] * 1000, 2),
    }


def _growth(numbers: Numbers, tenth: int, whole: int) -> Numbers:
    """How many times longer the median is with ten times as many."""
    few, many = numbers[f"{tenth} others"], numbers[f"{whole} others"]
    assert isinstance(few, dict) and isinstance(many, dict)  # noqa: S101, PT018 - made above
    return {
        "growth of the median, ten times as many": {
            page: round(many[page]["p50 ms"] / few[page]["p50 ms"], 2)
            for page in few
            if isinstance(few[page], dict)
        }
    }
