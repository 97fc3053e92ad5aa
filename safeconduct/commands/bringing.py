"""What `./run import` does, once the node's settings are there; see `bring_in` for its words."""

import argparse
import json
import shlex
import sys
from pathlib import Path
from uuid import UUID

from django.contrib.auth import get_user_model

from safeconduct.access.acting import acting
from safeconduct.access.ring import ring
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import places_of
from safeconduct.cases.bringing_in import actions, downloads, queries, store, work
from safeconduct.cases.bringing_in.mapping import CONSENT_IS_NOT_READ, Mapping
from safeconduct.cases.bringing_in.mapping import read as read_mapping
from safeconduct.cases.bringing_in.targets import is_consent
from safeconduct.cases.models import Bringing
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import default_home, typed
from safeconduct.keys.file_keys import file_key
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.tables.problems import WrongFile
from safeconduct.vocabulary.tables.sheets import MOST_BYTES

MOST_SHOWN = 100


def main(asked: argparse.Namespace) -> int:
    """Bring in, or take back; the exit code of the command."""
    by = member_named(asked.member, asked.agency)
    return _undo(asked.undo, by) if asked.undo else _bring_in(asked, by)


def member_named(email: str, agency: str | None) -> Member:
    users = get_user_model().objects.filter(email__iexact=email) | get_user_model().objects.filter(
        username=email
    )
    places = [place for user in users for place in places_of(user.pk) if agency in (None, place.agency.name)]
    if not places:
        raise CannotRun(f"Nobody with the address {email} works here{f' in {agency}' if agency else ''}.")
    if len(places) > 1:
        names = ", ".join(sorted(place.agency.name for place in places))
        raise CannotRun(f"{email} has several places: say which with --agency ({names}).")
    return places[0]


# --- Bringing in --------------------------------------------------------------------------------------------


def _bring_in(asked: argparse.Namespace, by: Member) -> int:
    data = _read(asked.file)
    before = _unfinished(store.digest(data), by)
    if before is not None and not asked.dry_run:
        _say(f"This file was begun before: going on behind row {before.parts_done * store.PART}.")
        return _work_to_the_end(before.id, by, asked)
    bringing = _begun(data, by)
    try:
        if not _mapped(bringing, by, asked):
            _drop(bringing, by)
            return 1
        _look(bringing, by, asked.duplicates)
        found = _told(bringing, by)
        _write_left_out(bringing, by, asked.wrong)
    except BaseException:
        _drop(bringing, by)
        raise
    if asked.dry_run or not found.good or not (asked.yes or _agreed(found)):
        _say("No case was opened." if asked.dry_run or found.good else "No row can be brought in.")
        _drop(bringing, by)
        return 1 if found.wrong or not found.good else 0

    with acting(MemberId(by.id)) as at:
        actions.take_in(bringing, by=by, at=at)
    return _work_to_the_end(bringing, by, asked)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise CannotRun(f"The file {path} cannot be read: {fault.strerror}.") from fault


def _begun(data: bytes, by: Member) -> UUID:
    try:
        with acting(MemberId(by.id)) as at:
            return actions.begin(data, by=by, at=at)
    except WrongFile as wrong:
        raise CannotRun(
            " ".join(_fault(one.row, one.field, str(one.sentence)) for one in wrong.problems)
        ) from None


def _unfinished(digest: str, by: Member) -> Bringing | None:
    with acting(MemberId(by.id)):
        return queries.unfinished(digest, by)


def _mapped(bringing: UUID, by: Member, asked: argparse.Namespace) -> bool:
    """Whether every column that is to be read has its meaning; else the mapping is written for somebody to complete."""
    with acting(MemberId(by.id)) as at:
        key = store.key_of(bringing)
        meta = store.meta_of(queries.bringing(bringing), key)
        for notice in meta.notices:
            _say(notice)
        for column in meta.columns:
            if is_consent(column):
                _say(f"{column}: {CONSENT_IS_NOT_READ}")
        if meta.form == store.HTCDS:
            return True
        chosen = meta.rules()
        if asked.mapping and asked.mapping.exists():
            chosen = _mapping(asked.mapping).of(meta.columns)
        try:
            actions.map_columns(bringing, chosen, by=by, at=at)
        except BadInput as wrong:
            raise CannotRun(
                " ".join(f"{name}: {said}" if name else str(said) for name, said in wrong.errors.items())
            ) from None
        meta = store.meta_of(queries.bringing(bringing), key)
        unknown = queries.unknown_words(bringing, key, meta)
    for name in meta.columns:
        _say(f"  {name:<30} {chosen.columns.get(name) or '-'}")
    if asked.mapping and not asked.mapping.exists():
        written = chosen.to_json()
        written["columns"] = {name: chosen.columns.get(name, "") for name in meta.columns}
        written["values"] = {target: dict.fromkeys(words, "") for target, words in unknown.items()}
        asked.mapping.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n")
        _say(
            f"What the columns become stands in {asked.mapping} now: look at it, change it, and begin again."
        )
        return False
    for target, words in unknown.items():
        _say(
            f"Not known in {target}: {', '.join(words[:20])}. Say in the file of --mapping what they stand for."
        )
    return True


def _mapping(path: Path) -> Mapping:
    try:
        return read_mapping(path.read_bytes())
    except OSError as fault:
        raise CannotRun(f"The file {path} cannot be read: {fault.strerror}.") from fault
    except BadInput as wrong:
        raise CannotRun(f"{path}: {wrong}") from None


def _look(bringing: UUID, by: Member, duplicates: str) -> None:
    with acting(MemberId(by.id)) as at:
        actions.look_at_rows(bringing, by=by, at=at)
    work.run(bringing, by.id, lambda row: _progress("looked at", row))
    _progress_ends()
    with acting(MemberId(by.id)) as at:
        actions.answer_twins(bringing, {}, rest=duplicates, by=by, at=at)


def _told(bringing: UUID, by: Member) -> Bringing:
    with acting(MemberId(by.id)) as at:
        row, key = queries.bringing(bringing), store.key_of(bringing)
        for one in queries.faults(bringing, key, MOST_SHOWN):
            print(_fault(one.row, one.field, one.sentence), file=sys.stderr)
        doubts = queries.doubts(row, key, store.meta_of(row, key), by=by, at=at)
    for doubt in doubts:
        like = f"row {doubt.like}" if doubt.like else f"the case {doubt.alias or doubt.case}"
        print(f"row {doubt.row}: may be the same person as {like}.", file=sys.stderr)
    _say(
        f"{row.total} rows: {row.good} right, {row.wrong} wrong, {row.twins} of the right ones may be here already."
    )
    return row


def _agreed(found: Bringing) -> bool:
    try:
        said = input(
            f"Open cases for the right rows, without any consent, and leave out the {found.wrong} wrong ones? [y/N] "
        )
    except EOFError:
        return False
    return said.strip().lower() in ("y", "yes")


def _work_to_the_end(bringing: UUID, by: Member, asked: argparse.Namespace) -> int:
    if not work.run(bringing, by.id, lambda row: _progress("brought in", row)):
        raise CannotRun("Another process works on this import: its page shows how far it is.")
    _progress_ends()
    _write_left_out(bringing, by, asked.wrong)
    with acting(MemberId(by.id)):
        row = queries.bringing(bringing)
    _say(
        f"{row.taken} cases were opened; {row.total - row.taken} rows were left out. No consent came with them."
    )
    _say(f"Within a day it is taken back with: {_undoing(asked, bringing)}")
    return 1 if row.taken < row.total else 0


def _undoing(asked: argparse.Namespace, bringing: UUID) -> str:
    words = ["./run", "import", "--member", asked.member]
    words += ["--agency", asked.agency] if asked.agency else []
    return typed(shlex.join([*words, "--undo", str(bringing)]), (asked.home or default_home()).absolute())


def _write_left_out(bringing: UUID, by: Member, path: Path | None) -> None:
    if path is None:
        return

    with acting(MemberId(by.id)):
        key = file_key(ring(), bringing)
        if key is None:
            return
        meta = store.meta_of(queries.bringing(bringing), key)
        text = downloads.of_rows(meta.columns, queries.left_out(bringing, key, meta))
    path.touch(mode=0o600)
    path.write_text(text)


def _undo(bringing: UUID, by: Member) -> int:
    with acting(MemberId(by.id)) as at:
        actions.undo(bringing, by=by, at=at)
    work.run(bringing, by.id, lambda _row: None)
    with acting(MemberId(by.id)):
        row = queries.bringing(bringing)
        stayed = [str(one.row) for one in queries.stayed(bringing)]
    _say(f"{row.gone} cases were taken back. {row.stayed} stay, for somebody has worked on them.")
    if row.stayed and stayed:
        _say(f"Of these rows: {', '.join(stayed)}")
    return 0


def _drop(bringing: UUID, by: Member) -> None:
    try:
        with acting(MemberId(by.id)) as at:
            actions.drop(bringing, by=by, at=at)
    except (NotPossible, NotFound):
        return  # it is kept for a day at most


def _fault(row: int, field: str, sentence: str) -> str:
    where = f"row {row}" if row else "the file"
    return f"{where}, {field}: {sentence}" if field else f"{where}: {sentence}"


def _progress(what: str, row: Bringing) -> None:
    if sys.stderr.isatty() or row.parts_done % 10 == 0:
        print(f"\r{what}: {row.parts_done} of {row.parts} parts", end="", file=sys.stderr, flush=True)


def _progress_ends() -> None:
    print(file=sys.stderr)


def _say(line: str) -> None:
    print(line, flush=True)
