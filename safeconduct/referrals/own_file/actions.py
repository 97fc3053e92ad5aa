"""A file is opened, or laid, beside a received referral; answers are taken over, and the sender is told."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from safeconduct.access.policy import policy
from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action, Basis
from safeconduct.agencies.models import Member
from safeconduct.cases import actions as cases
from safeconduct.cases.beside import actions as beside
from safeconduct.cases.beside.queries import own_file_of
from safeconduct.cases.contents import Content
from safeconduct.cases.rules import may_open_case
from safeconduct.exchange.outbox import Parcel, post
from safeconduct.exchange.wire import Lane
from safeconduct.referrals import effects, envelope, ledger
from safeconduct.referrals.actions import OPENED, locked
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Event, Side, State
from safeconduct.referrals.own_file.rules import (
    ACCESS_OVER,
    Agreed,
    Standing,
    may_have_own_file,
    may_take_over,
)
from safeconduct.referrals.sub_referrals import actions as sub_referrals
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.decisions import Decision, require
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section

PSEUDONYM = "pseudonym"


def may_have_one(row: Referral, *, by: Member, is_accepted: bool | None = None) -> Decision:
    """Whether `by` may open a file beside this referral, or lay one beside it."""
    if is_accepted is None:
        is_accepted = any(move.event is Event.ACCEPT for move in ledger.history(row).standing)
    grants = held(row.case_id) if row.case_id else []
    standing = Standing(
        is_received=row.side == Side.RECEIVER,
        is_accepted=is_accepted,
        is_over=row.case_id is None or State(row.state) in ENDED,
        is_held=any(grant.basis in (Basis.CONSENT, Basis.GROUND) for grant in grants),
        is_beside=row.case_id is not None and own_file_of(row.case_id) is not None,
        leads=may_open_case(policy(), Sector(by.agency.sector), Profession(by.profession)),
    )
    return may_have_own_file(standing)


@transaction.atomic
def open_own(
    *, referral: UUID, by: Member, at: datetime, profile: Content, their_alias: int | None = None
) -> CaseId:
    """Open a file beside the referral. `their_alias`: the version of their profile whose alias is taken over.

    Raises NotPossible with the rule's reason, AccessRefused, and as `take_over` does.
    """
    row = locked(referral)
    require(may_have_one(row, by=by))
    case = cases.open_case(by=by, at=at, profile=profile)
    beside.lay_beside(own=case, origin=origin_of(row), by=by, at=at)
    if their_alias is not None:
        alias = beside.Chosen(Section.PROFILE, (PSEUDONYM,), their_alias, ours=1)
        take_over(referral=referral, chosen=alias, by=by, at=at)
    return case


@transaction.atomic
def lay_beside(*, referral: UUID, own: UUID, by: Member, at: datetime) -> None:
    """A file that the member leads is of the same person. Raises NotPossible, AccessRefused."""
    row = locked(referral)
    require(may_have_one(row, by=by))
    beside.lay_beside(own=own, origin=origin_of(row), by=by, at=at)
    sub_referrals.asked_after_all(own)


@transaction.atomic
def take_apart(*, referral: UUID, by: Member, at: datetime) -> None:
    """The file is not of the same person after all. Raises NotPossible once something was taken over."""
    row = locked(referral)
    own = own_file_of(row.case_id) if row.case_id else None
    if own is not None:
        beside.take_apart(own=own, origin=origin_of(row), by=by, at=at)


@transaction.atomic
def take_over(*, referral: UUID, chosen: beside.Chosen, by: Member, at: datetime) -> int:
    """Answers of a received section into the own file; the new version there. The sender is told which section.

    Raises NotPossible with the rule's reason, BadInput, EditedMeanwhile, NewerThere.
    """
    # The received case is locked with the row: a taking back that arrives now comes before all of this, or after.
    row = locked(referral)
    own = own_file_of(row.case_id) if row.case_id else None
    if own is None:
        raise NotPossible(ACCESS_OVER)
    edits = decide(by, held(own), chosen.section, Action.EDIT).decision
    require(may_take_over(agreed_on(row), chosen.section, edits, now=at))
    version = beside.take_over(own=own, origin=origin_of(row), chosen=chosen, by=by, at=at)
    tell_copied(row, [chosen.section], by=by, at=at)
    return version


def tell_copied(row: Referral, sections: Sequence[Section], *, by: Member, at: datetime) -> None:
    """The sender learns what is in a file of our own now: a taking back does not reach it there."""
    body = {
        "referral": str(row.shared),
        "sections": [],
        "copied": [section.value for section in sections],
        "role": by.profession,
    }
    parcel = Parcel(type=OPENED, body=body, lane=Lane.RECEIPTS, case=row.case_id, referral=row.shared)
    post(effects.road(row), parcel, at=at)


def agreed_on(row: Referral) -> Agreed:
    """What the rule must know of the consent under which it was received."""
    extract = envelope.extract(row.consent)
    return Agreed(
        purpose=row.purpose,
        sections=extract.sections,
        conditions=extract.conditions,
        until=extract.until,
        ground=extract.ground,
    )


def origin_of(row: Referral) -> beside.Origin:
    """From where something is taken over. Raises NotPossible where nothing was received."""
    if row.case_id is None:
        raise NotPossible(ACCESS_OVER)
    return beside.Origin(row.case_id, row.shared, row.purpose)
