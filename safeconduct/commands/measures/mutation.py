"""The rules broken line by line (mutmut), and whether a test sees it; what survives must have a written reason.

In a copy of the tree. Only tests that need no database run, a session for each mutant, so what is broken is what can be
asked without one: every room's rules, the policy, and the consent's form, document and wording. Of the rooms
`exchange` and `keys` a sample is broken, chosen by the seed.
"""

import os
import random
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.places import fresh_folder
from safeconduct.commands.places import REPOSITORY

WHOLE = (
    "safeconduct.*rules.*",
    "safeconduct.access.policy.*",
    "safeconduct.access.table.*",
    "safeconduct.consent.document.*",
    "safeconduct.consent.forms.*",
    "safeconduct.consent.wording.*",
)
SAMPLED = ("safeconduct.exchange.", "safeconduct.keys.")
SAMPLE = 400
SURVIVORS = REPOSITORY / "tests" / "survivors.toml"
NOT_COPIED = (".git", ".venv", "node_modules", "mutants", "__pycache__", "*.pyc")
SEEN = {"killed", "timeout", "suspicious", "segfault", "caught by type check"}


def measure(plan: Plan) -> Numbers:
    """Mutants, those seen, and those that survive without a written reason, by room."""
    folder = fresh_folder()
    try:
        tree = folder / "tree"
        shutil.copytree(REPOSITORY, tree, ignore=shutil.ignore_patterns(*NOT_COPIED))
        whole = WHOLE[1:2] if plan.short else WHOLE
        plan.say("breaking " + ", ".join(whole))
        _mutmut(tree, "run", "--max-children", str(os.cpu_count() or 1), *whole)
        found = {name: state for name, state in _results(tree).items() if state != "not checked"}
        numbers = _by_room(tree, found)
        if not plan.short:
            sample = _sample(tree, plan)
            plan.say(f"breaking {len(sample)} of exchange and keys")
            _mutmut(tree, "run", "--max-children", str(os.cpu_count() or 1), *sample)
            states = _results(tree)
            numbers["a sample of exchange and keys"] = _by_room(tree, {name: states[name] for name in sample})
        return numbers
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sample(tree: Path, plan: Plan) -> list[str]:
    """Some of those that a test without a database reaches at all."""
    names = [
        name
        for name, state in _results(tree).items()
        if name.startswith(SAMPLED) and state == "not checked" and ".rules." not in name
    ]
    return random.Random(plan.seed).sample(sorted(names), min(SAMPLE, len(names)))  # noqa: S311 - no secret hangs on it


def _mutmut(tree: Path, *words: str) -> str:
    """What mutmut says. Raises CannotRun when it cannot run the tests at all."""
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *words], cwd=tree, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise CannotRun("mutmut ended without a result: " + (done.stdout + done.stderr)[-2000:])
    return done.stdout


def _results(tree: Path) -> dict[str, str]:
    lines = _mutmut(tree, "results", "--all", "true").splitlines()
    pairs = (line.strip().rpartition(": ") for line in lines if "__mutmut_" in line)
    return {name: state for name, _colon, state in pairs}


def _by_room(tree: Path, found: dict[str, str]) -> Numbers:
    numbers: Numbers = {}
    reasons = _reasons()
    for room in sorted({_room(name) for name in found}):
        states = {name: state for name, state in found.items() if _room(name) == room}
        counts = Counter(states.values())
        reached = len(states) - counts["no tests"]
        seen = sum(counts[state] for state in SEEN)
        survivors = {name: _change(tree, name) for name, state in states.items() if state == "survived"}
        numbers[room] = {
            "mutants": len(states),
            "reached by no test without a database": counts["no tests"],
            "seen": seen,
            "part seen": round(seen / reached, 3) if reached else None,
            "survive with a written reason": sum(change in reasons for change in survivors.values()),
            "survive without one": [
                f"{name}: {change}" for name, change in survivors.items() if change not in reasons
            ],
        }
    return numbers


def _room(name: str) -> str:
    return name.partition(".x")[0].removeprefix("safeconduct.")


def _change(tree: Path, name: str) -> str:
    """The lines that go and come, on one line: this outlives a change elsewhere in the file, unlike its number."""
    lines = _mutmut(tree, "show", name).splitlines()
    changed = [line for line in lines if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")]
    return " ".join(changed) or f"nothing was shown of {name}"


def _reasons() -> set[str]:
    return {entry["change"] for entry in tomllib.loads(SURVIVORS.read_text()).get("survivor", [])}
