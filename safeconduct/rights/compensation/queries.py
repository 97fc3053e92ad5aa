"""Claims: those of one person, and the list of all that the member has in hand; each reading is recorded."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.access.queries import Answer, Held, decide, held, open_to
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Entry, record, record_all
from safeconduct.cases import vault
from safeconduct.cases.queries import aliases, own_right
from safeconduct.rights.compensation.claim import Claim, claim_of
from safeconduct.rights.compensation.models import CompensationClaim
from safeconduct.rights.compensation.money import Money, each
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.sections import Section

SECTION = Section.LEGAL
"""The section that carries a claim: its grants, its key, its end."""

PLACE: vault.Place = ("rights.claim", "sealed")
PAGE = 25
MOST_PAGES = 400
NO_SUCH_CLAIM = _("There is no such claim for you.")


@dataclass(frozen=True, slots=True)
class Stands:
    """The newest state of a claim."""

    id: UUID
    case: UUID
    version: int
    claim: Claim
    role: str
    saved_at: datetime
    days: tuple[date, ...]
    """Those of which its lawyer is told, the earliest first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A claim on the list, and the alias of whose it is."""

    stands: Stands
    alias: str


@dataclass(frozen=True, slots=True)
class Open:
    """What is open among the member's claims: one page of it, and the sums of all, each currency by itself."""

    lines: list[Line]
    number: int
    awarded: list[Money]
    unpaid: list[Money]
    page: int
    has_more: bool


def deciding(case: UUID, action: Action, *, by: Member) -> Answer:
    """The right to read or write claims. Raises NotFound for a case not in hand, NotPossible where legal is closed."""
    return own_right(case, SECTION, action, by=by)


def claims_of(case: UUID, *, by: Member, at: datetime) -> list[Stands]:
    """The claims of a person, the oldest first; a recorded reading. Raises as `deciding`."""
    return claims_by(deciding(case, Action.OPEN, by=by), case, by=by, at=at)


def claims_by(answered: Answer, case: UUID, *, by: Member, at: datetime) -> list[Stands]:
    """The same by a right that was decided already; nothing where it was refused."""
    found = newest(case) if answered.decision else []
    if found:
        record(
            "section:read", by=as_actor(by), at=at, case=case, section=SECTION, purpose=answered.purpose,
            policy=answered.policy, detail={"claims": len(found)},
        )  # fmt: skip
    return found


def claim_in(case: UUID, claim: UUID, *, by: Member, at: datetime) -> Stands:
    """One of them, recorded. Raises NotFound, and as `deciding`."""
    for stands in claims_of(case, by=by, at=at):
        if stands.id == claim:
            return stands
    raise NotFound(NO_SUCH_CLAIM)


def newest(case: UUID) -> list[Stands]:
    """The same without a record, for the action that changes one; the row policies choose."""
    rows = (
        CompensationClaim.objects.filter(case_id=case).order_by("claim_id", "-version").distinct("claim_id")
    )
    return _opened(list(rows))


def open_claims(page: int, *, by: Member, at: datetime) -> Open:
    """What is waited for: everything but what was paid in full and where the person goes no further; oldest first.

    How a claim stands lies in no column, so all that the member has in hand are opened. The record names those shown.
    """
    rows = CompensationClaim.objects.filter(open_to(by)).order_by("claim_id", "-version").distinct("claim_id")
    found = sorted(
        (one for one in _opened(list(rows)) if not one.claim.is_over),
        key=lambda one: (one.claim.since or date.max, one.id),
    )
    shown = found[(page - 1) * PAGE : page * PAGE]
    cases = list(dict.fromkeys(one.case for one in shown))
    names = aliases(cases, by=by)
    _record(cases, by=by, at=at)
    return Open(
        [Line(one, names.get(one.case, "")) for one in shown],
        len(found),
        each(one.claim.award for one in found if one.claim.award),
        each(one.claim.unpaid for one in found if one.claim.unpaid and one.claim.unpaid.amount),
        page,
        len(found) > page * PAGE,
    )


def _record(cases: list[UUID], *, by: Member, at: datetime) -> None:
    """Each of these persons can see that it was read."""
    grants: dict[UUID, list[Held]] = {case: [] for case in cases}
    for grant in held() if cases else []:
        if grant.case in grants:
            grants[grant.case].append(grant)
    answers = {case: decide(by, found, SECTION, Action.OPEN) for case, found in grants.items()}
    record_all(
        [
            Entry("section:read", case, SECTION, said.purpose, said.policy, {"list": "compensation"})
            for case, said in answers.items()
        ],
        by=as_actor(by), at=at,
    )  # fmt: skip


def _opened(rows: list[CompensationClaim]) -> list[Stands]:
    """The claims whose key the member may read, the one that was saved first in front."""
    contents = vault.opened_at(PLACE, rows)
    found = [
        Stands(
            row.claim_id,
            row.case_id,
            row.version,
            claim_of(contents[row.id]),
            row.role,
            row.saved_at,
            tuple(row.days),
        )
        for row in rows
        if row.id in contents
    ]
    return sorted(found, key=lambda one: (one.claim.steps[0].on if one.claim.steps else date.max, one.id))
