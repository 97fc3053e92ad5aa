import json
import os
import pickle
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from safeconduct.keys.errors import KeyFileRefused, KeyNotHeld
from safeconduct.keys.ring import HELD, Process, Ring, load, make
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.identifiers import AgencyId, NodeId, uuid7
from tests.keys.conftest import AGENCIES

RO = NodeId("ro")

ASKED: dict[str, Callable[[Ring], object]] = {
    "kek": lambda ring: ring.kek,
    "intake": lambda ring: ring.intake,
    "object": lambda ring: ring.object_key,
    "receipt": lambda ring: ring.receipt_key,
    "clock": lambda ring: ring.clock_key,
    "hop": lambda ring: ring.hop_key,
    "exchange": lambda ring: ring.exchange_key(AGENCIES[0]),
    "context-web": lambda ring: ring.context_key("web"),
    "context-inbox": lambda ring: ring.context_key("inbox"),
    "context-worker": lambda ring: ring.context_key("worker"),
}


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A key folder of the test's own, to be damaged."""
    path = tmp_path / "keys"
    shutil.copytree(folder, path)
    return path


# --- who holds what ---


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("process", HELD)
def test_a_process_holds_its_own_keys_and_no_other(
    rings: dict[Process, Ring], process: Process, name: str
) -> None:
    if name in HELD[process]:
        assert ASKED[name](rings[process]) is not None
    else:
        with pytest.raises(KeyNotHeld) as refusal:
            ASKED[name](rings[process])
        assert refusal.value.process == process


def test_the_table_of_holders_is_the_one_that_was_decided() -> None:
    holders = {name: {process for process in HELD if name in HELD[process]} for name in ASKED}

    assert holders == {
        "kek": {"web"},
        "intake": {"web", "inbox"},
        "object": {"web"},
        "receipt": {"web", "inbox"},
        "clock": {"worker"},
        "hop": {"inbox", "worker"},
        "exchange": {"inbox"},
        "context-web": {"web"},
        "context-inbox": {"inbox"},
        "context-worker": {"worker"},
    }


@pytest.mark.parametrize(
    ("process", "others"),
    [
        ("web", ["clock.key", "hop.key", "context-inbox.key", f"exchange-{AGENCIES[0]}.key"]),
        ("inbox", ["kek.json", "object.key", "clock.key", "context-web.key"]),
        ("worker", ["kek.json", "intake.json", "object.key", "receipt.key", f"exchange-{AGENCIES[1]}.key"]),
    ],
)
def test_a_process_needs_no_file_of_another(copy: Path, process: Process, others: list[str]) -> None:
    for name in others:
        (copy / name).unlink()

    assert load(copy, process).process == process


def test_no_keys_are_for_an_unknown_process(folder: Path) -> None:
    with pytest.raises(ValueError, match="owner"):
        load(folder, "owner")  # type: ignore[arg-type]  # what a wrong setting would do


def test_an_agency_of_another_node_has_no_key_here(inbox: Ring) -> None:
    with pytest.raises(KeyNotHeld):
        inbox.exchange_key(AgencyId(uuid7()))


# --- making ---


def test_every_file_is_closed_to_others_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        make(tmp_path / "keys", RO, AGENCIES)
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()} == {0o600}


def test_making_again_changes_nothing(copy: Path) -> None:
    before = {path.name: path.read_bytes() for path in copy.iterdir()}

    make(copy, RO, AGENCIES)

    assert {path.name: path.read_bytes() for path in copy.iterdir()} == before


def test_an_agency_that_joins_later_gets_a_key_and_the_others_keep_theirs(copy: Path) -> None:
    before = load(copy, "inbox").public
    joining = AgencyId(uuid7())

    after = make(copy, RO, [joining])

    assert after.exchange.keys() == {*AGENCIES, joining}
    assert {agency: after.exchange[agency] for agency in AGENCIES} == before.exchange
    assert load(copy, "inbox").exchange_key(joining).public_bytes() == after.exchange[joining]


def test_a_making_that_was_cut_short_is_finished(copy: Path) -> None:
    kept = (copy / "kek.json").read_bytes()
    (copy / "public.json").unlink()
    (copy / "hop.key").unlink()

    make(copy, RO, AGENCIES)

    assert (copy / "kek.json").read_bytes() == kept
    assert load(copy, "worker").hop_key.public_key() == load(copy, "worker").public.signing[Use.HOP]


@pytest.mark.parametrize("name", ["kek.json", "object.key", f"exchange-{AGENCIES[0]}.key"])
def test_a_key_that_is_gone_is_not_replaced_in_silence(copy: Path, name: str) -> None:
    (copy / name).unlink()

    with pytest.raises(KeyFileRefused, match=r"gone.*backup"):
        make(copy, RO, AGENCIES)

    assert not (copy / name).exists()


def test_the_folder_of_one_node_is_not_used_for_another(copy: Path) -> None:
    with pytest.raises(KeyFileRefused, match="ro"):
        make(copy, NodeId("be"), AGENCIES)


@pytest.mark.parametrize("name", ["", "RO", "a|b", "-ro", "ro-", "r" * 33, "ро"])
def test_a_node_has_a_plain_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="node"):
        make(tmp_path / "keys", NodeId(name), [])


# --- refusing what is not private or not whole ---


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666, 0o610])
def test_a_key_file_that_others_may_use_is_refused(copy: Path, mode: int) -> None:
    (copy / "object.key").chmod(mode)

    with pytest.raises(KeyFileRefused, match=r"open to others.*chmod 600"):
        load(copy, "web")


@pytest.mark.parametrize("mode", [0o750, 0o701, 0o777])
def test_a_key_folder_that_others_may_enter_is_refused(copy: Path, mode: int) -> None:
    copy.chmod(mode)

    with pytest.raises(KeyFileRefused, match=r"open to others.*chmod 700"):
        load(copy, "web")
    with pytest.raises(KeyFileRefused, match="open to others"):
        make(copy, RO, AGENCIES)


def test_a_key_file_of_another_account_is_refused(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: real + 1)

    with pytest.raises(KeyFileRefused, match="another account"):
        load(copy, "web")


def test_a_link_in_place_of_a_key_file_is_refused(copy: Path, tmp_path: Path) -> None:
    elsewhere = (copy / "object.key").rename(tmp_path / "elsewhere")
    (copy / "object.key").symlink_to(elsewhere)

    with pytest.raises(KeyFileRefused, match=r"object\.key"):
        load(copy, "web")


def test_a_pipe_in_place_of_a_key_file_is_refused_and_not_waited_for(copy: Path) -> None:
    (copy / "object.key").unlink()
    os.mkfifo(copy / "object.key", 0o600)

    with pytest.raises(KeyFileRefused, match=r"object\.key is no key file"):
        load(copy, "web")


def test_a_missing_key_file_and_a_missing_folder_are_named(copy: Path, tmp_path: Path) -> None:
    (copy / "receipt.key").unlink()

    with pytest.raises(KeyFileRefused, match=r"receipt\.key is missing"):
        load(copy, "inbox")
    with pytest.raises(KeyFileRefused, match="nowhere"):
        load(tmp_path / "nowhere", "inbox")


@pytest.mark.parametrize(
    "damage", [b"", b"{}", b"[]", b"\xff\xfe", b'{"v": 1, "node": "ro", "name": "object"}']
)
@pytest.mark.parametrize("name", ["kek.json", "object.key", "context-web.key", "public.json"])
def test_a_damaged_key_file_is_refused(copy: Path, name: str, damage: bytes) -> None:
    (copy / name).write_bytes(damage)

    with pytest.raises(KeyFileRefused, match="damaged"):
        load(copy, "web")


def test_a_cut_key_is_refused(copy: Path) -> None:
    content = json.loads((copy / "context-web.key").read_text())
    (copy / "context-web.key").write_text(json.dumps(content | {"hmac": content["hmac"][:-2]}))

    with pytest.raises(KeyFileRefused, match="damaged"):
        load(copy, "web")


def test_one_key_does_not_stand_in_for_another(copy: Path) -> None:
    shutil.copy(copy / "receipt.key", copy / "object.key")

    with pytest.raises(KeyFileRefused, match=r"object\.key"):
        load(copy, "web")


def test_a_key_that_peers_do_not_know_is_refused(copy: Path, tmp_path: Path) -> None:
    make(tmp_path / "fresh", RO, AGENCIES)
    shutil.copy(tmp_path / "fresh" / "object.key", copy / "object.key")

    with pytest.raises(KeyFileRefused, match=r"public\.json"):
        load(copy, "web")
    with pytest.raises(KeyFileRefused, match=r"public\.json"):
        make(copy, RO, AGENCIES)


# --- nothing is shown ---


def _secrets(folder: Path) -> set[str]:
    """Every secret of the folder as it stands in its file."""
    found: set[str] = set()
    for path in folder.glob("*.key"):
        content = json.loads(path.read_text())
        found |= {content[kind] for kind in ("ed25519", "hmac", "mlkem768", "x25519") if kind in content}
    for name in ("kek.json", "intake.json"):
        found |= {key["keyData"]["value"] for key in json.loads((folder / name).read_text())["key"]}
    return found


def test_nothing_that_is_printed_shows_a_key(folder: Path, rings: dict[Process, Ring]) -> None:
    secrets = _secrets(folder)
    assert len(secrets) == 2 + 2 * 4 + 3 + 2 * len(AGENCIES)

    shown = [repr(ring) + str(ring) for ring in rings.values()]
    shown += [repr(ASKED[name](rings[p])) for p in HELD for name in HELD[p] if not name.startswith("context")]

    raw = {secret.lower() for secret in secrets}
    assert not [text for text in shown if any(secret in text.lower() for secret in raw)]
    assert repr(rings["web"]) == "<Ring of web on ro>"


@pytest.mark.parametrize("name", ["kek.json", "object.key", "context-web.key"])
def test_the_refusal_of_a_damaged_file_does_not_quote_it(copy: Path, name: str) -> None:
    text = (copy / name).read_text()
    (copy / name).write_text(text.replace("}", "", 1))

    with pytest.raises(KeyFileRefused) as refusal:
        load(copy, "web")

    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__
    assert not [secret for secret in _secrets_in(text) if secret in str(refusal.value)]


def _secrets_in(text: str) -> list[str]:
    return [word for word in text.split('"') if len(word) > 40]


def test_no_ring_leaves_the_process(web: Ring) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(web)
    with pytest.raises(TypeError):
        pickle.dumps(web.kek)


def test_every_use_has_a_key_and_an_id_of_its_own(web: Ring) -> None:
    assert len({web.public.kid(use) for use in Use}) == len(Use)
