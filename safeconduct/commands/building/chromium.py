"""Chromium for the tests of the pages: the system's own, never a download of its own.

Where Debian's Chromium without its windows (chromium-headless-shell) is there too, it is taken: the same engine, and
a third of the processor's time for each browser and tab.
"""

import os
import shutil
import subprocess
from pathlib import Path

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.places import is_root

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def path() -> str | None:
    """The program, or None."""
    return next((found for name in NAMES if (found := shutil.which(name)) is not None), None)


def require() -> str:
    """The program; as root it is installed when missing. Raises CannotRun with the command to type."""
    if (found := path()) is not None:
        return found
    if is_root() and Path("/usr/bin/apt-get").exists():
        print("Installing Chromium for the tests of the pages ...", flush=True)
        _apt_get("update")
        _apt_get("install", "-y", "--no-install-recommends", "chromium")
        if (found := path()) is not None:
            return found
    raise CannotRun("The tests of the pages need Chromium: apt-get install -y chromium")


def _apt_get(*arguments: str) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        ["/usr/bin/apt-get", "-qq", *arguments],
        env=quiet,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    )
