"""The two files of a backup: what is refused of them, each time in one sentence, and what is never left behind."""

import errno
import os
import shlex
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from safeconduct.commands import backup, restore
from safeconduct.commands.backup import back_up
from safeconduct.commands.backups import folders, heads
from safeconduct.commands.backups.choosing import Chosen, choose, open_with
from safeconduct.commands.backups.contents import data_head, key_content, write_files
from safeconduct.commands.backups.heads import HEAD_BYTES, Kind, read_head
from safeconduct.commands.backups.restoring import Outcome
from safeconduct.commands.backups.sealed import Chunks, Target, close, open_into
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import recovery
from safeconduct.commands.nodes.node import Node, facts_of, keep_facts
from safeconduct.commands.nodes.roads import Ports
from safeconduct.keys.errors import BadKey
from safeconduct.keys.recovery import generate, spell
from safeconduct.vocabulary.identifiers import NodeId
from tests.commands.backups.maker import KEY, NOON, SECRET, Maker, flip, refused, silent

# --- whole, and only for the paper ---


def test_both_files_open_with_the_recovery_key_and_say_nothing_without_it(maker: Maker) -> None:
    data, keys = maker.both()

    chosen = choose(data, keys)
    opener = open_with(chosen, spell(KEY))
    got: list[bytes] = []
    open_into(data, opener.identity, Target(lambda _line: None, got.append))

    assert chosen.is_one_snapshot
    assert b"".join(got) == SECRET * 40_000
    assert SECRET not in data.read_bytes() + keys.read_bytes()
    assert {stat.S_IMODE(path.stat().st_mode) for path in (data, keys)} == {0o600}


def test_the_node_keeps_nothing_that_opens_its_own_backup(home: Path, maker: Maker) -> None:
    data, _keys = maker.both()
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())

    assert b"AGE-SECRET-KEY" not in kept
    assert maker.lock.recipient.encode() in kept
    assert read_head(data).sealed_lock == maker.lock.sealed


def test_the_key_of_the_backups_is_made_once(home: Path) -> None:
    assert recovery.lock_of(home) == recovery.lock_of(home)


def test_without_a_recovery_key_there_is_no_backup(tmp_path: Path) -> None:
    with refused("nobody could open its backup"):
        recovery.lock_of(tmp_path)


def test_a_folder_stands_for_its_newest_file(maker: Maker) -> None:
    maker.both()
    data, keys = maker.both(NOON + timedelta(days=1))
    chosen = choose(maker.data, maker.keys)
    assert (chosen.data, chosen.keys) == (data, keys)


# --- bad input ---


def cut(data: Path, keys: Path) -> None:
    os.truncate(data, data.stat().st_size - 1000)


def cut_in_the_head(data: Path, keys: Path) -> None:
    os.truncate(keys, 1000)


def byte_of_the_data(data: Path, keys: Path) -> None:
    flip(data, HEAD_BYTES + 5000)


def byte_of_the_keys(data: Path, keys: Path) -> None:
    flip(keys, keys.stat().st_size - 3)


def longer(data: Path, keys: Path) -> None:
    with data.open("ab") as file:
        file.write(b"x")


def another_version(data: Path, keys: Path) -> None:
    data.write_bytes(data.read_bytes().replace(b'"v": 1,', b'"v": 3,', 1))


def no_backup(data: Path, keys: Path) -> None:
    data.write_bytes(b"PGDMP" + b"\0" * HEAD_BYTES)


def missing(data: Path, keys: Path) -> None:
    data.unlink()


FAULTS: list[tuple[Callable[[Path, Path], None], str]] = [
    (cut, "was cut short"),
    (cut_in_the_head, "is no backup, or its beginning is damaged"),
    (byte_of_the_data, "was changed after it was written"),
    (byte_of_the_keys, "was changed after it was written"),
    (longer, "was changed after it was written"),
    (another_version, "is written in version 3, and this release reads up to version 2"),
    (no_backup, "is no backup"),
    (missing, "cannot be read"),
]


@pytest.mark.parametrize("spoil, said", FAULTS, ids=[spoil.__name__ for spoil, _said in FAULTS])
def test_a_spoilt_file_is_refused_before_anybody_looks_for_the_paper(
    maker: Maker, spoil: Callable[[Path, Path], None], said: str
) -> None:
    data, keys = maker.both()
    spoil(data, keys)
    with refused(said):
        choose(data, keys)


def test_a_head_that_was_changed_is_not_believed(maker: Maker) -> None:
    """Whoever can write to the folder of the backups cannot make older keys look new."""
    data, keys = maker.both()
    keys.write_bytes(
        keys.read_bytes().replace(b"2026-11-25T12", b"2026-11-26T12", 1).ljust(keys.stat().st_size)
    )
    data.write_bytes(data.read_bytes().replace(b'"pair": "1"', b'"pair": "2"', 1))
    with refused("was not written by this node"):
        open_with(choose(data, keys), spell(KEY))


def test_another_recovery_key_opens_nothing(maker: Maker) -> None:
    chosen = choose(*maker.both())
    with refused("This recovery key does not open these files"):
        open_with(chosen, spell(generate()))


def test_a_mistyped_recovery_key_is_told_as_such(maker: Maker) -> None:
    chosen = choose(*maker.both())
    typed = spell(KEY)
    with pytest.raises(BadKey, match="compare each group with the paper"):
        open_with(chosen, ("0" if typed[0] != "0" else "1") + typed[1:])


def test_the_two_files_are_not_taken_for_each_other(maker: Maker) -> None:
    data, keys = maker.both()
    with refused("holds the keys and was named for the data"):
        choose(keys, data)


def test_files_of_two_nodes_are_not_put_together(maker: Maker) -> None:
    data, keys = maker.write(Kind.DATA), maker.write(Kind.KEYS, node="no")
    with refused("The data are of node se and the keys of node no"):
        choose(data, keys)


def test_older_data_take_the_newest_keys_and_no_others(maker: Maker) -> None:
    data, older = maker.both()
    newest = maker.write(Kind.KEYS, NOON + timedelta(days=1), pair="2")

    assert not choose(data, newest).is_one_snapshot
    with refused(f"lies a newer key file, {newest.name}: take that one"):
        choose(data, older)


def test_keys_older_than_the_data_are_refused(maker: Maker) -> None:
    keys = maker.write(Kind.KEYS)
    data = maker.write(Kind.DATA, NOON + timedelta(days=1), pair="2")
    with refused("take the newest key file, or older data"):
        choose(data, keys)


@pytest.mark.parametrize(
    "name", ["../keys/kek.json", "keys/../../x", "node.json", "keys/.hidden", "secrets/a/b"]
)
def test_no_file_is_written_that_no_node_has(tmp_path: Path, name: str) -> None:
    with refused("names a file that no node has"):
        write_files(tmp_path / "new", {}, {name: b"x"})
    assert not (tmp_path / "new").exists()


# --- folders ---


@pytest.mark.parametrize("data, keys", [("a", "a"), ("a", "a/keys"), ("a/data", "a"), ("a", "link")])
def test_data_and_keys_never_lie_in_one_place(tmp_path: Path, data: str, keys: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    with refused("must lie in two places"):
        folders.folders(tmp_path / data, tmp_path / keys, tmp_path / "node")


def test_no_backup_lies_in_the_nodes_own_folder(tmp_path: Path) -> None:
    with refused("The folder of --keys-to lies in the node's own"):
        folders.folders(tmp_path / "data", tmp_path / "node" / "keys-of-backups", tmp_path / "node")


def test_a_first_backup_must_be_told_where_to_go(tmp_path: Path) -> None:
    node = Node(tmp_path, NodeId("se"), "SE", Ports(0, 0))
    with refused("Nobody has said where backups go"):
        back_up(node, tmp_path / "data", None, silent)


def test_of_the_key_file_only_the_newest_two_stay(maker: Maker) -> None:
    made = [maker.write(Kind.KEYS, NOON + timedelta(hours=hour)) for hour in range(4)]
    of_another = maker.write(Kind.KEYS, NOON - timedelta(days=1), node="no")
    held = made[0].open("rb")  # what was in the file, seen by whoever has it open

    assert folders.forget_older(maker.keys, "se") == 2
    assert sorted(maker.keys.iterdir()) == sorted([*made[2:], of_another])
    assert set(held.read()) == {0}
    held.close()


# --- a full disk ---


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes the head and a little more."""
    real, written = os.write, 0

    def write(descriptor: int, chunk: bytes) -> int:
        nonlocal written
        written += len(chunk)
        if written > HEAD_BYTES + 100_000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(descriptor, chunk)

    monkeypatch.setattr("safeconduct.commands.backups.sealed.os.write", write)


@pytest.mark.usefixtures("full")
def test_a_full_disk_leaves_nothing_and_is_one_sentence(maker: Maker) -> None:
    with refused("No space left on device. Nothing was left there"):
        maker.write(Kind.DATA)
    assert list(maker.data.iterdir()) == []


def test_what_goes_wrong_in_the_database_is_said_as_it_was(maker: Maker) -> None:
    def content() -> Iterator[bytes]:
        yield b"{}\n"
        raise CannotRun("PostgreSQL's pg_dump failed: it was ended.")

    with refused("pg_dump failed: it was ended."):
        close(
            maker.data / "x",
            maker.head(Kind.DATA),
            maker.lock.mark,
            maker.lock.recipient,
            Chunks(content()),
            silent,
        )
    assert list(maker.data.iterdir()) == []


def test_a_key_content_that_ends_too_early_is_refused(maker: Maker) -> None:
    path = maker.keys / "short.keys"
    line = b'{"files": {}, "columns": {"keys.tombstone": [], "keys.section_key": ["id"]}}\n'
    close(
        path,
        maker.head(Kind.KEYS),
        maker.lock.mark,
        maker.lock.recipient,
        Chunks(iter([line, b"\\.\n", b"1"])),
        silent,
    )
    opener = recovery.open_lock(maker.lock.sealed, KEY)
    with refused("The key file ends too early"), key_content(path, opener.identity):
        pass


def test_a_head_has_room_for_the_migrations_of_many_years(maker: Maker) -> None:
    head = replace(
        maker.head(Kind.DATA), migrations=tuple(f"referrals.{n:04}_a_long_name" for n in range(1200))
    )
    assert len(head.written()) == HEAD_BYTES


def test_the_first_line_of_the_data_is_read_alone(maker: Maker) -> None:
    opener = recovery.open_lock(maker.lock.sealed, KEY)
    assert data_head(maker.write(Kind.DATA), opener.identity).counts == {}


def test_chosen_files_are_named_by_what_was_asked_for(maker: Maker) -> None:
    data, keys = maker.both()
    assert choose(data, keys) == Chosen(data, keys, heads.read_head(data), heads.read_head(keys))


def test_a_backup_knows_where_backups_go_and_so_does_a_node_made_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "node"
    home.mkdir()
    node, seen = Node(home, NodeId("se"), "SE", Ports(0, 0)), []

    def write(of: Node, **_where: object) -> None:
        seen.append(facts_of(of.home)[folders.PLACES])
        raise CannotRun("The disk is full.")

    monkeypatch.setattr(backup, "write_backup", write)
    with refused("The disk is full"):
        back_up(node, tmp_path / "data", tmp_path / "keys", silent)
    assert seen == [{"data": str(tmp_path / "data"), "keys": str(tmp_path / "keys")}]
    assert facts_of(home)[folders.PLACES] == {}


def test_the_line_that_tries_a_backup_names_both_files(maker: Maker) -> None:
    data, keys = maker.both()
    line = shlex.split(backup._trial(data, keys))
    assert line[:2] == ["./run", "restore"]
    asked = restore._parser().parse_args(line[2:])
    assert (asked.verify, asked.data, asked.keys) == (True, data, keys)


@pytest.mark.parametrize("places, line", [
    ({}, "say it once with ./run backup --to FOLDER --keys-to FOLDER --home "),
    ({"data": "/mnt/data", "keys": "/mnt/keys"}, "Backups go to /mnt/data and /mnt/keys, as before: with ./run backup"),
], ids=["forgotten", "known"])  # fmt: skip
def test_the_end_of_a_restore_says_where_backups_go(
    maker: Maker, tmp_path: Path, places: dict[str, str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_facts(tmp_path, {folders.PLACES: places})
    restore._say_restored(choose(*maker.both()), tmp_path, Outcome(stopped={"voided": 0, "referrals": 0}))
    said = capsys.readouterr().out
    assert line in said
    assert f"Start it with: ./run serve --home {tmp_path}\n" in said
