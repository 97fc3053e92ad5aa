"""A long list of services brought in as proposals: stopped halfway as by a crash, and gone on with."""

import csv
import os
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from uuid import UUID

import psycopg

from safeconduct.commands.measures import WRONG, Numbers, Plan

WRONG_EVERY = 33
KEEPER = """
WITH account AS (
  INSERT INTO auth_user
    (username, password, first_name, last_name, email, is_superuser, is_staff, is_active, date_joined)
  VALUES ('keeper', '!', '', '', '', false, false, true, now()) RETURNING id)
INSERT INTO agencies.member (id, agency_id, user_id, name, profession, supervises, keeps_node)
SELECT gen_random_uuid(), (SELECT id FROM agencies.agency LIMIT 1), account.id, 'Keeper', 'administrator', false, true
  FROM account RETURNING id
"""
HEADER = ("id", "organisation", "name", "country", "phone", "source_date", "languages", "needs", "note")


class Stopped(Exception):
    """The process that reads has ended."""


def brought_in(administrator: psycopg.Connection, folder: Path, plan: Plan) -> Numbers:
    """100,000 rows of which three of a hundred are wrong: seconds, and by how much the process has grown."""
    number = plan.of(100_000, short=5_000)
    path = _written(folder / "services.csv", number, plan.seed)
    keeper = administrator.execute(KEEPER).fetchone()
    assert keeper is not None  # noqa: S101 - RETURNING gives it
    plan.say(f"bringing in {number:,} services")
    rest, highest, told = _mib(), 0.0, 0

    def say(done: int) -> None:
        nonlocal highest, told
        highest, told = max(highest, _mib()), told + 1
        plan.bar(done, number, "records")

    begun, own = time.perf_counter(), time.process_time()
    found = _read(path, keeper[0], number, say)
    seconds, here = time.perf_counter() - begun, time.process_time() - own
    expected = number // WRONG_EVERY
    wrong = [] if found == (number - expected, expected) else [{"what": f"right and wrong rows: {found}"}]
    return {
        "records": number, "file, MiB": round(path.stat().st_size / 1048576, 1), "seconds": round(seconds, 1),
        "processor here, s": round(here, 1), "told how far it is, times": told, "right": found[0], "wrong": found[1],
        "process at rest, MiB": round(rest), "grown by at most, MiB": round(highest - rest), WRONG: wrong,
    }  # fmt: skip


def _read(path: Path, keeper: UUID, number: int, say: Callable[[int], None]) -> tuple[int, int]:
    """Right and wrong rows, once the file was read to its end, in two goes."""
    from safeconduct.access.acting import acting
    from safeconduct.agencies.models import Member
    from safeconduct.directory.bringing import actions, work
    from safeconduct.directory.bringing.kept import Bringing
    from safeconduct.directory.bringing.proposed import Defaults
    from safeconduct.directory.bringing.reading import looked_at, mapping_of
    from safeconduct.vocabulary.identifiers import MemberId

    def half(row: Bringing) -> None:
        say(row.done)
        if row.done >= number // 2:
            raise Stopped

    with path.open("rb") as file:
        looked, digest = looked_at(file), work.digest_of(file)
        with acting(MemberId(keeper)) as at:
            by = Member.objects.get(id=keeper)
            said = Defaults(source="A list of a measure")
            bringing = actions.begin(
                looked.form, digest, mapping_of(looked), looked.columns, said, by=by, at=at
            )
        try:
            work.run(bringing, file, keeper, half)
        except Stopped:
            work.run(bringing, file, keeper, lambda row: say(row.done))
        with acting(MemberId(keeper)):
            row = actions.of(bringing)
    return row.good, row.wrong


def _written(path: Path, number: int, seed: int) -> Path:
    """A list as an office would keep it; every 33rd row has a day that no calendar has."""
    random = Random(seed)  # noqa: S311  (rows of a measure)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for n in range(number):
            day = "2026-02-31" if n % WRONG_EVERY == WRONG_EVERY - 1 else f"2026-0{1 + n % 9}-1{n % 10}"
            writer.writerow((
                f"S-{n}", f"Casa {n // 5}", f"Advice {n % 5}", random.choice(["RO", "BG", "ES"]),
                "", day, random.choice(["ro, uk", "bg", "es, en"]), random.choice(["housing", "legal_aid; income"]),
                "Ask at the desk. " * random.randint(0, 12),
            ))  # fmt: skip
    return path


def _mib() -> float:
    """Memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1048576
