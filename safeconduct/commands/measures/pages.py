"""Queries per page, counted in a process of the node, and milliseconds over HTTP as a browser waits for them."""

import statistics

from safeconduct.commands.demonstration.browser import Browser
from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.demonstration.walk import Walk
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.drivers import driver
from safeconduct.commands.measures.places import drafts, two_nodes
from safeconduct.commands.nodes.node import Node


def measure(plan: Plan) -> Numbers:
    """Today, a person, a draft and a referral from both sides, with many people in the lists."""
    with two_nodes(plan) as pair:
        number = plan.of(60, short=8)
        references = drafts(pair, number, plan)
        walk = Walk(pair, lambda _step: None)
        for count, reference in enumerate(references[: number // 2]):
            if count % 10 == 0:
                plan.say(f"sending: {count} of {number // 2}")
            walk.ana.send(f"/referrals/{reference}/")
        under_way, draft = f"/referrals/{references[0]}/", f"/referrals/{references[-1]}/"
        walk.loop.until("the referral is there", lambda: walk.sofie.see(under_way).status == 200)
        person = walk._case()
        sender = {
            "Today, sender": "/", "a person": person, "a new referral": f"{person}refer/",
            "a draft": draft, "a referral, sender": under_way,
        }  # fmt: skip
        receiver = {"Today, receiver": "/", "a referral, receiver": under_way}
        return {
            "people": number,
            **_pages(pair, pair.ro, "Ana Pop", walk.ana.browser, sender, plan),
            **_pages(pair, pair.be, "Sofie Maes", walk.sofie.browser, receiver, plan),
        }


def _pages(
    pair: Pair, node: Node, member: str, browser: Browser, paths: dict[str, str], plan: Plan
) -> Numbers:
    with driver(node, 1) as own:
        counts = own.do("queries", member=pair.member(member), paths=list(paths.values()))["counts"]
    found: Numbers = {}
    for name, path in paths.items():
        plan.say(name)
        times = [browser.seconds(path) for _ in range(plan.of(40, short=8))]
        found[name] = {
            "queries": counts[path],
            "median ms": round(statistics.median(times) * 1000, 1),
            "slowest of 20 ms": round(statistics.quantiles(times, n=20)[-1] * 1000, 1),
        }
    return found
