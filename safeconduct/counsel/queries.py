"""The matters of the acting lawyer: the row policies choose which; each reading is recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from safeconduct.access.queries import Answer as Decided
from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import vault
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.queries import aliases, own_case_in_hand
from safeconduct.counsel.codes import State
from safeconduct.counsel.models import Matter, MatterSheet
from safeconduct.counsel.rules import Facts, may_keep
from safeconduct.counsel.sheet import Sheet, sheet_of
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.sections import Section

SECTION = Section.LEGAL
PLACE: vault.Place = ("counsel.sheet", "sealed")
NO_SUCH_MATTER = _("There is no such matter for you.")
MOST = 25
_BY_DAY = F("next_on").asc(nulls_last=True)


@dataclass(frozen=True, slots=True)
class Read:
    """A matter with its newest sheet."""

    row: Matter
    version: int
    sheet: Sheet

    @property
    def facts(self) -> Facts:
        """What decides whether it may be written."""
        return Facts(State(self.row.state), self.row.mandate_until)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list of matters: the person by their alias."""

    read: Read
    alias: str


def keeping(case: UUID, *, by: Member) -> Decided:
    """The right to keep matters of a case. Raises NotFound for a case not in hand, NotPossible for who is no lawyer."""
    own_case_in_hand(case)
    answered = decide(by, held(case), SECTION, Action.EDIT)
    require(may_keep(Profession(by.profession), edits=isinstance(answered.decision, Allowed)))
    return answered


def matter_of(matter: UUID) -> Matter:
    """The bare row of a matter of the acting lawyer or deputy. Raises NotFound."""
    row = Matter.objects.filter(id=matter).first()
    if row is None:
        raise NotFound(NO_SUCH_MATTER)
    return row


def read_matter(matter: UUID, *, by: Member, at: datetime) -> Read:
    """A matter as it stands, a recorded reading. Raises NotFound."""
    row = matter_of(matter)
    _note([row.case_id], by=by, at=at)
    return newest([row])[row.id]


def matters_of(case: UUID, *, by: Member, at: datetime) -> list[Read]:
    """The acting lawyer's matters of one person, open ones first, a recorded reading. Raises as `keeping`."""
    keeping(case, by=by)
    rows = list(Matter.objects.filter(case_id=case).order_by("closed_at", "-opened_at", "id"))
    if rows:
        _note([case], by=by, at=at)
    found = newest(rows)
    return sorted(
        (found[row.id] for row in rows if row.id in found), key=lambda one: one.row.state == State.CLOSED
    )


def my_matters(*, by: Member, at: datetime, page: int) -> tuple[list[Line], bool]:
    """One page of the acting lawyer's open matters across people, the next day first; and whether there are more."""
    rows = Matter.objects.filter(state=State.OPEN).order_by(_BY_DAY, "opened_at", "id")
    found = list(rows[page * MOST : (page + 1) * MOST + 1])
    shown = found[:MOST]
    read, cases = newest(shown), list(dict.fromkeys(row.case_id for row in shown))
    names = aliases(cases, by=by) if cases else {}
    record("list:matters", by=as_actor(by), at=at, detail={"cases": [str(case) for case in cases]})
    lines = [Line(read[row.id], names.get(row.case_id, "")) for row in shown if row.id in read]
    return lines, len(found) > MOST


def version_of(matter: UUID, version: int, *, by: Member, at: datetime) -> tuple[Read, datetime]:
    """An earlier state of a matter, and when it was saved. Raises NotFound."""
    row = matter_of(matter)
    sheet = MatterSheet.objects.filter(matter_id=matter, version=version).first()
    content = vault.opened_at(PLACE, [sheet]).get(sheet.id) if sheet else None
    if sheet is None or content is None:
        raise NotFound(NO_SUCH_MATTER)
    _note([row.case_id], by=by, at=at)
    return Read(row, version, sheet_of(content)), sheet.saved_at


def saved_states(matter: UUID) -> list[tuple[int, datetime]]:
    """Number and time of each saved state, newest first."""
    return list(
        MatterSheet.objects.filter(matter_id=matter).order_by("-version").values_list("version", "saved_at")
    )


def is_saved(matter: UUID, key: UUID | None) -> bool:
    """Whether the form with this key was saved already."""
    return key is not None and MatterSheet.objects.filter(id=key, matter_id=matter).exists()


def newest(rows: Iterable[Matter]) -> dict[UUID, Read]:
    """The newest sheet of each without a record, by the matter's id; what nobody can open any more is left out."""
    by_id = {row.id: row for row in rows}
    sheets = list(
        MatterSheet.objects.filter(matter_id__in=by_id)
        .order_by("matter_id", "-version")
        .distinct("matter_id")
    )
    contents = vault.opened_at(PLACE, sheets)
    return {
        one.matter_id: Read(by_id[one.matter_id], one.version, sheet_of(contents[one.id]))
        for one in sheets
        if one.id in contents
    }


def today_for(at: datetime) -> date:
    """The day on which it is read and written: that of the node."""
    return today_of(at)


def _note(cases: list[UUID], *, by: Member, at: datetime) -> None:
    # By the section and never by the matter: how many there are is told to nobody.
    for case in cases:
        answered = decide(by, held(case), SECTION, Action.OPEN)
        require(answered.decision)
        record(
            "section:read", by=as_actor(by), at=at, case=case, section=SECTION, purpose=answered.purpose,
            policy=answered.policy,
        )  # fmt: skip


def lawyers_of(case: UUID) -> list[Member]:
    """The colleagues who keep Legal matters of this case by leading it or by a place, for handing a matter over."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT h.member_id FROM access.holders(%s) h WHERE h.section = 'legal' AND NOT h.discloses"
            " AND h.basis IN ('lead', 'place')",
            [case],
        )
        ids = [row[0] for row in cursor.fetchall()]
    return list(
        Member.objects.filter(id__in=ids, suspended_at=None, profession=Profession.LAWYER).order_by("name")
    )
