"""pytest's loop for mutants: one session collects the tests once, and each mutant is asked in a fork of it.

A session of its own for each took more than ten seconds, nearly all of it reading modules. First all tests run once
in a fork, unbroken, to see which of them reach which function; one that fails unbroken is not asked. Then each mutant
is asked by those that reach its function, the quickest first, until one fails.
"""

import gc
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from math import ceil
from pathlib import Path
from typing import TypedDict

import pytest
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

PLAN = Path(os.environ["MUTANTS_PLAN"])
"""JSON: `names` of mutants to ask, in this order; `children` at once; `seconds` until no other is begun."""
REACH = PLAN.with_name("reach.json")
RESULTS = PLAN.with_name("results.jsonl")
PATIENCE = 1.5
"""Seconds of the processor for one test: asking the whole policy cell by cell takes longer, for each mutant of it."""
MEMORY = 8 * 2**30
ENDED = {0: "survived", 1: "killed", -signal.SIGXCPU: "timeout", -signal.SIGALRM: "timeout"}
"""By what the fork ended with; anything else is broken so badly that no test could be asked, which is seen as well."""


class Reach(TypedDict):
    """What the unbroken run has shown."""

    tests: dict[str, list[str]]
    """By function: the tests that reach it, the quickest first."""
    seconds: dict[str, float]
    """By test."""
    failing: list[str]
    """Tests that fail unbroken in a copy of the tree, or take longer than PATIENCE: not asked."""
    at_import: list[str]
    """Functions that also run while modules are read, thus before anything is broken."""


def pytest_collection(session: pytest.Session) -> None:
    """What runs while modules are read is written down as well."""
    set_mutant_under_test("stats")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """In place of pytest's own."""
    at_import = sorted(state()._stats)
    state()._stats.clear()
    set_mutant_under_test("")
    gc.collect()
    gc.freeze()
    if not REACH.exists():
        _waited(_forked(lambda: _reach(session, at_import)))
    reach: Reach = json.loads(REACH.read_text())
    plan = json.loads(PLAN.read_text())
    _ask(session, reach, plan)
    return True


def _reach(session: pytest.Session, at_import: list[str]) -> int:
    set_mutant_under_test("stats")
    signal.signal(signal.SIGVTALRM, _too_long)
    reach: Reach = {"tests": {}, "seconds": {}, "failing": [], "at_import": at_import}
    for item, after in _with_next(session.items):
        began, failed = time.perf_counter(), session.testsfailed
        signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
        _run(item, after)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        reach["seconds"][item.nodeid] = time.perf_counter() - began
        if session.testsfailed > failed:
            reach["failing"].append(item.nodeid)
        else:
            for function in state()._stats:
                reach["tests"].setdefault(function, []).append(item.nodeid)
        state()._stats.clear()
    for tests in reach["tests"].values():
        tests.sort(key=reach["seconds"].__getitem__)
    REACH.write_text(json.dumps(reach))
    return 0


def _too_long(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"more than {PATIENCE} s of the processor")


def _ask(session: pytest.Session, reach: Reach, plan: dict[str, object]) -> None:
    items = {item.nodeid: item for item in session.items}
    ends = time.monotonic() + float(str(plan["seconds"]))
    children: dict[int, tuple[str, float]] = {}
    names = plan["names"]
    assert isinstance(names, list)
    with RESULTS.open("a") as results:
        for name in names:
            tests = reach["tests"].get(name.partition("__mutmut_")[0], [])
            while len(children) >= int(str(plan["children"])):
                _note(results.write, children)
            results.flush()
            if time.monotonic() > ends:
                break
            if not tests:
                results.write(json.dumps([name, "not reached", 0]) + "\n")
                continue
            limit = ceil(20 + 10 * sum(reach["seconds"][test] for test in tests))
            asked = [items[test] for test in tests if test in items]
            children[_forked(partial(_broken, session, name, asked, limit))] = (name, time.perf_counter())
        while children:
            _note(results.write, children)


def _note(write: Callable[[str], object], children: dict[int, tuple[str, float]]) -> None:
    pid, status = os.wait()
    name, began = children.pop(pid)
    code = os.waitstatus_to_exitcode(status)
    write(json.dumps([name, ENDED.get(code, "broke off"), round(time.perf_counter() - began, 3)]) + "\n")


def _broken(session: pytest.Session, name: str, items: Sequence[pytest.Item], limit: int) -> int:
    """1 when a test sees it. `limit` in seconds of the processor; six times as long by the clock."""
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.alarm(6 * limit)
    set_mutant_under_test(name)
    for item, after in _with_next(items):
        _run(item, after)
        if session.testsfailed:
            return 1
    return 0


def _run(item: pytest.Item, after: pytest.Item | None) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)


def _with_next(items: Sequence[pytest.Item]) -> Iterable[tuple[pytest.Item, pytest.Item | None]]:
    """Each with the one after it: what both share is not made twice."""
    return zip(items, [*items[1:], None], strict=True)


def _forked(do: Callable[[], int]) -> int:
    """The child's number. It ends where it stands: no session of it is closed, for the folders are the parent's."""
    pid = os.fork()
    if pid:
        return pid
    code = 3
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        code = do()
    except BaseException as fault:  # noqa: BLE001 - a child must never go on as a second parent
        os.write(2, f"{type(fault).__name__}: {fault}\n".encode())
    finally:
        sys.stderr.flush()
        os._exit(code)


def _waited(pid: int) -> None:
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code:
        raise pytest.UsageError(f"the unbroken run ended with {code}")
