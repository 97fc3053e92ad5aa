"""Keeping the register: who interprets for the agency, vetted by whom and until when. Recorded by id, never by name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.interpreters.models import Interpreter
from safeconduct.cases.interpreters.queries import helper
from safeconduct.cases.interpreters.rules import may_keep_register
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Reason, Refused, require
from safeconduct.vocabulary.errors import BadInput

TAKEN = _("This reference stands in the register already.")
STILL_ASKED = Reason(
    "interpreter_still_asked",
    _("This one is still asked."),
    _("Say first that they are not asked any more."),
)


def requires_keeper(by: Member) -> None:
    """Raises NotPossible for who does not keep the register."""
    require(may_keep_register(Profession(by.profession), supervises=by.supervises))


@transaction.atomic
def enter(said: Mapping[str, Any], *, by: Member, at: datetime) -> UUID:
    """Enter somebody, as `forms.entry` gives it; the id. Raises NotPossible, BadInput where the reference is taken."""
    requires_keeper(by)
    _free(said["reference"], but=None)
    row = Interpreter(id=uuid4(), agency_id=by.agency_id, entered_by=by.id, entered_at=at, **said)
    row.save(force_insert=True)
    record("interpreter:entered", by=as_actor(by), at=at, detail={"interpreter": str(row.id)})
    return row.id


@transaction.atomic
def change(wanted: UUID, said: Mapping[str, Any], *, by: Member, at: datetime) -> None:
    """Change what stands of somebody. Raises NotFound, NotPossible, BadInput where the reference is taken."""
    requires_keeper(by)
    helper(wanted)
    _free(said["reference"], but=wanted)
    Interpreter.objects.filter(id=wanted).update(**said)
    record("interpreter:changed", by=as_actor(by), at=at, detail={"interpreter": str(wanted)})


@transaction.atomic
def end(wanted: UUID, *, by: Member, at: datetime) -> None:
    """Nobody asks this one any more; what was arranged stands, and shows that. Raises NotFound, NotPossible."""
    requires_keeper(by)
    helper(wanted)
    if Interpreter.objects.filter(id=wanted, ended_at=None).update(ended_at=at):
        record("interpreter:ended", by=as_actor(by), at=at, detail={"interpreter": str(wanted)})


@transaction.atomic
def ask_again(wanted: UUID, *, by: Member, at: datetime) -> None:
    """This one is asked again. Raises NotFound, NotPossible."""
    requires_keeper(by)
    helper(wanted)
    if Interpreter.objects.filter(id=wanted, ended_at__isnull=False).update(ended_at=None):
        record("interpreter:asked_again", by=as_actor(by), at=at, detail={"interpreter": str(wanted)})


@transaction.atomic
def take_out(wanted: UUID, *, by: Member, at: datetime) -> None:
    """Take out somebody who is not asked any more. Raises NotFound, NotPossible."""
    requires_keeper(by)
    if helper(wanted).is_active:
        require(Refused(STILL_ASKED))
    Interpreter.objects.filter(id=wanted).delete()
    record("interpreter:taken_out", by=as_actor(by), at=at, detail={"interpreter": str(wanted)})


def _free(reference: str, *, but: UUID | None) -> None:
    others = Interpreter.objects.filter(reference=reference)
    if (others.exclude(id=but) if but else others).exists():
        raise BadInput({"reference": TAKEN})
