"""What the sender enters about a partner without a node: that it left, what they said, that they know of a taking back.

Nothing is posted. The move of the receiver, the effects on this side and the audit commit together, as for any move.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from safeconduct.access.queries import decide, disclosures, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import agency, as_actor
from safeconduct.audit.actions import Detail, record
from safeconduct.cases.seen import TOLD as TOLD_THERE
from safeconduct.referrals import actions, effects, envelope, ledger, texts
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.codes import Codes
from safeconduct.referrals.history import History, Move
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor, Event, Side, State
from safeconduct.referrals.partners.content import sayable_now
from safeconduct.referrals.partners.models import ByHand
from safeconduct.referrals.partners.rules import (
    HAS_A_NODE,
    NOT_SENT_YET,
    Step,
    Told,
    may_be_told,
    may_enter,
    may_note,
)
from safeconduct.referrals.reaching import is_time_safe
from safeconduct.referrals.rules import Attempt, may_accept
from safeconduct.referrals.texts import NOT_SHARED, Words, may_tell
from safeconduct.vocabulary.codes import FIREWALLED, Closing, Confirmation, PartnerWay, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused, require
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import ReferralId
from safeconduct.vocabulary.sections import Section

ACCESS_ENDED: Mapping[str, object] = {
    "closing": Closing.WITHDRAWN.value,
    "confirmation": Confirmation.NOT_APPLICABLE.value,
}


@transaction.atomic
def enter(
    *,
    referral: Referral,
    event: Event,
    codes: Codes,
    told: Told,
    by: Member,
    at: datetime,
    words: tuple[Words, ...] = (),
) -> Referral:
    """What they told: a move of the receiver, which says by whom, how and when. Raises NotPossible.

    `words` are what they said, and who it was by name: each lies under its section's key.
    """
    row = actions.locked(referral.id)
    history = ledger.history(row)
    require(_may_be_told(row, history, told, at))
    require(may_enter(event))
    assert told.at is not None  # noqa: S101  (the rule has looked)
    moment = max(told.at, ledger.last_at(history))
    carried = {**_named(row, event, codes), **told.codes(at)}
    attempt = Attempt(event, Side.RECEIVER, Actor.MEMBER, moment, carried)
    require(_decision(row, history, attempt, at, has_words=bool(words)))
    is_safe, _untold = is_time_safe(row, history.position, attempt, by=by, at=at)
    require(is_safe)
    for said in words:
        _write(row, said, told, by, moment)
    _they_have_it(row, told, by, at)
    if event is Event.ACCEPT and row.held_back:
        row.flags = sorted({*row.flags, Beside.TO_HAND_OVER.value})  # the rest may be told now
    made = Move(ReferralId(row.shared), history.head, event, Side.RECEIVER, Actor.MEMBER, moment, carried)
    turned = ledger.add(row, [made], role=told.by, on=history)
    effects.settle(row, turned, at=at, by=by)
    record(
        f"referral:{event}",
        by=as_actor(by),
        at=at,
        case=row.case_id,
        referral=row.shared,
        purpose=row.purpose,
        detail=_detail(told),
    )
    return row


@transaction.atomic
def note(
    *,
    referral: Referral,
    step: Step,
    told: Told,
    by: Member,
    at: datetime,
    words: tuple[Words, ...] = (),
) -> None:
    """That it has left, that they say it has come, or how it goes: no move, and no answer."""
    row = actions.locked(referral.id)
    history = ledger.history(row)
    require(_may_be_told(row, history, told, at, is_theirs=step is not Step.LEFT))
    require(may_note(step, State(row.state), row.flags))
    for said in words:
        _write(row, said, told, by, told.at or at)
    _keep(row, step, told, at)
    _they_have_it(row, told, by, at)
    row.save(update_fields=["flags"])
    if step is Step.NEWS and told.at is not None:
        ledger.note_news(row, told.at)
    record(
        f"referral:by_hand_{step}",
        by=as_actor(by),
        at=at,
        case=row.case_id,
        referral=row.shared,
        detail=_detail(told),
    )


@transaction.atomic
def told_back(
    *, referral: Referral, told: Told, has_erased: bool, had_not_left: bool, by: Member, at: datetime
) -> Referral:
    """They know now that it, or a part of it, was taken back; with what they say of the paper. Raises NotPossible.

    Until somebody has entered this it stays a task of the sender, also when the referral is closed.
    """
    row = actions.locked(referral.id)
    history = ledger.history(row)
    if had_not_left:
        require(_of_a_partner(row))
    else:
        require(_may_be_told(row, history, told, at))
    require(may_note(Step.TOLD_BACK, State(row.state), row.flags))
    if not had_not_left:
        _keep(row, Step.TOLD_BACK, told, at)
    row.flags = sorted({*row.flags} - ledger.TOLD_BY_HAND)
    if history.position.is_withdrawn and (has_erased or had_not_left):
        row.holder_answer = actions.ERASED  # of a part it says nothing about the whole
    row.save(update_fields=["flags", "holder_answer"])
    if row.state == State.WITHDRAWN and (has_erased or had_not_left):
        _close_it(row, history, told, had_not_left=had_not_left, at=at)
    detail: Detail = {"had_not_left": True} if had_not_left else {**_detail(told), "erased": has_erased}
    record(
        "referral:by_hand_told_back",
        by=as_actor(by),
        at=at,
        case=row.case_id,
        referral=row.shared,
        detail=detail,
    )
    return row


def is_consent_live(row: Referral, at: datetime) -> bool:
    """Whether a live grant still lets something of this case reach this partner."""
    if row.case_id is None or not row.consent or envelope.extract(row.consent).until <= at:
        return False
    return any(found.team == row.team_id for found in disclosures(row.case_id))


def _may_be_told(
    row: Referral, history: History, told: Told, at: datetime, *, is_theirs: bool = True
) -> Decision:
    sent = next((move.at for move in history.standing if move.event is Event.SEND), None)
    is_authority = Sector(agency(row.other_agency_id).sector) in FIREWALLED
    return may_be_told(
        told,
        is_by_hand=effects.is_by_hand(row),
        sent_at=sent,
        now=at,
        is_theirs=is_theirs,
        is_authority=is_authority,
    )


def _of_a_partner(row: Referral) -> Decision:
    if not effects.is_by_hand(row):
        return Refused(HAS_A_NODE)
    return Refused(NOT_SENT_YET) if row.state == State.DRAFT else Allowed()


def _decision(
    row: Referral, history: History, attempt: Attempt, at: datetime, *, has_words: bool
) -> Decision:
    if attempt.event is Event.ACCEPT:
        live = is_consent_live(row, at)
        return may_accept(history.position, attempt, is_consent_live=live, now=at)
    return actions.decision(row, history, attempt, at, has_words=has_words)


def _named(row: Referral, event: Event, codes: Codes) -> Codes:
    """A partner's worker has no identity here: the team that was asked stands in the place of one."""
    return {**codes, "worker": str(row.team_id)} if event is Event.ACCEPT else codes


def _write(row: Referral, words: Words, told: Told, by: Member, moment: datetime) -> None:
    require(may_tell(words, Side.RECEIVER, envelope.extract(row.consent)))
    if row.case_id is None or not decide(by, held(row.case_id), words.section, Action.OPEN).decision:
        raise NotPossible(NOT_SHARED)
    texts.keep_told(row, words, role=told.by, at=moment)


def _close_it(row: Referral, history: History, told: Told, *, had_not_left: bool, at: datetime) -> None:
    """The end of their access is confirmed: by what they said, or because nothing had left."""
    said = {"entered_at": told.codes(at)["entered_at"]} if had_not_left else told.codes(at)
    moment = at if had_not_left or told.at is None else max(told.at, ledger.last_at(history))
    made = Move(
        ReferralId(row.shared), history.head, Event.CONFIRM_FREEZE, Side.RECEIVER, Actor.MEMBER, moment,
        {**ACCESS_ENDED, **said},
    )  # fmt: skip
    ledger.add(row, [made], role="" if had_not_left else told.by, on=history)


def _they_have_it(row: Referral, told: Told, by: Member, at: datetime) -> None:
    """What waited to be handed over is there, and that it was told belongs on the person's own page.

    Who read it there nobody here knows.
    """
    if Beside.TO_HAND_OVER not in row.flags:
        return
    row.flags = sorted({*row.flags} - {Beside.TO_HAND_OVER.value})
    for section in sayable_now(row, at=at).now:
        record(
            TOLD_THERE,
            by=as_actor(by),
            at=at,
            case=row.case_id,
            section=section,
            referral=row.shared,
            purpose=row.purpose,
            detail={"told_how": told.how, "to": str(row.other_agency_id)},
        )


def _keep(row: Referral, step: Step, told: Told, at: datetime) -> None:
    assert told.at is not None  # noqa: S101  (the rule has looked)
    ByHand(
        referral=row,
        agency_id=row.agency_id,
        step=step,
        way=PartnerWay(told.how),
        told_by="" if step is Step.LEFT else told.by,
        at=told.at,
        entered_at=at,
    ).save(force_insert=True)


def _detail(told: Told) -> Detail:
    said: Detail = {"told_how": told.how}
    return {**said, "told_by": told.by} if told.by else said


def note_opened(*, referral: Referral, sections: list[Section], way: str, by: Member, at: datetime) -> None:
    """What may be said or handed over was opened for it: from then on it may have left."""
    record(
        "referral:by_hand_opened",
        by=as_actor(by),
        at=at,
        case=referral.case_id,
        referral=referral.shared,
        purpose=referral.purpose,
        detail={"sections": [section.value for section in sections], "way": way},
    )
