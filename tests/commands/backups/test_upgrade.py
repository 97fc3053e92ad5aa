"""A node in service is brought up to another release by a command that has a way back, and by nothing else."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from safeconduct.commands import backup, restore, upgrade
from safeconduct.commands.backups.choosing import choose
from safeconduct.commands.examining.machine import BACKUPS
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import homes, recovery
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node, keep_facts
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.nodes.roads import Ports
from safeconduct.commands.places import PROGRAMS, REPOSITORY, state_folder
from safeconduct.keys import files
from safeconduct.keys.recovery import generate, public_of, spell
from safeconduct.keys.ring import load
from safeconduct.keys.sections import new_key
from safeconduct.vocabulary.identifiers import CaseId, NodeId
from safeconduct.vocabulary.sections import Section
from tests.commands.backups.test_pages import lines_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="another server is in use"),
]

WITHOUT_STYLE = """
import sys
from dataclasses import replace
from safeconduct.commands import __main__, doors
doors.DOORS["serve"] = replace(doors.DOORS["serve"], pages=False)  # its style sheet is not made for this
sys.exit(__main__.main(sys.argv[1:]))
"""
GOOD = "CREATE TABLE site.new_things (id integer PRIMARY KEY)"
MIGRATION = '''"""Of the next release."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = {before}
    operations = [migrations.RunSQL("{statement}")]
'''
LAST = max(path.stem for path in (REPOSITORY / "safeconduct" / "site" / "migrations").glob("0*.py"))


@dataclass
class Kept:
    """A node that was set up, stopped, with one section key; and where its backups go."""

    home: Path
    key: bytes
    data: Path
    keys: Path

    @property
    def node(self) -> Node:
        """As the commands find it."""
        return homes.node_in(self.home)

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """From its database, which is started for the question."""
        node = self.node
        with node.taken(), node.awake():
            assert node.cluster is not None
            with node.cluster.connect(ADMINISTRATOR) as connection:
                done = connection.execute(sql)
                return done.fetchall() if done.description else []

    def applied(self) -> set[object]:
        """Which migrations the database has had."""
        return {row[0] for row in self.ask("SELECT app || '.' || name FROM django_migrations")}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Made once for all tests of this file; what they do to it is taken back."""
    home, key = state_folder() / "tests" / f"{os.getpid()}.kept", generate()
    node = Node(
        home, NodeId("se"), "SE", Ports(*free_ports(2)), template=state_folder() / "tests" / "template"
    )
    node.prepare()
    homes.remember(node)
    keep_facts(home, {"set_up": True})
    files.write(home / recovery.FILE, b'{"v": 1, "recipient": "%s"}' % public_of(key).hex().encode())
    made = Kept(home, key, *(tmp_path_factory.mktemp(name) for name in ("data", "keys")))
    _give_key(made)
    yield made
    shutil.rmtree(home)


def _give_key(kept: Kept) -> None:
    """A case with the key of one section."""
    row, _key = new_key(load(kept.home / "keys", "web"), CaseId(uuid4()), Section.NEEDS, 1, intake=False)
    agency = uuid4()
    node = kept.node
    with node.taken(), node.awake():
        assert node.cluster is not None
        with node.cluster.connect(ADMINISTRATOR) as connection:
            connection.execute(
                "INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number) "
                "VALUES (%s, 'no', 'Elsewhere', 'NO', 'ngo', '{}', '')",
                [agency],
            )
            connection.execute(
                "INSERT INTO access.\"case\" (id, agency_id, kind, opened_at) VALUES (%s, %s, 'own', now())",
                [row.case_id, agency],
            )
            connection.execute(
                "INSERT INTO keys.section_key (id, case_id, section, generation, intake, wrapped, made_at) "
                "VALUES (%s, %s, %s, 1, false, %s, %s)",
                [row.id, row.case_id, row.section, row.wrapped, row.made_at],
            )


class Release:
    """A later release: this one, and migrations that it does not have."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(
            REPOSITORY / "safeconduct", folder / "safeconduct", ignore=shutil.ignore_patterns("__pycache__")
        )

    def brings(self, *statements: str) -> "Release":
        """With these migrations, one after the other."""
        rooms = self.folder / "safeconduct" / "site" / "migrations"
        before = [("site", LAST)]
        for number, statement in enumerate(statements, start=1):
            name = f"{9000 + number}_next"
            (rooms / f"{name}.py").write_text(MIGRATION.format(before=before, statement=statement))
            before = [("site", name)]
        return self

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One of its commands to its end."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", PROGRAMS) if name in os.environ}
        return subprocess.run(
            [sys.executable, "-c", WITHOUT_STYLE, *words],
            cwd=self.folder, env=kept, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def before(kept: Kept) -> set[object]:
    """The migrations of this release."""
    return kept.applied()


def test_the_commands_of_the_pages_do_what_the_pages_say(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In their order, with the folders of this test; only the restore into a folder is walked elsewhere."""
    paper = tmp_path / "paper"
    paper.write_text(spell(kept.key))
    folders = {"/mnt/data": str(kept.data), "/mnt/keys": str(kept.keys)}
    here: dict[str, tuple[Callable[[list[str]], int], list[str]]] = {
        "backup": (backup.main, ["--home", str(kept.home)]),
        "restore": (restore.main, ["--recovery-key-file", str(paper)]),
        "upgrade": (upgrade.main, ["--home", str(kept.home)]),
    }
    said = ""
    for name, words in [*lines_of("back-up-and-restore")[:3], lines_of("upgrade")[0]]:
        main, beside = here[name]
        assert main([folders.get(word, word) for word in shlex.split(words)] + beside) == 0
        said += capsys.readouterr().out

    assert len(list(kept.data.iterdir())) == len(list(kept.keys.iterdir())) == 2
    noted = json.loads((kept.home / BACKUPS).read_text())
    assert {Path(noted[part]["to"]) for part in ("data", "keys")} == {
        max(kept.data.iterdir()),
        max(kept.keys.iterdir()),
    }
    assert f"Try it: ./run restore --verify --data {min(kept.data.iterdir())} --keys " in said
    assert "1 section keys; 1 were tried, and all open." in said
    assert "The folder of the trial is removed." in said
    assert not (state_folder() / "restores" / str(os.getpid())).exists()
    assert "Nothing is to be done: the database is of this release." in said


def test_a_start_of_the_next_release_brings_nothing_up(
    kept: Kept, tmp_path: Path, before: set[object]
) -> None:
    said = Release(tmp_path).brings(GOOD).run("serve", "--home", str(kept.home))
    assert said.returncode == 2
    assert "bring it up with ./run upgrade" in said.stderr
    assert "Traceback" not in said.stderr
    assert kept.applied() == before


def test_a_migration_that_fails_in_the_middle_leaves_the_database_as_it_was(
    kept: Kept, tmp_path: Path, before: set[object]
) -> None:
    release = Release(tmp_path).brings(GOOD, "SELECT 1 / 0")
    said = release.run(
        "upgrade", "--home", str(kept.home), "--to", str(kept.data), "--keys-to", str(kept.keys)
    )
    assert said.returncode == 2
    assert said.stderr == (
        "safeconduct: The upgrade was not done, and the database is as it was; the release before still starts. "
        "Node se: The migration site.9002_next failed (DivisionByZero).\n"
    )
    assert kept.applied() == before
    assert kept.ask("SELECT to_regclass('site.new_things') IS NULL") == [(True,)]
    assert not (kept.home / upgrade.NEXT).exists()


def test_what_is_not_as_this_release_makes_it_is_found(kept: Kept) -> None:
    """A table whose owner is bound by no row policy any more, which no migration does."""
    kept.ask("ALTER TABLE keys.section_key NO FORCE ROW LEVEL SECURITY")
    try:
        node = kept.node
        with node.taken(), node.awake():
            found = json.loads(node.run("owner", "examine", "--shape"))
    finally:
        kept.ask("ALTER TABLE keys.section_key FORCE ROW LEVEL SECURITY")
    assert found["faults"] == [
        "The row security keys.section_key is not one of this release.",
        "The row security keys.section_key is missing.",
    ]
    assert (found["tried"], found["opened"]) == (1, 1)


def test_a_node_that_runs_is_not_brought_up(kept: Kept) -> None:
    with kept.node.taken(), pytest.raises(CannotRun, match="stop the node that runs there first"):
        upgrade.main(["--home", str(kept.home)])


def test_a_restore_that_was_broken_off_is_not_started(kept: Kept) -> None:
    keep_facts(kept.home, {"restoring": True})
    try:
        with pytest.raises(CannotRun, match="such a node must not serve"):
            homes.node_in(kept.home)
    finally:
        keep_facts(kept.home, {"restoring": False})


def test_the_next_release_brings_it_up_and_this_one_then_refuses_it(kept: Kept, tmp_path: Path) -> None:
    keep_facts(kept.home, {"backups": {"data": str(kept.data), "keys": str(kept.keys)}})
    said = Release(tmp_path).brings(GOOD).run("upgrade", "--home", str(kept.home))

    assert (said.returncode, said.stderr) == (0, "")
    assert kept.ask("SELECT to_regclass('site.new_things') IS NULL") == [(False,)]
    assert sorted(path.name for path in kept.home.glob("postgres*")) == ["postgres", "postgres.made"]
    assert choose(kept.data, kept.keys).is_one_snapshot
    with pytest.raises(CannotRun, match="was brought up by a newer release"):
        upgrade.main(["--home", str(kept.home)])
