"""Opening a conference, its agenda, what is written to an item, the meeting: each recorded, and never the words."""

from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localtime, make_aware

from safeconduct.access.queries import decide
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Detail, record
from safeconduct.cases import vault
from safeconduct.cases.actions import save_section
from safeconduct.cases.conferences.codes import EntryKind, NoWish
from safeconduct.cases.conferences.elsewhere import elsewhere
from safeconduct.cases.conferences.models import Conference, ConferenceEntry, ConferenceItem
from safeconduct.cases.conferences.queries import (
    CONFERENCES,
    ENTRIES,
    ITEMS,
    SECTION,
    Found,
    Item,
    grants_in,
    leads,
    of_item,
    one,
)
from safeconduct.cases.conferences.rules import (
    may_add,
    may_attend,
    may_decide,
    may_follow,
    may_keep_minutes,
    may_last_until,
    may_open,
    may_propose,
    may_write_wish,
)
from safeconduct.cases.contents import Content, rows_of
from safeconduct.cases.planning.rules import ACTIONS, contradictions
from safeconduct.cases.queries import read_sections
from safeconduct.vocabulary.decisions import Allowed, require
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.in_turn import wait_in_turn
from safeconduct.vocabulary.sections import Section


@transaction.atomic
def open_conference(case: UUID, question: str, until: date | None, *, by: Member, at: datetime) -> UUID:
    """Ask everybody with a place in the case; the conference's id. `until` is the last day.

    Raises NotFound for a case that is not the member's, NotPossible with the rule's reason.
    """
    require(may_open(leads=leads(grants_in(case))))
    require(may_last_until(until, today=localtime(at).date()))
    assert until is not None  # noqa: S101 - the rule has said so
    generation, key = vault.key_for_writing(case, SECTION)
    row = Conference(
        id=uuid4(), case_id=case, agency_id=by.agency_id, section=SECTION, generation=generation, opened_by=by.id,
        opened_at=at, ends_at=make_aware(datetime.combine(until, time(23, 59, 59))), meets_at=None,
    )  # fmt: skip
    row.sealed = vault.sealed_at(key, CONFERENCES, row.id, {"question": question})
    row.save(force_insert=True)
    _record("opened", case, SECTION, {"conference": str(row.id)}, by=by, at=at)
    return row.id


@transaction.atomic
def add_item(conference: UUID, section: Section, text: str, *, by: Member, at: datetime) -> UUID:
    """Put an item on the agenda; its id. Raises NotFound, NotPossible with the rule's reason."""
    found = one(conference, by=by, at=at)
    edits = decide(by, grants_in(found.case), section, Action.EDIT).decision
    require(may_add(edits=isinstance(edits, Allowed), is_over=found.is_over(at)))
    generation, key = vault.key_for_writing(found.case, section)
    row = ConferenceItem(
        id=uuid4(), conference_id=conference, case_id=found.case, agency_id=by.agency_id, section=section,
        generation=generation, added_by=by.id, role=by.profession, added_at=at,
    )  # fmt: skip
    row.sealed = vault.sealed_at(key, ITEMS, row.id, {"text": text})
    row.save(force_insert=True)
    _record("item_added", found.case, section, _names(found, row.id), by=by, at=at)
    return row.id


@transaction.atomic
def write_wish(item: UUID, said: str | NoWish, *, by: Member, at: datetime) -> None:
    """The person's own view, or why it is missing; the latest counts, earlier ones stay. Raises NotPossible."""
    found, to = _locked(item, by, at)
    require(may_write_wish(to.standing))
    content: Content = {"absent": said.value} if isinstance(said, NoWish) else {"words": said}
    _write(found, to, EntryKind.WISH, content, by=by, at=at)


@transaction.atomic
def propose(item: UUID, text: str, *, by: Member, at: datetime) -> None:
    """The member's own proposal, written once. Raises NotFound, NotPossible with the rule's reason."""
    found, to = _locked(item, by, at)
    require(may_propose(to.standing))
    _write(found, to, EntryKind.PROPOSAL, {"text": text}, by=by, at=at)


@transaction.atomic
def decide_item(item: UUID, decision: str, reasons: str, *, by: Member, at: datetime) -> None:
    """What is decided, and why; other agencies that have the item are told what, not why.

    Raises NotFound, NotPossible with the rule's reason.
    """
    found, to = _locked(item, by, at)
    require(may_decide(to.standing, is_anybody_missing=to.is_anybody_missing))
    _write(found, to, EntryKind.DECISION, {"decision": decision, "reasons": reasons}, by=by, at=at)
    elsewhere().decided(item, decision, by, at)


@transaction.atomic
def keep_minutes(item: UUID, text: str, *, by: Member, at: datetime) -> None:
    """What was said about the item in a meeting; later minutes stand below earlier ones. Raises NotPossible."""
    found, to = _locked(item, by, at)
    require(may_keep_minutes(to.standing, has_met=found.has_met(at)))
    _write(found, to, EntryKind.MINUTES, {"text": text}, by=by, at=at)
    elsewhere().minuted(item, text, by, at)


@transaction.atomic
def follow(
    item: UUID, what: str, who: str, planned: date | None, *, person_agrees: bool, by: Member, at: datetime
) -> None:
    """Put a step that follows into the plan, as one more action there. Raises BadInput, NotPossible: not agreed."""
    found, to = _locked(item, by, at)
    require(may_follow(to.standing, person_agrees=person_agrees))
    stands = read_sections(found.case, [Section.PLAN], by=by, at=at).get(Section.PLAN)
    content = dict(stands.content) if stands else {}
    step = {"what": what, "who": who} | ({"planned": planned.isoformat()} if planned else {})
    content[ACTIONS] = [*rows_of(content, ACTIONS), step]
    mine = f"{ACTIONS}-{len(content[ACTIONS]) - 1}-"
    if wrong := {
        name.removeprefix(mine): said for name, said in contradictions(content) if name.startswith(mine)
    }:
        raise BadInput(wrong)
    base = stands.version if stands else 0
    version = save_section(
        case=CaseId(found.case), section=Section.PLAN, content=content, base=base, by=by, at=at
    )
    _record("followed", found.case, to.section, _names(found, to.id) | {"plan": version}, by=by, at=at)


@transaction.atomic
def set_meeting(conference: UUID, meets_at: datetime, meeting: Content, *, by: Member, at: datetime) -> None:
    """When and where one meets, and who came; read by everybody with a place. Raises NotFound, NotPossible.

    Other agencies that have an item are told when, and whether it is written that they were there.
    """
    _lock(conference)
    found = one(conference, by=by, at=at)
    require(may_open(leads=found.leads))
    says_who = any(meeting.get(name) for name in ("came", "agencies", "others", "person"))
    require(may_attend(meets_at, says_who=says_who, now=at))
    generation, key = vault.key_for_writing(found.case, SECTION)
    content = {"question": found.content["question"], **meeting}
    Conference.objects.filter(id=conference).update(
        generation=generation,
        sealed=vault.sealed_at(key, CONFERENCES, conference, content),
        meets_at=meets_at,
    )
    came = set(meeting.get("agencies", [])) if says_who else None
    elsewhere().met([item.id for item in found.items], meets_at, came, by, at)
    _record("meeting_set", found.case, SECTION, {"conference": str(conference)}, by=by, at=at)


def _locked(item: UUID, by: Member, at: datetime) -> tuple[Found, Item]:
    # A decision and a proposal may come at once: the second waits, and then finds the first one there.
    _lock(item)
    return of_item(item, by=by, at=at)


def _lock(one_of_them: UUID) -> None:
    wait_in_turn(f"conference/{one_of_them}")


def _write(found: Found, to: Item, kind: EntryKind, content: Content, *, by: Member, at: datetime) -> None:
    generation, key = vault.key_for_writing(found.case, to.section)
    row = ConferenceEntry(
        id=uuid4(), item_id=to.id, case_id=found.case, agency_id=by.agency_id, section=to.section,
        generation=generation, kind=kind, author_id=by.id, role=by.profession, at=at,
    )  # fmt: skip
    row.sealed = vault.sealed_at(key, ENTRIES, row.id, content)
    row.save(force_insert=True)
    _record(f"{kind.value}_written", found.case, to.section, _names(found, to.id), by=by, at=at)


def _names(found: Found, item: UUID) -> Detail:
    return {"conference": str(found.id), "item": str(item)}


def _record(what: str, case: UUID, section: Section, detail: Detail, *, by: Member, at: datetime) -> None:
    answer = decide(by, grants_in(case), section, Action.OPEN)
    record(
        f"conference:{what}", by=as_actor(by), at=at, case=case, section=section, purpose=answer.purpose,
        policy=answer.policy, detail=detail,
    )  # fmt: skip
