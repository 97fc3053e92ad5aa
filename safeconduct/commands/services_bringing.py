"""What `./run services` does, once the node's settings are there; see `services` for its words."""

import argparse
import csv
import io
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO
from uuid import UUID

from safeconduct.access.acting import acting
from safeconduct.agencies.models import Member
from safeconduct.commands.bringing import member_named
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import default_home, typed
from safeconduct.directory.bringing import actions, columns, elsewhere, queries, work
from safeconduct.directory.bringing.columns import Mapping
from safeconduct.directory.bringing.kept import Bringing
from safeconduct.directory.bringing.proposed import Defaults
from safeconduct.directory.bringing.reading import File, looked_at, mapping_of
from safeconduct.directory.bringing.rules import State
from safeconduct.vocabulary.cells import defused
from safeconduct.vocabulary.countries import country
from safeconduct.vocabulary.errors import BadCode, BadInput
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.tables.problems import Problem, WrongFile

MOST_SHOWN = 100

type Wrong = tuple[int, str, str]


def main(asked: argparse.Namespace) -> int:
    """Bring in, or take back; the exit code of the command."""
    by = member_named(asked.member, asked.agency)
    return _undo(asked.bringing, by) if asked.does == "undo" else _bring(asked, by)


def _bring(asked: argparse.Namespace, by: Member) -> int:
    defaults = _defaults(asked)
    with _opened(asked.file) as file:
        try:
            found = looked_at(file)
        except WrongFile as wrong:
            raise CannotRun(" ".join(str(one.sentence) for one in wrong.problems)) from None
        mapping = _mapping(found, asked.mapping)
        if mapping is None:
            return 1
        if asked.dry_run:
            return _tried(file, mapping, defaults, asked.wrong)
        bringing = _begun(found, file, mapping, defaults, by)
        work.run(bringing, file, by.id, _progress)
    _progress_ends()
    return _told(bringing, by, asked)


def _begun(found: File, file: IO[bytes], mapping: Mapping, defaults: Defaults, by: Member) -> UUID:
    digest = work.digest_of(file)
    with acting(MemberId(by.id)) as at:
        before = queries.unfinished(digest, defaults.source)
        if before is not None:
            _say(f"This file was begun before: going on behind record {before.done}.")
            return before.id
        return actions.begin(found.form, digest, mapping, found.columns, defaults, by=by, at=at)


def _defaults(asked: argparse.Namespace) -> Defaults:
    try:
        day = date.fromisoformat(asked.source_date) if asked.source_date else None
    except ValueError:
        raise CannotRun(
            f"{asked.source_date} is no day: write year-month-day, for example 2026-04-02."
        ) from None
    try:
        of = country(asked.country) if asked.country else ""
    except BadCode as wrong:
        raise CannotRun(str(wrong.sentence)) from None
    return Defaults(of, asked.place, asked.source or _name_of(asked.file), day, asked.confidence)


def _name_of(named: str) -> str:
    return named if elsewhere.is_address(named) else Path(named).name


@contextmanager
def _opened(named: str) -> Iterator[IO[bytes]]:
    """The file; what an API says lies in one without a name, which goes when it is closed."""
    if elsewhere.is_address(named):
        with tempfile.TemporaryFile() as file:
            try:
                elsewhere.fetch(named, file, _fetching)
            except WrongFile as wrong:
                raise CannotRun(" ".join(str(one.sentence) for one in wrong.problems)) from None
            _progress_ends()
            yield file
        return
    if not Path(named).is_file():
        raise CannotRun(f"The file {named} cannot be read: there is none.")
    with Path(named).open("rb") as file:
        yield file


def _mapping(found: File, path: Path | None) -> Mapping | None:
    """What the columns are; None when the mapping was written for somebody to look at."""
    for notice in found.notices:
        _say(str(notice))
    if not found.has_columns:
        return Mapping()
    chosen = mapping_of(found).columns
    if path and path.exists():
        try:
            chosen = dict(json.loads(path.read_text())["columns"])
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise CannotRun(f"{path} is no mapping: {fault}.") from None
    for name in found.columns:
        _say(f"  {name:<30} {chosen.get(name) or '-'}")
    if path and not path.exists():
        written = {
            "columns": {name: chosen.get(name, "") for name in found.columns},
            "known": list(columns.TARGETS),
        }
        path.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n")
        _say(f"What the columns become stands in {path} now: look at it, change it, and begin again.")
        return None
    try:
        return columns.checked(chosen, found.columns)
    except BadInput as wrong:
        raise CannotRun(" ".join(str(said) for said in wrong.errors.values())) from None


def _tried(file: IO[bytes], mapping: Mapping, defaults: Defaults, path: Path | None) -> int:
    """Read everything, keep nothing."""
    good, rows = 0, 0
    wrong: list[Wrong] = []
    try:
        for one in work.dry_run(file, mapping, defaults, today=date.today()):  # noqa: DTZ011 - the operator's day
            rows += 1
            if isinstance(one.found, list):
                wrong += map(_as_told, one.found)
            else:
                good += 1
    except WrongFile as fault:
        raise CannotRun(" ".join(str(one.sentence) for one in fault.problems)) from None
    _show(wrong, path)
    _say(f"{rows} records: {good} could be proposals, {rows - good} are wrong. Nothing was kept.")
    return 1 if wrong else 0


def _told(bringing: UUID, by: Member, asked: argparse.Namespace) -> int:
    with acting(MemberId(by.id)) as at:
        row = actions.of(bringing)
        wrong = list(queries.faults(bringing, most=None if asked.wrong else MOST_SHOWN))
        if row.state == State.CHECKED and asked.open:
            actions.open_for_answers(bringing, by=by, at=at)
    if row.state == State.STOPPED:
        raise CannotRun(f"{row.stopped} Nothing of the file was kept.")
    _show(wrong, asked.wrong)
    _say(
        f"{row.done} records: {row.good} proposals, {row.same} say what stands already, "
        f"{row.gaps} say that there is no service, {row.wrong} are wrong."
    )
    _say("Nothing is shown to members before somebody who keeps the node accepts it, under Administration.")
    home = (asked.home or default_home()).absolute()
    _say(f"It is taken back with: {typed(f'./run services undo --member {asked.member} {bringing}', home)}")
    return 1 if row.wrong else 0


def _undo(bringing: UUID, by: Member) -> int:
    with acting(MemberId(by.id)) as at:
        row = actions.of(bringing)
        if row.state in (State.CHECKED, State.READING, State.STOPPED):
            actions.drop(bringing, by=by, at=at)
            _say("Dropped: nothing of it had been accepted.")
            return 0
        if row.state != State.UNDOING:
            actions.begin_undoing(bringing, by=by, at=at)
    row = work.undo(bringing, by.id)
    _say(
        f"Taken back. {row.stayed} services stay, for somebody has changed them, or something hangs on them."
    )
    return 0


def _as_told(one: Problem) -> Wrong:
    return one.row, one.field, str(one.sentence)


def _show(wrong: list[Wrong], path: Path | None) -> None:
    for row, field, sentence in wrong[:MOST_SHOWN]:
        print(f"row {row}{f', {field}' if field else ''}: {sentence}", file=sys.stderr)
    if len(wrong) > MOST_SHOWN:
        print("There are more: write all of them to a file with --wrong.", file=sys.stderr)
    if path is not None:
        path.write_text(as_csv(wrong))


def as_csv(wrong: list[Wrong]) -> str:
    """Row, field, sentence; nothing in it runs in a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["Row", "Field", "What is wrong"])
    writer.writerows([[row, defused(field), defused(sentence)] for row, field, sentence in wrong])
    return "\ufeff" + text.getvalue()


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _progress(row: Bringing) -> None:
    print(f"\r{row.done} records read, {row.wrong} wrong ...", end="", file=sys.stderr, flush=True)


def _fetching(number: int) -> None:
    print(f"\r{number} records fetched ...", end="", file=sys.stderr, flush=True)


def _progress_ends() -> None:
    print(file=sys.stderr)
