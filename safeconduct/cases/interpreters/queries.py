"""The register of the own agency, and the talks of one person with interpreters; each reading of those is recorded."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.access.queries import Answer as Decided
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import vault
from safeconduct.cases.answering import Content, answer
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.interpreters.codes import Conflict, Role
from safeconduct.cases.interpreters.contents import APART, assignment
from safeconduct.cases.interpreters.models import Interpreter, Interpreting
from safeconduct.cases.interpreters.rules import Assignment, For, Helper
from safeconduct.cases.interpreters.wishes import wishes
from safeconduct.cases.queries import own_right, read_sections
from safeconduct.cases.safe_hours import safe_contact
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.sections import Section

SECTION = Section.SAFE_CONTACT
"""The section that carries talks with interpreters: its grants, its key, its end."""
PLACE: vault.Place = ("cases.interpreting", "sealed")
MOST = 300
NO_SUCH_TALK = _("There is no such talk with an interpreter for you.")


@dataclass(frozen=True, slots=True)
class Read:
    """What stands for one person: the wishes, the talks newest day first, and who is not offered."""

    whom: For
    language: str
    """The language in which the person may be spoken to, by the section; "" where it stayed open."""
    talks: list[Assignment]
    apart: dict[UUID, tuple[UUID, str]]
    """Who is not offered for this person: the row that says so, and the reference."""

    def talk(self, wanted: UUID) -> Assignment:
        """One of the talks. Raises NotFound."""
        found = next((one for one in self.talks if one.id == wanted), None)
        if found is None:
            raise NotFound(NO_SUCH_TALK)
        return found


def register() -> list[Helper]:
    """The interpreters of the own agency by reference, those that are not asked any more at the end."""
    rows = [_helper(row) for row in Interpreter.objects.order_by("reference")[:MOST]]
    return sorted(rows, key=lambda one: not one.is_active)


def asked_here() -> list[Helper]:
    """Those of them who are asked today."""
    return [one for one in register() if one.is_active]


def helper(wanted: UUID) -> Helper:
    """One of them. Raises NotFound."""
    row = Interpreter.objects.filter(id=wanted).first()
    if row is None:
        raise NotFound(_("There is no such interpreter in the register of your agency."))
    return _helper(row)


def deciding(case: UUID, action: Action, *, by: Member) -> Decided:
    """The right to read or arrange. Raises NotFound for a case not in hand, NotPossible where the section is closed."""
    return own_right(case, SECTION, action, by=by)


def interpreting(case: UUID, *, by: Member, at: datetime) -> Read:
    """What stands for one person, a recorded reading. Raises as `deciding`."""
    answered = deciding(case, Action.OPEN, by=by)
    found = standing(case, by=by, at=at)
    if found.talks or found.apart:
        record(
            "section:read", by=as_actor(by), at=at, case=case, section=SECTION, purpose=answered.purpose,
            policy=answered.policy, detail={"interpreting": len(found.talks)},
        )  # fmt: skip
    return found


def standing(case: UUID, *, by: Member, at: datetime) -> Read:
    """The same for the action that changes it; the section itself is a recorded reading all the same."""
    section = read_sections(case, [SECTION], by=by, at=at).get(SECTION)
    content = section.content if section else {}
    rows = list(Interpreting.objects.filter(case_id=case).order_by("-made_at")[:MOST])
    contents = vault.opened_at(PLACE, rows)
    talks = [assignment(row, said) for row, said in contents.items() if APART not in said]
    apart = {
        UUID(said["helper"]): (row, said["reference"]) for row, said in contents.items() if APART in said
    }
    whom = For(safe_contact(content, by.agency.country), wishes(content), frozenset(apart), today_of(at))
    return Read(whom, _language(content), sorted(talks, key=_when, reverse=True), apart)


def case_of_talk(talk: UUID) -> UUID:
    """The case of a talk whose row the acting member sees. Raises NotFound."""
    found = Interpreting.objects.filter(id=talk).values_list("case_id", flat=True).first()
    if found is None:
        raise NotFound(NO_SUCH_TALK)
    return found


def _when(one: Assignment) -> str:
    return f"{one.meeting.on or ''} {one.meeting.at or ''}"


def _language(content: Content) -> str:
    said = answer(content, "language")
    return said if isinstance(said, str) else ""


def _helper(row: Interpreter) -> Helper:
    return Helper(
        id=row.id,
        reference=row.reference,
        role=Role(row.role),
        sex=row.sex,
        languages=frozenset(row.languages),
        dialects=row.dialects,
        countries=frozenset(row.countries),
        vetted_on=row.vetted_on,
        vetted_by=row.vetted_by,
        vetted_until=row.vetted_until,
        signed_on=row.signed_on,
        conflicts=frozenset(Conflict(code) for code in row.conflicts),
        note=row.note,
        is_active=row.ended_at is None,
    )
