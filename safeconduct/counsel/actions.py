"""Opening a matter and writing what happens in it: each time a new sheet, recorded without its words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import connection, transaction

from safeconduct.access.doors import called
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import vault
from safeconduct.cases.actions import EDITED_MEANWHILE
from safeconduct.counsel import rules
from safeconduct.counsel.channel.actions import end_all
from safeconduct.counsel.checking import check_of
from safeconduct.counsel.codes import MatterKind, State
from safeconduct.counsel.models import Matter, MatterSheet
from safeconduct.counsel.queries import PLACE, SECTION, Read, is_saved, keeping, matter_of, newest, today_for
from safeconduct.counsel.sheet import AidStep, Course, End, Hearing, Mandate, Served, Sheet, mark_of, stored
from safeconduct.referrals.wire.linking import LinkEnd
from safeconduct.rights.deadlines.days import still_settled, waiting
from safeconduct.vocabulary.decisions import Decision, require
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.in_turn import wait_in_turn

NOTHING_YET = Course()


@dataclass(frozen=True, slots=True)
class Form:
    """What a form brings beside what was entered."""

    seen: str | None = None
    """The mark of what it showed."""
    key: UUID | None = None
    """That of what it writes: a form that is sent twice writes once."""


NO_FORM = Form()


class EditedMeanwhile(NotPossible):
    """Two wrote one entry of a matter at once, such as its lawyer and the deputy."""

    def __init__(self) -> None:
        super().__init__(EDITED_MEANWHILE)


type Changed = Callable[[Sheet], Sheet]


@transaction.atomic
def open_matter(
    case: UUID,
    kind: MatterKind,
    *,
    by: Member,
    at: datetime,
    course: Course = NOTHING_YET,
    key: UUID | None = None,
) -> UUID:
    """A new matter of the acting lawyer. Raises NotFound, NotPossible: the conflict check comes first.

    `key` comes with the form: a form that is sent twice opens one matter.
    """
    answered = keeping(case, by=by)
    key = key or uuid4()
    _lock(key)
    if Matter.objects.filter(id=key, case_id=case).exists():
        return key
    require(rules.may_open(check_of(case)))
    generation, _key = vault.key_for_writing(case, SECTION)
    row = Matter(
        id=key, case_id=case, agency_id=by.agency_id, section=SECTION, generation=generation, lawyer_id=by.id,
        state=State.OPEN, opened_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    _add(row, 1, Sheet(kind, course), by=by, at=at)
    record(
        "matter:opened", by=as_actor(by), at=at, case=case, purpose=answered.purpose, policy=answered.policy,
        detail={"matter": str(row.id)},
    )  # fmt: skip
    return row.id


def write_course(
    matter: UUID,
    course: Course,
    *,
    by: Member,
    at: datetime,
    form: Form = NO_FORM,
) -> None:
    """Role, stage, court, reference, next date and notes. Raises EditedMeanwhile when `form.seen` stands no more."""
    _refuse(rules.wrong_course(course.next_on, today=today_for(at)))

    def changed(sheet: Sheet) -> Sheet:
        _require_stands(sheet.course, form.seen)
        return replace(sheet, course=course)

    _save(matter, changed, "course", by=by, at=at, form=form)


@transaction.atomic
def write_mandate(
    matter: UUID,
    one: Mandate,
    number: int | None,
    *,
    by: Member,
    at: datetime,
    form: Form = NO_FORM,
) -> None:
    """A mandate, or what became of one: also where the last one is over. With the last, links to lawyers end."""
    _refuse(rules.wrong_mandate(one, today=today_for(at)))
    _save(matter, lambda sheet: replace(sheet, mandates=put(sheet.mandates, one, number, form.seen)), "mandate",
          renews=True, by=by, at=at, form=form)  # fmt: skip
    row = matter_of(matter)
    if row.mandate_until is not None and row.mandate_until < today_for(at):
        end_all(row, LinkEnd.MANDATE, by=by, at=at)


def write_aid(
    matter: UUID,
    one: AidStep,
    number: int | None,
    *,
    by: Member,
    at: datetime,
    form: Form = NO_FORM,
) -> None:
    """A step of legal aid."""

    def changed(sheet: Sheet) -> Sheet:
        _refuse(rules.wrong_aid(sheet, one, today=today_for(at)))
        return replace(sheet, aid=put(sheet.aid, one, number, form.seen))

    _save(matter, changed, "aid", by=by, at=at, form=form)


def write_hearing(
    matter: UUID,
    one: Hearing,
    number: int | None,
    *,
    by: Member,
    at: datetime,
    form: Form = NO_FORM,
) -> None:
    """A hearing, and what became of the measures of protection."""
    _refuse(rules.wrong_hearing(one, today=today_for(at)))
    _save(
        matter,
        lambda sheet: replace(sheet, hearings=put(sheet.hearings, one, number, form.seen)),
        "hearing",
        by=by,
        at=at,
        form=form,
    )


def write_served(
    matter: UUID,
    one: Served,
    number: int | None,
    *,
    by: Member,
    at: datetime,
    form: Form = NO_FORM,
) -> None:
    """A document that was served."""
    _refuse(rules.wrong_served(one, today=today_for(at)))
    _save(
        matter,
        lambda sheet: replace(sheet, served=put(sheet.served, one, number, form.seen)),
        "served",
        by=by,
        at=at,
        form=form,
    )


@transaction.atomic
def close(matter: UUID, one: End, *, by: Member, at: datetime, form: Form = NO_FORM) -> None:
    """The outcome: nothing is written after it. Also where the last mandate is over."""
    _refuse(rules.wrong_end(one, today=today_for(at)))
    _save(matter, lambda sheet: replace(sheet, end=one), "end", renews=True, by=by, at=at, form=form)
    end_all(matter_of(matter), LinkEnd.CLOSED, by=by, at=at)
    Matter.objects.filter(id=matter, state=State.OPEN).update(
        state=State.CLOSED, closed_at=at, next_on=None, days=[]
    )


def settle(matter: UUID, day: date, *, by: Member, at: datetime) -> None:
    """A day that waits is settled: nobody is told of it any more. Also after the last mandate. Raises NotFound."""

    def changed(sheet: Sheet) -> Sheet:
        if day not in matter_of(matter).days:
            raise NotFound(rules.NO_SUCH_ITEM)
        return replace(sheet, settled=(*sheet.settled, day))

    _save(matter, changed, "day", renews=True, by=by, at=at)


@transaction.atomic
def hand_over(matter: UUID, lawyer: UUID, deputy: UUID | None, *, by: Member, at: datetime) -> None:
    """The matter has this lawyer and this deputy from now on. Raises NotPossible for who keeps none here."""
    row = matter_of(matter)
    called("SELECT counsel.hand_over(%s, %s, %s)", [matter, lawyer, deputy])
    record("matter:handed_over", by=as_actor(by), at=at, case=row.case_id, detail={"matter": str(matter)})


@transaction.atomic
def take_on(case: UUID, *, by: Member, at: datetime) -> int:
    """Matters of lawyers who have gone are the acting lawyer's now; how many. Raises NotFound, NotPossible."""
    keeping(case, by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT counsel.take_on(%s)", [case])
        taken = [row[0] for row in cursor.fetchall()]
    record(
        "matter:taken_on", by=as_actor(by), at=at, case=case, detail={"matters": [str(one) for one in taken]}
    )
    return len(taken)


def follow(case: UUID, by: Member, at: datetime) -> None:
    """The lead of a case is another: what a lawyer who has gone left there goes along, if the new lead is a lawyer."""
    try:
        take_on(case, by=by, at=at)
    except (NotFound, NotPossible):
        return


def put[One](
    items: tuple[One, ...], one: One, number: int | None, seen: str | None = None
) -> tuple[One, ...]:
    """One more, or in the place of the one of this number. Raises NotFound, and EditedMeanwhile when `seen` does not
    stand there any more.
    """
    if number is None:
        return (*items, one)
    if not 0 <= number < len(items):
        raise NotFound(rules.NO_SUCH_ITEM)
    _require_stands(items[number], seen)
    return (*items[:number], one, *items[number + 1 :])


def _require_stands(one: object, seen: str | None) -> None:
    """The form brings the mark of what it showed: a deputy may have written since."""
    if seen is not None and mark_of(one) != seen:
        raise EditedMeanwhile


def _refuse(wrong: rules.Wrong) -> None:
    if wrong:
        raise BadInput({name: reason.whole for name, reason in wrong.items()})


@transaction.atomic
def _save(
    matter: UUID,
    changed: Changed,
    what: str,
    *,
    by: Member,
    at: datetime,
    renews: bool = False,
    form: Form = NO_FORM,
) -> None:
    _lock(matter)
    if is_saved(matter, form.key):
        return
    row = matter_of(matter)
    answered = keeping(row.case_id, by=by)
    stands = newest([row])[row.id]
    require(_may(stands, renews=renews, today=today_for(at)))
    sheet = _with_settled(stands.sheet, changed(stands.sheet))
    _add(row, stands.version + 1, sheet, by=by, at=at, key=form.key)
    Matter.objects.filter(id=matter).update(
        next_on=sheet.next_day(today_for(at)),
        mandate_until=sheet.mandate_until,
        days=waiting(sheet.days(), sheet.settled, before=row.days, today=today_for(at)),
    )
    record(
        "matter:saved", by=as_actor(by), at=at, case=row.case_id, purpose=answered.purpose, policy=answered.policy,
        detail={"matter": str(matter), "version": stands.version + 1, "what": what},
    )  # fmt: skip


def _with_settled(before: Sheet, after: Sheet) -> Sheet:
    """A day on which something more has to be done now is not settled any more."""
    return replace(after, settled=still_settled(after.settled, before=before.days(), after=after.days()))


def _may(stands: Read, *, renews: bool, today: date) -> Decision:
    return rules.may_renew(stands.facts) if renews else rules.may_write(stands.facts, today=today)


def _lock(matter: UUID) -> None:
    """Two may write at once: the second waits, and then looks at what the first one wrote."""
    wait_in_turn(f"matter/{matter}")


def _add(
    row: Matter, version: int, sheet: Sheet, *, by: Member, at: datetime, key: UUID | None = None
) -> None:
    generation, section_key = vault.key_for_writing(row.case_id, SECTION)
    one = MatterSheet(
        id=key or uuid4(), matter_id=row.id, case_id=row.case_id, agency_id=by.agency_id, section=SECTION,
        version=version, generation=generation, saved_by=by.id, saved_at=at,
    )  # fmt: skip
    one.sealed = vault.sealed_at(section_key, PLACE, one.id, stored(sheet))
    one.save(force_insert=True)
