"""Two nodes with two agencies each, made once: keys are slow to make and never change."""

from pathlib import Path
from uuid import UUID

import pytest

from safeconduct.keys.ring import Process, Ring, load, make
from safeconduct.vocabulary.identifiers import AgencyId, NodeId

AGENCIES = [AgencyId(UUID(int=0xA1)), AgencyId(UUID(int=0xB2))]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The key folder of node ro, to be read only."""
    path = tmp_path_factory.mktemp("ro") / "keys"
    make(path, NodeId("ro"), AGENCIES)
    return path


@pytest.fixture(scope="session")
def rings(folder: Path) -> dict[Process, Ring]:
    return {"web": load(folder, "web"), "inbox": load(folder, "inbox"), "worker": load(folder, "worker")}


@pytest.fixture
def web(rings: dict[Process, Ring]) -> Ring:
    return rings["web"]


@pytest.fixture
def inbox(rings: dict[Process, Ring]) -> Ring:
    return rings["inbox"]


@pytest.fixture
def worker(rings: dict[Process, Ring]) -> Ring:
    return rings["worker"]


@pytest.fixture(scope="session")
def other_web(tmp_path_factory: pytest.TempPathFactory) -> Ring:
    """The web process of node be."""
    path = tmp_path_factory.mktemp("be") / "keys"
    make(path, NodeId("be"), AGENCIES)
    return load(path, "web")
