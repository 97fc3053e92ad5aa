"""The folder of a node with a recovery key, and whoever writes its backups."""

from pathlib import Path

import pytest

from safeconduct.commands.nodes import recovery
from safeconduct.keys import files
from safeconduct.keys.recovery import public_of
from tests.commands.backups.maker import KEY, Maker


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a node that has a recovery key, and nothing else."""
    folder = tmp_path_factory.mktemp("node")
    files.write(folder / recovery.FILE, b'{"v": 1, "recipient": "%s"}' % public_of(KEY).hex().encode())
    return folder


@pytest.fixture
def maker(home: Path, tmp_path: Path) -> Maker:
    """With two empty folders."""
    for name in ("data", "keys"):
        (tmp_path / name).mkdir(mode=0o700)
    return Maker(home, tmp_path / "data", tmp_path / "keys")
