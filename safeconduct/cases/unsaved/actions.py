"""Keeping what was typed and not saved, and throwing it away. Neither is recorded in the audit log.

A record at each pause of the fingers would drown what the log is for: who saw and who changed what stands. Nothing that
is kept here stands yet, only its author sees it, and the reading of the section that it was begun on was recorded when
the page was opened. Saving is recorded as ever.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.cases import vault
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.forms import Entered
from safeconduct.cases.kinds import Field, Kind
from safeconduct.cases.rows import places
from safeconduct.cases.unsaved.models import Unsaved
from safeconduct.cases.unsaved.queries import PLACE
from safeconduct.vocabulary.decisions import Allowed
from safeconduct.vocabulary.in_turn import wait_in_turn
from safeconduct.vocabulary.sections import Section


@transaction.atomic
def keep(case: UUID, section: Section, entered: Entered, *, base: int, by: Member, at: datetime) -> bool:
    """Keep what `by` typed into the form of this section, in place of what they typed before.

    False, and nothing is kept, where they may not edit the section: nobody is told what there is.
    """
    if not isinstance(decide(by, held(case), section, Action.EDIT).decision, Allowed):
        return False
    _lock(case, section, by)
    generation, key = vault.key_for_writing(case, section)
    forget(case, [section], by=by)
    made = uuid4()
    Unsaved.objects.create(
        id=made,
        case_id=case,
        section=section,
        member_id=by.id,
        base=base,
        generation=generation,
        sealed=vault.sealed_at(key, PLACE, made, {"entered": fields_of(section, entered)}),
        at=at,
    )
    return True


def forget(case: UUID, sections: Collection[Section], *, by: Member) -> None:
    """What `by` typed into these sections is saved, or thrown away."""
    if sections:
        Unsaved.objects.filter(case_id=case, member_id=by.id, section__in=sections).delete()


def fields_of(section: Section, entered: Entered) -> dict[str, list[str]]:
    """Of a form, what belongs to the questions of this section: nothing else is kept."""
    return {
        name: list(values)
        for name, values in entered.items()
        if any(_is_of(field, name, values) for field in FIELDS[section])
    }


def _is_of(field: Field, name: str, values: list[str]) -> bool:
    if name in (field.name, f"{field.name}__open"):
        return True
    return field.kind is Kind.ROWS and (
        bool(places(field, {name: values})) or (name.startswith(f"{field.name}-") and name.endswith("-gone"))
    )


def _lock(case: UUID, section: Section, by: Member) -> None:
    # Two tabs of one member: the second waits, and its words go before the first one's.
    wait_in_turn(f"unsaved/{case}/{section}/{by.id}")
