"""A disk of its own for one database, so small that it can be filled: a tmpfs, which only root may mount."""

import os
import shutil
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from safeconduct.commands.places import is_root

BLOCK = 256 * 1024


SOURCE = "safeconduct-faults"


def take_away_abandoned() -> None:
    """Unmount what a killed measurement left: its folder is named after a process that lives no more."""
    for line in Path("/proc/mounts").read_text().splitlines() if is_root() else []:
        source, target = line.split(" ")[:2]
        owners = [part for part in Path(target).parts if part.isdigit()]
        if source == SOURCE and not any(Path("/proc", pid).exists() for pid in owners):
            _ran("umount", "-l", target)


@dataclass
class SmallDisk:
    """Mounted over a folder whose content moves onto it."""

    folder: Path
    megabytes: int

    def mount(self) -> bool:
        """Move the folder onto the disk; False when this machine does not let us."""
        if not is_root() or shutil.which("mount") is None:
            return False
        beside = self.folder.with_name(f"{self.folder.name}.moved")
        self.folder.rename(beside)
        self.folder.mkdir()
        options = f"size={self.megabytes}m,mode=0700"
        if _ran("mount", "-t", "tmpfs", "-o", options, SOURCE, str(self.folder)):
            is_there = _ran("cp", "-a", f"{beside}/.", str(self.folder))
            shutil.rmtree(beside)
            return is_there
        self.folder.rmdir()
        beside.rename(self.folder)
        return False

    def unmount(self) -> None:
        """Take it away with all that is on it."""
        if self.folder.is_mount():
            _ran("umount", "-l", str(self.folder))

    def fill_for(self, seconds: float) -> None:
        """No block is free for so long; then all are again that were before."""
        ballast = self.folder / "ballast"
        try:
            end = time.monotonic() + seconds
            with open(ballast, "wb", buffering=0) as file:
                while time.monotonic() < end:
                    _fill(file.fileno())
                    time.sleep(0.02)  # what the server gives free is taken as well
        finally:
            ballast.unlink(missing_ok=True)


def _fill(file: int) -> None:
    block = BLOCK
    while block >= 4096:
        try:
            os.write(file, b"\0" * block)
        except OSError:
            block //= 2


def _ran(*command: str) -> bool:
    with suppress(OSError):
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    return False
