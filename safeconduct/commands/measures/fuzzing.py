"""What reads bytes of other nodes, files and cursors, under a coverage-guided fuzzer (atheris), and what a byte costs.

The readers, what is not among them (targets.py) and the corpus are in tests/fuzz. Each reader runs in a process of its
own for its share of the time.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.places import fresh_folder
from safeconduct.commands.places import REPOSITORY

CORPUS = REPOSITORY / "tests" / "fuzz" / "corpus"
SHORT, LONG = 60, 600
"""Seconds, when nothing is said."""
WORST = 5
"""How many of the dearest inputs are shown."""


def measure(plan: Plan) -> Numbers:
    """Fuzz every reader, then time them. Crashes are left in a folder that is named."""
    names = sorted(path.name for path in CORPUS.iterdir())
    seconds = plan.seconds or plan.of(LONG, short=SHORT)
    folder = fresh_folder()
    rows: list[dict[str, Any]] = []
    for name in names:
        plan.say(f"{name}: {max(1, seconds // len(names))} s")
        rows.append(_fuzz(name, max(1, seconds // len(names)), plan.seed, folder / name))
    plan.say("time and memory for each byte")
    costs = _costs()
    return {
        "crashes": sum(row["crashes"] for row in rows),
        "inputs tried": sum(row["tried"] for row in rows),
        "readers": rows,
        "most time of four times the length": _worst(costs, "growth"),
        "most nanoseconds a byte": _worst(costs, "nanoseconds_a_byte"),
        "most bytes of memory a byte": _worst(costs, "bytes_a_byte"),
        "what was found": str(folder),
    }


def _fuzz(name: str, seconds: int, seed: int, folder: Path) -> dict[str, Any]:
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", name, str(seconds), str(seed), str(folder)],
        cwd=REPOSITORY, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    said = dict(re.findall(r"stat::(\w+):\s+(\d+)", done.stderr))
    if "number_of_executed_units" not in said:
        raise CannotRun(f"The fuzzer has not begun with {name}: {done.stderr[-800:]}")
    (folder / "said").write_text(done.stderr, encoding="utf-8")
    crashes = [path for path in folder.iterdir() if path.name.startswith(("crash-", "timeout-", "oom-"))]
    places = re.findall(r"cov: (\d+)", done.stderr)
    return {
        "reader": name,
        "crashes": max(len(crashes), int(done.returncode != 0)),
        "tried": int(said["number_of_executed_units"]),
        "places reached": int(places[-1]) if places else 0,
        "megabytes at most": int(said["peak_rss_mb"]),
    }


def _costs() -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.cost"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _worst(costs: list[dict[str, Any]], what: str) -> list[dict[str, Any]]:
    dearest = sorted(costs, key=lambda cost: -cost[what])[:WORST]
    return [{"reader": c["target"], "shape": c["shape"], what: round(c[what], 1)} for c in dearest]
