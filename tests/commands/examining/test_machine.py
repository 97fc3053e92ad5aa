"""The doctor's look at the machine: files, certificate, backup, disk, logs."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from safeconduct.commands.examining import machine
from safeconduct.commands.examining.findings import Look, Standing
from safeconduct.commands.nodes.node import Node, keep_facts
from safeconduct.commands.nodes.roads import Ports, Road
from safeconduct.vocabulary.identifiers import NodeId
from tests.commands.test_serve import pem


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """A node's folder with a secret and a key."""
    for name in ("secrets", "keys"):
        (tmp_path / name).mkdir(mode=0o700)
        (tmp_path / name / "one").touch(mode=0o600)
    nobody: Any = SimpleNamespace()
    return Look(Node(tmp_path, NodeId("ro"), "RO", Ports(1, 2)), nobody, served=True, ahead={})


@pytest.mark.parametrize("name, mode", [("secrets", 0o710), ("secrets/one", 0o640), ("keys/one", 0o604)])
def test_a_file_that_others_may_read_is_found(look: Look, name: str, mode: int) -> None:
    assert machine.files(look).standing is Standing.OK
    (look.node.home / name).chmod(mode)
    found = machine.files(look)
    assert (found.standing, name in found.sentence) == (Standing.WRONG, True)


def aged(days: float) -> dict[str, str]:
    return {"at": (datetime.now(UTC) - timedelta(days=days)).isoformat(), "to": "elsewhere"}


@pytest.mark.parametrize("kept, standing, words", [
    (None, Standing.WARNING, "There is no backup yet"),
    ({"data": aged(0.5), "keys": aged(1.5)}, Standing.OK, "is 1 days old"),
    ({"data": aged(0.5), "keys": aged(3)}, Standing.WARNING, "is 3 days old"),
    ({"data": aged(9), "keys": aged(0)}, Standing.WRONG, "is 9 days old"),
    ({"data": aged(0)}, Standing.WRONG, "cannot be read"),
], ids=["none", "fresh", "old keys", "too old", "half"])  # fmt: skip
def test_an_old_backup_is_found_by_its_older_half(
    look: Look, kept: dict[str, object] | None, standing: Standing, words: str
) -> None:
    if kept is not None:
        (look.node.home / "backups.json").write_text(json.dumps(kept))
    found = machine.backup(look)
    assert (found.standing, words in found.sentence) == (standing, True)


def test_a_certificate_is_looked_at(look: Look) -> None:
    assert "no certificate is looked at" in machine.certificate(look).sentence
    own, other = pem(look.node.home, "own"), pem(look.node.home, "other")

    def found(certificate: str, key: str, public: str = "") -> tuple[Standing, str]:
        look.node.road = Road(public=public, certificate=certificate, key=key)
        seen = machine.certificate(look)
        return seen.standing, seen.sentence

    assert found(*own) == (Standing.WARNING, "The certificate holds for 0 days.")
    assert found(own[0], other[1]) == (Standing.WRONG, "The certificate and the key do not belong together.")
    assert found(*own, public="https://node.example/")[1] == "The certificate is not for node.example."
    assert found(own[0], "gone.key")[0] is Standing.WRONG


@pytest.mark.parametrize("free, standing", [(50, Standing.OK), (3, Standing.WARNING), (0.5, Standing.WRONG)])
def test_a_full_disk_is_found(
    look: Look, free: float, standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = SimpleNamespace(free=int(free * machine.GIB))
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _path: found)  # type: ignore[attr-defined]
    assert machine.disk(look).standing is standing


@pytest.mark.parametrize(
    "seconds, standing", [(0, Standing.OK), (5, Standing.WARNING), (-90, Standing.WRONG)]
)
def test_a_clock_that_is_off_is_found(
    look: Look, seconds: float, standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    time: Callable[[], float] = machine.time.time  # type: ignore[attr-defined]
    answer = SimpleNamespace(fetchone=lambda: (time() + seconds,))
    monkeypatch.setattr(look.connection, "execute", lambda _sql: answer, raising=False)
    assert machine.clock(look).standing is standing


def test_much_log_is_found(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.logs(look).standing is Standing.OK
    (look.node.home / "logs").mkdir()
    (look.node.home / "logs" / "web.jsonl").write_text("{}\n" * 10)
    monkeypatch.setattr(machine, "MUCH_LOG", 20)
    assert machine.logs(look).standing is Standing.WARNING


def test_a_node_that_knows_no_folders_for_backups_is_told_the_whole_line(look: Look) -> None:
    home = look.node.home
    assert f"./run backup --to FOLDER --keys-to FOLDER --home {home}" in machine.backup(look).do
    keep_facts(home, {"backups": {"data": "/mnt/data", "keys": "/mnt/keys"}})
    assert f"Make one with ./run backup --home {home}, and" in machine.backup(look).do
