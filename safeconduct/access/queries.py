"""What the acting member holds, and the policy's answer for it. The database says what, the table says whether."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import product
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from safeconduct.access.policy import policy
from safeconduct.access.rules import NOT_IN_THE_POLICY, Action, Basis, Cell, may
from safeconduct.agencies.models import Member
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.together import asked


@dataclass(frozen=True, slots=True)
class Held:
    """One live grant of the acting member."""

    case: UUID
    section: Section
    can_edit: bool
    purpose: Purpose
    basis: Basis
    consent: UUID | None
    consent_version: int | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The decision on one section, with what the audit keeps of it: purpose, policy hash and row number."""

    decision: Decision
    purpose: str = ""
    policy: tuple[str, int] | None = None


_HELD = "SELECT case_id, section, can_edit, purpose, basis, consent_id, consent_version, valid_until FROM"
_HELD_IN = f"{_HELD} access.my_grants_in(%s)"


def held(case: UUID | None = None) -> list[Held]:
    """The live grants of the acting member, in one case or in all."""
    rows = asked(f"{_HELD} access.my_grants()", []) if case is None else asked(_HELD_IN, [case])
    return [
        Held(case_id, Section(section), can_edit, Purpose(purpose), Basis(basis), consent, version, until)
        for case_id, section, can_edit, purpose, basis, consent, version, until in rows
    ]


def decide(by: Member, grants: list[Held], section: Section, action: Action) -> Answer:
    """Whether one of the grants lets this member do this with the section; the first that does decides."""
    table = policy()
    answer = Answer(Refused(NOT_IN_THE_POLICY))
    for grant in grants:
        if grant.section is not section:
            continue
        cell = Cell(
            Sector(by.agency.sector), Profession(by.profession), grant.purpose, section, action, grant.basis
        )
        decision, row = may(table, cell), table.row(cell)
        answer = Answer(decision, grant.purpose, (table.hash, row.number) if row else None)
        if isinstance(decision, Allowed):
            return answer
    return answer


@cache
def _opened_by_the_rule(sector: str, profession: str) -> tuple[list[str], list[str], list[str]]:
    """Section, purpose and basis, side by side, of everything that the policy lets such a member open."""
    table = policy()
    found = [
        one
        for one in product(Section, Purpose, Basis)
        if may(table, Cell(Sector(sector), Profession(profession), one[1], one[0], Action.OPEN, one[2]))
    ]
    return ([str(one[0]) for one in found], [str(one[1]) for one in found], [str(one[2]) for one in found])


_OPEN_TO = (
    "(case_id, section) IN (SELECT g.case_id, g.section FROM access.my_grants() g"
    " JOIN unnest(%s::text[], %s::text[], %s::text[]) AS p (section, purpose, basis)"
    " USING (section, purpose, basis))"
)


def open_to(by: Member) -> RawSQL:
    """A condition on rows with `case_id` and `section`: the policy lets `by` open the section, by a grant that is held.

    It is `decide` for lists, in the statement that reads them: the row policies below ask what is held, and not whether
    this release's table still allows it.
    """
    return open_to_a(by.agency.sector, by.profession)


def open_to_a(sector: str, profession: str) -> RawSQL:
    """The same for whoever acts, as one of this profession in this sector: for statements that are written once."""
    return RawSQL(_OPEN_TO, _opened_by_the_rule(sector, profession), output_field=BooleanField())  # noqa: S611 - fixed


def cases_open_to(by: Member, section: Section, cases: list[UUID]) -> tuple[str, list[object]]:
    """Those of these cases whose section the policy lets `by` open, as text and its values: a list for `= ANY`.

    What is held of this section is asked once and compared with the few of the table's rows about it.
    """
    found = zip(*_opened_by_the_rule(by.agency.sector, by.profession), strict=True)
    terms = [(purpose, basis) for one, purpose, basis in found if one == section]
    return _CASES_OPEN_TO, [
        section.value,
        [purpose for purpose, _basis in terms],
        [basis for _purpose, basis in terms],
        cases,
    ]


_CASES_OPEN_TO = (
    "ARRAY(SELECT g.case_id FROM access.my_grants_of(%s) g JOIN unnest(%s::text[], %s::text[]) AS p (purpose, basis)"
    " USING (purpose, basis) WHERE g.case_id = ANY(%s))"
)


def referable(case: UUID, *, by: Member) -> frozenset[Section]:
    """The sections of a case that this member may let leave, whoever receives them."""
    grants = held(case)
    return frozenset(
        section
        for section in Section
        if isinstance(decide(by, grants, section, Action.REFER).decision, Allowed)
    )


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One live permission to let a section leave the case to a team."""

    section: Section
    team: UUID
    purpose: Purpose
    basis: Basis
    ground: str
    consent: UUID | None
    consent_version: int | None
    until: datetime


def disclosures(case: UUID) -> list[Disclosure]:
    """What may leave this case now, to whom, for what and until when."""
    rows = asked(
        "SELECT section, team_id, purpose, basis, ground, consent_id, consent_version, valid_until"
        " FROM access.disclosures(%s)",
        [case],
    )
    return [
        Disclosure(
            Section(section), team, Purpose(purpose), Basis(basis), ground or "", consent, version, until
        )
        for section, team, purpose, basis, ground, consent, version, until in rows
    ]


@dataclass(frozen=True, slots=True)
class Restoration:
    """Whether this node runs from a restored backup. `epoch` is 0 where it was never restored, and only ever rises."""

    epoch: int
    at: datetime | None
    taken_at: datetime | None
    """From when the backup was: what happened after that is not here."""


def restoration() -> Restoration:
    """What the node says of itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT epoch, restored_at, restored_from FROM access.restoration()")
        row = cursor.fetchone()
    return Restoration(*row) if row else Restoration(0, None, None)
