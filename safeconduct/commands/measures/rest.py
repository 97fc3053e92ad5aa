"""Memory of a node that has nothing to do: PSS of all its processes, its PostgreSQL included."""

import time

from safeconduct.commands.demonstration.browser import Browser
from safeconduct.commands.measures import Numbers, Plan, usage
from safeconduct.commands.measures.places import two_nodes


def measure(plan: Plan) -> Numbers:
    """In MiB, after one page was shown and a while of quiet; and the processor time that quiet costs."""
    with two_nodes(plan) as pair:
        node = pair.ro
        Browser(node.id, node.ports.web).get("/sign-in/")
        quiet = plan.of(30, short=5)
        time.sleep(2)
        plan.say(f"{quiet} s of quiet")
        before = sum(part.cpu_seconds() for part in usage.parts(node))
        time.sleep(quiet)
        parts = usage.parts(node)
        busy = sum(part.cpu_seconds() for part in parts) - before
        memory = {part.name: round(part.pss_mib(), 1) for part in parts}
        return {
            "MiB": {**memory, "together": round(sum(memory.values()), 1)},
            "processes": sum(len(part.pids) for part in parts),
            "processor, percent of a core": round(100 * busy / quiet, 2),
        }
