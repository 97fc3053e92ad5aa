"""The long work of an import, part by part: look at rows, take them in, take them back.

Each part is one transaction in which the member acts, so a process that is killed leaves whole parts behind, none
twice and none lost, and whoever goes on begins with the next one. Looking changes nothing and begins anew. One process
at a time works on an import: it holds a lock of the database's session, which ends with it.

The worker process cannot do this: it opens no section, and holds no key for one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import translation

from safeconduct.access import doors
from safeconduct.access.acting import acting
from safeconduct.access.policy import policy
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor, member
from safeconduct.audit.actions import Entry, record, record_all
from safeconduct.cases import saved
from safeconduct.cases.aliases import numbered
from safeconduct.cases.bringing_in import known, rows, rules, store
from safeconduct.cases.bringing_in.actions import forget
from safeconduct.cases.bringing_in.mapping import MOST_WORDS, Mapping
from safeconduct.cases.bringing_in.opening import open_all
from safeconduct.cases.bringing_in.rules import AT_WORK, State
from safeconduct.cases.bringing_in.store import Finding, Meta, Twin, Wrong
from safeconduct.cases.bringing_in.twins import Index, facts
from safeconduct.cases.models import Bringing, BringingPart
from safeconduct.keys.file_keys import DataKey
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.tables.sheets import Row

TAKEN_BACK_AT_ONCE = 100

type Say = Callable[[Bringing], None]


def run(bringing: UUID, by: UUID, say: Say = lambda _row: None) -> bool:
    """Work until nothing is left to do; `say` hears of each part. False when another process is at it."""
    with _alone(bringing) as is_alone:
        if not is_alone:
            return False
        looking: Looking | None = None
        while True:
            with acting(MemberId(by)) as at:
                row = Bringing.objects.select_for_update().filter(id=bringing).first()
                if row is None or row.state not in AT_WORK:
                    return True
                acts = member(by)
                if row.state == State.CHECKING and looking is None:
                    looking = begin_looking(row, by=acts, at=at)
                step(row, looking, by=acts, at=at)
            say(row)


def step(row: Bringing, looking: "Looking | None", *, by: Member, at: datetime) -> None:
    """One part of what is to be done, in the caller's transaction."""
    match State(row.state):
        case State.CHECKING if looking is not None:
            looking.at_next_part(row, by=by, at=at)
        case State.TAKING:
            _take_in_next(row, by=by, at=at)
        case State.UNDOING:
            _take_back_next(row, by=by, at=at)
    row.moved_at = at
    row.save()


@contextmanager
def _alone(bringing: UUID) -> Iterator[bool]:
    place = f"import/{bringing}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [place])
        is_alone = bool((cursor.fetchone() or (False,))[0])
    try:
        yield is_alone
    finally:
        if is_alone and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [place])


# --- Looking ------------------------------------------------------------------------------------------------


@dataclass
class Looking:
    """A look at all rows, from the first on: who came before is remembered, to find possible duplicates."""

    key: DataKey
    meta: Meta
    mapping: Mapping
    rights: frozenset[Section]
    index: Index

    def at_next_part(self, row: Bringing, *, by: Member, at: datetime) -> None:
        """Read the next part; behind the last the import can be confirmed."""
        part = store.part_after(row.id, row.parts_done)
        if part is None:
            row.state = State.CHECKED
            _record("import:checked", row, by, at, good=row.good, wrong=row.wrong, twins=row.twins)
            return
        with translation.override(self.meta.language):
            found = self.finding(part)
        store.seal_finding(part, self.key, found)
        part.answers = None
        part.save(update_fields=["found", "answers"])
        row.parts_done = part.number
        row.good += len(found.good)
        row.twins += len(found.twins)
        row.wrong += len({one.row for one in found.wrong})

    def finding(self, part: BringingPart) -> Finding:
        """What is right, wrong and doubtful in one part."""
        of_file = store.rows_of(part, self.key)
        finding = Finding(words=self._words(of_file))
        for person in read_all(of_file, self.meta, self.mapping, self.rights):
            if isinstance(person, list):
                finding.wrong += [Wrong(one.row, one.field, str(one.sentence)) for one in person]
                continue
            finding.good.append(person.row)
            who = facts(f"row {person.row}", person.sections, person.case_number)
            if like := self.index.like(who):
                where = like[0].where
                is_row = where.startswith("row ")
                finding.twins.append(
                    Twin(person.row, like[1], int(where[4:]) if is_row else 0, "" if is_row else where)
                )
            self.index.add(who)
        return finding

    def _words(self, of_file: list[Row]) -> dict[str, dict[str, str]]:
        """What the words of coded columns become, at most two hundred for each target."""
        found: dict[str, dict[str, str]] = {}
        if self.meta.form == store.HTCDS:
            return found
        for row in of_file:
            for target, word, code in rows.meant_words(row, self.meta.columns, self.mapping):
                kept = found.setdefault(target, {})
                if code and len(kept) < MOST_WORDS:
                    kept.setdefault(word[:60], code)
        return found


def begin_looking(row: Bringing, *, by: Member, at: datetime) -> Looking:
    """From the first row on, whatever an earlier look had found."""
    key = store.key_of(row.id)
    meta = store.meta_of(row, key)
    row.parts_done = row.good = row.wrong = row.twins = 0
    index = Index()
    for person in known.people(by=by, at=at):
        index.add(person)
    return Looking(key, meta, meta.rules(), frozenset(rights_of(by)), index)


def read_all(
    of_file: list[Row], meta: Meta, mapping: Mapping, rights: frozenset[Section]
) -> Iterator[rows.Read]:
    """Each row as the person in it, or as what is wrong with it."""
    today = meta.day()
    for row in of_file:
        if meta.form == store.HTCDS:
            person = rows.read_htcds(row, meta.columns, today=today)
        else:
            person = rows.read_row(row, meta.columns, mapping, today=today)
        yield person if isinstance(person, list) else rows.within(person, rights)


def rights_of(by: Member) -> dict[Section, tuple[str, int]]:
    """The sections that the member may fill, each with the row of the policy that says so."""
    return rules.writable(policy(), Sector(by.agency.sector), Profession(by.profession))


# --- Taking in ----------------------------------------------------------------------------------------------


def _take_in_next(row: Bringing, *, by: Member, at: datetime) -> None:
    key = store.key_of(row.id)
    meta = store.meta_of(row, key)
    part = store.part_after(row.id, row.parts_done)
    if part is None:
        row.state = State.DONE
        _record("import:taken_in", row, by, at, taken=row.taken, left_out=row.total - row.taken)
        if row.taken == row.total:
            forget(row)
        return
    found = store.finding_of(part, key)
    left_out = _left_out(found, store.answers_of(part, key), meta.rest)
    of_file = store.rows_of(part, key)
    rights = rights_of(by)
    with translation.override(meta.language):
        wanted = [one for one in of_file if one.number in set(found.good) - left_out]
        people = [
            _with_alias(person, meta.base)
            for person in read_all(wanted, meta, meta.rules(), frozenset(rights))
            if not isinstance(person, list)
        ]
    if people:
        open_all(people, row.id, rights, by=by, at=at)
    _keep_the_rest(part, key, of_file, found, {person.row for person in people})
    row.taken += len(people)
    row.parts_done = part.number


def _left_out(found: Finding, answers: dict[int, bool], rest: str) -> set[int]:
    return {twin.row for twin in found.twins if not answers.get(twin.row, rest == "in")}


def _with_alias(person: rows.Found, base: int) -> rows.Found:
    profile = dict(person.sections.get(Section.PROFILE, {}))
    if not isinstance(profile.get("pseudonym"), str):
        profile["pseudonym"] = numbered(base + person.row)
    return replace(person, sections={**person.sections, Section.PROFILE: profile})


def _keep_the_rest(
    part: BringingPart, key: DataKey, of_file: list[Row], found: Finding, taken: set[int]
) -> None:
    """Of what became cases nothing stays in the file; what was left out can be fetched until its day is over."""
    rest = [one for one in of_file if one.number not in taken]
    if not rest:
        part.delete()
        return
    store.seal_rows(part, key, rest)
    twins = [twin for twin in found.twins if twin.row not in taken]
    store.seal_finding(part, key, Finding([], found.wrong, twins))
    part.is_taken = True
    part.save()


# --- Taking back --------------------------------------------------------------------------------------------


def _take_back_next(row: Bringing, *, by: Member, at: datetime) -> None:
    looked_at = doors.take_back(row.id, TAKEN_BACK_AT_ONCE)
    gone = [case for case, is_gone in looked_at if is_gone]
    row.gone, row.stayed = row.gone + len(gone), row.stayed + len(looked_at) - len(gone)
    for case in gone:
        saved.tell_erased(case)
    record_all(
        (Entry("case:taken_back", case, detail={"import": str(row.id)}) for case in gone),
        by=as_actor(by),
        at=at,
    )
    if not looked_at:
        row.state = State.UNDONE
        _record("import:undone", row, by, at, gone=row.gone, stayed=row.stayed)
        if row.member_id == by.id:
            forget(row)


def _record(action: str, row: Bringing, by: Member, at: datetime, **numbers: int) -> None:
    record(action, by=as_actor(by), at=at, detail={"import": str(row.id), **numbers})
