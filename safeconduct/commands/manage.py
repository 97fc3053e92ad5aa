"""The door `manage`: Django's own commands. With SAFECONDUCT_HOME they act on that node, as its owner."""

import json
import os
from pathlib import Path

from safeconduct.commands.faults import CannotRun


def main(arguments: list[str]) -> int:
    """Run one of Django's commands; without a node only those that need no database."""
    choose_node()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeconduct.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["./run manage", *arguments])
    return 0


def choose_node() -> None:
    """With SAFECONDUCT_HOME act on that node, as its owner: its name and country stand in its folder."""
    home = os.environ.get("SAFECONDUCT_HOME")
    if not home:
        return
    try:
        facts = json.loads((Path(home) / "node.json").read_text())
    except OSError as fault:
        raise CannotRun(f"The folder {home} in SAFECONDUCT_HOME holds no node: prepare it first.") from fault
    os.environ.setdefault("SAFECONDUCT_PROCESS", "owner")
    os.environ.setdefault("SAFECONDUCT_NODE", facts["node"])
    os.environ.setdefault("SAFECONDUCT_COUNTRY", facts["country"])
    os.environ.setdefault("SAFECONDUCT_DEMO", "1" if facts["demo"] else "0")
