"""Making a referral and sending it: draft, consent, preview, and the one transaction in which it leaves."""

import json
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from safeconduct.access import doors
from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.queries import Reading, own_case_in_hand, read_sections
from safeconduct.consent.queries import Given
from safeconduct.directory.models import Entry
from safeconduct.exchange.outbox import Parcel, handle_for, post
from safeconduct.referrals import children, envelope, ledger
from safeconduct.referrals.agreed import agreed, followed
from safeconduct.referrals.carried import carried, facts_to_send, mark_of, part
from safeconduct.referrals.clocks import Beside, due
from safeconduct.referrals.effects import hold_back, is_by_hand, road
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.history import Genesis, History, Move
from safeconduct.referrals.law.actions import put
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor, Event, Side, State
from safeconduct.referrals.never import conditions_of, never_of
from safeconduct.referrals.position import draft as draft_position
from safeconduct.referrals.reasons import NOT_POSSIBLE_NOW
from safeconduct.referrals.rules import Attempt
from safeconduct.referrals.sending import may_send
from safeconduct.referrals.sub_referrals import actions as sub_referrals
from safeconduct.referrals.transfers.guarding import forget_of_a_talk
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.decisions import Reason, require
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import AgencyId, CaseId, ReferralId, new_reference
from safeconduct.vocabulary.law import NOT_SAID, Law, is_legal
from safeconduct.vocabulary.ready import Ready
from safeconduct.vocabulary.sections import SENT_AT_ONCE, Section, in_order
from safeconduct.vocabulary.together import later

OFFERED = "safeconduct.referral.offered.v1"

OWN_AGENCY = Reason(
    "own_agency",
    _("A referral goes to another agency."),
    _("Give the colleague a place on the case team instead."),
)
PHONED_WITHIN = timedelta(hours=24)
NOT_BY_TELEPHONE = Reason(
    "not_by_telephone",
    _("Only an emergency is made by telephone first, and it is entered within 24 hours."),
    _("Send it now; the time of sending counts."),
)
OTHER_TEAM = Reason(
    "consent_names_another_team",
    _("This consent names another team."),
    _("Record the person's consent for the team that you chose."),
)


_LOCKED = Ready(lambda referral: Referral.objects.select_for_update().filter(id=referral))
_PREVIEWED = """
    UPDATE referrals.referral SET preview_seen = true, capacity = %s, due_at = %s, clock_cites = %s::jsonb WHERE id = %s
"""
_OFFERED = """
    UPDATE referrals.referral SET handle = %s, at_once = %s, held_back = %s, offer_message = %s WHERE id = %s
"""


@transaction.atomic
def draft(
    *, case: CaseId, entry: Entry, need: str, urgency: Urgency, by: Member, at: datetime, law: Law = NOT_SAID,
    enquiry: UUID | None = None,
) -> Referral:  # fmt: skip
    """Begin a referral to a service, of the yes to `enquiry` where there is one; nothing leaves. Raises NotFound for a
    case that is not `by`'s."""
    own_case_in_hand(case)
    if entry.agency_id == by.agency_id:
        raise NotPossible(OWN_AGENCY)
    shared = uuid4()
    row = Referral(
        shared=shared,
        side=Side.SENDER,
        agency_id=by.agency_id,
        other_agency_id=entry.agency_id,
        peer=entry.agency.node,
        team_id=entry.team_id,
        case_id=case,
        service=entry.service,
        need=need,
        urgency=urgency,
        purpose=entry.purpose,
        country=by.agency.country,
        state=State.DRAFT,
        head=Genesis(ReferralId(shared), at).hash,
        created_at=at,
        since=at,
        worker_id=by.id,
        chain=sub_referrals.at_the_beginning(case),
        enquiry=enquiry,
    )
    if is_legal(need):
        put(row, law)
    _renew(row, by, at)
    _save_under_a_free_reference(row)
    record("referral:drafted", by=as_actor(by), at=at, case=case, referral=shared)
    return row


def _renew(row: Referral, by: Member, at: datetime) -> None:
    """A draft is deleted some time after its last edit: 28 days, unless this node agreed on another."""
    urgency = Urgency(row.urgency)
    row.due_at = due(State.DRAFT, urgency, at, by.agency.country, periods=agreed())
    cites = followed().get((State.DRAFT, urgency))
    row.clock_cites = None if cites is None else cites.members()


def _save_under_a_free_reference(row: Referral) -> None:
    # 35 random bits: two alike in one agency are rare, and then another is drawn.
    for _attempt in range(5):
        row.reference = new_reference(row.country)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            continue
        return
    raise RuntimeError("No free reference was found in five draws.")


@transaction.atomic
def rest_on(*, referral: Referral, consent: Given, by: Member, at: datetime) -> None:
    """The draft rests on this version of a consent; it names the draft's team and purpose."""
    row = _locked_draft(referral.id)
    document = consent.document
    if document.team != row.team_id or (document.purpose != row.purpose and not document.ground):
        raise NotPossible(OTHER_TEAM)
    row.purpose = document.purpose  # a ground brings its own purpose
    assert document.until is not None  # noqa: S101  (a consent that was given ends)
    row.consent_id, row.consent_version = consent.id, consent.version
    row.consent = envelope.Extract(
        id=consent.id,
        version=consent.version,
        hash=consent.hash,
        sections=tuple(in_order(document.sections)),
        until=document.until,
        conditions=tuple(dict.fromkeys([*document.conditions, *_of_the_list(row, by, at)])),
        tell_outcome=document.tell_outcome,
        follow_changes=document.follow_changes,
        ground=document.ground,
    ).members()
    row.at_once = [section.value for section in in_order(SENT_AT_ONCE.intersection(document.sections))]
    row.held_back = [section.value for section in in_order(set(document.sections) - SENT_AT_ONCE)]
    row.preview_seen, row.has_guardian = False, bool(document.guardian)
    forget_of_a_talk(row)
    _renew(row, by, at)
    row.save(
        update_fields=[
            "purpose", "consent_id", "consent_version", "consent", "at_once", "held_back", "preview_seen",
            "has_guardian", "due_at", "clock_cites", "transfer_ground", "transfer_number",
        ]
    )  # fmt: skip
    record("referral:rests_on_consent", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)


@transaction.atomic
def note_call(*, referral: Referral, phoned_at: datetime, by: Member, at: datetime) -> None:
    """An emergency was made by telephone first; it is entered within 24 hours and says so on both sides."""
    row = _locked_draft(referral.id)
    if row.urgency != Urgency.EMERGENCY or not timedelta() <= at - phoned_at <= PHONED_WITHIN:
        raise NotPossible(NOT_BY_TELEPHONE)
    row.phoned_at = phoned_at
    row.save(update_fields=["phoned_at"])
    record("referral:phoned", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)


@transaction.atomic
def note_preview(*, referral: Referral, capacity: str, by: Member, at: datetime) -> None:
    """The member has seen what they will see, and answered whether they have room (asked, or why not)."""
    row = _locked_draft(referral.id)
    row.preview_seen, row.capacity = True, capacity
    _renew(row, by, at)
    cites = None if row.clock_cites is None else json.dumps(row.clock_cites)
    previewed = [capacity, row.due_at, cites, row.id]
    later(_PREVIEWED, previewed, table=Referral._meta.db_table, is_change=True)
    record("referral:previewed", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)


@transaction.atomic
def send(
    *, referral: Referral, recipient: Agency, by: Member, at: datetime, seen: str | None = None
) -> Referral:
    """Send: state, audit, the sealed offer and what is held back commit together. Raises NotPossible.

    `seen` is the mark of the preview that was looked at (`carried.mark_of`), where the sender says it: of another one
    nothing was seen, and nothing leaves.

    Locks in the order case, consent, referral, lane, so that a withdrawal that comes at the same time is
    either seen here or sees what was sent.
    """
    assert referral.case_id is not None  # noqa: S101  (a sender's referral has its case)
    doors.hold_still(referral.case_id)
    row = _locked_draft(referral.id)
    readings, own = carried(row, by=by, at=at)
    if seen is not None and seen != mark_of(row, readings):
        row.preview_seen = False
    attempt = Attempt(
        Event.SEND,
        Side.SENDER,
        Actor.MEMBER,
        at,
        {"urgency": row.urgency, "services": [row.service], "worker": str(by.id)},
    )
    facts = facts_to_send(row, recipient, readings, own, sender=by.agency, at=at)
    require(may_send(draft_position(row.created_at), attempt, facts, now=at))
    row.handle = handle_for(CaseId(referral.case_id), AgencyId(row.agency_id), AgencyId(row.other_agency_id))
    row.at_once = [section.value for section in readings if section in SENT_AT_ONCE]
    row.held_back = [section.value for section in readings if section not in SENT_AT_ONCE]
    if row.part_of is not None:
        row.further = {**row.further, **sub_referrals.said_of_before(row)}
        row.save(update_fields=["further"])
        sub_referrals.tell_the_first(row, recipient, by=by, at=at)
    _move_and_post(row, attempt, readings, by=by, at=at)
    profile = own.get(Section.PROFILE)
    children.note(row, profile.content if profile else None)
    record(
        "referral:sent",
        by=as_actor(by),
        at=at,
        case=row.case_id,
        referral=row.shared,
        purpose=row.purpose,
        detail={"sections": row.at_once, "held_back": row.held_back},
    )
    return row


def _move_and_post(
    row: Referral, attempt: Attempt, readings: dict[Section, Reading], *, by: Member, at: datetime
) -> None:
    move = Move(ReferralId(row.shared), row.head, Event.SEND, Side.SENDER, Actor.MEMBER, at, attempt.codes)
    if is_by_hand(row):
        row.flags = sorted({*row.flags, Beside.TO_HAND_OVER.value})
    history = ledger.add(row, [move], role=by.profession).after
    parts = {section: part(reading) for section, reading in readings.items()}
    at_once = {section: fields for section, fields in parts.items() if section in SENT_AT_ONCE}
    on_acceptance = {section: fields for section, fields in parts.items() if section not in SENT_AT_ONCE}
    if not is_by_hand(row):
        row.offer_message = post(road(row), offer(row, at_once, role=by.profession, history=history), at=at)
    offered = [row.handle, row.at_once, row.held_back, row.offer_message, row.id]
    later(_OFFERED, offered, table=Referral._meta.db_table, is_change=True)
    if on_acceptance and not is_by_hand(row):
        hold_back(row, on_acceptance, at=at)


def offer(row: Referral, at_once: dict[Section, dict[str, object]], *, role: str, history: History) -> Parcel:
    """The message that brings a referral: its envelope, and the sections that go at once."""
    return Parcel(
        type=OFFERED,
        body={
            "envelope": envelope.written(row, role, history),
            "sections": {section.value: fields for section, fields in at_once.items()},
        },
        case=row.case_id,
        referral=row.shared,
        sections=list(at_once),
        consent=envelope.consent_ref(row),
        until=envelope.extract(row.consent).until,
    )


@transaction.atomic
def discard(*, referral: Referral, by: Member, at: datetime) -> None:
    """Delete a draft; nothing has left. Its consent, if one was given, stays on record; a yes from which it was made
    is free for another one."""
    row = _locked_draft(referral.id)
    record("referral:discarded", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)
    if row.enquiry is not None:
        asked = Enquiry.objects.filter(shared=row.enquiry, agency_id=row.agency_id, side=Side.SENDER)
        asked.update(converted_at=None, changed_at=at)
    row.delete()


def _of_the_list(row: Referral, by: Member, at: datetime) -> list[str]:
    """What the person's own list of whom nothing may reach adds to the conditions of this consent."""
    found = read_sections(row.case_id, [Section.SAFETY], by=by, at=at) if row.case_id else {}
    return conditions_of(never_of(found[Section.SAFETY].content)) if found else []


def _locked_draft(referral: UUID) -> Referral:
    row = _LOCKED.first(referral=referral)
    if row is None:
        raise NotFound(_("There is no such referral for you."))
    if row.state != State.DRAFT:
        raise NotPossible(NOT_POSSIBLE_NOW[State(row.state)])
    return row
