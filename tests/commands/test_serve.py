"""What `./run serve` is told about the roads to a node: refused with one sentence when it leads nowhere or is open."""

import json
import os
import shutil
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from safeconduct.commands import init, serve
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import known
from safeconduct.commands.nodes.node import keep_facts
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.places import state_folder
from safeconduct.keys.ring import make
from safeconduct.vocabulary.identifiers import NodeId
from tests.commands.wizard import begun_in, ran, running


def pem(folder: Path, name: str) -> tuple[str, str]:
    """A certificate that nobody vouches for, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "node.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    paths = folder / f"{name}.pem", folder / f"{name}.key"
    paths[0].write_bytes(made.public_bytes(Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return str(paths[0]), str(paths[1])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder that looks like that of a node that was set up."""
    folder = tmp_path / "node"
    folder.mkdir()
    keep_facts(folder, {"node": "se", "country": "SE", "name": "Safe House", "demo": False, "set_up": True})
    return folder


@pytest.mark.parametrize("words, sentence", [
    (["--public", "http://node.example/"], "is no address that others can use"),
    (["--public", "node.example"], "is no address that others can use"),
    (["--public", "https://node.example/path"], "holds more than a host and a port"),
    (["--inbox", "https://user@node.example/"], "holds more than a host and a port"),
    (["--public", "https://node.example/"], "Nobody speaks TLS for https://node.example/ yet"),
    (["--listen", "192.0.2.1"], "everybody on the road could read along"),
    (["--certificate", "here.pem"], "TLS needs two files"),
    (["--certificate", "here.pem", "--key", "here.key"], "is not there: look at both names"),
])  # fmt: skip
def test_a_road_that_leads_nowhere_is_refused(home: Path, words: list[str], sentence: str) -> None:
    with pytest.raises(CannotRun, match=sentence):
        serve.main(["--home", str(home), *words])
    assert "road" not in json.loads((home / "node.json").read_text())


def test_a_certificate_and_the_key_of_another_are_refused(home: Path) -> None:
    certificate, _key = pem(home, "one")
    _other, key = pem(home, "other")
    with pytest.raises(CannotRun, match="cannot be used together"):
        serve.main(["--home", str(home), "--certificate", certificate, "--key", key])


@pytest.mark.parametrize("facts, sentence", [
    ({}, "There is no node in"),
    ({"node": "se", "country": "", "name": "se"}, "is not set up yet: go through its seven steps with ./run init"),
    ({"node": "ro", "country": "RO", "name": "ro", "demo": True}, "holds a demonstration"),
])  # fmt: skip
def test_only_a_node_that_was_set_up_is_served(
    tmp_path: Path, facts: dict[str, object], sentence: str
) -> None:
    if facts:
        keep_facts(tmp_path, facts)
    with pytest.raises(CannotRun, match=sentence):
        serve.main(["--home", str(tmp_path)])


def test_a_folder_with_other_things_is_not_made_a_node(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("kept")
    said = ran("init", "--home", str(tmp_path))
    assert (said.returncode, "holds other things than a node" in said.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("name", ["Se", "9se", "a b", "x" * 31])
def test_a_name_that_no_node_can_have_is_refused(tmp_path: Path, name: str) -> None:
    said = ran("init", "--home", str(tmp_path / "node"), "--node", name)
    assert (said.returncode, "is no name for a node" in said.stderr) == (2, True)
    assert not (tmp_path / "node").exists()


@pytest.mark.parametrize("typed", ["0", "70000", "eight", "-1"])
@pytest.mark.parametrize("command", ["init", "serve"])
def test_what_is_no_port_is_refused(
    home: Path, command: str, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main = {"init": init.main, "serve": serve.main}[command]
    with pytest.raises(SystemExit, match="2"):
        main(["--home", str(home), f"--port={typed}"])
    assert "ports are numbers from 1 to 65535" in capsys.readouterr().err


# --- A node that speaks TLS itself ----------------------------------------------------------------------------------


@pytest.fixture
def prepared() -> Iterator[Path]:
    """The folder of a node that counts as set up."""
    home = begun_in(state_folder() / "tests" / f"{os.getpid()}.serve")
    keep_facts(home, {"country": "SE", "name": "Safe House", "set_up": True})
    make(home / "keys", NodeId("se"), [])
    known(home).prepare()  # a start brings no database up
    yield home
    shutil.rmtree(home)


@pytest.mark.slow
@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="another server is in use")
def test_a_node_with_a_certificate_speaks_tls_on_both_ports_and_remembers_it(prepared: Path) -> None:
    web, inbox = free_ports(2)
    certificate, key = pem(prepared, "own")
    roads = ("--public", "https://node.example/", "--inbox", f"https://node.example:{inbox}/")
    files = ("--certificate", certificate, "--key", key)
    ports = ("--port", str(web), "--inbox-port", str(inbox))
    with running("serve", "--home", str(prepared), *ports, *roads, *files, until="Ctrl-C ends it") as (
        process,
        said,
    ):
        assert "Its pages: https://node.example/" in said
        assert [fetched(port, "node.example") for port in (web, inbox)] == [200, 200]
        assert fetched(web, "other.example") == 400
        older_tls_is_not_spoken(web, inbox)
    assert process.returncode == 0
    node = known(prepared)
    assert (node.road.host, node.ports.web, node.endpoint) == (
        "node.example",
        web,
        f"https://node.example:{inbox}/",
    )


def older_tls_is_not_spoken(*ports: int) -> None:
    """Neither 1.2 nor anything before it, on either port."""
    older = ssl.create_default_context()
    older.check_hostname, older.verify_mode = False, ssl.CERT_NONE
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    for port in ports:
        with socket.create_connection(("127.0.0.1", port)) as plain, pytest.raises(ssl.SSLError):
            older.wrap_socket(plain, server_hostname="node.example")


def fetched(port: int, host: str) -> int:
    """The status of the health page, asked for by this name."""
    blind = ssl.create_default_context()
    blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
    asked = urllib.request.Request(f"https://127.0.0.1:{port}/healthz", headers={"Host": host})
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=blind)
    )
    try:
        with opener.open(asked, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.mark.parametrize("command", ["init", "serve"])
def test_pages_and_inbox_never_share_a_port(home: Path, tmp_path: Path, command: str) -> None:
    folder = {"init": tmp_path / "new", "serve": home}[command]
    main = {"init": init.main, "serve": serve.main}[command]
    with pytest.raises(CannotRun, match="cannot both listen at 8440: name two ports"):
        main(["--home", str(folder), "--port", "8440", "--inbox-port", "8440"])
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_served_is_said_before_its_ports(home: Path) -> None:
    with known(home).taken(), socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with pytest.raises(CannotRun, match="is in use: stop the node that runs there first"):
            serve.main(["--home", str(home), "--port", port])
