"""A node that the release before has filled by its own code is brought up by this one, and read afterwards."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import time
from contextlib import closing
from io import BytesIO
from pathlib import Path

import psycopg

from safeconduct.commands.backups.snapshots import rows_of
from safeconduct.commands.demonstration.hands import Hands, must
from safeconduct.commands.demonstration.pair import Pair, pair_in
from safeconduct.commands.demonstration.walk import NAME
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.places import fresh_folder
from safeconduct.commands.nodes import recovery
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node, keep_facts
from safeconduct.commands.places import REPOSITORY
from safeconduct.keys import files
from safeconduct.keys.recovery import generate, public_of

BEFORE = "0b4e905"
"""The release before this one, by its commit."""
FILL = """
import sys
from pathlib import Path
from safeconduct.commands.pair import pair_in, running
from safeconduct.commands.walk import Walk
with running(pair_in(Path(sys.argv[1]))) as pair:
    walk = Walk(pair, lambda step: None)
    for _ in range(int(sys.argv[2])):
        path = walk._sent("one person")
        walk.loop.until("it is there", lambda: walk.loop.both(path) == ("sent", "sent"))
        walk.sofie.accept(path)
        walk.loop.until("it is accepted", lambda: walk.loop.both(path) == ("accepted", "accepted"))
    print(path)
"""
NOT_COMPARED = (
    "public.django_migrations",
    "access.policy",
    "public.auth_permission",
    "public.django_content_type",
)


def measure(plan: Plan) -> Numbers:
    """Seconds, and that every row is still there and a person's file of before is read by this release's pages."""
    folder = fresh_folder()
    try:
        old = _checked_out(folder / "before")
        referrals = plan.of(20, short=2)
        plan.say(f"the release {BEFORE} fills a node with {referrals} referrals")
        path = _filled(old, folder / "pair", referrals)
        pair = pair_in(folder / "pair")
        _as_in_service(pair.ro)
        before = _rows(pair.ro)
        plan.say("upgrading")
        begun = time.monotonic()
        said = _upgraded(pair.ro, folder)
        seconds = time.monotonic() - begun
        after = _rows(pair.ro)
        lost = {table: (rows, after.get(table)) for table, rows in before.items() if after.get(table) != rows}
        plan.say("reading what was there")
        _read(pair, path)
        return {
            "referrals": referrals,
            "rows before": sum(before.values()),
            "tables with another number of rows": json.dumps(lost),
            "migrations": said.split(" migrations", 1)[0].strip(),
            "upgrade with its backup, s": round(seconds, 1),
        }
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _checked_out(folder: Path) -> Path:
    """The code of the release before. Raises CannotRun where the history is not there."""
    command = ["git", "-C", str(REPOSITORY), "archive", BEFORE, "safeconduct"]
    said = subprocess.run(command, capture_output=True, check=False)
    if said.returncode != 0:
        raise CannotRun(
            f"The release before, {BEFORE}, is not in this clone's history: fetch the whole of it."
        )
    with tarfile.open(fileobj=BytesIO(said.stdout)) as archive:
        archive.extractall(folder, filter="data")
    built = Path("safeconduct") / "site" / "static"
    shutil.copytree(REPOSITORY / built, folder / built, dirs_exist_ok=True)
    return folder


def _filled(old: Path, pair: Path, referrals: int) -> str:
    """Two nodes of the demonstration, walked by the code of then; the address of the last referral."""
    return _ran([sys.executable, "-c", FILL, str(pair), str(referrals)], old).strip()


def _as_in_service(node: Node) -> None:
    """What was filled as a demonstration, since only that signs in by itself, goes on as a node in service."""
    keep_facts(
        node.home, {"demo": False, "set_up": True, "web_port": node.ports.web, "inbox_port": node.ports.inbox}
    )
    key = public_of(generate()).hex()
    files.write(node.home / recovery.FILE, json.dumps({"v": 1, "recipient": key}).encode("ascii"))
    with node.taken(), node.awake(), closing(_administered(node)) as connection:
        connection.execute("UPDATE access.node SET is_demo = false, moved = '0', set_up_at = now()")


def _upgraded(node: Node, folder: Path) -> str:
    places = ("--to", str(folder / "data"), "--keys-to", str(folder / "keys"))
    return _ran(
        [sys.executable, "-m", "safeconduct.commands", "upgrade", "--home", str(node.home), *places],
        REPOSITORY,
    )


def _ran(command: list[str], folder: Path) -> str:
    surroundings = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    said = subprocess.run(
        command,
        cwd=folder,
        env=surroundings | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode != 0:
        raise CannotRun(said.stderr.strip().splitlines()[-1].removeprefix("safeconduct: "))
    return said.stdout


def _rows(node: Node) -> dict[str, int]:
    with node.taken(), node.awake(), closing(_administered(node)) as connection:
        tables = connection.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', "
            "'information_schema') ORDER BY 1"
        ).fetchall()
        names = [name for (name,) in tables if name not in NOT_COMPARED]
        return {name: rows_of(connection, *name.split(".")) for name in names}


def _administered(node: Node) -> psycopg.Connection:
    assert node.cluster is not None  # noqa: S101 - made here, with an embedded server
    return node.cluster.connect(ADMINISTRATOR)


def _read(pair: Pair, path: str) -> None:
    """The pages of this release show what those of the one before have written; a demonstration again for that."""
    with pair.ro.taken(), pair.ro.awake(), closing(_administered(pair.ro)) as connection:
        connection.execute("UPDATE access.node SET is_demo = true")
    for node in pair.nodes:
        node.prepare()
        node.start()
    try:
        ana, sofie = Hands(pair, "Ana Pop"), Hands(pair, "Sofie Maes")
        must("Accepted" in ana.see(path).text, "The referral of before does not stand as it did.")
        must(NAME in sofie.see(path).text, "The receiver of before does not read what it was sent.")
    finally:
        for node in pair.nodes:
            node.stop()
