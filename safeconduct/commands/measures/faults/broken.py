"""What broke in an answer, as the nodes' own logs have it: the kind of fault and its place, never its words."""

import json
from collections.abc import Iterable

from safeconduct.commands.nodes.node import Node

UNFORESEEN = 500
SHOWN = 5


def what_broke(nodes: Iterable[Node]) -> str:
    """The first few answers 500 of these nodes, ` | ` between them: address, fault and the innermost places."""
    told = [f"{node.id} {line}" for node in nodes for line in _of(node)]
    return " | ".join(told[:SHOWN]) or "no log says where"


def _of(node: Node) -> list[str]:
    lines = (
        json.loads(line)
        for file in sorted((node.home / "logs").glob("*.jsonl*"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("{") and line.endswith("}")
    )
    return [
        f"{line['message']}: {line['fault']} at {' < '.join(reversed(line['where']))}"
        for line in lines
        if line.get("status") == UNFORESEEN and "fault" in line
    ]
