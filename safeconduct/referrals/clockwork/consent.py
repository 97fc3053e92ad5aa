"""The end of a consent takes back what rests on it; that it comes near is shown before."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db.models import DateTimeField, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.referrals import envelope
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.clockwork.by_itself import add
from safeconduct.referrals.clockwork.parts import Due, locked, say, show
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Actor, Event, Side, State
from safeconduct.vocabulary.codes import Withdrawal

UNDER_WAY = Q(state__in=[state for state in State if state not in (State.DRAFT, *ENDED)])
"""Said by what they are and not by what they are not: so the index of states finds them, however many are closed."""


def due(now: datetime) -> Iterator[Due]:
    """The consents that have ended, that come near their end, and that do so no longer."""
    yield from _ended(now)
    yield from _ending(now)


def _until() -> Cast:
    return Cast(KeyTextTransform("until", "consent"), DateTimeField())


def _ended(now: datetime) -> Iterator[Due]:
    rows = Referral.objects.filter(UNDER_WAY, side=Side.SENDER).annotate(until=_until())
    for referral, until in rows.filter(until__lte=now).values_list("id", "until"):
        yield Due(until, 0, referral, partial(_take_back, referral))


def _take_back(referral: UUID) -> bool:
    """The consent has ended: what rests on it is taken back where the consent lives, and overtakes."""
    with working():
        at, row = domain_now(), locked(referral)
        if (
            row is None
            or State(row.state) in (State.DRAFT, *ENDED)
            or envelope.extract(row.consent).until > at
        ):
            return False
        # The grants have an end of their own and are over; others to that team, by a newer consent, are not touched.
        reason = Withdrawal.CONSENT_EXPIRED.value
        if not add(row, Event.WITHDRAW, Actor.CONSENT, {"reason": reason}, at):
            return False
        say("referral:withdraw", row, at, {"reason": reason})
        return True


def _ending(now: datetime) -> Iterator[Due]:
    """Consents that have come near their end, and those that have not any more: renewed, or no longer under way."""
    before = timedelta(days=settings.CONSENT_ENDING_DAYS)
    shown = Q(flags__contains=[Beside.CONSENT_ENDING])
    near = UNDER_WAY & Q(until__gt=now, until__lte=now + before)
    rows = Referral.objects.annotate(until=_until())
    # Two questions: each has its index, and both in one would read all referrals.
    for news in (near & ~shown, shown & ~near):
        for referral, until in rows.filter(news).values_list("id", "until"):
            yield Due(until - before, 1, referral, partial(_note_ending, referral))


def _note_ending(referral: UUID) -> bool:
    with working():
        at, row = domain_now(), locked(referral)
        if row is None or not row.consent:
            return False
        left = envelope.extract(row.consent).until - at
        is_ending = timedelta(0) < left <= timedelta(days=settings.CONSENT_ENDING_DAYS)
        is_under_way = State(row.state) not in (State.DRAFT, *ENDED)
        return show(row, Beside.CONSENT_ENDING, is_set=is_ending and is_under_way, at=at)
