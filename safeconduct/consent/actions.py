"""Recording a consent, giving it, refusing it, taking it back."""

import base64
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.access import doors, emergency
from safeconduct.access.queries import held
from safeconduct.access.ring import ring
from safeconduct.access.rules import Basis
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor, team
from safeconduct.audit.actions import Actor, record
from safeconduct.consent.document import Document
from safeconduct.consent.models import Review, Version, Withdrawal
from safeconduct.consent.queries import Given, shareable, talk_of
from safeconduct.consent.rules import REVIEW_WITHIN, Channel, State, may_give, may_share_on
from safeconduct.keys.signing import sign
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.canonical import canonical, digest
from safeconduct.vocabulary.decisions import Reason, require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import CaseId, ConsentId
from safeconduct.vocabulary.sections import Section


@transaction.atomic
def record_talk(
    *, case: CaseId, document: Document, by: Member, at: datetime, consent: ConsentId | None = None
) -> ConsentId:
    """Save the talk as it stands; it can stop after any fact and go on tomorrow. Nothing may leave by it."""
    consent = consent or ConsentId(uuid4())
    _add(consent, case, document, State.DRAFT, by=by, at=at)
    return consent


@transaction.atomic
def give(
    *,
    case: CaseId,
    document: Document,
    by: Member,
    at: datetime,
    is_child: bool,
    guardian_refused: Reason | None = None,
    consent: ConsentId | None = None,
) -> Given:
    """The person agrees: the sections may leave to the named team until the end date.

    `is_child` is true for a child and for somebody who may be one: then a guardian and the child's assent.
    `guardian_refused` says why this guardian's yes counts for nothing, where the child's file says so.

    Raises NotPossible with what is missing from the talk, with the person's condition that keeps this agency out,
    or with a section that the policy does not let that team hold, whatever the person agreed to. The database asks
    the last once more by itself.
    """
    talk = talk_of(document, case=case, by=by, is_child=is_child, guardian_refused=guardian_refused)
    require(may_give(talk, now=at))
    assert document.until is not None  # noqa: S101  (may_give has said so)
    row = _add(consent or ConsentId(uuid4()), case, document, State.ACTIVE, by=by, at=at)
    terms = doors.Terms(
        purpose=document.purpose,
        until=document.until,
        basis=Basis.CONSENT,
        consent=row.consent_id,
        consent_version=row.version,
    )
    doors.consent_to(case, document.team, document.sections, terms)
    return Given(ConsentId(row.consent_id), row.version, row.hash, document)


@transaction.atomic
def give_to_read(*, case: CaseId, document: Document, by: Member, at: datetime, is_child: bool) -> Given:
    """The person agrees that whoever asked reads there, and nothing leaves by it: no grant is written.

    What is read, and how long, the room that keeps the question holds against this version each time. Raises
    NotPossible as `give` does; what may be held is asked for the basis of asking.
    """
    require(may_give(talk_of(document, case=case, by=by, is_child=is_child, basis=Basis.ASKED), now=at))
    row = _add(ConsentId(uuid4()), case, document, State.ACTIVE, by=by, at=at)
    return Given(ConsentId(row.consent_id), row.version, row.hash, document)


@transaction.atomic
def refuse(
    *, case: CaseId, document: Document, by: Member, at: datetime, consent: ConsentId | None = None
) -> ConsentId:
    """The person says no: recorded without asking why, and the help goes on."""
    return ConsentId(
        _add(consent or ConsentId(uuid4()), case, document, State.REFUSED, by=by, at=at).consent_id
    )


@transaction.atomic
def share_on_ground(*, case: CaseId, document: Document, by: Member, at: datetime) -> Given:
    """A listed legal ground in the place of consent: recorded and signed like one, never called one.

    It stands on a second person's list for 24 hours, and blocks the next until it was looked at. Who calls
    this has asked for a fresh confirmation of who the member is. Raises NotPossible, AccessRefused.
    """
    unreviewed = Review.objects.filter(by_member=by.id, reviewed_at=None).exists()
    require(
        may_share_on(
            document.ground,
            frozenset(document.sections),
            document.until,
            has_unreviewed=unreviewed,
            has_late_reading=emergency.is_late(at),
            shareable=shareable(case, team(document.team), document.purpose, by=by, basis=Basis.GROUND),
            now=at,
        )
    )
    assert document.until is not None  # noqa: S101  (the rule has said so)
    row = _add(ConsentId(uuid4()), case, document, State.GROUND, by=by, at=at)
    terms = doors.Terms(
        purpose=document.purpose,
        until=document.until,
        basis=Basis.GROUND,
        ground=document.ground,
        consent=row.consent_id,
        consent_version=row.version,
    )
    doors.consent_to(case, document.team, document.sections, terms)
    Review(
        consent_id=row.consent_id,
        case_id=case,
        agency_id=by.agency_id,
        by_member=by.id,
        ground=document.ground,
        at=at,
        due_at=at + REVIEW_WITHIN,
    ).save(force_insert=True)
    return Given(ConsentId(row.consent_id), row.version, row.hash, document)


@transaction.atomic
def review(*, review: UUID, by: Member, at: datetime) -> None:
    """A second person has looked at a sharing without consent. Raises NotFound for one's own or another agency's."""
    changed = (
        Review.objects.filter(id=review, agency_id=by.agency_id, reviewed_at=None)
        .exclude(by_member=by.id)
        .update(reviewed_at=at, reviewed_by=by.id)
    )
    if not changed:
        raise NotFound(_("There is nothing here for you to look at."))
    record("consent:ground_reviewed", by=as_actor(by), at=at, detail={"review": str(review)})


@transaction.atomic
def take_back(
    *,
    consent: ConsentId,
    case: UUID,
    team: UUID | None,
    referral: UUID | None,
    sections: list[Section],
    channel: Channel,
    by: Member,
    at: datetime,
    by_person: bool = True,
) -> None:
    """Take a consent back, whole when `sections` is empty. Never refused: it asks for no grant and no state.

    What it lets leave the own case ends at once; whoever holds a copy is told by the rooms above. `by_person` is
    false where the agency ends it for a reason of its own.
    """
    Withdrawal(
        consent_id=consent,
        case_id=case,
        agency_id=by.agency_id,
        referral_id=referral,
        sections=[section.value for section in sections],
        channel=channel,
        by_role=by.profession,
        heard_by=by.agency_id,
        by_person=by_person,
        at=at,
    ).save(force_insert=True)
    ended = doors.end(case, "withdrawn", sections or None, team)
    record(
        "consent:withdrawn",
        by=as_actor(by),
        at=at,
        case=case,
        referral=referral,
        detail={"ended": ended, "channel": channel.value, "sections": [s.value for s in sections]},
    )


@transaction.atomic
def take_back_by_paper(consent: ConsentId, case: UUID, *, agency: UUID, at: datetime) -> None:
    """The person takes a consent back, whole, with their paper code; a row policy holds it to what their paper shows.

    Whoever calls this ends what lets sections leave, records it, and sees to it that a member tells the others.
    """
    Withdrawal(
        consent_id=consent, case_id=case, agency_id=agency, channel=Channel.PERSON, by_role="person", heard_by=agency,
        by_person=True, at=at,
    ).save(force_insert=True)  # fmt: skip


@transaction.atomic
def note_taken_back_there(
    *,
    consent: ConsentId,
    case: UUID,
    team: UUID,
    referral: UUID,
    agency: UUID,
    channel: Channel,
    by: Actor,
    heard_at: datetime,
    by_person: bool,
    at: datetime,
) -> None:
    """The receiver heard that a consent of `agency` is taken back: marked here, for the inbox, and its grants end.

    `by` is the peer in the role that it says, for the receiving agency. Only what rests on this very consent ends:
    a newer one to the same team was given after it.
    """
    assert by.agency is not None  # noqa: S101  (a peer acts for one of its agencies)
    Withdrawal(
        consent_id=consent,
        case_id=case,
        agency_id=agency,
        referral_id=referral,
        channel=channel,
        by_role=by.role,
        heard_by=by.agency,
        by_person=by_person,
        at=heard_at,
    ).save(force_insert=True)
    ended = doors.give_back(case, team, consent, "withdrawn")
    record(
        "consent:withdrawn",
        by=by,
        at=at,
        case=case,
        referral=referral,
        detail={"ended": ended, "channel": channel.value, "sections": []},
    )


def _add(
    consent: ConsentId, case: CaseId, document: Document, state: State, *, by: Member, at: datetime
) -> Version:
    if not held(case):
        raise NotFound(_("There is no such case for you."))
    before = Version.objects.filter(consent_id=consent, case_id=case).order_by("-version").first()
    number, previous = (before.version + 1, before.hash) if before else (1, "")
    signed = {
        "consent": str(consent),
        "version": number,
        "state": state.value,
        "previous": previous,
        **document.members(),
    }
    row = Version(
        consent_id=consent,
        version=number,
        case_id=case,
        agency_id=by.agency_id,
        team_id=document.team,
        state=state,
        document=document.members(),
        previous_hash=previous,
        hash=digest(signed),
        kid=ring().public.kid(Use.OBJECT),
        signature=base64.b64encode(sign(ring().object_key, canonical(signed))).decode(),
        recorded_at=at,
        expires_at=document.until,
    )
    row.save(force_insert=True)
    record(
        f"consent:{state.value}",
        by=as_actor(by),
        at=at,
        case=case,
        purpose=document.purpose,
        detail={"consent": str(consent), "version": number},
    )
    return row
