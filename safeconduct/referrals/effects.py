"""What a referral's new standing brings about on this side: grants end, keys go, what was held back is released.

Each effect follows from where the referral stands, not from which message came, and may be repeated; so it
does not matter which of two concurrent moves had to yield.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from safeconduct.access import doors
from safeconduct.agencies.models import Member
from safeconduct.exchange import held
from safeconduct.exchange.outbox import Parcel, Road, post, try_post, void_waiting
from safeconduct.exchange.wire import Lane
from safeconduct.keys.models import SectionKey
from safeconduct.referrals import children, endings, places
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.envelope import consent_ref, extract
from safeconduct.referrals.law.actions import forget
from safeconduct.referrals.ledger import Turned
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Event, Side, State
from safeconduct.referrals.rules import REOPENING
from safeconduct.referrals.stopped import may_go
from safeconduct.vocabulary.identifiers import NO_NODE, AgencyId, CaseHandle, NodeId
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.together import later

ERASED = "safeconduct.erase.done.v1"
_DUE = "UPDATE keys.section_key SET due = %s WHERE case_id = %s"

CLOSED_AFTER_A_SERVICE = frozenset({State.OUTCOME_RECORDED})


def road(row: Referral) -> Road:
    """The road from this side to the other."""
    return Road(
        handle=CaseHandle(row.handle),
        sender=AgencyId(row.agency_id),
        recipient=AgencyId(row.other_agency_id),
        peer=NodeId(row.peer),
    )


def is_by_hand(row: Referral) -> bool:
    """Whether the receiver has no node: then people here tell them, and enter what they say."""
    return row.peer == NO_NODE


def tell(row: Referral, parcel: Parcel, *, at: datetime) -> None:
    """Post what was done here to the other side; a partner without a node hears it from somebody here."""
    if not is_by_hand(row):
        post(road(row), parcel, at=at)


def hold_back(row: Referral, parts: Mapping[Section, Mapping[str, object]], *, at: datetime) -> None:
    """Seal what the person agreed to share and they may not have before they accept."""
    assert row.case_id is not None  # noqa: S101  (a sender's referral has its case)
    held.hold(
        road(row), case=row.case_id, referral=row.shared, consent=consent_ref(row), sections=parts, at=at
    )


def answer_erased(row: Referral, sections: list[Section], at: datetime) -> None:
    """The signed answer to whoever took something back: it is erased here, or kept on a named legal ground."""
    ground = doors.held_by_law(row.case_id) if row.case_id else None
    body = {
        "referral": str(row.shared),
        "answer": f"retained:{ground}" if ground else "erased",
        "sections": [section.value for section in sections],
    }
    parcel = Parcel(type=ERASED, body=body, lane=Lane.WITHDRAWAL, case=row.case_id, referral=row.shared)
    try_post(road(row), parcel, at=at)


def at_receiver(row: Referral, turned: Turned, *, at: datetime, by_inbox: bool) -> None:
    """The receiving side: what was received is closed when the referral is over, and erased unless kept.

    Opened again, it is restored as far as the consent still holds, once the sender has said so.
    """
    if row.case_id is None:
        return
    if by_inbox and (turned.stands_newly(Event.PROPOSE_REOPEN) or turned.stands_newly(Event.CONFIRM_REOPEN)):
        doors.let_reopen(row.case_id)
    if not (turned.is_new_state or turned.stands_newly(Event.WITHDRAW)):
        return
    position = turned.after.position
    if position.is_withdrawn or position.state is State.DECLINED:
        doors.end(row.case_id, "withdrawn" if position.is_withdrawn else "declined")
        doors.destroy_keys(row.case_id)
        forget(row)
    elif position.state is State.CLOSED:
        doors.end(row.case_id, "closed")
        if position.closed_from in CLOSED_AFTER_A_SERVICE and by_inbox:
            _keep_for_reopening(row.case_id, at)
        else:
            doors.destroy_keys(row.case_id)
    elif turned.stands_newly(Event.CONFIRM_REOPEN):
        doors.reopen(row.case_id)


def at_sender(row: Referral, turned: Turned, *, at: datetime, by_inbox: bool) -> None:
    """The sending side: acceptance releases what was held back; the end of the referral destroys it."""
    position = turned.after.position
    if position.is_withdrawn or position.state in (State.DECLINED, State.CLOSED):
        held.end(referral=row.shared)
        if position.is_withdrawn and not by_inbox and row.case_id is not None:
            void_waiting(referral=row.shared, sections=None, at=at)
        return
    if by_inbox and turned.stands_newly(Event.ACCEPT):
        _release(row, at)


def _release(row: Referral, at: datetime) -> None:
    """What waited for the acceptance goes. Where it is void, for keys were changed, somebody here seals it anew.

    Where the person has said stop with a paper nothing lets it leave any more: it is destroyed; a member tells them.
    """
    waits = held.sections_held(row.shared)
    if waits and not may_go(row):
        held.end(referral=row.shared)
        row.flags = sorted({*row.flags, Beside.STOPPED_BY_PERSON})
        row.save(update_fields=["flags"])
        return
    released = held.release(road(row), referral=row.shared, until=extract(row.consent).until, at=at)
    if waits and released is None:
        row.flags = sorted({*row.flags, Beside.TO_CONFIRM})
        row.save(update_fields=["flags"])


def settle(row: Referral, turned: Turned, *, at: datetime, by: Member | None) -> None:
    """The effects on this side; `by` is None when a peer's message brought the moves."""
    effects = at_receiver if row.side == Side.RECEIVER else at_sender
    effects(row, turned, at=at, by_inbox=by is None)
    places.note(row, turned)
    _end_above(row, turned, at)
    _forget_child(row, turned)


def by_clock(row: Referral, turned: Turned, *, at: datetime) -> None:
    """The same effects by the worker, which may destroy no key: it says that they are due, and the purge does it."""
    position = turned.after.position
    if row.side == Side.SENDER:
        at_sender(row, turned, at=at, by_inbox=False)
    elif position.is_withdrawn and row.case_id is not None:
        doors.end(row.case_id, "withdrawn")
        forget(row)
        later = Q(due=None) | Q(due__gt=at)
        SectionKey.objects.filter(later, case_id=row.case_id, intake=True).update(due=at)
    _end_above(row, turned, at)
    _forget_child(row, turned)


def _end_above(row: Referral, turned: Turned, at: datetime) -> None:
    if turned.after.position.is_withdrawn and (turned.is_new_state or turned.stands_newly(Event.WITHDRAW)):
        endings.taken_back(row, at)


def _forget_child(row: Referral, turned: Turned) -> None:
    if turned.is_new_state and turned.after.state in ENDED:
        children.forget(row)


def _keep_for_reopening(case: UUID, at: datetime) -> None:
    later(_DUE, [at + REOPENING, case], table=SectionKey._meta.db_table, is_change=True)
