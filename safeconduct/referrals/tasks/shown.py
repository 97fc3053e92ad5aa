"""Tasks in common in words: those of one referral with what can be said of each, those of a person by day."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import agencies
from safeconduct.referrals import texts
from safeconduct.referrals.forms import Post
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.tasks.actions import seen
from safeconduct.referrals.tasks.forms import questions
from safeconduct.referrals.tasks.rules import IN_COMMON, UNDER_WAY, Ended, is_late, ways_to_end
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.workdays import zone

MOST = 40
"""So many tasks does a person's page look at: the open ones, and what ended last."""

ENDED: dict[Ended, Words] = {
    Ended.DONE: _("Done"),
    Ended.NOT_POSSIBLE: _("Could not be done"),
    Ended.NOT_NEEDED: _("Not needed any more"),
}
OPEN, BY, LATE = _("Open, no day is set"), _("Open, by {day}"), _("Late: it was to be done by {day}")
TO_END: dict[Ended, Words] = {
    Ended.DONE: _("It is done"),
    Ended.NOT_POSSIBLE: _("It cannot be done"),
    Ended.NOT_NEEDED: _("It is not needed any more"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One task as a page shows it. `ways` are the codes and words of what the member's side can say of it now."""

    id: UUID
    text: str
    language: str
    owner: Agency
    is_ours: bool
    due: date | None
    is_late: bool
    ended: Words
    ended_at: datetime | None
    ways: list[tuple[str, Words]]
    reference: str = ""
    referral: UUID | None = None
    how_ended: Ended | None = None

    @property
    def how(self) -> Words:
        """How it stands, in a few words: for the step of a plan that it belongs to."""
        if self.how_ended is not None and self.ended_at is not None:
            day = date_format(localtime(self.ended_at), "j M Y")
            return format_lazy("{ended}, {day}", ended=self.ended, day=day)
        if self.due is None:
            return OPEN
        return format_lazy(LATE if self.is_late else BY, day=date_format(self.due, "j M Y"))


@dataclass(frozen=True, slots=True)
class Card:
    """The tasks of a referral: the open ones by day, what has ended, the form of a new one."""

    open: list[Line]
    ended: list[Line]
    questions: list[Question]
    is_adding: bool
    key: UUID
    """The name of what the form adds: a second press adds nothing more."""

    def __bool__(self) -> bool:
        return bool(self.open or self.ended or self.questions)


def card(
    row: Referral, found: list[texts.Reading], *, own: Agency, other: Agency, at: datetime, reads: list[str],
    entered: Post | None,
) -> Card:  # fmt: skip
    """The card of a referral's page; `found` are its readable texts."""
    lines = [_line(row, one, own=own, other=other, at=at) for one in found if one.task is not None]
    standing = sorted((line for line in lines if not line.ended), key=lambda line: line.due or date.max)
    may_add = State(row.state) in IN_COMMON and row.case_id is not None
    return Card(
        standing,
        [line for line in lines if line.ended],
        questions(row, own=own, other=other, entered=entered, reads=reads) if may_add else [],
        entered is not None,
        identifier_in((entered or {}).get("key", "")) or uuid4(),
    )


def of_case(case: UUID, *, by: Member, at: datetime) -> list[Line]:
    """The tasks of a person over all referrals, the open ones first and of these the earliest day: three statements."""
    found = [(one.task.referral_id, one) for one in texts.tasks_of(case, by=by, most=MOST) if one.task]
    rows = Referral.objects.in_bulk({referral for referral, _one in found}) if found else {}
    others = agencies({row.other_agency_id for row in rows.values()}) if rows else {}
    return [
        _line(row, one, own=by.agency, other=others[row.other_agency_id], at=at)
        for referral, one in found
        if (row := rows.get(referral)) is not None
        and (State(row.state) in UNDER_WAY or (one.task and one.task.ended))
    ]


def _line(row: Referral, one: texts.Reading, *, own: Agency, other: Agency, at: datetime) -> Line:
    assert one.task is not None  # noqa: S101  (both callers have looked)
    task, side = seen(one.task), Side(row.side)
    today = at.astimezone(zone(own.country)).date()
    is_ours = task.owner is side
    return Line(
        id=one.task.shared,
        text=one.text,
        language=one.language,
        owner=own if is_ours else other,
        is_ours=is_ours,
        due=task.due,
        is_late=is_late(task, today),
        ended=ENDED[task.ended] if task.ended else "",
        ended_at=one.task.ended_at,
        ways=[(how.value, TO_END[how]) for how in ways_to_end(task, by=side, state=State(row.state))],
        reference=row.reference,
        referral=row.id,
        how_ended=task.ended,
    )
