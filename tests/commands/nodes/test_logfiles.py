"""Log files are begun anew when they are large, and no line is lost."""

import os
import stat
from pathlib import Path

from safeconduct.commands.nodes import logfiles


def test_a_large_file_is_put_aside_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "web.jsonl"
    writing, thread = logfiles.follow(path, most=100)
    lines = [f"line {number:02}\n" for number in range(30)]
    for line in lines:
        os.write(writing, line.encode())
    os.close(writing)
    thread.join(5)
    files = [path.with_name(f"web.jsonl.{number}") for number in (3, 2, 1)]
    found = "".join(file.read_text() for file in [*files, path] if file.exists())
    assert found == "".join(lines)
    assert path.stat().st_size < 100
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "web.jsonl"
    for number in range(logfiles.KEPT + 3):
        path.write_text(str(number))
        logfiles.put_aside(path)
    kept = {file.name: file.read_text() for file in tmp_path.iterdir()}
    assert kept == {"web.jsonl.1": "5", "web.jsonl.2": "4", "web.jsonl.3": "3"}
