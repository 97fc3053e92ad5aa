"""Planning follow-ups and writing what became of one: a new version of the sheet, recorded without what it says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import saved, vault
from safeconduct.cases.answering import Content
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.follow_up import rules
from safeconduct.cases.follow_up.codes import After, MovedWhy, NotDone, State
from safeconduct.cases.follow_up.contents import EARLY, stored
from safeconduct.cases.follow_up.models import FollowUp
from safeconduct.cases.follow_up.queries import PLACE, SECTION, deciding, newest
from safeconduct.cases.follow_up.rules import Planned, Sheet, Written
from safeconduct.cases.reaching import contact_of
from safeconduct.vocabulary.decisions import Reason, require
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.in_turn import wait_in_turn

NOT_PLANNED = Reason(
    "follow_ups_not_planned", _("No follow-up is planned yet."), _("Plan them first, with the person.")
)


def plan(case: UUID, start: date, *, by: Member, at: datetime) -> None:
    """Plan the four, from the day on which the help began. Raises NotFound, NotPossible with the rule's reason."""

    def changed(sheet: Sheet | None) -> Sheet:
        today = today_of(at)
        require(rules.may_plan(start, is_planned=sheet is not None, today=today))
        return rules.planned(start, contact_of(case, by=by, at=at), country=by.agency.country, today=today)

    _save(case, changed, "planned", None, by=by, at=at)


def move(case: UUID, after: After, to: Planned, why: MovedWhy | None, *, by: Member, at: datetime) -> None:
    """Move one, with a reason. Raises NotFound, NotPossible: outside the person's hours too."""

    def changed(sheet: Sheet | None) -> Sheet:
        found = _there(sheet)
        contact = contact_of(case, by=by, at=at)
        require(rules.may_move(found.one(after), to, why, contact, today=today_of(at)))
        return rules.moved(found, after, to, why or MovedWhy.SOMETHING_ELSE)

    _save(case, changed, "moved", after, by=by, at=at)


def done(case: UUID, after: After, said: Content, *, by: Member, at: datetime) -> None:
    """Write down one that took place, as `contents.said` gives it. Raises NotFound, NotPossible."""

    def changed(sheet: Sheet | None) -> Sheet:
        found, on = _there(sheet), date.fromisoformat(said["on"])
        early = said.get(EARLY, "")
        require(
            rules.may_be_done(found.one(after), on, start=found.start, today=today_of(at), early_why=early)
        )
        return rules.done(found, after, said, Written(by.id, at))

    _save(case, changed, "done", after, by=by, at=at)


def correct(case: UUID, after: After, said: Content, *, by: Member, at: datetime) -> None:
    """Correct once what oneself has written of one that took place; both stay. Raises NotFound, NotPossible."""

    def changed(sheet: Sheet | None) -> Sheet:
        found, on = _there(sheet), date.fromisoformat(said["on"])
        one = found.one(after)
        require(rules.may_be_corrected(one, by=by.id, now=at))
        early = said.get(EARLY, "")
        planned = replace(one, state=State.PLANNED)
        require(rules.may_be_done(planned, on, start=found.start, today=today_of(at), early_why=early))
        return rules.corrected(found, after, said)

    _save(case, changed, "corrected", after, by=by, at=at)


def not_done(case: UUID, after: After, why: NotDone, *, by: Member, at: datetime) -> None:
    """Write down why one did not take place. Raises NotFound, NotPossible."""

    def changed(sheet: Sheet | None) -> Sheet:
        found = _there(sheet)
        require(rules.may_be_left(found.one(after)))
        return rules.not_done(found, after, why)

    _save(case, changed, "not_done", after, by=by, at=at)


def resume(case: UUID, *, by: Member, at: datetime) -> None:
    """The person wishes contact again: what their wish ended is planned anew. Raises NotFound, NotPossible."""

    def changed(sheet: Sheet | None) -> Sheet:
        found = _there(sheet)
        require(rules.may_resume(found))
        contact = contact_of(case, by=by, at=at)
        return rules.resumed(found, contact, country=by.agency.country, today=today_of(at))

    _save(case, changed, "resumed", None, by=by, at=at)


def _there(sheet: Sheet | None) -> Sheet:
    if sheet is None:
        raise NotPossible(NOT_PLANNED)
    return sheet


@transaction.atomic
def _save(
    case: UUID, changed: Callable[[Sheet | None], Sheet], what: str, after: After | None, *, by: Member, at: datetime
) -> None:  # fmt: skip
    answer = deciding(case, Action.EDIT, by=by)
    # Two may write of two follow-ups at once: the second waits, and then changes what the first one wrote.
    wait_in_turn(f"follow-up/{case}")
    stands = newest(case)
    sheet = changed(stands.sheet)
    generation, key = vault.key_for_writing(case, SECTION)
    row = FollowUp(
        id=uuid4(), case_id=case, agency_id=by.agency_id, section=SECTION, version=stands.version + 1,
        generation=generation, due=rules.due(sheet), saved_by=by.id, role=by.profession, saved_at=at,
    )  # fmt: skip
    row.sealed = vault.sealed_at(key, PLACE, row.id, stored(sheet))
    row.save(force_insert=True)
    saved.tell(saved.Saved(case, "follow_up", sheet), by=by)
    record(
        f"follow_up:{what}", by=as_actor(by), at=at, case=case, section=SECTION, purpose=answer.purpose,
        policy=answer.policy, detail={"version": row.version, "after": after.value if after else ""},
    )  # fmt: skip
