"""The person says no to being counted in figures, or yes again: whoever has the case in hand writes it down."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.queries import own_case_in_hand
from safeconduct.rights.editing.standing import book
from safeconduct.vocabulary.together import asked

_OBJECT = "SELECT statistics.object_to(%s, %s)"
_OBJECTS = "SELECT statistics.objects(%s)"


def are_in_total(country: str) -> bool:
    """Whether the total that a country reports counts who objects, as its pack of rules says or the Union's for it.

    Where no pack says anything of it they are in no figure at all.
    """
    told = book().objecting(country)
    return told is not None and told.in_total


@transaction.atomic
def say(case: UUID, *, no: bool, by: Member, at: datetime) -> None:
    """A no empties the person's fact at once. Raises NotFound for who has not the case in hand."""
    own_case_in_hand(case)
    asked(_OBJECT, [case, no])
    record("figures:objected" if no else "figures:agreed", by=as_actor(by), at=at, case=case)


def stands(case: UUID) -> bool:
    """Whether the person has said no."""
    return bool(asked(_OBJECTS, [case])[0][0])
