"""What is known, what was told, what became of a right: a new version of the sheet, recorded without its words."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import saved, vault
from safeconduct.cases.asking.queries import today_of
from safeconduct.rights import rules
from safeconduct.rights.codes import Right, Trigger
from safeconduct.rights.deadlines import actions as deadlines
from safeconduct.rights.models import RightsSheet
from safeconduct.rights.queries import PLACE, SECTION, deciding, hold_still, newest, rights_of
from safeconduct.rights.sheet import Line, Sheet, Step, Struck, Telling, stored
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import BadInput


def know(case: UUID, country: str, events: Mapping[Trigger, date], *, by: Member, at: datetime) -> None:
    """Write down where the person is and the days that rules ask for; their deadlines are kept up by it.

    Raises NotFound, NotPossible, BadInput day by day.
    """

    def changed(sheet: Sheet) -> Sheet:
        if wrong := rules.may_know(events, today=today_of(at)):
            raise BadInput({one.value: reason.whole for one, reason in wrong.items()})
        return rules.known(sheet, country, events)

    with transaction.atomic():
        _save(case, changed, "known", "", by=by, at=at)
        deadlines.keep_up(case, rights_of(case, by=by, at=at), by=by, at=at)


def tell(case: UUID, telling: Telling, *, by: Member, at: datetime) -> None:
    """Write down of which rights the person was told. Raises NotFound, NotPossible with the rule's reason."""

    def changed(sheet: Sheet) -> Sheet:
        require(rules.may_tell(telling, today=today_of(at)))
        return rules.told(sheet, telling)

    _save(case, changed, "told", "", by=by, at=at)


def step(case: UUID, right: Right, to: Step, *, by: Member, at: datetime) -> None:
    """Write down what became of a right. Raises NotFound, NotPossible with the rule's reason."""

    def changed(sheet: Sheet) -> Sheet:
        require(rules.may_step(sheet, right, to.standing, to.on, today=today_of(at)))
        return rules.stepped(sheet, right, to)

    _save(case, changed, "stepped", right.value, by=by, at=at)


def strike(case: UUID, line: Line, how: Struck, *, by: Member, at: datetime) -> None:
    """Write down that a step or a record of information was written in error. Raises NotFound, NotPossible."""

    def changed(sheet: Sheet) -> Sheet:
        require(rules.may_strike(sheet, line))
        return rules.struck(sheet, line, how)

    _save(case, changed, "struck", line.right.value if line.right else "", by=by, at=at)


@transaction.atomic
def _save(
    case: UUID, changed: Callable[[Sheet], Sheet], what: str, right: str, *, by: Member, at: datetime
) -> None:
    answer = deciding(case, Action.EDIT, by=by)
    hold_still(case)
    stands = newest(case)
    sheet = changed(stands.sheet)
    generation, key = vault.key_for_writing(case, SECTION)
    row = RightsSheet(
        id=uuid4(), case_id=case, agency_id=by.agency_id, section=SECTION, version=stands.version + 1,
        generation=generation, saved_by=by.id, role=by.profession, saved_at=at,
    )  # fmt: skip
    row.sealed = vault.sealed_at(key, PLACE, row.id, stored(sheet))
    row.save(force_insert=True)
    saved.tell(saved.Saved(case, "rights", sheet), by=by)
    record(
        f"rights:{what}", by=as_actor(by), at=at, case=case, section=SECTION, purpose=answer.purpose,
        policy=answer.policy, detail={"version": row.version, "right": right},
    )  # fmt: skip
