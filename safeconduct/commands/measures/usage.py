"""Processor time and memory of whole process trees, read from /proc."""

import os
from dataclasses import dataclass
from pathlib import Path

from safeconduct.commands.nodes.node import Node

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Part:
    """One process of a node with all that it started."""

    name: str
    pids: list[int]

    def cpu_seconds(self) -> float:
        """Processor time so far, of the living."""
        return sum(_cpu(pid) for pid in self.pids)

    def pss_mib(self) -> float:
        """Memory, what is shared divided among those who share it."""
        return sum(_pss_kib(pid) for pid in self.pids) / 1024


def parts(node: Node, **others: int) -> list[Part]:
    """web, inbox, worker and postgres of a running node; `others` are more process ids by name."""
    roots = {name: service.process.pid for name, service in node.services.items() if service.process}
    if node.cluster is not None and (server := node.cluster.pid) is not None:
        roots["postgres"] = server
    return [Part(name, _tree(pid)) for name, pid in {**roots, **others}.items()]


def _tree(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def _stat(pid: int) -> list[str]:
    """The fields after the name, which may hold spaces: state, parent, ..."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return []


def _cpu(pid: int) -> float:
    """Its own time and that of its children that have ended."""
    fields = _stat(pid)
    return sum(int(field) for field in fields[11:15]) / TICKS if fields else 0.0


def _pss_kib(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
