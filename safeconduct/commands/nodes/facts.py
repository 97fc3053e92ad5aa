"""What lies in a node's folder about the node itself: its facts, and the mark of whoever runs it."""

import fcntl
import json
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

LOCK = "lock"
"""Held by whoever prepares or runs the node; inside stands the number of that process."""
FACTS = "node.json"
"""What a node knows of itself before it asks its database."""


def facts_of(home: Path) -> dict[str, Any]:
    """What stands in the node's file; empty where no node was made."""
    path = home / FACTS
    return cast(dict[str, Any], json.loads(path.read_text())) if path.exists() else {}


def keep_facts(home: Path, facts: dict[str, Any]) -> None:
    """Write these facts over those that stand there, in one step."""
    half = home / f"{FACTS}.half"
    half.write_text(json.dumps(facts_of(home) | facts, ensure_ascii=False))
    half.replace(home / FACTS)


def runner_of(home: Path) -> int | None:
    """The process that prepares or runs the node of this folder; None when nobody does."""
    with suppress(OSError, ValueError), open(home / LOCK, "rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(lock.read())
    return None
