"""On what it was measured: a number without this means nothing."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from safeconduct.commands.nodes.binaries import programs
from safeconduct.commands.places import REPOSITORY

PACKAGES = ("Django", "psycopg", "granian", "cryptography", "tink")


def conditions() -> dict[str, str]:
    """Date, machine and versions."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "release": _said("git", "-C", str(REPOSITORY), "describe", "--always", "--dirty"),
        "cores": str(os.process_cpu_count()),
        "processor": _line("/proc/cpuinfo", "model name"),
        "memory": _line("/proc/meminfo", "MemTotal"),
        "load before": " ".join(f"{load:.1f}" for load in os.getloadavg()),
        "system": platform.platform(),
        "Python": platform.python_version(),
        "PostgreSQL": _said(str(programs() / "postgres"), "--version").rpartition(" ")[2],
        **{name: version(name) for name in PACKAGES},
    }


def _said(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _line(file: str, name: str) -> str:
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:
        return "unknown"
    found = [line.partition(":")[2].strip() for line in lines if line.startswith(name)]
    return found[0] if found else "unknown"
