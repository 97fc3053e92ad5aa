"""A node on a server of its own is made, set up, served and looked at: only where DATABASE_URL names one."""

import os
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from safeconduct.commands.nodes.databases import drop_databases, share_roles
from safeconduct.commands.nodes.node import keep_facts
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.places import state_folder
from tests.commands.test_how_to import Place
from tests.commands.wizard import ran, running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="no server is named"),
]
DATABASE = "safeconduct_init"


@pytest.fixture
def place(node_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A folder with the passwords of the server's roles, as the page says for a server that has them already."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{DATABASE}").geturl()
    monkeypatch.setenv("DATABASE_URL", url)
    home = state_folder() / "tests" / f"{os.getpid()}.server"
    home.mkdir()
    keep_facts(home, {"node": "se", "country": "", "name": "se", "demo": False})
    share_roles(node_home, home)
    drop_databases(url, [DATABASE])
    web, inbox = free_ports(2)
    yield Place("se", home, web, inbox, tmp_path)
    drop_databases(url, [DATABASE])
    shutil.rmtree(home)


def test_a_node_on_a_server_is_set_up_served_and_well(place: Place) -> None:
    place.set_up()
    with running("serve", "--home", str(place.home), "--workers", "2", until="Ctrl-C ends it"):
        with urllib.request.urlopen(f"http://127.0.0.1:{place.web}/readyz", timeout=10) as answer:
            assert answer.status == 200
        said = ran("doctor", "--home", str(place.home))
        assert said.returncode == 0, said.stdout
        assert "is served. What was found" in said.stdout
        assert "Workers that were heard of a moment ago: 2." in said.stdout
    stopped = ran("doctor", "--home", str(place.home))
    assert (stopped.returncode, "is stopped. What was found" in stopped.stdout) == (0, True), stopped.stdout
