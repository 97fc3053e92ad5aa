"""Random histories of referrals between two real nodes, beside a pure model (tests/nodes/histories)."""

import json
import subprocess
import sys

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.places import REPOSITORY

STEPS = 25


def measure(plan: Plan) -> Numbers:
    """So many of them; a violation ends the run and is printed with the steps that led to it."""
    number = plan.of(100, short=10)
    plan.say(f"{number} histories of at most {STEPS} steps, seed {plan.seed}")
    done = subprocess.run(
        [sys.executable, "-m", "tests.nodes.histories", str(number), str(STEPS), str(plan.seed)],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise CannotRun(f"A history came out otherwise than the model says:\n{done.stderr[-6000:]}")
    said: Numbers = json.loads(done.stdout)
    return {"violations": 0, **said}
