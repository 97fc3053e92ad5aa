"""How long a node takes from nothing to answering, and from stopped to answering."""

import shutil
import statistics
import time

from safeconduct.commands.demonstration.pair import pair_in
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.places import fresh_folder


def measure(plan: Plan) -> Numbers:
    """Medians in seconds, of one node alone."""
    times: dict[str, list[float]] = {"prepare": [], "first start": [], "stop": [], "next start": []}
    rounds = plan.of(5, short=1)
    for count in range(rounds):
        plan.say(f"round {count + 1} of {rounds}")
        folder = fresh_folder()
        node = pair_in(folder).ro
        try:
            for name, do in (
                ("prepare", node.prepare), ("first start", node.start), ("stop", node.stop), ("next start", node.start),
            ):  # fmt: skip
                begun = time.perf_counter()
                do()
                times[name].append(time.perf_counter() - begun)
        finally:
            node.stop()
            shutil.rmtree(folder, ignore_errors=True)
    return {name: round(statistics.median(found), 2) for name, found in times.items()}
