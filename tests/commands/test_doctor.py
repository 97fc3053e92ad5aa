"""The doctor walks: at a node that was set up and is stopped, with what it says and its exit code."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.commands.nodes.node import keep_facts, runner_of
from safeconduct.commands.nodes.postgres import CARELESS, Cluster
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.nodes.templates import copy_of
from safeconduct.commands.places import state_folder
from tests.commands.wizard import ran
from tests.pair import prepared_pair

pytestmark = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="another server is in use")


@pytest.fixture
def home() -> Iterator[Path]:
    """A prepared node that counts as set up."""
    folder = state_folder() / "tests" / f"{os.getpid()}.doctor"
    copy_of(prepared_pair() / "ro", folder)
    Cluster(folder, CARELESS).address.write(folder)
    web, inbox = free_ports(2)
    ports = {"web_port": web, "inbox_port": inbox}
    keep_facts(
        folder, {"node": "ro", "country": "RO", "name": "Casa", "demo": False, "set_up": True, **ports}
    )
    yield folder
    shutil.rmtree(folder)


@pytest.mark.slow
def test_a_stopped_node_is_looked_at_and_left_stopped(home: Path) -> None:
    said = ran("doctor", "--home", str(home))
    assert (said.returncode, "is stopped. What was found" in said.stdout) == (0, True), (
        said.stdout + said.stderr
    )
    assert "There is no backup yet." in said.stdout
    secrets = {path.read_text() for path in (home / "secrets").iterdir()}
    assert not [secret for secret in secrets if secret in said.stdout]
    assert not re.search(r"[\w.]+@[\w.]+", said.stdout), "an address of somebody"
    assert runner_of(home) is None
    (home / "secrets" / "django").chmod(0o644)
    said = ran("doctor", "--home", str(home), "--json")
    found = json.loads(said.stdout)
    assert said.returncode == 1
    assert found["files"]["standing"] == "wrong"
    assert "secrets/django" in found["files"]["sentence"]
    assert found["roles"] == {"standing": "ok", "sentence": found["roles"]["sentence"], "do": ""}


def test_where_no_node_is_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    said = ran("doctor", "--home", str(tmp_path))
    assert (said.returncode, "There is no node in" in said.stderr) == (2, True)
