"""What the doctor looks at: each check is one small function that returns one finding (docs/reference/doctor.md)."""

from collections.abc import Callable

import psycopg

from safeconduct.commands.examining import locks, machine, others, site, work
from safeconduct.commands.examining.findings import Check, Finding, Look, wrong

CHECKS: dict[str, Check] = {
    "pages": work.pages,
    "inbox": work.inbox,
    "workers": work.workers,
    "migrations": locks.migrations,
    "roles": locks.roles,
    "row policies": locks.row_policies,
    "policy table": locks.policy_table,
    "files": machine.files,
    "certificate": machine.certificate,
    "clock": machine.clock,
    "backup": machine.backup,
    "disk": machine.disk,
    "logs": machine.logs,
    "messages": work.messages,
    "set aside": work.set_aside,
    "jobs": work.jobs,
    "emergencies": work.emergencies,
    "mails of the site": site.mails,
    "erasing of the site": site.erasing,
    "cards": others.cards,
    "restores": others.restores,
    "other nodes": others.reached,
    "their clocks": others.clocks,
}


def examine(look: Look) -> dict[str, Finding]:
    """Every check's finding by its name; one that breaks says so and stops no other."""
    return {name: _found(check, look) for name, check in CHECKS.items()}


def _found(check: Check, look: Look) -> Finding:
    try:
        return check(look)
    except (psycopg.Error, OSError) as fault:
        return wrong(
            f"It could not be looked at: {type(fault).__name__}.",
            "Look at the other findings first; if this one stays alone, tell whoever maintains the software.",
        )


def page() -> str:
    """The text of docs/reference/doctor.md."""
    rows = (f"| {name} | {_first_line(check)} |" for name, check in CHECKS.items())
    return "\n".join([HEAD, *rows, ""])


def _first_line(check: Callable[..., object]) -> str:
    return (check.__doc__ or "").strip().splitlines()[0]


HEAD = """# What the doctor looks at

`./run doctor` looks at a node that serves, and at one that is stopped: an embedded database is started for the look and
stopped again. Each line says what was found: ok, a warning, or wrong, and what to do about it. The exit code is 1 when
something is wrong, 0 otherwise, 2 when it could not look. `--json` gives the same for a program. No secret is printed,
and nothing about a person: numbers, and names of nodes.

This page is made from the checks in `commands/examining/`. To renew it:

```sh
.venv/bin/python -m safeconduct.commands.examining > docs/reference/doctor.md
```

| look | as it should be |
|---|---|"""
