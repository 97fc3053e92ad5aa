"""What a member does with an import: begin, say what the columns are, answer hints, take in, drop, take back.

Each locks the import, asks the rule, changes, and records. The long work itself is in `work`: here it is only allowed.
"""

from collections.abc import Iterable
from collections.abc import Mapping as Mapped
from datetime import datetime
from itertools import batched
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safeconduct.access.models import Case
from safeconduct.access.policy import policy
from safeconduct.access.ring import ring
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.bringing_in import rules, store
from safeconduct.cases.bringing_in.mapping import Mapping, checked, is_htcds, propose
from safeconduct.cases.bringing_in.rules import State
from safeconduct.cases.models import Bringing, BringingPart, KeptMapping
from safeconduct.cases.rules import may_open_case
from safeconduct.keys.file_keys import destroy_file_key, make_file_key
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.decisions import Decision, require
from safeconduct.vocabulary.errors import BadInput, NotFound
from safeconduct.vocabulary.tables.sheets import sheet

LONGEST_NAME = 60


def may_bring_in(by: Member) -> Decision:
    """Who may open one case may bring in many."""
    return may_open_case(policy(), Sector(by.agency.sector), Profession(by.profession))


@transaction.atomic
def begin(data: bytes, *, by: Member, at: datetime) -> UUID:
    """Take up a file: read it as far as rows, seal it, propose what its columns become. Opens no case.

    Raises NotPossible for a profession that leads no case, WrongFile with a sentence when there is no row to read.
    """
    require(may_bring_in(by))
    found = sheet(data)
    bringing = Bringing(
        id=uuid4(), member_id=by.id, agency_id=by.agency_id, state=State.MAPPING, begun_at=at, moved_at=at,
        due=at + rules.FILE_KEPT, digest=store.digest(data), total=0, parts=0,
    )  # fmt: skip
    key = make_file_key(ring(), bringing.id, by.id, bringing.due)
    for rows in batched(found.rows, store.PART, strict=False):
        bringing.parts, bringing.total = bringing.parts + 1, bringing.total + len(rows)
        part = BringingPart(
            id=uuid4(), bringing_id=bringing.id, member_id=by.id, number=bringing.parts, due=bringing.due
        )
        store.seal_rows(part, key, rows)
        part.save(force_insert=True)
    form = store.HTCDS if is_htcds(found.columns) else store.MAPPED
    meta = store.Meta(found.columns, [str(notice) for notice in found.notices], form)
    if form == store.MAPPED:
        meta.mapping = propose(found.columns).to_json()
    store.seal_meta(bringing, key, meta)
    bringing.save(force_insert=True)
    _record("import:begun", bringing, by, at, rows=bringing.total)
    return bringing.id


@transaction.atomic
def map_columns(bringing: UUID, mapping: Mapping, *, by: Member, at: datetime) -> None:
    """Say what the columns and words of the file are; what was found by another mapping is forgotten.

    Raises BadInput, a sentence for each column, NotPossible when the rows were taken in or the file is gone.
    """
    row = _locked(bringing)
    require(rules.may_map(facts_of(row), now=at))
    key = store.key_of(bringing)
    meta = store.meta_of(row, key)
    meta.mapping = checked(mapping).to_json()
    store.seal_meta(row, key, meta)
    row.state = State.MAPPING
    _save(row, at)


@transaction.atomic
def map_again(bringing: UUID, *, by: Member, at: datetime) -> None:
    """Back to the columns, before anything was taken in."""
    row = _locked(bringing)
    require(rules.may_map(facts_of(row), now=at))
    row.state = State.MAPPING
    _save(row, at)


@transaction.atomic
def look_at_rows(bringing: UUID, *, by: Member, at: datetime) -> None:
    """Let the rows be read: what is right, wrong, and may be here already. Nothing is opened by it."""
    row = _locked(bringing)
    require(rules.may_map(facts_of(row), now=at))
    key = store.key_of(bringing)
    meta = store.meta_of(row, key)
    if meta.form == store.MAPPED:
        checked(meta.rules())
    meta.today, meta.language = localdate(at).isoformat(), get_language() or "en"
    store.seal_meta(row, key, meta)
    row.state, row.parts_done, row.good, row.wrong, row.twins = State.CHECKING, 0, 0, 0, 0
    _save(row, at)
    _record("import:looked_at", row, by, at)


@transaction.atomic
def answer_twins(
    bringing: UUID, answers: Mapped[int, bool], *, rest: str = "", by: Member, at: datetime
) -> None:
    """Say of rows that may be here already whether they come in; `rest` ("in", "out") of all that were not answered."""
    row = _locked(bringing)
    require(rules.may_map(facts_of(row), now=at))
    key = store.key_of(bringing)
    meta = store.meta_of(row, key)
    for part in BringingPart.objects.filter(bringing_id=bringing).defer("rows").iterator():
        own = {twin.row for twin in store.finding_of(part, key).twins} & set(answers)
        if own:
            said = store.answers_of(part, key) | {number: answers[number] for number in own}
            store.seal_answers(part, key, said)
            part.save(update_fields=["answers"])
    if rest in ("in", "out"):
        meta.rest = rest
        store.seal_meta(row, key, meta)
    _save(row, at)


@transaction.atomic
def take_in(bringing: UUID, *, by: Member, at: datetime) -> None:
    """Let the right rows become cases that `by` leads; without any consent."""
    require(may_bring_in(by))
    row = _locked(bringing)
    require(rules.may_take_in(facts_of(row), now=at))
    key = store.key_of(bringing)
    meta = store.meta_of(row, key)
    meta.base = Case.objects.filter(kind="own").count()
    store.seal_meta(row, key, meta)
    row.state, row.parts_done, row.taken, row.taken_at = State.TAKING, 0, 0, at
    _save(row, at)
    _record("import:confirmed", row, by, at, good=row.good, wrong=row.wrong)


@transaction.atomic
def undo(bringing: UUID, *, by: Member, at: datetime) -> None:
    """Let all cases of the import be taken back that nobody has worked on. Raises NotPossible after a day."""
    row = _locked(bringing)
    decision = rules.may_undo(
        facts_of(row), by.id, leads=bool(may_bring_in(by)), supervises=by.supervises, now=at
    )
    require(decision)
    row.state, row.gone, row.stayed = State.UNDOING, 0, 0
    _save(row, at)
    _record("import:undo", row, by, at)


@transaction.atomic
def drop(bringing: UUID, *, by: Member, at: datetime) -> None:
    """Delete the file and its key now. What was taken in stays."""
    row = _locked(bringing)
    require(rules.may_drop(facts_of(row)))
    if row.member_id != by.id:
        raise NotFound(_("There is no such import for you."))
    forget(row)
    if row.state in (State.MAPPING, State.CHECKED):
        row.state = State.DROPPED
    _save(row, at)
    _record("import:dropped", row, by, at)


def forget(row: Bringing) -> None:
    """The file and its key go; the row with its numbers is the caller's to save."""
    BringingPart.objects.filter(bringing_id=row.id).delete()
    destroy_file_key(row.id)
    row.sealed = None


@transaction.atomic
def keep_mapping(name: str, mapping: Mapping, *, by: Member, at: datetime) -> None:
    """Keep a mapping for the agency under a name; an older one of that name is replaced. Raises BadInput."""
    bare = " ".join(name.split())
    if not bare or len(bare) > LONGEST_NAME:
        raise BadInput({"keep": _("Give the mapping a name of at most 60 characters.")})
    if "\x00" in bare:
        raise BadInput({"keep": _("Remove the characters that cannot be shown.")})
    KeptMapping.objects.update_or_create(
        agency_id=by.agency_id, name=bare, defaults={"mapping": mapping.to_json(), "kept_at": at}
    )


def facts_of(row: Bringing) -> rules.Facts:
    """What the rules ask of an import."""
    return rules.Facts(State(row.state), row.member_id, row.due, row.good, row.taken_at)


def _locked(bringing: UUID) -> Bringing:
    row = Bringing.objects.select_for_update().filter(id=bringing).first()
    if row is None:
        raise NotFound(_("There is no such import for you."))
    return row


def _save(row: Bringing, at: datetime) -> None:
    row.moved_at = at
    row.save()


def _record(action: str, row: Bringing, by: Member, at: datetime, **numbers: Any) -> None:
    record(action, by=as_actor(by), at=at, detail={"import": str(row.id), **numbers})


def kept_mappings(by: Member, most: int = 30) -> Iterable[KeptMapping]:
    """The agency's mappings by name."""
    return KeptMapping.objects.filter(agency_id=by.agency_id).order_by("name")[:most]
