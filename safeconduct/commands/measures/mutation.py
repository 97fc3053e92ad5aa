"""The rules broken line by line (mutmut), and whether a test sees it; what survives must have a written reason.

A survivor of what is broken wholly that has none does not hold, nor does a reason that explains no survivor any more.

In a copy of the tree. Only tests that need no database are asked, so what is broken is what can be asked without one:
every room's rules, the policy and its table, and the consent's form, document, conditions and wording. Of the rooms
`exchange` and `keys` a sample is broken, chosen by the seed. How a mutant is asked is told in `tests/breaking/loop.py`.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import WRONG, Numbers, Plan
from safeconduct.commands.measures.places import fresh_folder
from safeconduct.commands.measures.survivors import Why, idle, unexplained, written
from safeconduct.commands.places import REPOSITORY

WHOLE: dict[str, tuple[str, ...]] = {
    "consent": tuple(
        f"safeconduct.consent.{name}.*"
        for name in ("document", "forms", "wording", "conditions", "entering", "rules")
    ),
    "policy and table": ("safeconduct.access.policy.*", "safeconduct.access.table.*"),
    "rules": ("safeconduct.*.rules.*",),
}
"""What is broken wholly, by the name of its group: patterns of mutants. What is in two counts in the first."""
SAMPLED = "a sample of exchange and keys"
ROOMS_SAMPLED = ("safeconduct.exchange.*", "safeconduct.keys.*")
SAMPLE = 400
LEAST = 0.9
"""The part that a test must see of what is broken wholly; what no test without a database reaches is not counted."""
CONTROLS = 50
SECONDS = 3 * 3600
TESTS = (
    "access", "agencies", "cases", "consent", "counsel", "directory", "exchange", "keys", "referrals", "rights",
    "site/administration", "site/agreements", "site/announcements", "site/training", "statistics",
)  # fmt: skip
NOT_COPIED = (".git", ".venv", "node_modules", "mutants", "__pycache__", "*.pyc")
SEEN = ("killed", "timeout", "broke off")

type Found = dict[str, str]
"""What became of each mutant: `SEEN`, "survived", or "not reached" by any test without a database."""


def measure(plan: Plan) -> Numbers:
    """Mutants, those seen, and those that survive without a written reason, by group and by room."""
    folder = fresh_folder()
    try:
        tree = folder / "tree"
        shutil.copytree(REPOSITORY, tree, ignore=shutil.ignore_patterns(*NOT_COPIED))
        plan.say("breaking the lines")
        _python(tree, "-m", "tests.breaking.generate")
        made = _names(tree)
        groups = chosen(made, plan)
        plan.say("asking " + ", ".join(f"{len(names)} of {group}" for group, names in groups.items()))
        controls = _controls(groups, plan)
        found = _asked(folder, [*controls, *(name for names in groups.values() for name in names)], plan)
        survivors = [name for names in groups.values() for name in names if found.get(name) == "survived"]
        changes = _changes(tree, survivors)
        reasons = written()
        said = numbers(groups, found, changes, reasons)
        idles = [
            f"no survivor for the reason {one}" for one in idle(reasons, changes, made=made, asked=found)
        ]
        return said | {WRONG: [*_does_not_hold(said), *idles, *_seen_unbroken(controls, found)]}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _names(tree: Path) -> list[str]:
    """Every mutant that was made."""
    kept = sorted((tree / "mutants" / "safeconduct").rglob("*.meta"))
    return [name for path in kept for name in json.loads(path.read_text())["exit_code_by_key"]]


def chosen(names: Sequence[str], plan: Plan) -> dict[str, list[str]]:
    """By group, each in an order of the seed: a run that is cut short has asked a sample. `short`: the consent."""
    order = random.Random(plan.seed)  # noqa: S311 - no secret hangs on it
    groups: dict[str, list[str]] = {}
    left = sorted(names)
    for group, patterns in WHOLE.items():
        groups[group] = [name for name in left if _is_in(name, patterns)]
        left = [name for name in left if not _is_in(name, patterns)]
        order.shuffle(groups[group])
    if plan.short:
        return {"consent": groups["consent"]}
    others = [name for name in left if _is_in(name, ROOMS_SAMPLED)]
    # An order of its own: what is sampled does not change with every line that is added to a rule.
    order = random.Random(plan.seed)  # noqa: S311 - no secret hangs on it
    return groups | {SAMPLED: order.sample(others, min(plan.amount or SAMPLE, len(others)))}


def _controls(groups: dict[str, list[str]], plan: Plan) -> list[str]:
    """For some functions a number that no mutant has: nothing is broken, so a test that fails there fails by itself."""
    functions = sorted({name.partition("__mutmut_")[0] for names in groups.values() for name in names})
    order = random.Random(plan.seed)  # noqa: S311 - no secret hangs on it
    return [f"{function}__mutmut_0" for function in order.sample(functions, min(CONTROLS, len(functions)))]


def _is_in(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _asked(folder: Path, names: Sequence[str], plan: Plan) -> Found:
    """What became of each that was asked before the time was over."""
    (folder / "plan.json").write_text(
        json.dumps(
            {"names": names, "children": os.cpu_count() or 1, "seconds": plan.seconds or SECONDS},
        )
    )
    tree = folder / "tree" / "mutants"
    rooms = [f"tests/{room}" for room in (TESTS if not plan.short else ("consent",))]
    public = [] if plan.short else sorted(tree.glob("tests/public/**/test_rules.py"))
    _python(
        tree, "-m", "pytest", "-p", "tests.breaking.loop", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=no", "-q",
        *rooms, *(str(path.relative_to(tree)) for path in public),
        MUTANTS_PLAN=str(folder / "plan.json"), MUTANT_UNDER_TEST="stats",
    )  # fmt: skip
    lines = (folder / "results.jsonl").read_text().splitlines()
    return {name: said for name, said, _seconds in map(json.loads, lines)}


def _changes(tree: Path, names: Sequence[str]) -> dict[str, str]:
    """The lines that go and come, on one line: this outlives a change elsewhere in the file, unlike its number."""
    said: dict[str, str] = json.loads(_python(tree, "-m", "tests.breaking.changes", *names))
    return said


def _python(at: Path, *words: str, **environment: str) -> str:
    """What it says. Raises CannotRun when it does not end well: then it has not asked at all."""
    done = subprocess.run(
        [sys.executable, *words], cwd=at, env={**os.environ, **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise CannotRun("Breaking the lines ended without a result: " + (done.stdout + done.stderr)[-2000:])
    return done.stdout


def numbers(
    groups: dict[str, list[str]], found: Found, changes: dict[str, str], reasons: Sequence[Why]
) -> Numbers:
    """By group and room: how many of `groups` were seen, as `found` says; survivors with their `changes`."""
    said: Numbers = {}
    for group, names in groups.items():
        whole = _counted(names, found, changes, reasons)
        rooms = {room: [name for name in names if _room(name) == room] for room in sorted(map(_room, names))}
        said[group] = whole | {
            "by room": {room: _counted(each, found, changes, reasons) for room, each in rooms.items()}
        }
    return said | {WRONG: list(_does_not_hold(said))}


def _does_not_hold(numbers: Numbers) -> Iterator[str]:
    """Of the groups that are broken wholly; what survives of a sample is another one with each seed."""
    for group, counted in numbers.items():
        if group not in WHOLE or not isinstance(counted, dict):
            continue
        if (part := counted["part seen"]) is not None and part < LEAST:
            yield f"{group}: {part} are seen"
        yield from (f"{group}: without a reason survives {said}" for said in counted["survive without one"])


def _seen_unbroken(controls: Sequence[str], found: Found) -> list[str]:
    return [f"{name} is seen, and nothing was broken" for name in controls if found.get(name) in SEEN]


def _counted(
    names: Sequence[str], found: Found, changes: Mapping[str, str], reasons: Sequence[Why]
) -> Numbers:
    counts = Counter(found.get(name, "not asked") for name in names)
    seen = sum(counts[said] for said in SEEN)
    survivors = {name: changes[name] for name in names if found.get(name) == "survived"}
    without = unexplained(survivors, reasons)
    return {
        "mutants": len(names),
        "not asked in the time": counts["not asked"],
        "reached by no test without a database": counts["not reached"],
        "seen": seen,
        "part seen": round(seen / (seen + len(survivors)), 3) if seen + len(survivors) else None,
        "survive with a written reason": len(survivors) - len(without),
        "survive without one": [f"{name}: {change}" for name, change in without.items()],
    }


def _room(name: str) -> str:
    return name.partition(".x")[0].removeprefix("safeconduct.")
