"""What of the received referral is taken back, read beside the onward one: for a page, and for the clock's look."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from safeconduct.referrals import takebacks
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.effects import is_by_hand
from safeconduct.referrals.history import Flag
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import ENDED, Event, Side, State
from safeconduct.referrals.partners.models import ByHand
from safeconduct.referrals.partners.rules import Step
from safeconduct.referrals.sub_referrals.taking_back import Before, Next, Standing

FIRST, NEXT = "first", "next"
"""Who along the chain may know, as `Referral.chain` names them."""

LAST = [Standing.ERASED.value, Standing.TOLD.value, Standing.OVER.value]
"""After these nothing more is told one link back."""

_OF_THE_FIRST = {"side": Side.RECEIVER, "agency_id": OuterRef("agency_id")}
_PARTS = Referral.objects.filter(shared=OuterRef("part_of"), **_OF_THE_FIRST).values("taken_back")[:1]
_PERSONS_WORD = StoredMove.objects.filter(
    referral__shared=OuterRef("part_of"),
    referral__side=Side.RECEIVER,
    referral__agency_id=OuterRef("agency_id"),
    event=Event.WITHDRAW,
    ordinal__isnull=False,
    data__codes__reason__in=sorted(takebacks.PERSONS_WORD),
)
_TOLD = ByHand.objects.filter(referral=OuterRef("pk"), step=Step.TOLD_BACK)


def with_before() -> QuerySet[Referral]:
    """The onward referrals, each with what came before it."""
    return Referral.objects.filter(side=Side.SENDER, part_of__isnull=False).annotate(
        first_parts=Subquery(_PARTS, output_field=ArrayField(models.TextField())),
        is_first_back=Exists(_PERSONS_WORD),
        has_been_told=Exists(_TOLD),
    )


def to_follow() -> QuerySet[Referral]:
    """Those of which something came back before, as long as there may be something to ask or to tell."""
    is_gone = Q(is_first_back=True) | ~Q(first_parts=[])
    is_open = ~Q(state__in=list(ENDED)) | Q(flags__contains=[Beside.TAKEN_BACK_BEFORE.value])
    is_to_tell = Q(chain__contains=[FIRST]) & ~Q(first_told__in=LAST)
    return with_before().exclude(state=State.DRAFT).filter(is_gone & (is_open | is_to_tell))


def first_of(row: Referral) -> Referral | None:
    """The received referral from which this one goes on; None where it goes on from none."""
    if row.part_of is None:
        return None
    return Referral.objects.filter(shared=row.part_of, side=Side.RECEIVER, agency_id=row.agency_id).first()


def before_of(row: Referral) -> Before:
    """Of a row of `with_before`: what the person took back at the link before."""
    return Before(bool(row.is_first_back), frozenset(row.first_parts or []))  # type: ignore[attr-defined]


def next_of(row: Referral) -> Next:
    """Of a row of `with_before`: where the onward referral stands."""
    return Next(
        carries=frozenset([*row.at_once, *row.held_back]),
        is_withdrawn=Flag.CONSENT_WITHDRAWN in row.flags,
        is_over=State(row.state) in ENDED or row.state == State.DRAFT,
        kept_on=frozenset(row.kept_on),
        holder_answer=row.holder_answer,
        is_by_hand=is_by_hand(row),
        is_told=Beside.NOT_TOLD not in row.flags and bool(row.has_been_told),  # type: ignore[attr-defined]
    )
