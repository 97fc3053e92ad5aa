"""The rights of one person: what is known of them, what is written, and what applies; each reading is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import TextField
from django.db.models.expressions import RawSQL

from safeconduct.access.queries import Answer as Decided
from safeconduct.access.queries import Held, decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import handlers, vault
from safeconduct.cases.answering import Content, answer
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.beside.queries import LINKS, Link, read_links
from safeconduct.cases.contents import child_by, is_silent_on_child
from safeconduct.cases.handlers import Theirs
from safeconduct.cases.queries import NO_SUCH_CASE, case_in_hand, read_sections
from safeconduct.rights.codes import Trigger
from safeconduct.rights.editing.standing import book
from safeconduct.rights.evaluating import Entitlement, evaluate
from safeconduct.rights.facts import Facts
from safeconduct.rights.models import RightsSheet
from safeconduct.rights.received import From, Known, with_received
from safeconduct.rights.rules import born_after
from safeconduct.rights.sheet import Sheet, sheet_of
from safeconduct.vocabulary.codes import VictimStatus
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.in_turn import wait_in_turn
from safeconduct.vocabulary.sections import Section

SECTION = Section.PLAN
"""The section that carries a sheet of rights: its grants, its key, its end."""

PLACE: vault.Place = ("rights.sheet", "sealed")
ASKED = [Section.PROFILE, Section.EXPLOITATION]
"""Where the file says what rules ask for."""


@dataclass(frozen=True, slots=True)
class Stands:
    """The newest sheet; an empty one, version 0, where nobody has written yet or it was erased."""

    version: int
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Read:
    """Everything about the rights of one person, as far as the reader may see it."""

    stands: Stands
    facts: Facts
    closed: list[Section]
    """Sections that say something of it and are closed to the reader: what is in them counts as not known."""
    today: date
    rights: list[Entitlement]
    opened_on: date
    """When the file was opened here."""
    decided: Decided
    """By which row of the policy it was opened."""
    may_edit: bool
    born_after: date | None
    """Before this day the person was not born, by the age in the own file."""
    known: Known
    """The facts, and which of them another agency has sent."""
    received: list[From]
    """What other agencies sent about the person, as far as rules ask for it and it may be read here."""
    alias: str
    """"" where the profile is closed to the reader, or has none. It stands in no address and no title of a window."""

    @property
    def sheet(self) -> Sheet:
        """What is written."""
        return self.stands.sheet

    def with_days(self, country: str, events: Mapping[Trigger, date]) -> Facts:
        """The same person with other days, for a look at what that would change."""
        return replace(self.facts, country=country, events=events)


def deciding(case: UUID, action: Action, *, by: Member) -> Decided:
    """The right to read or write them. Raises NotFound for a case not in hand, NotPossible where the plan is closed."""
    return _decided(case, action, by=by).decided


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a page asks before it reads, in one question to the database for the case itself."""

    decided: Decided
    opened_on: date
    grants: list[Held]
    links: list[Link]
    """What was received about the person and lies beside the file."""


def _decided(case: UUID, action: Action, *, by: Member) -> _Asked:
    beside = RawSQL(LINKS, [case], output_field=TextField())  # noqa: S611 - a constant of the room below
    found: Any = case_in_hand(case, beside=beside)
    if found.kind != "own":
        raise NotFound(NO_SUCH_CASE)
    grants = held(case)
    answered = decide(by, grants, SECTION, action)
    require(answered.decision)
    return _Asked(answered, today_of(found.opened_at), grants, read_links(found.beside))


def rights_of(case: UUID, *, by: Member, at: datetime) -> Read:
    """The rights of a person, a recorded reading. Raises as `deciding`."""
    asked = _decided(case, Action.OPEN, by=by)
    decided, grants = asked.decided, asked.grants
    stands = newest(case)
    if stands.version:
        record(
            "section:read", by=as_actor(by), at=at, case=case, section=SECTION, purpose=decided.purpose,
            policy=decided.policy, detail={"rights": stands.version},
        )  # fmt: skip
    readings = read_sections(case, ASKED, by=by, at=at, grants=grants)
    closed = [one for one in ASKED if not decide(by, grants, one, Action.OPEN).decision]
    contents = {section: reading.content for section, reading in readings.items()}
    own = facts_of(
        stands.sheet,
        contents.get(Section.PROFILE),
        contents.get(Section.EXPLOITATION),
        country=by.agency.country,
    )
    received = [_from(one) for one in handlers.beside(asked.links, by, at, ASKED)]
    exploitation = contents.get(Section.EXPLOITATION)
    profile = contents.get(Section.PROFILE)
    born = born_after(answer(profile, "age_band") if profile else None, today_of(at))
    is_open = exploitation is None or answer(exploitation, "status") is None
    is_child_open = Section.PROFILE not in closed and is_silent_on_child(profile)
    known = with_received(own, received, is_status_open=is_open, is_child_open=is_child_open)
    facts = known.facts
    today = today_of(at)
    may_edit = bool(decide(by, grants, SECTION, Action.EDIT).decision)
    rights = evaluate(book(at_once=True), facts, today)
    return Read(
        stands,
        facts,
        closed,
        today,
        rights,
        asked.opened_on,
        decided,
        may_edit,
        born,
        known,
        received,
        (answer(profile, "pseudonym") or "") if profile else "",
    )


def _from(one: Theirs) -> From:
    contents = {section: reading.content for section, reading in one.readings.items()}
    return From(one.agency, one.country, contents)


def facts_of(sheet: Sheet, profile: Content | None, exploitation: Content | None, *, country: str) -> Facts:
    """What the file and the sheet say together. Not answered is not known."""
    held_by = answer(profile, "citizenships") if profile else None
    where = answer(exploitation, "countries") if exploitation else None
    status = answer(exploitation, "status") if exploitation else None
    return Facts(
        sheet.country or country,
        child_by(profile),
        frozenset(held_by) if held_by else None,
        frozenset(where) if where else None,
        status == VictimStatus.IDENTIFIED,
        status == VictimStatus.NOT_VICTIM,
        sheet.events,
    )


def hold_still(case: UUID) -> None:
    """Two may write at once: the second waits here, and then changes what the first one wrote."""
    wait_in_turn(f"rights/{case}")


def newest(case: UUID) -> Stands:
    """The newest sheet without a record, for the action that changes it; the row policies choose."""
    row = RightsSheet.objects.filter(case_id=case).order_by("-version").first()
    content = vault.opened_at(PLACE, [row]).get(row.id) if row else None
    return Stands(row.version if row else 0, sheet_of(content) if content else Sheet())
